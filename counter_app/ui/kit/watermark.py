"""A word across the whole window that lets everything through: what is seen beneath it proves nothing."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

_ANGLE = -24
_STRENGTH = 0.28
_WHOLE_WIDTH = 1100
"""In a window that is narrower than this (logical pixels) the word is smaller, too."""
_PLACES = ((0.24, 0.36), (0.58, 0.62), (0.84, 0.30))


class Watermark(QWidget):
    """Lies over its parent and follows its size; it takes neither keys nor clicks."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        parent.installEventFilter(self)
        self.setGeometry(parent.rect())
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay as large as the window, and on top."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Show} and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
            self.raise_()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the word in outline, three times, so that what lies beneath can be read."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self._theme.color("warn")
        ink.setAlphaF(_STRENGTH)
        painter.setPen(QPen(ink, 1.5))
        word = translate("Shell", "练习")
        path = QPainterPath()
        path.addText(QPointF(0, 0), font(Size.HUGE, strong=True), word)
        path = path.simplified()
        middle = path.boundingRect().center()
        size = min(1.0, self.width() / _WHOLE_WIDTH)
        for across, down in _PLACES:
            painter.save()
            painter.translate(self.width() * across, self.height() * down)
            painter.rotate(_ANGLE)
            painter.scale(size, size)
            painter.translate(-middle)
            painter.drawPath(path)
            painter.restore()
