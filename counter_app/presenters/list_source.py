"""The rows of a work list, looked up in pages by their lines."""

from collections.abc import Sequence

from counter_app.desk.bench import Desk
from counter_app.presenters.due_view import RowDeadlines
from counter_app.presenters.list_filter import WORD_OF
from counter_app.presenters.list_views import Asked, CaseRow, Flag, GroupCount, Stage
from counter_app.presenters.urgings import waits_for_answer
from counter_app.presenters.wording import Words
from counter_app.store.cases import Projected


class CaseSource:
    """Cases of this hall in one order; what a list asks for was answered before."""

    def __init__(self, desk: Desk, words: Words, groups: tuple[GroupCount, ...], lines: Sequence[int]) -> None:
        self._desk = desk
        self._words = words
        self._groups = groups
        self._lines = lines
        # A hall's own division says nothing in its own lists.
        self._region = desk.place().site.region
        self._deadlines = RowDeadlines(desk.calendar, desk.today())

    def groups(self, _asked: Asked) -> tuple[GroupCount, ...]:
        """Return the groups that hold rows, nearest first."""
        return self._groups

    def page(self, _asked: Asked, offset: int, limit: int) -> tuple[CaseRow, ...]:
        """Return rows in the order of the list."""
        found = self._desk.store.lists.rows(self._lines[offset : offset + limit])
        return tuple(self.row(one) for one in found)

    def place_of(self, case_id: str) -> int:
        """Return the number of a case in the order of the list, -1 when it is not in it."""
        line = self._desk.store.lists.line_of(case_id) if case_id else None
        try:
            return self._lines.index(line) if line is not None else -1
        except ValueError:
            return -1

    def row(self, found: Projected) -> CaseRow:
        """Return a case as lists show it."""
        case, desk = found.case, self._desk
        return CaseRow(
            case_id=case.id,
            number=case.number.removeprefix(f"{self._region}-"),
            deadline=self._deadlines.of(found),
            matter=self._words.name(desk.matter_shown(case)),
            applicant=case.applicant.name,
            department=self._words.name(desk.department_shown(case)),
            stage=WORD_OF.get(case.stage, Stage.CLOSED),
            clerk=case.clerk_name or case.clerk,
            flag=Flag.URGED if waits_for_answer(case) else Flag.NONE,
        )
