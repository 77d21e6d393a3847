"""The rows of the work list, asked for in pages and grouped by how near they are; sorted and counted in SQL."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

from casework.case_state import Stage as CaseStage
from counter_app.desk.bench import Desk
from counter_app.presenters.due_view import SOON_DAYS, deadline_of
from counter_app.presenters.list_views import Asked, CaseRow, GroupCount, Stage
from counter_app.presenters.wording import Words
from counter_app.store.cases import Projected
from counter_app.store.search import Filter

_DAY = timedelta(days=1)
_STOPPED = (CaseStage.SUPPLEMENT, CaseStage.SUSPENDED)
_RESULTS = (CaseStage.DECIDED, CaseStage.RESULT_AT_WINDOW)
_RUNNING = (CaseStage.RECEIVED, CaseStage.ACCEPTED, CaseStage.DEEMED_ACCEPTED, CaseStage.IN_REVIEW, *_RESULTS)
_CLOSED = tuple(stage for stage in CaseStage if stage not in {*_STOPPED, *_RUNNING, CaseStage.DRAFT})

WORD_OF = {
    CaseStage.RECEIVED: Stage.RECEIVED,
    CaseStage.SUPPLEMENT: Stage.SUPPLEMENT,
    CaseStage.ACCEPTED: Stage.ACCEPTED,
    CaseStage.DEEMED_ACCEPTED: Stage.ACCEPTED,
    CaseStage.IN_REVIEW: Stage.IN_REVIEW,
    CaseStage.SUSPENDED: Stage.SUSPENDED,
    CaseStage.DECIDED: Stage.DECIDED,
    CaseStage.RESULT_AT_WINDOW: Stage.AT_WINDOW,
    CaseStage.DELIVERED: Stage.DELIVERED,
}
"""How lists word a stage; what is not here is closed."""

PILLS = ("mine", "hall", "supplement", "due", "results", "refused")


class CaseSource:
    """Cases of this hall as the list asks for them."""

    def __init__(self, desk: Desk, words: Words, clerk: str) -> None:
        self._desk = desk
        self._words = words
        self._clerk = clerk
        # A hall's own division says nothing in its own lists.
        self._region = desk.place().site.region

    def groups(self, asked: Asked) -> tuple[GroupCount, ...]:
        """Return the groups that hold rows, nearest first."""
        counted = (GroupCount(key, self._desk.store.search.count(wanted)) for key, wanted in self._filters(asked))
        return tuple(group for group in counted if group.count)

    def page(self, asked: Asked, offset: int, limit: int) -> tuple[CaseRow, ...]:
        """Return rows in the order of the groups, by due date within each."""
        rows: list[CaseRow] = []
        for _key, wanted in self._filters(asked):
            if len(rows) == limit:
                break
            page = self._desk.store.search.page(wanted, offset=offset, limit=limit - len(rows))
            rows.extend(self.row(found) for found in page.rows)
            offset = max(0, offset - page.total)
        return tuple(rows)

    def count(self, pill: str) -> int:
        """Return how many cases a pill holds."""
        return sum(group.count for group in self.groups(Asked(pill=pill)))

    def _filters(self, asked: Asked) -> list[tuple[str, Filter]]:
        today, soon = self._desk.today(), self._soon()
        base = Filter(
            clerk=self._clerk if asked.pill == "mine" else "",
            refused=asked.pill == "refused",
            words=asked.text,
        )
        running = replace(base, stages=_RESULTS if asked.pill == "results" else _RUNNING)
        groups = [
            ("late", replace(running, due_until=today - _DAY)),
            ("today", replace(running, due_from=today, due_until=today)),
            ("soon", replace(running, due_from=today + _DAY, due_until=soon)),
            ("stopped", replace(base, stages=_STOPPED)),
            ("later", replace(running, due_from=soon + _DAY)),
            ("closed", replace(base, stages=_CLOSED)),
        ]
        return [group for group in groups if group[0] in self._wanted(asked)]

    def _wanted(self, asked: Asked) -> tuple[str, ...]:
        if asked.pill == "supplement":
            return ("stopped",)
        if asked.pill == "due":
            return ("late", "today", "soon")
        if asked.pill == "results":
            return ("late", "today", "soon", "later")
        # What is finished stays out of the way until somebody looks for it.
        closed = ("closed",) if asked.text or asked.pill == "refused" else ()
        return ("late", "today", "soon", "stopped", "later", *closed)

    def _soon(self) -> date:
        *_, last = islice(self._desk.calendar.working_days(self._desk.today()), SOON_DAYS)
        return last

    def row(self, found: Projected) -> CaseRow:
        """Return a case as lists show it."""
        case, desk = found.case, self._desk
        return CaseRow(
            case_id=case.id,
            number=case.number.removeprefix(f"{self._region}-"),
            deadline=deadline_of(case, desk.calendar, desk.today()),
            matter=self._words.name(desk.matter_shown(case)),
            applicant=case.applicant.name,
            department=self._words.name(desk.department_shown(case)),
            stage=WORD_OF.get(case.stage, Stage.CLOSED),
            clerk=case.clerk_name or case.clerk,
        )
