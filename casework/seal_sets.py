"""A seal set as its facts make it: ordered → filed → engraved → handed out, one step after the other, once each."""

from datetime import date
from enum import StrEnum

import msgspec

from casework.events import BlobRef
from casework.fact import Fact
from casework.seal_facts import SealPiece, SealsEngraved, SealsFiled, SealsHandedOut, SealsOrdered


class SealStep(StrEnum):
    """How far a set is."""

    ORDERED = "ordered"
    FILED = "filed"
    ENGRAVED = "engraved"
    HANDED_OUT = "handed_out"


class SealSet(msgspec.Struct, frozen=True, kw_only=True):
    """The set; `cards` are the scanned impression cards, known by their hashes."""

    step: SealStep
    uscc: str
    name: str
    maker: str
    pieces: tuple[SealPiece, ...]
    ordered_on: date
    filing_number: str = ""
    filed_on: date | None = None
    engraved_on: date | None = None
    cards: tuple[BlobRef, ...] = ()
    handed: SealsHandedOut | None = None


_BEFORE: dict[type[Fact], SealStep | None] = {
    SealsOrdered: None,
    SealsFiled: SealStep.ORDERED,
    SealsEngraved: SealStep.FILED,
    SealsHandedOut: SealStep.ENGRAVED,
}
OF_SEALS = tuple(_BEFORE)
"""The facts about seal sets."""


def refusal(kept: SealSet | None, fact: Fact) -> str:
    """Return why a fact cannot follow on a set, as a code; empty if it can."""
    now = kept.step if kept else None
    if now is not _BEFORE[type(fact)]:
        return "seals.ordered_already" if isinstance(fact, SealsOrdered) else f"seals.is_{now or 'absent'}"
    if isinstance(fact, SealsFiled) and kept is not None and len(fact.codes) != len(kept.pieces):
        return "seals.codes_count"
    return ""


def after(kept: SealSet | None, fact: Fact, blobs: tuple[BlobRef, ...]) -> SealSet:
    """Return the set after a fact that can follow on it."""
    if isinstance(fact, SealsOrdered):
        return SealSet(
            step=SealStep.ORDERED,
            uscc=fact.uscc,
            name=fact.name,
            maker=fact.maker,
            pieces=fact.pieces,
            ordered_on=fact.ordered_on,
        )
    if kept is None:
        raise ValueError("a set begins with its order")
    change = msgspec.structs.replace
    match fact:
        case SealsFiled():
            pieces = tuple(change(piece, code=code) for piece, code in zip(kept.pieces, fact.codes, strict=True))
            filed = {"filing_number": fact.filing_number, "filed_on": fact.filed_on}
            return change(kept, step=SealStep.FILED, pieces=pieces, **filed)
        case SealsEngraved():
            return change(kept, step=SealStep.ENGRAVED, engraved_on=fact.engraved_on, cards=blobs)
        case SealsHandedOut():
            return change(kept, step=SealStep.HANDED_OUT, handed=fact)
        case _:
            return kept
