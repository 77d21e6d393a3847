"""Icons of the Material Design set, drawn as glyphs of their font."""

from collections.abc import Mapping
from functools import cache

import msgspec
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter

from resources import icons


@cache
def _family() -> str:
    number = QFontDatabase.addApplicationFont(str(icons.kept() / icons.FONT))
    return QFontDatabase.applicationFontFamilies(number)[0]


@cache
def _places() -> Mapping[str, str]:
    return msgspec.json.decode((icons.kept() / icons.PLACES).read_bytes(), type=dict[str, str])


def paint(painter: QPainter, box: QRectF, name: str, colour: QColor) -> None:
    """Draw an icon so that its own square fills `box`; KeyError if the set has none of that name."""
    glyph = chr(int(_places()[name], 16))
    font = QFont(_family())
    font.setPixelSize(max(1, round(box.height())))
    painter.save()
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, glyph)
    painter.restore()
