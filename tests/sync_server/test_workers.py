"""Several processes behind one address: they take turns, are replaced when they die, and end together."""

import json
import os
import signal
import socket
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from support.commands import Process, code_for, run
from support.eventually import eventually
from support.serving import HALL, Stream, Window, event, new_id, note, opening, write_site

from sync_server.administer import Place, init
from sync_server.store import meta
from sync_server.store.engine import open_store
from sync_server.verify import Verifier

BOX = f"H:{HALL}"


@pytest.fixture
def folder(tmp_path):
    return made(tmp_path)


def made(tmp_path, database_url="") -> Path:
    write_site(tmp_path)
    init(Place(tmp_path / "server", tmp_path / "site.toml", "127.0.0.1", 0, database_url))
    return tmp_path / "server"


@contextmanager
def run_by_two(folder, log):
    process = Process(folder, "--workers", "2", log=log)
    try:
        yield process
    finally:
        if process.process.poll() is None:
            process.end(signal.SIGTERM)
        else:
            process.process.stdout.close()


@pytest.fixture
def running(folder, tmp_path):
    with run_by_two(folder, tmp_path / "log") as process:
        yield process


def workers_of(process) -> set[int]:
    pid = process.process.pid
    return {int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def logged(file: Path, name: str) -> list[dict[str, object]]:
    # The last line may not be written to its end.
    whole = file.read_text().rpartition("\n")[0]
    lines = [json.loads(line) for line in whole.splitlines() if line.startswith("{")]
    return [line for line in lines if line["event"] == name]


def differences(folder, database_url):
    store = open_store(database_url or f"sqlite:///{folder / 'server.sqlite3'}")
    try:
        return Verifier(store, folder / "blobs").run().differences
    finally:
        store.close()


def enrolled(process, folder, number: int) -> Window:
    window = Window(process.address)
    window.enrol(code_for(folder, f"W{number:02}", str(number)))
    return window


def test_what_one_worker_takes_in_the_others_hand_on(tmp_path, database_url):
    folder = made(tmp_path, database_url)
    with run_by_two(folder, tmp_path / "log") as running:
        take_turns(folder, running)
        assert running.end(signal.SIGTERM) == 0
    assert differences(folder, database_url) == ()


def take_turns(folder, running):
    windows = [enrolled(running, folder, number) for number in (1, 2, 3)]

    def push_on(number: int) -> None:
        window, stream = windows[number - 1], Stream(f"W{number:02}")
        for running_number in range(1, 7):
            case = new_id()
            stream.add(event(opening(f"W{number:02}", number, running_number), case), event(note(), case))
            window.session.close()  # so that the next request may come to another worker
            assert window.push(stream.push(len(stream.events) - 1)).head == len(stream.events)

    threads = [threading.Thread(target=push_on, args=(number,)) for number in (1, 2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    pages = []
    for _ in range(6):
        windows[0].session.close()
        pages.append(windows[0].feed(BOX, wait=5))
    assert {len(page.rows) for page in pages} == {36}
    assert {page.chain for page in pages} == {pages[0].chain}


def test_a_worker_that_dies_is_replaced(running, tmp_path):
    before = workers_of(running)
    assert len(before) == 2
    os.kill(min(before), signal.SIGKILL)
    eventually(lambda: len(logged(tmp_path / "log", "worker.serves")) == 3)
    after = workers_of(running)
    assert len(after) == 2
    assert len(after & before) == 1
    assert requests.get(f"{running.address}/readyz", timeout=10).status_code == 200


def test_workers_end_when_their_parent_is_killed(running):
    workers = workers_of(running)
    running.end(signal.SIGKILL)
    eventually(lambda: not any(alive(pid) for pid in workers))


def test_workers_that_cannot_be_exchanged_go_on(folder, running, tmp_path):
    before = workers_of(running)
    settings = folder / "server.toml"
    kept = settings.read_text()
    settings.write_text(kept + "no such = setting\n")
    running.process.send_signal(signal.SIGHUP)
    eventually(lambda: logged(tmp_path / "log", "workers.not_exchanged"))
    assert workers_of(running) == before
    assert requests.get(f"{running.address}/readyz", timeout=10).status_code == 200
    settings.write_text(kept)
    running.process.send_signal(signal.SIGHUP)
    eventually(lambda: logged(tmp_path / "log", "workers.exchanged"))
    assert not workers_of(running) & before


def test_a_release_that_must_make_all_cases_again_does_not_begin_beside_the_old_one(folder, running, tmp_path):
    before = workers_of(running)
    store = open_store(f"sqlite:///{folder / 'server.sqlite3'}")
    with store.writing() as connection:
        meta.write(connection, "case_form", b"the old release's")
    store.close()
    running.process.send_signal(signal.SIGHUP)
    eventually(lambda: logged(tmp_path / "log", "workers.not_exchanged"))
    assert [line["code"] for line in logged(tmp_path / "log", "worker.not_started")] == ["serve.restart_needed"]
    assert workers_of(running) == before
    assert running.end(signal.SIGTERM) == 0
    with run_by_two(folder, tmp_path / "log") as again:
        assert len(workers_of(again)) == 2


def test_a_database_that_cannot_be_reached_is_said_once_and_ends_the_start(folder):
    nowhere = "postgresql+psycopg://me:secret@127.0.0.1:1/x"
    done = run(folder, "serve", "--workers", "2", SYNC_SERVER_DATABASE_URL=nowhere)
    assert (done.returncode, done.stderr.count("[store.unreachable]"), "secret" in done.stderr) == (4, 1, False)


def test_a_port_that_is_taken_is_said_so(folder):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run(folder, "serve", "--workers", "2", "--port", str(taken.getsockname()[1]))
    assert (done.returncode, "[serve.not_started]" in done.stderr) == (4, True)
