"""Transport receipts: behind which position each reader last asked to read, kept in memory and written now and then.

A reader that asks to go on from a position has what came before it. That moves no clock of the law; it says who lags.
"""

import asyncio
from contextlib import suppress

import anyio.to_thread
import structlog

from casework.clock import Clock, wall_ms
from casework.errors import Trouble
from sync_server.store import readings as rows
from sync_server.store.engine import Store
from sync_server.store.readings import Reached

WRITE_EVERY_S = 5.0
# A reader that stands still is written again only to say that it still asks.
_STILL_THERE_MS = 60_000
_Who = tuple[str, str]
_log = structlog.get_logger()


class Readings:
    """What readers have; `note` belongs to the event loop's thread."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._reached: dict[_Who, int] = {}
        self._heard_ms: dict[_Who, int] = {}
        self._written: dict[_Who, Reached] = {}
        self._stopped = asyncio.Event()

    def note(self, reader: str, box: str, pos: int) -> None:
        """Note that a reader asks for what is behind a position."""
        who = (reader, box)
        if pos >= self._reached.get(who, 0):
            self._reached[who] = pos
        self._heard_ms[who] = wall_ms(self._clock.now())

    async def write(self) -> None:
        """Write what is new since the last time, in one transaction; what cannot be written is tried again later."""
        due = [one for one in self._all() if self._is_due(one)]
        if not due:
            return
        try:
            await anyio.to_thread.run_sync(self._write, due)
        except Trouble as trouble:
            _log.warning("readings.not_written", code=trouble.code)
            return
        self._written.update({(one.reader, one.box): one for one in due})

    async def keep_writing(self) -> None:
        """Write every few seconds until told to stop, and then once more."""
        while not self._stopped.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(WRITE_EVERY_S):
                    await self._stopped.wait()
            await self.write()

    def stop(self) -> None:
        """Let `keep_writing` write for the last time."""
        self._stopped.set()

    def _all(self) -> list[Reached]:
        return [Reached(*who, pos, self._heard_ms[who]) for who, pos in self._reached.items()]

    def _is_due(self, one: Reached) -> bool:
        before = self._written.get((one.reader, one.box))
        return before is None or before.pos != one.pos or one.at_ms - before.at_ms >= _STILL_THERE_MS

    def _write(self, due: list[Reached]) -> None:
        with self._store.writing() as connection:
            rows.note(connection, due)
