"""The table of every list: flat head, our own rows, a frame around the current one, Enter opens."""

from typing import Protocol

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from counter_app.ui.kit.keycap import HEIGHT as CAP
from counter_app.ui.kit.keycap import cap_width, paint_cap
from counter_app.ui.kit.prose import draw_line, text_width
from counter_app.ui.models.grouped_rows import AnyIndex, GroupedRows, Head, Role
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme

HEAD_ROW = 26
_SQUEEZED = 0.62
PAD = 5


class FlatHeader(QHeaderView):
    """Headings in small on the sunk ground; a heading may have its digit as a cap before it."""

    def __init__(self, theme: Theme, height: int = 29, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme, self._height = theme, height
        self._caps: dict[int, str] = {}
        self._centred: frozenset[int] = frozenset()
        self._sorted, self._descending = -1, False
        self.first_pad = PAD
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSectionSize(16)

    def set_caps(self, caps: dict[int, str], centred: frozenset[int]) -> None:
        """Draw a cap before these headings, and centre those."""
        self._caps, self._centred = caps, centred
        self.viewport().update()

    def set_sorted(self, section: int, *, descending: bool = False) -> None:
        """Mark the column the list is ordered by, and which way."""
        self._sorted, self._descending = section, descending
        self.viewport().update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The design's height."""
        return QSize(super().sizeHint().width(), self._height)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802 - Qt's name
        """Draw ground, cap, heading, line."""
        painter.save()
        painter.fillRect(rect, self._theme.color("sunk"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._theme.color("line"))
        text = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        cap = self._caps.get(section, "")
        strong = section == self._sorted
        need = text_width(text, Size.NOTE, strong=strong) + (cap_width(cap) + 5 if cap else 0)
        centred = section in self._centred
        x = rect.left() + (
            max(0.0, (rect.width() - need) / 2) if centred else float(PAD if section else self.first_pad)
        )
        if cap:
            paint_cap(painter, self._theme, QRectF(x, rect.top() + (rect.height() - CAP) / 2, cap_width(cap), CAP), cap)
            x += cap_width(cap) + 5
        box = QRectF(x, rect.top(), rect.right() + 1 - x, rect.height())
        colour = self._theme.color("ink" if strong else "ink2")
        taken = draw_line(painter, box, text, font(Size.NOTE, strong=strong), colour)
        if strong:
            icon = "sort-descending" if self._descending else "sort-ascending"
            self._theme.paint_icon(
                painter, QRectF(x + taken + 4, rect.top() + rect.height() / 2 - 7, 14, 14), icon, "ink2"
            )
        painter.restore()

    def paintEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """Fill what no column covers, too."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._theme.color("sunk"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.color("line"))
        painter.end()
        super().paintEvent(event)  # type: ignore[arg-type]


class HeadWords(Protocol):
    """How a list draws its group heads."""

    def __call__(self, head: Head) -> tuple[str, str, str, str]:
        """Return icon, tone, word and count in words."""
        ...


class RowDelegate(QStyledItemDelegate):
    """Draws heads, the ground of rows and the frame of the current one; a list of its own kind draws the cells."""

    def __init__(self, theme: Theme, head_words: HeadWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._head_words = head_words

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw one cell."""
        painter.save()
        rect = QRect(option.rect)
        view = option.widget
        head = index.data(Role.HEAD)
        current = isinstance(view, QTableView) and view.currentIndex().row() == index.row()
        focus = current and isinstance(view, QTableView) and view.hasFocus()
        if head is not None:
            self._paint_head(painter, rect, head, focus=focus)
        else:
            painter.fillRect(rect, self.theme.color("accent_soft" if current else "panel"))
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self.theme.color("line"))
            row = index.data(Role.ROW)
            if row is not None:
                painter.setClipRect(rect)
                self.paint_cell(painter, QRectF(rect), row, index.column())
                painter.setClipping(False)
            if current:
                self._paint_frame(painter, rect, index, last=_last_shown(view), focus=focus)
        painter.restore()

    def paint_cell(self, painter: QPainter, rect: QRectF, row: object, column: int) -> None:
        """Draw the content of a cell."""
        raise NotImplementedError

    def _paint_head(self, painter: QPainter, rect: QRect, head: Head, *, focus: bool) -> None:
        painter.fillRect(rect, self.theme.color("sunk"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self.theme.color("line"))
        icon, tone, word, count = self._head_words(head)
        top = rect.top() + (rect.height() - 16) / 2
        fold = "chevron-right" if head.folded else "chevron-down"
        self.theme.paint_icon(painter, QRectF(rect.left() + 9, top, 16, 16), fold, "ink2")
        self.theme.paint_icon(painter, QRectF(rect.left() + 31, top + 1, 15, 15), icon, tone)
        box = QRectF(rect.left() + 49, rect.top(), rect.width() - 60, rect.height())
        taken = draw_line(painter, box, word, font(Size.NOTE, strong=True), self.theme.color(tone))
        box.setLeft(box.left() + taken + 7)
        draw_line(painter, box, count, font(Size.NOTE), self.theme.color("ink2"))
        if focus:
            painter.setPen(QPen(self.theme.color("accent"), 2))
            painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -1))

    def _paint_frame(self, painter: QPainter, rect: QRect, index: AnyIndex, *, last: int, focus: bool) -> None:
        accent = self.theme.color("accent")
        first = index.column() == 0
        if focus:
            painter.fillRect(rect.left(), rect.top(), rect.width(), 2, accent)
            painter.fillRect(rect.left(), rect.bottom() - 1, rect.width(), 2, accent)
            if index.column() == last:
                painter.fillRect(rect.right() - 1, rect.top(), 2, rect.height(), accent)
        if first:
            painter.fillRect(rect.left(), rect.top(), 2 if focus else 3, rect.height(), accent)


