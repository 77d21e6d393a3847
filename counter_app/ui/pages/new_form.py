"""The left column of a new application: matter, situation, applicant and agent."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter_app.presenters.views import FieldView, NewView, Note, Question, Tone
from counter_app.ui.kit.answers import Answers
from counter_app.ui.kit.field import Edit, Tick
from counter_app.ui.kit.key_button import SmallKey
from counter_app.ui.kit.keycap import KeyCap
from counter_app.ui.kit.matter_picker import MatterPicker
from counter_app.ui.kit.panel import Panel, Rule
from counter_app.ui.kit.text import Text
from counter_app.ui.theme.fonts import Size
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

LABEL = 84
_SHORT = 96
_CODE = 176
_BESIDE = 106
_GAP, _LINE = 6, 28
"""What stands between answers and their effect, and how high one line of answers is."""


class MatterPanel(Panel):
    """Part 1."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, number=1, parent=parent)
        self._typed = Text(theme, size=Size.NOTE, tone="ink2", elide=False)
        self.add_right(self._typed)
        self._enter = KeyCap(theme, "Enter")
        self.add_right(self._enter)
        self.picker = MatterPicker(theme)
        self.body.addWidget(self.picker)
        self.setFixedHeight(86)

    def show_matter(self, view: NewView) -> None:
        """Show the matter and what was typed to find it."""
        self.title.setText(translate("New", "事项"))
        typed = translate("New", "输入 **{0}**")
        self._typed.setText(typed.format(view.typed))
        self._typed.setVisible(bool(view.typed and view.matter))
        self._enter.setVisible(bool(view.typed))
        self.picker.show_matter(view.matter, view.typed)


class SituationPanel(Panel):
    """Part 2: the questions that decide which materials are asked for."""

    answered = Signal(str, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, number=2, parent=parent)
        self._theme_given = theme
        self._rows: dict[str, _QuestionRow] = {}
        self.body.setSpacing(7)

    def show_questions(self, questions: tuple[Question, ...]) -> None:
        """Show the questions; the same ones keep their widgets, so that the focus stays."""
        self.title.setText(translate("New", "情形"))
        self.set_remark(translate("New", "按数字键作答，材料随之增减"))
        for key in self._rows.keys() - {question.key for question in questions}:
            self._take_out(self._rows.pop(key))
        for place, question in enumerate(questions):
            row = self._rows.get(question.key) or self._put_in(question.key, place)
            row.show_question(question)
        self._rows = {question.key: self._rows[question.key] for question in questions}
        self.setVisible(bool(questions))

    @property
    def answers(self) -> list[Answers]:
        """The answers that take the focus, in their order."""
        return [row.answers for row in self._rows.values()]

    def _put_in(self, key: str, place: int) -> "_QuestionRow":
        row = self._rows[key] = _QuestionRow(self._theme_given, key)
        row.answers.answered.connect(lambda index: self.answered.emit(key, index))
        self.body.insertWidget(place, row)
        # Else it is shown with the next event only, and Enter would pass it by.
        row.show()
        return row

    def _take_out(self, row: "_QuestionRow") -> None:
        self.body.removeWidget(row)
        row.hide()
        row.deleteLater()


