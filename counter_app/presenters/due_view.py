"""Due dates as views: every day of the count, the sentence that explains it, and the chip that says how near it is."""

from datetime import date, timedelta

from casework.calendar import Calendar
from casework.case_state import Case, Stage
from casework.deadline_words import explain
from casework.deadlines import CountedKind, DueDate, working_days_left
from casework.sentences import Lang
from counter_app.desk.due import Due, Limit, due_dates, next_due
from counter_app.presenters.views import Day, DayKind, Deadline, DeadlineKind, DueView
from counter_app.store.cases import Projected

SOON_DAYS = 3
"""Up to this many working days left, a limit is near."""

_KINDS = {
    CountedKind.COUNTED: DayKind.COUNTED,
    CountedKind.MAKE_UP: DayKind.MAKE_UP,
    CountedKind.WEEKEND: DayKind.OFF,
    CountedKind.HOLIDAY: DayKind.HOLIDAY,
    CountedKind.STOPPED: DayKind.STOPPED,
}
_CLOSED = frozenset({Stage.NOT_ACCEPTED, Stage.NOT_REQUIRED, Stage.WITHDRAWN, Stage.RECALLED, Stage.REVOKED})
_STANDING = frozenset({Stage.SUPPLEMENT, Stage.SUSPENDED})
_RUNNING_LIMIT = {Stage.RECEIVED: Limit.NOTICE, Stage.DECIDED: Limit.RESULT, Stage.RESULT_AT_WINDOW: Limit.RESULT}
_AFTER_DECISION = frozenset({Stage.DECIDED, Stage.RESULT_AT_WINDOW, Stage.DELIVERED, Stage.ARCHIVED})


def due_view(committed: DueDate, statutory: DueDate, lang: Lang, *, decided_on: date | None = None) -> DueView:
    """Return the view of a case's two limits, drawn over the days of the committed one."""
    return DueView(
        due=committed.day,
        committed_days=committed.limit_days,
        statutory_days=statutory.limit_days,
        statutory_due=statutory.day,
        days=_days(committed, decided_on),
        sentence=explain(committed, lang),
        accepted=committed.start,
        provisional=committed.provisional,
    )


def case_due_view(case: Case, calendar: Calendar, today: date, lang: Lang) -> DueView | None:
    """Return the view of an accepted case's limits; None before acceptance."""
    dues = {due.limit: due.date for due in due_dates(case, calendar, today)}
    if Limit.COMMITTED not in dues:
        return None
    decided = case.decision.decided_on if case.decision else None
    return due_view(dues[Limit.COMMITTED], dues[Limit.STATUTORY], lang, decided_on=decided)


def deadline_of(case: Case, calendar: Calendar, today: date) -> Deadline:
    """Return the chip of a case: the limit that runs now, or why none does."""
    if case.stage is Stage.SUPPLEMENT and case.told_on is not None:
        waited = calendar.working_days_between(case.told_on, today)
        return Deadline(DeadlineKind.AWAITING, days=waited)
    if case.stage is Stage.SUSPENDED:
        since = case.stops[-1].from_day
        stood = calendar.working_days_between(since - timedelta(days=1), today)
        return Deadline(DeadlineKind.STOPPED, days=stood)
    if case.stage in _AFTER_DECISION and case.decision is not None and case.accepted_on is not None:
        return _decided(case, calendar, today)
    running = next_due(case, calendar, today)
    if running is None or case.stage in _CLOSED:
        return Deadline(DeadlineKind.NONE)
    return _running(running, calendar, today)


class RowDeadlines:
    """The chips of many cases on one day, as `deadline_of` gives them, from the due day that the store keeps.

    Counting a limit day by day takes a thousand times as long as looking at a row; days that cases share are counted
    once.
    """

    def __init__(self, calendar: Calendar, today: date) -> None:
        self._calendar = calendar
        self._today = today
        self._left: dict[date, int] = {}
        self._decided: dict[tuple[object, ...], Deadline] = {}

    def of(self, found: Projected) -> Deadline:
        """Return the chip of a case."""
        case = found.case
        if case.stage in _AFTER_DECISION and case.decision is not None and case.accepted_on is not None:
            counted = case.accepted_on, case.committed_days, case.extension_days, case.stops, case.decision.decided_on
            if counted not in self._decided:
                self._decided[counted] = _decided(case, self._calendar, self._today)
            return self._decided[counted]
        if case.stage in _STANDING or case.stage in _CLOSED or found.due_on is None:
            return deadline_of(case, self._calendar, self._today)
        return _chip(
            _RUNNING_LIMIT.get(case.stage, Limit.COMMITTED),
            found.due_on,
            self._days_left(found.due_on),
            provisional=self._provisional(case, found.due_on),
        )

    def _days_left(self, due: date) -> int:
        if due not in self._left:
            self._left[due] = working_days_left(due, self._today, self._calendar)
        return self._left[due]

    def _provisional(self, case: Case, due: date) -> bool:
        start = case.decision.decided_on if case.decision else case.accepted_on or case.received_on
        return not (self._calendar.covers(start + timedelta(days=1)) and self._calendar.covers(due))


def group_of(deadline: Deadline) -> str:
    """Return the group of a list a chip belongs to."""
    return {
        DeadlineKind.LATE: "late",
        DeadlineKind.DEEMED: "late",
        DeadlineKind.TODAY: "today",
        DeadlineKind.NOTICE_TODAY: "today",
        DeadlineKind.SOON: "soon",
        DeadlineKind.STOPPED: "stopped",
        DeadlineKind.AWAITING: "stopped",
    }.get(deadline.kind, "later")


def _running(due: Due, calendar: Calendar, today: date) -> Deadline:
    left = working_days_left(due.date.day, today, calendar)
    return _chip(due.limit, due.date.day, left, provisional=due.date.provisional)


def _chip(limit: Limit, day: date, left: int, *, provisional: bool) -> Deadline:
    notice = limit is Limit.NOTICE
    if left < 0:
        kind = DeadlineKind.DEEMED if notice else DeadlineKind.LATE
    elif left == 0:
        kind = DeadlineKind.NOTICE_TODAY if notice else DeadlineKind.TODAY
    elif left <= SOON_DAYS:
        kind = DeadlineKind.DELIVER if limit is Limit.RESULT else DeadlineKind.SOON
    else:
        kind = DeadlineKind.LATER
    return Deadline(kind, days=abs(left), on=day, provisional=provisional)


def _decided(case: Case, calendar: Calendar, today: date) -> Deadline:
    committed = next(due.date for due in due_dates(case, calendar, today) if due.limit is Limit.COMMITTED)
    decided_on = case.decision.decided_on if case.decision else today
    early = working_days_left(committed.day, decided_on, calendar)
    return Deadline(
        DeadlineKind.DECIDED,
        days=max(committed.number_on(decided_on), 1) if early >= 0 else committed.limit_days - early,
        on=decided_on,
        early=early,
    )


def _days(due: DueDate, decided_on: date | None) -> tuple[Day, ...]:
    drawn = [Day(due.start, DayKind.START)]
    for each in due.days:
        kind = _KINDS[each.kind]
        if each.day == due.day:
            kind = DayKind.DUE
        if each.day == decided_on:
            kind = DayKind.DECIDED
        drawn.append(Day(each.day, kind, each.number or 0))
    return tuple(drawn)
