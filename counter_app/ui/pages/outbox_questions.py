"""The right column of the outbox: records that contradict, papers nobody knows of. Digits answer, nothing else does."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from counter_app.presenters.list_views import Choice, ContestedView, PrintQuestion, Side
from counter_app.ui.kit.choices import Choices, QuestionBox
from counter_app.ui.kit.panel import Panel, Rule
from counter_app.ui.kit.prose import draw_line
from counter_app.ui.kit.sheet import Sheets
from counter_app.ui.kit.text import Text
from counter_app.ui.pages.list_preview import clear
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

_ROW = 24


def print_answers() -> tuple[Choice, ...]:
    """Return what the clerk may have seen at the printer, in the order of the digits."""
    return (
        Choice(translate("Prints", "出来了")),
        Choice(translate("Prints", "没出来")),
        Choice(translate("Prints", "出坏了")),
    )


_RING = 6
"""Room (px) between what is asked and the ring of the focus."""


class SideBySide(QWidget):
    """Two records in columns; the cells that differ stand on the ground of what is near."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._heads = ("", "", "")
        self._sides: tuple[Side, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_sides(self, theirs: str, ours: str, sides: tuple[Side, ...]) -> None:
        """Show both records."""
        self._heads, self._sides = ("", theirs, ours), sides
        self.setFixedHeight(_ROW * (len(sides) + 1) + 2)
        lines = [f"{side.label}: {side.theirs} / {side.ours}" for side in sides]
        self.setAccessibleName("; ".join([f"{theirs} / {ours}", *lines]))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the grid."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first = 74.0
        share = (self.width() - first) / 2
        columns = ((0.0, first), (first, share), (first + share, share))
        painter.fillRect(QRectF(1, 1, self.width() - 2, _ROW), self._theme.color("sunk"))
        painter.fillRect(QRectF(1, 1, first, self.height() - 2), self._theme.color("sunk"))
        for row, side in enumerate(self._sides, 1):
            if side.differs:
                box = QRectF(first, row * _ROW, self.width() - first - 1, _ROW)
                painter.fillRect(box, self._theme.color("warn_soft"))
        for row, cells in enumerate([self._heads, *((s.label, s.theirs, s.ours) for s in self._sides)]):
            strong = row > 0 and self._sides[row - 1].differs
            for column, ((x, width), text) in enumerate(zip(columns, cells, strict=True)):
                face = font(Size.NOTE, strong=strong and column > 0)
                ink = self._theme.color("ink" if row and column else "ink2")
                draw_line(painter, QRectF(x + 8, row * _ROW, width - 12, _ROW), text, face, ink)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        for row in range(1, len(self._sides) + 1):
            painter.fillRect(QRectF(1, row * _ROW, self.width() - 2, 1), self._theme.color("line"))
        for x, _ in columns[1:]:
            painter.fillRect(QRectF(x, 1, 1, self.height() - 2), self._theme.color("line"))


class ContestedPanel(Panel):
    """Two records of one thing, and the answers."""

    contest_answered = Signal(str, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, icon="compare-horizontal", parent=parent)
        self._view: ContestedView | None = None
        self._code = Text(theme, size=Size.NOTE, tone="ink2", elide=False)
        self.add_right(self._code)
        self._sides = SideBySide(theme)
        self._kept = Text(theme, size=Size.NOTE, tone="ink2", wrap=True)
        self.box = QuestionBox(theme)
        self._choices = Choices(theme, column=True)
        self.box.take_choices(self._choices)
        self.box.answered.connect(self._answer)
        column = QVBoxLayout(self.box)
        column.setContentsMargins(_RING, _RING, _RING, _RING)
        column.setSpacing(7)
        for widget in (self._sides, self._kept, self._choices):
            column.addWidget(widget)
        self.body.addWidget(self.box)
        self.hide()

    def show_contested(self, view: ContestedView | None) -> None:
        """Show the contradiction; None hides the panel."""
        self.setVisible(view is not None)
        if view is None or view == self._view:
            self._view = view
            return
        self._view = view
        self.title.setText(view.title)
        self._code.setText(view.code)
        self._sides.show_sides(view.theirs, view.ours, view.sides)
        self._kept.setText(view.kept)
        self._choices.show_choices(view.choices)
        self.box.setAccessibleName(view.title)

    def _answer(self, index: int) -> None:
        if self._view is not None:
            self.contest_answered.emit(self._view.record_id, index)


class PrintBox(QuestionBox):
    """One paper of which nobody knows whether it came out."""

    print_answered = Signal(str, int)

    def __init__(self, theme: Theme, question: PrintQuestion, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._id = question.printout_id
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 6, 12, 6)
        line.setSpacing(10)
        sheet = Sheets(theme, scale=1.42)
        line.addWidget(sheet, 0, Qt.AlignmentFlag.AlignTop)
        sheet.show_sheets((question.sheet,))
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(Text(theme, question.title, strong=True, wrap=True, lines=2))
        column.addWidget(Text(theme, question.detail, size=Size.NOTE, tone="ink2", wrap=True))
        answers = Choices(theme)
        answers.show_choices(print_answers())
        column.addSpacing(3)
        column.addWidget(answers)
        line.addLayout(column, 1)
        self.take_choices(answers)
        self.answered.connect(self._answer)
        self.setAccessibleName(question.title)
        self.setAccessibleDescription(question.detail)

    def _answer(self, index: int) -> None:
        self.print_answered.emit(self._id, index)


class PrintsPanel(Panel):
    """The open print questions."""

    print_answered = Signal(str, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, icon="printer-alert", flush=True, parent=parent)
        self._given = theme
        self._questions: tuple[PrintQuestion, ...] = ()
        self._words = ""
        self._count = Text(theme, size=Size.NOTE, tone="ink2", elide=False)
        self.add_right(self._count)
        self._held = QVBoxLayout()
        self._held.setContentsMargins(12, 0, 12, 0)
        self._held_said: tuple[str, ...] = ()
        self.body.addLayout(self._held)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.body.addLayout(self._column)
        self.body.addStretch(1)

    def boxes(self) -> list[QWidget]:
        """Return the boxes of the questions."""
        found = (self._column.itemAt(at) for at in range(self._column.count()))
        return [box for item in found if item is not None and isinstance(box := item.widget(), PrintBox)]

    def show_held(self, printers: tuple[str, ...]) -> None:
        """Say of each printer that waits what it wants."""
        if printers == self._held_said:
            return
        self._held_said = printers
        clear(self._held)
        self._held.setContentsMargins(12, 6 if printers else 0, 12, 6 if printers else 0)
        for said in printers:
            self._held.addWidget(Text(self._given, said, tone="warn", wrap=True))

    def show_questions(self, questions: tuple[PrintQuestion, ...]) -> None:
        """Show a question each; unchanged ones keep their boxes, so that the focus stays."""
        title = translate("Prints", "纸出来了吗？")
        count = translate("Prints", "%n 张待答", "", len(questions))
        self._count.setText(count if questions else translate("Prints", "没有要答的"))
        if questions == self._questions and title == self._words:
            return
        self._questions, self._words = questions, title
        self.title.setText(title)
        clear(self._column)
        for question in questions:
            self._column.addWidget(Rule(self._given, height=1))
            box = PrintBox(self._given, question)
            box.print_answered.connect(self.print_answered)
            self._column.addWidget(box)

    def begin(self) -> None:
        """Put the focus on the first question, if there is one."""
        first = self.findChild(PrintBox)
        if first is not None:
            first.setFocus()
