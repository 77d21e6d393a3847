"""The page of one case: what happened, the limit, the papers, the answer, the prints."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter_app.presenters.case_views import CaseView
from counter_app.presenters.sections import case_sections
from counter_app.presenters.views import Tone
from counter_app.ui import words
from counter_app.ui.acts import Scope
from counter_app.ui.kit.breadth import Breadth
from counter_app.ui.kit.chip import Chip, ChipLook
from counter_app.ui.kit.hint_line import KeyHint
from counter_app.ui.kit.key_button import SmallKey
from counter_app.ui.kit.stepper import Stepper
from counter_app.ui.kit.text import Text
from counter_app.ui.pages.arrangement import Arrangement, Place, Slot
from counter_app.ui.pages.bar import Bar
from counter_app.ui.pages.case_answer import AnswerPanel
from counter_app.ui.pages.case_papers import CaseDuePanel, PapersPanel
from counter_app.ui.pages.case_sides import CasePrintsPanel, TimelinePanel
from counter_app.ui.pages.page import MARGIN, Column, Page
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


_HEAD, _LOW_HEAD = 69, 50
_STEPPER, _SHORT_STEPPER = 470, 270
_FOLD = 6

VIEW_PAPER = "view_paper"
"""Offered by whoever can show a paper large; without it no key promises to."""


class CasePage(Page):
    """One case."""

    back_pressed = Signal()
    paper_opened = Signal(int)
    answer_opened = Signal()
    print_answered = Signal(str, int)

    scope = Scope.CASE
    keeps_head = True

    def __init__(self, theme: Theme, offered: frozenset[str], parent: QWidget | None = None) -> None:
        super().__init__(theme, offered, parent)
        self._view: CaseView | None = None
        self._back, self._after_back = SmallKey(theme, "Esc", ""), QWidget()
        self._first = Text(theme, size=Size.NUMBER, tone="ink2", elide=False)
        self._tail = Text(theme, size=Size.NUMBER, strong=True, elide=False)
        self._standing, self._deadline = Chip(theme), Chip(theme)
        self._matter = Text(theme, size=Size.CASE, strong=True, elide=False)
        self._applicant = Text(theme)
        self._stepper = Stepper(theme)
        self.timeline = TimelinePanel(theme)
        self.due, self.papers = CaseDuePanel(theme), PapersPanel(theme, opens=VIEW_PAPER in offered)
        self.answer = AnswerPanel(theme, opens=VIEW_PAPER in offered)
        self.prints = CasePrintsPanel(theme, self.act_hint("print"))
        self.bar = Bar(theme)
        self._build()
        self._back.clicked.connect(self.back_pressed)
        self.papers.opened.connect(self.paper_opened)
        self.answer.opened.connect(self.answer_opened)
        self.prints.print_answered.connect(self.print_answered)
        self.bar.pressed.connect(self.act_pressed)
        self.retranslate()

    def _build(self) -> None:
        number = QHBoxLayout()
        number.setSpacing(0)
        number.addWidget(self._back)
        self._after_back.setFixedWidth(10)
        number.addWidget(self._after_back)
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
        self._head = head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(MARGIN, 7, 0, 7)
        line.addLayout(texts, 1)
        line.addWidget(self._stepper)
        left, middle, right = Column(), Column(), Column()
        parts = (self.timeline, self.due, self.papers, self.answer, self.prints)
        slots = {number: Slot(part, fills=part is self.papers) for number, part in enumerate(parts, 1)}
        left.panels.addWidget(slots[1])
        middle.panels.addWidget(slots[2])
        middle.panels.addWidget(slots[3], 1)
        right.panels.addWidget(slots[4])
        right.panels.addWidget(slots[5], 1)
        for panel in (self.timeline, self.due, self.answer, self.prints):
            panel.take_focus()
        places = (
            Place(left, {1: slots[1]}, 292),
            Place(middle, {number: slots[number] for number in (2, 3)}),
            Place(right, {number: slots[number] for number in (4, 5)}, 318),
        )
        self.sections = Arrangement(self.theme, places, "Alt+6")
        self.arrange(self.sections, self.bar)
        self.lay_out(head, ((left, 0), (middle, 1), (right, 0)))
        self._dress_head(Breadth.WIDE)

    def set_breadth(self, breadth: Breadth) -> None:
        """A narrow window keeps the number and the name."""
        super().set_breadth(breadth)
        self._dress_head(breadth)

    def _dress_head(self, breadth: Breadth) -> None:
        narrow = breadth is Breadth.NARROW
        self._head.setFixedHeight(_LOW_HEAD if narrow else _HEAD)
        self._stepper.setVisible(not narrow)
        self._back.setVisible(not narrow)
        self._after_back.setVisible(not narrow)
        self._stepper.setFixedWidth(_STEPPER if breadth is Breadth.WIDE else _SHORT_STEPPER)

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        super().retranslate()
        self._back.set_label(translate("Case", "返回待办"))
        for panel in (self.timeline, self.due, self.papers, self.answer, self.prints):
            panel.retranslate()
            panel.setAccessibleName(panel.title.text())
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
        self.papers.show_papers(view.papers, view.papers_subtitle, view.situation)
        self.answer.show_answer(view.answer)
        self.prints.show_prints(view.question, view.prints)
        self.bar.show_outcomes(view.outcomes)
        names = {
            1: translate("Case", "经过"),
            2: translate("Case", "期限"),
            3: translate("Case", "材料"),
            4: translate("Case", "答复"),
            5: translate("Case", "打印"),
        }
        said = [view.question.title] if view.question else []
        if view.answer is not None:
            said.append(f"**{view.answer.verdict.text}** {view.answer.title}")
        else:
            said.append(translate("Case", "部门还没有答复。"))
        self.sections.show_states(names, case_sections(view), words.joined(said))

    def focus_order(self) -> list[QWidget]:
        """The acts, then the parts by their numbers."""
        return [*self.bar.shown_keys(), self.timeline, self.due, self.papers.table, self.answer, self._prints()]

    def _prints(self) -> QWidget:
        question = self._view is not None and self._view.question is not None
        return self.prints.box if question else self.prints

    def start(self) -> None:
        """Begin at an open print question, else at the acts."""
        if self._view is not None and self._view.question is not None:
            self.give_focus(self.prints.box)
            return
        suggested = self.bar.suggested()
        self.give_focus(suggested or self.timeline)

    def go_to_part(self, number: int) -> None:
        """Alt+1 to Alt+5; Alt+6 opens the right column and folds it again."""
        if number == _FOLD:
            self.turn_side()
            return
        parts: dict[int, QWidget] = {
            1: self.timeline,
            2: self.due,
            3: self.papers.table,
            4: self.answer,
            5: self._prints(),
        }
        if number in parts:
            self.give_focus(parts[number])

    def point_at(self, place: str) -> None:
        """Put the cursor on the paper with this place in the checklist; nothing where there is none."""
        papers = self._view.papers if self._view is not None else ()
        row = next((number for number, paper in enumerate(papers) if place and paper.place == place), -1)
        if row >= 0:
            self.papers.table.go_to(row)
            self.go_to_part(3)

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
