"""A list of what is kept: arrows go from row to row, a digit does something with the one under the cursor.

The dialog itself has the focus, so its description says the row for who hears the screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTreeView, QVBoxLayout, QWidget

from counter_app.presenters.views import Note
from counter_app.ui.dialogs.room import within
from counter_app.ui.kit.current_row import CurrentRow
from counter_app.ui.kit.keycap import Hint
from counter_app.ui.kit.text import Text
from counter_app.ui.theme.fonts import Size
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

_SIZE = (940, 420)
_SIDE = 16
_FIRST_SHARE, _GAP = 0.42, 2
_ROW_HEIGHT = 28


@dataclass(frozen=True, slots=True)
class Rows:
    """Heads and cells; the first two columns share what the others leave, and `centred` are counts."""

    heads: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    centred: frozenset[int] = frozenset()


class RowList(QDialog):
    """The list; `chosen(act)` when the digit of an act was pressed: `acts` are named with their words, from 1 on."""

    chosen = Signal(str)

    def __init__(
        self, theme: Theme, parent: QWidget, title: str, rows: Rows, note: Note, acts: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(parent)
        self._acts = tuple(acts)
        self.setModal(True)
        self.setFixedSize(within(parent, *_SIZE))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._rows = QStandardItemModel(self)
        self.list = QTreeView()
        self.list.setModel(self._rows)
        self.list.setAccessibleName(title)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.list.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        CurrentRow(theme, self.list)
        self.note = Text(theme, size=Size.NOTE, wrap=True)
        self.note.set_note(note)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, 14, _SIDE, 14)
        column.setSpacing(8)
        column.addWidget(Text(theme, title, size=Size.TITLE, strong=True))
        column.addWidget(self.list, 1)
        column.addWidget(self.note)
        column.addLayout(self._keys(theme))
        self._fill(rows)
        self.setFocus()

    def _keys(self, theme: Theme) -> QHBoxLayout:
        keys = QHBoxLayout()
        keys.setSpacing(14)
        for digit, (_, words) in enumerate(self._acts, start=1):
            keys.addWidget(Hint(theme, (str(digit),), words))
        keys.addWidget(Hint(theme, ("Esc",), translate("Stock", "关闭")))
        keys.addStretch(1)
        return keys

    def _fill(self, rows: Rows) -> None:
        self._rows.setHorizontalHeaderLabels(list(rows.heads))
        for number in rows.centred:
            self._rows.horizontalHeaderItem(number).setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        for texts in rows.cells:
            cells = [QStandardItem(text) for text in texts]
            for number, cell in enumerate(cells):
                cell.setToolTip(cell.text())
                if number in rows.centred:
                    cell.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            cells[0].setSizeHint(QSize(0, _ROW_HEIGHT))
            self._rows.appendRow(cells)
        self._share_width()
        self._go_to(0)

    def _share_width(self) -> None:
        rest = self.width() - 2 * _SIDE
        for number in range(2, self._rows.columnCount()):
            needed = max(self.list.sizeHintForColumn(number), self.list.header().sectionSizeHint(number)) + _GAP
            self.list.setColumnWidth(number, needed)
            rest -= needed
        self.list.setColumnWidth(0, round(rest * _FIRST_SHARE))
        self.list.setColumnWidth(1, rest - round(rest * _FIRST_SHARE))

    @property
    def line(self) -> int:
        """The row under the cursor, -1 for none."""
        return self.list.currentIndex().row()

    def _go_to(self, line: int) -> None:
        self.list.setCurrentIndex(self._rows.index(line, 0))
        if self.line >= 0:
            columns = range(self._rows.columnCount())
            heads = [self._rows.headerData(number, Qt.Orientation.Horizontal) for number in columns]
            cells = [self._rows.index(line, number).data() for number in columns]
            self.setAccessibleDescription(", ".join(f"{head} {cell}" for head, cell in zip(heads, cells, strict=True)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Up and down choose, a digit acts, Esc leaves."""
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._go_to(max(0, min(self._rows.rowCount() - 1, self.line + step)))
        elif Qt.Key.Key_1 <= key < Qt.Key.Key_1 + len(self._acts):
            self.chosen.emit(self._acts[key - Qt.Key.Key_1][0])
        elif key == Qt.Key.Key_Escape:
            self.reject()
