"""Fault 10: the window is put back together with its witness, or copied: a fork, and both sets are kept: I1, I5."""

import shutil

import pytest
from sqlalchemy import text
from support.behind_proxy import differences
from support.desks import MovedClock, accepted, body, opened
from support.serving import serving
from support.windows import LossyAdapter, desk_at, through

from casework.lifecycle import Verdict
from counter_app.desk.verify import verify


@pytest.fixture
def clock():
    return MovedClock()


@pytest.fixture
def server(tmp_path, clock):
    with serving(tmp_path / "server", clock) as running:
        yield running


@pytest.fixture
def folder(server, tmp_path, clock):
    with desk_at(server, tmp_path / "desk", clock) as place:
        accepted(place)
        place.sync.run()
    return tmp_path / "desk"


def start(server, folder, clock):
    return opened(folder, clock, server=server.address, session=through(LossyAdapter()))


def ids_at(server):
    with server.doors.store.reading() as connection:
        return sorted(row[0] for row in connection.execute(text("SELECT id FROM event")))


def ids_of(place):
    return sorted(row["id"] for row in place.store.database.rows("SELECT id FROM event"))


def agree(server, *places):
    """Let everybody speak until nothing is new, and compare."""
    for _ in range(3):
        for place in places:
            place.sync.run()
    assert differences(server) == ()
    shown = []
    for place in places:
        assert place.sync.status().drained
        assert verify(place.desk).faults == ()
        assert ids_of(place) == ids_at(server)
        cases = [place.store.cases.get(case_id).case for case_id in sorted(place.store.journal.case_ids())]
        assert len({case.number for case in cases}) == len(cases)
        assert len({case.serial for case in cases}) == len(cases)
        shown.append(cases)
    assert all(cases == shown[0] for cases in shown)


def test_fault_10_a_window_put_back_with_its_witness_forks_and_keeps_both_sets(server, folder, clock):
    shutil.copytree(folder, folder.with_name("copy"))
    place = start(server, folder, clock)
    lost = [accepted(place, applicant=body(serial=serial)) for serial in (1, 2)]
    place.sync.run()
    before = place.store.journal.stream()
    place.close()
    shutil.rmtree(folder)
    shutil.copytree(folder.with_name("copy"), folder)
    place = start(server, folder, clock)
    # Nothing here can know it: the same numbers are given once more.
    again = accepted(place, applicant=body(serial=3))
    assert again.number == lost[0].number
    report = place.sync.run()
    assert report.forks == 1
    assert place.store.journal.stream().epoch != before.epoch
    agree(server, place)
    assert report.renumbered == (again.id,)
    assert place.store.cases.get(again.id).case.number != again.number
    assert {case.id for case in lost} < set(place.store.journal.case_ids())
    place.close()


def test_fault_10_it_is_noticed_also_when_the_copy_has_nothing_new(server, folder, clock):
    shutil.copytree(folder, folder.with_name("copy"))
    place = start(server, folder, clock)
    accepted(place)
    place.sync.run()
    place.close()
    twin = start(server, folder.with_name("copy"), clock)
    assert twin.sync.run().forks == 1
    agree(server, twin)
    twin.close()


@pytest.mark.parametrize("first", [0, 1, 2])
def test_fault_10_copies_that_work_side_by_side_keep_everything_and_agree(server, folder, clock, first):
    folders = [folder, folder.with_name("b"), folder.with_name("c")]
    for copy in folders[1:]:
        shutil.copytree(folder, copy)
    places = [start(server, one, clock) for one in folders]
    for day in range(3):
        for number, place in enumerate(places):
            for serial in range(2):
                accepted(place, applicant=body(serial=100 * number + 10 * day + serial))
        clock.pass_by(days=1)
    for turn in range(3):
        places[(first + turn) % 3].sync.run()
    epochs = {place.store.journal.stream().epoch for place in places}
    assert len(epochs) == 3
    agree(server, *places)
    assert len(ids_at(server)) == 2 + 3 * 3 * 2 * 2
    for place in places:
        accepted(place)
    agree(server, *places)
    verdicts = {entry.verdict for place in places for entry in place.store.journal.refused()}
    assert verdicts <= {Verdict.RENUMBERED}
    for place in places:
        place.close()
