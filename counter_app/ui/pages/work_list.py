"""The work list: filters, the table by deadline, and the case under the cursor."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLineEdit, QWidget

from counter_app.presenters.list_views import ColumnId, ListView, PreviewView
from counter_app.ui import words
from counter_app.ui.acts import BY_ID, Scope
from counter_app.ui.kit.breadth import Breadth
from counter_app.ui.kit.hint_line import KeyHint
from counter_app.ui.kit.key_button import SmallKey
from counter_app.ui.kit.keycap import KeyCap
from counter_app.ui.kit.list_cells import CaseCells
from counter_app.ui.kit.panel import Panel
from counter_app.ui.kit.pill import Pills
from counter_app.ui.kit.table import RowTable
from counter_app.ui.kit.text import Icon, Text
from counter_app.ui.models.case_rows import CaseRows
from counter_app.ui.pages.arrangement import Arrangement, Place, Slot
from counter_app.ui.pages.bar import Bar
from counter_app.ui.pages.list_preview import Preview
from counter_app.ui.pages.page import GAP, MARGIN, Page
from counter_app.ui.theme.fonts import Size
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

_WIDTHS = (28, 148, 156, 206, 152, 94, 92, 54)
_ENGLISH_WIDTHS = (28, 168, 150, 172, 140, 92, 98, 94)
_MAY_GO = (7, 5, 6)
"""Clerk, department, stage: what a narrow window leaves out, in this order."""


class FilterBox(QWidget):
    """A frame of 28 px with icon, edit and cap; Esc clears, Enter, Esc once more and ↓ go back to the rows."""

    edited = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedSize(300, 28)
        self.edit = QLineEdit()
        self.edit.setProperty("bare", "true")
        self.edit.textEdited.connect(self.edited)
        self.edit.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 0, 6, 0)
        row.setSpacing(6)
        row.addWidget(Icon(theme, "filter-variant", "ink2", 16))
        row.addWidget(self.edit, 1)
        row.addWidget(KeyCap(theme, "Alt+F"))
        self.setFocusProxy(self.edit)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the focus of the edit, whose ring is drawn here, and its keys."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._key(event.key())

    def _key(self, key: int) -> bool:
        if key == Qt.Key.Key_Escape and self.edit.text():
            self.edit.clear()
            self.edited.emit("")
            return True
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
            return True
        return False

    def show_text(self, text: str) -> None:
        """Show what is asked for, unless that is what stands here."""
        if self.edit.text().strip() != text:
            self.edit.setText(text)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.edit.hasFocus()
        painter.setPen(QPen(self._theme.color("accent" if focus else "line2"), 2 if focus else 1))
        painter.setBrush(self._theme.color("field"))
        inset = 1.0 if focus else 0.5
        painter.drawRoundedRect(self.rect().toRectF().adjusted(inset, inset, -inset, -inset), 4, 4)


class ListPage(Page):
    """The work list."""

    pill_chosen = Signal(str)
    filter_edited = Signal(str)
    row_moved = Signal(str)
    row_opened = Signal(str)
    sort_chosen = Signal(str)
    columns_pressed = Signal()
    column_widened = Signal(str, int)

    scope = Scope.LIST
    keeps_head = True

    def __init__(self, theme: Theme, offered: frozenset[str], parent: QWidget | None = None) -> None:
        super().__init__(theme, offered, parent)
        self._view: ListView | None = None
        self._version: tuple[object, ...] = ()
        self._title = Text(theme, size=Size.TITLE, strong=True, elide=False)
        self._subtitle = Text(theme, size=Size.NOTE, tone="ink2")
        self.filter = FilterBox(theme)
        self._columns = SmallKey(theme, "", "", icon="view-column-outline", height=28)
        self._columns.setObjectName("columns")
        self._export = SmallKey(theme, "Alt+X", "", icon="export-variant", cap_first=False, height=28)
        self._export.setObjectName("export")
        self.pills = Pills(theme)
        self.rows = CaseRows(self)
        self.table = RowTable(theme, 28)
        self.table.setModel(self.rows)
        self.table.setItemDelegate(CaseCells(theme, self.table))
        self.table.setObjectName("work_list")
        self.preview = Preview(theme)
        self._empty = Text(theme, size=Size.BASE, tone="ink2")
        self.bar = Bar(theme, small=True)
        self._shown = Text(theme, size=Size.NOTE, tone="ink2", elide=False)
        self._all = self.act_hint("all_acts")
        self._build()
        self.pills.chosen.connect(self.pill_chosen)
        self.filter.edited.connect(self.filter_edited)
        self.table.opened.connect(self._open)
        self.table.moved.connect(self._move)
        self.table.verticalScrollBar().valueChanged.connect(self._count)
        self.preview.act_pressed.connect(self.act_pressed)
        self.bar.pressed.connect(self.act_pressed)
        self._export.clicked.connect(self._press_export)
        self._columns.clicked.connect(self.columns_pressed)
        self.filter.left.connect(self.table.setFocus)
        self.table.header.setSectionsClickable(True)
        self.table.header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.header.sectionClicked.connect(self._sort)
        self.table.widened.connect(self._widen)
        self.retranslate()

    def _build(self) -> None:
        head = QWidget()
        head.setFixedHeight(40)
        line = QHBoxLayout(head)
        line.setContentsMargins(MARGIN, 0, MARGIN, 0)
        line.setSpacing(10)
        line.addWidget(self._title)
        line.addWidget(self._subtitle, 1)
        line.addWidget(self.filter)
        line.addWidget(self._columns)
        line.addWidget(self._export)
        if "export" not in self.offered:
            self._export.hide()
        self.bar.tail.addWidget(self._shown)
        self.bar.tail.addWidget(self._all)
        box = Panel(self.theme, flush=True)
        box.hide_head()
        box.body.setSpacing(0)
        box.body.addWidget(self.table, 1)
        box.body.addWidget(self._empty, 0, Qt.AlignmentFlag.AlignCenter)
        self._empty.setFixedHeight(60)
        slots = {1: Slot(box, fills=True), 2: Slot(self.preview, fills=True)}
        places = (Place(slots[1], {1: slots[1]}), Place(slots[2], {2: slots[2]}, 330))
        self.sections = Arrangement(self.theme, places, "Alt+V", may_hide=True)
        self.arrange(self.sections, self.bar)
        self.lay_out(head, ((slots[1], 1), (slots[2], 0)), pills=self.pills, top=GAP)

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        super().retranslate()
        self._title.setText(translate("Lists", "待办"))
        self._export.set_label(translate("Lists", "导出（脱敏）"))
        self._columns.set_label(translate("Lists", "列"))
        hint = translate("Lists", "筛选：部门、事项、窗口、姓名")
        self.filter.edit.setPlaceholderText(hint)
        self.filter.edit.setAccessibleName(hint)
        self.table.setAccessibleName(translate("Lists", "待办"))
        self.rows.retranslate()
        self.table.set_widths(_WIDTHS if words.chinese() else _ENGLISH_WIDTHS, frozenset({3, 4}), _MAY_GO)
        if self._view is not None:
            self._version = ()
            self.show_view(self._view)

    def show_view(self, view: ListView) -> None:
        """Draw the view; the rows are asked for again only when they changed, and the cursor stays on its case."""
        self._view = view
        self._subtitle.setText(view.subtitle)
        self.pills.show_pills(view.pills, view.asked.pill)
        self.filter.show_text(view.asked.text)
        self._arrange(view)
        version = (view.version, view.asked, id(view.source))
        if version != self._version:
            self._version = version
            line = self.table.currentIndex().row()
            self.rows.ask(view.source, view.asked)
            self.table.dress_heads()
            place = self.rows.line_of(view.place) if view.place >= 0 else -1
            self._go_to(place if place >= 0 else max(1, line))
        self.show_preview(view.preview)
        self.bar.show_outcomes(view.outcomes)
        empty = self.rows.total() == 0
        self._empty.setVisible(empty)
        self.table.setVisible(not empty)
        self._empty.setText(_nothing(view))
        self._count()

    def _arrange(self, view: ListView) -> None:
        columns = list(ColumnId)
        self.table.arrange(
            frozenset(columns.index(ColumnId(name)) for name in view.columns.hidden),
            {columns.index(ColumnId(name)): px for name, px in view.columns.widths},
        )
        sorted_by = columns.index(ColumnId(view.asked.sort or ColumnId.DEADLINE))
        self.table.header.set_sorted(sorted_by, descending=view.asked.descending)

    def _sort(self, section: int) -> None:
        if section:
            self.sort_chosen.emit(list(ColumnId)[section].value)

    def _widen(self, column: int, px: int) -> None:
        self.column_widened.emit(list(ColumnId)[column].value, px)

    def forget(self) -> None:
        """Show nothing any more: the store behind the rows is about to be closed."""
        self._view = None
        self.rows.forget()

    def show_preview(self, view: PreviewView | None) -> None:
        """Show the case under the cursor."""
        self.preview.show_preview(view)
        self.sections.show_states({}, (), f"**{view.number}** {view.matter}" if view else "")

    def set_breadth(self, breadth: Breadth) -> None:
        """A narrow window keeps the filter of the head; the pills are its tabs."""
        super().set_breadth(breadth)
        narrow = breadth is Breadth.NARROW
        self._title.setVisible(not narrow)
        self._export.setVisible(not narrow and "export" in self.offered)

    def focus_order(self) -> list[QWidget]:
        """The table, the filter, what arranges and exports it, the pills, the acts."""
        head = (self.table, self.filter.edit, self._columns, self._export)
        return [*head, *self.pills.keys(), *self.preview.keys(), *self.bar.shown_keys()]

    def _go_to(self, line: int) -> None:
        lines = self.rows.rowCount()
        if lines:
            self.table.go_to(min(line, lines - 1))

    def _open(self, line: int) -> None:
        row = self.rows.row_at(line)
        if row is not None:
            self.row_opened.emit(row.case_id)

    def _press_export(self) -> None:
        self.act_pressed.emit("export")

    def _move(self, line: int) -> None:
        self._count()
        row = self.rows.row_at(line) if line >= 0 else None
        if row is not None:
            self.row_moved.emit(row.case_id)

    def titles(self) -> dict[str, str]:
        """Return the headings by column."""
        return {column.id: column.title for column in self.rows.columns()}

    def widths(self) -> dict[str, int]:
        """Return how wide (px) the columns are; one that is left out is as wide as it was."""
        wide = _WIDTHS if words.chinese() else _ENGLISH_WIDTHS
        own = dict(self._view.columns.widths) if self._view is not None else {}
        return {
            column.id: self.table.columnWidth(place) or own.get(column.id, wide[place])
            for place, column in enumerate(self.rows.columns())
        }

    def current_case(self) -> str:
        """Return the case under the cursor, or an empty text."""
        row = self.rows.row_at(max(0, self.table.currentIndex().row()))
        return row.case_id if row else ""

    def _count(self) -> None:
        first = self.table.indexAt(self.table.viewport().rect().topLeft())
        last = self.table.indexAt(self.table.viewport().rect().bottomLeft())
        text = translate("Lists", "第 {0}-{1} 件，共 {2} 件")
        total = self.rows.total()
        upper = self._number(last) if last.isValid() else total
        self._shown.setText(text.format(self._number(first), upper, total) if total else "")

    def _number(self, index: QModelIndex) -> int:
        heads = sum(1 for line in self.rows.heads() if line <= index.row())
        return max(1, index.row() + 1 - heads)

    def start(self) -> None:
        """Begin in the table, on the row where it was left."""
        self.give_focus(self.table)
        self._count()

    def go_to_part(self, number: int) -> None:
        """Alt+1 to Alt+9 choose a filter."""
        self.pills.choose(number)

    def hints(self) -> tuple[KeyHint, ...]:
        """What the keys do here."""
        return (
            KeyHint(("↑", "↓"), translate("Hints", "选一行")),
            KeyHint(("Enter",), BY_ID["open"].words()),
            KeyHint((translate("Hints", "Alt+1⋯9"),), translate("Hints", "换一类")),
            KeyHint(("Home", "End"), translate("Hints", "头尾")),
        )


def _nothing(view: ListView) -> str:
    if view.asking:
        return translate("Lists", "正在找，马上就来")
    if view.asked.text:
        return translate("Lists", "没有符合的。Esc 清除筛选")
    return translate("Lists", "没有要办的。F2 新受理")
