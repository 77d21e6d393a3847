"""Text laid out by us: **bold** runs, a line height of our own, elision after a number of lines.

Qt's labels give Noto Sans SC nearly half its size as leading; the design sets lines at about 1.35.
"""

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from counter_app.ui.theme.fonts import Size, font

LEADING = 1.3
_MARK = "**"


def plain(rich: str) -> str:
    """Return a rich text without its marks."""
    return rich.replace(_MARK, "")


def bold_spans(rich: str) -> list[tuple[int, int]]:
    """Return (start, length) of the bold runs, counted in the plain text."""
    spans, at = [], 0
    for index, run in enumerate(rich.split(_MARK)):
        if index % 2 and run:
            spans.append((at, len(run)))
        at += len(run)
    return spans


def line_px(face: QFont) -> int:
    """Return the height of a line of `face` in logical pixels."""
    return math.ceil(_pixels(face) * LEADING)


def _pixels(face: QFont) -> float:
    return face.pointSizeF() * 96 / 72 if face.pointSizeF() > 0 else float(QFontInfo(face).pixelSize())


_SLACK = 0.99


def text_width(rich: str, size: Size, *, strong: bool = False) -> int:
    """Return the width of one line in logical pixels, rounded up."""
    if _MARK not in rich:
        return math.ceil(QFontMetricsF(font(size, strong=strong)).horizontalAdvance(rich))
    return math.ceil(lay(rich, font(size, strong=strong), 1e6).width)


@dataclass(frozen=True, slots=True)
class Laid:
    """Lines ready to be drawn; sizes in logical pixels."""

    layout: QTextLayout
    lines: tuple[QTextLine, ...]
    leading: int
    width: float
    rest: str

    @property
    def height(self) -> int:
        """The height of all lines."""
        return self.leading * len(self.lines)

    def draw(self, painter: QPainter, top_left: QPointF, colour: QColor) -> None:
        """Draw the lines; where text was cut off, the last line ends in an ellipsis."""
        painter.setPen(colour)
        for index, line in enumerate(self.lines):
            lift = (self.leading - line.height()) / 2
            y = round(top_left.y() + index * self.leading + lift)
            if index == len(self.lines) - 1 and self.rest:
                metrics = QFontMetricsF(self.layout.font())
                text = metrics.elidedText(self.rest, Qt.TextElideMode.ElideRight, line.width())
                painter.setFont(self.layout.font())
                painter.drawText(QPointF(top_left.x(), y + line.ascent()), text)
            else:
                line.draw(painter, QPointF(top_left.x() - line.x(), y - line.y()))


def _units(text: str) -> int:
    """Return how long Qt finds a text: it counts a sign beyond U+FFFF twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _after(text: str, units: int) -> str:
    """Return what follows the first `units` of a text, counted as Qt does."""
    return text.encode("utf-16-le", "surrogatepass")[2 * units :].decode("utf-16-le", "replace")


def _bold_ranges(rich: str) -> list[QTextLayout.FormatRange]:
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.DemiBold)
    ranges, text = [], plain(rich)
    for start, length in bold_spans(rich):
        span = QTextLayout.FormatRange()
        before, run = text[:start], text[start : start + length]
        span.start, span.length, span.format = _units(before), _units(run), bold
        ranges.append(span)
    return ranges


def lay(rich: str, face: QFont, width: float, max_lines: int = 0) -> Laid:
    """Break a rich text into lines of `width`; with `max_lines` the rest is elided."""
    text = plain(rich)
    layout = QTextLayout(text, face)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    if _MARK in rich:
        layout.setFormats(_bold_ranges(rich))
    lines: list[QTextLine] = []
    widest, rest = 0.0, ""
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        # Widths are whole pixels and letters are not: one line that is wider by less than a pixel is whole.
        line.setLineWidth(max(width, 1.0) + (_SLACK if max_lines == 1 else 0.0))
        if max_lines and len(lines) == max_lines:
            rest = _after(text, lines[-1].textStart())
            break
        lines.append(line)
        widest = max(widest, line.naturalTextWidth())
    layout.endLayout()
    return Laid(layout, tuple(lines), line_px(face), widest, rest)


def draw_line(
    painter: QPainter,
    rect: QRectF,
    rich: str,
    face: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> float:
    """Draw one line in the vertical middle of `rect`, elided if need be, and return the width it took."""
    if not rich:
        return 0.0
    laid = lay(rich, face, rect.width(), max_lines=1)
    width = min(laid.width, rect.width())
    left = rect.left()
    if align & Qt.AlignmentFlag.AlignHCenter:
        left += (rect.width() - width) / 2
    elif align & Qt.AlignmentFlag.AlignRight:
        left += rect.width() - width
    laid.draw(painter, QPointF(left, rect.top() + (rect.height() - laid.leading) / 2), colour)
    return width
