"""A lane beside the screen: plain functions run there one after another, and their results come back to the screen.

Whatever takes longer than a blink (printing, a round with the server, a password check) is given to a lane. The results
arrive through a queued signal at a method of this object, which lives on the screen's thread.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

Result = TypeVar("Result")


class Lane(QObject):
    """One thread of work with a name; close it before the application ends."""

    _arrived = Signal(object, object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._under_way = 0
        self._ended = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether anything is under way or waits here."""
        return self._under_way > 0

    def run(self, work: Callable[[], Result], then: Callable[[Result], None]) -> None:
        """Do `work` in the lane, then call `then` with its result on the screen's thread.

        `work` turns what can fail into a result; an exception that leaves it is a bug and is raised on the screen's
        thread, where the crash report sees it.
        """
        self._under_way += 1
        self._pool.submit(self._work, work, then)

    def _work(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001 - handed on, and raised again where it is seen
            self._arrived.emit(_Raised(error), then)
        else:
            self._arrived.emit(result, then)

    def _deliver(self, result: object, then: Callable[[Any], None]) -> None:
        self._under_way -= 1
        if isinstance(result, _Raised):
            raise result.error
        if not self._ended:
            then(result)

    def close(self) -> None:
        """Wait for what is under way and end the thread; its results find nobody any more."""
        self._ended = True
        self._pool.shutdown(wait=True)


class _Raised:
    """An exception on its way to the screen's thread."""

    def __init__(self, error: BaseException) -> None:
        self.error = error
