"""When two names may be one applicant's: the same signs, the same sound, or one sign more, less or other.

A likeness is offered, never decided: people of one name are many. Of two signs one is half a name, so only longer names
may differ in one.
"""

from enum import IntEnum
from functools import lru_cache

from casework.search import words
from casework.spelling import syllables

_SHORTEST = 3
_LEGAL_FORMS = ("股份有限公司", "有限责任公司", "有限公司", "公司")
_KEPT = 4_000


class Likeness(IntEnum):
    """How like two names are, the nearest first."""

    SAME = 0
    SOUND = 1
    ONE_SIGN = 2


def likeness(name: str, other: str) -> Likeness | None:
    """Return how like two names are; None where they are not, and of a name without any sign."""
    mine, theirs = "".join(words(name)), "".join(words(other))
    if not mine or not theirs:
        return None
    if mine == theirs:
        return Likeness.SAME
    if len(mine) == len(theirs) and _sound(mine) == _sound(theirs):
        return Likeness.SOUND
    if min(len(mine), len(theirs)) >= _SHORTEST and _one_apart(mine, theirs):
        return Likeness.ONE_SIGN
    return None


def core(name: str) -> tuple[str, ...]:
    """Return the signs of a name without the legal form at its end, which most bodies share."""
    signs = words(name)
    for form in _LEGAL_FORMS:
        kept = len(signs) - len(form)
        if kept >= _SHORTEST and "".join(signs[kept:]) == form:
            return signs[:kept]
    return signs


def _one_apart(mine: str, theirs: str) -> bool:
    """Whether one sign put in, left out or exchanged makes one of the other."""
    shorter, longer = sorted((mine, theirs), key=len)
    if len(longer) - len(shorter) > 1:
        return False
    at = next((place for place, sign in enumerate(shorter) if sign != longer[place]), len(shorter))
    rest = at + 1 if len(shorter) == len(longer) else at
    return shorter[rest:] == longer[at + 1 :]


@lru_cache(maxsize=_KEPT)
def _sound(name: str) -> tuple[str, ...]:
    return tuple(sign[0] for sign in syllables(name))
