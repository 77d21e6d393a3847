"""The page of a new application: form, checklist, and what the product says about it.

`show(view)` draws a `NewView`; the signals say what the clerk wants. The page keeps nothing but where the focus is.
"""

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from counter_app.presenters.sections import new_sections
from counter_app.presenters.views import MarkColumn, MatterCard, NewView
from counter_app.ui import words
from counter_app.ui.acts import Scope
from counter_app.ui.focus import follow_focus
from counter_app.ui.kit.chip import Chip, ChipLook
from counter_app.ui.kit.field import Edit
from counter_app.ui.kit.hint_line import KeyHint
from counter_app.ui.kit.text import Text
from counter_app.ui.pages.arrangement import Arrangement, Place, Slot
from counter_app.ui.pages.bar import Bar
from counter_app.ui.pages.new_aside import Aside
from counter_app.ui.pages.new_form import ApplicantPanel, MatterPanel, SituationPanel
from counter_app.ui.pages.new_materials import CollectingPanel, MaterialsPanel
from counter_app.ui.pages.page import GAP, MARGIN, Column, Page, chain
from counter_app.ui.theme.fonts import Size
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

_ASIDE = 6
"""The number of the right column."""


class NewPage(Page):
    """A new application."""

    matter_typed = Signal(str)
    matter_chosen = Signal(str)
    question_answered = Signal(str, int)
    field_edited = Signal(str, str)
    authority_ticked = Signal(bool)
    mark_changed = Signal(str, str, str)
    as_required = Signal(str)
    collecting_chosen = Signal(str)
    summary_closed = Signal()

    scope = Scope.NEW

    def __init__(self, theme: Theme, offered: frozenset[str], parent: QWidget | None = None) -> None:
        super().__init__(theme, offered, parent)
        self._view = NewView()
        self._left_from: QWidget | None = None
        self._title = Text(theme, size=Size.TITLE, strong=True, elide=False)
        self._saved = Chip(theme)
        self._remark = Text(theme, size=Size.NOTE, tone="ink3")
        self._drafts = self.act_hint("drafts", word_first=True)
        self._undo = self.act_hint("undo", word_first=True)
        self._all = self.act_hint("all_acts", word_first=True)
        self.matter, self.situation = MatterPanel(theme), SituationPanel(theme)
        self.applicant = ApplicantPanel(theme, "read_card" in offered)
        self.materials, self.collecting = MaterialsPanel(theme), CollectingPanel(theme)
        self.aside = Aside(theme, self.act_hint("preview_print"))
        self.bar = Bar(theme)
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN, 0, MARGIN, 0)
        head.setSpacing(10)
        for widget in (self._title, self._saved, self._remark):
            head.addWidget(widget)
        head.addStretch(1)
        for hint in (self._drafts, self._undo, self._all):
            head.addWidget(hint)
        frame = QWidget()
        frame.setFixedHeight(40)
        frame.setLayout(head)
        parts: tuple[QWidget, ...] = (
            *(self.matter, self.situation, self.applicant),
            *(self.materials, self.collecting, self.aside),
        )
        slots = {number: Slot(part, fills=part is self.materials) for number, part in enumerate(parts, 1)}
        left, right = Column(), Column()
        for number in (1, 2):
            left.panels.addWidget(slots[number])
        left.panels.addWidget(slots[3], 1)
        right.panels.addWidget(slots[6])
        middle = QWidget()
        below = QVBoxLayout(middle)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(GAP)
        below.addWidget(slots[4], 1)
        below.addWidget(slots[5])
        places = (
            Place(left, {number: slots[number] for number in (1, 2, 3)}),
            Place(middle, {number: slots[number] for number in (4, 5)}),
            Place(right, {6: slots[6]}, 316),
        )
        self.sections = Arrangement(self.theme, places, "Alt+6")
        self.arrange(self.sections, self.bar)
        self.lay_out(frame, ((left, 398), (middle, 540), (right, 0)))

    def _connect(self) -> None:
        self.matter.picker.typed.connect(self.matter_typed)
        self.matter.picker.chosen.connect(self._choose)
        self.matter.picker.went_on.connect(self._next)
        self.situation.answered.connect(self.question_answered)
        for panel in (self.applicant, self.collecting):
            panel.edited.connect(self.field_edited)
            for edit in panel.edits.values():
                edit.went_on.connect(self._next)
                edit.went_back.connect(self._previous)
        self.applicant.card.clicked.connect(self._read_card)
        self.applicant.authority_ticked.connect(self.authority_ticked)
        self.materials.table.marked.connect(self.mark_changed)
        self.materials.table.as_required.connect(self.as_required)
        self.materials.table.went_on.connect(self._next)
        self.materials.table.went_back.connect(self._previous)
        self.collecting.collecting_chosen.connect(self.collecting_chosen)
        self.aside.fault_chosen.connect(self.go_to_target)
        self.aside.closed.connect(self._leave_summary)
        self.bar.pressed.connect(self.act_pressed)
        follow_focus(self, self._focus_moved)

    # --- what is shown ---

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        super().retranslate()
        self._remark.setText(translate("New", "编号在受理或收件时生成"))
        for panel in (self.applicant, self.materials, self.collecting):
            panel.retranslate()
        self.show_view(self._view)

    def show_view(self, view: NewView) -> None:
        """Draw the view; whoever is typing is not disturbed."""
        failed_before = self._view.failure
        self._view = view
        self._title.setText(translate("New", "更正") if view.correcting else translate("New", "新受理"))
        self._remark.setText(view.correcting or translate("New", "编号在受理或收件时生成"))
        saved = translate("New", "草稿已存 {0}")
        look = (
            ChipLook(saved.format(f"{view.draft_saved:%H:%M:%S}"), "content-save-check-outline")
            if view.draft_saved
            else None
        )
        self._saved.set_look(look)
        drafts = translate("New", "草稿 %n 件", "", view.drafts)
        self._drafts.set_word(drafts)
        self._drafts.setVisible("drafts" in self.offered and view.drafts > 0)
        self._undo.setVisible("undo" in self.offered and view.can_undo)
        self.matter.show_matter(view)
        self.situation.show_questions(view.questions)
        self.applicant.show_applicant(view)
        self.materials.show_materials(view)
        self.collecting.show_collecting(view)
        self.aside.show_aside(view)
        self.bar.show_outcomes(view.outcomes)
        self._show_sections(view)
        chain(self.focus_order())
        if view.failure is not None and failed_before is None and self.isVisible():
            self._left_from = QApplication.focusWidget()
            self.give_focus(self.aside.faults)

    def show_matches(self, matches: tuple[MatterCard, ...]) -> None:
        """Offer the matters that fit what was typed."""
        self.matter.picker.show_matches(matches)

    # --- the focus ---

    def _show_sections(self, view: NewView) -> None:
        due = words.day(view.due.due) if view.due else translate("New", "期限")
        names = {
            1: translate("New", "事项"),
            2: translate("New", "情形"),
            3: translate("New", "申请人"),
            4: translate("New", "材料"),
            5: translate("New", "领取"),
            6: view.success.title if view.success else due,
        }
        more = translate("New", "差 %n 处", "", view.blocking) if view.blocking else ""
        if view.success is not None:
            more = words.halves(view.success.number)[1]
        states = tuple(replace(state, text=more) if state.number == _ASIDE else state for state in new_sections(view))
        said = [view.failure.title] if view.failure else []
        if view.due is not None:
            said.append(translate("New", "今天受理则 **{0} 办结**").format(due))
        if view.blocking:
            said.append(translate("New", "%n 处挡住受理", "", view.blocking))
        if view.success is not None:
            said = [f"{view.success.title} **{view.success.number}**"]
        self.sections.show_states(names, states, words.joined(said))

    def focus_order(self) -> list[QWidget]:
        """The order of the work: who and what, the papers, how it is collected, the key."""
        form = self.applicant.edits
        order: list[QWidget] = [self.matter.picker, *self.situation.answers]
        order += [form[key] for key in ("code", "name", "legal_rep", "phone", "agent_id", "agent", "agent_phone")]
        order += [self.applicant.authority, self.materials.table, self.collecting.ways, *self.collecting.edits.values()]
        suggested = self.bar.suggested()
        return [*order, suggested] if suggested else order

    def start(self) -> None:
        """Begin at the matter."""
        self.give_focus(self.matter.picker)

    def go_to_part(self, number: int) -> None:
        """Alt+1 to Alt+6."""
        if number == 2 and self.situation.answers:  # noqa: PLR2004 - the part's own number
            self.give_focus(self.situation.answers[0])
            return
        parts: dict[int, QWidget] = {
            1: self.matter.picker,
            3: self.applicant.edits["code"],
            4: self.materials.table,
            5: self.collecting.ways,
        }
        target = parts.get(number)
        if number == _ASIDE:
            self._turn_to_aside()
            target = self.aside.faults if self._view.failure else self.bar.suggested()
        if target is not None:
            self.give_focus(target)

    def _turn_to_aside(self) -> None:
        if self.narrow:
            self.sections.go(6)
        elif not self._view.failure:
            self.sections.turn_side()

    def go_to_target(self, target: str) -> None:
        """Put the focus where a fault is: a field, a question, or `code/column` of the checklist."""
        edits = {**self.applicant.edits, **self.collecting.edits}
        code, _, column = target.partition("/")
        if column:
            self.materials.table.go_to(code, MarkColumn(column))
            self.give_focus(self.materials.table)
        elif target in edits:
            self.give_focus(edits[target])
            edits[target].selectAll()
        elif target == "matter":
            self.give_focus(self.matter.picker)
        else:
            for answers in self.situation.answers:
                if answers.objectName() == target:
                    self.give_focus(answers)

    def place(self) -> tuple[str, int] | None:
        """Return where the clerk is: a field, a question or `code/column`, behind how many signs; None: not here."""
        focus = QApplication.focusWidget()
        if focus is self.materials.table:
            line = self.materials.table.currentIndex().row()
            rows = self.materials.table.rows.rows
            return (f"{rows[line].code}/{self.materials.table.column()}", 0) if 0 <= line < len(rows) else None
        if isinstance(focus, Edit):
            return focus.key, focus.cursorPosition()
        named = {self.matter.picker: "matter", self.matter.picker.edit: "matter", self.applicant.authority: "authority"}
        named |= {self.collecting.ways: "ways"}
        named |= {answers: answers.objectName() for answers in self.situation.answers}
        found = next((name for widget, name in named.items() if widget is focus), "")
        return (found, 0) if found else None

    def return_to(self, at: str, cursor: int) -> None:
        """Put the focus where a draft was left, the cursor behind as many signs."""
        edits = {**self.applicant.edits, **self.collecting.edits}
        if at in edits:
            edits[at].setFocus()
            edits[at].setCursorPosition(cursor)
        elif at == "authority":
            self.applicant.authority.setFocus()
        elif at == "ways":
            self.collecting.ways.setFocus()
        elif at:
            self.go_to_target(at)

    def _choose(self, code: str) -> None:
        """Choose a matter and go on: to what it asks first, also where that is in another section."""
        self.matter_chosen.emit(code)
        if self._view.matter is not None:
            self.give_focus(self.focus_order()[1])

    def _leave_summary(self) -> None:
        self.summary_closed.emit()
        self.give_focus(self._left_from or self.matter.picker)

    def _read_card(self) -> None:
        self.act_pressed.emit("read_card")

    def _next(self) -> None:
        self.focusNextChild()

    def _previous(self) -> None:
        self.focusPreviousChild()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter goes on from whatever does not use it itself."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.focusNextPrevChild(not back)
        else:
            super().keyPressEvent(event)

    def _focus_moved(self, _old: QObject | None, new: QObject | None) -> None:
        if isinstance(new, QWidget) and self.isVisible() and self.isAncestorOf(new):
            self.hints_changed.emit()

    def hints(self) -> tuple[KeyHint, ...]:
        """What the keys do here; in the checklist and the summary they do more."""
        on = KeyHint(("Enter",), translate("Hints", "下一格"))
        back = KeyHint(("Shift+Enter",), translate("Hints", "上一格"))
        parts = KeyHint((translate("Hints", "Alt+1⋯6"),), translate("Hints", "到第几部分"))
        if self.aside.faults.hasFocus():
            count = len(self._view.failure.faults) if self._view.failure else 0
            span = translate("Hints", "1⋯{0}")
            return (
                KeyHint((span.format(count),), translate("Hints", "到那一处")),
                KeyHint(("↑", "↓"), translate("Hints", "选")),
                KeyHint(("Enter",), translate("Hints", "去改")),
                KeyHint(("Esc",), translate("Hints", "回到原处")),
            )
        if self.materials.table.hasFocus():
            scan = (KeyHint(("F5",), translate("Hints", "扫描这一项")),) if "scan" in self.offered else ()
            count_keys = KeyHint(("+", "−"), translate("Hints", "份数"))
            marks = KeyHint((translate("Hints", "1⋯5"),), translate("Hints", "记这一格"))
            return (on, back, parts, count_keys, marks, *scan)
        if self.applicant.authority.hasFocus():
            return (on, back, parts, KeyHint((translate("Keys", "空格"),), translate("Hints", "勾上或去掉")))
        if any(answers.hasFocus() for answers in (*self.situation.answers, self.collecting.ways)):
            return (on, back, parts, KeyHint(("1", "2", "3"), translate("Hints", "作答")))
        return (on, back, parts)

    def side_hints(self) -> tuple[str, ...]:
        """The acts at the right of the hint line."""
        return ("read_card", "checklist", "preview_print", "lock", "help")
