"""By which day something must be done, and why that day: working days, clock stops, extensions.

Day 1 is the first working day after the start (行政许可法 art. 82). Special procedures such as an inspection do not
count (art. 45); a decision period may be extended once (art. 42). Every due date carries each day it passed over, so
that a page can draw it and a sentence can say it; `casework.deadline_words` has the sentence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from casework.calendar import Calendar, DayKind

NOTICE_DAYS = 5
"""Working days from receipt within which the applicant must be told what is missing (art. 32)."""

DELIVERY_DAYS = 10
"""Working days from the decision within which the result must be issued (art. 44)."""

_ONE_DAY = timedelta(days=1)


class CountedKind(StrEnum):
    """What one day did to the count."""

    COUNTED = "counted"
    MAKE_UP = "make_up"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    STOPPED = "stopped"


_OFFICE_DAY = {
    DayKind.WORKING: CountedKind.COUNTED,
    DayKind.MAKE_UP: CountedKind.MAKE_UP,
    DayKind.WEEKEND: CountedKind.WEEKEND,
    DayKind.HOLIDAY: CountedKind.HOLIDAY,
}
_COUNTS = frozenset({CountedKind.COUNTED, CountedKind.MAKE_UP})


@dataclass(frozen=True, slots=True)
class ClockStop:
    """A special procedure: its days do not count, `from_day` and `until_day` included; None means it still lasts.

    `reason` is the procedure's name in Chinese, `reason_en` in English (else the Chinese one is shown).
    """

    from_day: date
    until_day: date | None
    reason: str
    reason_en: str = ""


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day of the count: its `number` if it counts, and the name of its holiday or of the procedure."""

    day: date
    kind: CountedKind
    number: int | None = None
    name: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class DueDate:
    """The last day that is in time, and how it came about.

    `days` are all days after `start` up to `day`. `without_stops` is the due day had the clock never stopped.
    `paused` says that a stop still lasts: `day` is then the earliest possible one. `unpublished` are the years the
    calendar does not cover; while there are any the date is provisional.
    """

    start: date
    day: date
    limit_days: int
    extension_days: int
    days: tuple[CountedDay, ...]
    without_stops: date
    paused: bool
    unpublished: tuple[int, ...]

    @property
    def provisional(self) -> bool:
        """Whether a calendar yet to be published may move the date."""
        return bool(self.unpublished)

    @property
    def stopped_days(self) -> int:
        """How many working days the clock stood still."""
        return sum(each.kind is CountedKind.STOPPED for each in self.days)

    def number_on(self, day: date) -> int:
        """Return how many days of the limit had been used up at the end of `day`, at most the whole limit."""
        return max((each.number or 0 for each in self.days if each.day <= day), default=0)


def due_on(
    start: date,
    limit_days: int,
    calendar: Calendar,
    stops: Sequence[ClockStop] = (),
    extension_days: int = 0,
    *,
    as_of: date | None = None,
) -> DueDate:
    """Return the last working day on which an act is still in time.

    `start` is the day of acceptance, receipt or decision and never counts itself. A stop that still lasts is taken to
    last until `as_of`, at least for its first day. `limit_days` and `extension_days` are working days.
    """
    if limit_days < 1 or extension_days < 0:
        raise ValueError("a limit is at least one working day and an extension is not negative")
    total = limit_days + extension_days
    days = tuple(_count(start, total, calendar, [_closed(stop, as_of) for stop in stops]))
    due = days[-1].day
    without_stops = tuple(_count(start, total, calendar, ()))[-1].day if stops else due
    return DueDate(
        start=start,
        day=due,
        limit_days=limit_days,
        extension_days=extension_days,
        days=days,
        without_stops=without_stops,
        paused=any(stop.until_day is None and stop.from_day <= due for stop in stops),
        unpublished=tuple(sorted({each.day.year for each in days if not calendar.covers(each.day)})),
    )


def notice_due(received: date, calendar: Calendar) -> DueDate:
    """Return by when the applicant must be told what is missing: five working days from receipt (art. 32)."""
    return due_on(received, NOTICE_DAYS, calendar)


def deemed_accepted_on(received: date, calendar: Calendar) -> date:
    """Return the first day on which an application nobody answered counts as accepted.

    It is the day after the notice was due. The acceptance then dates back: the limit runs from `received` itself, so
    the due date is `due_on(received, ...)` (art. 32(4)).
    """
    return notice_due(received, calendar).day + _ONE_DAY


def result_at_window_by(decided: date, calendar: Calendar) -> DueDate:
    """Return by when the result must be issued and delivered: ten working days from the decision (art. 44)."""
    return due_on(decided, DELIVERY_DAYS, calendar)


def working_days_left(due: date, today: date, calendar: Calendar) -> int:
    """Return the working days after `today` up to `due`: 0 on the due day, negative when late.

    Late days are the working days after the due day, today included. From the first day after the due day on the
    figure is at least one day late, also on a weekend: the limit has passed, whatever the office does that day.
    """
    if today <= due:
        return calendar.working_days_between(today, due)
    return -max(1, calendar.working_days_between(due, today))


def _closed(stop: ClockStop, as_of: date | None) -> ClockStop:
    if stop.until_day is not None:
        return stop
    last = max(stop.from_day, as_of) if as_of else stop.from_day
    return ClockStop(from_day=stop.from_day, until_day=last, reason=stop.reason, reason_en=stop.reason_en)


def _count(start: date, total: int, calendar: Calendar, stops: Sequence[ClockStop]) -> Iterator[CountedDay]:
    """Yield the days after `start` until `total` of them have counted."""
    number, day = 0, start
    while number < total:
        day += _ONE_DAY
        kind = _OFFICE_DAY[calendar.kind(day)]
        stop = _stop_on(day, stops) if kind in _COUNTS else None
        if stop is not None:
            yield CountedDay(day, CountedKind.STOPPED, name=stop.reason, name_en=stop.reason_en or stop.reason)
            continue
        number += kind in _COUNTS
        name = calendar.name(day)
        yield CountedDay(day, kind, number if kind in _COUNTS else None, name.zh, name.en)


def _stop_on(day: date, stops: Sequence[ClockStop]) -> ClockStop | None:
    return next((stop for stop in stops if stop.until_day and stop.from_day <= day <= stop.until_day), None)
