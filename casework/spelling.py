"""How Chinese signs are read: a name is cut into its words, and each sign gets the readings it has there.

行 is `hang` in 银行 and `xing` alone; 重庆 is one word and reads `chong qing`. The readings are pypinyin's, toneless.
"""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache

import msgspec

from resources import spellings

_WORDS_KEPT = 20_000
_FIRST_KIND = 0x20

Syllables = tuple[str, ...]
"""The syllables one sign can be read by, likeliest first."""


class _Table(msgspec.Struct):
    """What `resources.spellings.kept` describes."""

    signs: str
    kinds: str
    readings: list[str]
    words: dict[str, str]

    def of_sign(self, sign: str) -> Syllables:
        """Return how a sign is read; nothing for one without a reading."""
        place = bisect_left(self.signs, sign)
        if place == len(self.signs) or self.signs[place] != sign:
            return ()
        return tuple(self.readings[ord(self.kinds[place]) - _FIRST_KIND].split(" "))


@cache
def _table() -> _Table:
    return msgspec.json.decode(spellings.kept(), type=_Table)


def syllables(run: str) -> tuple[Syllables, ...]:
    """Return how each sign of a run of Chinese signs is read; signs without a reading are left out."""
    return tuple(sign for word in words_of(run) for sign in read(word) if sign)


def words_of(run: str) -> Iterator[str]:
    """Yield the words of a run as pypinyin cuts it: at each place the longest word it knows, else one sign.

    A rest that could all be the beginning of a word but is none is given sign by sign, whatever words are inside it.
    """
    pairs = _table().words
    start, end = 0, len(run)
    while start < end:
        pair, known, unfinished = run[start : start + 2], 1, False
        for word in _words_from(pair) if pair in pairs else ():
            if run.startswith(word, start):
                known = max(known, len(word))
            elif word.startswith(run[start:]):
                unfinished = True
        if unfinished and known == 1:
            yield from run[start:]
            return
        yield run[start : start + known]
        start += known


@lru_cache(maxsize=_WORDS_KEPT)
def _words_from(pair: str) -> dict[str, str]:
    """Return the words that begin with two signs, each with its syllables."""
    entries = (entry.partition(",") for entry in _table().words[pair].split(";"))
    return {pair + rest: said for rest, _, said in entries}


@lru_cache(maxsize=_WORDS_KEPT)
def read(word: str) -> tuple[Syllables, ...]:
    """Return how the signs of a word that `words_of` gave are read; empty for one without a reading."""
    # Few words make many names: each is looked up once.
    if len(word) == 1:
        return (_table().of_sign(word),)
    return tuple(tuple(sign.split("|")) for sign in _words_from(word[:2])[word].split(" "))
