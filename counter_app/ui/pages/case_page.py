"""The page of one case: what happened, the limit, the papers, the answer, the prints."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter_app.presenters.case_views import CaseView
from counter_app.presenters.views import Tone
from counter_app.ui import words
from counter_app.ui.acts import Scope
from counter_app.ui.kit.chip import Chip, ChipLook
from counter_app.ui.kit.hint_line import KeyHint
from counter_app.ui.kit.key_button import SmallKey
from counter_app.ui.kit.stepper import Stepper
from counter_app.ui.kit.text import Text
from counter_app.ui.pages.case_papers import CaseDuePanel, PapersPanel
from counter_app.ui.pages.case_sides import AnswerPanel, CasePrintsPanel, TimelinePanel
from counter_app.ui.pages.page import GAP, MARGIN, Bar, Column, Page
from counter_app.ui.theme.fonts import Size
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

_TONES = {Tone.OK: "ok", Tone.WARN: "warn", Tone.BAD: "bad", Tone.HOLD: "hold"}
_STEP_ICONS = (
    "inbox-outline",
    "clipboard-check-outline",
    "progress-clock",
    "gavel",
    "certificate-outline",
    "check-circle",
)


VIEW_PAPER = "view_paper"
"""Offered by whoever can show a paper large; without it no key promises to."""


class CasePage(Page):
    """One case."""

    back_pressed = Signal()
    paper_opened = Signal(int)
    print_answered = Signal(str, int)

    scope = Scope.CASE

    def __init__(self, theme: Theme, offered: frozenset[str], parent: QWidget | None = None) -> None:
        super().__init__(theme, offered, parent)
        self._view: CaseView | None = None
        self._back = SmallKey(theme, "Esc", "")
        self._first = Text(theme, size=Size.NUMBER, tone="ink2", elide=False)
        self._tail = Text(theme, size=Size.NUMBER, strong=True, elide=False)
        self._standing, self._deadline = Chip(theme), Chip(theme)
        self._matter = Text(theme, size=Size.CASE, strong=True, elide=False)
        self._applicant = Text(theme)
        self._stepper = Stepper(theme)
        self.timeline = TimelinePanel(theme)
        self.due, self.papers = CaseDuePanel(theme), PapersPanel(theme, opens=VIEW_PAPER in offered)
        self.answer = AnswerPanel(theme)
        self.prints = CasePrintsPanel(theme, self.act_hint("print"))
        self.bar = Bar(theme)
        self._build()
        self._back.clicked.connect(self.back_pressed)
        self.papers.opened.connect(self.paper_opened)
        self.prints.print_answered.connect(self.print_answered)
        self.bar.pressed.connect(self.act_pressed)
        self.retranslate()

    def _build(self) -> None:
        number = QHBoxLayout()
        number.setSpacing(0)
        number.addWidget(self._back)
        number.addSpacing(10)
        number.addWidget(self._first)
        number.addWidget(self._tail)
        number.addSpacing(12)
        number.addWidget(self._standing)
        number.addSpacing(10)
        number.addWidget(self._deadline)
        number.addStretch(1)
        name = QHBoxLayout()
        name.setSpacing(10)
        name.addWidget(self._matter)
        name.addWidget(self._applicant, 1)
        texts = QVBoxLayout()
        texts.setSpacing(4)
        texts.addLayout(number)
        texts.addLayout(name)
        self._stepper.setFixedWidth(470)
        head = QWidget()
        head.setFixedHeight(69)
        line = QHBoxLayout(head)
        line.setContentsMargins(MARGIN, 7, 0, 7)
        line.addLayout(texts, 1)
        line.addWidget(self._stepper)
        left, middle, right = Column(292), Column(), Column(318)
        left.panels.addWidget(self.timeline)
        middle.panels.addWidget(self.due)
        middle.panels.addWidget(self.papers, 1)
        right.panels.addWidget(self.answer)
        right.panels.addWidget(self.prints, 1)
        columns = QHBoxLayout()
        columns.setContentsMargins(MARGIN, 0, MARGIN, GAP)
        columns.setSpacing(GAP)
        columns.addWidget(left)
        columns.addWidget(middle, 1)
        columns.addWidget(right)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(head)
        outer.addLayout(columns, 1)
        outer.addWidget(self.bar)

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        super().retranslate()
        self._back.set_label(translate("Case", "返回待办"))
        for panel in (self.timeline, self.due, self.papers, self.answer, self.prints):
            panel.retranslate()
        if self._view is not None:
            self.show_view(self._view)

    def show_view(self, view: CaseView) -> None:
        """Draw the view."""
        self._view = view
        first, tail = words.halves(view.number)
        self._first.setText(first)
        self._tail.setText(tail)
        standing = view.standing
        self._standing.set_look(
            ChipLook(standing.text, _STEP_ICONS[view.step], _TONES.get(standing.tone, "plain")) if standing else None
        )
        self._deadline.set_look(words.deadline(view.deadline) if view.deadline else None)
        self._matter.setText(view.matter)
        self._applicant.setText(view.applicant)
        self._stepper.show_steps(words.steps(), view.step)
        self.timeline.show_timeline(view.timeline)
        self.due.show_due(view.due, view.due_subtitle)
        self.papers.show_papers(view.papers, view.papers_subtitle)
        self.answer.show_answer(view.answer)
        self.prints.show_prints(view.question, view.prints)
        self.bar.show_outcomes(view.outcomes)

    def start(self) -> None:
        """Begin at an open print question, else at the acts."""
        if self._view is not None and self._view.question is not None:
            self.prints.setFocus()
            return
        suggested = self.bar.suggested()
        (suggested or self.timeline).setFocus()

    def go_to_part(self, number: int) -> None:
        """Alt+1 to Alt+5."""
        parts: dict[int, QWidget] = {
            1: self.timeline,
            2: self.due,
            3: self.papers.table,
            4: self.answer,
            5: self.prints,
        }
        if number in parts:
            parts[number].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_pressed.emit()
        else:
            super().keyPressEvent(event)

    def hints(self) -> tuple[KeyHint, ...]:
        """What the keys do here."""
        question = self._view is not None and self._view.question is not None
        answer = (KeyHint((translate("Hints", "1⋯3"),), translate("Hints", "答打印")),) if question else ()
        return (
            KeyHint((translate("Hints", "Alt+1⋯5"),), translate("Hints", "到第几部分")),
            KeyHint(("↑", "↓"), translate("Hints", "选一行")),
            *((KeyHint(("Enter",), translate("Hints", "打开")),) if VIEW_PAPER in self.offered else ()),
            *answer,
            KeyHint(("Esc",), translate("Hints", "返回")),
        )

    def side_hints(self) -> tuple[str, ...]:
        """The acts at the right of the hint line."""
        return ("find", "print", "all_acts", "lock", "help")
