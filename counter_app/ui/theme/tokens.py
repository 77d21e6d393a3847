"""The design's colours as data, and the law of their contrast.

`load` reads `resources/look/desk-tokens.json`; `pairs` lists every pair that may meet on the screen, and `ratio` is the
measure of WCAG 2.2 (relative luminance, success criteria 1.4.3 and 1.4.11).
"""

import json
from collections.abc import Iterator, Mapping
from enum import StrEnum

TEXT_RATIO = 4.5
SHAPE_RATIO = 3.0


class ThemeName(StrEnum):
    """The three themes."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


Tokens = Mapping[str, str]

_SURFACES = ("window", "rail", "panel", "sunk", "field", "accent_soft")
_SOFTS = ("ok_soft", "warn_soft", "bad_soft", "hold_soft")
_MEANINGS = ("ok", "warn", "bad", "hold")


def load(raw: bytes) -> dict[ThemeName, Tokens]:
    """Return the tokens of every theme, `#RRGGBB` by name, from the JSON text `raw`.

    Raises:
        KeyError: a theme is absent.
    """
    themes = json.loads(raw)
    return {name: dict(themes[name.value]) for name in ThemeName}


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB


def luminance(colour: str) -> float:
    """Return the relative luminance of `#RRGGBB`, 0 for black and 1 for white."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def text_pairs() -> Iterator[tuple[str, str]]:
    """Yield (text, surface) for every text that may stand on a surface: at least `TEXT_RATIO`."""
    for ink in ("ink", "ink2", "ink3"):
        yield from ((ink, surface) for surface in (*_SURFACES, *_SOFTS))
    yield from (("accent", surface) for surface in _SURFACES)
    for meaning in _MEANINGS:
        yield from ((meaning, surface) for surface in (*_SURFACES, f"{meaning}_soft"))
    yield ("on_accent", "accent")
    yield ("on_bad", "bad_fill")


def shape_pairs() -> Iterator[tuple[str, str]]:
    """Yield (border, surface) for the borders of controls and the focus ring: at least `SHAPE_RATIO`."""
    yield from (("line2", surface) for surface in ("window", "panel", "sunk", "field"))
    yield from (("accent", surface) for surface in _SURFACES)
