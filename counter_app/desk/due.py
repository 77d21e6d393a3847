"""Which limits run on a case, and which of them is the next that matters."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework import deadlines
from casework.calendar import Calendar
from casework.case_state import Case, Stage
from casework.deadlines import ClockStop, DueDate


class Limit(StrEnum):
    """What a due date is about."""

    NOTICE = "notice"
    COMMITTED = "committed"
    STATUTORY = "statutory"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Due:
    """One limit of a case with every day it counts; `running` is False once the step is done or while it waits."""

    limit: Limit
    date: DueDate
    running: bool


_MOST_COUNTED = 10_000
_DECIDING = frozenset({Stage.ACCEPTED, Stage.DEEMED_ACCEPTED, Stage.IN_REVIEW, Stage.SUSPENDED})
_HANDING_OUT = frozenset({Stage.DECIDED, Stage.RESULT_AT_WINDOW})


def due_dates(case: Case, calendar: Calendar, as_of: date | None = None) -> tuple[Due, ...]:
    """Return every limit of a case in the order of its life; `as_of` is today, for a clock that stands still."""
    found = [Due(Limit.NOTICE, deadlines.notice_due(case.received_on, calendar), case.stage is Stage.RECEIVED)]
    if case.accepted_on is not None:
        running = case.stage in _DECIDING
        stops = tuple(ClockStop(stop.from_day, stop.last_day, stop.procedure) for stop in case.stops)
        for limit, days in ((Limit.COMMITTED, case.committed_days), (Limit.STATUTORY, case.statutory_days)):
            due = deadlines.due_on(case.accepted_on, days, calendar, stops, case.extension_days, as_of=as_of)
            found.append(Due(limit, due, running))
    if case.decision is not None:
        due = deadlines.result_at_window_by(case.decision.decided_on, calendar)
        found.append(Due(Limit.RESULT, due, case.stage in _HANDING_OUT))
    return tuple(found)


def next_due(case: Case, calendar: Calendar, as_of: date | None = None) -> Due | None:
    """Return the nearest limit that runs; None while the office waits for somebody else or has nothing left to do."""
    running = [due for due in due_dates(case, calendar, as_of) if due.running]
    return min(running, key=lambda due: due.date.day, default=None)


class NearestDue:
    """Gives the day of the nearest limit that runs on a case, None without one.

    Many cases share the days they are counted from, so what was counted is remembered.
    """

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._counted: dict[tuple[object, ...], date | None] = {}

    def __call__(self, case: Case) -> date | None:
        """Return the day."""
        decided_on = case.decision.decided_on if case.decision else None
        limits = case.committed_days, case.statutory_days, case.extension_days
        counted_from = case.stage, case.received_on, case.accepted_on, decided_on, limits, case.stops
        if counted_from not in self._counted:
            if len(self._counted) >= _MOST_COUNTED:
                self._counted.clear()
            due = next_due(case, self._calendar)
            self._counted[counted_from] = due.date.day if due else None
        return self._counted[counted_from]
