"""What is owed comes out: each paper in the queue of its printer, in order, sent once, intent before the first byte.

A device that wants something, or is away, holds back its own queue and no other; its papers stay what they are.
"""

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass

from casework.errors import ProductError, RuleBroken, Trouble
from counter_app.changes import Changes, Done
from counter_app.desk.bench import Desk, changed
from counter_app.desk.prints import HOUSE, Printer, freeze, job_of, state_printed, thaw
from counter_app.logs import Log
from counter_app.store.print_ledger import What
from counter_app.store.printouts import AttemptEnd, JobState, PrintJob
from printing.drivers.driver import DeviceState, Outcome, Readiness, Result
from printing.model import FrozenPaper
from printing.queues import NamedPrinter, QueueState, cleaned, finished, may_send, printer_for
from printing.spool import PrintJob as SpoolJob
from printing.spool import run as send_once

_TO_SEND = (JobState.OWED, JobState.FROZEN)
_log = Log(__name__)


def run(desk: Desk, printer: Printer, *, pressed: bool = False) -> Done[tuple[PrintJob, ...]]:
    """Bring out every paper that is owed or frozen, each sent once, and return the jobs as they then stand.

    A paper that cannot be drawn fails with its reason and does not keep the others back. Papers whose printer is not
    ready stay frozen; `pressed` says that a person asks for those queues to go on.

    Raises:
        Trouble: the desk's own disk refused.
    """
    jobs = desk.store.printouts.in_states(*_TO_SEND)
    with ExitStack() as stack:
        sending = _Sending(desk, printer, pressed, stack)
        for job in jobs:
            sending.take(job)
        sending.end()
    _ask_the_rest(desk, printer, sending.asked, pressed=pressed)
    done = tuple(job_of(desk, job.id) for job in jobs)
    moved = [new for old, new in zip(jobs, done, strict=True) if new != old]
    cases = tuple(dict.fromkeys(job.case_id for job in moved if job.case_id != HOUSE))
    return Done(changed(*cases, prints=True) if moved else Changes(), done)


def _ask_the_rest(desk: Desk, printer: Printer, asked: frozenset[str], *, pressed: bool) -> None:
    """Ask devices that hold a queue in which nothing waits, and forget queues whose printer is no longer set up."""
    here = {one.name: one for one in printer.all}
    for held in desk.store.printouts.queues.held():
        if held.name not in here:
            DeskBook(desk, held.name).resume(held.name)
        elif held.name not in asked:
            may_send(here[held.name], DeskBook(desk, held.name), pressed=pressed)


class _Sending:
    """Gives papers, as they are drawn, to the queues of their printers; several printers work side by side."""

    def __init__(self, desk: Desk, printer: Printer, pressed: bool, stack: ExitStack) -> None:  # noqa: FBT001
        self._desk, self._printer, self._pressed, self._stack = desk, printer, pressed, stack
        self._threads: dict[str, ThreadPoolExecutor] = {}
        self._ends: list[Future[None]] = []
        self._held: set[str] = set()
        self._asked: set[str] = set()

    def take(self, job: PrintJob) -> None:
        """Draw a paper if it is not drawn yet, and send it where its queue is not held."""
        ready = _drawn(self._desk, self._printer, job)
        if ready is None:
            return
        to = printer_for(self._printer.all, ready.media)
        if len(self._printer.all) == 1:
            self._send(to, job.id, ready)
            return
        if to.name not in self._threads:
            self._threads[to.name] = self._stack.enter_context(ThreadPoolExecutor(1, f"print-{to.name}"))
        self._ends.append(self._threads[to.name].submit(self._send, to, job.id, ready))

    def _send(self, to: NamedPrinter, job_id: str, paper: FrozenPaper) -> None:
        book = DeskBook(self._desk, to.name)
        if to.name not in self._held and self._sent(to, book, job_id, paper):
            return
        self._held.add(to.name)
        book.assign(job_id)

    def _sent(self, to: NamedPrinter, book: "DeskBook", job_id: str, paper: FrozenPaper) -> bool:
        """Send a paper if its queue may, and return whether the queue goes on."""
        with self._desk.store.printouts.queues.turn(to.name):
            pressed = self._pressed and to.name not in self._asked
            self._asked.add(to.name)
            if not may_send(to, book, pressed=pressed):
                return False
            job = job_of(self._desk, job_id)
            # It may have been given up since the list was made.
            if job.state is JobState.FROZEN:
                send_once(SpoolJob(job_id=job.id, idem=_idem(job), paper=paper), to.driver, book)
            return book.state(to.name).holds is None

    @property
    def asked(self) -> frozenset[str]:
        """The queues that had something to send."""
        return frozenset(self._asked)

    def end(self) -> None:
        """Wait for every queue, and raise what the first of them could not do."""
        for one in self._ends:
            one.result()


