"""Papers through a print system (CUPS) on this machine or another: `cups:queue`, `cups://host:631/queue`.

A print system says *completed* when it has handed a job on, and counts the sides it sent, not those that came out. So
whatever it says, nothing that it took is ever printed for sure, and nothing has surely failed.
"""

from dataclasses import replace
from urllib.parse import quote, urlsplit

from printing.drivers.driver import DeviceState, Outcome, Result
from printing.drivers.ipp import IppDriver
from printing.model import FrozenPaper

_NOT_TAKEN = frozenset(
    {
        "printing.device_not_ready",
        "printing.ipp_not_understood",
        "printing.ipp_refused",
        "printing.ipp_unreachable",
    }
)
_HANDED_ON = frozenset({"", "printing.ipp_no_proof", "printing.ipp_short"})


def queue_uri(address: str) -> str:
    """Return the IPP address of a queue."""
    if address.startswith("cups://"):
        parts = urlsplit(address)
        return f"ipp://{parts.hostname}:{parts.port or 631}/printers/{quote(parts.path.strip('/'))}"
    return f"ipp://localhost:631/printers/{quote(address.partition(':')[2])}"


class CupsDriver:
    """Sends papers to the queue at `address`."""

    def __init__(self, address: str, *, patience_s: float = 60.0, poll_s: float = 0.5) -> None:
        self._ipp = IppDriver(queue_uri(address), patience_s=patience_s, poll_s=poll_s)

    def send(self, paper: FrozenPaper, job_id: str) -> Outcome:
        """Give the paper to the queue; *failed* is only what it did not take."""
        outcome = self._ipp.send(paper, job_id)
        if outcome.result is Result.FAILED and outcome.code in _NOT_TAKEN:
            return outcome
        if outcome.code in _HANDED_ON:
            return Outcome(Result.UNCERTAIN, "printing.cups_completed", outcome.proof, whole=True)
        if outcome.result is Result.FAILED:
            return replace(outcome, result=Result.UNCERTAIN, code="printing.ipp_aborted_midway")
        return outcome

    def status(self) -> DeviceState:
        """Ask the queue how it is; of the device it knows what it was last told."""
        return self._ipp.status()
