"""The checklist: digits mark a column, plus and minus count, Space takes the row as required and goes on."""

from typing import cast

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from counter_app.presenters.views import Mark, MarkColumn, MaterialRow, Tone
from counter_app.ui.kit.prose import draw_line, lay, line_px, text_width
from counter_app.ui.kit.sheet import HEIGHT as SHEET_H
from counter_app.ui.kit.sheet import WIDTH as SHEET_W
from counter_app.ui.kit.sheet import paint_sheet
from counter_app.ui.kit.table import FlatHeader, redraw_rows
from counter_app.ui.kit.text import TONES
from counter_app.ui.models.checklist_rows import FIRST_MARK, MARKS, ChecklistRows, column_of
from counter_app.ui.models.grouped_rows import AnyIndex, Role
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

_WIDTHS = (32, 168, 54, 60, 92, 66, 66)
_CENTRE = Qt.AlignmentFlag.AlignHCenter
_LEAST, _MOST = 46, 62
_SHEETS_SHOWN = 2


class ChecklistCells(QStyledItemDelegate):
    """Draws the rows of the checklist."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw one cell."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRect(option.rect)
        view = cast("QTableView", option.widget)
        row = cast("MaterialRow", index.data(Role.ROW))
        current = view.currentIndex().row() == index.row() and view.hasFocus()
        painter.fillRect(rect, self._theme.color("accent_soft" if current else "panel"))
        if current and index.column() == 0:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), self._theme.color("accent"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._theme.color("line"))
        keyed = current and view.currentIndex().column() == index.column()
        box = QRectF(rect).adjusted(0, 0, 0, -1)
        if index.column() == 0:
            draw_line(painter, box, str(row.number), font(Size.NOTE), self._theme.color("ink2"), _CENTRE)
        elif index.column() == 1:
            self._paint_name(painter, box, row)
        else:
            self._paint_mark(painter, box, row, MARKS[index.column() - FIRST_MARK], keyed=keyed)
        painter.restore()

    def _paint_name(self, painter: QPainter, box: QRectF, row: MaterialRow) -> None:
        face = font(Size.BASE)
        laid = lay(row.name, face, box.width() - 2, max_lines=2)
        leading = 16 if len(laid.lines) > 1 else line_px(face)
        height = leading * len(laid.lines) + line_px(font(Size.NOTE))
        top = box.top() + (box.height() - height) / 2
        tight = type(laid)(laid.layout, laid.lines, leading, laid.width, laid.rest)
        tight.draw(painter, QPointF(box.left(), top), self._theme.color("ink"))
        dress = TONES[row.state.tone]
        top += tight.height + 1
        if dress.icon:
            self._theme.paint_icon(painter, QRectF(box.left() + 1, top + 0.5, 13, 13), dress.icon, dress.icon_tone)
        words = QRectF(box.left() + (17 if dress.icon else 0), top - 1, box.width() - 17, 16)
        draw_line(painter, words, row.state.text, font(Size.NOTE), self._theme.color(dress.ink))

    def _paint_mark(self, painter: QPainter, box: QRectF, row: MaterialRow, column: MarkColumn, *, keyed: bool) -> None:
        mark = row.originals if column is MarkColumn.SCANS else cast("Mark", getattr(row, column.value))
        wrong = mark.wrong and column is not MarkColumn.SCANS
        if keyed or wrong:
            wide = 78.0 if column is MarkColumn.SCANS else min(box.width() - 6, 62.0)
            wide = wide if column is MarkColumn.SCANS or mark.word else 42.0
            left = box.left() + 4 if column is MarkColumn.SCANS else box.center().x() - wide / 2
            high = 40.0 if column is MarkColumn.SCANS else 28.0
            ring = QRectF(left, box.center().y() - high / 2, wide, high)
            painter.setPen(QPen(self._theme.color("accent" if keyed else "bad"), 2))
            painter.setBrush(self._theme.color("field"))
            painter.drawRoundedRect(ring, 4, 4)
        if column is MarkColumn.SCANS:
            self._paint_scans(painter, box, row)
        else:
            self._paint_words(painter, box, mark)

    def _paint_scans(self, painter: QPainter, box: QRectF, row: MaterialRow) -> None:
        x = box.left() + 8
        if not row.pages:
            draw_line(painter, QRectF(x, box.top(), 20, box.height()), "—", font(Size.NOTE), self._theme.color("ink3"))
            return
        for kind in row.sheets[:_SHEETS_SHOWN]:
            sheet = QRectF(x, box.center().y() - SHEET_H / 2, SHEET_W, SHEET_H)
            paint_sheet(painter, self._theme, sheet, kind)
            x += SHEET_W + 2
        text = translate("Checklist", "%n 页", "", row.pages)
        words = QRectF(x + 1, box.top(), box.right() - x, box.height())
        draw_line(painter, words, text, font(Size.NOTE), self._theme.color("ink2"))

    def _paint_words(self, painter: QPainter, box: QRectF, mark: Mark) -> None:
        counted = mark.have is not None
        if not counted and not mark.word:
            draw_line(painter, box, "—", font(Size.NOTE), self._theme.color("ink3"), _CENTRE)
            return
        size = Size.BASE if counted else Size.NOTE
        text = self._count(mark) if counted else mark.word
        tone = "ink" if counted else "ink2" if mark.tone in (Tone.PLAIN, Tone.HINT) else TONES[mark.tone].ink
        icon, icon_tone = self._icon(mark)
        room = 16 if icon else 0
        width = text_width(text, size) + room
        x = box.left() + (box.width() - width) / 2
        if icon and (mark.tone is Tone.WARN or icon != "check-bold"):
            self._theme.paint_icon(painter, QRectF(x, box.center().y() - 7, 14, 14), icon, icon_tone)
            x += room
            room = 0
        if counted and mark.need is not None and (mark.have or 0) < mark.need and mark.have:
            self._paint_short(painter, QRectF(x, box.top(), width, box.height()), mark)
            return
        draw_line(painter, QRectF(x, box.top(), width + 2, box.height()), text, font(size), self._theme.color(tone))
        if room:
            at = QRectF(x + width - 13, box.center().y() - 6, 13, 13)
            self._theme.paint_icon(painter, at, icon, icon_tone)

    def _paint_short(self, painter: QPainter, box: QRectF, mark: Mark) -> None:
        have = f"{mark.have}"
        taken = draw_line(painter, box, have, font(Size.BASE, strong=True), self._theme.color("bad"))
        rest = box.adjusted(taken + 1, 0, 8, 0)
        draw_line(painter, rest, f"/{mark.need}", font(Size.BASE), self._theme.color("ink"))

    @staticmethod
    def _count(mark: Mark) -> str:
        return f"{mark.have}/{mark.need}" if mark.need is not None else f"{mark.have}"

    @staticmethod
    def _icon(mark: Mark) -> tuple[str, str]:
        if mark.ticked and mark.word and mark.tone is Tone.OK and mark.have is None:
            return "check-bold", "ok"
        if mark.ticked:
            return "check-bold", "warn" if mark.tone is Tone.WARN else "ok"
        if mark.tone is Tone.OK:
            return "shield-check-outline", "ok"
        return "", ""


class Checklist(QTableView):
    """The table; rows share the height between 46 and 62 px."""

    marked = Signal(str, str, str)
    as_required = Signal(str)
    went_on = Signal()
    went_back = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = ChecklistRows(self)
        self.setModel(self.rows)
        self.setItemDelegate(ChecklistCells(theme, self))
        header = FlatHeader(theme, 28)
        caps = {column_of(mark): str(digit) for digit, mark in enumerate(MARKS, 1)}
        self._header = header
        self.setHorizontalHeader(header)
        header.set_caps(caps, frozenset(caps))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setObjectName("checklist")
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Say what brings the rows while there are none."""
        super().paintEvent(event)
        if not self.rows.rows:
            painter = QPainter(self.viewport())
            painter.setFont(font(Size.BASE))
            painter.setPen(self._theme.color("ink2"))
            room = self.viewport().rect().adjusted(12, 12, -12, -12)
            words = translate("New", "选好事项，要收的材料就列在这里")
            painter.drawText(room, int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), words)

    def show_rows(self, rows: tuple[MaterialRow, ...]) -> None:
        """Show the materials; the first cell takes the keys when there was none."""
        self.rows.show_rows(rows)
        self._fit()
        if rows and not self.currentIndex().isValid():
            self.setCurrentIndex(self.rows.index(0, FIRST_MARK))

    def go_to(self, code: str, column: MarkColumn) -> None:
        """Let the cell of a material take the keys."""
        for line, row in enumerate(self.rows.rows):
            if row.code == code:
                self.setCurrentIndex(self.rows.index(line, column_of(column)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit columns and rows; the whole current row stays in sight."""
        super().resizeEvent(event)
        self._fit()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _fit(self) -> None:
        spare = self.viewport().width() - sum(_WIDTHS)
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, width + (spare if column == 1 else 0))
        lines = len(self.rows.rows)
        if lines:
            share = max(_LEAST, min(_MOST + 1, self.viewport().height() // lines))
            spare = self.viewport().height() - share * lines
            for line in range(lines):
                self.setRowHeight(line, share + (1 if 0 <= line < spare < lines else 0))

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:  # noqa: N802 - Qt's name
        """Keep to the columns that take marks, and draw both rows anew."""
        super().currentChanged(current, previous)
        redraw_rows(self, current, previous)
        if current.isValid() and current.column() < FIRST_MARK:
            self.setCurrentIndex(self.rows.index(current.row(), FIRST_MARK))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Marks, counts, and the ways on."""
        key, line = event.key(), self.currentIndex().row()
        if event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier) or line < 0:
            super().keyPressEvent(event)
            return
        digit = key - Qt.Key.Key_1
        if 0 <= digit < len(MARKS):
            self._mark(line, MARKS[digit], "toggle")
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self._mark(line, self._column(), "less" if key == Qt.Key.Key_Minus else "more")
        elif key == Qt.Key.Key_Space:
            self.as_required.emit(self.rows.rows[line].code)
            self._step(1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def column(self) -> str:
        """Return the column that takes the keys."""
        return self._column().value

    def _column(self) -> MarkColumn:
        return MARKS[max(0, self.currentIndex().column() - FIRST_MARK)]

    def _mark(self, line: int, column: MarkColumn, value: str) -> None:
        self.setCurrentIndex(self.rows.index(line, column_of(column)))
        self.marked.emit(self.rows.rows[line].code, column.value, value)

    def _step(self, step: int) -> None:
        line = self.currentIndex().row() + step
        if line >= len(self.rows.rows):
            self.went_on.emit()
        elif line < 0:
            self.went_back.emit()
        else:
            self.setCurrentIndex(self.rows.index(line, self.currentIndex().column()))
