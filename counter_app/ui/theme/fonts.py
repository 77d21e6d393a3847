"""The two faces of the screen and its scale of sizes, in points so that they follow the screen's scale.

No Chinese stands below 9 pt; the smaller sizes are for key caps and badges, which hold Latin letters and digits only.
"""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from casework.errors import Trouble

FAMILY = "Noto Sans SC"
FACES = ("fonts/NotoSansSC-Regular.ttf", "fonts/NotoSansSC-SemiBold.ttf")


class Size(StrEnum):
    """Roles of text; each has one size."""

    HUGE = "huge"
    WINDOW = "window"
    DUE = "due"
    TITLE = "title"
    NUMBER = "number"
    CASE = "case"
    SCAN = "scan"
    SECTION = "section"
    BASE = "base"
    NOTE = "note"
    CAP = "cap"
    BADGE = "badge"


POINTS = {
    Size.HUGE: 66.0,
    Size.WINDOW: 15.0,
    Size.DUE: 16.0,
    Size.TITLE: 14.0,
    Size.NUMBER: 13.0,
    Size.CASE: 12.0,
    Size.SCAN: 11.0,
    Size.SECTION: 10.5,
    Size.BASE: 10.0,
    Size.NOTE: 9.0,
    Size.CAP: 8.5,
    Size.BADGE: 8.0,
}


def font(size: Size, *, strong: bool = False) -> QFont:
    """Return the face for a role, Regular or SemiBold."""
    face = QFont(FAMILY)
    face.setPointSizeF(POINTS[size])
    face.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    face.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return face


def register(path_of: Callable[[str], Path]) -> None:
    """Make the bundled faces known to Qt; `path_of` tells where a resource lies.

    Raises:
        Trouble: "look.font", a face is missing or damaged.
    """
    for face in FACES:
        path = path_of(face)
        if not path.exists() or QFontDatabase.addApplicationFont(str(path)) < 0:
            raise Trouble("look.font", face=face)
