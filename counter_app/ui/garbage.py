"""Python's collector of cycles, held to the screen's thread.

Python collects cycles in whichever thread happens to cross a threshold. When that is a lane, widgets that had become
garbage are destroyed beside the screen's thread, and Qt crashes or locks up. So the automatic collector is switched off
and its generations are collected here, on the thread this object lives on, at the thresholds Python itself would use.
"""

import gc
from types import TracebackType
from typing import Self

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 500


class Garbage(QObject):
    """Collects cycles on its own thread while it is entered; leaving it leaves Python's own collector as it was."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._before = False

    def __enter__(self) -> Self:
        self._before = gc.isenabled()
        gc.disable()
        # What the start has built stays until the end: no round needs to walk over it.
        gc.freeze()
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._timer.stop()
        gc.unfreeze()
        if self._before:
            gc.enable()

    def collect(self) -> None:
        """Collect the oldest generation whose threshold is passed, and the younger ones with it."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > thresholds[generation]:
                gc.collect(generation)
                return
