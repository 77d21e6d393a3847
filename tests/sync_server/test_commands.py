"""The command `sync-server` as a process of its own."""

import json
import signal
import threading

import pytest
import requests
from support.commands import Process, code_for, run
from support.serving import PASSWORD, Department, Stream, Window, event, new_id, opening, write_site

from casework.contract import SignIn
from casework.errors import Trouble
from sync_server.settings import load_settings
from sync_server.store.engine import open_store, sqlite_url
from sync_server.store.streams import head
from sync_server.verify import Verifier


@pytest.fixture
def folder(tmp_path):
    write_site(tmp_path)
    done = run(tmp_path / "server", "init", "--site", str(tmp_path / "site.toml"))
    assert done.returncode == 0, done.stderr
    return tmp_path / "server"


def test_a_folder_is_made_once_and_never_overwritten(folder, tmp_path):
    before = {file: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    again = run(folder, "init", "--site", str(tmp_path / "site.toml"))
    assert (again.returncode, "[init.exists]" in again.stderr) == (3, True)
    assert before == {file: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def test_without_a_site_file_an_example_is_shown_and_nothing_is_made(tmp_path):
    done = run(tmp_path / "server", "init")
    assert (done.returncode, "[init.site_needed]" in done.stderr) == (3, True)
    assert not (tmp_path / "server").exists()
    (tmp_path / "site.toml").write_text(done.stdout, encoding="utf-8")
    assert run(tmp_path / "server", "init", "--site", str(tmp_path / "site.toml")).returncode == 0


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path):
    write_site(tmp_path)
    (tmp_path / "server").write_text("a file", encoding="utf-8")
    done = run(tmp_path / "server", "init", "--site", str(tmp_path / "site.toml"))
    assert (done.returncode, "[init.folder]" in done.stderr) == (4, True)


@pytest.mark.parametrize("command", ["init", "serve"])
def test_a_port_that_does_not_exist_is_refused_at_once(folder, command):
    assert run(folder, command, "--port", "65536").returncode == 2


def test_a_site_file_that_is_no_text_is_said_so(tmp_path):
    (tmp_path / "site.toml").write_bytes(b"\xff\xfe")
    done = run(tmp_path / "server", "init", "--site", str(tmp_path / "site.toml"))
    assert (done.returncode, "[settings.invalid]" in done.stderr) == (4, True)


def test_a_database_address_that_nothing_knows_is_not_repeated(folder):
    done = run(folder, "check", SYNC_SERVER_DATABASE_URL="nosuch://me:secret@host/x")
    assert (done.returncode, "[store.address]" in done.stderr, "secret" in done.stderr) == (4, True, False)


@pytest.mark.parametrize(
    "command", [("check",), ("serve", "--port", "0"), ("migrate",), ("enrol-code", "W01", "--number", "1")]
)
@pytest.mark.parametrize(
    ("content", "code"), [(b"", "store.gone"), (None, "store.gone"), (b"x" * 5000, "store.damaged")]
)
def test_a_server_whose_database_is_lost_or_damaged_does_not_begin_anew(folder, command, content, code):
    file = folder / "server.sqlite3"
    for part in folder.glob("server.sqlite3*"):
        part.unlink()
    if content is not None:
        file.write_bytes(content)
    done = run(folder, *command)
    assert (done.returncode, f"[{code}]" in done.stderr) == (4, True)
    assert (file.read_bytes() if file.exists() else None) == content


@pytest.mark.parametrize("code", ["", "C 1", "C1\u200b"])
def test_a_code_that_nobody_could_type_is_refused(folder, code):
    done = run(folder, "add-user", "clerk", code, "--generate")
    assert (done.returncode, "[people.code_form]" in done.stderr) == (3, True)


def test_a_password_is_not_asked_where_nobody_can_answer(folder):
    done = run(folder, "add-user", "clerk", "1001", stdin=f"{PASSWORD}\n")
    assert (done.returncode, "[people.password_how]" in done.stderr) == (3, True)


def test_a_command_on_a_folder_without_a_server_says_so(tmp_path):
    done = run(tmp_path, "check")
    assert (done.returncode, "[init.absent]" in done.stderr) == (3, True)


def test_a_server_is_run_from_the_command_line_from_first_to_last(folder):
    assert (
        run(folder, "add-user", "clerk", "1001", "--name", "李慧", "--password-stdin", stdin=PASSWORD).returncode == 0
    )
    made = run(folder, "add-user", "department", "edu", "--department", "EDU", "--generate", "--json")
    server = Process(folder)
    window = Window(server.address)
    window.enrol(code_for(folder))
    assert window.post("/v1/sign-in", SignIn(clerk="1001", password=PASSWORD)).json()["name"] == "李慧"
    assert window.push(Stream("W01").add(event(opening(), new_id())).push()).head == 1
    education = Department(server.address)
    education.login("edu", json.loads(made.stdout)["password"])
    assert len(education.feed("D:EDU:510600").rows) == 1
    state = json.loads(run(folder, "check", "--json").stdout)
    assert (state["windows"], state["verdicts"], state["hall"]) == (["W01"], {"applied": 1}, "510600-H1")
    assert json.loads(run(folder, "verify", "--json").stdout)["differences"] == []
    server.end(signal.SIGTERM)
    assert run(folder, "migrate").stdout.strip() == "0004"


def test_a_port_that_is_taken_is_said_so(folder):
    server = Process(folder)
    done = run(folder, "serve", "--port", server.address.rpartition(":")[2])
    server.end(signal.SIGTERM)
    assert (done.returncode, "[serve.not_started]" in done.stderr) == (4, True)


def test_verify_ends_with_its_own_code_when_something_differs(folder):
    server = Process(folder)
    window = Window(server.address)
    window.enrol(code_for(folder))
    window.push(Stream("W01").add(event(opening(), new_id())).push())
    server.end(signal.SIGTERM)
    store = open_store(sqlite_url(folder / "server.sqlite3"))
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE event SET raw = CAST(raw || ' ' AS BLOB)")
    store.close()
    done = run(folder, "verify")
    assert (done.returncode, "stream W01/" in done.stdout) == (5, True)


@pytest.mark.parametrize("stop_after", [1, 4, 9])
def test_what_was_acknowledged_before_the_server_was_killed_is_there(folder, stop_after):
    server = Process(folder)
    window = Window(server.address)
    window.enrol(code_for(folder))
    stream = Stream("W01")
    acknowledged = {}
    enough = threading.Event()

    def push_on() -> None:
        for running in range(1, 2000):
            stream.add(event(opening(running=running), new_id()))
            try:
                acknowledged[running] = window.push(stream.push(running)).verdicts
            except requests.RequestException:
                return
            if running == stop_after:
                enough.set()

    pusher = threading.Thread(target=push_on)
    pusher.start()
    assert enough.wait(60)
    # The pusher goes on meanwhile: the server dies at whatever statement it is.
    server.end(signal.SIGKILL)
    pusher.join(60)
    assert len(acknowledged) >= stop_after
    second = Process(folder)
    window.address = second.address
    answer = window.push(stream.push())
    assert answer.head == len(stream.events)
    for seq, verdicts in acknowledged.items():
        assert (answer.verdicts[seq - 1],) == verdicts
    second.end(signal.SIGTERM)
    store = open_store(sqlite_url(folder / "server.sqlite3"))
    with store.reading() as connection:
        assert head(connection, "W01", stream.epoch).seq == len(stream.events)
    assert Verifier(store, folder / "blobs").run().differences == ()
    store.close()


def test_a_setting_comes_from_the_file_and_the_environment_wins(tmp_path):
    (tmp_path / "server.toml").write_text('host = "::1"\nport = 9000\n')
    found = load_settings(tmp_path, {"SYNC_SERVER_PORT": "9100", "OTHER": "x"})
    assert (found.host, found.port, found.token_hours) == ("::1", 9100, 12)


@pytest.mark.parametrize(
    ("text", "code", "detail"),
    [
        ("prot = 1", "settings.unknown", ("meant", "port")),
        ("port = 70000", "settings.invalid", None),
        ("port = [", "settings.invalid", None),
    ],
)
def test_a_setting_that_cannot_be_is_named(tmp_path, text, code, detail):
    (tmp_path / "server.toml").write_text(text)
    with pytest.raises(Trouble) as trouble:
        load_settings(tmp_path, {})
    assert trouble.value.code == code
    assert detail is None or detail in trouble.value.details.items()
