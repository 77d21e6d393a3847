"""The cells of the work list and of the outbox."""

from typing import cast

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from counter_app.presenters.list_views import CaseRow, Flag, SendRow
from counter_app.ui import words
from counter_app.ui.kit.chip import HEIGHT as CHIP
from counter_app.ui.kit.chip import chip_width, paint_chip
from counter_app.ui.kit.keycap import HEIGHT as CAP
from counter_app.ui.kit.keycap import cap_width, paint_cap
from counter_app.ui.kit.prose import draw_line
from counter_app.ui.kit.table import PAD, RowDelegate
from counter_app.ui.models.case_rows import count_words
from counter_app.ui.models.grouped_rows import Head
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

_FLAGS = {Flag.CARD: ("flag-outline", "bad"), Flag.URGED: ("bullhorn-outline", "warn")}


def case_heads(head: Head) -> tuple[str, str, str, str]:
    """Return how the head of a group of cases is drawn."""
    return (*words.group(head.key), count_words(head))


def send_heads(head: Head) -> tuple[str, str, str, str]:
    """Return how the head of a group of records is drawn."""
    count = translate("Lists", "%n 条", "", head.count)
    return (*words.group(head.key), count)


def draw_number(painter: QPainter, theme: Theme, rect: QRectF, number: str, size: Size = Size.BASE) -> float:
    """Draw a case number grey up to the day and bold from the serial; return its width."""
    first, tail = words.halves(number)
    taken = draw_line(painter, rect, first, font(size), theme.color("ink2"))
    rest = QRectF(rect.left() + taken, rect.top(), rect.width() - taken, rect.height())
    return taken + draw_line(painter, rest, tail, font(size, strong=True), theme.color("ink"))


class CaseCells(RowDelegate):
    """One line a case: flag, chip and date, number, matter, applicant, department, stage, clerk."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, case_heads, parent)

    def paint_cell(self, painter: QPainter, rect: QRectF, row: object, column: int) -> None:
        """Draw one cell of a case."""
        case = cast("CaseRow", row)
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        ink, quiet = self.theme.color("ink"), self.theme.color("ink2")
        if column == 0:
            if case.flag in _FLAGS:
                self.theme.paint_icon(painter, QRectF(rect.left() + 8, rect.top() + 6, 15, 15), *_FLAGS[case.flag])
        elif column == 1:
            self._paint_deadline(painter, inner, case)
        elif column == 2:  # noqa: PLR2004 - the order of the columns
            draw_number(painter, self.theme, inner, case.number)
        elif column == 6:  # noqa: PLR2004 - the order of the columns
            icon, word = words.stage(case.stage)
            self.theme.paint_icon(painter, QRectF(inner.left(), rect.top() + 7, 14, 14), icon, "ink2")
            draw_line(painter, inner.adjusted(17, 0, 0, 0), word, font(Size.NOTE), ink)
        else:
            text = {3: case.matter, 4: case.applicant, 5: case.department, 7: case.clerk}[column]
            large = column in (3, 4)
            draw_line(painter, inner, text, font(Size.BASE if large else Size.NOTE), ink if large else quiet)

    def _paint_deadline(self, painter: QPainter, rect: QRectF, case: CaseRow) -> None:
        look = words.deadline(case.deadline)
        x = rect.left()
        if look is not None:
            width = chip_width(look)
            paint_chip(painter, self.theme, QRectF(x, rect.top() + (rect.height() - CHIP) / 2, width, CHIP), look)
            x += width + 5
        text = case.deadline.remark or words.short_day(case.deadline.on)
        box = QRectF(x, rect.top(), rect.right() + PAD - x, rect.height())
        draw_line(painter, box, text, font(Size.NOTE), self.theme.color("ink2"))


class SendCells(RowDelegate):
    """Two lines a record: state, what and of which case, why and what next, how often and when."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, send_heads, parent)

    def paint_cell(self, painter: QPainter, rect: QRectF, row: object, column: int) -> None:
        """Draw one cell of a record."""
        record = cast("SendRow", row)
        inner = rect.adjusted(10 if column == 0 else PAD, 0, -PAD, 0)
        upper = QRectF(inner.left(), inner.top() + 4, inner.width(), 20)
        lower = QRectF(inner.left(), inner.top() + 23, inner.width(), 17)
        if column == 0:
            look = words.sending(record.state)
            box = QRectF(inner.left(), rect.top() + (rect.height() - CHIP) / 2, chip_width(look), CHIP)
            paint_chip(painter, self.theme, box, look)
        elif column == 1:
            face = font(Size.BASE, strong=True)
            taken = draw_line(painter, upper, record.act, face, self.theme.color("ink"))
            draw_number(painter, self.theme, upper.adjusted(taken + 7, 0, 0, 0), record.number)
            draw_line(painter, lower, record.subject, font(Size.NOTE), self.theme.color("ink2"))
        elif column == 2:  # noqa: PLR2004 - the order of the columns
            self._paint_reason(painter, upper, lower, record)
        else:
            draw_line(painter, upper, record.tries, font(Size.NOTE), self.theme.color("ink2"))
            draw_line(painter, lower, record.next_try, font(Size.NOTE), self.theme.color("ink2"))

    def _paint_reason(self, painter: QPainter, upper: QRectF, lower: QRectF, record: SendRow) -> None:
        if not record.next_step:
            middle = QRectF(upper.left(), upper.top() - 4, upper.width(), 46)
            draw_line(painter, middle, record.reason, font(Size.BASE), self.theme.color("ink"))
            return
        draw_line(painter, upper, record.reason, font(Size.BASE), self.theme.color("ink"))
        if record.next_key:
            width = cap_width(record.next_key)
            paint_cap(painter, self.theme, QRectF(lower.left(), lower.top(), width, CAP), record.next_key)
            lower = lower.adjusted(width + 4, 0, 0, 0)
        draw_line(painter, lower, record.next_step, font(Size.NOTE), self.theme.color("ink2"))
