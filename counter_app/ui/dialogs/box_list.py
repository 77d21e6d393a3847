"""The boxes of blanks: which numbers, where, how many are left and used; digits do what can be done with them."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTreeView, QVBoxLayout, QWidget

from counter_app.presenters.stock import BoxRow, StockView
from counter_app.ui.dialogs.room import within
from counter_app.ui.kit.current_row import CurrentRow
from counter_app.ui.kit.keycap import Hint
from counter_app.ui.kit.text import Text
from counter_app.ui.theme.fonts import Size
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import mark, translate

_SIZE = (940, 420)
_WIDTHS = (200, 210, 60, 56, 56, 56, 56, 56, 56)
_ROW_HEIGHT = 28
_FIRST_FIGURE, _LAST_FIGURE = 3, 8
_FIGURES = (
    *(mark("Stock", "入库数"), mark("Stock", "在库"), mark("Stock", "待打")),
    *(mark("Stock", "已用"), mark("Stock", "作废数"), mark("Stock", "遗失数")),
)
ACTS = ("receive", "void", "lose", "hand", "free")
"""What the digits do, from 1 on."""


class BoxList(QDialog):
    """The list; `chosen(act)` when a digit was pressed, `current` says which box it is about."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget, view: StockView) -> None:
        super().__init__(parent)
        self._boxes = view.rows
        self.setModal(True)
        self.setFixedSize(within(parent, *_SIZE))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("box_list")
        title = translate("Stock", "空白证")
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
        self.note.set_note(view.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(Text(theme, title, size=Size.TITLE, strong=True))
        column.addWidget(self.list, 1)
        column.addWidget(self.note)
        column.addLayout(self._keys(theme))
        self._fill()
        self.setFocus()

    @staticmethod
    def _keys(theme: Theme) -> QHBoxLayout:
        keys = QHBoxLayout()
        keys.setSpacing(14)
        for cap, words in (
            ("1", translate("Stock", "入库")),
            ("2", translate("Stock", "作废")),
            ("3", translate("Stock", "遗失")),
            ("4", translate("Stock", "交接")),
            ("5", translate("Stock", "退回库存")),
            ("Esc", translate("Stock", "关闭")),
        ):
            keys.addWidget(Hint(theme, (cap,), words))
        keys.addStretch(1)
        return keys

    def _fill(self) -> None:
        heads = [translate("Stock", "种类"), translate("Stock", "号码"), translate("Stock", "窗口")]
        heads += [translate("Stock", figure) for figure in _FIGURES]
        self._rows.setHorizontalHeaderLabels([*heads, translate("Stock", "下一张")])
        for number in range(_FIRST_FIGURE, _LAST_FIGURE + 1):
            self._rows.horizontalHeaderItem(number).setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        for box in self._boxes:
            texts = (box.kind, box.numbers, box.window, *map(str, box.figures), box.next_number)
            cells = [QStandardItem(text) for text in texts]
            for number, cell in enumerate(cells):
                cell.setToolTip(cell.text())
                if _FIRST_FIGURE <= number <= _LAST_FIGURE:
                    cell.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            cells[0].setSizeHint(QSize(_WIDTHS[0], _ROW_HEIGHT))
            self._rows.appendRow(cells)
        for number, width in enumerate(_WIDTHS):
            self.list.setColumnWidth(number, width * self.width() // _SIZE[0])
        self._go_to(0)

    def _go_to(self, line: int) -> None:
        """Go to a line, and let who hears the screen hear it: the dialog has the focus, not the list."""
        self.list.setCurrentIndex(self._rows.index(line, 0))
        if self.current is not None:
            heads = [self._rows.headerData(n, Qt.Orientation.Horizontal) for n in range(self._rows.columnCount())]
            cells = [self._rows.index(line, n).data() for n in range(self._rows.columnCount())]
            self.setAccessibleDescription(", ".join(f"{head} {cell}" for head, cell in zip(heads, cells, strict=True)))

    @property
    def current(self) -> BoxRow | None:
        """The box under the cursor."""
        row = self.list.currentIndex().row()
        return self._boxes[row] if 0 <= row < len(self._boxes) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Up and down choose, a digit acts, Esc leaves."""
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key == Qt.Key.Key_Down else -1
            line = max(0, min(self._rows.rowCount() - 1, self.list.currentIndex().row() + step))
            self._go_to(line)
        elif Qt.Key.Key_1 <= key < Qt.Key.Key_1 + len(ACTS):
            self.chosen.emit(ACTS[key - Qt.Key.Key_1])
        elif key == Qt.Key.Key_Escape:
            self.reject()
