"""Filters of a list as pills: number, word, count; Alt and the digit chooses one."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from counter_app.presenters.list_views import Pill
from counter_app.ui.kit.prose import draw_line, text_width
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme

_NEXT_SEEN = 60


class PillKey(QAbstractButton):
    """One filter, 30 px high."""

    came = Signal()

    def __init__(self, theme: Theme, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._number = theme, number
        self._rich, self._current = "", False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Come into sight."""
        super().focusInEvent(event)
        self.came.emit()

    def show_pill(self, pill: Pill, *, current: bool) -> None:
        """Show word and count."""
        self._rich = pill.label if pill.count is None else f"{pill.label}  **{pill.count}**"
        self._current = current
        self.setAccessibleName(pill.label if pill.count is None else f"{pill.label} {pill.count}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Number, word, count."""
        return QSize(text_width(self._rich, Size.BASE, strong=self._current) + 43, 30)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        ink = "on_accent" if self._current else "ink"
        border = "accent" if self._current else "ink2" if self.underMouse() else "line2"
        painter.setPen(QPen(self._theme.color(border), 1))
        painter.setBrush(self._theme.color("accent" if self._current else "panel"))
        painter.drawRoundedRect(box, 14.5, 14.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("on_accent" if self._current else "line2"), 1))
        painter.drawEllipse(QRectF(6.5, 6.5, 17, 17))
        number = QRectF(6.5, 6.5, 17.5, 17)
        quiet = "on_accent" if self._current else "ink2"
        face = font(Size.BADGE)
        draw_line(painter, number, str(self._number), face, self._theme.color(quiet), Qt.AlignmentFlag.AlignHCenter)
        words = QRectF(31, 0, self.width() - 40, self.height())
        draw_line(painter, words, self._rich, font(Size.BASE, strong=self._current), self._theme.color(ink))
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("ink" if self._current else "accent"), 2))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 14, 14)


class Pills(QWidget):
    """The row of filters."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._keys: list[PillKey] = []
        self._pills: tuple[Pill, ...] = ()
        self._current: PillKey | None = None
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        inner = QWidget()
        self._scroll.setWidget(inner)
        inner.setAutoFillBackground(False)
        self._row = QHBoxLayout(inner)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._row.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)
        self.setFixedHeight(30)

    def show_pills(self, pills: tuple[Pill, ...], current: str) -> None:
        """Show the filters; keys are kept, so that the focus stays where it is."""
        self._pills = pills
        while len(self._keys) < len(pills):
            key = PillKey(self._theme, len(self._keys) + 1)
            key.clicked.connect(self._clicked)
            key.came.connect(self._follow_focus)
            self._keys.append(key)
            self._row.insertWidget(self._row.count() - 1, key)
        for key in self._keys[len(pills) :]:
            key.hide()
        for key, pill in zip(self._keys, pills, strict=False):
            key.show()
            key.show_pill(pill, current=pill.key == current)
        self._current = next((key for key, pill in zip(self._keys, pills, strict=False) if pill.key == current), None)
        self._follow()

    def _follow(self) -> None:
        if self._current is not None:
            self._scroll.ensureWidgetVisible(self._current, _NEXT_SEEN, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a narrow window the filter in force stays in sight, with a part of the next."""
        super().resizeEvent(event)
        self._follow()

    def _follow_focus(self) -> None:
        sender = self.sender()
        if isinstance(sender, PillKey):
            self._scroll.ensureWidgetVisible(sender, _NEXT_SEEN, 0)

    def keys(self) -> tuple[PillKey, ...]:
        """Return the keys of the filters, in their order."""
        return tuple(key for key in self._keys[: len(self._pills)] if not key.isHidden())

    def choose(self, number: int) -> None:
        """Choose the filter with that number, counted from 1."""
        if 0 < number <= len(self._pills):
            self.chosen.emit(self._pills[number - 1].key)

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, PillKey):
            self.choose(self._keys.index(sender) + 1)
