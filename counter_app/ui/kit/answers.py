"""A question's answers side by side, each with its digit; one is chosen by digit, arrow or mouse."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.ui.kit.keycap import paint_cap
from counter_app.ui.kit.prose import draw_line, text_width
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme

_CAP = 16
_SIDE = 7


class Answers(QWidget):
    """Segmented answers, 28 px high."""

    answered = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._answers: tuple[str, ...] = ()
        self._chosen: int | None = None
        self._label = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

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
        """As wide as its answers."""
        return QSize(sum(self._widths()) + 2, 28)

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
        x = 1
        for index, width in enumerate(self._widths()):
            if x <= event.position().x() < x + width:
                self._choose(index)
            x += width

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the ring."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the segments, the chosen one filled, and the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(box, 4, 4)
        painter.fillPath(shape, self._theme.color("field"))
        painter.save()
        painter.setClipPath(shape)
        x = 1.0
        for index, (answer, width) in enumerate(zip(self._answers, self._widths(), strict=True)):
            self._draw_segment(painter, QRectF(x, 0, width, self.height()), index, answer)
            x += width
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.drawRoundedRect(box, 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("ink" if self._chosen is not None else "accent"), 2))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _draw_segment(self, painter: QPainter, box: QRectF, index: int, answer: str) -> None:
        chosen = index == self._chosen
        if chosen:
            painter.fillRect(box, self._theme.color("accent"))
        elif index:
            painter.fillRect(QRectF(box.left(), 1, 1, box.height() - 2), self._theme.color("line"))
        cap = QRectF(box.left() + _SIDE, (box.height() - 18) / 2, _CAP, 18)
        if chosen:
            paint_cap(painter, self._theme, cap, str(index + 1), "on_accent", "on_accent")
        else:
            paint_cap(painter, self._theme, cap, str(index + 1), "ink2", "line")
        text = QRectF(cap.right() + 5, 0, box.right() - cap.right() - 5, box.height())
        face = font(Size.BASE, strong=chosen)
        draw_line(painter, text, answer, face, self._theme.color("on_accent" if chosen else "ink"))
