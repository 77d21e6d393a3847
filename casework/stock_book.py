"""The hall's blanks window by window: what each received, used, spoiled and lost, and whether it balances; pure.

A blank belongs to the window at which it left the stock. What is handed over leaves one window's book and enters
another's, so that every book balances by itself: received + taken = stock + reserved + used + spoiled + lost + handed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import msgspec

from casework.blank_facts import BlanksHandedOver
from casework.blanks import BlankState, Box, Span, replay
from casework.fact import Fact

Stated = tuple[Fact, str]
"""A fact about a box, and the code of who stated it."""


class WindowStock(msgspec.Struct, frozen=True, kw_only=True):
    """The blanks of one kind at one window, in pieces; `taken` came from other windows and `handed` went to them."""

    window: str
    kind: str
    received: int = 0
    taken: int = 0
    stock: int = 0
    reserved: int = 0
    used: int = 0
    spoiled: int = 0
    lost: int = 0
    handed: int = 0

    @property
    def holds(self) -> bool:
        """Whether every blank of the window is accounted for, once."""
        gone = self.reserved + self.used + self.spoiled + self.lost + self.handed
        return self.received + self.taken == self.stock + gone and self.stock >= 0


class Twice(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers that two boxes of one kind both hold: `first` to `last`, in boxes that came in at `windows`."""

    kind: str
    first: str
    last: str
    windows: tuple[str, str]
    boxes: tuple[str, str]


class Clash(msgspec.Struct, frozen=True, kw_only=True):
    """Something stated of a box that cannot be true beside what was stated before: a code, and the number."""

    window: str
    kind: str
    box: str
    what: str


class StockBook(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that was stated of a hall's blanks, added up."""

    windows: tuple[WindowStock, ...]
    twice: tuple[Twice, ...]
    clashes: tuple[Clash, ...]

    @property
    def good(self) -> bool:
        """Whether every window balances and nobody need look."""
        return all(one.holds for one in self.windows) and not self.twice and not self.clashes

    def of_window(self, window: str) -> "StockBook":
        """Return what concerns one window."""
        return StockBook(
            windows=tuple(one for one in self.windows if one.window == window),
            twice=tuple(one for one in self.twice if window in one.windows),
            clashes=tuple(one for one in self.clashes if one.window == window),
        )

    def figures(self) -> Iterator[tuple[WindowStock, dict[str, str | int]]]:
        """Give each window's book of a kind with its figures by name."""
        return ((one, msgspec.structs.asdict(one)) for one in self.windows)


def book_of(boxes: Mapping[str, Sequence[Stated]]) -> StockBook:
    """Return the book of the boxes whose facts are given by their ids, each in the order that counts."""
    pieces: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    folded: list[tuple[Box, str]] = []
    for box_id, facts in boxes.items():
        box, came_in_at = _entered(box_id, facts, pieces)
        if box is not None:
            folded.append((box, came_in_at))
    windows = [WindowStock(window=window, kind=kind, **counted) for (window, kind), counted in sorted(pieces.items())]
    clashes = [
        Clash(window=box.window, kind=box.kind, box=f"{box.first} - {box.last}", what=what)
        for box, _ in folded
        for what in box.clashes
    ]
    return StockBook(windows=tuple(windows), twice=tuple(_twice(folded)), clashes=tuple(clashes))


def _entered(
    box_id: str, facts: Iterable[Stated], pieces: dict[tuple[str, str], Counter[str]]
) -> tuple[Box | None, str]:
    """Fold a box and count its blanks into the books of the windows that had them; return it, and where it came in."""
    box: Box | None = None
    came_in_at = ""
    left_at: dict[int, str] = {}
    for fact, by in facts:
        before, box = box, replay(box, box_id, ((fact, by),))
        if box is None:
            continue
        if before is None:
            came_in_at = box.window
            pieces[box.window, box.kind]["received"] += box.balance.received
            continue
        if isinstance(fact, BlanksHandedOver) and box.clashes == before.clashes:
            pieces[before.window, box.kind]["handed"] += fact.counted
            pieces[box.window, box.kind]["taken"] += fact.counted
        left_at = {place: left_at.get(place, before.window) for place in box.taken}
    if box is not None:
        for place, blank in box.taken.items():
            pieces[left_at[place], box.kind][blank.state.value] += 1
        pieces[box.window, box.kind][BlankState.STOCK.value] += box.balance.stock
    return box, came_in_at


def _twice(folded: Iterable[tuple[Box, str]]) -> Iterable[Twice]:
    for (one, one_at), (other, other_at) in combinations(folded, 2):
        if one.kind == other.kind and one.span.overlaps(other.span):
            shared = _shared(one.span, other.span)
            yield Twice(
                kind=one.kind,
                first=shared.number(0),
                last=shared.number(shared.high - shared.low),
                windows=(one_at, other_at),
                boxes=(f"{one.first} - {one.last}", f"{other.first} - {other.last}"),
            )


def _shared(one: Span, other: Span) -> Span:
    return Span(one.prefix, one.width, max(one.low, other.low), min(one.high, other.high))
