"""The error summary: what did not happen, what is kept, and a link to each thing that must be put right."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.presenters.views import Failure
from counter_app.ui.kit.keycap import HEIGHT as CAP
from counter_app.ui.kit.keycap import cap_width, paint_cap
from counter_app.ui.kit.prose import draw_line, lay, plain
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme

_HEAD = 60
_ROW = 46
_FOOT = 32


class FaultList(QWidget):
    """The summary as one thing that has the focus: digits, arrows and Enter go to a fault, Esc goes back."""

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._failure: Failure | None = None
        self._row = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_failure(self, failure: Failure | None) -> None:
        """Show a failed act; None hides the summary."""
        if failure != self._failure:
            self._row = 0
        self._failure = failure
        self.setVisible(failure is not None)
        if failure:
            self.setAccessibleName(failure.title)
            self.setAccessibleDescription("; ".join(plain(fault.title) for fault in failure.faults))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Head, a row a fault, foot."""
        rows = len(self._failure.faults) if self._failure else 0
        return QSize(316, _HEAD + _ROW * rows + _FOOT + 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go to a fault, move, or go back."""
        count = len(self._failure.faults) if self._failure else 0
        digit = event.key() - Qt.Key.Key_1
        if 0 <= digit < count and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._go(digit)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and count:
            self._row = (self._row + (1 if event.key() == Qt.Key.Key_Down else -1)) % count
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and count:
            self._go(self._row)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click on a link goes there."""
        row = int((event.position().y() - _HEAD) // _ROW)
        if self._failure and 0 <= row < len(self._failure.faults):
            self._go(row)

    def _go(self, row: int) -> None:
        self._row = row
        self.update()
        if self._failure:
            self.chosen.emit(self._failure.faults[row].target)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw frame, head, links and foot."""
        if self._failure is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("panel"))
        painter.drawRoundedRect(box, 6, 6)
        painter.setBrush(self._theme.color("bad_soft"))
        painter.drawRoundedRect(QRectF(box.left(), box.top(), box.width(), _HEAD - 7), 6, 6)
        painter.setPen(QPen(self._theme.color("bad"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 6, 6)
        self._draw_head(painter, self._failure)
        for row in range(len(self._failure.faults)):
            self._draw_fault(painter, row, self._failure)
        foot = self.height() - _FOOT
        painter.fillRect(QRectF(2, foot - 1, self.width() - 4, 1), self._theme.color("line"))
        ink = self._theme.color("ink2")
        draw_line(painter, QRectF(12, foot, self.width() - 20, _FOOT - 2), self._failure.footer, font(Size.NOTE), ink)

    def _draw_head(self, painter: QPainter, failure: Failure) -> None:
        self._theme.paint_icon(painter, QRectF(12, 10, 18, 18), "alert-circle", "bad")
        width = self.width() - 48
        face = font(Size.SECTION, strong=True)
        draw_line(painter, QRectF(39, 8, width, 22), failure.title, face, self._theme.color("ink"))
        draw_line(painter, QRectF(39, 30, width, 17), failure.kept, font(Size.NOTE), self._theme.color("ink"))

    def _draw_fault(self, painter: QPainter, row: int, failure: Failure) -> None:
        fault = failure.faults[row]
        top = _HEAD + row * _ROW
        box = QRectF(6, top, self.width() - 12, _ROW)
        if row == self._row and self.hasFocus():
            painter.setPen(QPen(self._theme.color("accent"), 2))
            painter.setBrush(self._theme.color("accent_soft"))
            painter.drawRoundedRect(box.adjusted(1, 0, -1, 0), 3, 3)
        key = str(row + 1)
        paint_cap(painter, self._theme, QRectF(12, top + 5, cap_width(key), CAP), key)
        face = font(Size.BASE)
        face.setUnderline(True)
        laid = lay(fault.title, face, self.width() - 52, max_lines=1)
        laid.draw(painter, QRectF(38, top + 6, 10, 10).topLeft(), self._theme.color("accent"))
        ink = self._theme.color("ink2")
        draw_line(painter, QRectF(38, top + 24, self.width() - 50, 16), fault.advice, font(Size.NOTE), ink)
