"""The papers a case owes: drawn and frozen, kept, shown, asked about and owed again.

Nothing here happens inside an act: the act owed the paper in its own transaction, and `print_queues` sends it when it
can.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from casework.contract import ClerkCard
from casework.errors import RuleBroken, Trouble
from casework.facts import PaperPrinted
from counter_app.changes import Changes, Done, Topic
from counter_app.desk.bench import Desk, changed
from counter_app.desk.blanks import note_printed
from counter_app.desk.paper_orders import PaperOrder, order_job
from counter_app.desk.recording import state
from counter_app.desk.sealing import finished
from counter_app.store.blobs import KEPT
from counter_app.store.printouts import Frozen, JobState, PrintJob
from printing.drivers.driver import Driver
from printing.model import Format, FrozenPaper, Media, PaperKind
from printing.queues import NamedPrinter, SolePrinter

PDF = "application/pdf"
HOUSE = ""
"""The case of a paper that belongs to none."""


_AS_IT_IS = frozenset({PaperKind.CERTIFICATE, PaperKind.DECISION})
"""Papers that were frozen with the act and are never drawn from a job: the same bytes come out once more.

A certificate with a number is not among them; on plain paper it has none of its own."""


class Answer(StrEnum):
    """What a person says of a paper whose outcome is uncertain."""

    CAME_OUT = "came_out"
    DID_NOT = "did_not"
    SPOILED = "spoiled"


class Studio(Protocol):
    """Draws papers. `counter_app.desk.papers` has the real one; it is loaded late."""

    def draw(self, order: PaperOrder) -> FrozenPaper:
        """Return the finished paper that was ordered."""
        ...


@dataclass(frozen=True, slots=True)
class Printer:
    """Where papers go: `driver` takes whatever lies in none of `others`; `studio` is loaded at the first paper only."""

    driver: Driver
    studio: Callable[[], Studio]
    others: tuple[NamedPrinter, ...] = ()

    @property
    def all(self) -> tuple[NamedPrinter, ...]:
        """Every printer, the one for everything last."""
        return (*self.others, SolePrinter(self.driver))


def keep_bytes(desk: Desk, paper: FrozenPaper) -> Frozen:
    """Keep a finished paper's bytes durably and return by what they are known."""
    desk.store.blobs.files.put(paper.content)
    return Frozen(
        sha256=paper.sha256,
        title=paper.title,
        media=paper.media.value,
        pages=paper.pages,
        copy_label=paper.copy_label,
        format=paper.format.value,
    )


def thaw(desk: Desk, job: PrintJob) -> FrozenPaper:
    """Return the finished paper of a frozen job, with the very bytes that were frozen.

    Raises:
        Trouble: the bytes are missing or damaged.
    """
    frozen = job.frozen
    return FrozenPaper(
        kind=PaperKind(job.paper),
        title=frozen.title,
        content=desk.store.blobs.files.get(frozen.sha256),
        sha256=frozen.sha256,
        pages=frozen.pages,
        media=Media(frozen.media),
        copy_label=frozen.copy_label,
        format=Format(frozen.format),
    )


def preview(desk: Desk, studio: Studio, job_id: str) -> FrozenPaper:
    """Return a paper exactly as it will be or was sent; an owed one is frozen first.

    Raises:
        RuleBroken: `print.no_such_job`, or the paper cannot be drawn.
    """
    return thaw(desk, freeze(desk, studio, job_of(desk, job_id)))


def freeze(desk: Desk, studio: Studio, job: PrintJob) -> PrintJob:
    """Draw and seal an owed paper and keep its bytes; a paper that is frozen stays as it is."""
    if job.state is not JobState.OWED:
        return job
    frozen = keep_bytes(desk, finished(desk, studio, job, order_job(desk, job)))
    with desk.store.writing():
        desk.store.blobs.record(frozen.sha256, desk.store.blobs.files.size(frozen.sha256), frozen.format, KEPT)
        desk.store.printouts.freeze(job.id, frozen)
    return job_of(desk, job.id)


