"""Papers of the house, a day sheet or a test page: sent at once, and asked about like others if nobody knows the end.

They belong to no case and state no event. What did not come out is told at once and given up, for the same key prints
it anew; what may have come out becomes a print question, also after the power failed in the middle.
"""

from casework.errors import Trouble
from casework.ids import uuid7
from counter_app.desk.bench import Desk
from counter_app.desk.prints import HOUSE, DeskLedger, keep_bytes
from counter_app.store.blobs import KEPT
from counter_app.store.printouts import Intent, JobState
from printing.drivers.driver import Driver, Outcome, Result
from printing.model import FrozenPaper


def send(desk: Desk, driver: Driver, paper: FrozenPaper) -> Outcome:
    """Send a paper once and return its outcome; the attempt is on the disk before the first byte leaves.

    Raises:
        Trouble: the disk refused; nothing was sent.
    """
    frozen = keep_bytes(desk, paper)
    printouts, now = desk.store.printouts, desk.now_ms()
    with desk.store.writing():
        desk.store.blobs.record(frozen.sha256, len(paper.content), frozen.format, KEPT)
        (job,) = printouts.owe(HOUSE, uuid7(now), (Intent(paper.kind.value, frozen=frozen),), now)
        # In one transaction with the job, so that nobody else finds it waiting and sends it too.
        attempt = printouts.begin_attempt(job, now)
    try:
        outcome = driver.send(paper, f"{paper.kind.partition('-')[0]}-{job}")
    except Trouble as trouble:
        outcome = Outcome(Result.UNCERTAIN, trouble.code)
    DeskLedger(desk).end_attempt(attempt, outcome)
    if outcome.result is Result.FAILED:
        with desk.store.writing():
            printouts.set_state(job, JobState.DROPPED, outcome.code)
    return outcome
