"""The hint line: what the keys do where the focus is, at the left; what always holds, at the right."""

from dataclasses import dataclass

from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from counter_app.ui.kit.breadth import Breadth
from counter_app.ui.kit.keycap import Hint
from counter_app.ui.kit.text import Text
from counter_app.ui.theme.fonts import Size
from counter_app.ui.theme.theme import Theme

HEIGHT, LOW_HEIGHT = 26, 23
_SIDE, _BETWEEN = 12, 15


@dataclass(frozen=True, slots=True)
class KeyHint:
    """Keys and the word for what they do."""

    keys: tuple[str, ...]
    word: str


def _hints_in(part: QHBoxLayout) -> list[QWidget]:
    items = (part.itemAt(at) for at in range(part.count()))
    return [widget for item in items if item is not None and (widget := item.widget()) is not None]


class HintLine(QWidget):
    """Twenty-six pixels at the foot of the window."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 2, _SIDE, 0)
        row.setSpacing(_BETWEEN)
        self._left, self._right = QHBoxLayout(), QHBoxLayout()
        for part in (self._left, self._right):
            part.setSpacing(_BETWEEN)
        self._message = Text(theme, size=Size.NOTE, strong=True)
        self._message.hide()
        self._shown: tuple[tuple[KeyHint, ...], tuple[KeyHint, ...]] = ((), ())
        self._narrow = False
        row.addWidget(self._message)
        row.addLayout(self._left)
        row.addStretch(1)
        row.addLayout(self._right)

    def show_hints(self, left: tuple[KeyHint, ...], right: tuple[KeyHint, ...]) -> None:
        """Replace the hints."""
        if (left, right) == self._shown:
            return
        self._shown = (left, right)
        self._fill(self._left, left)
        self._fill(self._right, right)
        self._fit()

    def set_breadth(self, breadth: Breadth) -> None:
        """Be lower in a narrow window."""
        self._narrow = breadth is Breadth.NARROW
        self.setFixedHeight(LOW_HEIGHT if self._narrow else HEIGHT)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show as many hints as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out hints that would be cut: first those of the right but its last, then those of the left."""
        left, right = _hints_in(self._left), _hints_in(self._right)
        room = self.width() - 2 * _SIDE
        if not self._message.isHidden():
            room -= self._message.sizeHint().width() + _BETWEEN
        leave = [*right[:-1], *reversed(left)]
        shown = [*left, *right[-1:]] if self._narrow else [*left, *right]
        while shown and sum(hint.sizeHint().width() + _BETWEEN for hint in shown) > room:
            gone = next((hint for hint in leave if hint in shown), shown[-1])
            shown.remove(gone)
        for hint in (*left, *right):
            hint.setVisible(hint in shown)

    def show_message(self, text: str) -> None:
        """Say something before the hints, such as the seconds left to undo; empty clears."""
        self._message.setText(text)
        self._message.setVisible(bool(text))
        self._fit()

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
