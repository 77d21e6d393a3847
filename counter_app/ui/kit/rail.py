"""The rail: the pages, each with icon, word, key and how many wait there."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from counter_app.ui.kit.prose import draw_line, text_width
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme

WIDTH = 68
_CENTRE = Qt.AlignmentFlag.AlignHCenter


class RailItem(QAbstractButton):
    """One page of the rail, 64 px high; the current one stands on the panel's ground."""

    def __init__(self, theme: Theme, icon: str, key: str, height: int = 64, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icon, self._key = theme, icon, key
        self._count, self._urgent, self._current = 0, False, False
        self.setFixedSize(WIDTH, height)
        # The keys lead to the pages; a stop of Tab at each would cost nine presses.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As fixed."""
        return self.size()

    def show_state(self, word: str, *, current: bool, count: int = 0, urgent: bool = False) -> None:
        """Show word, place and count."""
        self.setText(word)
        self._current, self._count, self._urgent = current, count, urgent
        self.setAccessibleName(f"{word} {self._key}" + (f", {count}" if count else ""))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        if self._current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("panel"))
            painter.drawRoundedRect(QRectF(5, middle - 31, WIDTH - 11, 62), 6, 6)
            painter.setBrush(self._theme.color("accent"))
            painter.drawRoundedRect(QRectF(-2, middle - 25, 5, 50), 2, 2)
        elif self.underMouse():
            painter.setPen(QPen(self._theme.color("line2"), 1))
            painter.drawRoundedRect(QRectF(5.5, middle - 30.5, WIDTH - 12, 61), 6, 6)
        tone = "accent" if self._current else "ink2"
        self._theme.paint_icon(painter, QRectF(WIDTH / 2 - 11, middle - 26, 21, 21), self._icon, tone)
        face = font(Size.NOTE, strong=self._current)
        draw_line(painter, QRectF(1, middle - 4, WIDTH - 3, 18), self.text(), face, self._theme.color(tone), _CENTRE)
        key = font(Size.BADGE)
        draw_line(painter, QRectF(0, middle + 12, WIDTH - 1, 14), self._key, key, self._theme.color("ink2"), _CENTRE)
        if self._count:
            self._draw_badge(painter, middle - 28)

    def _draw_badge(self, painter: QPainter, top: float) -> None:
        text = str(self._count) if self._count < 1000 else "999+"  # noqa: PLR2004 - what fits
        width = max(17, text_width(text, Size.BADGE, strong=True) + 8)
        box = QRectF(WIDTH - 9 - width if width > 17 else WIDTH - 26, top, width, 17)  # noqa: PLR2004 - a circle
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("bad_fill" if self._urgent else "ink2"))
        painter.drawRoundedRect(box, 8.5, 8.5)
        ink = self._theme.color("on_bad" if self._urgent else "panel")
        draw_line(painter, box, text, font(Size.BADGE, strong=True), ink, _CENTRE)


class RailGround(QWidget):
    """The strip the items stand on."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedWidth(WIDTH)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 5, 0, 9)
        self.column.setSpacing(0)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw ground and edge."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("rail"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), self._theme.color("line"))
