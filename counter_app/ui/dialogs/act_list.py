"""F1 and F10: every act that can be done here, with its key, found by typing; Enter does it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QLineEdit, QTreeView, QVBoxLayout, QWidget

from counter_app.ui.acts import Act
from counter_app.ui.dialogs.room import within
from counter_app.ui.kit.current_row import CurrentRow
from counter_app.ui.kit.text import Text
from counter_app.ui.theme.fonts import Size
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

_SIZE = (460, 560)
_KEY_WIDTH, _ROW_HEIGHT = 84, 26
_ACT = Qt.ItemDataRole.UserRole


class ActList(QDialog):
    """The list; `chosen(act id)` when an act is to be done."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget, acts: tuple[Act, ...]) -> None:
        super().__init__(parent)
        self._acts = acts
        self.setModal(True)
        self.setFixedSize(within(parent, *_SIZE))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = translate("ActList", "这里能办的事")
        self.setWindowTitle(title)
        self.filter = QLineEdit()
        self.filter.setFixedHeight(34)
        self.filter.setPlaceholderText(translate("ActList", "输入名称或按键，Enter 办理"))
        self.filter.setAccessibleName(title)
        self.filter.textEdited.connect(self._narrow)
        self._rows = QStandardItemModel(self)
        self._rows.setColumnCount(2)
        self.list = QTreeView()
        CurrentRow(theme, self.list)
        self.list.setModel(self._rows)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setHeaderHidden(True)
        self.list.setColumnWidth(0, _KEY_WIDTH)
        self.list.setAllColumnsShowFocus(True)
        self.list.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(self._do)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(Text(theme, title, size=Size.TITLE, strong=True))
        column.addWidget(self.filter)
        column.addWidget(self.list, 1)
        self._narrow("")
        self.filter.setFocus()

    def _narrow(self, text: str) -> None:
        self._rows.removeRows(0, self._rows.rowCount())
        wanted = text.strip().lower()
        for act in self._acts:
            if wanted in f"{act.key} {act.words()}".lower():
                key, name = QStandardItem(act.key), QStandardItem(act.words())
                key.setData(act.id, _ACT)
                key.setSizeHint(QSize(_KEY_WIDTH, _ROW_HEIGHT))
                self._rows.appendRow([key, name])
        self.list.setCurrentIndex(self._rows.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Up and down choose while the focus stays in the filter; Enter does, Esc leaves."""
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key == Qt.Key.Key_Down else -1
            row = max(0, min(self._rows.rowCount() - 1, self.list.currentIndex().row() + step))
            self.list.setCurrentIndex(self._rows.index(row, 0))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._do()
        else:
            super().keyPressEvent(event)

    def _do(self) -> None:
        act = self.list.currentIndex().siblingAtColumn(0).data(_ACT)
        if act:
            self.accept()
            self.chosen.emit(str(act))
