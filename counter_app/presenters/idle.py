"""Whether anybody is at the desk: after so many minutes without a key or a click it should lock."""

import time
from collections.abc import Callable

_MINUTE_S = 60.0


class IdleWatch:
    """Counts by a clock that cannot be set; 0 minutes never run out."""

    def __init__(self, minutes: int, monotonic_s: Callable[[], float] = time.monotonic) -> None:
        self._minutes = minutes
        self._monotonic_s = monotonic_s
        self._touched_s = monotonic_s()

    def set_minutes(self, minutes: int) -> None:
        """Wait for so long from now on."""
        self._minutes = minutes

    def touched(self) -> None:
        """Somebody pressed a key or clicked."""
        self._touched_s = self._monotonic_s()

    def run_out(self) -> bool:
        """Say whether nobody was here for too long."""
        return self._minutes > 0 and self._monotonic_s() - self._touched_s >= self._minutes * _MINUTE_S
