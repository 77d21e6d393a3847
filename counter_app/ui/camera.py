"""A camera as a bar code reader: frames of Qt's multimedia, looked through in a lane for Code 128 and QR.

Multimedia is not part of every installation of Qt; without it, or without a camera, that is told and nothing else is.
"""

import importlib
import time
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from casework.errors import Trouble
from counter_app.desk.picture_codes import read_grey
from counter_app.devices.sight import Sight
from counter_app.ui.lane import Lane

_LONGEST_PX = 1280


def texts_in(image: QImage) -> tuple[str, ...]:
    """Return the texts of the codes in a frame."""
    if max(image.width(), image.height()) > _LONGEST_PX:
        image = image.scaled(_LONGEST_PX, _LONGEST_PX, Qt.AspectRatioMode.KeepAspectRatio)
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    width, height, stride = grey.width(), grey.height(), grey.bytesPerLine()
    held = bytes(grey.constBits())
    # Lines of an image begin at every fourth byte.
    rows = held if stride == width else b"".join(held[line * stride : line * stride + width] for line in range(height))
    return read_grey(width, height, rows)


class Camera(QObject):
    """The camera whose name holds `name`, or the system's first; a frame is looked at when the one before was."""

    scanned = Signal(str, str, int)
    stood = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._lane = Lane("camera", self)
        self._sight = Sight()
        self._parts: tuple[Any, ...] = ()

    def start(self) -> None:
        """Begin to look, or tell why not."""
        try:
            media = importlib.import_module("PySide6.QtMultimedia")
        except ImportError:
            media = None
        found = [] if media is None else list(media.QMediaDevices.videoInputs())
        wanted = [one for one in found if self._name.lower() in one.description().lower()]
        if media is None or not wanted:
            self.stood.emit(Trouble("barcode.no_camera"))
            return
        self._name = wanted[0].description()
        camera, session, sink = media.QCamera(wanted[0]), media.QMediaCaptureSession(), media.QVideoSink()
        session.setCamera(camera)
        session.setVideoSink(sink)
        sink.videoFrameChanged.connect(self._frame)
        self._parts = (camera, session, sink)
        camera.start()
        self.stood.emit(None)

    def _frame(self, frame: Any) -> None:
        if self._parts and not self._lane.busy:
            self.look(frame.toImage())

    def look(self, image: QImage) -> None:
        """Look for codes in a picture, beside the screen."""
        self._lane.run(lambda: texts_in(image), self._seen)

    def _seen(self, texts: tuple[str, ...]) -> None:
        for reading in self._sight.take(texts, time.monotonic()):
            self.scanned.emit(reading.text, self._name, reading.took_ms)

    def close(self) -> None:
        """Look no longer."""
        if self._parts:
            self._parts[0].stop()
        self._parts = ()
        self._lane.close()
