"""A clock that was set shows; dates follow the server's once it is known; nothing is refused for a clock."""

from datetime import date

import pytest
from support.desks import MovedClock, a_desk, accepted, received

from casework.clock import CorrectedClock
from counter_app.desk.boot import Boot
from counter_app.store import clock_watch

MINUTE_MS = 60_000
DAY_MS = 24 * 60 * MINUTE_MS


class Ticking(Boot):
    """A monotonic clock that goes with a wall clock until the machine is started again."""

    def __init__(self, clock, start="start-1"):
        super().__init__(start)
        object.__setattr__(self, "clock", clock)
        object.__setattr__(self, "set_by_s", 0.0)

    def mono(self):
        return self.id, round((self.clock.now().timestamp() - self.set_by_s) * 1000)


@pytest.fixture
def place(tmp_path, clock):
    workplace = a_desk(tmp_path, clock)
    object.__setattr__(workplace.desk, "boot", Ticking(clock))
    yield workplace
    workplace.close()


def set_clock(place, clock, **delta):
    before = clock.now()
    clock.pass_by(**delta)
    boot = place.desk.boot
    object.__setattr__(boot, "set_by_s", boot.set_by_s + (clock.now() - before).total_seconds())


def last(place):
    return place.store.journal.last_own().event().header


def look(place):
    return clock_watch.look(place.store, place.desk.now_ms(), place.desk.boot.mono())


def compare(place, offset_ms):
    with place.store.writing():
        place.store.meta.note_clock(offset_ms)


def test_a_clock_that_goes_on_is_trusted(place, clock):
    received(place)
    clock.pass_by(hours=9)
    received(place)
    assert not last(place).suspect
    assert b"suspect" not in place.store.journal.last_own().raw


@pytest.mark.parametrize("delta", [{"days": -365}, {"minutes": -6}, {"minutes": 6}, {"days": 3650}])
def test_a_clock_that_was_set_is_told_with_every_event_until_it_is_compared(place, clock, delta):
    received(place)
    set_clock(place, clock, **delta)
    received(place)
    assert last(place).suspect
    received(place)
    assert last(place).suspect
    assert look(place).suspect
    compare(place, 10)
    received(place)
    assert not last(place).suspect


def test_a_few_minutes_are_nobodys_business(place, clock):
    received(place)
    set_clock(place, clock, minutes=4)
    received(place)
    assert not last(place).suspect


def test_after_a_new_start_only_a_clock_that_went_back_shows(place, clock):
    received(place)
    object.__setattr__(place.desk, "boot", Ticking(clock, "start-2"))
    clock.pass_by(days=3)
    assert not look(place).suspect
    clock.pass_by(days=-4)
    assert look(place).suspect


def test_dates_follow_the_server_when_the_clock_is_off_and_the_wall_time_stays_what_it_was(place):
    compare(place, 400 * DAY_MS)
    case = accepted(place)
    assert case.received_on == date(2027, 10, 27)
    assert "-271027-" in case.number
    opening = place.store.journal.history(case.id)[0].event()
    assert (opening.header.at, opening.header.off) == (place.desk.now_ms(), 400 * DAY_MS)
    assert opening.header.suspect


def test_an_offset_of_a_few_minutes_moves_no_date(place):
    compare(place, 5 * MINUTE_MS)
    assert place.desk.today() == date(2026, 9, 22)
    compare(place, None or -5 * MINUTE_MS)
    assert not look(place).suspect


def test_a_wrong_clock_that_somebody_puts_right_is_not_corrected_any_more(place, clock):
    compare(place, 400 * DAY_MS)
    received(place)
    set_clock(place, clock, days=400)
    cases = [received(place), received(place)]
    assert place.store.meta.clock_offset_ms() == 0
    assert {case.received_on for case in cases} == {date(2027, 10, 27)}


def test_an_act_takes_its_time_once(place):
    class Running(MovedClock):
        def now(self):
            self.pass_by(hours=13)
            return self.moment

    object.__setattr__(place.desk, "clock", Running())
    case = accepted(place)
    opened, taken = (entry.event() for entry in place.store.journal.history(case.id))
    assert opened.header.at == taken.header.at
    assert opened.fact.received_on == taken.fact.accepted_on


def test_a_corrected_clock_asks_for_its_correction_each_time(clock):
    offsets = iter([0, MINUTE_MS])
    corrected = CorrectedClock(clock, lambda: next(offsets))
    assert corrected.now() == clock.now()
    assert (corrected.now() - clock.now()).total_seconds() == 60
