"""What a driver promises: it carries bytes and says honestly what became of them.

*printed* needs a proof by the device; *failed* means that nothing can have come out; everything else is *uncertain*,
and then a person is asked. A state that cannot be read is unknown, and unknown is not ready.

Reasons are the words of IPP (`media-empty`, `cover-open`, `media-jam`, `offline`), whatever the device's own language.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from printing.model import FrozenPaper


class Result(StrEnum):
    """What became of an attempt."""

    PRINTED = "printed"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


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


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of an attempt.

    `code` is a code of the sentences, "" when there is nothing to explain; `proof` what the device or disk said.
    `holds` is the state of the device where that, and not the paper, is what keeps it from coming out: the queue then
    waits for the device. `whole` says of an outcome without proof that every byte was taken without trouble, so that
    nothing unfinished can lie in the device.
    """

    result: Result
    code: str = ""
    proof: str = ""
    holds: DeviceState | None = None
    whole: bool = False


class Driver(Protocol):
    """A way to paper. `send` never raises for what devices and networks do; it says it in the outcome."""

    def send(self, paper: FrozenPaper, job_id: str) -> Outcome:
        """Carry the bytes of `paper` and return what became of them."""
        ...

    def status(self) -> DeviceState:
        """Ask the device how it is."""
        ...


@runtime_checkable
class Voiding(Protocol):
    """A driver whose device keeps what it was sent: half a slip lies in its head until it is voided and cut off."""

    def void(self) -> Outcome:
        """End whatever was begun: padding that ends an unfinished raster, reset, 以上作废, cut.

        *printed* with the device's proof; uncertain and `whole` where the device gives none but took every byte.
        """
        ...
