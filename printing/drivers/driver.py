"""What a driver promises: it carries bytes and says honestly what became of them.

*printed* needs a proof by the device; *failed* means that nothing can have come out; everything else is *uncertain*,
and then a person is asked. A state that cannot be read is unknown, and unknown is not ready.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from printing.model import FrozenPaper


class Result(StrEnum):
    """What became of an attempt."""

    PRINTED = "printed"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of an attempt.

    `code` is a code of the sentences, "" when there is nothing to explain; `proof` what the device or disk said.
    """

    result: Result
    code: str = ""
    proof: str = ""


class Readiness(StrEnum):
    """Whether a device can take a paper now; only READY is good news."""

    READY = "ready"
    ATTENTION = "attention"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DeviceState:
    """A device's state and its own words for it (`media-empty-error`)."""

    readiness: Readiness
    reasons: tuple[str, ...] = ()


class Driver(Protocol):
    """A way to paper. `send` never raises for what devices and networks do; it says it in the outcome."""

    def send(self, paper: FrozenPaper, job_id: str) -> Outcome:
        """Carry the bytes of `paper` and return what became of them."""
        ...

    def status(self) -> DeviceState:
        """Ask the device how it is."""
        ...
