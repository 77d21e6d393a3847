"""The preview beside the work list: one case on 330 px."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from counter_app.presenters.list_views import PreviewView
from counter_app.ui import words
from counter_app.ui.acts import BY_ID
from counter_app.ui.kit.chip import Chip, ChipLook
from counter_app.ui.kit.key_button import SmallKey
from counter_app.ui.kit.panel import Panel, Rule
from counter_app.ui.kit.sheet import Sheets
from counter_app.ui.kit.stepper import Stepper
from counter_app.ui.kit.text import Text
from counter_app.ui.pages.page import Column
from counter_app.ui.theme.fonts import Size
from counter_app.ui.theme.theme import Theme

_LABEL = 64


def clear(layout: QLayout) -> None:
    """Take every widget out of a layout at once."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class Preview(Panel):
    """Number, matter, steps, deadline, what happened last, where things lie, what can be done."""

    act_pressed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, flush=True, parent=parent)
        self.hide_head()
        self._given = theme
        self._first = Text(theme, size=Size.BASE, tone="ink2", elide=False)
        self._tail = Text(theme, size=Size.BASE, strong=True, elide=False)
        self._matter = Text(theme, size=Size.CASE, strong=True, wrap=True, lines=2)
        self._applicant = Text(theme, wrap=True, lines=2)
        self._stepper = Stepper(theme)
        self._chip, self._card = Chip(theme), Chip(theme)
        self._reckoning = Text(theme, size=Size.NOTE, tone="ink2", wrap=True)
        self._happenings, self._facts, self._keys = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        self._sheets = Sheets(theme)
        self._hint = Text(theme, size=Size.NOTE, tone="ink2", wrap=True)
        self._content = QWidget()
        self.body.setSpacing(0)
        scroll = Column()
        scroll.panels.addWidget(self._content)
        scroll.panels.addStretch(1)
        self.body.addWidget(scroll, 1)
        self._build()
        self._content.hide()

    def _build(self) -> None:
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 10, 0, 8)
        column.setSpacing(0)
        number = QHBoxLayout()
        number.setSpacing(0)
        number.addWidget(self._first)
        number.addWidget(self._tail)
        number.addStretch(1)
        head = self._block(column)
        head.setSpacing(2)
        head.addLayout(number)
        head.addSpacing(2)
        head.addWidget(self._matter)
        head.addWidget(self._applicant)
        column.addWidget(Rule(self._given, height=19))
        self._block(column).addWidget(self._stepper)
        column.addWidget(Rule(self._given, height=17))
        chips = QHBoxLayout()
        chips.setSpacing(7)
        chips.addWidget(self._chip)
        chips.addWidget(self._card)
        chips.addStretch(1)
        limit = self._block(column)
        limit.setSpacing(5)
        limit.addLayout(chips)
        limit.addWidget(self._reckoning)
        column.addWidget(Rule(self._given, height=19))
        self._block(column).addLayout(self._happenings)
        self._happenings.setSpacing(6)
        column.addWidget(Rule(self._given, height=19))
        facts = self._block(column)
        facts.addLayout(self._facts)
        self._facts.setSpacing(4)
        sheets = QHBoxLayout()
        sheets.setContentsMargins(_LABEL + 8, 4, 0, 0)
        sheets.addWidget(self._sheets)
        sheets.addStretch(1)
        facts.addLayout(sheets)
        column.addWidget(Rule(self._given, height=21))
        acts = self._block(column)
        self._keys.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._keys.setSpacing(8)
        acts.addLayout(self._keys)
        acts.addSpacing(7)
        acts.addWidget(self._hint)

    @staticmethod
    def _block(column: QVBoxLayout) -> QVBoxLayout:
        block = QVBoxLayout()
        block.setContentsMargins(12, 0, 12, 0)
        block.setSpacing(0)
        column.addLayout(block)
        return block

    def show_preview(self, view: PreviewView | None) -> None:
        """Show a case; None empties the preview."""
        self._content.setVisible(view is not None)
        if view is None:
            return
        first, tail = words.halves(view.number)
        self._first.setText(first)
        self._tail.setText(tail)
        self._matter.setText(view.matter)
        self._applicant.setText(view.applicant)
        self._stepper.show_steps(words.steps(), view.step)
        self._chip.set_look(words.deadline(view.deadline))
        self._card.set_look(ChipLook(view.card, "flag-outline", "bad") if view.card else None)
        self._reckoning.setText(view.reckoning)
        clear(self._happenings)
        for happening in view.happenings:
            self._happenings.addWidget(self._pair(happening.when, happening.text, "ink2"))
        clear(self._facts)
        for fact in view.facts:
            self._facts.addWidget(self._pair(fact.label, fact.text, "ink2"))
        self._sheets.show_sheets(view.sheets)
        self._show_keys(view)
        self._hint.setText(view.hint)

    def _pair(self, label: str, text: str, tone: str) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        left = Text(self._given, label, size=Size.NOTE, tone=tone)
        left.setFixedWidth(_LABEL)
        line.addWidget(left, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Text(self._given, text, size=Size.NOTE, wrap=True, lines=2), 1)
        return row

    def _show_keys(self, view: PreviewView) -> None:
        clear(self._keys)
        for outcome in view.outcomes:
            act = BY_ID[outcome.act]
            key = SmallKey(self._given, act.cap, "", cap_first=False, height=30)
            key.setObjectName(outcome.act)
            key.set_label(outcome.label or act.words(), outcome.dress)
            key.clicked.connect(self._press)
            self._keys.addWidget(key)

    def keys(self) -> list[QWidget]:
        """Return the keys of the acts."""
        return [
            key
            for at in range(self._keys.count())
            if (item := self._keys.itemAt(at)) is not None and (key := item.widget()) is not None
        ]

    def _press(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.act_pressed.emit(sender.objectName())
