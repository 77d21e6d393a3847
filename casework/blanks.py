"""A box of numbered certificate blanks as its facts make it: received = stock + reserved + used + spoiled + lost.

Every number of a box is in exactly one of these states at any time; a number nothing was stated of lies in stock. What
a box's facts say is judged here, for the desk before it states and for everybody who folds them.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import msgspec

from casework import blank_facts as stated
from casework.errors import RuleBroken
from casework.fact import Fact

MOST_IN_A_BOX = 2000
_NUMBER = re.compile(r"(?P<prefix>\D{0,16}?|.{0,16}?\D)(?P<digits>\d{3,12})")
PREFIX = "stock."
"""How the kinds of all facts about blanks begin."""


class BlankState(StrEnum):
    """Where one blank is."""

    STOCK = "stock"
    RESERVED = "reserved"
    USED = "used"
    SPOILED = "spoiled"
    LOST = "lost"


class Blank(msgspec.Struct, frozen=True, kw_only=True):
    """What was stated of one blank: `case` is the one it was reserved for, `reason` why it is void or lost."""

    state: BlankState
    case: str = ""
    reason: str = ""
    witness: str = ""


_IN_STOCK = Blank(state=BlankState.STOCK)


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers in a row: `prefix` and `width` digits, from `low` to `high`."""

    prefix: str
    width: int
    low: int
    high: int

    def number(self, offset: int) -> str:
        """Return the number at a place of the box, counted from 0."""
        return f"{self.prefix}{self.low + offset:0{self.width}d}"

    def offset(self, number: str) -> int | None:
        """Return the place of a number, None if it is none of these."""
        found = _NUMBER.fullmatch(number.strip())
        if found is None or found["prefix"] != self.prefix or len(found["digits"]) != self.width:
            return None
        place = int(found["digits"]) - self.low
        return place if 0 <= place <= self.high - self.low else None

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two have a number in common."""
        alike = (self.prefix, self.width) == (other.prefix, other.width)
        return alike and self.low <= other.high and other.low <= self.high


def span_of(first: str, last: str) -> Span:
    """Return the numbers from `first` to `last`.

    Raises:
        RuleBroken: `stock.number_unreadable`, `stock.range_unlike`, `stock.range_backwards`, `stock.range_too_long`.
    """
    ends = []
    for number in (first, last):
        found = _NUMBER.fullmatch(number.strip())
        if found is None:
            raise RuleBroken("stock.number_unreadable", number=number)
        ends.append((found["prefix"], len(found["digits"]), int(found["digits"])))
    (prefix, width, low), (other, other_width, high) = ends
    if (prefix, width) != (other, other_width):
        raise RuleBroken("stock.range_unlike", first=first, last=last)
    if high < low:
        raise RuleBroken("stock.range_backwards", first=first, last=last)
    if high - low + 1 > MOST_IN_A_BOX:
        raise RuleBroken("stock.range_too_long", count=high - low + 1, most=MOST_IN_A_BOX)
    return Span(prefix, width, low, high)


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """A box: who has it, and what was stated of its blanks by their place. `taken` lacks those that lie in stock.

    `clashes` are facts that cannot be true beside what was stated before them: somebody must look.
    """

    id: str
    kind: str
    first: str
    last: str
    window: str
    keeper: str
    received_on: date
    from_whom: str = ""
    taken: dict[int, Blank] = {}
    clashes: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        """The numbers of the box."""
        return span_of(self.first, self.last)

    def blank(self, number: str) -> Blank | None:
        """Return where a blank is; None if it is not of this box."""
        place = self.span.offset(number)
        return None if place is None else self.taken.get(place, _IN_STOCK)

    @property
    def next_number(self) -> str:
        """The lowest number in stock, which is the one to use next; empty if there is none."""
        span = self.span
        for place in range(span.high - span.low + 1):
            if self.taken.get(place, _IN_STOCK).state is BlankState.STOCK:
                return span.number(place)
        return ""

    @property
    def balance(self) -> "Balance":
        """How many blanks are where."""
        span = self.span
        counted = Counter(blank.state for blank in self.taken.values())
        received = span.high - span.low + 1
        gone = {state.value: counted[state] for state in BlankState if state is not BlankState.STOCK}
        stock = received - sum(counted[state] for state in BlankState if state is not BlankState.STOCK)
        return Balance(received=received, stock=stock, **gone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """How many blanks came in and where they are now."""

    received: int = 0
    stock: int = 0
    reserved: int = 0
    used: int = 0
    spoiled: int = 0
    lost: int = 0

    def __add__(self, other: "Balance") -> "Balance":
        return Balance(**{name: getattr(self, name) + getattr(other, name) for name in Balance.__slots__})

    @property
    def holds(self) -> bool:
        """Whether every blank is accounted for, once."""
        return self.received == self.stock + self.reserved + self.used + self.spoiled + self.lost and self.stock >= 0


def opened(box_id: str, fact: stated.BlanksReceived, keeper: str = "") -> Box:
    """Return the box that came in.

    Raises:
        RuleBroken: what `span_of` says of its numbers, or `stock.kind_missing`.
    """
    span_of(fact.first, fact.last)
    if not fact.kind.strip():
        raise RuleBroken("stock.kind_missing")
    return Box(
        id=box_id,
        kind=fact.kind,
        first=fact.first.strip(),
        last=fact.last.strip(),
        window=fact.window,
        keeper=keeper,
        received_on=fact.received_on,
        from_whom=fact.from_whom,
    )


def step(box: Box, fact: Fact) -> Box:
    """Return the box after a fact about it.

    Raises:
        RuleBroken: the fact cannot be true of this box (`stock.…`), with the number it is about.
    """
    window = getattr(fact, "window", "")
    if window != box.window:
        raise RuleBroken("stock.box_elsewhere", window=box.window, first=box.first, last=box.last)
    match fact:
        case stated.BlankReserved():
            return _reserve(box, fact)
        case stated.BlankUsed():
            return _settle(box, fact.number, fact.for_case, Blank(state=BlankState.USED, case=fact.for_case))
        case stated.BlankFreed():
            return _free(box, fact)
        case stated.BlankSpoiled():
            return _spoil(box, fact)
        case stated.BlanksLost():
            return _lose(box, fact)
        case stated.BlanksHandedOver():
            return _hand_over(box, fact)
        case _:
            raise RuleBroken("stock.received_already", first=box.first, last=box.last, window=box.window)


def _place(box: Box, number: str) -> int:
    place = box.span.offset(number)
    if place is None:
        raise RuleBroken("stock.not_in_stock", number=number)
    return place


def _with(box: Box, **changes: object) -> Box:
    return msgspec.structs.replace(box, **changes)


def _reserve(box: Box, fact: stated.BlankReserved) -> Box:
    place = _place(box, fact.number)
    now = box.taken.get(place, _IN_STOCK)
    if now.state is not BlankState.STOCK:
        raise RuleBroken(f"stock.is_{now.state.value}", number=fact.number)
    if fact.number.strip() != box.next_number:
        raise RuleBroken("stock.out_of_order", number=fact.number, next=box.next_number)
    return _with(box, taken={**box.taken, place: Blank(state=BlankState.RESERVED, case=fact.for_case)})


def _settle(box: Box, number: str, case: str, blank: Blank) -> Box:
    place = _place(box, number)
    now = box.taken.get(place, _IN_STOCK)
    if (now.state, now.case) != (BlankState.RESERVED, case):
        raise RuleBroken("stock.not_reserved", number=number)
    return _with(box, taken={**box.taken, place: blank})


def _free(box: Box, fact: stated.BlankFreed) -> Box:
    place = _place(box, fact.number)
    if box.taken.get(place, _IN_STOCK).state is not BlankState.RESERVED:
        raise RuleBroken("stock.not_reserved", number=fact.number)
    return _with(box, taken={at: blank for at, blank in box.taken.items() if at != place})


def _spoil(box: Box, fact: stated.BlankSpoiled) -> Box:
    place = _place(box, fact.number)
    now = box.taken.get(place, _IN_STOCK)
    if now.state in {BlankState.SPOILED, BlankState.LOST}:
        raise RuleBroken(f"stock.is_{now.state.value}", number=fact.number)
    gone = Blank(state=BlankState.SPOILED, case=now.case, reason=fact.reason, witness=fact.witness.code)
    return _with(box, taken={**box.taken, place: gone})


def _lose(box: Box, fact: stated.BlanksLost) -> Box:
    span = span_of(fact.first, fact.last)
    places = range(_place(box, fact.first), _place(box, fact.last) + 1)
    taken = dict(box.taken)
    for place in places:
        now = taken.get(place, _IN_STOCK)
        if now.state not in {BlankState.STOCK, BlankState.RESERVED}:
            raise RuleBroken(f"stock.is_{now.state.value}", number=span.number(place - places[0]))
        taken[place] = Blank(state=BlankState.LOST, case=now.case, reason=fact.reason, witness=fact.witness.code)
    return _with(box, taken=taken)


def _hand_over(box: Box, fact: stated.BlanksHandedOver) -> Box:
    balance = box.balance
    if balance.reserved:
        raise RuleBroken("stock.reserved_open", count=balance.reserved)
    if fact.counted != balance.stock:
        raise RuleBroken("stock.count_differs", counted=fact.counted, books=balance.stock)
    return _with(box, window=fact.to_window, keeper=fact.taken_by.code)


def replay(box: Box | None, box_id: str, facts: Iterable[tuple[Fact, str]]) -> Box | None:
    """Return what a box's facts, each with the code of who stated it, make of it; it begins with its coming in.

    What cannot be true is left out of the balance and noted as a clash.
    """
    for fact, by in facts:
        try:
            if box is None:
                box = opened(box_id, fact, by) if isinstance(fact, stated.BlanksReceived) else None
            else:
                box = step(box, fact)
        except RuleBroken as refused:
            if box is not None:
                box = _with(box, clashes=(*box.clashes, f"{refused.code} {refused.details.get('number', '')}".strip()))
    return box
