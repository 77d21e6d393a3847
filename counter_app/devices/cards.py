"""ID cards: what is read from one, and what a reader's driver promises.

A driver either gives a card whose number passes its check, or says in a sentence why not; it never waits longer than a
few seconds. Everything on the card can be typed as well, so a reader that is away keeps nobody from working.
"""

from datetime import date
from typing import Protocol

import msgspec

from casework import identity
from casework.errors import RuleBroken, Trouble

MOST_BYTES = 64 * 1024
"""More than a card holds is no card."""


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """What is printed on a resident's ID card; `valid_until` is None where the card is valid for good."""

    name: str
    number: str
    address: str = ""
    valid_until: date | None = None

    def expired(self, today: date) -> bool:
        """Say whether the card was no longer valid on a day."""
        return self.valid_until is not None and self.valid_until < today


class CardReader(Protocol):
    """A reader; `read` may take seconds and is never called on the screen's thread."""

    def read(self) -> Card:
        """Return the card that lies on the reader.

        Raises:
            Trouble: `card.none` (no card lies there), `card.unreadable` (with `why`), `card.reader_away` (with `why`).
        """
        ...


def card_of(data: bytes) -> Card:
    """Return the card in a reader's answer.

    Raises:
        Trouble: `card.unreadable`: it is no card, or its number does not pass its check.
    """
    if len(data) > MOST_BYTES:
        raise Trouble("card.unreadable", why=f"> {MOST_BYTES} B")
    try:
        card = msgspec.json.decode(data, type=Card)
        number = identity.check_resident_id(card.number).value
    except msgspec.DecodeError as error:
        raise Trouble("card.unreadable", why="JSON") from error
    except RuleBroken as refused:
        raise Trouble("card.unreadable", why=refused.code) from refused
    name = card.name.strip()
    if not name:
        raise Trouble("card.unreadable", why="name")
    return msgspec.structs.replace(card, name=name, number=number, address=card.address.strip())
