"""What lies in front of the printer, counted as an auditor would: whole slips, voided pieces, halves, and nonsense."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from benchmarks.torture.slips import ROWS, Print, read


class Kind(StrEnum):
    """What a piece of paper is."""

    BLANK = "blank"
    WHOLE = "whole"
    VOIDED = "voided"
    """It says of everything above that it is void."""
    PART = "part"
    """A part of one slip, parts of 以上作废 or both, and nothing else."""
    GARBLED = "garbled"
    """Anything else: two slips in one, a slip beneath half of another, dots that are no slip."""


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of paper: what it is, and of which prints there is any row on it."""

    kind: Kind
    prints: frozenset[Print] = frozenset()


def look(ink: Sequence[bytes], void: Sequence[bytes]) -> Found:
    """Return what a piece is, of its rows with ink; `void` are the rows of 以上作废."""
    if not ink:
        return Found(Kind.BLANK)
    rows = [read(row) for row in ink]
    prints = frozenset(row.of for row in rows if row is not None)
    if void and len(ink) >= len(void) and list(ink[-len(void) :]) == list(void):
        return Found(Kind.VOIDED, prints)
    numbers = [row.number for row in rows if row is not None]
    first = numbers[0] if numbers else 0
    in_order = numbers == list(range(first, first + len(numbers))) and len(prints) <= 1
    rest = list(ink[len(numbers) :])
    slip_first = all(row is not None for row in rows[: len(numbers)])
    if in_order and slip_first and len(numbers) == ROWS and not rest:
        return Found(Kind.WHOLE, prints)
    # The mark itself may have been cut off, and begun again.
    if in_order and slip_first and set(rest) <= set(void):
        return Found(Kind.PART, prints)
    return Found(Kind.GARBLED, prints)


@dataclass(frozen=True, slots=True)
class Count:
    """What a run came to; all three should be 0."""

    lost: int = 0
    unmarked_duplicates: int = 0
    garbled: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.lost + other.lost,
            self.unmarked_duplicates + other.unmarked_duplicates,
            self.garbled + other.garbled,
        )


def count(pieces: Sequence[Found], slips: Collection[int], spoiled: Collection[Print]) -> Count:
    """Count a run: `slips` were to come out, of the prints in `spoiled` a person said so and destroyed the halves."""
    whole = Counter(one for found in pieces if found.kind is Kind.WHOLE for one in found.prints)
    there = {one.slip for one in whole}
    halves = [found for found in pieces if found.kind is Kind.PART and not found.prints <= set(spoiled)]
    return Count(
        lost=len(set(slips) - there),
        unmarked_duplicates=sum(times - 1 for times in whole.values()),
        garbled=len(halves) + sum(found.kind is Kind.GARBLED for found in pieces),
    )
