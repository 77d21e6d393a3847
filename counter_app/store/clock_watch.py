"""Whether this machine's clock can be trusted, and what the right time is as far as anybody here knows.

The clock is compared with the server's at every greeting, and with what the last own event says whenever a further one
is written: a clock that was set in between shows by going back, or by going another way than the one that cannot be
set. Work is never refused for a clock: events say that theirs was not to be trusted, and dates follow the server's.
"""

from collections.abc import Callable
from dataclasses import dataclass

from casework.events import read_header
from counter_app.store.entry import Stream
from counter_app.store.meta import Sighting
from counter_app.store.store import Store

Mono = Callable[[], tuple[str, int]]
"""A clock that cannot be set: the name of its start and the milliseconds since."""
TRUSTED_MS = 5 * 60 * 1000
"""By how much a clock may be off before anybody is told."""


@dataclass(frozen=True, slots=True)
class ClockView:
    """What is known of the clock: `offset_ms` as last measured (None: never), `set_by_ms` since the last event."""

    offset_ms: int | None
    set_by_ms: int
    doubted: bool

    @property
    def was_set(self) -> bool:
        """Whether somebody set the clock since the last event was written."""
        return abs(self.set_by_ms) > TRUSTED_MS

    @property
    def suspect(self) -> bool:
        """Whether the clock is not to be trusted."""
        return self.doubted or self.was_set or abs(self.offset_ms or 0) > TRUSTED_MS

    @property
    def correction_ms(self) -> int:
        """What must be added to the clock for dates; 0 while it is off by five minutes or less."""
        offset_ms = self.offset_ms or 0
        if abs(offset_ms) <= TRUSTED_MS:
            return 0
        # Somebody put a wrong clock right: what was measured before would now make it wrong.
        put_right = self.was_set and abs(offset_ms - self.set_by_ms) <= TRUSTED_MS
        return 0 if put_right else offset_ms


def look(store: Store, now_ms: int, mono: tuple[str, int]) -> ClockView:
    """Return what is known of a clock that shows `now_ms`; `mono` is the one that cannot be set, with its start."""
    return ClockView(
        offset_ms=store.meta.clock_offset_ms(),
        set_by_ms=_set_by_ms(store, now_ms, mono),
        doubted=store.meta.clock_doubted(),
    )


def sighted(stream: Stream, now_ms: int, mono: tuple[str, int]) -> Sighting:
    """Return what the clocks show now, behind the last event of a stream."""
    return Sighting(epoch=stream.epoch, seq=stream.head, at_ms=now_ms, start=mono[0], ticks_ms=mono[1])


def _set_by_ms(store: Store, now_ms: int, mono: tuple[str, int]) -> int:
    before = _last_sighting(store)
    if before is None:
        return 0
    passed_ms = now_ms - before.at_ms
    if before.start == mono[0]:
        return passed_ms - (mono[1] - before.ticks_ms)
    # The machine was started since: only a clock that went back gives itself away.
    return min(passed_ms, 0)


def _last_sighting(store: Store) -> Sighting | None:
    """Return what the clocks showed with the last event, or when they were compared with the server's after it."""
    stream = store.journal.stream()
    if stream is None:
        return None
    compared = store.meta.clock_sighting()
    if compared is not None and (compared.epoch, compared.seq) == (stream.epoch, stream.head):
        return compared
    last = store.journal.last_own()
    header = read_header(last.raw) if last else None
    return sighted(stream, header.at, header.mono) if header else None


def note(store: Store, view: ClockView) -> None:
    """Keep that the clock was set, until it is compared with the server's again. Inside a transaction."""
    if not view.was_set:
        return
    store.meta.doubt_clock()
    if view.offset_ms is not None and abs(view.offset_ms) > TRUSTED_MS and not view.correction_ms:
        store.meta.put("clock_offset_ms", str(view.offset_ms - view.set_by_ms))


def correction_ms(store: Store, now_ms: int, mono: tuple[str, int]) -> int:
    """Return what must be added to a clock that shows `now_ms` for dates; see `ClockView.correction_ms`."""
    if abs(store.meta.clock_offset_ms() or 0) <= TRUSTED_MS:
        return 0
    return look(store, now_ms, mono).correction_ms
