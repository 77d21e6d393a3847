"""What is stated of numbered certificate blanks, box by box; the event's `case` is the id of the box, never a case.

`window` is who has the box and states it. Nothing personal is in them: a case is named by its id.
"""

from datetime import date

import msgspec

from casework.fact import Fact


class Witness(msgspec.Struct, frozen=True, kw_only=True):
    """The second person, who proved with a password that they stood by."""

    code: str
    name: str


class BlanksReceived(Fact, frozen=True, kw_only=True):
    """A box of blanks came in, with every number from `first` to `last`; `kind` is the certificate they are for."""

    window: str
    kind: str
    first: str
    last: str
    received_on: date
    from_whom: str = ""


class BlankReserved(Fact, frozen=True, kw_only=True):
    """The next blank of the box is to be printed on for a case."""

    window: str
    number: str
    for_case: str


class BlankUsed(Fact, frozen=True, kw_only=True):
    """The certificate came out on the blank that was reserved for it."""

    window: str
    number: str
    for_case: str
    sha256: str


class BlankFreed(Fact, frozen=True, kw_only=True):
    """A blank that was reserved is whole and unprinted, and goes back to the stock."""

    window: str
    number: str
    reason: str


class BlankSpoiled(Fact, frozen=True, kw_only=True):
    """A blank is void (作废): misprinted, torn or soiled; two people saw it."""

    window: str
    number: str
    reason: str
    spoiled_on: date
    witness: Witness


class BlanksLost(Fact, frozen=True, kw_only=True):
    """Blanks that should lie in the box do not (遗失); two people counted."""

    window: str
    first: str
    last: str
    reason: str
    lost_on: date
    witness: Witness


class BlanksHandedOver(Fact, frozen=True, kw_only=True):
    """What is left of a box went to somebody else, at this window or another; both counted `counted` blanks."""

    window: str
    to_window: str
    counted: int
    handed_on: date
    taken_by: Witness
