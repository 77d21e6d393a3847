"""Keeps how Chinese signs and words are read, in one file that is quickly loaded and small in memory.

pypinyin knows the readings; its own tables take 58 MB and 0.15 s, which a window would pay at every start. So they are
written once, without tones, at set-up (`python -m resources.spellings`), when the bundle is made, or at first need.
"""

import json
import os
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from resources import ROOT

FILE = ROOT / "pinyin" / "readings.json"
_FORM = "1"
_FIRST_KIND = 0x20
"""Where the characters begin by which the kinds of readings are counted."""


def kept(file: Path = FILE) -> bytes:
    """Return the table as JSON, made first when it is absent or of another pypinyin.

    `signs` are all signs in order, `kinds` one character for each, whose code less 32 is a place in `readings`; those
    are the syllables of a sign with a blank between them, likeliest first. `words` has, under the first two signs of a
    word, "rest of the word,syllables with blanks" of each such word, with semicolons between; a sign of a word that
    may be read in more than one way has its syllables with strokes between.
    """
    of = _made_of()
    if not file.exists() or (of and not file.read_bytes().startswith(_head(of))):
        file.parent.mkdir(exist_ok=True)
        half_done = file.with_suffix(f".{os.getpid()}.part")
        half_done.write_bytes(_head(of) + _table())
        half_done.replace(file)
    return file.read_bytes()


def _made_of() -> str:
    """Return the release of pypinyin; an installed desk has the table and no pypinyin."""
    try:
        return version("pypinyin")
    except PackageNotFoundError:
        return ""


def _head(of: str) -> bytes:
    return f'{{"form":"{_FORM} {of}",'.encode()


def _table() -> bytes:
    from pypinyin import Style, pinyin  # noqa: PLC0415 - only whoever makes the table needs it
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT  # noqa: PLC0415 - the same

    def syllables(word: str) -> list[list[str]]:
        said = pinyin([word], style=Style.NORMAL, heteronym=True, errors="ignore")
        return [list(dict.fromkeys(options)) for options in said]

    kinds: dict[str, int] = {}
    signs = sorted(map(chr, PINYIN_DICT))
    kind_of = "".join(chr(_FIRST_KIND + kinds.setdefault(" ".join(syllables(sign)[0]), len(kinds))) for sign in signs)
    words: dict[str, list[str]] = {}
    for word in sorted(PHRASES_DICT):
        read = " ".join("|".join(options) for options in syllables(word))
        words.setdefault(word[:2], []).append(f"{word[2:]},{read}")
    table = {
        "signs": "".join(signs),
        "kinds": kind_of,
        "readings": list(kinds),
        "words": {pair: ";".join(group) for pair, group in words.items()},
    }
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode().removeprefix(b"{")


if __name__ == "__main__":
    kept()
