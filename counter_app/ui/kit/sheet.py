"""Thumbnails of papers: a small drawn sheet of the right kind until the scan itself is there."""

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.ui.theme.theme import Theme

# Paper is white under every theme: these are the colours of paper, ink and seal, not of the screen.
_PAPER, _INK, _SEAL, _GOLD = QColor("#FFFFFF"), QColor("#434D5B"), QColor("#B42318"), QColor("#B98B2F")
_FAINT = QColor("#9AA4B1")
WIDTH, HEIGHT = 27, 36


def paint_sheet(painter: QPainter, theme: Theme, box: QRectF, kind: str) -> None:
    """Draw a sheet into `box`: "text", "seal", "form", "plan", "certificate" or "card"."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("line2"), 1))
    painter.setBrush(_PAPER)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
    painter.translate(box.topLeft())
    painter.scale(box.width() / WIDTH, box.height() / HEIGHT)
    draw = {"form": _form, "plan": _plan, "certificate": _certificate, "card": _card}.get(kind, _text)
    draw(painter)
    if kind == "seal":
        _seal(painter, 19, 26)
    painter.restore()


def _rules(painter: QPainter, x1: float, x2: float, ys: tuple[float, ...], colour: QColor = _FAINT) -> None:
    painter.setPen(QPen(colour, 1))
    painter.drawLines([QLineF(x1, y, x2, y) for y in ys])


def _title(painter: QPainter) -> None:
    painter.setPen(QPen(_INK, 2))
    painter.drawLine(QLineF(9, 5.5, 18, 5.5))


def _text(painter: QPainter) -> None:
    _title(painter)
    _rules(painter, 5, 22, (11.5, 14.5, 17.5, 20.5, 23.5))
    _rules(painter, 5, 15, (26.5,))


def _form(painter: QPainter) -> None:
    _title(painter)
    painter.setPen(QPen(_FAINT, 1))
    painter.setBrush(QColor(0, 0, 0, 0))
    painter.drawRect(QRectF(5.5, 10.5, 16, 19))
    _rules(painter, 5.5, 21.5, (14.5, 18.5, 22.5, 26.5))
    painter.drawLines([QLineF(10.5, 10.5, 10.5, 29.5), QLineF(16.5, 10.5, 16.5, 29.5)])


def _plan(painter: QPainter) -> None:
    painter.setPen(QPen(_INK, 1))
    painter.drawRect(QRectF(5.5, 6.5, 16, 22))
    painter.drawLines([QLineF(5.5, 17.5, 14, 17.5), QLineF(14.5, 6.5, 14.5, 13), QLineF(14.5, 21, 14.5, 28.5)])
    _rules(painter, 12, 21, (32.5,))


def _certificate(painter: QPainter) -> None:
    painter.setPen(QPen(_GOLD, 1.4))
    painter.setBrush(QColor("#FFFBF0"))
    painter.drawRect(QRectF(3, 3, 21, 30))
    painter.setPen(QPen(_SEAL, 1))
    painter.setBrush(_SEAL)
    painter.drawEllipse(QPointF(13.5, 8.5), 1.7, 1.7)
    _rules(painter, 7, 20, (14.5, 17.5, 20.5), _INK)
    _seal(painter, 18, 26)


def _card(painter: QPainter) -> None:
    for y, ground in ((5.5, QColor("#E8EEF5")), (19.5, QColor("#F5ECE8"))):
        painter.setPen(QPen(_FAINT, 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(5.5, y, 16, 11), 1.5, 1.5)
        painter.setPen(QPen(_FAINT, 1.2))
        painter.drawLine(QLineF(8, y + 4, 14, y + 4))
        painter.drawLine(QLineF(8, y + 7, 12, y + 7))


def _seal(painter: QPainter, x: float, y: float) -> None:
    painter.setPen(QPen(_SEAL, 1.1))
    painter.setBrush(QColor(0, 0, 0, 0))
    painter.drawEllipse(QPointF(x, y), 4.4, 4.4)
    painter.setBrush(_SEAL)
    painter.drawEllipse(QPointF(x, y), 0.9, 0.9)


class Sheets(QWidget):
    """A row of thumbnails."""

    def __init__(self, theme: Theme, scale: float = 1.0, gap: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._scale, self._gap = theme, scale, gap
        self._kinds: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_sheets(self, kinds: tuple[str, ...]) -> None:
        """Show one sheet a kind."""
        self._kinds = kinds
        self.setVisible(bool(kinds))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as its sheets."""
        width = round(WIDTH * self._scale)
        return QSize(max(0, len(self._kinds) * (width + self._gap) - self._gap), round(HEIGHT * self._scale))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw them."""
        painter = QPainter(self)
        width = round(WIDTH * self._scale)
        for index, kind in enumerate(self._kinds):
            box = QRectF(index * (width + self._gap), 0, width, round(HEIGHT * self._scale))
            paint_sheet(painter, self._theme, box, kind)
