"""The outbox: what the server has not confirmed, what contradicts, which papers nobody knows of."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from counter_app.presenters.list_views import ContestedView, OutboxView
from counter_app.presenters.views import Tone
from counter_app.ui import words
from counter_app.ui.acts import Scope
from counter_app.ui.kit.hint_line import KeyHint
from counter_app.ui.kit.list_cells import SendCells
from counter_app.ui.kit.panel import Panel
from counter_app.ui.kit.pill import Pills
from counter_app.ui.kit.table import RowTable
from counter_app.ui.kit.text import Text
from counter_app.ui.models.case_rows import SendRows
from counter_app.ui.pages.arrangement import Arrangement, Place, Slot
from counter_app.ui.pages.bar import Bar
from counter_app.ui.pages.outbox_questions import ContestedPanel, PrintsPanel
from counter_app.ui.pages.outbox_record import RecordPanel
from counter_app.ui.pages.page import GAP, MARGIN, Column, Page
from counter_app.ui.theme.fonts import Size
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

_WIDTHS = (116, 397, 294, 83)

_PAPER, _CONTEST = 3, 4
"""How many answers a paper and a comparison have."""


class OutboxPage(Page):
    """The outbox."""

    pill_chosen = Signal(str)
    row_moved = Signal(str)
    row_opened = Signal(str)
    contest_answered = Signal(str, int)
    print_answered = Signal(str, int)

    scope = Scope.OUTBOX

    def __init__(self, theme: Theme, offered: frozenset[str], parent: QWidget | None = None) -> None:
        super().__init__(theme, offered, parent)
        self._view: OutboxView | None = None
        self._version: tuple[object, ...] = ()
        self._title = Text(theme, size=Size.TITLE, strong=True, elide=False)
        self._promise = Text(theme, size=Size.NOTE, tone="ink2")
        self._chain = Text(theme, size=Size.NOTE, tone="ink2", elide=False)
        self.pills = Pills(theme)
        self.rows = SendRows(self)
        self.table = RowTable(theme, 46)
        self.table.setModel(self.rows)
        self.table.setItemDelegate(SendCells(theme, self.table))
        self.table.setObjectName("outbox")
        self.table.header.first_pad = 10
        self._empty = Text(theme, size=Size.BASE, tone="ink2")
        self._empty.setFixedHeight(60)
        self.contested, self.prints = ContestedPanel(theme), PrintsPanel(theme)
        self.record = RecordPanel(theme)
        self.bar = Bar(theme, small=True)
        self._footer = Text(theme, size=Size.NOTE, tone="ink2", elide=False)
        self._build()
        self.pills.chosen.connect(self.pill_chosen)
        self.table.opened.connect(self._open)
        self.table.moved.connect(self._move)
        self.contested.contest_answered.connect(self.contest_answered)
        self.prints.print_answered.connect(self.print_answered)
        self.bar.pressed.connect(self.act_pressed)
        self.retranslate()

    def _build(self) -> None:
        head = QWidget()
        head.setFixedHeight(40)
        line = QHBoxLayout(head)
        line.setContentsMargins(MARGIN, 0, MARGIN, 0)
        line.setSpacing(10)
        line.addWidget(self._title)
        line.addWidget(self._promise, 1)
        line.addWidget(self._chain)
        box = Panel(self.theme, flush=True)
        box.hide_head()
        box.body.setSpacing(0)
        box.body.addWidget(self.table, 1)
        box.body.addWidget(self._empty, 0, Qt.AlignmentFlag.AlignCenter)
        aside = Column()
        aside.panels.addWidget(self.record)
        aside.panels.addWidget(self.contested)
        aside.panels.addWidget(self.prints, 1)
        slots = {1: Slot(box, fills=True), 2: Slot(aside, fills=True)}
        places = (Place(slots[1], {1: slots[1]}), Place(slots[2], {2: slots[2]}, 372))
        self.sections = Arrangement(self.theme, places, "Alt+V", may_hide=True)
        self.arrange(self.sections, self.bar)
        self.bar.tail.addWidget(self._footer)
        self.bar.tail.addWidget(self.act_hint("all_acts"))
        self.lay_out(head, ((slots[1], 1), (slots[2], 0)), pills=self.pills, top=GAP)

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        super().retranslate()
        self._title.setText(translate("Outbox", "发件"))
        self._promise.setText(translate("Outbox", "服务器没有确认之前，什么都不会从这里消失"))
        self.table.setAccessibleName(translate("Outbox", "发件"))
        self.rows.retranslate()
        self.table.set_widths(_WIDTHS, frozenset({1, 2}), (3,))
        if self._view is not None:
            self._version = ()
            self.show_view(self._view)

    def show_view(self, view: OutboxView) -> None:
        """Draw the view; the cursor stays on its line."""
        self._view = view
        self.pills.show_pills(view.pills, view.asked.pill)
        self._chain.setText(view.chain.text)
        self._chain.set_tone("bad" if view.chain.tone is Tone.BAD else "ink2")
        version = (view.version, view.asked, id(view.source))
        if version != self._version:
            self._version = version
            line = max(1, self.table.currentIndex().row())
            self.rows.ask(view.source, view.asked)
            self.table.dress_heads()
            if self.rows.rowCount():
                self.table.go_to(min(line, self.rows.rowCount() - 1))
        empty = self.rows.total() == 0
        self.table.setVisible(not empty)
        self._empty.setVisible(empty)
        self._empty.setText(translate("Outbox", "服务器都确认了，没有要发的。F2 新受理"))
        self.record.show_record(self.rows.row_at(max(0, self.table.currentIndex().row())))
        # The cursor may have come to another record meanwhile, and brought what that one contradicts.
        view = self._view
        self.contested.show_contested(view.contested)
        self.prints.show_held(view.held_printers)
        self.prints.show_questions(view.questions)
        self.bar.show_outcomes(view.outcomes)
        self._footer.setText(view.footer)
        self._say_first(view)

    def forget(self) -> None:
        """Show nothing any more: the store behind the rows is about to be closed."""
        self._view = None
        self.rows.forget()

    def show_contested(self, contested: ContestedView | None) -> None:
        """Show the record under the cursor beside the one it contradicts."""
        if self._view is not None:
            self._view = replace(self._view, contested=contested)
            self.contested.show_contested(contested)
            self._say_first(self._view)

    def _say_first(self, view: OutboxView) -> None:
        said = [f"**{view.contested.title}**"] if view.contested else []
        said += view.held_printers
        if view.questions:
            said.append(translate("Prints", "%n 张纸要答", "", len(view.questions)))
        record = self.rows.row_at(max(0, self.table.currentIndex().row()))
        if record is not None:
            said.append(f"{record.act} {record.number}")
        self.sections.show_states({}, (), words.joined(said))

    def focus_order(self) -> list[QWidget]:
        """Records, what contradicts, papers, the acts, the pills."""
        return [self.table, self.contested.box, *self.prints.boxes(), *self.bar.shown_keys(), *self.pills.keys()]

    def _open(self, line: int) -> None:
        row = self.rows.row_at(line)
        if row is not None:
            self.row_opened.emit(row.record_id)

    def _move(self, line: int) -> None:
        row = self.rows.row_at(line) if line >= 0 else None
        self.record.show_record(row)
        if row is not None:
            self.row_moved.emit(row.record_id)

    def current_record(self) -> str:
        """Return the record under the cursor, or an empty text."""
        row = self.rows.row_at(max(0, self.table.currentIndex().row()))
        return row.record_id if row else ""

    def start(self) -> None:
        """Begin in the table."""
        self.give_focus(self.table)

    def go_to_part(self, number: int) -> None:
        """Alt+1 to Alt+9 choose a filter."""
        self.pills.choose(number)

    def hints(self) -> tuple[KeyHint, ...]:
        """What the keys do here; a comparison has an answer more than a paper."""
        choices = _CONTEST if self.contested.isVisible() else _PAPER
        return (
            KeyHint(("↑", "↓"), translate("Hints", "选一条")),
            KeyHint((translate("Hints", "1⋯{0}").format(choices),), translate("Hints", "作答（在有焦点的一栏）")),
            KeyHint(("Tab",), translate("Hints", "记录 → 对照 → 打印")),
            KeyHint((translate("Hints", "Alt+1⋯8"),), translate("Hints", "换一类")),
        )
