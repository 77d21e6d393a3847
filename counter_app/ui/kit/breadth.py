"""How wide the window is: three columns, two and a line, or one section at a time."""

from enum import StrEnum

_WIDE_PX, _FOLDED_PX = 1280, 960


class Breadth(StrEnum):
    """What the width of the window allows; the names say what becomes of the right column."""

    WIDE = "wide"
    FOLDED = "folded"
    NARROW = "narrow"


def breadth_of(width_px: int) -> Breadth:
    """Return what a window of this width, in logical pixels, allows."""
    if width_px >= _WIDE_PX:
        return Breadth.WIDE
    return Breadth.FOLDED if width_px >= _FOLDED_PX else Breadth.NARROW
