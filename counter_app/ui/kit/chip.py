"""A chip: icon and word on a soft, filled or plain ground. Colour never stands alone."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.ui.kit.prose import draw_line, text_width
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme

HEIGHT = 20
_ICON = 14
_PADDING = 5


@dataclass(frozen=True, slots=True)
class ChipLook:
    """What a chip says: `tone` is a meaning of the palette or "plain"; `dashed` marks what is provisional."""

    text: str
    icon: str = ""
    tone: str = "plain"
    filled: bool = False
    dashed: bool = False
    strong: bool = False


def chip_width(look: ChipLook) -> int:
    """Return the width of the chip in logical pixels."""
    icon = _ICON + 4 if look.icon else 0
    return text_width(look.text, Size.NOTE, strong=_strong(look)) + icon + 2 * _PADDING + 2


def _strong(look: ChipLook) -> bool:
    return look.filled or look.strong


def paint_chip(painter: QPainter, theme: Theme, rect: QRectF, look: ChipLook) -> None:
    """Draw the chip into `rect`."""
    ground, ink, border = _colours(theme, look)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(theme.color(border), 1) if border else QPen(Qt.PenStyle.NoPen)
    if look.dashed:
        pen = QPen(theme.color(ink), 1, Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(theme.color(ground))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    x = rect.left() + _PADDING + 1
    if look.icon:
        theme.paint_icon(painter, QRectF(x, rect.top() + (rect.height() - _ICON) / 2, _ICON, _ICON), look.icon, ink)
        x += _ICON + 4
    box = QRectF(x, rect.top(), rect.right() - x, rect.height())
    draw_line(painter, box, look.text, font(Size.NOTE, strong=_strong(look)), theme.color(ink))
    painter.restore()


def _colours(theme: Theme, look: ChipLook) -> tuple[str, str, str]:
    if look.filled:
        return ("bad_fill", "on_bad", "") if look.tone == "bad" else (look.tone, "on_accent", "")
    if look.tone == "plain":
        return "panel", "ink2", "line"
    return f"{look.tone}_soft", look.tone, look.tone if theme.bordered else ""


class Chip(QWidget):
    """A chip on a page."""

    def __init__(self, theme: Theme, look: ChipLook | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._look: ChipLook | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        # Shown before it has a parent, a widget would be a window of its own.
        self._take(look)
        if look is None:
            self.hide()

    def _take(self, look: ChipLook | None) -> None:
        self._look = look
        self.setAccessibleName(look.text if look else "")
        self.updateGeometry()
        self.update()

    def set_look(self, look: ChipLook | None) -> None:
        """Show another chip, or none."""
        self._take(look)
        self.setVisible(look is not None)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as icon and word."""
        return QSize(chip_width(self._look) if self._look else 0, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        if self._look:
            paint_chip(QPainter(self), self._theme, QRectF(self.rect()), self._look)
