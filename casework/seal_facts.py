"""What is stated of the free seal set of a new body: ordered, filed with the police, engraved, handed out.

All are facts of the body's case, so that any window of the hall goes on with them. The set costs the body nothing.
"""

from datetime import date
from enum import StrEnum

import msgspec

from casework.fact import Fact


class SealKind(StrEnum):
    """Which seal of the set."""

    OFFICIAL = "official"
    FINANCE = "finance"
    CONTRACT = "contract"
    INVOICE = "invoice"
    REPRESENTATIVE = "representative"


class SealPiece(msgspec.Struct, frozen=True, kw_only=True):
    """One seal: `text` is what is engraved, the body's name or the representative's; `code` comes with the filing."""

    kind: SealKind
    text: str
    code: str = ""


class SealsOrdered(Fact, frozen=True, kw_only=True):
    """The set was ordered from a maker for a body with this credit code; `fee_minor` is 0 for the first set."""

    window: str
    ordered_on: date
    uscc: str
    name: str
    maker: str
    pieces: tuple[SealPiece, ...]
    fee_minor: int = 0


class SealsFiled(Fact, frozen=True, kw_only=True):
    """The police filed the set (公安备案): its number, and a registration code for each seal in the order's order."""

    window: str
    filed_on: date
    filing_number: str
    codes: tuple[str, ...]


class SealsEngraved(Fact, frozen=True, kw_only=True):
    """The seals came from the maker; the scanned impression cards (印模卡) are the blobs of the same event."""

    window: str
    engraved_on: date


class SealsHandedOut(Fact, frozen=True, kw_only=True):
    """The body has its seals: collected at a window by `collector`, or mailed under a `waybill`."""

    window: str
    handed_on: date
    way: str
    collector: str = ""
    collector_id_last4: str = ""
    carrier: str = ""
    waybill: str = ""
