"""The papers a case owes come out: drawn and frozen, sent once, and whatever nobody can know is asked.

Nothing here happens inside an act: the act owed the paper in its own transaction, and printing follows when it can.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from casework.contract import ClerkCard
from casework.errors import ProductError, RuleBroken, Trouble
from casework.facts import PaperPrinted
from counter_app.changes import Changes, Done, Topic
from counter_app.desk.bench import Desk, changed
from counter_app.desk.paper_orders import PaperOrder, order_job
from counter_app.desk.recording import state
from counter_app.logs import Log
from counter_app.store.blobs import KEPT
from counter_app.store.printouts import Frozen, JobState, PrintJob
from printing.drivers.driver import Driver, Outcome
from printing.model import Format, FrozenPaper, Media, PaperKind
from printing.spool import PrintJob as SpoolJob
from printing.spool import run as send_once

PDF = "application/pdf"
HOUSE = ""
"""The case of a paper that belongs to none."""

_FAILED_AT_ONCE = (JobState.OWED, JobState.FROZEN)
_log = Log(__name__)


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
    """Where papers go; `studio` is loaded at the first paper only."""

    driver: Driver
    studio: Callable[[], Studio]


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
    """Draw an owed paper and keep its bytes; a paper that is frozen stays as it is."""
    if job.state is not JobState.OWED:
        return job
    frozen = keep_bytes(desk, studio.draw(order_job(desk, job)))
    with desk.store.writing():
        desk.store.blobs.record(frozen.sha256, desk.store.blobs.files.size(frozen.sha256), frozen.format, KEPT)
        desk.store.printouts.freeze(job.id, frozen)
    return job_of(desk, job.id)


def run(desk: Desk, printer: Printer) -> Done[tuple[PrintJob, ...]]:
    """Bring out every paper that is owed or frozen, each sent once, and return the jobs as they then stand.

    A paper that cannot be drawn fails with its reason and does not keep the others back.

    Raises:
        Trouble: the desk's own disk refused.
    """
    jobs = desk.store.printouts.in_states(*_FAILED_AT_ONCE)
    done = tuple(_bring_out(desk, printer, job) for job in jobs)
    cases = tuple(dict.fromkeys(job.case_id for job in done if job.case_id != HOUSE))
    return Done(changed(*cases, prints=True) if done else Changes(), done)


def _bring_out(desk: Desk, printer: Printer, job: PrintJob) -> PrintJob:
    if job_of(desk, job.id).state not in _FAILED_AT_ONCE:
        # It was given up since the list was made.
        return job_of(desk, job.id)
    try:
        frozen = freeze(desk, printer.studio(), job)
        if frozen.state is not JobState.FROZEN:
            return frozen
        paper = thaw(desk, frozen)
    except RuleBroken as error:
        return _set_failed(desk, job, error)
    except Trouble:
        raise
    except Exception:  # noqa: BLE001 - a defect in drawing one paper must not keep the others back
        _log.exception("paper.not_drawn", job=job.id, paper=job.paper)
        return _set_failed(desk, job, RuleBroken("print.defect"))
    idem = job.id if job.case_id == HOUSE else f"{job.case_id}:{job.paper}:{job.copy}:{job.reprint}"
    send_once(SpoolJob(job_id=job.id, idem=idem, paper=paper), printer.driver, DeskLedger(desk))
    return job_of(desk, job.id)


def _set_failed(desk: Desk, job: PrintJob, error: ProductError) -> PrintJob:
    with desk.store.writing():
        desk.store.printouts.set_state(job.id, JobState.FAILED, error.code)
    return job_of(desk, job.id)


@dataclass(frozen=True, slots=True)
class DeskLedger:
    """Attempts in the desk's store; what came out is also stated as an event, in the same transaction."""

    desk: Desk

    def open_attempt(self, job_id: str) -> str | None:
        """Return the attempt of a job that has no end."""
        return self.desk.store.printouts.open_attempt(job_id)

    def begin_attempt(self, job_id: str) -> str:
        """Note that bytes are about to be sent."""
        with self.desk.store.writing():
            return self.desk.store.printouts.begin_attempt(job_id, self.desk.now_ms())

    def end_attempt(self, attempt_id: str, outcome: Outcome) -> None:
        """Note what became of an attempt."""
        printouts = self.desk.store.printouts
        ended = JobState(outcome.result.value)
        with self.desk.store.writing():
            printouts.end_attempt(attempt_id, ended, outcome.code, self.desk.now_ms())
            if ended is JobState.PRINTED:
                _state_printed(self.desk, job_of(self.desk, printouts.job_of_attempt(attempt_id)))


def answer(desk: Desk, job_id: str, said: Answer) -> Done[PrintJob]:
    """Settle a paper that failed or whose outcome nobody knows, by what a person saw at the printer.

    What did not come out is sent again as it is; what was spoiled is owed anew as a marked reprint. A paper of the
    house is the same paper however often it is printed.

    Raises:
        RuleBroken: `print.no_such_job`, `print.no_question`.
    """
    job = job_of(desk, job_id)
    if job.state not in {JobState.UNCERTAIN, JobState.FAILED}:
        raise RuleBroken("print.no_question", state=job.state.value)
    printouts = desk.store.printouts
    with desk.store.writing():
        if said is Answer.CAME_OUT:
            printouts.set_state(job.id, JobState.PRINTED)
            _state_printed(desk, job)
        elif said is Answer.DID_NOT or job.case_id == HOUSE:
            printouts.set_state(job.id, JobState.FROZEN if job.frozen.sha256 else JobState.OWED)
        else:
            printouts.set_state(job.id, JobState.DROPPED, Answer.SPOILED.value)
            job_id = printouts.reprint(job, Answer.SPOILED.value, desk.now_ms())
        after = job_of(desk, job_id)
    if job.case_id == HOUSE:
        return Done(Changes(frozenset({Topic.PRINTS})), after)
    return Done(changed(job.case_id, prints=True), after)


def reprint(desk: Desk, job_id: str, reason: str) -> Done[PrintJob]:
    """Owe a printed paper once more; it will be marked as a reprint with its reason.

    Raises:
        RuleBroken: `print.no_such_job`, `print.reason_missing`, `print.not_settled`.
    """
    job = job_of(desk, job_id)
    if not reason.strip():
        raise RuleBroken("print.reason_missing")
    if job.state is not JobState.PRINTED:
        raise RuleBroken("print.not_settled")
    with desk.store.writing():
        again = job_of(desk, desk.store.printouts.reprint(job, reason.strip(), desk.now_ms()))
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


def _state_printed(desk: Desk, job: PrintJob) -> None:
    if job.case_id == HOUSE:
        return
    fact = PaperPrinted(
        paper=job.paper,
        job=job.id,
        sha256=job.frozen.sha256,
        copy=job.reprint + 1,
        reason=job.reason,
    )
    state(desk, _printing_clerk(desk, job), job.case_id, fact)


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
