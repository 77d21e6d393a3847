"""How far readers have come: kept in memory, written in one go, told by `sync-server check`."""

import asyncio
import json
import signal
import time

import pytest
from support.commands import Process, code_for, run
from support.serving import (
    HALL,
    SteppingClock,
    Stream,
    Window,
    accepted,
    enrolled_window,
    event,
    logged_in,
    new_id,
    note,
    opening,
    serving,
    write_site,
)

from casework.clock import wall_ms
from casework.errors import Trouble
from sync_server import administer
from sync_server.http.readings import Readings
from sync_server.settings import Settings
from sync_server.store import readings as rows
from sync_server.store.engine import open_store
from sync_server.store.migrate import upgrade
from sync_server.store.readings import Reached

BOX = f"H:{HALL}"


@pytest.fixture
def store(tmp_path, database_url):
    store = open_store(database_url or f"sqlite:///{tmp_path}/s.sqlite3")
    upgrade(store)
    yield store
    store.close()


def reached(store) -> dict:
    with store.reading() as connection:
        return {(one.reached.reader, one.reached.box): one.reached.pos for one in rows.behind(connection)}


def test_of_what_several_workers_say_the_highest_counts(store):
    def say(pos, at_ms):
        with store.writing() as connection:
            rows.note(connection, [Reached("W01", BOX, pos, at_ms), Reached("W02", BOX, 1, at_ms)])

    say(5, 1000)
    say(3, 2000)
    say(7, 1500)
    with store.reading() as connection:
        first, second = rows.behind(connection)
    assert (first.reached, second.reached) == (Reached("W01", BOX, 7, 2000), Reached("W02", BOX, 1, 2000))
    with store.writing() as connection:
        rows.note(connection, [])


def test_nothing_is_written_that_is_not_new_and_who_stands_still_is_written_once_a_minute(store):
    clock = SteppingClock()
    readings = Readings(store, clock)
    written = []
    true = readings._write
    readings._write = lambda due: written.append(len(due)) or true(due)

    async def work():
        readings.note("W01", BOX, 3)
        readings.note("W02", BOX, 4)
        await readings.write()
        readings.note("W01", BOX, 3)
        await readings.write()
        readings.note("W01", BOX, 5)
        readings.note("W01", BOX, 4)
        await readings.write()
        clock.pass_by(seconds=60)
        readings.note("W02", BOX, 4)
        await readings.write()
        await readings.write()

    asyncio.run(work())
    assert written == [2, 1, 1]
    assert reached(store) == {("W01", BOX): 5, ("W02", BOX): 4}


def test_what_cannot_be_written_is_written_later(store):
    readings = Readings(store, SteppingClock())

    async def work():
        with store.writing() as connection:
            connection.exec_driver_sql("ALTER TABLE reading RENAME TO reading_away")
        readings.note("W01", BOX, 3)
        readings._write = failing(readings._write)
        await readings.write()
        with store.writing() as connection:
            connection.exec_driver_sql("ALTER TABLE reading_away RENAME TO reading")
        await readings.write()

    asyncio.run(work())
    assert reached(store) == {("W01", BOX): 3}


def failing(true):
    """Write, and call whatever goes wrong the disk's fault."""

    def write(due):
        try:
            true(due)
        except Exception as error:
            raise Trouble("store.failed", why="x") from error

    return write


def test_the_end_of_the_server_is_the_last_time_they_are_written(tmp_path, clock, database_url):
    with serving(tmp_path / "server", clock, database_url=database_url) as server:
        window, education = enrolled_window(server), logged_in(server)
        case = new_id()
        stream = Stream("W01").add(event(opening(), case), event(accepted(), case), event(note(), case))
        window.push(stream.push())
        window.feed(BOX, 0)
        window.feed(BOX, 2)
        education.feed("D:EDU:510600", 0)
        # Nothing that is refused counts as read.
        assert window.request("GET", f"/v1/feed/{BOX}?after=99").status_code == 409
    store = open_store(database_url or Settings(folder=tmp_path / "server").database)
    assert reached(store) == {("EDU", "D:EDU:510600"): 0, ("W01", BOX): 2}
    clock.pass_by(minutes=90)
    state = administer.state(Settings(folder=tmp_path / "server", database_url=database_url), store, clock)
    store.close()
    assert [(one.reader, one.pos, one.behind, one.behind_min, one.silent_min) for one in state.readers] == [
        ("EDU", 0, 3, 90, 90),
        ("W01", 2, 1, 90, 90),
    ]


def test_who_has_read_all_is_not_behind_however_long_ago(store, tmp_path, clock):
    write_site(tmp_path)
    with store.writing() as connection:
        rows.note(connection, [Reached("W01", BOX, 0, wall_ms(clock.now()))])
    clock.pass_by(hours=5)
    (one,) = administer.state(Settings(folder=tmp_path), store, clock).readers
    assert (one.behind, one.behind_min, one.silent_min) == (0, 0, 300)


def test_check_says_who_lags_and_revoke_ends_a_window_and_an_account(tmp_path):
    write_site(tmp_path)
    folder = tmp_path / "server"
    assert run(folder, "init", "--site", str(tmp_path / "site.toml"), "--port", "0").returncode == 0
    made = run(folder, "add-user", "department", "edu", "--department", "EDU", "--generate")
    assert made.returncode == 0
    process = Process(folder)
    try:
        window = Window(process.address)
        window.enrol(code_for(folder))
        case = new_id()
        window.push(Stream("W01").add(event(opening(), case), event(accepted(), case)).push())
        window.feed(BOX, 1)
        window.feed(BOX, 1)
        assert run(folder, "revoke", "window", "W01").returncode == 0
        began = time.monotonic()
        while window.request("GET", f"/v1/feed/{BOX}").status_code != 401:
            assert time.monotonic() - began < 2
    finally:
        process.end(signal.SIGTERM)
    told = run(folder, "check", "--json")
    (one,) = json.loads(told.stdout)["readers"]
    assert (one["reader"], one["box"], one["pos"], one["behind"]) == ("W01", BOX, 1, 1)
    assert f"reader W01 of {BOX}: 1 behind" in run(folder, "check").stdout
    again = run(folder, "revoke", "window", "W01")
    assert (again.returncode, "[enrol.no_window]" in again.stderr) == (3, True)
    assert run(folder, "revoke", "account", "edu").returncode == 0
    assert "[people.unknown]" in run(folder, "revoke", "account", "nobody").stderr
