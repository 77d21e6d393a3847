"""Two sets of values side by side; what differs lies on its own ground and says so in words."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.presenters.alike_view import Cell, CompareRow
from counter_app.ui.kit.prose import draw_line
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

_ROW, _HEAD = 30, 28
_LABEL, _WORD = 122, 112
_INSET = 8
_DRESS = {
    Cell.SAME: ("check-circle", "ok", ""),
    Cell.DIFFERENT: ("compare-horizontal", "warn", "warn_soft"),
    Cell.FILLS: ("plus-circle-outline", "accent", "accent_soft"),
    Cell.NOT_THERE: ("circle-outline", "ink2", ""),
}


class ComparisonTable(QWidget):
    """Field, here, then, and how they stand."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: tuple[CompareRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: tuple[CompareRow, ...]) -> None:
        """Show the lines; the same is read aloud."""
        self._rows = rows
        self.setFixedHeight(_HEAD + _ROW * len(rows) + 1)
        self.setAccessibleName(translate("Compare", "对照"))
        self.setAccessibleDescription("; ".join(f"{row.label}: {row.mine} | {row.theirs}, {row.word}" for row in rows))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as its lines."""
        return QSize(700, _HEAD + _ROW * len(self._rows) + 1)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw heads and lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = (self.width() - _LABEL - _WORD) / 2
        edges = (0.0, float(_LABEL), _LABEL + half, _LABEL + 2 * half)
        widths = (float(_LABEL), half, half, float(_WORD))
        painter.fillRect(QRectF(0, 0, self.width(), _HEAD), self._theme.color("sunk"))
        heads = ("", translate("Compare", "这份表"), translate("Compare", "从前那一件"), "")
        for left, width, head in zip(edges, widths, heads, strict=True):
            self._write(painter, QRectF(left, 0, width, _HEAD), head, "ink2", Size.NOTE)
        for line, row in enumerate(self._rows):
            top = _HEAD + line * _ROW
            self._paint_row(painter, row, [QRectF(x, top, w, _ROW) for x, w in zip(edges, widths, strict=True)])

    def _paint_row(self, painter: QPainter, row: CompareRow, boxes: list[QRectF]) -> None:
        icon, tone, ground = _DRESS[row.cell]
        if ground:
            for box in boxes[1:]:
                painter.fillRect(box, self._theme.color(ground))
        self._write(painter, boxes[0], row.label, "ink2", Size.NOTE)
        self._write(painter, boxes[1], row.mine or "—", "ink" if row.mine else "ink2", Size.BASE)
        self._write(painter, boxes[2], row.theirs or "—", "ink" if row.theirs else "ink2", Size.BASE)
        mark = QRectF(boxes[3].left() + _INSET, boxes[3].center().y() - 7, 14, 14)
        self._theme.paint_icon(painter, mark, icon, tone)
        self._write(painter, boxes[3].adjusted(18, 0, 0, 0), row.word, tone, Size.NOTE)
        painter.fillRect(QRectF(0, boxes[0].bottom() - 1, self.width(), 1), self._theme.color("line"))

    def _write(self, painter: QPainter, box: QRectF, text: str, tone: str, size: Size) -> None:
        inner = box.adjusted(_INSET, 0, -_INSET, 0)
        draw_line(painter, inner, text, font(size), self._theme.color(tone), Qt.AlignmentFlag.AlignLeft)
