"""Fault 9: the window's database is put back to an earlier state while its witness knows better: I1, I5."""

import shutil

import pytest
from sqlalchemy import text
from support.behind_proxy import differences
from support.desks import MovedClock, accepted, opened
from support.serving import serving
from support.windows import LossyAdapter, add_clerk, desk_at, through

from casework.lifecycle import Verdict
from counter_app.desk.verify import verify
from counter_app.store.recovery import recover

HALL = "H:510600-H1"


@pytest.fixture
def clock():
    return MovedClock()


@pytest.fixture
def server(tmp_path, clock):
    with serving(tmp_path / "server", clock) as running:
        add_clerk(running)
        yield running


class Machine:
    """A desk's folder that can be copied and put back; `printed` are the numbers it ever gave to anybody."""

    def __init__(self, server, folder, clock, **settings):
        self.server, self.folder, self.clock, self.settings = server, folder, clock, settings
        self.printed = []
        with desk_at(server, folder, clock):
            pass

    def start(self):
        self.network = LossyAdapter()
        return opened(
            self.folder,
            self.clock,
            server=self.server.address,
            session=through(self.network),
            **self.settings,
        )

    def work(self, place, count):
        made = [accepted(place) for _ in range(count)]
        self.printed += [(case.number, case.serial) for case in made]
        return made

    def keep(self):
        shutil.copytree(self.folder / "data", self.folder / "copy", dirs_exist_ok=True)

    def put_back(self):
        shutil.rmtree(self.folder / "data")
        shutil.copytree(self.folder / "copy", self.folder / "data")


def rows(server, sql):
    with server.doors.store.reading() as connection:
        return connection.execute(text(sql)).all()


def check(server, machine, place):
    """Every event once, no number twice, both ends the same."""
    assert place.sync.status().drained
    assert verify(place.desk).faults == ()
    assert differences(server) == ()
    ids = [row[0] for row in rows(server, "SELECT id FROM event")]
    own = [row["id"] for row in place.store.database.rows("SELECT id FROM event")]
    assert sorted(ids) == sorted(own)
    numbers = [place.store.cases.get(case_id).case.number for case_id in place.store.journal.case_ids()]
    assert len(set(numbers)) == len(numbers)
    for kind in zip(*machine.printed, strict=True):
        assert len(set(kind)) == len(kind)


@pytest.mark.parametrize("times", [1, 2])
def test_fault_09_a_restored_window_opens_an_epoch_and_uses_no_number_again(server, tmp_path, clock, times):
    machine = Machine(server, tmp_path / "desk", clock)
    place = machine.start()
    machine.work(place, 2)
    place.sync.run()
    place.close()
    machine.keep()
    epochs = set()
    for _ in range(times):
        place = machine.start()
        machine.work(place, 2)
        place.sync.run()
        machine.work(place, 1)
        epochs.add(place.store.journal.stream().epoch)
        place.close()
        machine.put_back()
    place = machine.start()
    stream = place.store.journal.stream()
    assert stream.epoch not in epochs
    machine.work(place, 2)
    place.sync.run()
    place.sync.run()
    check(server, machine, place)
    assert {entry.verdict for entry in place.store.journal.refused()} == set()
    place.close()


def test_fault_09_what_the_lost_copy_never_sent_comes_back_from_the_black_box(server, tmp_path, clock):
    machine = Machine(server, tmp_path / "desk", clock, black_box_folder=str(tmp_path / "stick"))
    place = machine.start()
    machine.work(place, 2)
    place.sync.run()
    place.close()
    machine.keep()
    place = machine.start()
    lost = machine.work(place, 3)
    place.close()
    machine.put_back()
    place = machine.start()
    machine.work(place, 1)
    found = recover(place.store, tmp_path / "stick")
    assert (found.brought, found.damaged) == (6, 0)
    place.sync.run()
    place.sync.run()
    check(server, machine, place)
    for case in lost:
        assert place.store.cases.get(case.id).case.number == case.number
        assert {entry.verdict for entry in place.store.journal.history(case.id)} == {Verdict.APPLIED}
    place.close()


def test_fault_09_offline_all_the_while_nothing_is_printed_twice(server, tmp_path, clock):
    machine = Machine(server, tmp_path / "desk", clock)
    place = machine.start()
    machine.work(place, 1)
    place.close()
    machine.keep()
    for _ in range(3):
        place = machine.start()
        machine.network.cut = True
        machine.work(place, 2)
        place.close()
        machine.put_back()
    place = machine.start()
    machine.work(place, 2)
    place.sync.run()
    check(server, machine, place)
    place.close()
