"""Cases as rows: for people, as CSV and as JSON."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from casework.calendar import Calendar
from casework.case_state import Case, Stage
from casework.deadlines import ClockStop, due_on, working_days_left

_CLOCK_RUNS = frozenset({Stage.ACCEPTED, Stage.DEEMED_ACCEPTED, Stage.IN_REVIEW, Stage.SUSPENDED})
# What a spreadsheet takes for a formula, also in full width.
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


class CaseRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the list; `due` is the committed limit, `provisional` while its calendar is not published.

    `urged` counts the urgings that wait for an answer.
    """

    number: str
    stage: str
    matter: str
    applicant: str
    received_on: date
    due: date | None
    days_left: int | None
    provisional: bool
    tolerance: bool
    urged: int = 0


def row_of(case: Case, today: date, calendar: Calendar) -> CaseRow:
    """Return the list's line for a case."""
    due, left, provisional = None, None, False
    if case.accepted_on is not None and case.stage in _CLOCK_RUNS:
        stops = [ClockStop(from_day=s.from_day, until_day=s.last_day, reason=s.procedure) for s in case.stops]
        found = due_on(case.accepted_on, case.committed_days, calendar, stops, case.extension_days, as_of=today)
        due, provisional = found.day, found.provisional
        left = working_days_left(found.day, today, calendar)
    return CaseRow(
        number=case.number,
        stage=case.stage.value,
        matter=case.matter,
        applicant=case.applicant.name,
        received_on=case.received_on,
        due=due,
        days_left=left,
        provisional=provisional,
        tolerance=case.tolerance,
        urged=sum(urging.answered_on is None for urging in case.urgings),
    )


def most_urgent_first(rows: Iterable[CaseRow]) -> list[CaseRow]:
    """Return the lines with those due soonest first, those without a limit last."""
    return sorted(rows, key=lambda row: (row.due is None, row.due or row.received_on, row.number))


def as_csv(rows: Sequence[CaseRow]) -> str:
    """Return the lines as CSV that no spreadsheet takes for formulas."""
    out = io.StringIO()
    names = CaseRow.__struct_fields__
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([inert(getattr(row, name)) for name in names])
    return out.getvalue()


def as_text(rows: Sequence[CaseRow]) -> str:
    """Return the lines for a terminal."""
    lines = []
    for row in rows:
        mark = "*" if row.provisional else ""
        due = f"{row.due}{mark} ({row.days_left})" if row.due else "-"
        urged = f"  !{row.urged}" if row.urged else ""
        lines.append(f"{row.number}  {row.stage:<16}  {due:<18}  {row.matter:<8}  {row.applicant}{urged}")
    return "\n".join(lines)


def inert(value: object) -> str:
    """Return a cell's text; what begins like a formula is quoted."""
    text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    # A negative number of days is ours and no formula.
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA_STARTS) else text
