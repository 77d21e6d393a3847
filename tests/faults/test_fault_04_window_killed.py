"""Fault 4: kill -9 of the window at every statement of its acts and of its rounds: a cursor is never ahead of its rows.

The children are processes of their own, the server is another, and each life goes on where the last one ended.
"""

import signal
from contextlib import contextmanager

import pytest
import sqlcipher3
from support.commands import Process, code_for, run
from support.desks import accepted, application, body, opened, seat
from support.disks import in_child
from support.faults import die, interpose
from support.serving import write_site

from casework.clock import SystemClock
from casework.routing import hall_box
from counter_app.desk.attach import attach
from counter_app.desk.forms import AttachForm, WithdrawForm
from counter_app.desk.take_in import take_in
from counter_app.desk.withdraw import withdraw

PDF = b"%PDF-1.7 /Type /Page an invented scan %%EOF"
MOST = 400


@pytest.fixture
def server(tmp_path):
    write_site(tmp_path)
    run(tmp_path / "server", "init", "--site", str(tmp_path / "site.toml"))
    process = Process(tmp_path / "server")
    yield process
    process.end(signal.SIGTERM)


@contextmanager
def desk(folder, server):
    place = opened(folder, SystemClock(), server=server.address)
    try:
        yield place
    finally:
        place.api.close()
        place.close()


@pytest.fixture
def folder(server, tmp_path):
    """The folder of a desk that is enrolled and has a case on the server."""
    with desk(tmp_path / "desk", server) as place:
        place.enrol(code_for(tmp_path / "server", "W03", "3"))
        seat(place)
        accepted(place)
        place.sync.run()
    return tmp_path / "desk"


def stored(tmp_path) -> list[bytes]:
    connection = sqlcipher3.connect(str(tmp_path / "server" / "server.sqlite3"))
    raws = [bytes(raw) for (raw,) in connection.execute("SELECT raw FROM event")]
    connection.close()
    return raws


def own(place) -> list[bytes]:
    return [raw for _, raw in place.store.journal.raws_after(0)]


def whole(place):
    """What must hold after every death."""
    store = place.store
    assert store.journal.check_chain() == 0
    assert store.cases.differing() == ()
    assert store.witness.last().seq == store.journal.stream().head
    in_step(place)


def in_step(place):
    """The cursor is exactly where the rows end."""
    store = place.store
    box = hall_box(store.meta.place().site.hall)
    cursor = store.positions.at(box)
    assert store.journal.check_box(store.positions.base(box), cursor) == 0
    rows = store.database.rows("SELECT box_pos FROM event WHERE box_pos IS NOT NULL ORDER BY box_pos")
    assert [row["box_pos"] for row in rows] == list(range(1, cursor.pos + 1))


def sweep(folder, server, work, check, step=1):
    """Let `work` die at its first statement, its second, and so on, until it lives; check after each death."""
    told = []
    for at in range(1, MOST, step):

        def life(tell, at=at):
            with desk(folder, server) as place:
                work(place, tell, lambda: interpose(place.store.database, at, die))

        *lines, end = in_child(life)
        told += lines
        with desk(folder, server) as place:
            assert set(told) <= set(place.store.journal.case_ids())
            check(place)
        if end == "ended":
            return told
    raise AssertionError("the work never came to its end")


def test_fault_04_a_desk_killed_at_any_statement_of_its_acts_keeps_what_it_told(server, folder, tmp_path):
    def work(place, tell, doom):
        doom()
        tell(accepted(place).id)
        case = take_in(place.desk, application(place, applicant=body(serial=2))).value.case
        tell(case.id)
        attach(place.desk, AttachForm(case_id=case.id, material="EDU-001-M01", name="a.pdf"), PDF)
        withdraw(place.desk, WithdrawForm(case_id=case.id))

    told = sweep(folder, server, work, whole, step=3)
    assert told
    with desk(folder, server) as place:
        place.sync.run()
        assert sorted(stored(tmp_path)) == sorted(own(place))
        numbers = [place.store.cases.get(case_id).case.number for case_id in place.store.journal.case_ids()]
        assert len(set(numbers)) == len(numbers)


def test_fault_04_a_desk_killed_at_any_statement_of_a_round_goes_on_from_there(server, folder, tmp_path):
    def work(place, _tell, doom):
        accepted(place, applicant=body(serial=3))
        doom()
        place.sync.run()

    sweep(folder, server, work, whole)
    with desk(folder, server) as place:
        place.sync.run()
        assert place.sync.status().drained
        assert place.store.cases.digest_rows()
        # Each event is on the server once, and the mailbox has them all.
        assert sorted(stored(tmp_path)) == sorted(own(place))
        assert place.store.positions.at(hall_box("510600-H1")).pos == len(stored(tmp_path))


def test_fault_04_the_sweep_finds_a_cursor_that_is_moved_before_its_rows(server, folder):
    """The control: the same sweep over a round that keeps them in two transactions."""

    def work(place, _tell, doom):
        store = place.store
        accepted(place, applicant=body(serial=4))
        box = hall_box(store.meta.place().site.hall)
        place.sync._rounds._greet(report := place.sync._rounds.run())
        accepted(place, applicant=body(serial=5))
        place.sync._rounds._pushing.push_all(report, lambda: None)
        cursor = store.positions.at(box)
        page = place.api.feed(box, after=cursor.pos, chain=cursor.chain.hex(), limit=500, wait_s=0)
        doom()
        with store.writing():
            store.positions.move(box, type(cursor)(page.next, bytes.fromhex(page.chain)))
        with store.writing():
            for row in page.rows:
                store.journal.receive(row)

    with pytest.raises(AssertionError):
        sweep(folder, server, work, in_step)
