"""Room on the disk, and who gets the store next."""

import os
import stat
import threading
from dataclasses import replace

import pytest
from support.desks import a_desk, accepted, opened, received
from support.eventually import eventually

from casework.errors import Trouble
from counter_app.store.room import MIB, Level, Room
from counter_app.store.turns import Turns


class Disk:
    """A disk that has as much room as the test says."""

    def __init__(self, free=10_000 * MIB):
        self.free = free

    def __call__(self, _folder):
        return self.free


@pytest.fixture
def disk():
    return Disk()


def test_the_reserve_takes_up_real_blocks_and_is_given_back(tmp_path):
    room = Room(tmp_path, 3 * MIB)
    assert room.keep_reserve()
    status = room.path.stat()
    assert (status.st_size, stat.S_IMODE(status.st_mode)) == (3 * MIB, 0o600)
    assert status.st_blocks * 512 >= 3 * MIB
    assert room.view().has_reserve
    assert room.free_reserve() == 3 * MIB
    assert room.free_reserve() == 0


@pytest.mark.parametrize(
    ("free_mib", "has_reserve", "level"),
    [
        (10_000, True, Level.FINE),
        (255, True, Level.LOW),
        (64, True, Level.LOW),
        (63, True, Level.RESERVE),
        (127, False, Level.RESERVE),
        (128, False, Level.LOW),
        (0, False, Level.RESERVE),
    ],
)
def test_the_levels_of_a_disk(tmp_path, disk, free_mib, has_reserve, level):
    room = Room(tmp_path, 64 * MIB, disk)
    if has_reserve:
        room.path.write_bytes(b"")
    disk.free = free_mib * MIB
    assert room.view().level is level


def test_the_reserve_is_laid_down_again_when_there_is_plenty_of_room(tmp_path, disk):
    room = Room(tmp_path, MIB, disk)
    disk.free = 256 * MIB
    assert not room.keep_reserve()
    disk.free = 257 * MIB
    assert room.keep_reserve()


def test_new_papers_are_refused_before_anything_is_written_and_begun_work_goes_on(tmp_path, disk):
    place = a_desk(tmp_path, reserve_mib=1)
    place.store.room = replace(place.store.room, free_of=disk)
    case = received(place)
    disk.free = MIB // 2
    assert place.sync.status().room.level is Level.RESERVE
    for act in (accepted, received):
        with pytest.raises(Trouble, match=r"local\.reserve"):
            act(place)
    assert place.store.journal.case_ids() == (case.id,)
    place.print_owed()
    assert place.store.room.free_reserve() == MIB
    disk.free = 10_000 * MIB
    accepted(place)
    place.close()


@pytest.mark.skipif(os.name != "posix", reason="modes are a POSIX matter")
def test_the_database_and_its_log_are_for_their_owner_only(tmp_path):
    place = a_desk(tmp_path)
    accepted(place)
    files = [path for path in (tmp_path / "data").iterdir() if path.name.startswith("desk.db")]
    assert len(files) == 3
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    place.close()
    (tmp_path / "data" / "desk.db").chmod(0o644)
    opened(tmp_path).close()
    assert stat.S_IMODE((tmp_path / "data" / "desk.db").stat().st_mode) == 0o600


def contest(lock: Turns) -> int:
    """How often a greedy holder takes `lock` again before somebody who waits gets it."""
    holding, got = threading.Event(), threading.Event()
    rounds = []

    def greedy():
        with lock:
            holding.set()
            # Who is on the way to the lock does not wait for it yet.
            eventually(lambda: lock.wanted)
        while not got.is_set() and len(rounds) < 100_000:
            with lock:
                rounds.append(1)

    def patient():
        assert holding.wait(20)
        with lock:
            got.set()

    threads = [threading.Thread(target=one) for one in (greedy, patient)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert got.is_set()
    return len(rounds)


def test_whoever_waits_gets_the_store_next():
    assert max(contest(Turns()) for _ in range(20)) <= 2


def test_the_holder_sees_that_somebody_waits():
    turns, seen = Turns(), threading.Event()

    def wait():
        with turns:
            seen.set()

    with turns:
        assert not turns.wanted
        waiting = threading.Thread(target=wait)
        waiting.start()
        deadline = threading.Event()
        while not turns.wanted:
            assert not deadline.wait(0.001)
    waiting.join(10)
    assert seen.is_set()
    assert not turns.wanted


def test_the_holder_may_take_it_again():
    turns = Turns()
    with turns, turns:
        pass
    with turns:
        pass
