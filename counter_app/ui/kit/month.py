"""The calendar of a limit: every day up to the due day, in weeks, and what it does to the count."""

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.presenters.views import Day, DayKind
from counter_app.ui import words
from counter_app.ui.kit.prose import draw_line
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme

_LABEL = 36
_ROW = 22
_HEAD = 22
_MAX_WEEKS = 7
_LOOK = {
    # ground, ink, border, strong
    DayKind.BEFORE: ("", "ink3", "", False),
    DayKind.START: ("field", "ink", "ink2", True),
    DayKind.COUNTED: ("accent_soft", "ink", "", False),
    DayKind.MAKE_UP: ("accent_soft", "ink", "accent", True),
    DayKind.HOLIDAY: ("warn_soft", "warn", "", False),
    DayKind.OFF: ("", "ink3", "", False),
    DayKind.STOPPED: ("hold_soft", "hold", "", False),
    DayKind.DECIDED: ("ok", "on_accent", "", True),
    DayKind.DUE: ("accent", "on_accent", "", True),
}


def weeks(days: tuple[Day, ...]) -> list[list[Day]]:
    """Return the days in weeks that begin on Monday."""
    made: list[list[Day]] = []
    for day in days:
        if not made or day.on.weekday() == 0:
            made.append([])
        made[-1].append(day)
    return made


def shown_weeks(days: tuple[Day, ...]) -> list[list[Day]]:
    """Return the weeks that fit: the first ones and, when the limit is long, the last ones."""
    made = weeks(days)
    if len(made) <= _MAX_WEEKS:
        return made
    return [*made[: _MAX_WEEKS - 3], [], *made[-2:]]


class Month(QWidget):
    """The calendar; a long limit folds its middle weeks into one dotted row."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._weeks: list[list[Day]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_days(self, days: tuple[Day, ...], due: date) -> None:
        """Show the days from the week of acceptance to the due day."""
        self._weeks = shown_weeks(days)
        self.setAccessibleName(words.day(due))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A head and 22 px a week."""
        return QSize(294, _HEAD + _ROW * len(self._weeks))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw head, months at the left, and the days."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        share = (self.width() - _LABEL + 2) / 7
        for index in range(7):
            box = QRectF(_LABEL + share * index, 0, share - 2, _HEAD)
            self._word(painter, box, words.weekday_letter(index), "ink2")
        month = 0
        for row, week in enumerate(self._weeks):
            y = _HEAD + row * _ROW
            if not week:
                self._word(painter, QRectF(_LABEL, y, share * 7, _ROW - 2), "…", "ink3")
                continue
            newest = week[0].on.month if week[0].on.day <= 7 or month == 0 else week[-1].on.month  # noqa: PLR2004 - a week
            if newest != month:
                month = newest
                face = font(Size.NOTE, strong=True)
                draw_line(painter, QRectF(0, y, _LABEL, _ROW - 2), words.month(month), face, self._theme.color("ink2"))
            for day in week:
                self._draw_day(painter, QRectF(_LABEL + share * day.on.weekday(), y, share - 2, _ROW - 2), day)

    def _word(self, painter: QPainter, box: QRectF, text: str, tone: str) -> None:
        draw_line(painter, box, text, font(Size.NOTE), self._theme.color(tone), Qt.AlignmentFlag.AlignHCenter)

    def _draw_day(self, painter: QPainter, box: QRectF, day: Day) -> None:
        ground, ink, border, strong = _LOOK[day.kind]
        if self._theme.bordered and day.kind is DayKind.HOLIDAY:
            border = "warn"
        if ground:
            painter.setPen(
                QPen(self._theme.color(border), 2 if day.kind is DayKind.START else 1) if border else Qt.PenStyle.NoPen
            )
            painter.setBrush(self._theme.color(ground))
            inset = 1.0 if day.kind is DayKind.START else 0.5 if border else 0.0
            painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 3, 3)
        face = font(Size.NOTE, strong=strong)
        draw_line(painter, box, str(day.on.day), face, self._theme.color(ink), Qt.AlignmentFlag.AlignHCenter)


class Legend(QWidget):
    """What the colours of the days mean, in words."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries: tuple[tuple[str, DayKind], ...] = ()
        self.setFixedHeight(20)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_entries(self, entries: tuple[tuple[str, DayKind], ...]) -> None:
        """Name the kinds of days that are shown."""
        self._entries = entries
        self.setAccessibleName(", ".join(word for word, _ in entries))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw swatch and word in turn."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = 0.0
        for word, kind in self._entries:
            swatch = QRectF(x + 0.5, 4.5, 11, 11)
            ground, ink, border, _ = _LOOK[kind]
            edge = border or (ink if self._theme.bordered or kind is DayKind.STOPPED else "")
            painter.setPen(QPen(self._theme.color(edge), 1) if edge else Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color(ground))
            painter.drawRoundedRect(swatch, 2, 2)
            if kind is DayKind.STOPPED:
                hatch(painter, swatch, self._theme)
            box = QRectF(x + 16, 0, 200, 20)
            x += 16 + draw_line(painter, box, word, font(Size.NOTE), self._theme.color("ink2")) + 9


def hatch(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """Hatch a day on which the clock stood still."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.BDiagPattern)
    brush = painter.brush()
    colour = theme.color("hold")
    colour.setAlphaF(0.35)
    brush.setColor(colour)
    painter.setBrush(brush)
    painter.drawRect(box)
