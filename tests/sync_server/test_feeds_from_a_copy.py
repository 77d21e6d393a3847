"""Mailboxes read from a copy that follows the database: it may lag, and never makes a reader start again."""

import sqlite3
import threading
import time
from contextlib import closing

import pytest
import sqlcipher3
from support.serving import HALL, Refused, Stream, accepted, enrolled_window, event, new_id, note, opening, serving

from sync_server.store import boxes

BOX = f"H:{HALL}"


@pytest.fixture
def database_url():
    """Files stand in for a database and its copy here."""
    return ""


class Copy:
    """A copy of the server's database that follows when it is told to."""

    def __init__(self, folder):
        self.original = folder / "server" / "server.sqlite3"
        self.file = folder / "copy.sqlite3"

    @property
    def url(self):
        return f"sqlite:///{self.file}"

    def follow(self):
        with closing(sqlcipher3.connect(self.original)) as source, closing(sqlcipher3.connect(self.file)) as target:
            source.backup(target)


@pytest.fixture
def case():
    return new_id()


@pytest.fixture
def stream(case):
    return Stream("W01").add(event(opening(), case), event(accepted(), case), *(event(note(), case) for _ in range(5)))


@pytest.fixture
def copy(tmp_path, clock):
    """A copy of a server that was just made."""
    with serving(tmp_path / "server", clock):
        copy = Copy(tmp_path)
        copy.follow()
    return copy


@pytest.fixture
def server(tmp_path, clock, copy):
    with serving(tmp_path / "server", clock, replica_url=copy.url) as running:
        yield running


def test_what_the_copy_does_not_have_yet_is_not_there_yet(window, stream, copy):
    window.push(stream.push())
    assert window.feed(BOX).rows == ()
    copy.follow()
    began = time.monotonic()
    while not window.feed(BOX).rows:
        assert time.monotonic() - began < 10
    assert len(window.feed(BOX).rows) == 7


def test_a_reader_that_is_ahead_of_the_copy_waits_and_is_not_reset(server, window, stream, copy, case):
    window.push(stream.push())
    copy.follow()
    with server.doors.store.reading() as connection:
        chains = {pos: boxes.chain_at(connection, BOX, pos).hex() for pos in range(8)}
    began = time.monotonic()
    while len(window.feed(BOX).rows) < 7:
        assert time.monotonic() - began < 10
    stream.add(event(note("one"), case), event(note("two"), case))
    window.push(stream.push(8))
    with server.doors.store.reading() as connection:
        chains[8] = boxes.chain_at(connection, BOX, 8).hex()
    # Another worker read from a copy that was quicker: this reader has position 8 already.
    idle = window.request("GET", f"/v1/feed/{BOX}?after=8&chain={chains[8]}", **{"If-None-Match": '"E1-8"'})
    assert (idle.status_code, idle.headers["ETag"]) == (304, '"E1-8"')
    assert window.feed(BOX, 8, chains[8]).chain == chains[8]
    pages = []
    reader = threading.Thread(target=lambda: pages.append(window.feed(BOX, 8, chains[8], wait=20)))
    reader.start()
    while not server.doors.heads.waiting():
        assert time.monotonic() - began < 10
    copy.follow()
    reader.join(20)
    assert [row.p for row in pages[0].rows] == [9]


def test_a_reset_is_decided_by_the_database_alone(window, stream, copy):
    window.push(stream.push())
    with pytest.raises(Refused) as refusal:
        window.feed(BOX, 3, "0" * 64)
    assert (refusal.value.status, refusal.value.code) == (409, "feed.reset")
    with pytest.raises(Refused, match=r"feed\.reset"):
        window.feed(BOX, 8)
    copy.follow()


def test_a_copy_of_something_else_is_trouble_and_no_reset(tmp_path, clock, stream):
    with serving(tmp_path / "server", clock) as server:
        window = enrolled_window(server)
        window.push(stream.push())
        page = window.feed(BOX)
    with serving(tmp_path / "other" / "server", clock) as other:
        foreign = enrolled_window(other)
        foreign.push(Stream("W01").add(*(event(opening(running=n), new_id()) for n in range(1, 12))).push())
    stray = Copy(tmp_path / "other")
    with serving(tmp_path / "server", clock, replica_url=f"sqlite:///{stray.original}") as server:
        window.address = server.address
        with pytest.raises(Refused) as refusal:
            window.feed(BOX, 7, page.chain)
    assert (refusal.value.status, refusal.value.code) == (503, "feed.copy_differs")


def test_the_copy_is_asked_for_pages_and_the_database_is_not(server, window, stream, copy):
    window.push(stream.push())
    copy.follow()
    assert server.doors.pages._store is server.doors.feeds
    assert server.doors.feeds is not server.doors.store
    with closing(sqlite3.connect(copy.file)) as connection:
        assert connection.execute("SELECT pos FROM box_head WHERE box = ?", (BOX,)).fetchone() == (7,)
