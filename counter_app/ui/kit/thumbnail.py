"""A small picture of a paper: its first page, or a drawn sheet of its kind until that is there or if it cannot be."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.ui.kit.sheet import HEIGHT, WIDTH, paint_sheet
from counter_app.ui.paper_pictures import PaperPictures
from counter_app.ui.theme.theme import Theme

_LEAST_RATIO = 2.0
"""Thumbnails are drawn at twice their size at least, so that they are sharp on any screen."""


def paint_thumbnail(
    painter: QPainter, theme: Theme, pictures: PaperPictures | None, box: QRectF, sha256: str, sheet: str
) -> None:
    """Draw the first page of a paper into `box`; a sheet of its kind stands in, marked if there will be no picture."""
    ratio = painter.device().devicePixelRatio()
    longest = round(box.height() * max(ratio, _LEAST_RATIO))
    shown = pictures.picture(sha256, 0, longest) if pictures and sha256 else None
    if shown is None or shown.image is None:
        paint_sheet(painter, theme, box, sheet)
        if shown is not None:
            corner = QRectF(box.right() - 13, box.bottom() - 15, 16, 16)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("panel"))
            painter.drawEllipse(corner)
            theme.paint_icon(painter, corner, "alert-circle", "warn")
        return
    size = shown.image.size().toSizeF().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
    at = QRectF(box.center().x() - size.width() / 2, box.center().y() - size.height() / 2, *size.toTuple())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(at, shown.image)
    painter.setPen(QPen(theme.color("line2"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(at)


class Thumbnail(QWidget):
    """One paper, `scale` times the size of a drawn sheet; a click opens it."""

    pressed = Signal()

    def __init__(self, theme: Theme, scale: float = 1.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._size = QSize(round(WIDTH * scale), round(HEIGHT * scale))
        self._sha256, self._sheet = "", ""
        self._pictures: PaperPictures | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def take_pictures(self, pictures: PaperPictures) -> None:
        """Draw from these."""
        self._pictures = pictures
        pictures.arrived.connect(self._arrived)

    def show_paper(self, sha256: str, sheet: str) -> None:
        """Show a paper, none where `sha256` is empty; an empty `sheet` shows nothing at all."""
        self._sha256, self._sheet = sha256, sheet
        self.setVisible(bool(sheet))
        self.update()

    def _arrived(self, sha256: str) -> None:
        if sha256 == self._sha256:
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One sheet."""
        return self._size

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        painter = QPainter(self)
        box = QRectF(0, 0, self.width() - 1, self.height() - 1)
        paint_thumbnail(painter, self._theme, self._pictures, box, self._sha256, self._sheet)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Open it."""
        if self._sha256 and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()
        else:
            super().mousePressEvent(event)
