"""A mailbox whose server was restored: read on from where both ends agree, nothing forgotten, nothing counted twice."""

import shutil
from contextlib import closing

import msgspec
import pytest
import requests
import sqlcipher3
from hypothesis import given, settings
from hypothesis import strategies as st
from requests.adapters import HTTPAdapter
from support.serving import (
    PASSWORD,
    REGION,
    SteppingClock,
    Stream,
    accepted,
    enrolled_window,
    event,
    new_id,
    note,
    opening,
    serving,
)

from casework import facts
from casework.access import Scope
from casework.chain import box_link, box_start
from casework.contract import Common, FeedPage, FeedRow, Marks
from casework.errors import RuleBroken, Trouble
from casework.events import read, read_header
from casework.lifecycle import COUNTS, Verdict, step
from casework.routing import department_box
from sync_server.department.client import Client, Cursor
from sync_server.department.pull import Puller
from sync_server.department.send import Sender
from sync_server.department.session import log_in
from sync_server.department.set_back import shared_place
from sync_server.department.store.database import Database
from sync_server.department.store.inbox import Inbox
from sync_server.department.store.journal import Journal
from sync_server.store import meta

BOX = department_box("EDU", REGION)


class Noting(HTTPAdapter):
    """Carries requests and remembers what was asked."""

    def __init__(self):
        super().__init__()
        self.asked = []

    def send(self, request, **kwargs):
        self.asked.append((request.method, request.path_url, request.headers.get("Authorization", "")))
        return super().send(request, **kwargs)


@pytest.fixture
def wire():
    return Noting()


@pytest.fixture
def session(wire):
    with requests.Session() as session:
        session.mount("http://", wire)
        yield session


@pytest.fixture
def database_url():
    """A server is set back by exchanging its file."""
    return ""


@pytest.fixture
def department(server, session, tmp_path):
    """A puller of the department, over its own database."""
    server.doors.people.add_account("edu", "EDU", REGION, PASSWORD, frozenset(Scope))
    token = log_in(tmp_path / "edu", server.address, "edu", PASSWORD).token
    database = Database(tmp_path / "edu" / "department.sqlite3")
    yield Puller(database, Client(server.address, token.token, session), BOX, tmp_path / "edu" / "inbox")
    database.close()


def copied(tmp_path):
    """The server's database as it is now."""
    kept = tmp_path / "yesterday.sqlite3"
    with closing(sqlcipher3.connect(tmp_path / "server" / "server.sqlite3")) as connection:
        connection.execute("VACUUM INTO ?", (str(kept),))
    return kept


def set_back(tmp_path, clock, kept):
    """The server over yesterday's database."""
    folder = tmp_path / "restored"
    folder.mkdir()
    shutil.copyfile(kept, folder / "server.sqlite3")
    return serving(folder, clock)


def next_epoch(server):
    with server.doors.store.writing() as connection:
        meta.write(connection, meta.SERVER_EPOCH, b"2")


def in_order(puller) -> dict:
    """Every case the department has, with its version."""
    return {case.id: case.ver for case in Inbox(puller.database).all_cases()}


def test_reading_goes_on_from_the_last_position_both_ends_know(window, department, session, wire, tmp_path, clock):
    cases = [new_id() for _ in range(12)]
    stream = Stream("W01").add(*(event(opening(running=n), case) for n, case in enumerate(cases, start=1)))
    window.push(stream.push())
    kept = copied(tmp_path)
    stream.add(event(note("lost"), cases[0]), event(note("lost too"), cases[1]))
    window.push(stream.push(13))
    assert department.pull().events == 14
    before = in_order(department)
    with set_back(tmp_path, clock, kept) as restored:
        next_epoch(restored)
        again = Puller(department.database, Client(restored.address, department.client._token, session), BOX, tmp_path)
        wire.asked.clear()
        assert again.pull().events == 0
        # Nothing is gone here although the server has lost it.
        assert in_order(again) == before
        paths = [path for _, path, _ in wire.asked if path.startswith(("/v1/feed", "/v1/common"))]
        assert [path.partition("&")[0] for path in paths] == [
            f"/v1/feed/{BOX}?after=14",
            "/v1/common",
            f"/v1/feed/{BOX}?after=12",
        ]
        window.address = restored.address
        window.push(stream.push())
        assert again.pull().events == 2
        assert in_order(again) == before
        assert [line.pos for line in Inbox(again.database).history(cases[0])] == [1, 13]


