"""When to try again: at once for something new, soon when all is well, and after failures ever later, by chance.

Full jitter: a hall whose windows lost the server together does not return to it together. Times are seconds of a
monotonic clock; a wrong wall clock changes nothing.
"""

from collections.abc import Callable
from threading import Lock

BASE_S = 1.0
CAP_S = 300.0
IDLE_S = 5.0
_MOST_DOUBLINGS = 16


class Schedule:
    """Says when the next round is due; safe to nudge from another thread.

    `chance` gives numbers in [0, 1).
    """

    def __init__(self, chance: Callable[[], float], *, idle_s: float = IDLE_S) -> None:
        self._chance = chance
        self._idle_s = idle_s
        self._lock = Lock()
        self._next_s = 0.0
        self._failures = 0

    @property
    def failures(self) -> int:
        """How many rounds failed in a row."""
        return self._failures

    def succeeded(self, now_s: float) -> None:
        """Note that a round ended well."""
        with self._lock:
            self._failures = 0
            self._next_s = now_s + self._idle_s

    def failed(self, now_s: float, *, at_least_s: float = BASE_S / 10) -> None:
        """Note that a round failed; it is tried again, for ever, but not before `at_least_s`."""
        with self._lock:
            self._failures += 1
            ceiling = min(CAP_S, BASE_S * 2 ** min(self._failures - 1, _MOST_DOUBLINGS))
            self._next_s = now_s + max(at_least_s, self._chance() * ceiling)

    def nudge(self, now_s: float) -> None:
        """Something new waits: try at once, unless the server is known to be away."""
        with self._lock:
            if self._failures == 0:
                self._next_s = min(self._next_s, now_s)

    def retry_now(self, now_s: float) -> None:
        """A person asked for it: try at once, whatever happened before."""
        with self._lock:
            self._next_s = min(self._next_s, now_s)

    def wait_s(self, now_s: float) -> float:
        """Return how many seconds there are until the next round is due; 0 if it is."""
        with self._lock:
            return max(0.0, self._next_s - now_s)
