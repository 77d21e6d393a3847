"""A queue for each printer: what one device wants holds back its own papers only, drops none, and keeps their order.

A queue that waits goes on by itself once its device says that it is ready, or when a person asks for it. Before
anything is sent to a head in which half a slip may lie, that slip is voided and cut off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from printing.drivers.driver import DeviceState, Driver, Outcome, Readiness, Result, Voiding
from printing.model import Media
from printing.spool import with_state


class NamedPrinter(Protocol):
    """A printer of the window: what it is called, what lies in it, and the way to it."""

    @property
    def name(self) -> str:
        """What people call it; each has another."""
        ...

    @property
    def driver(self) -> Driver:
        """The way to it."""
        ...

    @property
    def media(self) -> frozenset[Media]:
        """What lies in it; empty for a printer that takes whatever comes."""
        ...


@dataclass(frozen=True, slots=True)
class SolePrinter:
    """A printer that takes whatever no other does."""

    driver: Driver
    name: str = ""
    media: frozenset[Media] = frozenset()


def printer_for(printers: Sequence[NamedPrinter], media: Media) -> NamedPrinter:
    """Return the printer a paper goes to: the first in which its media lies, else one for everything, else the last."""
    named = (one for one in printers if media in one.media)
    open_to_all = (one for one in printers if not one.media)
    return next(named, None) or next(open_to_all, None) or printers[-1]


@dataclass(frozen=True, slots=True)
class QueueState:
    """How a queue stands: what its device wants, None while it runs; whether half a paper may lie in the device."""

    holds: DeviceState | None = None
    unfinished: bool = False


class QueueBook(Protocol):
    """Where it is kept how queues stand; every call returns only when its row is on the disk."""

    def state(self, name: str) -> QueueState:
        """Return how a queue stands."""
        ...

    def pause(self, name: str, device: DeviceState) -> None:
        """Let a queue wait for its device."""
        ...

    def resume(self, name: str) -> None:
        """Let a queue go on."""
        ...

    def voided(self, name: str, outcome: Outcome) -> None:
        """Record what became of voiding the half paper in a device; a finished one takes it off the queue."""
        ...


def finished(outcome: Outcome) -> bool:
    """Say whether nothing unfinished can lie in a device after this outcome."""
    return outcome.result is not Result.UNCERTAIN or outcome.whole


def cleaned(outcome: Outcome) -> bool:
    """Say whether a void that ended so is one: it came out, or was taken whole by a device that wants nothing.

    A device that never proves anything would else be given one mark after the other.
    """
    return outcome.result is not Result.FAILED and (finished(outcome) or outcome.holds is None)


def may_send(printer: NamedPrinter, book: QueueBook, *, pressed: bool = False) -> bool:
    """Say whether the next paper may go to a printer now, having made it ready as far as that can be done from here.

    A queue that waits asks its device; with `pressed` a person has looked at the device and the question is spared.
    """
    state = book.state(printer.name)
    if state.holds is not None:
        now = DeviceState(Readiness.READY) if pressed else printer.driver.status()
        if now.readiness is not Readiness.READY:
            if now != state.holds:
                book.pause(printer.name, now)
            return False
        book.resume(printer.name)
    return not state.unfinished or _is_clean(printer, book)


def _is_clean(printer: NamedPrinter, book: QueueBook) -> bool:
    if not isinstance(printer.driver, Voiding):
        return True
    outcome = with_state(printer.driver.void(), printer.driver)
    book.voided(printer.name, outcome)
    if cleaned(outcome):
        return True
    book.pause(printer.name, outcome.holds or DeviceState(Readiness.UNKNOWN, (outcome.code,)))
    return False
