"""The list of drafts: whose, which matter, saved when, at which field; Enter opens one again, Delete drops one."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTreeView, QVBoxLayout, QWidget

from counter_app.presenters.new_drafts import DraftRow
from counter_app.presenters.views import Note, Tone
from counter_app.ui.dialogs.room import within
from counter_app.ui.kit.current_row import CurrentRow
from counter_app.ui.kit.keycap import Hint
from counter_app.ui.kit.text import Text
from counter_app.ui.theme.fonts import Size
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

_SIZE = (760, 400)
_WIDTHS = (200, 220, 92)
_ROW_HEIGHT = 28
_DRAFT = Qt.ItemDataRole.UserRole


class DraftList(QDialog):
    """The list; `chosen(draft id)` when one is to be opened.

    `drop` forgets a draft, once it was asked for twice, and says whether it did.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget, rows: tuple[DraftRow, ...], drop: Callable[[str], bool]) -> None:
        super().__init__(parent)
        self._drop = drop
        self._asked = ""
        self.setModal(True)
        self.setFixedSize(within(parent, *_SIZE))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("draft_list")
        title = translate("Drafts", "草稿")
        self.setWindowTitle(title)
        self._rows = QStandardItemModel(self)
        self.list = QTreeView()
        self.list.setModel(self._rows)
        self.list.setAccessibleName(title)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        CurrentRow(theme, self.list)
        self.list.doubleClicked.connect(self._open)
        self.note = Text(theme, size=Size.NOTE, wrap=True)
        keys = QHBoxLayout()
        keys.setSpacing(14)
        for cap, words in (
            ("Enter", translate("Drafts", "接着填")),
            ("Delete", translate("Drafts", "删除这一份")),
            ("Esc", translate("Drafts", "关闭")),
        ):
            hint = Hint(theme, (cap,), words)
            hint.setVisible(bool(rows) or cap == "Esc")
            keys.addWidget(hint)
        keys.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(Text(theme, title, size=Size.TITLE, strong=True))
        column.addWidget(self.list, 1)
        column.addWidget(self.note)
        column.addLayout(keys)
        self._fill(rows)
        self._say()
        self.setFocus()

    def _fill(self, rows: tuple[DraftRow, ...]) -> None:
        self._rows.setHorizontalHeaderLabels(
            [
                translate("Drafts", "申请人"),
                translate("Drafts", "事项"),
                translate("Drafts", "存于"),
                translate("Drafts", "填到"),
            ]
        )
        for row in rows:
            where = translate("Drafts", "目录已换版・{0}").format(row.where) if row.changed else row.where
            cells = [QStandardItem(text) for text in (row.title, row.matter, f"{row.saved:%m-%d %H:%M}", where)]
            for cell in cells:
                cell.setToolTip(cell.text())
            cells[0].setData(row.id, _DRAFT)
            cells[0].setSizeHint(QSize(_WIDTHS[0], _ROW_HEIGHT))
            self._rows.appendRow(cells)
        for column, width in enumerate(_WIDTHS):
            # The last column takes what is left: where a draft stands is read before it is opened.
            self.list.setColumnWidth(column, width * self.width() // _SIZE[0])
        self.list.setCurrentIndex(self._rows.index(0, 0))

    def _say(self) -> None:
        """Say what is to be said beneath the list: the question, that there is nothing, or whose drafts these are."""
        if self._asked:
            text = translate("Drafts", "删除「{0}」的草稿？再按一次 Delete 删除，按别的键不删。")
            name = self.list.currentIndex().siblingAtColumn(0).data() or ""
            self.note.set_note(Note(text.format(name), Tone.WARN))
        elif not self._rows.rowCount():
            self.note.set_note(Note(translate("Drafts", "没有草稿。F2 新受理"), Tone.HINT))
        else:
            self.note.set_note(Note(translate("Drafts", "只列出您自己的草稿，别人看不到，也不发送。"), Tone.HINT))

    def _current(self) -> str:
        return str(self.list.currentIndex().siblingAtColumn(0).data(_DRAFT) or "")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Up and down choose, Enter opens, Delete asks and then drops, Esc leaves."""
        key, asked = event.key(), self._asked
        self._asked = ""
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key == Qt.Key.Key_Down else -1
            line = max(0, min(self._rows.rowCount() - 1, self.list.currentIndex().row() + step))
            self.list.setCurrentIndex(self._rows.index(line, 0))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif key == Qt.Key.Key_Delete:
            self._delete(asked)
        elif key == Qt.Key.Key_Escape and not asked:
            self.reject()
        self._say()

    def _delete(self, asked: str) -> None:
        draft = self._current()
        if not draft:
            return
        if asked != draft:
            self._asked = draft
            return
        if self._drop(draft):
            self._rows.removeRow(self.list.currentIndex().row())

    def _open(self) -> None:
        draft = self._current()
        if draft:
            self.accept()
            self.chosen.emit(draft)
