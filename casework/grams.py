"""What a case is indexed under and looked up by: short pieces of names, of their initials and of numbers.

Every piece is one word of the index, so that a query is a few exact words that must all be there: nothing is searched
by the beginning of a word or by the distance of words, which over a million cases costs seconds. Two neighbouring
characters are a piece, and of letters two and three. A private-use sign before a piece tells where it comes from.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise, product

from casework.search import MOST_SPELLED, Readings, readings, words

_BEGIN = "\ue000"
_LETTERS = "\ue001"
_NUMBER = "\ue002"
_MATTER = "\ue003"
_SLIP = "\ue004"
_MOST_SPELLINGS = 24
_LONGEST_GRAM = 3
_TAIL_DIGITS = 4
_PARTS_OF_NUMBER = 5

_PART_OF_NUMBER = re.compile(
    # A window of two digits or three, as the day behind it tells; the day; the serial with its check part.
    r"(?:(w[0-9]{2,3}?)(?=2[0-9](?:0[1-9]|1[0-2])|$))?(2[0-9](?:0[1-9]|1[0-2])[0-3][0-9])?([0-9]{4}[a-z0-9]{0,3})?",
    re.ASCII,
)
_LETTERS_ONLY = re.compile(r"[a-z0-9\s._·-]+", re.ASCII)
_PLAIN = re.compile(r"[a-z0-9]", re.ASCII)


def name_grams(name: str) -> tuple[str, ...]:
    """Return the pieces of a name: characters, pairs, its beginning, and the same of its initials in every reading."""
    units = words(name[:MOST_SPELLED])
    signs = readings(name[:MOST_SPELLED])
    found = [*units, *_pairs(units)]
    found += [f"{_BEGIN}{''.join(units[:length])}" for length in (1, 2) if len(units) >= length]
    for length in (2, _LONGEST_GRAM):
        for start in range(len(signs) - length + 1):
            spelled = _spellings(signs[start : start + length])
            found += [f"{_LETTERS}{gram}" for gram in spelled]
            if not start:
                found += [f"{_LETTERS}{_BEGIN}{gram}" for gram in spelled]
    return tuple(dict.fromkeys(found))


def aside(pieces: Iterable[str]) -> tuple[str, ...]:
    """Return the pieces of a name without its beginning: a representative or agent comes behind applicants so named."""
    return tuple(piece for piece in pieces if _BEGIN not in piece)


def number_grams(number: str) -> tuple[str, ...]:
    """Return the pieces of a case number: window, day, and serial with as much of the check part as is said."""
    parts = number.lower().split("-")
    if len(parts) != _PARTS_OF_NUMBER:
        return ()
    _region, window, day, serial, check = parts
    return tuple(_NUMBER + part for part in (window, day, serial, serial + check[:1], serial + check))


def digit_grams(digits: str) -> tuple[str, ...]:
    """Return the pieces of a telephone or identity number: the whole, and the last four."""
    plain = _level(digits)
    return (_NUMBER + plain, _NUMBER + plain[-_TAIL_DIGITS:]) if plain else ()


def whole_number(digits: str) -> str:
    """Return the piece that stands for a number as a whole, such as a hand-over sheet's."""
    return _NUMBER + _level(digits)


def matter_gram(code: str) -> str:
    """Return the piece that stands for a matter."""
    return _MATTER + _level(code)


def secret_gram(secret: str) -> str:
    """Return the piece that stands for the secret in a slip's QR code."""
    return _SLIP + _level(secret)


def beginning(text: str) -> tuple[str, ...]:
    """Return the pieces of names that begin with `text`; none if it is not written in characters."""
    units = words(text)
    if not units or _in_letters(text):
        return ()
    return (_BEGIN + "".join(units[:2]), *_pairs(units)[1:])


def part(text: str) -> tuple[str, ...]:
    """Return the pieces of names that hold `text`; none if it is not written in characters."""
    units = words(text)
    if not units or _in_letters(text):
        return ()
    return _pairs(units) or units


def initials_beginning(text: str) -> tuple[str, ...]:
    """Return the pieces of names whose initials begin with `text`; none for fewer than two letters."""
    signs = _signs(text)
    grams = _letter_grams(signs)
    if not grams:
        return ()
    return (f"{_LETTERS}{_BEGIN}{signs[:_LONGEST_GRAM]}", *(_LETTERS + gram for gram in grams[1:]))


def initials_part(text: str) -> tuple[str, ...]:
    """Return the pieces of names whose initials hold `text`; none for fewer than two letters."""
    return tuple(_LETTERS + gram for gram in _letter_grams(_signs(text)))


def part_of_number(text: str) -> tuple[str, ...]:
    """Return the pieces of cases with `text` as a part of their number, or as a telephone or its last four digits."""
    plain = _level(text) if _in_letters(text) else ""
    if plain and (found := _PART_OF_NUMBER.fullmatch(plain)):
        return tuple(_NUMBER + each for each in found.groups() if each)
    return (_NUMBER + plain,) if plain.isdigit() and len(plain) > _TAIL_DIGITS else ()


def _pairs(units: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(first + second for first, second in pairwise(units)))


def _letter_grams(signs: str) -> tuple[str, ...]:
    if len(signs) < 2:  # noqa: PLR2004 - one letter is the initial of everything
        return ()
    length = min(len(signs), _LONGEST_GRAM)
    return tuple(dict.fromkeys(signs[start : start + length] for start in range(len(signs) - length + 1)))


def _spellings(signs: Sequence[Readings]) -> list[str]:
    return ["".join(one) for one in _first(product(*signs), _MOST_SPELLINGS)]


def _first(spelled: Iterable[tuple[str, ...]], most: int) -> Iterable[tuple[str, ...]]:
    return (one for _, one in zip(range(most), spelled, strict=False))


def _in_letters(text: str) -> bool:
    return _LETTERS_ONLY.fullmatch(" ".join(words(text))) is not None


def _signs(text: str) -> str:
    return _level(text) if _in_letters(text) else ""


def _level(text: str) -> str:
    return "".join(_PLAIN.findall("".join(words(text))))
