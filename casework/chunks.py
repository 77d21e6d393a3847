"""Sending a blob in chunks: how large they are, and how to go on after an answer that did not come.

The same for windows and departments; how a chunk travels is the caller's. Nothing here knows a network or a clock.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from casework.contract import MAX_CHUNK_BYTES
from casework.errors import Trouble

FIRST_BYTES = 1024 * 1024
LEAST_BYTES = 256 * 1024
_QUICK_S = 0.5
_SLOW_S = 5.0
_MOST_DOUBTS = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a blob is at the server: complete, or `offset` bytes of it."""

    complete: bool
    offset: int = 0


class Wire(Protocol):
    """The two questions that a server answers about one blob."""

    def standing(self) -> Standing:
        """Ask how far the blob is."""
        ...

    def append(self, offset: int, chunk: bytes) -> Standing:
        """Send a chunk; a server that is elsewhere answers where, which is no error.

        Raises:
            Trouble: no answer came, or one that is no answer to this.
        """
        ...


@dataclass(slots=True)
class Pace:
    """How much goes into a chunk: less on a slow or broken line, more on a quick one."""

    chunk_bytes: int = FIRST_BYTES

    def took(self, seconds: float) -> None:
        """Note how long a chunk took."""
        if seconds < _QUICK_S:
            self.chunk_bytes = min(self.chunk_bytes * 2, MAX_CHUNK_BYTES)
        elif seconds > _SLOW_S:
            self.slower()

    def slower(self) -> None:
        """Send less at once; what is lost on the way is then less too."""
        self.chunk_bytes = max(self.chunk_bytes // 4, LEAST_BYTES)


def send_in_chunks(
    content: bytes,
    wire: Wire,
    pace: Pace,
    seconds: Callable[[], float],
    told: Callable[[int], None],
    *,
    resume: bool,
) -> None:
    """Send a blob until the server has all of it; `told` is called with how many bytes it has.

    `seconds` is a clock that only goes on. With `resume` the server is asked first how far it came; without, the first
    chunk is sent at once. When an answer does not come it is asked where it stands, so that no more than one chunk goes
    twice.

    Raises:
        Trouble: the server could not be reached, or `sync.blob_stuck`: it does not come on.
    """
    here = wire.standing() if resume else Standing(complete=False)
    doubts = 0
    while not here.complete:
        told(here.offset)
        before = here.offset
        chunk = content[before : before + pace.chunk_bytes]
        if not chunk:
            raise Trouble("sync.blob_stuck")
        here, doubts = _one(wire, pace, seconds, (before, chunk), doubts)
        if not here.complete and here.offset <= before:
            doubts += 1
            if doubts > _MOST_DOUBTS:
                raise Trouble("sync.blob_stuck")
    told(len(content))


def _one(
    wire: Wire, pace: Pace, seconds: Callable[[], float], chunk: tuple[int, bytes], doubts: int
) -> tuple[Standing, int]:
    began = seconds()
    try:
        here = wire.append(*chunk)
    except Trouble:
        pace.slower()
        if doubts >= _MOST_DOUBTS:
            raise
        # It may have arrived all the same: the server knows. If it cannot be asked, this raises.
        return wire.standing(), doubts + 1
    pace.took(seconds() - began)
    return here, 0 if here.offset > chunk[0] else doubts
