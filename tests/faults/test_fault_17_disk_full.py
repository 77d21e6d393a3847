"""Fault 17: the disk fills up at the window or at the server. No half case, no receipt without a durable event, no
database deleted; work goes on when there is room: I1.
"""

from dataclasses import replace

import pytest
from sqlalchemy import text
from support.behind_proxy import differences
from support.desks import MovedClock, a_desk, accepted, application, body, opened, received, seat
from support.disks import fill, grow, small_disk
from support.faults import disk_full, interpose, remove
from support.serving import serving
from support.windows import LossyAdapter, enrolled, through

from casework.case_state import Stage
from casework.errors import Trouble
from counter_app.desk.accept import accept
from counter_app.desk.forms import WithdrawForm
from counter_app.desk.verify import verify
from counter_app.desk.withdraw import withdraw
from counter_app.store.room import MIB, Level

LOCAL = {"local.disk_full", "local.disk", "local.witness_unwritable", "local.reserve"}


@pytest.fixture
def clock():
    return MovedClock()


def code_of(act) -> str:
    try:
        act()
    except Trouble as trouble:
        return trouble.code
    return ""


def whole(place):
    assert place.store.journal.check_chain() == 0
    assert place.store.cases.differing() == ()


@pytest.fixture
def disk(tmp_path):
    with small_disk(tmp_path / "disk", "40m") as folder:
        yield folder


@pytest.fixture
def server(tmp_path, clock):
    with serving(tmp_path / "server", clock) as running:
        yield running


@pytest.fixture
def place(server, disk, clock):
    """A desk on a small disk, with a reserve on it; its server has a disk of its own."""
    workplace = opened(disk, clock, server=server.address, session=through(LossyAdapter()), reserve_mib=4)
    workplace.store.room = replace(workplace.store.room, low_bytes=8 * MIB)
    assert workplace.store.room.keep_reserve()
    enrolled(workplace, server)
    yield workplace
    workplace.close()


def at_server(server) -> int:
    with server.doors.store.reading() as connection:
        return connection.execute(text("SELECT count(*) FROM event")).scalar_one()


def test_fault_17_a_full_disk_refuses_new_papers_first_and_the_reserve_lets_begun_work_be_sent(place, server, disk):
    begun = received(place)
    filler = fill(disk)
    assert place.sync.status().room.level is Level.RESERVE
    before = place.store.journal.stream()
    for act in (accepted, received):
        assert code_of(lambda act=act: act(place)) == "local.reserve"
    # Nothing was begun for them: no event, no number.
    assert place.store.journal.stream() == before
    assert place.store.room.free_reserve() == 4 * MIB
    assert code_of(lambda: accepted(place)) == "local.reserve"
    withdraw(place.desk, WithdrawForm(case_id=begun.id))
    place.sync.run()
    assert place.sync.status().drained
    assert at_server(server) == 2
    assert place.store.cases.get(begun.id).case.stage is Stage.WITHDRAWN
    filler.unlink()
    place.sync.run()
    assert place.store.room.view().has_reserve
    accepted(place)
    place.sync.run()
    assert at_server(server) == 4
    assert verify(place.desk).faults == ()


def test_fault_17_a_round_on_a_full_disk_keeps_everything_and_goes_on_when_there_is_room(place, server, disk):
    for serial in range(20):
        accepted(place, applicant=body(serial=serial))
    place.store.database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    place.store.room.free_reserve()
    filler = fill(disk)
    code = code_of(place.sync.run)
    assert code in LOCAL
    whole(place)
    assert place.store.journal.stream().acked <= at_server(server)
    filler.unlink()
    place.sync.run()
    assert place.sync.status().drained
    assert at_server(server) == 40
    assert verify(place.desk).faults == ()
    assert differences(server) == ()


def test_fault_17_a_fault_at_any_statement_of_a_round_leaves_nothing_half(tmp_path, server, clock):
    """Where nobody may mount, and at every single write."""
    place = opened(tmp_path / "desk", clock, server=server.address, session=through(LossyAdapter()))
    enrolled(place, server)
    database = place.store.database
    for at in range(1, 400):
        accepted(place, applicant=body(serial=at))
        faulty = interpose(database, at, disk_full)
        code = code_of(place.sync.run)
        remove(database, faulty)
        assert code in LOCAL | {""}
        assert not database._connection.in_transaction
        assert place.store.journal.stream().acked <= at_server(server)
        if faulty.count < at:
            break
    else:
        pytest.fail("the round never came to its end")
    whole(place)
    place.sync.run()
    assert place.sync.status().drained
    assert at_server(server) == place.store.journal.size()
    place.close()


def test_fault_17_a_server_whose_disk_is_full_acknowledges_nothing_that_it_does_not_have(tmp_path, clock):
    with small_disk(tmp_path / "disk", "3m") as disk, serving(disk / "server", clock) as server:
        place = opened(tmp_path / "desk", clock, server=server.address, session=through(LossyAdapter()))
        enrolled(place, server)
        database = disk / "server" / "server.sqlite3"
        before = database.stat().st_ino
        code = ""
        for serial in range(3000):
            accepted(place, applicant=body(serial=serial))
            if serial % 40 == 39 and (code := code_of(place.sync.run)):
                break
        assert code == "sync.server_busy"
        status = place.sync.status()
        assert (status.contact.last_error, status.online) == ("sync.server_busy", False)
        # An administrator needs time to make room.
        assert place.sync.wait_s() > 290
        stream = place.store.journal.stream()
        assert stream.acked == at_server(server) < stream.head
        # The desk goes on, and tells nobody that anything arrived.
        later = accepted(place)
        assert place.store.cases.get(later.id).pending
        assert code_of(place.sync.run) == "sync.server_busy"
        assert database.stat().st_ino == before
        grow(disk, "64m")
        place.sync.run()
        assert place.sync.status().drained
        assert at_server(server) == place.store.journal.size()
        assert differences(server) == ()
        assert verify(place.desk).faults == ()
        place.close()


def test_fault_17_a_desk_that_was_full_is_opened_again_as_it_was(disk, clock):
    place = a_desk(disk, clock)
    kept = accepted(place)
    filler = fill(disk)
    assert code_of(lambda: [accept(place.desk, application(place)) for _ in range(200)]) in LOCAL
    ids = place.store.journal.case_ids()
    place.close()
    filler.unlink()
    again = opened(disk, clock)
    seat(again)
    assert set(again.store.journal.case_ids()) == set(ids)
    assert kept.id in ids
    whole(again)
    accepted(again)
    again.close()
