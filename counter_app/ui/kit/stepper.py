"""The six steps of a case: passed, present, to come."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.ui.kit.prose import draw_line, text_width
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme


class Stepper(QWidget):
    """Circles on a line with a word beneath each."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words: tuple[str, ...] = ()
        self._now = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, words: tuple[str, ...], now: int) -> None:
        """Show the steps; `now` counts from 0 and names the present one."""
        self._words, self._now = words, now
        self.setAccessibleName(", ".join(words))
        self.setAccessibleDescription(words[now] if 0 <= now < len(words) else "")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Circles and words."""
        return QSize(300, 36)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw line, circles, words."""
        if not self._words:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        share = self.width() / len(self._words)
        for index, word in enumerate(self._words):
            x = share * (index + 0.5)
            if index:
                passed = index <= self._now
                painter.setPen(QPen(self._theme.color("ink2" if passed else "line"), 2))
                painter.drawLine(QPointF(x - share + 7, 8), QPointF(x - 7, 8))
            self._draw_circle(painter, QPointF(x, 8), index)
            tone = "accent" if index == self._now else "ink2"
            face = font(Size.NOTE, strong=index == self._now)
            # A word may be wider than its share; the first and the last stay inside all the same.
            wide = text_width(word, Size.NOTE, strong=index == self._now)
            left = min(max(0.0, x - wide / 2), self.width() - wide)
            draw_line(painter, QRectF(left, 16, wide + 1, 18), word, face, self._theme.color(tone))

    def _draw_circle(self, painter: QPainter, centre: QPointF, index: int) -> None:
        token = "accent" if index == self._now else "ink2" if index < self._now else "line2"
        painter.setPen(QPen(self._theme.color(token), 2))
        painter.setBrush(self._theme.color(token if index <= self._now else "panel"))
        painter.drawEllipse(centre, 6, 6)