def test_what_counts_otherwise_now_is_as_the_server_has_it(window, department, session, tmp_path, clock):
    case = new_id()
    stream = Stream("W01").add(event(opening(), case), event(accepted(), case))
    window.push(stream.push())
    kept = copied(tmp_path)
    stream.add(event(reached_at(1), case), event(reached_at(2), case))
    window.push(stream.push(3))
    department.pull()
    with set_back(tmp_path, clock, kept) as restored:
        next_epoch(restored)
        other = enrolled_window(restored, "W02", 2)
        other.push(Stream("W02", events=[event(reached_at(3), case)]).push())
        again = Puller(department.database, Client(restored.address, department.client._token, session), BOX, tmp_path)
        again.pull()
        shown = Inbox(again.database).case(case)
        assert (shown.ver, shown.applicant.phone) == (3, "13900000003")
        window.address = restored.address
        window.push(stream.push())
        again.pull()
        shown = Inbox(again.database).case(case)
        assert (shown.ver, shown.applicant.phone) == (5, "13900000002")


def test_a_server_that_is_older_than_the_question_is_read_from_its_beginning():
    class Older:
        def common(self, _marks):
            raise RuleBroken("request.not_found")

    found = shared_place(Older(), BOX, [(1, "a"), (2, "b")])
    assert found == Cursor(0, box_start(BOX).hex())


def test_a_place_that_was_not_offered_is_not_believed():
    class Liar:
        def common(self, _marks):
            return Common(pos=2, chain="0" * 64, server_epoch=1)

    assert shared_place(Liar(), BOX, [(1, "a"), (2, "b")]).pos == 0


def test_offered_are_the_last_position_and_those_before_it_at_doubling_distance():
    class Ear:
        def common(self, marks: Marks):
            self.marks = marks.marks
            return Common(pos=0, chain="0" * 64, server_epoch=1)

    ear = Ear()
    shared_place(ear, BOX, [(pos, f"id{pos}") for pos in range(1, 101)])
    assert [pos for pos, _ in ear.marks] == [100, 99, 98, 96, 92, 84, 68, 36]
    chain = box_start(BOX)
    chains = [chain := box_link(chain, f"id{pos}") for pos in range(1, 101)]
    assert all(hexes == chains[pos - 1].hex() for pos, hexes in ear.marks)
    shared_place(ear, BOX, [])
    assert len(ear.marks) == 8


# --- the law --------------------------------------------------------------------------------------------------------


def page_of(rows, start=0, chain=None) -> FeedPage:
    chain = chain or box_start(BOX)
    made = []
    for pos, (raw, verdict, ver) in enumerate(rows, start=start + 1):
        chain = box_link(chain, read_header(raw).id)
        made.append(FeedRow(p=pos, v=verdict, ver=ver, o="W01", ep="e", s=pos, e=msgspec.Raw(raw)))
    return FeedPage(next=made[-1].p, chain=chain.hex(), rows=tuple(made))


def judged(raws, refused) -> list:
    """Rows of a mailbox in which the events at these places do not count."""
    vers, rows = {}, []
    for place, raw in enumerate(raws):
        case = read_header(raw).case
        counts = place not in refused or read_header(raw).type == "case.opened"
        vers[case] = vers.get(case, 0) + counts
        rows.append((raw, Verdict.APPLIED if counts else Verdict.CONTESTED, vers[case]))
    return rows


def reached_at(number) -> facts.ContactChanged:
    """A new telephone; the last one counts."""
    return facts.ContactChanged(phone=f"1390000{number:04d}")