class _QuestionRow(QWidget):
    """One question: its name, its answers, and what the chosen one comes to."""

    def __init__(self, theme: Theme, key: str) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self._label = Text(theme, size=Size.NOTE, tone="ink2")
        self._label.setFixedSize(LABEL, _LINE)
        self._effect = Text(theme, size=Size.NOTE, tone="ink3")
        self._effect.setMinimumWidth(1)
        self._effect.setFixedHeight(_LINE)
        self.answers = Answers(theme)
        self.answers.setObjectName(key)
        line.addWidget(self._label, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.answers)
        line.addSpacing(_GAP)
        line.addWidget(self._effect, 1, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave to the answers what the question does not need."""
        super().resizeEvent(event)
        self.answers.set_room(max(self.width() - LABEL - _GAP - 3, 1))

    def show_question(self, question: Question) -> None:
        """Show the question as it was answered."""
        self._label.setText(question.label)
        self.answers.show_answers(question.label, question.answers, question.chosen)
        self._effect.setText(f"→ {question.effect}" if question.effect else "")


class ApplicantPanel(Panel):
    """Part 3: whose application it is, and who stands at the window."""

    edited = Signal(str, str)
    authority_ticked = Signal(bool)
    went_on = Signal()
    went_back = Signal()

    def __init__(self, theme: Theme, card_offered: bool, parent: QWidget | None = None) -> None:  # noqa: FBT001 - a state
        super().__init__(theme, number=3, parent=parent)
        self._given = theme
        self.edits = {
            key: Edit(key, latin=key in ("code", "phone", "agent_id", "agent_phone"))
            for key in ("code", "name", "legal_rep", "phone", "agent_id", "agent", "agent_phone")
        }
        for edit in self.edits.values():
            edit.value_edited.connect(self.edited)
        self._labels: dict[str, Text] = {}
        self._beside = {key: Text(theme, size=Size.NOTE) for key in ("code", "agent_id")}
        self._beneath = {key: Text(theme, size=Size.NOTE, wrap=True, lines=2) for key in self.edits}
        self.card = SmallKey(theme, "F4", "", icon="card-account-details-outline", cap_first=False)
        self._card_offered = card_offered
        self.alike = Text(theme, size=Size.NOTE, tone="ink2", icon="account-multiple-outline", icon_px=15, elide=False)
        self.alike_key = KeyCap(theme, "Alt+K")
        self.add_right(self.alike)
        self.add_right(self.alike_key)
        self.authority = Tick(theme)
        self.authority.toggled.connect(self.authority_ticked)
        self.note = Text(theme, size=Size.NOTE, wrap=True, lines=2)
        self._build()

    def _build(self) -> None:
        self._row("code")
        self._row("name")
        self._row("legal_rep", "phone")
        indent = QHBoxLayout()
        indent.setContentsMargins(LABEL, 0, 0, 0)
        indent.addWidget(self.note)
        self.body.addLayout(indent)
        self.body.addWidget(self._rule())
        self._row("agent_id")
        self._row("agent", "agent_phone")
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(self._label("authority"), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.authority, 1)
        self.body.addLayout(line)
        self.body.addStretch(1)

    def _rule(self) -> QWidget:
        return Rule(self._given, height=3, across=True)

    def _label(self, key: str) -> Text:
        label = Text(self._given, size=Size.NOTE, tone="ink2", wrap=True, lines=2)
        label.setFixedWidth(LABEL)
        self._labels[key] = label
        return label

    def _row(self, key: str, second: str = "") -> None:
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(self._label(key), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.edits[key])
        if key in self._beside:
            self.edits[key].setFixedWidth(_CODE)
            line.addSpacing(8)
            line.addWidget(self._beside[key], 1)
            if key == "agent_id":
                line.addWidget(self.card)
                self.card.hide()
        if second:
            self.edits[key].setFixedWidth(_SHORT)
            label = Text(self._given, size=Size.NOTE, tone="ink2", elide=False)
            self._labels[second] = label
            line.addSpacing(8)
            line.addWidget(label)
            line.addSpacing(8)
            line.addWidget(self.edits[second], 1)
        block = QVBoxLayout()
        block.setSpacing(0)
        block.addLayout(line)
        for of in (key, second):
            if of:
                indent = QHBoxLayout()
                indent.setContentsMargins(LABEL, 0, 0, 0)
                indent.addWidget(self._beneath[of])
                self._beneath[of].hide()
                block.addLayout(indent)
        self.body.addLayout(block)

    def retranslate(self) -> None:
        """Name the fields."""
        names = {
            "code": translate("New", "信用代码"),
            "name": translate("New", "名称"),
            "legal_rep": translate("New", "法定代表人"),
            "phone": translate("New", "电话"),
            "agent_id": translate("New", "经办人证件"),
            "agent": translate("New", "经办人"),
            "agent_phone": translate("New", "电话"),
            "authority": translate("New", "授权委托书"),
        }
        for key, label in self._labels.items():
            label.setText(names[key])
            if key in self.edits:
                self.edits[key].setAccessibleName(names[key])
        self.edits["phone"].setAccessibleName(translate("New", "申请人电话"))
        self.edits["agent_phone"].setAccessibleName(translate("New", "经办人电话"))
        self.title.setText(translate("New", "申请人与经办人"))
        self.card.set_label(translate("Acts", "读证"))

    def show_applicant(self, view: NewView) -> None:
        """Show values, remarks, what is wrong."""
        faults = 0
        for field in view.fields:
            edit = self.edits.get(field.key)
            if edit is not None:
                edit.show_value(field)
                faults += self._show_note(field)
        counted = translate("New", "%n 处要改", "", faults)
        self.set_faults(Note(counted, Tone.BAD) if faults else None)
        if not faults:
            self.set_remark("")
        self.note.set_note(view.applicant_note)
        alike = translate("New", "%n 个相似", "", view.alike)
        self.alike.setText(alike)
        self.alike.setVisible(view.alike > 0)
        self.alike_key.setVisible(view.alike > 0)
        self.authority.show_tick(view.authority_text, ticked=view.authority_held)
        self.authority.setAccessibleName(f"{translate('New', '授权委托书')} {view.authority_text}".strip())

    def _show_note(self, field: FieldView) -> int:
        wrong = field.note is not None and field.note.tone is Tone.BAD
        beside = self._beside.get(field.key)
        if beside is not None:
            beside.set_note(field.note if field.note and not wrong else Note("", Tone.HINT))
        self._beneath[field.key].set_note(field.note if wrong or beside is None else None)
        if field.key == "agent_id":
            shown = wrong and self._card_offered
            self.card.setVisible(shown)
            spare = _CODE + _BESIDE - self.card.sizeHint().width()
            self.edits["agent_id"].setFixedWidth(min(_CODE, spare) if shown else _CODE)
        self.edits[field.key].setAccessibleDescription(field.note.text if field.note else "")
        return int(wrong)
