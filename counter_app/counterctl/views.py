"""What commands give out: small values with plain fields; identity numbers only by their last four signs."""

from dataclasses import dataclass
from datetime import date

from casework.calendar import Calendar
from casework.case_state import Case
from casework.clock import CHINA, from_ms
from casework.sentences import Lang, sentence
from counter_app.desk.due import next_due
from counter_app.desk.show import CaseView
from counter_app.store.cases import Projected
from counter_app.store.printouts import PrintJob

_LAST = 4


@dataclass(frozen=True, slots=True)
class JobLine:
    """A paper: `copy` of its form, how often reprinted, where it stands."""

    job: str
    paper: str
    copy: int
    reprint: int
    state: str
    title: str
    sha256: str
    reason: str

    @classmethod
    def of(cls, job: PrintJob) -> "JobLine":
        """Return the line of a job."""
        frozen = job.frozen
        return cls(job.id, job.paper, job.copy, job.reprint, job.state.value, frozen.title, frozen.sha256, job.detail)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list."""

    id: str
    number: str
    serial: str
    stage: str
    matter: str
    department: str
    applicant: str
    id_last4: str
    window: str
    received_on: date
    due_on: date | None
    provisional: bool
    pending: bool
    refused: int
    earlier_number: str
    earlier_serial: str

    @classmethod
    def of(cls, projected: Projected, calendar: Calendar) -> "CaseLine":
        """Return the line of a case."""
        case = projected.case
        due = next_due(case, calendar)
        return cls(
            id=case.id,
            number=case.number,
            serial=case.serial,
            stage=case.stage.value,
            matter=case.matter,
            department=case.department,
            applicant=case.applicant.name,
            id_last4=case.applicant.id_number[-_LAST:],
            window=case.window,
            received_on=case.received_on,
            due_on=due.date.day if due else None,
            provisional=bool(due and due.date.provisional),
            pending=projected.pending,
            refused=projected.refused,
            earlier_number=case.earlier_number,
            earlier_serial=case.earlier_serial,
        )

    def words(self, lang: Lang) -> str:
        """Return the line as a person reads it."""
        due = self.due_on.isoformat() if self.due_on else "-"
        pending = sentence("ctl.pending", lang) if self.pending else ""
        earlier = " / ".join(one for one in (self.earlier_number, self.earlier_serial) if one)
        changed = sentence("ctl.renumbered", lang, earlier=earlier) if earlier else ""
        said = (f"{self.number}  {self.stage:<16} {due:<10}  {self.matter}  {self.applicant}", pending, changed)
        return " ".join(part for part in said if part)


@dataclass(frozen=True, slots=True)
class Acted:
    """What an act on a case gave: the case and the papers that came out at once."""

    case: CaseLine
    prints: tuple[JobLine, ...]


@dataclass(frozen=True, slots=True)
class StepLine:
    """One event of a case."""

    at: str
    kind: str
    origin: str
    actor: str
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class DueLine:
    """One limit: `running` while it counts."""

    limit: str
    day: date
    limit_days: int
    provisional: bool
    running: bool


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """A case as `show` gives it; `case` is the whole of it."""

    line: CaseLine
    case: Case
    why_due: str
    dues: tuple[DueLine, ...]
    steps: tuple[StepLine, ...]
    prints: tuple[JobLine, ...]

    @classmethod
    def of(cls, view: CaseView, calendar: Calendar, lang: Lang) -> "CaseSheet":
        """Return everything about a case."""
        steps = tuple(
            StepLine(
                at=step.at.isoformat(timespec="seconds"),
                kind=step.kind,
                origin=step.origin,
                actor=step.actor.name if step.actor else "",
                verdict=step.verdict.value if step.verdict else "",
                reason=step.reason,
            )
            for step in view.steps
        )
        dues = tuple(
            DueLine(due.limit.value, due.date.day, due.date.limit_days, due.date.provisional, due.running)
            for due in view.dues
        )
        line = CaseLine.of(view.projected, calendar)
        prints = tuple(JobLine.of(job) for job in view.prints)
        return cls(line, view.case, view.why_due(lang), dues, steps, prints)

    def words(self, lang: Lang) -> list[str]:
        """Return the lines as a person reads them."""
        steps = [
            f"  {step.at}  {step.kind:<28} {step.origin:<4} {step.actor} "
            f"{step.verdict or sentence('ctl.pending', lang)} {step.reason}".rstrip()
            for step in self.steps
        ]
        prints = [f"  {job.paper:<28} {job.copy} {job.state} {job.sha256[:8]}" for job in self.prints]
        return [self.line.words(lang), self.why_due, *steps, *prints]


def moment(ms: int) -> str:
    """Return a time in ms as an ISO moment by the clock on the wall, empty for never."""
    return from_ms(ms).astimezone(CHINA).isoformat(timespec="seconds") if ms else ""
