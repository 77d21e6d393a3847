"""What the scan line offers while a clerk types: the few cases that most likely are meant, best first.

In this order: the exact number, slip, ID, telephone or waybill; numbers and names that begin so; parts of names and
numbers; initials of people, then of matters. Within each of these open cases come before closed ones, the last changed
first. Nothing is refused here: what is half typed is no mistake yet.
"""

from collections.abc import Callable, Iterator
from functools import partial

from casework import grams
from casework.errors import RuleBroken
from casework.scanned import compact
from casework.search import MatterIndex
from counter_app.desk.bench import Desk
from counter_app.desk.find import find_exactly
from counter_app.store.cases import Projected
from counter_app.store.search import Key

MOST = 8
"""More cannot be taken in at a glance."""

_LEAST_DIGITS = 5
_MOST_MATTERS = 12
_HEAD = (6, 9)
"""Where a number that is typed in one piece has its hyphens: behind the division and behind the window."""

Wave = Callable[[], tuple[Projected, ...]]


def suggest(desk: Desk, matters: MatterIndex, text: str, limit: int = MOST) -> tuple[Projected, ...]:
    """Return at most `limit` cases for what has been typed so far; fewer than two signs of initials find nothing."""
    found: dict[str, Projected] = {}
    for wave in _waves(desk, matters, text, limit):
        for one in wave():
            found.setdefault(one.case.id, one)
        if len(found) >= limit:
            break
    return tuple(found.values())[:limit]


def _waves(desk: Desk, matters: MatterIndex, text: str, limit: int) -> Iterator[Wave]:
    """Yield one look-up after the other, the likeliest first; none is made before it is called."""
    search = desk.store.search
    yield partial(_exactly, desk, text, limit)
    for key, beginning in _beginnings(desk, text):
        yield partial(search.by_beginning, key, beginning, limit)
    for wanted in (
        grams.beginning(text),
        grams.part(text),
        grams.part_of_number(text),
        grams.initials_beginning(text),
    ):
        yield partial(search.by_grams, wanted, limit)
    codes = tuple(grams.matter_gram(found.matter.code) for found in matters.find(text)[:_MOST_MATTERS])
    if len(compact(text)) > 1:
        yield partial(search.by_grams, codes, limit, any_of=True)
    yield partial(search.by_grams, grams.initials_part(text), limit)


def _exactly(desk: Desk, text: str, limit: int) -> tuple[Projected, ...]:
    try:
        found = find_exactly(desk, text, limit)
    except RuleBroken:
        return ()
    return found.cases if found is not None else ()


def _beginnings(desk: Desk, text: str) -> Iterator[tuple[Key, str]]:
    """Yield the columns of numbers that may begin with what was typed."""
    bare = compact(text)
    if not (bare.isascii() and bare.isalnum()) or len(bare) < _LEAST_DIGITS:
        return
    if bare.startswith("W"):
        bare = desk.place().site.region + bare
    if len(bare) > _HEAD[0] and bare[_HEAD[0]] == "W":
        yield Key.NUMBER, _hyphened(text, bare)
    elif bare.isdigit():
        yield Key.SERIAL, bare
        yield Key.PHONE, bare
    yield Key.APPLICANT_ID, bare
    yield Key.WAYBILL, bare


def _hyphened(text: str, bare: str) -> str:
    """Return the beginning of a case number with its hyphens; where it was typed with them they are believed."""
    region, window, rest = bare[: _HEAD[0]], bare[_HEAD[0] : _HEAD[1]], bare[_HEAD[1] :]
    written = text.strip().upper()
    if "-" in written and written.replace("-", "") == bare:
        return written
    parts = (region, window, rest[:6], rest[6:10], rest[10:])
    return "-".join(part for part in parts if part)
