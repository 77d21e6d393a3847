"""The hint line: what the keys do where the focus is, at the left; what always holds, at the right."""

from dataclasses import dataclass

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from counter_app.ui.kit.keycap import Hint
from counter_app.ui.kit.text import Text
from counter_app.ui.theme.fonts import Size
from counter_app.ui.theme.theme import Theme

HEIGHT = 26


@dataclass(frozen=True, slots=True)
class KeyHint:
    """Keys and the word for what they do."""

    keys: tuple[str, ...]
    word: str


class HintLine(QWidget):
    """Twenty-six pixels at the foot of the window."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 12, 0)
        row.setSpacing(15)
        self._left, self._right = QHBoxLayout(), QHBoxLayout()
        for part in (self._left, self._right):
            part.setSpacing(15)
        self._message = Text(theme, size=Size.NOTE, strong=True)
        self._message.hide()
        row.addWidget(self._message)
        row.addLayout(self._left)
        row.addStretch(1)
        row.addLayout(self._right)

    def show_hints(self, left: tuple[KeyHint, ...], right: tuple[KeyHint, ...]) -> None:
        """Replace the hints."""
        self._fill(self._left, left)
        self._fill(self._right, right)

    def show_message(self, text: str) -> None:
        """Say something before the hints, such as the seconds left to undo; empty clears."""
        self._message.setText(text)
        self._message.setVisible(bool(text))

    def _fill(self, part: QHBoxLayout, hints: tuple[KeyHint, ...]) -> None:
        while (item := part.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for hint in hints:
            part.addWidget(Hint(self._theme, hint.keys, hint.word))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw ground and line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("sunk"))
        painter.fillRect(0, 0, self.width(), 1, self._theme.color("line"))
