"""Fault 13: clocks that are years off, jump back or stand in another zone: the same order, verdicts and dates, and no
sync is refused: I3, I4.
"""

import os
import time
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from support.desks import MORNING, MovedClock, accepted, body, received
from support.serving import Stream, decided, event, logged_in, serving
from support.serving import received as taken
from support.windows import LossyAdapter, desk_at

from casework.clock import SystemClock, legal_day, wall_ms
from casework.errors import Trouble
from casework.events import Role, read_header
from counter_app.desk.forms import WithdrawForm
from counter_app.desk.withdraw import withdraw

DAY = date(2026, 9, 22)


class OddClock:
    """A clock that is off against the right one, by as much as the test says."""

    def __init__(self, right, **off):
        self.right = right
        self.off = timedelta(**off)

    def now(self):
        return self.right.now() + self.off


def a_day(place, server, clock, network):
    """A day's work, half of it offline; give what became of each event, in the order of the server."""
    first, second = accepted(place, applicant=body(serial=1)), received(place, applicant=body(serial=2))
    place.sync.run()
    department = logged_in(server)
    stream = Stream("EDU")
    stream.add(event(taken(), first.id, Role.DEPARTMENT), event(decided(), first.id, Role.DEPARTMENT))
    department.push(stream.push())
    network.cut = True
    clock.jump()
    withdraw(place.desk, WithdrawForm(case_id=first.id))
    withdraw(place.desk, WithdrawForm(case_id=second.id))
    third = accepted(place, applicant=body(serial=3))
    with pytest.raises(Trouble):
        place.sync.run()
    network.cut = False
    place.sync.run()
    place.sync.run()
    names = {first.id: 1, second.id: 2, third.id: 3}
    with server.doors.store.reading() as connection:
        rows = connection.execute(text("SELECT raw, verdict, ver, reason FROM event ORDER BY origin, seq")).all()
    story = []
    for raw, verdict, ver, reason in rows:
        header = read_header(bytes(raw))
        story.append((names[header.case], header.type, verdict, ver, reason))
    shown = [place.store.cases.get(case_id) for case_id in names]
    dates = [(one.case.received_on, one.case.accepted_on, one.due_on, one.case.stage) for one in shown]
    return story, dates


class Jumping:
    """What happens to a clock in the middle of the day."""

    def __init__(self, odd, **by):
        self.odd, self.by = odd, timedelta(**by)

    def jump(self):
        self.odd.off += self.by


def lived(tmp_path, name, off, by):
    right = MovedClock()
    odd = OddClock(right, **off)
    network = LossyAdapter()
    with (
        serving(tmp_path / f"server-{name}", right) as server,
        desk_at(server, tmp_path / f"desk-{name}", odd, adapter=network) as place,
    ):
        result = a_day(place, server, Jumping(odd, **by), network)
        assert place.sync.status().drained
        assert place.store.cases.differing() == ()
        assert place.store.journal.check_chain() == 0
        return result, place.sync.status()


@pytest.fixture
def usual(tmp_path):
    """The same day with a right clock."""
    result, status = lived(tmp_path, "usual", {}, {})
    assert not status.clock_suspect
    return result


@pytest.mark.parametrize(
    ("off", "by"),
    [
        ({"days": -3 * 365}, {}),
        ({"days": 10 * 365}, {}),
        ({"days": -20_000}, {}),
        ({"hours": -15}, {}),
        ({}, {"minutes": -4}),
        ({"days": 365}, {"days": -365}),
    ],
)
def test_fault_13_a_clock_that_is_off_changes_no_order_no_verdict_and_no_date(tmp_path, usual, off, by):
    result, status = lived(tmp_path, "odd", off, by)
    assert result == usual
    assert status.clock_offset_ms is not None
    assert status.clock_suspect is bool(off and not by)


@pytest.mark.parametrize("by", [{"days": -365}, {"days": 365}, {"hours": -9}])
def test_fault_13_a_clock_that_jumps_while_offline_changes_no_order_and_no_verdict(tmp_path, usual, by):
    (story, dates), _ = lived(tmp_path, "odd", {}, by)
    assert story == usual[0]
    # Until the clocks are compared again nobody here knows the right day; what came before the jump keeps its own.
    assert [stage for *_, stage in dates] == [stage for *_, stage in usual[1]]
    assert dates[:2] == usual[1][:2]


def test_fault_13_events_say_that_their_clock_was_not_to_be_trusted(tmp_path):
    right = MovedClock()
    network = LossyAdapter()
    with (
        serving(tmp_path / "server", right) as server,
        desk_at(server, tmp_path / "desk", odd := OddClock(right), adapter=network) as place,
    ):
        received(place)
        odd.off = timedelta(days=-30)
        received(place)
        assert place.sync.status().clock_suspect
        place.sync.greet_anew()
        place.sync.run()
        case = received(place)
        suspects = [read_header(entry.raw).suspect for entry in reversed(place.store.journal.waiting())]
        suspects += [read_header(raw).suspect for _, raw in place.store.journal.raws_after(0)]
        assert suspects == [True, False, True, True]
        status = place.sync.status()
        assert status.clock_suspect
        assert abs(status.clock_offset_ms - 30 * 86_400_000) < 1000
        assert case.received_on == DAY
        odd.off = timedelta(0)
        place.sync.greet_anew()
        place.sync.run()
        assert not place.sync.status().clock_suspect


@contextmanager
def zone(name):
    """Let this process live in another zone."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = name
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()


@pytest.mark.parametrize("name", ["America/New_York", "Pacific/Kiritimati", "UTC", "Asia/Kolkata"])
def test_fault_13_the_zone_of_the_machine_says_nothing(tmp_path, usual, name):
    with zone(name):
        now = SystemClock().now()
        assert now.utcoffset() == timedelta(0)
        assert abs(wall_ms(now) - wall_ms(datetime.now(UTC))) < 60_000
        assert legal_day(MORNING) == DAY
        result, status = lived(tmp_path, "zone", {}, {})
        assert result == usual
        assert not status.clock_suspect
