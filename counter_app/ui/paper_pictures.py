"""Pictures of scanned papers for the screen: asked for at once, drawn in a lane, kept by hash, page and size.

What is kept is bounded; a paper that cannot be shown is kept as the error that says why.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from casework.errors import ProductError
from counter_app.desk.paper_picture import Picture
from counter_app.ui.lane import Lane

Draw = Callable[[str, int, int], Picture]
"""Draws a page (counted from 0) of the paper with this hash, its longer side at most so many pixels long."""

_MOST_BYTES = 96 * 1024 * 1024
_NOTHING_BYTES = 1024


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as an image and how many pages there are; or the error that says why there is none."""

    image: QImage | None
    pages: int = 0
    error: ProductError | None = None


class PaperPictures(QObject):
    """Asks for pictures and keeps them; `arrived` with the hash of the paper when one came."""

    arrived = Signal(str)

    def __init__(self, draw: Draw, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draw = draw
        self._lane = Lane("pictures", self)
        self._kept: OrderedDict[tuple[str, int, int], Shown] = OrderedDict()
        self._asked: set[tuple[str, int, int]] = set()

    def picture(self, sha256: str, page: int, longest_px: int) -> Shown | None:
        """Return a picture in device pixels, or None and ask for it; `arrived` says when to ask again."""
        key = (sha256, page, longest_px)
        shown = self._kept.get(key)
        if shown is not None:
            self._kept.move_to_end(key)
            return shown
        if key not in self._asked:
            self._asked.add(key)
            self._lane.run(lambda: self._drawn(key), self._keep)
        return None

    def _drawn(self, key: tuple[str, int, int]) -> tuple[tuple[str, int, int], Shown]:
        try:
            picture = self._draw(*key)
        except ProductError as error:
            return key, Shown(None, error=error)
        three = QImage.Format.Format_RGB888
        # The copy lets the bytes go; the image is small enough to be made here and handed over.
        image = QImage(picture.rgb, picture.width, picture.height, picture.width * 3, three).copy()
        return key, Shown(image, picture.pages)

    def _keep(self, made: tuple[tuple[str, int, int], Shown]) -> None:
        key, shown = made
        self._asked.discard(key)
        self._kept[key] = shown
        while len(self._kept) > 1 and self.kept_bytes() > _MOST_BYTES:
            self._kept.popitem(last=False)
        self.arrived.emit(key[0])

    def kept_bytes(self) -> int:
        """Return how much memory the pictures take."""
        images = (shown.image for shown in self._kept.values())
        return sum(image.sizeInBytes() if image is not None else _NOTHING_BYTES for image in images)

    def close(self) -> None:
        """Wait for what is drawn now; nothing arrives any more."""
        self._lane.close()
