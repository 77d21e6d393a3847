"""A clock that cannot be set: which start of the machine it is, and the milliseconds since."""

import time
import uuid
from dataclasses import dataclass
from pathlib import Path

_LINUX = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class Boot:
    """One start of the machine, or of this process where the system gives its starts no name."""

    id: str

    def mono(self) -> tuple[str, int]:
        """Return the start and the milliseconds of the monotonic clock."""
        return self.id, _ticks_ns() // 1_000_000


def _ticks_ns() -> int:
    """Return a clock that cannot be set and, where the system has one, goes on while the machine sleeps."""
    ticking = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic_ns() if ticking is None else time.clock_gettime_ns(ticking)


def this_boot() -> Boot:
    """Return the present start of the machine."""
    try:
        return Boot(_LINUX.read_text(encoding="ascii").strip())
    except OSError:
        return Boot(str(uuid.uuid4()))
