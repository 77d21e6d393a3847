"""Which characters can be printed: a table beside the fonts, so that a form can ask without loading any.

Each role's own face and its fallback together hold the same characters; the table has those, as ranges.
"""

from bisect import bisect_right
from functools import cache

from resources import read

_TABLE = "fonts/printable.txt"


@cache
def _ranges() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return where the ranges begin and where they end, both sorted."""
    pairs = [line.split("-") for line in read(_TABLE).decode("ascii").split()]
    return tuple(int(first, 16) for first, _ in pairs), tuple(int(last, 16) for _, last in pairs)


def undrawable(text: str) -> str:
    """Return the first character of `text` that no face holds; an empty text if everything can be printed."""
    firsts, lasts = _ranges()
    for sign in text:
        place = bisect_right(firsts, ord(sign)) - 1
        if place < 0 or ord(sign) > lasts[place]:
            return sign
    return ""
