"""The numbered sections of a page as tabs, each with its state; and the line a folded column leaves behind."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from counter_app.presenters.sections import SectionState
from counter_app.presenters.views import Tone
from counter_app.ui.kit.keycap import HEIGHT as CAP
from counter_app.ui.kit.keycap import cap_width, paint_cap
from counter_app.ui.kit.prose import draw_line, plain, text_width
from counter_app.ui.kit.text import TONES
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme

HEIGHT = 34
FOLD_HEIGHT = 30
_SQUARE, _ICON = 18, 14


@dataclass(frozen=True, slots=True)
class SectionTab:
    """One tab: its number, its name, its state."""

    number: int
    word: str
    state: SectionState


class TabKey(QAbstractButton):
    """One tab: number square, name with what is counted, state as an icon. Its name holds all of it."""

    def __init__(self, theme: Theme, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._number = theme, number
        self._word, self._state, self._current = "", SectionState(number), False
        self._name, self._size, self._counts = "", Size.BASE, True
        # The digits lead here; a stop of Tab at each would come between the fields.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)

    def show_tab(self, tab: SectionTab, *, current: bool) -> None:
        """Show name and state."""
        self._name = tab.word
        self._word = f"{tab.word} {tab.state.text}".strip()
        self._state, self._current = tab.state, current
        spoken = f"Alt+{self._number} {self._word}"
        self.setAccessibleName(f"{spoken}, {tab.state.spoken}" if tab.state.spoken else spoken)
        self.setToolTip(self._word)
        self.updateGeometry()
        self.update()

    def set_size(self, size: Size, *, counts: bool) -> None:
        """Write smaller, or leave out what is counted, where a row has no room for the whole."""
        self._size, self._counts = size, counts
        self.updateGeometry()
        self.update()

    def _shown(self) -> str:
        return self._word if self._counts else self._name

    def _needed(self) -> int:
        icon = _ICON + 6 if TONES[self._state.tone].icon else 0
        return _SQUARE + 7 + text_width(self._shown(), self._size, strong=True) + icon

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Square, name, icon."""
        return QSize(self._needed() + 10, HEIGHT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The name may elide: number and state say enough, and the tool tip has the whole."""
        return QSize(_SQUARE + _ICON + 30, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._theme.color
        painter.fillRect(self.rect(), colour("panel"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), colour("line"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour("line"))
        dress = TONES[self._state.tone]
        wide = min(self._needed(), self.width() - 6)
        x = (self.width() - wide) / 2
        square = QRectF(x, (HEIGHT - _SQUARE) / 2, _SQUARE, _SQUARE)
        wrong = self._state.tone is Tone.BAD
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("bad_fill" if wrong else "ink2"))
        painter.drawRoundedRect(square, 3, 3)
        face = font(Size.NOTE, strong=True)
        digit = colour("on_bad" if wrong else "panel")
        draw_line(painter, square, str(self._number), face, digit, Qt.AlignmentFlag.AlignHCenter)
        room = wide - _SQUARE - 7 - (_ICON + 6 if dress.icon else 0)
        tone = "accent" if self._current else "ink"
        box = QRectF(square.right() + 7, 0, room, HEIGHT)
        draw_line(painter, box, self._shown(), font(self._size, strong=self._current), colour(tone))
        if dress.icon:
            whole = text_width(self._shown(), self._size, strong=self._current)
            at = QRectF(box.left() + min(whole, room) + 6, (HEIGHT - _ICON) / 2, _ICON, _ICON)
            self._theme.paint_icon(painter, at, dress.icon, dress.icon_tone)
        if self._current:
            painter.fillRect(QRectF(0, HEIGHT - 3, self.width() - 1, 3), colour("accent"))


class SectionTabs(QWidget):
    """The row of tabs."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._keys: dict[int, TabKey] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.setFixedHeight(HEIGHT)

    def show_tabs(self, tabs: tuple[SectionTab, ...], current: int) -> None:
        """Show these tabs; those of before keep their widgets."""
        for tab in tabs:
            key = self._keys.get(tab.number)
            if key is None:
                key = TabKey(self._theme, tab.number)
                key.clicked.connect(self._clicked)
                self._row.insertWidget(sum(number < tab.number for number in self._keys), key)
                self._keys[tab.number] = key
            key.show_tab(tab, current=tab.number == current)
        shown = {tab.number for tab in tabs}
        for number, key in self._keys.items():
            key.setVisible(number in shown)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Write as large as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Write smaller before anything is left out; what is counted goes before a name is cut."""
        keys = [key for key in self._keys.values() if not key.isHidden()]
        for size, counts in ((Size.BASE, True), (Size.NOTE, True), (Size.BASE, False), (Size.NOTE, False)):
            for key in keys:
                key.set_size(size, counts=counts)
            if sum(key.sizeHint().width() for key in keys) <= self.width():
                return

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, TabKey):
            self.chosen.emit(next(number for number, key in self._keys.items() if key is sender))


class FoldLine(QAbstractButton):
    """One line in the place of the right column: what it would say first, and the key that opens it."""

    def __init__(self, theme: Theme, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._key = theme, key
        self._open = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedHeight(FOLD_HEIGHT)

    def show_line(self, rich: str, *, opened: bool) -> None:
        """Show the summary, and whether the column is open."""
        self.setText(rich)
        self._open = opened
        self.setAccessibleName(f"{self._key} {plain(rich)}")
        self.setToolTip(plain(rich))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as there is room."""
        return QSize(200, FOLD_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._theme.color
        painter.setPen(QPen(colour("ink2" if self.underMouse() else "line"), 1))
        painter.setBrush(colour("accent_soft" if self._open else "panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        cap = QRectF(self.width() - cap_width(self._key) - 8, (FOLD_HEIGHT - CAP) / 2, cap_width(self._key), CAP)
        paint_cap(painter, self._theme, cap, self._key)
        icon = "chevron-right" if self._open else "chevron-left"
        self._theme.paint_icon(painter, QRectF(8, (FOLD_HEIGHT - 16) / 2, 16, 16), icon, "ink2")
        draw_line(painter, QRectF(30, 0, cap.left() - 38, FOLD_HEIGHT), self.text(), font(Size.NOTE), colour("ink"))