CASES = [new_id() for _ in range(2)]
OPENINGS = [event(opening(running=n), case) for n, case in enumerate(CASES, start=1)]
NOTES = [event(reached_at(n), CASES[n % 2]) for n in range(7)]


@settings(max_examples=60, deadline=None)
@given(
    before=st.permutations(NOTES).flatmap(lambda notes: st.integers(0, 7).map(lambda many: notes[:many])),
    shared=st.integers(0, 9),
    after=st.permutations(NOTES),
    refused=st.sets(st.integers(2, 8)),
    pages=st.integers(1, 4),
)
def test_once_read_to_its_end_a_mailbox_is_what_the_server_makes_of_it(
    tmp_path_factory, before, shared, after, refused, pages
):
    """Whatever was lost, comes in another order or counts otherwise."""
    old = judged([*OPENINGS, *before], refused=set())
    place = min(shared, len(old))
    prefix = [raw for raw, _, _ in old[:place]]
    rest = [raw for raw in [*OPENINGS, *after] if raw not in prefix]
    new = judged([*prefix, *rest], {place for place in refused if place >= len(prefix)})
    database = Database(tmp_path_factory.mktemp("law") / "d.sqlite3")
    puller = Puller(database, Client("http://nowhere.invalid"), BOX, tmp_path_factory.getbasetemp())
    inbox = Inbox(database)
    puller.keep(page_of(old))
    with database.writing():
        inbox.set_back(Cursor(place, (page_of(old[:place]).chain if place else box_start(BOX).hex())))
    while (cursor := puller._cursor()).pos < len(new):
        part = new[cursor.pos : cursor.pos + pages]
        puller.keep(page_of(part, cursor.pos, bytes.fromhex(cursor.chain)))
        # Never is a case gone, or a sheet of it.
        assert {case.id for case in inbox.all_cases()} == set(CASES)
        assert sum(len(inbox.history(case)) for case in CASES) >= len(old)
    for case in CASES:
        counted = [row for row in new if read_header(row[0]).case == case and row[1] in COUNTS]
        assert [line.raw for line in inbox.history(case)] == [row[0] for row in new if read_header(row[0]).case == case]
        expected = None
        for raw, _, _ in counted:
            expected = step(expected, read(raw))
        assert inbox.case(case) == expected
    database.close()


def test_a_mailbox_that_agrees_nowhere_and_adds_up_to_nothing_is_still_an_alarm(tmp_path):
    database = Database(tmp_path / "d.sqlite3")
    puller = Puller(database, Client("http://nowhere.invalid"), BOX, tmp_path)
    rows = judged([*OPENINGS, *NOTES], set())
    puller.keep(page_of(rows))
    with database.writing():
        Inbox(database).set_back(Cursor(0, box_start(BOX).hex()))
    raw, verdict, ver = rows[2]
    with pytest.raises(Trouble, match=r"department\.feed_broken"):
        puller.keep(page_of([*rows[:2], (raw, verdict, ver + 5), *rows[3:]]))
    database.close()


# --- tickets --------------------------------------------------------------------------------------------------------


def test_a_department_that_has_greeted_reads_by_ticket_and_falls_back_to_its_token(server, department, wire, tmp_path):
    journal = Journal(department.database, "EDU")
    with department.database.writing():
        journal.begin(new_id())
        journal.write(read(event(note(), new_id())))
    Sender(department.database, journal, department.client, SteppingClock(), tmp_path)._compare()
    wire.asked.clear()
    department.pull()
    assert [who[:11] for _, _, who in wire.asked] == ["Bearer tk1."]
    server.doors.tickets._secret = b"another secret"
    server.doors.tickets._kept.clear()
    wire.asked.clear()
    department.pull()
    assert [who.startswith("Bearer tk1.") for _, _, who in wire.asked] == [True, False]
    wire.asked.clear()
    department.pull()
    assert [who.startswith("Bearer tk1.") for _, _, who in wire.asked] == [False]
