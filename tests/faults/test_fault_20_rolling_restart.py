"""Fault 20: workers are exchanged under load, and PostgreSQL fails over; nobody loses anything that was acknowledged.

Real processes, real streaming replication, a real promotion. What a reader sees is a prefix at any time; whoever waits
is answered within two seconds.
"""

import json
import signal
import threading
import time
from contextlib import contextmanager
from datetime import datetime

import msgspec
import pytest
import requests
from support.commands import Process, code_for, run
from support.eventually import eventually
from support.postgres import name_in, standby, throwaway
from support.serving import (
    HALL,
    PASSWORD,
    Department,
    Refused,
    SteppingClock,
    Stream,
    Window,
    accept,
    enrolled_window,
    event,
    new_id,
    note,
    opening,
    serving,
    write_site,
)

from casework.chain import box_link, box_start
from casework.contract import Hello, Welcome
from casework.events import read_header
from sync_server.administer import Place, init
from sync_server.store.engine import open_store
from sync_server.verify import Verifier

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("postgres_binaries")]

BOX = f"H:{HALL}"
RELEASED_S = 2.0
PASSING = (requests.ConnectionError, requests.Timeout)


def differences(url, folder):
    store = open_store(url)
    try:
        return Verifier(store, folder / "blobs").run().differences
    finally:
        store.close()


def ids_of(stream) -> list[str]:
    return [read_header(raw).id for raw in stream.events]


