"""New numbers for openings whose own number or serial cannot stand.

The server's range is the window code `W00` and the window number 0, which no window is enrolled under. The epoch
character follows the server's epoch, so that a server that was restored does not repeat what it gave out before; the
day is the server's own, whatever a window's clock says.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from msgspec import UNSET
from sqlalchemy import Connection

from casework import numbers, signed_slip, slips
from casework.contract import Receipt
from casework.errors import RuleBroken
from casework.facts import CaseOpened
from casework.numbers import EPOCH_CHARACTERS, CaseNumber
from casework.slips import SlipSerial
from sync_server.store import cases, devices, meta
from sync_server.writers import Writer

SERVER_WINDOW = "W00"
SERVER_WINDOW_NUMBER = 0
_SERIALS_OF_AN_EPOCH = 100_000
_SERIAL_RANGES = 900


@dataclass(frozen=True, slots=True)
class Given:
    """The number and the serial that an opening has from now on."""

    number: str
    serial: str


@dataclass(slots=True)
class Register:
    """Which numbers and serials are in use: those of the database and those given out in this transaction."""

    connection: Connection
    today: date
    numbers: set[str] = field(default_factory=set)
    serials: set[str] = field(default_factory=set)
    _fit: set[tuple[str, str]] = field(default_factory=set)

    def look_up(self, openings: Sequence[CaseOpened], writer: Writer, receipts: Iterable[Receipt] = ()) -> None:
        """Fetch at once what of a writer's openings, or of the numbers they were given before, is in use already."""
        if not openings:
            return
        # Only what is well formed is asked for: anything else is replaced in any case, and may be no text at all.
        asked_numbers = [one.number for one in openings if is_number_of(one.number, writer)]
        asked_serials = [one.serial for one in openings if is_serial_of(one.serial, writer)]
        for one in self._proven(openings, writer):
            asked_numbers.append(one.number)
            asked_serials.append(one.serial)
        self._fit.update((writer.origin, text) for text in (*asked_numbers, *asked_serials))
        given = [one for one in receipts if one.number and _is_ours(one, writer)]
        asked_numbers += [one.number for one in given]
        asked_serials += [one.serial for one in given]
        taken = cases.taken(self.connection, asked_numbers, asked_serials)
        self.numbers |= taken[0]
        self.serials |= taken[1]

    def _proven(self, openings: Sequence[CaseOpened], writer: Writer) -> Iterator[CaseOpened]:
        """Yield those that were written again from a slip which one of our windows signed for this very number."""
        told = [(one, one.rebuilt) for one in openings if one.rebuilt is not UNSET]
        keys = devices.all_keys(self.connection) if told else []
        for opening, text in told:
            try:
                slip = signed_slip.read(text, keys, region=writer.region).facts
            except RuleBroken:
                continue
            if (slip.number, slip.serial) == (opening.number, opening.serial):
                yield opening

    def keep_or_replace(self, fact: CaseOpened, writer: Writer, receipt: Receipt | None = None) -> Given | None:
        """Return None if the opening keeps its number and serial, which are taken from here on; else what it gets.

        It must have been looked up. What an earlier server gave it, and the applicant holds in print, it gets again if
        that is free.
        """
        if receipt is not None and self._may_give_again(receipt, fact, writer):
            given = Given(receipt.number, receipt.serial)
            self.numbers.add(given.number)
            self.serials.add(given.serial)
            return given
        number_stands = (writer.origin, fact.number) in self._fit and fact.number not in self.numbers
        serial_stands = (writer.origin, fact.serial) in self._fit and fact.serial not in self.serials
        given = Given(
            fact.number if number_stands else self._new_number(fact),
            fact.serial if serial_stands else self._new_serial(),
        )
        self.numbers.add(given.number)
        self.serials.add(given.serial)
        return None if number_stands and serial_stands else given

    def _may_give_again(self, receipt: Receipt, fact: CaseOpened, writer: Writer) -> bool:
        if not (receipt.number and _is_ours(receipt, writer)):
            return False
        same_number = receipt.number == fact.number or not is_number_of(receipt.number, writer)
        same_serial = receipt.serial == fact.serial or not is_serial_of(receipt.serial, writer)
        free = receipt.number not in self.numbers and receipt.serial not in self.serials
        return same_number and same_serial and free

    def _new_number(self, fact: CaseOpened) -> str:
        """Return a number of the server's that nobody has."""
        epoch = EPOCH_CHARACTERS[meta.server_epoch(self.connection) % len(EPOCH_CHARACTERS)]
        while True:
            running = meta.next_of(self.connection, f"number:{fact.region}:{self.today:%y%m%d}")
            made = CaseNumber(region=fact.region, window=SERVER_WINDOW, day=self.today, serial=running, epoch=epoch)
            number = made.format()
            if number not in self.numbers and not cases.taken(self.connection, [number], [])[0]:
                return number

    def _new_serial(self) -> str:
        """Return a serial of the server's that nobody has.

        It has no epoch character, so each epoch of the server counts in a range of its own; what an earlier epoch gave
        and a writer brought back is passed over.
        """
        epoch = meta.server_epoch(self.connection)
        first = (epoch - 1) % _SERIAL_RANGES * _SERIALS_OF_AN_EPOCH
        while True:
            running = first + meta.next_of(self.connection, f"serial:{epoch}")
            serial = SlipSerial(window=SERVER_WINDOW_NUMBER, running=running).digits
            if serial not in self.serials and not cases.taken(self.connection, [], [serial])[1]:
                return serial


def is_number_of(text: str, writer: Writer) -> bool:
    """Say whether a case number is one that this writer may give."""
    return numbers.is_printed_form(text, writer.region, writer.origin)


def is_serial_of(text: str, writer: Writer) -> bool:
    """Say whether a slip serial is one that this writer may give."""
    return slips.is_printed_form(text, writer.number)


def _is_ours(receipt: Receipt, writer: Writer) -> bool:
    """Say whether what a writer was given before can have been given to it: its own, or out of the server's range."""
    number = is_number_of(receipt.number, writer) or numbers.is_printed_form(
        receipt.number, writer.region, SERVER_WINDOW
    )
    return number and (
        is_serial_of(receipt.serial, writer) or slips.is_printed_form(receipt.serial, SERVER_WINDOW_NUMBER)
    )
