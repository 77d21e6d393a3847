"""Text as people see it: what was pasted or typed, without the signs that nobody sees and no paper can show.

Names copied from a chat or a web page bring zero-width signs, marks of direction and broken lines with them. Two names
that look the same must be the same, and whatever is stated of a case must be printable.
"""

import re
import unicodedata
from enum import Enum
from typing import TypeVar, cast

import msgspec

Value = TypeVar("Value")

# Controls that part words; the other controls only disappear.
_BREAKS = "\t\n\v\f\r\x85"
_KEPT_SPACES = " \N{IDEOGRAPHIC SPACE}"
_SPACES = frozenset({"Zs", "Zl", "Zp"})
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})
_VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_GAP = re.compile(" {2,}")


def tidy(text: str) -> str:
    """Return `text` without signs that cannot be seen, every gap as one space and none at either end.

    Line breaks and tabs part words like spaces. Other controls, marks of direction, zero-width signs, lone surrogates
    and variation selectors go.
    """
    bare = _VARIATION_SELECTORS.sub("", text)
    # What Python prints as it is holds no unseen sign, and no space but the plain one.
    seen = bare if bare.isprintable() else "".join(_as_seen(sign) for sign in bare)
    return _GAP.sub(" ", seen).strip()


def tidied(value: Value) -> Value:
    """Return a value with every text in it tidy, also inside tuples and structs; itself if nothing had to change."""
    return cast("Value", _tidied(value))


def _tidied(value: object) -> object:
    if isinstance(value, str) and not isinstance(value, Enum):
        clean = tidy(value)
        return value if clean == value else clean
    if isinstance(value, tuple):
        parts = tuple(_tidied(part) for part in value)
        return value if all(new is old for new, old in zip(parts, value, strict=True)) else parts
    if isinstance(value, msgspec.Struct):
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        changed = {name: new for name, old in fields.items() if (new := _tidied(old)) is not old}
        return msgspec.structs.replace(value, **changed) if changed else value
    return value


def _as_seen(sign: str) -> str:
    if sign in _KEPT_SPACES:
        return sign
    kind = unicodedata.category(sign)
    if kind in _SPACES or sign in _BREAKS:
        return " "
    return "" if kind in _UNSEEN else sign
