"""The end of a day: what was done and what is left, at the left; the note to the next clerk, at the right."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from counter_app.presenters.day_end import DayEndView
from counter_app.ui.acts import Scope
from counter_app.ui.kit.breadth import Breadth
from counter_app.ui.kit.hint_line import KeyHint
from counter_app.ui.kit.panel import Panel
from counter_app.ui.kit.text import Text
from counter_app.ui.pages.bar import Bar
from counter_app.ui.pages.list_preview import clear
from counter_app.ui.pages.page import GAP, MARGIN, Column, Page, chain
from counter_app.ui.theme.fonts import Size
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate
from printing.model import ReportSection

_ASIDE = 420
_FIRST = 2
"""So many sections stand in the first column."""
_NOTE_HEIGHT, _LOW_NOTE_HEIGHT = 220, 84


class _Stack(QWidget):
    """Panels beneath each other, put into one column or another together."""

    def __init__(self) -> None:
        super().__init__()
        self.panels = QVBoxLayout(self)
        self.panels.setContentsMargins(0, 0, 0, 0)
        self.panels.setSpacing(GAP)


class DayEndPage(Page):
    """The day's report and the note."""

    note_written = Signal(str)

    scope = Scope.DAY_END

    def __init__(self, theme: Theme, offered: frozenset[str], parent: QWidget | None = None) -> None:
        super().__init__(theme, offered, parent)
        self._view: DayEndView | None = None
        self._shown: tuple[ReportSection, ...] | None = None
        self._title = Text(theme, size=Size.TITLE, strong=True, elide=False)
        self._promise = Text(theme, size=Size.NOTE, tone="ink2")
        self._counting = Text(theme, tone="ink2")
        self._left, self._middle, self._aside = Column(), Column(), Column(_ASIDE)
        self._done, self._open = _Stack(), _Stack()
        self._note_panel = Panel(theme, icon="clipboard-check-outline")
        self.note = QPlainTextEdit()
        self.note.setObjectName("shift_note")
        self.note.setFixedHeight(_NOTE_HEIGHT)
        self.note.setTabChangesFocus(True)
        self._said = Text(theme, size=Size.NOTE, wrap=True)
        self._said.hide()
        self._hint = Text(theme, size=Size.NOTE, tone="ink2", wrap=True)
        self.bar = Bar(theme, small=True)
        self._build()
        self.note.textChanged.connect(self._written)
        self.bar.pressed.connect(self.act_pressed)
        self.retranslate()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN, 8, MARGIN, 8)
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self._promise, 1)
        for widget in (self._hint, self.note, self._said):
            self._note_panel.body.addWidget(widget)
        self._place(narrow=False)
        for each in (self._left, self._middle, self._aside):
            each.panels.addStretch(1)
        columns = QHBoxLayout()
        columns.setContentsMargins(MARGIN, 0, MARGIN, GAP)
        columns.setSpacing(GAP)
        columns.addWidget(self._left, 1)
        columns.addWidget(self._middle, 1)
        columns.addWidget(self._aside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addWidget(self._counting)
        outer.addLayout(columns, 1)
        outer.addWidget(self.bar)
        self._counting.setContentsMargins(MARGIN, 0, MARGIN, 8)

    def _place(self, *, narrow: bool) -> None:
        """Put the note at the right, or above all else where there is one column only."""
        self.note.setFixedHeight(_LOW_NOTE_HEIGHT if narrow else _NOTE_HEIGHT)
        self._left.panels.insertWidget(0, self._done)
        beside = self._left.panels if narrow else self._middle.panels
        beside.insertWidget(1 if narrow else 0, self._open)
        (self._left.panels if narrow else self._aside.panels).insertWidget(0, self._note_panel)
        for column in (self._middle, self._aside):
            column.setVisible(not narrow)

    def set_breadth(self, breadth: Breadth) -> None:
        """A narrow window has one column."""
        super().set_breadth(breadth)
        self.bar.set_breadth(breadth)
        focus = self.focusWidget()
        self._place(narrow=breadth is Breadth.NARROW)
        if focus is not None and self.isVisible():
            focus.setFocus()

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        super().retranslate()
        self._title.setText(translate("DayEnd", "日结"))
        self._promise.setText(translate("DayEnd", "只数登录的人今天在这台窗口办的"))
        self._counting.setText(translate("DayEnd", "正在数今天办的⋯"))
        self._note_panel.title.setText(translate("DayEnd", "给下一班的交代"))
        self._hint.setText(translate("DayEnd", "下一个登录的人先看到它，按过“知道了”才收起；只留在本机。"))
        self.note.setAccessibleName(translate("DayEnd", "给下一班的交代"))
        self._shown = None
        if self._view is not None:
            self.show_view(self._view)

    def show_view(self, view: DayEndView) -> None:
        """Draw the view; who is writing is not disturbed."""
        self._view = view
        self._counting.setVisible(not view.sections)
        if view.sections != self._shown:
            self._shown = view.sections
            self._show_sections(view.sections)
        if self.note.toPlainText() != view.note:
            self.note.blockSignals(True)
            self.note.setPlainText(view.note)
            self.note.blockSignals(False)
        self._said.set_note(view.said)
        self.bar.show_outcomes(view.outcomes)

    def _show_sections(self, sections: tuple[ReportSection, ...]) -> None:
        made = [self._section(section) for section in sections]
        for part, panels in ((self._done, made[:_FIRST]), (self._open, made[_FIRST:])):
            clear(part.panels)
            for panel in panels:
                part.panels.addWidget(panel)
        chain([self.note, *made, *self.bar.shown_keys()])

    def _section(self, section: ReportSection) -> Panel:
        panel = Panel(self.theme, section.title)
        # Tab goes through what was counted, so that it is read, and comes into sight, without a mouse.
        panel.take_focus()
        panel.setAccessibleName("; ".join([section.title, *(" ".join(line).strip() for line in section.lines)]))
        for what, figure in section.lines:
            line = QHBoxLayout()
            line.setSpacing(10)
            line.addWidget(Text(self.theme, what), 1)
            line.addWidget(Text(self.theme, figure, strong=True, elide=False))
            panel.body.addLayout(line)
        return panel

    def _written(self) -> None:
        self.note_written.emit(self.note.toPlainText())

    def start(self) -> None:
        """Begin in the note."""
        self.note.setFocus()

    def hints(self) -> tuple[KeyHint, ...]:
        """What the keys do here."""
        return (
            KeyHint(("F8",), translate("Acts", "打日结单")),
            KeyHint(("F9",), translate("Acts", "交班并锁屏")),
        )