class Pusher:
    """Writes one case after the other and sends again whatever was not answered, as a window does."""

    def __init__(self, window, code: str, number: int) -> None:
        self.window, self.code, self.number = window, code, number
        self.stream = Stream(code)
        self.acknowledged = 0
        self.tries_in_vain = 0
        self.rewinds = 0

    def push_one(self) -> None:
        case = new_id()
        first = opening(self.code, self.number, len(self.stream.events) // 2 + 1)
        self.stream.add(event(first, case), event(note(), case))
        self.send()

    def send(self) -> None:
        def sent() -> bool:
            try:
                self.acknowledged = self.window.push(self.stream.push(self.acknowledged + 1)).head
            except PASSING:
                self.tries_in_vain += 1
            except Refused as refused:
                if refused.code == "push.gap":
                    self.acknowledged = refused.problem["expected"] - 1
                    self.rewinds += 1
                elif refused.status == 503:
                    self.tries_in_vain += 1
                else:
                    raise
            return self.acknowledged == len(self.stream.events)

        eventually(sent, within_s=30)


class Reader:
    """Follows the mailbox; what it sees must be a prefix at any time."""

    def __init__(self, window) -> None:
        self.window = window
        self.pos, self.chain = 0, box_start(BOX)
        self.ids: list[str] = []

    def look(self) -> None:
        try:
            page = self.window.feed(BOX, self.pos, self.chain.hex())
        except PASSING:
            return
        except Refused as refused:
            if refused.status != 503:
                raise
            return
        for row in page.rows if page else ():
            assert row.p == self.pos + 1
            event_id = read_header(bytes(row.e)).id
            self.pos, self.chain = row.p, box_link(self.chain, event_id)
            self.ids.append(event_id)
        assert page is None or page.chain == self.chain.hex()


@contextmanager
def all_the_time(*acts):
    """Do each of the acts again and again, in threads of their own; what one raises is raised here."""
    over, faults = threading.Event(), []

    def go_on(act) -> None:
        try:
            while not over.is_set():
                act()
        except BaseException as fault:  # noqa: BLE001 - told to the test's own thread
            faults.append(fault)

    threads = [threading.Thread(target=go_on, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join(60)
        if faults:
            raise faults[0]


def logged(file, name: str) -> list[dict[str, object]]:
    # The last line may not be written to its end.
    whole = file.read_text().rpartition("\n")[0]
    lines = [json.loads(line) for line in whole.splitlines() if line.startswith("{")]
    return [line for line in lines if line["event"] == name]


def seconds(line) -> float:
    return datetime.fromisoformat(line["timestamp"]).timestamp()


def test_workers_are_exchanged_under_load(postgres, tmp_path):
    url = postgres.database(tables=False)
    folder, log = tmp_path / "server", tmp_path / "log"
    write_site(tmp_path)
    init(Place(folder, tmp_path / "site.toml", "127.0.0.1", 0, url))
    run(folder, "add-user", "department", "fin", "--department", "FIN", "--password-stdin", stdin=PASSWORD)
    process = Process(folder, "--workers", "2", log=log)
    windows = [Window(process.address) for _ in range(3)]
    for number, window in enumerate(windows, start=1):
        window.enrol(code_for(folder, f"W{number:02}", str(number)))
    pushers = [Pusher(windows[number - 1], f"W{number:02}", number) for number in (1, 2)]
    reader, waiter, answers = Reader(windows[2]), Department(process.address), []
    waiter.login("fin")

    def wait_for_what_never_comes() -> None:
        began = time.time()
        try:
            response = waiter.request("GET", "/v1/feed/D:FIN:510600?wait=25", **{"If-None-Match": '"E1-0"'})
        except PASSING:
            return
        answers.append((began, time.time(), response.status_code))

    with all_the_time(wait_for_what_never_comes):
        with all_the_time(*(pusher.push_one for pusher in pushers), reader.look):
            process.process.send_signal(signal.SIGHUP)
            eventually(lambda: logged(log, "workers.exchanged"), within_s=60)
        written = [event_id for pusher in pushers for event_id in ids_of(pusher.stream)]
        # Each worker hears of what the other wrote within `head_poll_ms`.
        eventually(lambda: reader.look() or len(reader.ids) >= len(written), within_s=5)
        assert process.end(signal.SIGTERM) == 0
    assert sorted(reader.ids) == sorted(written)
    assert differences(url, folder) == ()
    assert len(logged(log, "worker.ended")) == 4
    told_to_finish = [seconds(line) for line in logged(log, "worker.finishes")]
    released = [(began, ended) for began, ended, status in answers if status == 304]
    assert len(released) > 1
    for _, ended in released:
        assert any(finishes <= ended <= finishes + RELEASED_S for finishes in told_to_finish)
    postgres.drop(url)


@contextmanager
def pair(*, synchronous: bool):
    """A primary with a database of the product's, and a hot standby that follows it."""
    with throwaway(synchronous_commit="on") as primary:
        name = name_in(primary.database())
        with standby(primary) as replica:
            if synchronous:
                with primary.connect() as connection:
                    connection.execute("ALTER SYSTEM SET synchronous_standby_names = 'replica'")
                    connection.execute("SELECT pg_reload_conf()")
                eventually(lambda: follows(primary) == "sync")
            yield primary, replica, name


def follows(primary) -> str:
    with primary.connect() as connection:
        row = connection.execute("SELECT sync_state FROM pg_stat_replication WHERE state = 'streaming'").fetchone()
    return row[0] if row else ""


def either(primary, replica, name) -> str:
    """The address of whichever of the two takes writes."""
    return f"{primary.address(name)},{replica.folder}&target_session_attrs=read-write"


def test_a_fail_over_to_a_synchronous_standby_loses_nothing(tmp_path):
    with pair(synchronous=True) as (primary, replica, name):
        urls = {"database_url": either(primary, replica, name), "replica_url": replica.address(name)}
        with serving(tmp_path / "server", SteppingClock(), **urls) as server:
            windows = [enrolled_window(server, f"W{number:02}", number) for number in (1, 2, 3)]
            pushers = [Pusher(windows[number - 1], f"W{number:02}", number) for number in (1, 2)]
            reader = Reader(windows[2])
            with all_the_time(*(pusher.push_one for pusher in pushers), reader.look):
                eventually(lambda: all(pusher.acknowledged >= 10 for pusher in pushers) and reader.pos >= 10)
                primary.stop(signal.SIGQUIT)
                acknowledged = [pusher.acknowledged for pusher in pushers]
                replica.promote()
                eventually(lambda: all(p.acknowledged >= a + 10 for p, a in zip(pushers, acknowledged, strict=True)))
            written = sorted(event_id for pusher in pushers for event_id in ids_of(pusher.stream))
            eventually(lambda: reader.look() or len(reader.ids) >= len(written), within_s=5)
            assert sorted(reader.ids) == written
            assert [pusher.rewinds for pusher in pushers] == [0, 0]
            assert any(pusher.tries_in_vain for pusher in pushers), "nobody noticed the fail-over"
        assert differences(replica.address(name), tmp_path / "server") == ()


def test_what_an_asynchronous_standby_had_not_got_its_writers_send_again(tmp_path):
    with pair(synchronous=False) as (primary, replica, name):
        url = either(primary, replica, name)
        with serving(tmp_path / "server", SteppingClock(), database_url=url) as server:
            windows = [enrolled_window(server, f"W{number:02}", number) for number in (1, 2, 3)]
            first, second = (Pusher(windows[number - 1], f"W{number:02}", number) for number in (1, 2))
            reader = Reader(windows[2])
            first.push_one()
            second.push_one()
            eventually(lambda: caught_up(primary, replica))
            replica.stop()
            first.push_one()
            second.push_one()
            reader.look()
            assert reader.pos == 8
            primary.stop(signal.SIGQUIT)
            replica.start().promote()
            welcome = eventually(lambda: hello(windows[0], first.stream.epoch, acked=first.acknowledged))
            assert (welcome.head, welcome.server_epoch) == (2, 2)
            # The reader is further than the server is now: it is told so at once, and begins again.
            eventually(lambda: told_to_begin_again(reader), within_s=5)
            # The writers come in another order, and each with one more.
            second.push_one()
            first.push_one()
            assert (first.rewinds, second.rewinds) == (1, 1)
            assert told_to_begin_again(reader)
            again = Reader(windows[2])
            eventually(lambda: again.look() or again.pos >= 12)
            assert sorted(again.ids) == sorted(ids_of(first.stream) + ids_of(second.stream))
            assert set(reader.ids) <= set(again.ids)
        assert differences(replica.address(name), tmp_path / "server") == ()


def caught_up(primary, replica) -> bool:
    with primary.connect() as connection:
        written = connection.execute("SELECT pg_current_wal_lsn()").fetchone()[0]
    with replica.connect() as connection:
        return connection.execute("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", [written]).fetchone()[0]


def hello(window, epoch, acked) -> Welcome | None:
    """What the server says to a writer that says how far it was acknowledged; None while it has no database."""
    wish = Hello(proto=(1,), epoch=epoch, head=acked, hash="0" * 64, catalog="", acked=acked, seen_epoch=1)
    response = window.request("POST", "/v1/hello", msgspec.json.encode(wish))
    return None if response.status_code == 503 else msgspec.json.decode(accept(response).content, type=Welcome)


def told_to_begin_again(reader) -> bool:
    try:
        reader.window.feed(BOX, reader.pos, reader.chain.hex())
    except Refused as refused:
        return refused.code == "feed.reset"
    return False
