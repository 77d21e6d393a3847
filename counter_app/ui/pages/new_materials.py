"""The middle column of a new application: the checklist, and how the result is collected."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from counter_app.presenters.views import Collecting, MarkColumn, NewView, Note, Tone
from counter_app.ui.kit.answers import Answers
from counter_app.ui.kit.checklist import Checklist
from counter_app.ui.kit.field import Edit
from counter_app.ui.kit.keycap import Hint
from counter_app.ui.kit.panel import Panel
from counter_app.ui.kit.text import Text
from counter_app.ui.pages.new_form import LABEL
from counter_app.ui.theme.fonts import Size
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate


class MaterialsPanel(Panel):
    """Part 4."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, number=4, flush=True, parent=parent)
        self.table = Checklist(theme)
        self._space = Hint(theme, (translate("Keys", "空格"),), "")
        self.add_right(self._space)
        self.body.addWidget(self.table, 1)

    def retranslate(self) -> None:
        """Name the panel and its columns."""
        self.title.setText(translate("New", "材料"))
        self._space.set_keys((translate("Keys", "空格"),))
        self._space.set_word(translate("New", "按要求收齐"))
        self.table.setAccessibleName(translate("New", "材料清单"))
        self.table.rows.retranslate()

    def show_materials(self, view: NewView) -> None:
        """Show the rows; the head counts what is complete, and turns when a mark is wrong."""
        self.table.show_rows(view.rows)
        wrong = any(
            getattr(row, column.value).wrong
            for row in view.rows
            for column in MarkColumn
            if column is not MarkColumn.SCANS
        )
        self.set_faults(Note("", Tone.BAD) if wrong else None)
        self.set_remark(view.progress)


class CollectingPanel(Panel):
    """Part 5."""

    collecting_chosen = Signal(str)
    edited = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, number=5, parent=parent)
        self._default = Text(theme, size=Size.NOTE, tone="ink3", elide=False)
        self.add_right(self._default)
        self.ways = Answers(theme)
        self.ways.answered.connect(self._choose)
        self._hint = Text(theme, size=Size.NOTE, tone="ink3")
        self._how = Text(theme, size=Size.NOTE, tone="ink2")
        self._who = Text(theme, size=Size.NOTE, tone="ink2")
        self.edits = {
            "recipient": Edit("recipient"),
            "recipient_phone": Edit("recipient_phone", latin=True),
            "address": Edit("address"),
        }
        self.edits["recipient"].setFixedWidth(96)
        self.edits["recipient_phone"].setFixedWidth(118)
        for edit in self.edits.values():
            edit.value_edited.connect(self.edited)
        self._build()
        self.setFixedHeight(105)

    def _build(self) -> None:
        for label in (self._how, self._who):
            label.setFixedWidth(LABEL)
        upper, lower = QHBoxLayout(), QHBoxLayout()
        for line, label in ((upper, self._how), (lower, self._who)):
            line.setSpacing(8)
            line.addWidget(label)
            line.setContentsMargins(0, 0, 0, 0)
        upper.addSpacing(-8)
        lower.addSpacing(-8)
        upper.addWidget(self.ways)
        upper.addWidget(self._hint, 1)
        for edit in self.edits.values():
            lower.addWidget(edit)
        self.body.addLayout(upper)
        self.body.addLayout(lower)
        self.body.addStretch(1)

    def retranslate(self) -> None:
        """Name the fields."""
        self.title.setText(translate("New", "领取结果"))
        self._default.setText(translate("New", "收件人默认取申请人"))
        self._how.setText(translate("New", "方式"))
        self._who.setText(translate("New", "收件人"))
        self.edits["recipient"].setAccessibleName(translate("New", "收件人"))
        self.edits["recipient_phone"].setAccessibleName(translate("New", "收件人电话"))
        self.edits["address"].setAccessibleName(translate("New", "收件地址"))

    def show_collecting(self, view: NewView) -> None:
        """Show the way and, for the mail, to whom."""
        ways = (translate("New", "窗口领取"), translate("New", "邮寄 EMS"), translate("New", "只要电子件"))
        self.ways.show_answers(translate("New", "方式"), ways, tuple(Collecting).index(view.collecting))
        self._hint.setText(view.collecting_hint)
        mailed = view.collecting is Collecting.MAIL
        self._who.setVisible(mailed)
        for field in view.fields:
            edit = self.edits.get(field.key)
            if edit is not None:
                edit.show_value(field)
        for edit in self.edits.values():
            edit.setVisible(mailed)

    def _choose(self, index: int) -> None:
        self.collecting_chosen.emit(tuple(Collecting)[index].value)
