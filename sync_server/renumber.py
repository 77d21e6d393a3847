"""New numbers for openings whose own number or serial cannot stand.

The server's range is the window code `W00` and the window number 0, which no window is enrolled under. The epoch
character follows the server's epoch, so that a server that was restored does not repeat what it gave out before; the
day is the server's own, whatever a window's clock says.
"""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from casework import numbers, slips
from casework.errors import RuleBroken
from casework.facts import CaseOpened
from casework.numbers import EPOCH_CHARACTERS, CaseNumber
from casework.slips import SlipSerial
from sync_server.store import cases, meta
from sync_server.writers import Writer

SERVER_WINDOW = "W00"
SERVER_WINDOW_NUMBER = 0


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

    def look_up(self, openings: list[CaseOpened]) -> None:
        """Fetch at once what of a push's openings is in use already."""
        if openings:
            taken = cases.taken(self.connection, [one.number for one in openings], [one.serial for one in openings])
            self.numbers |= taken[0]
            self.serials |= taken[1]

    def keep_or_replace(self, fact: CaseOpened, writer: Writer) -> Given | None:
        """Return None if the opening keeps its number and serial, which are taken from here on; else what it gets."""
        number_stands = _number_is_of(fact, writer) and fact.number not in self.numbers
        serial_stands = _serial_is_of(fact, writer) and fact.serial not in self.serials
        given = Given(
            fact.number if number_stands else self._new_number(fact),
            fact.serial if serial_stands else self._new_serial(),
        )
        self.numbers.add(given.number)
        self.serials.add(given.serial)
        return None if number_stands and serial_stands else given

    def _new_number(self, fact: CaseOpened) -> str:
        running = meta.next_of(self.connection, f"number:{fact.region}:{self.today:%y%m%d}")
        epoch = EPOCH_CHARACTERS[meta.server_epoch(self.connection) % len(EPOCH_CHARACTERS)]
        made = CaseNumber(region=fact.region, window=SERVER_WINDOW, day=self.today, serial=running, epoch=epoch)
        return made.format()

    def _new_serial(self) -> str:
        return SlipSerial(window=SERVER_WINDOW_NUMBER, running=meta.next_of(self.connection, "serial")).digits


def _number_is_of(fact: CaseOpened, writer: Writer) -> bool:
    try:
        number = numbers.parse(fact.number)
    except RuleBroken:
        return False
    own = (number.region, number.window) == (writer.region, writer.origin)
    return own and number.format() == fact.number


def _serial_is_of(fact: CaseOpened, writer: Writer) -> bool:
    try:
        serial = slips.parse(fact.serial)
    except RuleBroken:
        return False
    return serial.window == writer.number and serial.digits == fact.serial
