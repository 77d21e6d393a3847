"""The days of a running case in one strip: weekday above, day in its box, count beneath."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.presenters.views import Day, DayKind
from counter_app.ui import words
from counter_app.ui.kit.month import hatch
from counter_app.ui.kit.prose import draw_line
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

_LOOK = {
    # ground, ink, border
    DayKind.BEFORE: ("panel", "ink2", "line"),
    DayKind.START: ("sunk", "ink2", "line"),
    DayKind.COUNTED: ("accent_soft", "ink", ""),
    DayKind.MAKE_UP: ("accent_soft", "ink", "accent"),
    DayKind.HOLIDAY: ("warn_soft", "warn", ""),
    DayKind.OFF: ("", "ink3", ""),
    DayKind.STOPPED: ("hold_soft", "ink", "hold"),
    DayKind.DECIDED: ("ok", "on_accent", ""),
    DayKind.DUE: ("field", "accent", "accent"),
}
_CENTRE = Qt.AlignmentFlag.AlignHCenter


_LEAST_WIDTH = 24
_LEAST_BOXES = 10
_LAST_DAYS = 7


def _fitting(days: tuple[Day, ...], boxes: int) -> tuple[Day | None, ...]:
    """Return what fits: all days, or the first ones, a gap (None) and the last week with the due day."""
    if len(days) <= boxes:
        return days
    return (*days[: boxes - _LAST_DAYS - 1], None, *days[-_LAST_DAYS:])


class DayStrip(QWidget):
    """One box a day, about 30 px wide."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._days: tuple[Day, ...] = ()
        self.setFixedHeight(72)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_days(self, days: tuple[Day, ...]) -> None:
        """Show the days from acceptance to the due day."""
        self._days = days
        self.setAccessibleName(f"{words.day(days[0].on)} - {words.day(days[-1].on)}" if days else "")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as there is room."""
        return QSize(400, 72)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the days; a strip that is too long leaves out days before its last week."""
        if not self._days:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = _fitting(self._days, max(_LEAST_BOXES, self.width() // _LEAST_WIDTH))
        share = min((self.width() + 2) / len(shown), 40.0)
        for index, day in enumerate(shown):
            if day is None:
                self._note(painter, QRectF(share * index, 28, share - 2, 16), "⋯", "ink2")
            else:
                self._draw_day(painter, share * index, share - 2, day)

    def _draw_day(self, painter: QPainter, x: float, width: float, day: Day) -> None:
        letter = words.weekday_letter(day.on.weekday())
        self._note(painter, QRectF(x, 0, width, 16), letter, "ink2")
        box = QRectF(x, 17, width, 38)
        self._draw_box(painter, box, day.kind)
        number = self._theme.color(_LOOK[day.kind][1])
        strong = day.kind in (DayKind.DECIDED, DayKind.DUE, DayKind.MAKE_UP)
        inner = self._word_inside(day.kind)
        place = QRectF(x, 19, width, 19) if inner else box
        draw_line(painter, place, str(day.on.day), font(Size.NOTE, strong=strong), number, _CENTRE)
        if inner:
            # Latin letters may stand smaller; four of them must fit between the borders.
            face = font(Size.BADGE if inner.isascii() else Size.NOTE, strong=strong)
            draw_line(painter, QRectF(x - 4, 36, width + 8, 16), inner, face, number, _CENTRE)
        tone, below = self._word_below(day)
        face = font(Size.NOTE, strong=tone == "accent")
        draw_line(painter, QRectF(x - 6, 56, width + 12, 16), below, face, self._theme.color(tone), _CENTRE)

    def _note(self, painter: QPainter, box: QRectF, text: str, tone: str) -> None:
        draw_line(painter, box, text, font(Size.NOTE), self._theme.color(tone), _CENTRE)

    def _draw_box(self, painter: QPainter, box: QRectF, kind: DayKind) -> None:
        ground, _, border = _LOOK[kind]
        if not ground:
            return
        if self._theme.bordered and not border:
            border = "warn" if kind is DayKind.HOLIDAY else "line"
        pen = QPen(self._theme.color(border), 2 if kind is DayKind.DUE else 1) if border else QPen(Qt.PenStyle.NoPen)
        if kind is DayKind.DUE:
            pen.setDashPattern([2.5, 2])
        painter.setPen(pen)
        painter.setBrush(self._theme.color(ground))
        inset = 1.0 if kind is DayKind.DUE else 0.5
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 3, 3)
        if kind is DayKind.STOPPED:
            hatch(painter, box.adjusted(1, 1, -1, -1), self._theme)

    @staticmethod
    def _word_inside(kind: DayKind) -> str:
        if kind is DayKind.MAKE_UP:
            return translate("DayStrip", "班")
        if kind is DayKind.DECIDED:
            return translate("DayStrip", "决定")
        return translate("DayStrip", "到期") if kind is DayKind.DUE else ""

    @staticmethod
    def _word_below(day: Day) -> tuple[str, str]:
        if day.kind is DayKind.START:
            return "ink2", translate("DayStrip", "受理")
        if day.kind is DayKind.STOPPED:
            return "hold", translate("DayStrip", "停")
        if day.kind is DayKind.HOLIDAY:
            return "warn", translate("DayStrip", "休")
        counted = day.kind is not DayKind.BEFORE
        return ("accent" if counted else "ink2"), str(day.number) if day.number else ""
