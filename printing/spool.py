"""Carrying one job out: intent first, then the bytes, then what became of them.

The ledger is the desk's; it must have committed with fsync when a call returns. An attempt that a crash left behind as
*sending* is uncertain: nobody knows what came out, so a person is asked and nothing is sent again by itself.
"""

from dataclasses import dataclass, replace
from typing import Protocol

from casework.errors import ProductError, Trouble
from printing.drivers.driver import Driver, Outcome, Readiness, Result
from printing.model import FrozenPaper, require_intact


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """A job: `idem` is `case:document:version`, so a double click, a retry and a restart are the same job."""

    job_id: str
    idem: str
    paper: FrozenPaper


class PrintLedger(Protocol):
    """Where jobs and attempts are kept; every call returns only when its row is on the disk."""

    def open_attempt(self, job_id: str) -> str | None:
        """Return the attempt of this job that was begun and never ended, if there is one."""
        ...

    def begin_attempt(self, job_id: str) -> str:
        """Record that the job is about to be sent, as *sending*, and return the attempt's id."""
        ...

    def end_attempt(self, attempt_id: str, outcome: Outcome) -> None:
        """Record what became of an attempt."""
        ...


def run(job: PrintJob, driver: Driver, ledger: PrintLedger) -> Outcome:
    """Send a job once and return its outcome; the attempt is on the disk before the first byte leaves.

    A job with an attempt left open is not sent: that attempt is ended as uncertain and returned. Whatever did not come
    out for sure says in `holds` if the device is what its queue must wait for.

    Raises:
        Trouble: `printing.hash_mismatch` where the bytes are not those that were frozen; nothing is recorded then.
    """
    left_open = ledger.open_attempt(job.job_id)
    if left_open is not None:
        return _ended(ledger, left_open, Outcome(Result.UNCERTAIN, "printing.interrupted"))
    require_intact(job.paper)
    attempt = ledger.begin_attempt(job.job_id)
    try:
        outcome = with_state(driver.send(job.paper, job.job_id), driver)
    except Trouble as trouble:
        outcome = Outcome(Result.UNCERTAIN, trouble.code, _words(trouble))
    return _ended(ledger, attempt, outcome)


def with_state(outcome: Outcome, driver: Driver) -> Outcome:
    """Return the outcome with the state of the device, where that is what went wrong.

    A device that wants something holds its queue. One that does not answer holds it only where nothing was sent: a
    device that can never tell its state would otherwise stand still for ever.
    """
    if outcome.result is Result.PRINTED or outcome.holds is not None:
        return outcome
    state = driver.status()
    away = outcome.result is Result.FAILED and state.readiness is Readiness.UNKNOWN
    return replace(outcome, holds=state) if away or state.readiness is Readiness.ATTENTION else outcome


def _ended(ledger: PrintLedger, attempt: str, outcome: Outcome) -> Outcome:
    ledger.end_attempt(attempt, outcome)
    return outcome


def _words(trouble: ProductError) -> str:
    return ", ".join(f"{name}={value}" for name, value in trouble.details.items())
