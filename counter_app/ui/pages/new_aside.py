"""The right column of a new application, where the product speaks: due day, what is missing, what will print."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter_app.presenters.views import Day, DayKind, DueView, NewView, Note, Printing, Success, WayOut
from counter_app.ui import words
from counter_app.ui.acts import BY_ID
from counter_app.ui.kit.chip import Chip, ChipLook
from counter_app.ui.kit.faults import FaultList
from counter_app.ui.kit.keycap import Hint
from counter_app.ui.kit.month import Legend, Month
from counter_app.ui.kit.panel import Panel
from counter_app.ui.kit.text import Text
from counter_app.ui.theme.fonts import Size
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate


def legend_for(days: tuple[Day, ...]) -> tuple[tuple[str, DayKind], ...]:
    """Return the entries for the kinds of days that occur."""
    entries = (
        (translate("Legend", "计入"), DayKind.COUNTED),
        (translate("Legend", "调休上班，计入"), DayKind.MAKE_UP),
        (translate("Legend", "放假"), DayKind.HOLIDAY),
        (translate("Legend", "停钟"), DayKind.STOPPED),
    )
    found = {day.kind for day in days}
    return tuple(entry for entry in entries if entry[1] in found)


class DuePanel(Panel):
    """Part 6: when it will be done if it is accepted today."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, number=6, parent=parent)
        self._due = Text(theme, size=Size.DUE, strong=True, elide=False)
        self._weekday = Text(theme, size=Size.BASE, elide=False)
        self._committed = Text(theme, size=Size.NOTE, tone="ink2", elide=False)
        self._statutory = Text(theme, size=Size.NOTE, tone="ink2")
        self._month, self._legend = Month(theme), Legend(theme)
        self._sentence = Text(theme, size=Size.NOTE, tone="ink2", wrap=True)
        self._provisional = Chip(theme)
        line = QHBoxLayout()
        line.setSpacing(8)
        for widget in (self._due, self._weekday, self._provisional):
            line.addWidget(widget, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(1)
        line.addWidget(self._committed, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.setSpacing(2)
        self.body.addLayout(line)
        for below in (self._statutory, self._month, self._legend, self._sentence):
            self.body.addWidget(below)

    def show_due(self, due: DueView | None) -> None:
        """Show both limits, the calendar and the sentence; nothing before a matter is chosen."""
        self.title.setText(translate("New", "今天受理，几时办结"))
        self.setVisible(due is not None)
        if due is None:
            return
        self._due.setText(words.day(due.due))
        self._weekday.setText(words.weekday(due.due))
        committed = translate("New", "承诺 %n 个工作日", "", due.committed_days)
        statutory = translate("New", "法定 {0} 个工作日，{1}")
        self._committed.setText(committed)
        self._statutory.setText(statutory.format(due.statutory_days, words.day(due.statutory_due)))
        self._month.show_days(due.days, due.due)
        self._legend.show_entries(legend_for(due.days))
        self._sentence.setText(due.sentence)
        look = ChipLook(translate("Deadlines", "暂定"), "calendar-question-outline", "warn", dashed=True)
        self._provisional.set_look(look if due.provisional else None)


class ShortDuePanel(Panel):
    """The due day in one line, while an error summary has its place."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.hide_head()
        self._text = Text(theme, icon="calendar-clock-outline", icon_tone="ink2", icon_px=18)
        self._days = Text(theme, size=Size.NOTE, tone="ink2", elide=False)
        line = QHBoxLayout()
        line.addWidget(self._text, 1)
        line.addWidget(self._days)
        self.body.setContentsMargins(0, 8, 0, 0)
        self.body.addLayout(line)

    def show_due(self, due: DueView | None) -> None:
        """Show the day and how many working days."""
        self.setVisible(due is not None)
        if due is not None:
            text = translate("New", "今天受理则 **{0} 办结**")
            self._text.setText(text.format(words.day(due.due)))
            days = translate("New", "%n 个工作日", "", due.committed_days)
            self._days.setText(days)


class MissingPanel(Panel):
    """What is still missing, worst first."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, icon="format-list-checks", parent=parent)
        self._given = theme
        self._chip = Chip(theme)
        self.add_right(self._chip)
        self._lines: list[Text] = []
        self.body.setSpacing(4)

    def show_missing(self, missing: tuple[Note, ...], blocking: int) -> None:
        """Show each thing in its own line, and how many stand in the way."""
        self.title.setText(translate("New", "还差什么"))
        text = translate("New", "%n 处挡住受理", "", blocking)
        look = ChipLook(text, "alert-circle", "bad", strong=True)
        self._chip.set_look(look if blocking else None)
        while len(self._lines) < len(missing):
            line = Text(self._given, size=Size.NOTE, wrap=True, lines=4)
            self.body.addWidget(line)
            self._lines.append(line)
        for index, line in enumerate(self._lines):
            line.set_note(missing[index] if index < len(missing) else None, ink="ink")
        self.setVisible(bool(missing))


class PrintsPanel(Panel):
    """What will come out of which printer."""

    def __init__(self, theme: Theme, preview: Hint, parent: QWidget | None = None) -> None:
        super().__init__(theme, icon="printer-outline", parent=parent)
        self._given = theme
        self.add_right(preview)
        self._rows: list[tuple[QWidget, Text, Text]] = []
        self.body.setSpacing(2)

    def show_prints(self, title: str, prints: tuple[Printing, ...]) -> None:
        """Show paper and printer in a line each."""
        self.title.setText(title)
        while len(self._rows) < len(prints):
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            paper = Text(self._given, size=Size.NOTE)
            printer = Text(self._given, size=Size.NOTE, tone="ink2", elide=False)
            line.addWidget(paper, 1)
            line.addWidget(printer)
            self.body.addWidget(row)
            self._rows.append((row, paper, printer))
        for index, (row, paper, printer) in enumerate(self._rows):
            row.setVisible(index < len(prints))
            if index < len(prints):
                paper.setText(prints[index].paper)
                printer.setText(prints[index].printer)
        self.setVisible(bool(prints))


class WaysPanel(Panel):
    """What helps when the faults cannot be put right now."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, icon="lightbulb-on-outline", parent=parent)
        self._given = theme
        self._rows: list[Hint] = []

    def show_ways(self, ways: tuple[WayOut, ...]) -> None:
        """Show key and words in a line each."""
        self.title.setText(translate("New", "现在改不了？"))
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = [Hint(self._given, (way.key,), way.text) for way in ways]
        for row in self._rows:
            self.body.addWidget(row)
        self.setVisible(bool(ways))


class SuccessPanel(Panel):
    """What came of the act: number, papers."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, icon="check-circle", parent=parent)
        self._number = Text(theme, size=Size.CASE, strong=True)
        self._given = theme
        self._lines: list[Text] = []
        self.body.addWidget(self._number)

    def show_success(self, success: Success | None) -> None:
        """Show the number and the lines; None hides the panel."""
        self.setVisible(success is not None)
        if success is not None:
            self.title.setText(success.title)
            self._number.setText(success.number)
            for line in self._lines:
                line.hide()
                line.deleteLater()
            self._lines = [Text(self._given, text, size=Size.NOTE, wrap=True) for text in success.lines]
            for line in self._lines:
                self.body.addWidget(line)


class Aside(QWidget):
    """The whole column; the error summary takes the calendar's place."""

    fault_chosen = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, preview: Hint, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.faults = FaultList(theme)
        self.faults.chosen.connect(self.fault_chosen)
        self.faults.closed.connect(self.closed)
        self._success = SuccessPanel(theme)
        self._due, self._short = DuePanel(theme), ShortDuePanel(theme)
        self._missing, self._prints = MissingPanel(theme), PrintsPanel(theme, preview)
        self._ways = WaysPanel(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self.faults, self._success, self._due, self._short, self._missing, self._prints, self._ways):
            column.addWidget(widget)
        column.addStretch(1)

    def show_aside(self, view: NewView) -> None:
        """Show what there is to say."""
        failed = view.failure is not None
        self.faults.show_failure(view.failure)
        self._success.show_success(view.success)
        self._due.show_due(None if failed else view.due)
        self._short.show_due(view.due if failed else None)
        self._missing.show_missing(() if failed else view.missing, view.blocking)
        title = view.prints_title or (BY_ID["print"].words() if view.prints else "")
        self._prints.show_prints(title, () if failed else view.prints)
        self._ways.show_ways(view.failure.ways if view.failure else ())
