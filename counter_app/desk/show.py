"""One case as a whole: what it is, how it came about, by when it must be done and why, and its papers."""

from dataclasses import dataclass
from datetime import datetime

from casework.case_state import Case
from casework.catalogue import Department, Matter
from casework.clock import from_ms
from casework.deadline_words import explain
from casework.events import Actor, BlobRef
from casework.fact import Fact
from casework.lifecycle import Verdict
from casework.sentences import Lang
from counter_app.desk.bench import Desk
from counter_app.desk.due import Due, due_dates, next_due
from counter_app.desk.recording import the_case
from counter_app.store.cases import Projected
from counter_app.store.entry import Entry
from counter_app.store.printouts import PrintJob
from counter_app.store.seals import StoredUse


@dataclass(frozen=True, slots=True)
class Step:
    """One event of the case: who stated what, when and where; `verdict` is None until the server has judged it.

    `fact` is None for a kind that this release cannot read. `own` says that this window wrote it.
    """

    id: str
    kind: str
    at: datetime
    origin: str
    actor: Actor | None
    fact: Fact | None
    blobs: tuple[BlobRef, ...]
    verdict: Verdict | None
    reason: str
    own: bool


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything the desk shows of one case."""

    projected: Projected
    matter: Matter
    department: Department
    steps: tuple[Step, ...]
    dues: tuple[Due, ...]
    due: Due | None
    prints: tuple[PrintJob, ...]
    seal_uses: tuple[StoredUse, ...] = ()

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.projected.case

    def why_due(self, lang: Lang = "zh") -> str:
        """Return in whole sentences why the next due date is what it is; empty when none runs."""
        return explain(self.due.date, lang) if self.due else ""


def show(desk: Desk, case_id: str) -> CaseView:
    """Return a case with its history, limits and papers.

    Raises:
        RuleBroken: `desk.no_such_case`.
    """
    projected = the_case(desk, case_id)
    case, today = projected.case, desk.today()
    own = desk.place().window
    return CaseView(
        projected=projected,
        matter=desk.matter_shown(case),
        department=desk.department_shown(case),
        steps=tuple(_step(entry, own) for entry in desk.store.journal.history(case.id)),
        dues=due_dates(case, desk.calendar, today),
        due=next_due(case, desk.calendar, today),
        prints=(prints := desk.store.printouts.of_case(case.id)),
        seal_uses=tuple(use for job in prints for use in desk.store.seals.of_job(job.id)),
    )


def _step(entry: Entry, own: str) -> Step:
    event = entry.event()
    return Step(
        id=entry.id,
        kind=entry.type,
        at=from_ms(entry.at_ms),
        origin=entry.origin,
        actor=event.header.actor if event else None,
        fact=event.fact if event else None,
        blobs=event.header.blobs if event else (),
        verdict=entry.verdict,
        reason=entry.reason,
        own=entry.origin == own,
    )
