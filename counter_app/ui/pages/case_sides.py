"""The sides of a case: what happened, and what was printed and sealed."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from counter_app.presenters.case_views import EventMark, PrintLine, PrintState, TimelineEntry
from counter_app.presenters.list_views import PrintQuestion
from counter_app.ui.kit.choices import Choices, QuestionBox
from counter_app.ui.kit.keycap import Hint
from counter_app.ui.kit.panel import Panel, Rule
from counter_app.ui.kit.prose import draw_line, plain, text_width
from counter_app.ui.kit.text import Icon, Text
from counter_app.ui.pages.list_preview import clear
from counter_app.ui.pages.outbox_questions import print_answers
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

_ENTRY = 43
_ROOM_PX = 236
"""What a line of the prints holds beside its icon in the narrowest column."""
_MARKS = {
    EventMark.NEXT: ("", "ink3", ""),
    EventMark.AT_WINDOW: ("certificate-outline", "ink2", ""),
    EventMark.GRANTED: ("gavel", "ok", "ok_soft"),
    EventMark.REFUSED: ("gavel", "bad", "bad_soft"),
    EventMark.RESUMED: ("timer-play-outline", "ink2", ""),
    EventMark.STOPPED: ("timer-pause-outline", "hold", "hold_soft"),
    EventMark.SUPPLEMENTED: ("file-check-outline", "ink2", ""),
    EventMark.URGED: ("bullhorn-outline", "ink2", ""),
    EventMark.CLAIMED: ("account-check-outline", "ink2", ""),
    EventMark.HANDED_OVER: ("swap-horizontal", "ink2", ""),
    EventMark.ACCEPTED: ("clipboard-check-outline", "ink2", ""),
    EventMark.RECEIVED: ("inbox-outline", "ink2", ""),
    EventMark.CORRECTED: ("pencil-outline", "ink2", ""),
    EventMark.DELIVERED: ("check-circle", "ok", "ok_soft"),
}
_PRINTS = {
    PrintState.CAME_OUT: ("check-circle", "ok"),
    PrintState.DID_NOT: ("close-circle-outline", "bad"),
    PrintState.SPOILED: ("close-circle-outline", "bad"),
    PrintState.WAITING: ("help-rhombus-outline", "warn"),
    PrintState.SEAL: ("stamper", "ink2"),
}


class Timeline(QWidget):
    """Circles on a line, newest first."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries: tuple[TimelineEntry, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_entries(self, entries: tuple[TimelineEntry, ...]) -> None:
        """Show what happened."""
        self._entries = entries
        lines = [f"{entry.when} {plain(entry.title)}, {entry.detail}" for entry in entries]
        self.setAccessibleName("; ".join(lines))
        self.setFixedHeight(max(1, len(entries)) * _ENTRY)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """43 px an entry."""
        return QSize(270, max(1, len(self._entries)) * _ENTRY)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the line and the entries."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, entry in enumerate(self._entries):
            top = index * _ENTRY
            if index + 1 < len(self._entries):
                painter.fillRect(QRectF(10.5, top + 22, 1, _ENTRY - 22), self._theme.color("line2"))
            self._draw_circle(painter, QPointF(11, top + 13), entry)
            when = text_width(entry.when, Size.NOTE) + 1
            right = self.width()
            quiet = self._theme.color("ink2")
            draw_line(painter, QRectF(right - when, top, when, 22), entry.when, font(Size.NOTE), quiet)
            box = QRectF(30, top, right - when - 36, 22)
            title = f"**{plain(entry.title)}**" if entry.now else entry.title
            ink = self._theme.color("ink2" if entry.mark is EventMark.NEXT else "ink")
            draw_line(painter, box, title, font(Size.BASE), ink)
            draw_line(painter, QRectF(30, top + 21, right - 30, 16), entry.detail, font(Size.NOTE), quiet)

    def _draw_circle(self, painter: QPainter, centre: QPointF, entry: TimelineEntry) -> None:
        icon, tone, soft = _MARKS[entry.mark]
        pen = QPen(self._theme.color("accent" if entry.now else tone if soft else "line2"), 1)
        if entry.mark is EventMark.NEXT:
            pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.setBrush(self._theme.color("accent" if entry.now else soft or "panel"))
        painter.drawEllipse(centre, 10.5, 10.5)
        if icon:
            box = QRectF(centre.x() - 6.5, centre.y() - 6.5, 13, 13)
            self._theme.paint_icon(painter, box, icon, "on_accent" if entry.now else tone)


