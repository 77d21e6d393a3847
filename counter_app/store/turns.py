"""A lock that is given in turn: whoever waits gets it next, however soon its last holder asks for it again.

A plain lock goes to whoever runs, and a long round with the server, which takes it again at once, would keep an act
waiting until it is through. The holder may take it again as often as it likes.
"""

from threading import Lock, RLock, get_ident
from types import TracebackType
from typing import Self


class Turns:
    """A re-entrant lock that nobody can overtake."""

    def __init__(self) -> None:
        self._gate = Lock()
        self._lock = RLock()
        self._holder = 0
        self._depth = 0

    @property
    def wanted(self) -> bool:
        """Whether somebody waits for it."""
        return self._gate.locked()

    def __enter__(self) -> Self:
        if self._holder == get_ident():
            self._lock.acquire()
        else:
            # Who waits holds the gate, so the last holder has to queue behind.
            with self._gate:
                self._lock.acquire()
            self._holder = get_ident()
        self._depth += 1
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._depth -= 1
        if not self._depth:
            self._holder = 0
        self._lock.release()
