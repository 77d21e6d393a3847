"""Papers of the house, a day sheet or a test page: sent at once, and asked about like others if nobody knows the end.

They belong to no case and state no event. What did not come out is told at once and given up, for the same key prints
it anew; what may have come out becomes a print question, also after the power failed in the middle.
"""

from casework.errors import Trouble
from casework.ids import uuid7
from counter_app.desk.bench import Desk
from counter_app.desk.print_queues import DeskBook
from counter_app.desk.prints import HOUSE, keep_bytes
from counter_app.store.blobs import KEPT
from counter_app.store.printouts import Intent, JobState
from printing.drivers.driver import Outcome, Result
from printing.model import FrozenPaper
from printing.queues import NamedPrinter, may_send
from printing.spool import with_state


def send(desk: Desk, to: NamedPrinter, paper: FrozenPaper) -> Outcome:
    """Send a paper once and return its outcome; the attempt is on the disk before the first byte leaves.

    Whoever prints it stands at the printer, so a queue that waits is tried again.

    Raises:
        Trouble: the disk refused; nothing was sent.
    """
    with desk.store.printouts.queues.turn(to.name):
        return _sent(desk, to, paper, DeskBook(desk, to.name))


def _sent(desk: Desk, to: NamedPrinter, paper: FrozenPaper, book: DeskBook) -> Outcome:
    if not may_send(to, book, pressed=True):
        device = book.state(to.name).holds
        return Outcome(Result.FAILED, "printing.device_not_ready", ", ".join(device.reasons if device else ()))
    frozen = keep_bytes(desk, paper)
    printouts, now = desk.store.printouts, desk.now_ms()
    with desk.store.writing():
        desk.store.blobs.record(frozen.sha256, len(paper.content), frozen.format, KEPT)
        (job,) = printouts.owe(HOUSE, uuid7(now), (Intent(paper.kind.value, frozen=frozen),), now)
        # In one transaction with the job, so that nobody else finds it waiting and sends it too.
        attempt = printouts.begin_attempt(job, now, to.name)
    try:
        outcome = with_state(to.driver.send(paper, f"{paper.kind.partition('-')[0]}-{job}"), to.driver)
    except Trouble as trouble:
        outcome = Outcome(Result.UNCERTAIN, trouble.code)
    book.end_attempt(attempt, outcome)
    if outcome.result is Result.FAILED:
        with desk.store.writing():
            printouts.set_state(job, JobState.DROPPED, outcome.code)
    return outcome
