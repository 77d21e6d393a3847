"""The columns of the work list: which are shown, how wide, and by which the list is sorted; all of it by keys."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QTreeView, QVBoxLayout, QWidget

from counter_app.presenters.list_views import KEPT_COLUMNS, ColumnId
from counter_app.ui.dialogs.room import within
from counter_app.ui.kit.current_row import CurrentRow
from counter_app.ui.kit.text import Text
from counter_app.ui.theme.fonts import Size
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

STEP = 12
"""How much (px) one press of + or - changes a width."""

_SIZE = (430, 340)
_ROW_HEIGHT = 28
_NAME_WIDTH, _PX_WIDTH = 180, 80


class _Lines(QTreeView):
    """The lines; a tree would keep plus and minus for its branches."""

    widened = Signal(int)
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Plus and minus change the width, Enter sorts."""
        if event.text() in {"+", "=", "-"}:
            self.widened.emit(-STEP if event.text() == "-" else STEP)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class ColumnsDialog(QDialog):
    """Lists the columns; each change is told at once."""

    shown_changed = Signal(str, bool)
    width_changed = Signal(str, int)
    sort_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget, titles: dict[str, str]) -> None:
        super().__init__(parent)
        self._titles = titles
        self.setModal(True)
        self.setFixedSize(within(parent, *_SIZE))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = translate("Columns", "列与排序")
        self.setWindowTitle(title)
        self._showing = False
        self._model = QStandardItemModel(self)
        self.list = _Lines()
        self.list.setModel(self._model)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.list.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.list.setAccessibleName(title)
        CurrentRow(theme, self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(Text(theme, title, size=Size.TITLE, strong=True))
        column.addWidget(self.list, 1)
        keys = translate("Columns", "Space 显示或不显示・+ - 宽窄・Enter 按它排，再按倒序・Esc 关闭")
        column.addWidget(Text(theme, keys, size=Size.NOTE, tone="ink2", wrap=True))
        self._fill()
        self.list.widened.connect(self._widen)
        self.list.entered.connect(self._sort)
        self._model.itemChanged.connect(self._ticked)
        self.list.setFocus()

    def _fill(self) -> None:
        heads = (translate("Columns", "列"), translate("Columns", "宽"), translate("Columns", "排序"))
        self._model.setHorizontalHeaderLabels(list(heads))
        for name, title in self._titles.items():
            self._model.appendRow(_line(name, title))
        self.list.setColumnWidth(0, _NAME_WIDTH)
        self.list.setColumnWidth(1, _PX_WIDTH)
        self.list.setCurrentIndex(self._model.index(0, 0))

    def show_columns(self, widths: dict[str, int], hidden: frozenset[str], sort: str, *, descending: bool) -> None:
        """Show how the columns are now."""
        order = translate("Columns", "倒序") if descending else translate("Columns", "顺序")
        self._showing = True
        for row, name in enumerate(self._titles):
            shown = name not in hidden
            self._model.item(row, 0).setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
            self._model.item(row, 1).setText(str(widths.get(name, 0)) if shown else "")
            self._model.item(row, 2).setText(order if name == sort else "")
        self._showing = False

    def _widen(self, step: int) -> None:
        self.width_changed.emit(self._current(), step)

    def _sort(self) -> None:
        self.sort_chosen.emit(self._current())

    def _current(self) -> str:
        return list(self._titles)[max(0, self.list.currentIndex().row())]

    def _ticked(self, item: QStandardItem) -> None:
        if item.column() == 0 and not self._showing:
            name = list(self._titles)[item.row()]
            self.shown_changed.emit(name, item.checkState() == Qt.CheckState.Checked)


def _line(name: str, title: str) -> list[QStandardItem]:
    first = QStandardItem(title)
    first.setSizeHint(QSize(_NAME_WIDTH, _ROW_HEIGHT))
    first.setCheckState(Qt.CheckState.Checked)
    # What always stands in the list keeps its tick.
    first.setCheckable(name not in KEPT_COLUMNS)
    return [first, QStandardItem(), QStandardItem()]


def sortable(titles: dict[str, str]) -> dict[str, str]:
    """Return the columns that the dialog lists: those with a heading."""
    return {name: title for name, title in titles.items() if name != ColumnId.FLAG}
