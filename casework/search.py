"""Finding by what a clerk types: a code, part of a name, the initials of its pinyin (mbyey) or English words.

Characters with several readings match by each of them: 重庆 answers to `cq`, and 曾 as a surname to `z` as well as `c`.
How signs are read is loaded at the first need (10 ms) and not with the program.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import combinations, product

from casework.catalogue import Catalogue, Matter
from casework.spelling import read, words_of

MOST_READINGS = 16
"""How many spellings of one name are kept, likeliest first."""

MOST_SPELLED = 120
"""How many signs of one name are spelled; names are shorter, and what is kept grows with the square of this."""

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_PIECE = re.compile(rf"[{_HAN}]+|[a-z0-9]+")
_WORD = re.compile(rf"[{_HAN}]|[a-z]+|[0-9]+")
_HAN_RUN = re.compile(rf"[{_HAN}]+")
_SHORTEST_SUFFIX = 2
_WORDS_KEPT = 20_000

Readings = tuple[str, ...]
"""The initials one sign can be read by, likeliest first."""


def readings(text: str) -> tuple[Readings, ...]:
    """Return for each sign of `text` its possible initials; punctuation and signs without a reading are left out."""
    found: list[Readings] = []
    for piece in _PIECE.findall(_plain(text)):
        found.extend(_han_readings(piece) if _HAN_RUN.fullmatch(piece) else ((sign,) for sign in piece))
    return tuple(found)


def initials(text: str, most: int = MOST_READINGS) -> tuple[str, ...]:
    """Return the pinyin initials of `text` in lower case, at most `most` spellings, likeliest first.

    A spelling that departs from the usual reading in one character comes before those that depart in two.
    """
    signs = readings(text)
    found: dict[str, None] = {}
    # A long name may have thousands; they are not made for nothing.
    for spelled in _spellings(signs) if signs else ():
        found[spelled] = None
        if len(found) == most:
            break
    return tuple(found)


def words(text: str) -> tuple[str, ...]:
    """Return the parts that a name or a query consists of: each Chinese character, each word and run of digits."""
    return tuple(_WORD.findall(_plain(text)))


def name_tokens(text: str) -> tuple[str, ...]:
    """Return what a name is indexed under: its `words` in order, then its initials.

    The usual spelling is also given from each later character on, so that initials from the middle of a long name are
    found by their beginning. Of a text that is longer than any name, only the first signs are spelled.
    """
    spelled = initials(text[:MOST_SPELLED])
    usual = spelled[0] if spelled else ""
    suffixes = (usual[start:] for start in range(1, len(usual) - _SHORTEST_SUFFIX + 1))
    return tuple(dict.fromkeys((*words(text), *spelled, *suffixes)))


class FoundBy(StrEnum):
    """What in a matter answered to the query."""

    CODE = "code"
    NAME = "name"
    INITIALS = "initials"
    ENGLISH = "english"


@dataclass(frozen=True, slots=True)
class FoundMatter:
    """A matter that answers to a query, and by what."""

    matter: Matter
    by: FoundBy


@dataclass(frozen=True, slots=True)
class _Entry:
    matter: Matter
    code: str
    name: str
    english: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatterIndex:
    """A catalogue made ready for searching: the matters that can be applied for. Build it with `index_matters`."""

    entries: tuple[_Entry, ...]

    def find(self, text: str) -> tuple[FoundMatter, ...]:
        """Return the matters that answer to `text`, best first: code, name, initials, English words.

        Beginnings come before middles, and equals stay in the catalogue's order. An empty query finds nothing.
        """
        parts = _plain(text).split()
        if not parts:
            return ()
        ranked = [(*answer, entry) for entry in self.entries if (answer := _answer(entry, parts)) is not None]
        ranked.sort(key=lambda found: found[0])
        return tuple(FoundMatter(matter=entry.matter, by=by) for _rank, by, entry in ranked)


def index_matters(catalogue: Catalogue) -> MatterIndex:
    """Return the index of `catalogue`; make it once and keep it. Names are spelled at the first search that asks."""
    return MatterIndex(
        tuple(
            _Entry(
                matter=matter,
                code=_joined(matter.code),
                name=_joined(matter.name_zh),
                english=tuple(re.findall(r"[a-z0-9]+", _plain(matter.name_en))),
            )
            for matter in catalogue.open_matters()
        )
    )


def find_matters(catalogue: Catalogue, text: str) -> tuple[FoundMatter, ...]:
    """Return the matters of `catalogue` that answer to `text`, best first; for one search, without keeping an index."""
    return index_matters(catalogue).find(text)


def _answer(entry: _Entry, parts: Sequence[str]) -> tuple[int, FoundBy] | None:
    """Return how well and by what an entry answers to a query (0 is best), or None."""
    whole = _joined("".join(parts))
    names = [name for part in parts if (name := _joined(part))]
    if not names:
        return None
    tests = enumerate(_tests(entry, whole, names))
    return next(((rank, by) for rank, (holds, by) in tests if holds), None)


def _tests(entry: _Entry, whole: str, names: Sequence[str]) -> Iterator[tuple[bool, FoundBy]]:
    """Yield whether an entry answers to a query, and by what, the best way first; what is dear comes when it must."""
    yield entry.code == whole, FoundBy.CODE
    yield entry.code.startswith(whole), FoundBy.CODE
    yield entry.name.startswith(whole), FoundBy.NAME
    signs = _signs_of(entry.matter.name_zh)
    yield _spells(signs[: len(whole)], whole), FoundBy.INITIALS
    yield all(name in entry.name for name in names), FoundBy.NAME
    yield _spells_somewhere(signs, whole), FoundBy.INITIALS
    yield all(_begins_a_word(entry.english, name) for name in names), FoundBy.ENGLISH


@lru_cache(maxsize=_WORDS_KEPT)
def _signs_of(name: str) -> tuple[Readings, ...]:
    return readings(name)


def _spells(signs: Sequence[Readings], query: str) -> bool:
    return len(signs) == len(query) and all(letter in sign for letter, sign in zip(query, signs, strict=True))


def _spells_somewhere(signs: Sequence[Readings], query: str) -> bool:
    return any(_spells(signs[start : start + len(query)], query) for start in range(len(signs) - len(query) + 1))


def _begins_a_word(english: Sequence[str], part: str) -> bool:
    return any(word.startswith(part) for word in english)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _joined(text: str) -> str:
    return "".join(_PIECE.findall(_plain(text)))


def _han_readings(run: str) -> Iterator[Readings]:
    for word in words_of(run):
        yield from _word_readings(word)


@lru_cache(maxsize=_WORDS_KEPT)
def _word_readings(word: str) -> tuple[Readings, ...]:
    letters = (dict.fromkeys(said[0] for said in sign if said[0].isascii()) for sign in read(word))
    return tuple(tuple(one) for one in letters if one)


def _spellings(signs: Sequence[Readings]) -> Iterator[str]:
    """Yield all spellings, those nearest to the usual one first."""
    usual = "".join([sign[0] for sign in signs])
    yield usual
    doubtful = [place for place, sign in enumerate(signs) if len(sign) > 1]
    for place in doubtful:
        for letter in signs[place][1:]:
            yield f"{usual[:place]}{letter}{usual[place + 1 :]}"
    for departures in range(2, len(doubtful) + 1):
        for places in combinations(doubtful, departures):
            for letters in product(*(signs[place][1:] for place in places)):
                spelled = list(usual)
                for place, letter in zip(places, letters, strict=True):
                    spelled[place] = letter
                yield "".join(spelled)
