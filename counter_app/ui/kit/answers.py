"""A question's answers side by side, each with its digit; one is chosen by digit, arrow or mouse."""

from collections.abc import Iterator

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.ui.kit.keycap import paint_cap
from counter_app.ui.kit.prose import draw_line, text_width
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme

_CAP = 16
_SIDE = 7
_HIGH, _BETWEEN = 28, 4


class Answers(QWidget):
    """Segmented answers, 28 px high; what is wider than the room they have goes on in a further line."""

    answered = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._room = 0
        self._answers: tuple[str, ...] = ()
        self._chosen: int | None = None
        self._label = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_room(self, room: int) -> None:
        """Let the answers be so wide (px) and no wider."""
        if room != self._room:
            self._room = room
            # A layout that is under way forgets what is asked of it meanwhile.
            QTimer.singleShot(0, self, self.updateGeometry)
            self.update()

    def show_answers(self, label: str, answers: tuple[str, ...], chosen: int | None) -> None:
        """Offer `answers` to the question `label`; `chosen` is an index or None."""
        self._label, self._answers, self._chosen = label, answers, chosen
        said = answers[chosen] if chosen is not None and chosen < len(answers) else ""
        listed = ", ".join(f"{i} {answer}" for i, answer in enumerate(answers, 1))
        self.setAccessibleName(f"{label}: {said}" if said else label)
        self.setAccessibleDescription(listed)
        self.updateGeometry()
        self.update()

    def _widths(self) -> list[int]:
        return [
            _SIDE + _CAP + 5 + text_width(answer, Size.BASE, strong=index == self._chosen) + 7
            for index, answer in enumerate(self._answers)
        ]

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as its answers, or as the room they have."""
        lines = self._lines()
        widths = self._widths()
        wide = max((sum(widths[index] for index in line) for line in lines), default=0)
        return QSize(wide + 2, len(lines) * (_HIGH + _BETWEEN) - _BETWEEN)

    def _lines(self) -> list[list[int]]:
        """Return which answers stand in each line; at least one line."""
        lines: list[list[int]] = [[]]
        used = 0
        for index, width in enumerate(self._widths()):
            if self._room and lines[-1] and used + width > self._room:
                lines.append([])
                used = 0
            lines[-1].append(index)
            used += width
        return lines

    def _boxes(self) -> Iterator[tuple[list[tuple[int, QRectF]], QRectF]]:
        """Yield for each line where its answers are, and the whole of it."""
        widths = self._widths()
        for row, line in enumerate(self._lines()):
            x, top = 1.0, row * (_HIGH + _BETWEEN)
            placed = []
            for index in line:
                placed.append((index, QRectF(x, top, widths[index], _HIGH)))
                x += widths[index]
            yield placed, QRectF(0, top, x + 1, _HIGH)

    def _choose(self, index: int) -> None:
        if 0 <= index < len(self._answers):
            self.answered.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Digits answer; arrows move to the neighbour."""
        plain_key = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        digit = event.key() - Qt.Key.Key_1
        if plain_key and 0 <= digit < len(self._answers):
            self._choose(digit)
        elif plain_key and event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            self._choose((self._chosen if self._chosen is not None else -1) + step)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose what was clicked."""
        for placed, _line in self._boxes():
            for index, box in placed:
                if box.contains(event.position()):
                    self._choose(index)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the ring."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the segments, the chosen one filled, and the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for placed, line in self._boxes():
            self._draw_line(painter, placed, line.adjusted(0.5, 0.5, -0.5, -0.5))

    def _draw_line(self, painter: QPainter, placed: list[tuple[int, QRectF]], box: QRectF) -> None:
        shape = QPainterPath()
        shape.addRoundedRect(box, 4, 4)
        painter.fillPath(shape, self._theme.color("field"))
        painter.save()
        painter.setClipPath(shape)
        for index, segment in placed:
            self._draw_segment(painter, segment, index, first=index == placed[0][0])
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.drawRoundedRect(box, 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("ink" if self._chosen is not None else "accent"), 2))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _draw_segment(self, painter: QPainter, box: QRectF, index: int, *, first: bool) -> None:
        answer = self._answers[index]
        chosen = index == self._chosen
        if chosen:
            painter.fillRect(box, self._theme.color("accent"))
        elif not first:
            painter.fillRect(QRectF(box.left(), box.top() + 1, 1, box.height() - 2), self._theme.color("line"))
        cap = QRectF(box.left() + _SIDE, box.top() + (box.height() - 18) / 2, _CAP, 18)
        if chosen:
            paint_cap(painter, self._theme, cap, str(index + 1), "on_accent", "on_accent")
        else:
            paint_cap(painter, self._theme, cap, str(index + 1), "ink2", "line")
        text = QRectF(cap.right() + 5, box.top(), box.right() - cap.right() - 5, box.height())
        face = font(Size.BASE, strong=chosen)
        draw_line(painter, text, answer, face, self._theme.color("on_accent" if chosen else "ink"))