def _drawn(desk: Desk, printer: Printer, job: PrintJob) -> FrozenPaper | None:
    """Return the finished paper of a job, None where there is nothing to send."""
    if job_of(desk, job.id).state not in _TO_SEND:
        # It was given up since the list was made.
        return None
    try:
        frozen = freeze(desk, printer.studio(), job)
        return thaw(desk, frozen) if frozen.state is JobState.FROZEN else None
    except RuleBroken as error:
        _set_failed(desk, job, error)
    except Trouble:
        raise
    except Exception:  # noqa: BLE001 - a defect in drawing one paper must not keep the others back
        _log.exception("paper.not_drawn", job=job.id, paper=job.paper)
        _set_failed(desk, job, RuleBroken("print.defect"))
    return None


def _idem(job: PrintJob) -> str:
    return job.id if job.case_id == HOUSE else f"{job.case_id}:{job.paper}:{job.copy}:{job.reprint}"


def _set_failed(desk: Desk, job: PrintJob, error: ProductError) -> None:
    with desk.store.writing():
        desk.store.printouts.set_state(job.id, JobState.FAILED, error.code)


@dataclass(frozen=True, slots=True)
class DeskBook:
    """Attempts and the state of one queue in the desk's store.

    What came out is also stated as an event, what went wrong with the device holds the queue: each in the same
    transaction as the end of the attempt.
    """

    desk: Desk
    queue: str = ""

    def open_attempt(self, job_id: str) -> str | None:
        """Return the attempt of a job that has no end."""
        return self.desk.store.printouts.open_attempt(job_id)

    def begin_attempt(self, job_id: str) -> str:
        """Note that bytes are about to be sent."""
        with self.desk.store.writing():
            return self.desk.store.printouts.begin_attempt(job_id, self.desk.now_ms(), self.queue)

    def end_attempt(self, attempt_id: str, outcome: Outcome) -> None:
        """Note what became of an attempt."""
        printouts, now_ms = self.desk.store.printouts, self.desk.now_ms()
        end = AttemptEnd(
            JobState(outcome.result.value),
            outcome.code,
            outcome.proof,
            finished=finished(outcome),
            waits=outcome.result is Result.FAILED and outcome.holds is not None,
        )
        with self.desk.store.writing():
            printouts.end_attempt(attempt_id, end, now_ms)
            if outcome.holds is not None:
                self._hold(outcome.holds)
            if end.state is JobState.PRINTED:
                state_printed(self.desk, job_of(self.desk, printouts.job_of_attempt(attempt_id)))

    def state(self, name: str) -> QueueState:
        """Return how the queue stands."""
        queues = self.desk.store.printouts.queues
        held = next((queue for queue in queues.held() if queue.name == name), None)
        device = DeviceState(Readiness(held.readiness), held.reasons) if held else None
        return QueueState(device, bool(queues.unfinished(name)))

    def pause(self, name: str, device: DeviceState) -> None:  # noqa: ARG002 - the book is of this queue
        """Let the queue wait for its device."""
        with self.desk.store.writing():
            self._hold(device)

    def resume(self, name: str) -> None:
        """Let the queue go on."""
        with self.desk.store.writing():
            self.desk.store.printouts.queues.go_on(name)

    def voided(self, name: str, outcome: Outcome) -> None:
        """Note what became of voiding half a slip."""
        printouts = self.desk.store.printouts
        job, now_ms = printouts.queues.unfinished(name), self.desk.now_ms()
        with self.desk.store.writing():
            said = {"outcome": outcome.result.value, "code": outcome.code, "proof": outcome.proof}
            printouts.ledger.append(What.VOIDED, now_ms, job=job, queue=name, **said)
            if cleaned(outcome):
                printouts.queues.finish(job)

    def assign(self, job_id: str) -> None:
        """Note that a paper waits in this queue."""
        printouts = self.desk.store.printouts
        if job_of(self.desk, job_id).queue != self.queue:
            with self.desk.store.writing():
                printouts.queues.assign(job_id, self.queue)

    def _hold(self, device: DeviceState) -> None:
        reasons = tuple(reason for reason in device.reasons if reason)
        self.desk.store.printouts.queues.hold(self.queue, device.readiness.value, reasons, self.desk.now_ms())