class TimelinePanel(Panel):
    """Part 1."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, number=1, parent=parent)
        self._order = Text(theme, size=Size.NOTE, tone="ink2", elide=False)
        self.add_right(self._order)
        self._line = Timeline(theme)
        self.body.addWidget(self._line)
        self.body.addStretch(1)

    def retranslate(self) -> None:
        """Name the panel."""
        self.title.setText(translate("Case", "经过"))
        self._order.setText(translate("Case", "新的在上"))

    def show_timeline(self, entries: tuple[TimelineEntry, ...]) -> None:
        """Show what happened."""
        self._line.show_entries(entries)


class CaseQuestion(QuestionBox):
    """The open print question of a case."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, tone="warn", parent=parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 8, 4, 9)
        column.setSpacing(2)
        self._title = Text(theme, strong=True, icon="help-rhombus-outline", icon_tone="warn", icon_px=18)
        self._detail = Text(theme, size=Size.NOTE, tone="ink2", wrap=True)
        answers = Choices(theme)
        indent = QHBoxLayout()
        indent.setContentsMargins(22, 0, 0, 4)
        indent.addWidget(self._detail)
        column.addWidget(self._title)
        column.addLayout(indent)
        column.addWidget(answers)
        self.take_choices(answers)

    def show_question(self, question: PrintQuestion) -> None:
        """Ask."""
        self._title.setText(question.title)
        self._detail.setText(question.detail)
        if self.choices:
            self.choices.show_choices(print_answers())
        self.setAccessibleName(question.title)
        self.setAccessibleDescription(question.detail)


class CasePrintsPanel(Panel):
    """Part 5: papers and seals; an open question comes first."""

    print_answered = Signal(str, int)

    def __init__(self, theme: Theme, hint: Hint, parent: QWidget | None = None) -> None:
        super().__init__(theme, number=5, parent=parent)
        self._given = theme
        self._question: PrintQuestion | None = None
        self.add_right(hint)
        self.box = CaseQuestion(theme)
        self.box.answered.connect(self._answer)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.body.addWidget(self.box)
        self.body.addLayout(self._lines)
        self.body.addStretch(1)

    def retranslate(self) -> None:
        """Name the panel."""
        self.title.setText(translate("Case", "打印与用章"))

    def show_prints(self, question: PrintQuestion | None, prints: tuple[PrintLine, ...]) -> None:
        """Show the question, then a line each."""
        self._question = question
        self.box.setVisible(question is not None)
        if question is not None:
            self.box.show_question(question)
        clear(self._lines)
        for index, line in enumerate(prints):
            if index:
                self._lines.addWidget(Rule(self._given, height=1))
            self._lines.addWidget(self._row(line))

    def _row(self, line: PrintLine) -> QWidget:
        width = text_width(line.text, Size.NOTE) + text_width(line.outcome, Size.NOTE)
        if width > _ROOM_PX:
            return self._tall_row(line)
        row = QWidget()
        row.setFixedHeight(26)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        icon, tone = _PRINTS[line.state]
        layout.addWidget(Icon(self._given, icon, tone, 16))
        layout.addWidget(Text(self._given, line.text, size=Size.NOTE), 1)
        layout.addWidget(Text(self._given, line.outcome, size=Size.NOTE, tone=tone, elide=False))
        return row

    def _tall_row(self, line: PrintLine) -> QWidget:
        """Return a line whose outcome is a sentence, which stands beneath."""
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(10)
        icon, tone = _PRINTS[line.state]
        layout.addWidget(Icon(self._given, icon, tone, 16), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(Text(self._given, line.text, size=Size.NOTE))
        column.addWidget(Text(self._given, line.outcome, size=Size.NOTE, tone=tone, wrap=True))
        layout.addLayout(column, 1)
        return row

    def _answer(self, index: int) -> None:
        if self._question is not None:
            self.print_answered.emit(self._question.printout_id, index)
