"""Bar code readers: what one promises, and how the signs it sends become scans.

A reader is opened, asked again and again for what came, and closed, all of it in a thread of its own. One that is
pulled out says so once; whoever watches it opens it again until it is back.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

MOST_SIGNS = 4096
"""A longer text is no code; it is let go."""
QUIET_S = 0.08
"""Readers that send nothing behind a code are quiet for so long."""

MOST_AT_ONCE, MOST_A_SECOND = 40, 10
"""How many codes a reader may send at once, and how many a second after them."""
CALM_S = 3.0
"""How long a reader that sent too many must be quiet before it counts as well again."""

_ENDS = b"\r\n\t\x00"


@dataclass(frozen=True, slots=True)
class Reading:
    """One code that came: its text, and how many milliseconds lay between its first sign and its last."""

    text: str
    took_ms: int = 0


class BarcodeReader(Protocol):
    """A reader; nothing of it is called on the screen's thread."""

    @property
    def name(self) -> str:
        """What it is called on the screen: its port or path."""
        ...

    def open(self) -> None:
        """Begin to listen.

        Raises:
            Trouble: `barcode.reader_away` (with `why`).
        """
        ...

    def read(self, wait_s: float) -> tuple[Reading, ...]:
        """Return what came, after waiting for at most so long for the first sign.

        Raises:
            Trouble: `barcode.reader_away`: it was pulled out.
        """
        ...

    def close(self) -> None:
        """Listen no longer; closing twice is nothing."""
        ...


@dataclass(slots=True)
class Signs:
    """Bytes as they come off a line, cut into codes: at CR, LF, Tab or NUL, or where the line falls quiet."""

    _held: bytearray = field(default_factory=bytearray)
    _first_s: float = 0.0
    _last_s: float = 0.0

    @property
    def waits(self) -> bool:
        """Whether a code has begun."""
        return bool(self._held)

    def take(self, data: bytes, now_s: float) -> list[Reading]:
        """Return the codes that `data`, come at `now_s` of a clock that never jumps, completes."""
        made = self.quiet(now_s)
        for sign in data:
            if sign in _ENDS:
                made += self._cut()
            elif len(self._held) < MOST_SIGNS:
                self._first_s = self._first_s if self._held else now_s
                self._last_s = now_s
                self._held.append(sign)
        return made

    def quiet(self, now_s: float) -> list[Reading]:
        """Return the code that is complete because nothing came behind it."""
        return self._cut() if self._held and now_s - self._last_s >= QUIET_S else []

    def forget(self) -> None:
        """Hold nothing: the line was cut."""
        self._held.clear()

    def _cut(self) -> list[Reading]:
        raw, took_ms = bytes(self._held), round((self._last_s - self._first_s) * 1000)
        self.forget()
        text = "".join(sign for sign in _decoded(raw) if sign.isprintable()).strip()
        return [Reading(text, took_ms)] if text and len(raw) < MOST_SIGNS else []


@dataclass(slots=True)
class Pace:
    """Lets no more codes through than hands can scan; of a line that only rustles the screen must not drown.

    A handful may come at once, as a reader gives out what it kept while it was away; `clock` never jumps.
    """

    clock: Callable[[], float] = time.monotonic
    _room: float = MOST_AT_ONCE
    _last_s: float | None = None
    _dropped_s: float | None = None

    @property
    def floods(self) -> bool:
        """Whether codes had to be let go within the last seconds."""
        return self._dropped_s is not None and self.clock() - self._dropped_s < CALM_S

    def let(self, readings: Sequence[Reading]) -> Sequence[Reading]:
        """Return the codes that are let through, the first ones."""
        now_s = self.clock()
        past_s = 0.0 if self._last_s is None else now_s - self._last_s
        self._last_s = now_s
        self._room = min(float(MOST_AT_ONCE), self._room + past_s * MOST_A_SECOND)
        passed = readings[: int(self._room)]
        self._room -= len(passed)
        if len(passed) < len(readings):
            self._dropped_s = now_s
        return passed


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        # What Chinese readers send for what is no ASCII.
        return raw.decode("gb18030", errors="replace")
