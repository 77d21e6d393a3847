"""Keeping this process up to date: mailboxes' heads, the server's epoch, and which keys were ended.

What this process writes is announced at once; what other processes write is found by asking the database every
`poll_s`: two or three small queries, however many readers wait.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

import anyio.to_thread
import structlog

from casework.clock import Clock, wall_ms
from casework.errors import Trouble
from sync_server.http.heads import Heads
from sync_server.store import boxes, meta
from sync_server.store import tickets as rows
from sync_server.store.boxes import Head
from sync_server.store.engine import Store
from sync_server.tickets import LIFE_MS, Ended

# Servers' clocks may differ; what was ended longer ago than this has no living ticket on any of them.
_MEMORY_MS = LIFE_MS + 60 * 60 * 1000
# A copy of the database follows within milliseconds, but a busy server must not ask it after every write.
_LEAST_PAUSE_S = 0.02
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Seen:
    heads: dict[str, Head]
    server_epoch: int
    endings: int
    ended: frozenset[str] | None


class Watch:
    """Asks `store` for epoch and ended keys, and `feeds` (the same, or a copy that follows it) for the heads."""

    def __init__(self, store: Store, feeds: Store, heads: Heads, ended: Ended, clock: Clock, poll_s: float) -> None:
        self._store = store
        self._feeds = feeds
        self._heads = heads
        self._ended = ended
        self._clock = clock
        self.poll_s = poll_s
        self._endings = -1
        self._loop: asyncio.AbstractEventLoop | None = None
        self._hint = asyncio.Event()
        self._well = True
        self._stopped = False

    def announce(self, heads: Mapping[str, Head]) -> None:
        """Note, from any thread, that this process has moved mailboxes."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._announced, dict(heads))

    async def look(self) -> None:
        """Ask once; trouble with the database is logged, and what was known stays."""
        self._loop = asyncio.get_running_loop()
        try:
            seen = await anyio.to_thread.run_sync(self._ask)
        except Trouble as trouble:
            if self._well:
                _log.warning("watch.not_read", code=trouble.code)
            self._well = False
            return
        except Exception:  # noqa: BLE001 - an outermost edge: if the watch ended, readers would wait for ever
            _log.exception("watch.unforeseen")
            return
        self._well = True
        self._endings = seen.endings
        self._ended.learn(seen.ended)
        if seen.server_epoch == self._heads.server_epoch:
            self._heads.update(seen.heads)
        else:
            self._heads.begin_again(seen.server_epoch, seen.heads)

    async def follow(self) -> None:
        """Ask again and again until told to stop."""
        while not self._stopped:
            with suppress(TimeoutError):
                async with asyncio.timeout(self.poll_s):
                    await self._hint.wait()
                await asyncio.sleep(_LEAST_PAUSE_S)
            self._hint.clear()
            await self.look()

    def stop(self) -> None:
        """Let `follow` end; a question that was asked is waited for, as it holds a connection."""
        self._stopped = True
        self._hint.set()

    def _announced(self, heads: Mapping[str, Head]) -> None:
        if self._feeds is self._store:
            self._heads.update(heads)
        else:
            # What was written is not yet where it will be read.
            self._hint.set()

    def _ask(self) -> _Seen:
        with self._store.reading() as connection:
            epoch, endings = meta.server_epoch(connection), rows.endings(connection)
            ended = None
            if endings != self._endings:
                ended = rows.ended(connection, wall_ms(self._clock.now()) - _MEMORY_MS)
            if self._feeds is self._store:
                return _Seen(boxes.heads(connection), epoch, endings, ended)
        with self._feeds.reading() as connection:
            return _Seen(boxes.heads(connection), epoch, endings, ended)
