"""A key as it stands on the keyboard: a small outlined cap. Keys are never shown by underlined letters."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.ui.kit.prose import draw_line, text_width
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme

HEIGHT = 18
_PADDING = 4


def cap_width(key: str) -> int:
    """Return the width of the cap of `key` in logical pixels."""
    return max(HEIGHT, text_width(key, Size.CAP) + 2 * _PADDING + 2)


def paint_cap(
    painter: QPainter, theme: Theme, rect: QRectF, key: str, ink: str = "ink2", border: str = "line2"
) -> None:
    """Draw the cap of `key` into `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color(border), 1))
    if ink == "ink2":
        painter.setBrush(theme.color("sunk"))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    draw_line(painter, rect, key, font(Size.CAP), theme.color(ink), Qt.AlignmentFlag.AlignHCenter)
    painter.restore()


class KeyCap(QWidget):
    """A cap that stands beside a word."""

    def __init__(self, theme: Theme, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._key = theme, key
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(key)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the key's name."""
        return QSize(cap_width(self._key), HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        paint_cap(QPainter(self), self._theme, QRectF(self.rect()), self._key)


class Hint(QWidget):
    """Caps and the word for what they do, or the word first."""

    def __init__(
        self, theme: Theme, keys: tuple[str, ...], word: str, *, word_first: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._keys, self._word, self._word_first = theme, keys, word, word_first
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name()

    def _name(self) -> None:
        self.setAccessibleName(f"{' '.join(self._keys)} {self._word}")

    def set_keys(self, keys: tuple[str, ...]) -> None:
        """Show other keys."""
        self._keys = keys
        self.set_word(self._word)

    def set_word(self, word: str) -> None:
        """Say it with another word."""
        self._word = word
        self._name()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Caps, 4 px between them, 5 px, word."""
        caps = sum(cap_width(key) for key in self._keys) + 4 * (len(self._keys) - 1)
        return QSize(caps + 5 + text_width(self._word, Size.NOTE) + 1, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw caps and word."""
        painter = QPainter(self)
        x, word_width = 0.0, text_width(self._word, Size.NOTE) + 1
        if self._word_first:
            x = self._draw_word(painter, 0, word_width) + 5
        for key in self._keys:
            paint_cap(painter, self._theme, QRectF(x, (self.height() - HEIGHT) / 2, cap_width(key), HEIGHT), key)
            x += cap_width(key) + 4
        if not self._word_first:
            self._draw_word(painter, x + 1, word_width)

    def _draw_word(self, painter: QPainter, x: float, width: int) -> float:
        box = QRectF(x, 0, width, self.height())
        draw_line(painter, box, self._word, font(Size.NOTE), self._theme.color("ink2"))
        return x + width
