"""The list under the scan line: number, applicant, matter, stage and deadline of each case, and what the keys do."""

from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from counter_app.presenters.list_views import CaseRow
from counter_app.ui import words
from counter_app.ui.kit.chip import HEIGHT as CHIP
from counter_app.ui.kit.chip import chip_width, paint_chip
from counter_app.ui.kit.keycap import Hint
from counter_app.ui.kit.list_cells import draw_number
from counter_app.ui.kit.prose import draw_line
from counter_app.ui.kit.text import Text
from counter_app.ui.models.found_rows import ROW, FoundRows
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

_EDGE = 12
_LINE = 28
_FOOT = 28
_WIDTH = 900
_NUMBER, _STAGE, _DEADLINE = 168, 96, 190
_SHORT_DEADLINE = 132
_NARROW = 760
_PAD = 10


class _Lines(QStyledItemDelegate):
    """Draws one case on one line."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """The height of a row of every list."""
        return QSize(option.rect.width(), _LINE)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw ground, bar and columns."""
        row = cast("CaseRow", index.data(ROW))
        view = cast("QListView", option.widget)
        rect = QRectF(option.rect)
        painter.save()
        current = view.currentIndex().row() == index.row()
        painter.fillRect(rect, self._theme.color("accent_soft" if current else "panel"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), self._theme.color("line"))
        if current:
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), self._theme.color("accent"))
        self._columns(painter, rect.adjusted(_PAD, 0, -_PAD, 0), row)
        painter.restore()

    def _columns(self, painter: QPainter, rect: QRectF, row: CaseRow) -> None:
        ink, quiet = self._theme.color("ink"), self._theme.color("ink2")
        height, x = rect.height(), rect.left()
        # A narrow list leaves out the stage before it cuts the names to nothing.
        stage, deadline = (_STAGE, _DEADLINE) if rect.width() >= _NARROW else (0, _SHORT_DEADLINE)
        names = (rect.width() - _NUMBER - stage - deadline) / 2
        draw_number(painter, self._theme, QRectF(x, rect.top(), _NUMBER - 8, height), row.number)
        x += _NUMBER
        draw_line(painter, QRectF(x, rect.top(), names - 8, height), row.applicant, font(Size.BASE), ink)
        x += names
        draw_line(painter, QRectF(x, rect.top(), names - 8, height), row.matter, font(Size.NOTE), quiet)
        x += names
        if stage:
            icon, word = words.stage(row.stage)
            self._theme.paint_icon(painter, QRectF(x, rect.top() + 7, 14, 14), icon, "ink2")
            draw_line(painter, QRectF(x + 17, rect.top(), stage - 21, height), word, font(Size.NOTE), ink)
        x += stage
        look = words.deadline(row.deadline)
        if look is not None:
            width = min(chip_width(look), deadline)
            paint_chip(painter, self._theme, QRectF(x, rect.top() + (height - CHIP) / 2, width, CHIP), look)


class FindList(QWidget):
    """Lies over the page below the scan line; it never has the focus, its keys are pressed in the line."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, window: QWidget) -> None:
        # A child of the window lies over the panels below; a window of its own may not be placed on Wayland.
        super().__init__(window)
        self._theme = theme
        self.setObjectName("found")
        self.rows = FoundRows()
        self.view = QListView()
        self.view.setModel(self.rows)
        self.view.setItemDelegate(_Lines(theme, self))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setUniformItemSizes(True)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.view.clicked.connect(self._open)
        self._message = Text(theme, size=Size.NOTE, tone="ink2")
        self._hints = (Hint(theme, ("↑", "↓"), ""), Hint(theme, ("Enter",), ""), Hint(theme, ("Esc",), ""))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.view)
        self._foot = QWidget()
        self._foot.setFixedHeight(_FOOT)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(_PAD, 0, _PAD, 0)
        foot.setSpacing(15)
        foot.addWidget(self._message)
        for hint in self._hints:
            foot.addWidget(hint)
        foot.addStretch(1)
        column.addWidget(self._foot)
        self.hide()

    def retranslate(self) -> None:
        """Say in the language in force what the list is and what its keys do."""
        self.view.setAccessibleName(translate("FindList", "找到的办件"))
        self._say_keys()

    def _say_keys(self) -> None:
        enter = translate("FindList", "打开") if self.current() else translate("FindList", "打开，或在待办里看全部")
        for hint, word in zip(
            self._hints, (translate("FindList", "选一件"), enter, translate("FindList", "回到页面")), strict=True
        ):
            hint.set_word(word)

    def show_found(self, rows: tuple[CaseRow, ...], beneath: QWidget) -> None:
        """Show the rows beneath a widget of the window; without any, say so."""
        self.rows.show_rows(rows)
        self._message.setVisible(not rows)
        self._message.setText(translate("FindList", "没有找到。两个字、编号末尾或拼音首字母就够"))
        for hint in self._hints[:2]:
            hint.setVisible(bool(rows))
        self.view.setVisible(bool(rows))
        self.retranslate()
        window = self.window()
        corner = beneath.mapTo(window, QPoint(0, beneath.height() + 2))
        self.view.setFixedHeight(len(rows) * _LINE)
        if window.width() < _NARROW:
            corner.setX(_EDGE)
        width = min(_WIDTH, window.width() - corner.x() - _EDGE)
        self.setGeometry(corner.x(), corner.y(), width, len(rows) * _LINE + _FOOT + 2)
        self.show()
        self.raise_()

    def move_by(self, step: int) -> None:
        """Point at the next or the previous row; before the first there is none."""
        line = max(-1, min(self.view.currentIndex().row() + step, len(self.rows.found) - 1))
        self.view.setCurrentIndex(self.rows.index(line) if line >= 0 else QModelIndex())
        self.view.viewport().update()
        self._say_keys()

    def current(self) -> str:
        """Return the id of the case that is pointed at, or nothing."""
        line = self.view.currentIndex().row()
        return self.rows.found[line].case_id if self.isVisible() and 0 <= line < len(self.rows.found) else ""

    def _open(self, index: QModelIndex) -> None:
        self.chosen.emit(self.rows.found[index.row()].case_id)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw frame and ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("line2"))
        painter.fillRect(self.rect().adjusted(1, 1, -1, -1), self._theme.color("sunk"))