def answer(desk: Desk, job_id: str, said: Answer) -> Done[PrintJob]:
    """Settle a paper that failed or whose outcome nobody knows, by what a person saw at the printer.

    What did not come out is sent again as it is; what was spoiled is owed anew as a marked reprint. A paper of the
    house is the same paper however often it is printed.

    Raises:
        RuleBroken: `print.no_such_job`, `print.no_question`, or `print.certificate_spoiled`: two people void its blank.
    """
    job = job_of(desk, job_id)
    if job.state not in {JobState.UNCERTAIN, JobState.FAILED}:
        raise RuleBroken("print.no_question", state=job.state.value)
    if said is Answer.SPOILED and job.paper == PaperKind.CERTIFICATE and job.sheet:
        raise RuleBroken("print.certificate_spoiled", number=job.sheet)
    printouts = desk.store.printouts
    session = desk.store.clerks.session()
    clerk = session.clerk.code if session is not None else ""
    with desk.store.writing():
        # Whoever holds the whole paper in hand knows that nothing of it is left in the printer.
        printouts.answered(job.id, said.value, clerk, desk.now_ms(), finished=said is Answer.CAME_OUT)
        if said is Answer.CAME_OUT:
            printouts.set_state(job.id, JobState.PRINTED)
            state_printed(desk, job)
        elif said is Answer.DID_NOT or job.case_id == HOUSE:
            printouts.set_state(job.id, JobState.FROZEN if job.frozen.sha256 else JobState.OWED)
        else:
            printouts.set_state(job.id, JobState.DROPPED, Answer.SPOILED.value)
            job_id = printouts.reprint(job, Answer.SPOILED.value, desk.now_ms(), clerk)
            if job.paper in _AS_IT_IS:
                printouts.freeze(job_id, job.frozen)
        after = job_of(desk, job_id)
    if job.case_id == HOUSE:
        return Done(Changes(frozenset({Topic.PRINTS})), after)
    return Done(changed(job.case_id, prints=True), after)


def reprint(desk: Desk, job_id: str, reason: str) -> Done[PrintJob]:
    """Owe a printed paper once more; it will be marked as a reprint with its reason.

    A decision's document comes out with the same bytes: the file bears a signature, and no mark may be put on it.

    Raises:
        RuleBroken: `print.no_such_job`, `print.reason_missing`, `print.not_settled`.
    """
    job = job_of(desk, job_id)
    if not reason.strip():
        raise RuleBroken("print.reason_missing")
    if job.state is not JobState.PRINTED:
        raise RuleBroken("print.not_settled")
    if job.paper == PaperKind.CERTIFICATE:
        raise RuleBroken("printing.certificate_reprint", number=job.sheet or job.frozen.title)
    session = desk.store.clerks.session()
    clerk = session.clerk.code if session is not None else ""
    with desk.store.writing():
        again = job_of(desk, desk.store.printouts.reprint(job, reason.strip(), desk.now_ms(), clerk))
        if job.paper in _AS_IT_IS:
            desk.store.printouts.freeze(again.id, job.frozen)
            again = job_of(desk, again.id)
    return Done(Changes(frozenset({Topic.PRINTS}), (job.case_id,)), again)


def questions(desk: Desk) -> tuple[PrintJob, ...]:
    """Return the papers that a person must say something about, oldest first."""
    return desk.store.printouts.in_states(JobState.UNCERTAIN, JobState.FAILED)


def job_of(desk: Desk, job_id: str) -> PrintJob:
    """Return a job by its id.

    Raises:
        RuleBroken: `print.no_such_job`.
    """
    job = desk.store.printouts.get(job_id)
    if job is None:
        raise RuleBroken("print.no_such_job", job=job_id)
    return job


def state_printed(desk: Desk, job: PrintJob) -> None:
    """State that a paper came out, as an event of its case; one of the house states none. Inside a transaction."""
    if job.case_id == HOUSE:
        return
    fact = PaperPrinted(
        paper=job.paper,
        job=job.id,
        sha256=job.frozen.sha256,
        copy=job.reprint + 1,
        reason=job.reason,
    )
    clerk = _printing_clerk(desk, job)
    state(desk, clerk, job.case_id, fact)
    note_printed(desk, clerk, job)


def _printing_clerk(desk: Desk, job: PrintJob) -> ClerkCard:
    """Return who is signed in, or who owed the paper when it comes out while nobody is."""
    session = desk.store.clerks.session()
    if session is not None:
        return session.clerk
    entry = desk.store.journal.entry(job.event_id)
    event = entry.event() if entry else None
    if event is None:
        raise Trouble("print.no_such_job", job=job.id)
    return ClerkCard(code=event.header.actor.code, name=event.header.actor.name)
