"""The work list: filters, the table by deadline, and the case under the cursor."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from counter_app.presenters.list_views import ListView, PreviewView
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
    """A frame of 28 px with icon, edit and cap; Esc clears."""

    edited = Signal(str)

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
        """Follow the focus of the edit, whose ring is drawn here."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return False

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

    scope = Scope.LIST
    keeps_head = True

    def __init__(self, theme: Theme, offered: frozenset[str], parent: QWidget | None = None) -> None:
        super().__init__(theme, offered, parent)
        self._view: ListView | None = None
        self._version: tuple[object, ...] = ()
        self._title = Text(theme, size=Size.TITLE, strong=True, elide=False)
        self._subtitle = Text(theme, size=Size.NOTE, tone="ink2")
        self.filter = FilterBox(theme)
        self._export = SmallKey(theme, "Alt+X", "", icon="export-variant", cap_first=False)
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
        QWidget.setTabOrder(self.table, self.filter.edit)

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        super().retranslate()
        self._title.setText(translate("Lists", "待办"))
        self._export.set_label(translate("Lists", "导出（脱敏）"))
        hint = translate("Lists", "筛选：部门、事项、窗口、姓名")
        self.filter.edit.setPlaceholderText(hint)
        self.filter.edit.setAccessibleName(hint)
        self.table.setAccessibleName(translate("Lists", "待办"))
        self.rows.retranslate()
        self.table.set_widths(_WIDTHS if words.chinese() else _ENGLISH_WIDTHS, frozenset({3, 4}), _MAY_GO)
        self.table.header.set_sorted(1)
        if self._view is not None:
            self._version = ()
            self.show_view(self._view)

    def show_view(self, view: ListView) -> None:
        """Draw the view; the rows are asked for again only when they changed, and the cursor stays on its case."""
        self._view = view
        self._subtitle.setText(view.subtitle)
        self.pills.show_pills(view.pills, view.asked.pill)
        version = (view.version, view.asked, id(view.source))
        if version != self._version:
            self._version = version
            line = self.table.currentIndex().row()
            self.rows.ask(view.source, view.asked)
            self.table.dress_heads()
            self._go_to(max(1, line))
        self.show_preview(view.preview)
        self.bar.show_outcomes(view.outcomes)
        empty = self.rows.total() == 0
        self._empty.setVisible(empty)
        self.table.setVisible(not empty)
        self._empty.setText(translate("Lists", "没有要办的。F2 新受理"))
        self._count()

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
        """The table, the filter, the pills, the acts."""
        return [self.table, self.filter.edit, *self.pills.keys(), *self.preview.keys(), *self.bar.shown_keys()]

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
            KeyHint((translate("Hints", "Alt+1⋯8"),), translate("Hints", "换一类")),
            KeyHint(("Home", "End"), translate("Hints", "头尾")),
        )