def _last_shown(view: object) -> int:
    if not isinstance(view, QTableView):
        return -1
    return max(column for column in range(view.model().columnCount()) if not view.isColumnHidden(column))


def redraw_rows(table: QTableView, *indexes: AnyIndex) -> None:
    """Draw whole rows anew: the frame of the current row crosses all columns."""
    for index in indexes:
        if index.isValid():
            row = QRect(
                0, table.rowViewportPosition(index.row()), table.viewport().width(), table.rowHeight(index.row())
            )
            table.viewport().update(row)


class RowTable(QTableView):
    """A list: rows of one height, heads that fold, Enter opens, the order of the columns fixed."""

    opened = Signal(int)
    moved = Signal(int)
    widened = Signal(int, int)

    def __init__(self, theme: Theme, row_height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = FlatHeader(theme)
        self.setHorizontalHeader(self.header)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(16)
        self.verticalHeader().setDefaultSectionSize(row_height)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._widths: tuple[int, ...] = ()
        self._stretch: frozenset[int] = frozenset()
        self._may_go: tuple[int, ...] = ()
        self._left_out: frozenset[int] = frozenset()
        self._own: dict[int, int] = {}
        self._dressed: set[int] = set()
        self._fitting = False
        self.doubleClicked.connect(self._open_index)
        self.header.sectionResized.connect(self._resized)

    def set_widths(self, widths: tuple[int, ...], stretch: frozenset[int], may_go: tuple[int, ...] = ()) -> None:
        """Give the columns their widths; what is left over goes to those in `stretch`.

        Where even a good half of those does not fit, the columns in `may_go` are left out, one after another.
        """
        self._widths, self._stretch, self._may_go = widths, stretch, may_go
        self._fit()

    def arrange(self, hidden: frozenset[int], own: dict[int, int]) -> None:
        """Leave columns out, and give some the width (px) that the clerk wants for them."""
        self._left_out, self._own = hidden, own
        self._fit()

    def _fit(self) -> None:
        if self.model() is None or not self._widths:
            return
        shown = self._shown()
        # Somebody takes what is left over, so that the rows reach from edge to edge.
        stretch = self._stretch & shown.keys() - self._own.keys() or {max(shown)}
        share = (self.viewport().width() - sum(shown.values())) // len(stretch)
        self._fitting = True
        for column in range(len(self._widths)):
            self.setColumnHidden(column, column not in shown)
        for column, width in shown.items():
            self.setColumnWidth(column, max(40, width + share) if column in stretch else width)
        self._fitting = False

    def _shown(self) -> dict[int, int]:
        """Return the width (px) of each column that is shown, before what is left over is shared."""
        room, gone = self.viewport().width(), 0
        while gone < len(self._may_go) and self._least(self._may_go[:gone]) > room:
            gone += 1
        left_out = self._left_out.union(self._may_go[:gone])
        return {
            column: self._own.get(column, width) for column, width in enumerate(self._widths) if column not in left_out
        }

    def _resized(self, column: int, _before: int, px: int) -> None:
        if not self._fitting and px:
            self.widened.emit(column, px)

    def _least(self, hidden: tuple[int, ...]) -> float:
        return sum(
            self._own.get(column, width) * (_SQUEEZED if column in self._stretch else 1)
            for column, width in enumerate(self._widths)
            if column not in hidden and column not in self._left_out
        )

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the columns; the whole current row stays in sight."""
        super().resizeEvent(event)
        self._fit()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Tell in a tool tip what a cell had to leave out."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            text = str(index.data(Qt.ItemDataRole.DisplayRole) or "") if index.isValid() else ""
            cut = text_width(text, Size.BASE) > self.columnWidth(index.column()) - 2 * PAD if text else False
            QToolTip.showText(event.globalPos(), text if cut else "", self)
            return True
        return super().viewportEvent(event)

    def dress_heads(self) -> None:
        """Give heads their height and the whole width; after every change of the rows."""
        model = self.model()
        if not isinstance(model, GroupedRows):
            return
        self.clearSpans()
        header, heads = self.verticalHeader(), model.heads()
        # A list that is as long as the one before keeps its heights.
        for line in self._dressed - set(heads):
            if line < model.rowCount():
                header.resizeSection(line, header.defaultSectionSize())
        for line in heads:
            header.resizeSection(line, HEAD_ROW)
            self.setSpan(line, 0, 1, model.columnCount())
        self._dressed = set(heads)

    def go_to(self, line: int) -> None:
        """Make a line the current one."""
        self.setCurrentIndex(self.model().index(line, 0))

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:  # noqa: N802 - Qt's name
        """Tell the page, and draw both rows anew over their whole width."""
        super().currentChanged(current, previous)
        redraw_rows(self, current, previous)
        self.moved.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens a row and folds a head; Home and End are the first and last row; letters search nothing."""
        line = self.currentIndex().row()
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and line >= 0:
            self._open(line)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.model().rowCount():
            self.go_to(0 if key == Qt.Key.Key_Home else self.model().rowCount() - 1)
        elif event.text() and event.text().isprintable() and key != Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _open_index(self, index: QModelIndex) -> None:
        self._open(index.row())

    def _open(self, line: int) -> None:
        model = self.model()
        head = model.head_at(line) if isinstance(model, GroupedRows) else None
        if head is None or not isinstance(model, GroupedRows):
            self.opened.emit(line)
            return
        model.fold(head.key)
        self.dress_heads()
        self.go_to(line)
