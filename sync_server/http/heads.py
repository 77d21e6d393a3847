"""Where every mailbox stands, in memory, and the requests that wait for one to move.

What this process writes is announced at once; what other processes write is found by asking the database every
250 ms: one small query, however many wait.
"""

import asyncio
from collections.abc import Mapping

import anyio.to_thread
import structlog

from casework.chain import box_start
from casework.errors import Trouble
from sync_server.store import boxes
from sync_server.store.boxes import Head
from sync_server.store.engine import Store

_log = structlog.get_logger()


class Heads:
    """The heads of the mailboxes; everything but `announce` belongs to the event loop's thread."""

    def __init__(self, store: Store, poll_s: float) -> None:
        self._store = store
        self._poll_s = poll_s
        self._heads: dict[str, Head] = {}
        self._waiting: dict[str, set[asyncio.Future[None]]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closing = False

    def get(self, box: str) -> Head:
        """Return where the mailbox stands."""
        return self._heads.get(box) or Head(0, box_start(box))

    def announce(self, heads: Mapping[str, Head]) -> None:
        """Note, from any thread, that mailboxes have moved."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._update, dict(heads))

    async def wait(self, box: str, after: int, timeout_s: float) -> Head:
        """Return where the mailbox stands as soon as it is past `after`, or after `timeout_s`."""
        if self.get(box).pos > after or self._closing or timeout_s <= 0:
            return self.get(box)
        moved: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        waiting = self._waiting.setdefault(box, set())
        waiting.add(moved)
        try:
            await asyncio.wait((moved,), timeout=timeout_s)
        finally:
            waiting.discard(moved)
            if not waiting:
                self._waiting.pop(box, None)
        return self.get(box)

    def waiting(self) -> int:
        """Return how many requests wait at this moment."""
        return sum(len(waiting) for waiting in list(self._waiting.values()))

    def release(self) -> None:
        """Let everybody who waits go, and let nobody wait any more; the server is about to stop."""
        self._closing = True
        for waiting in self._waiting.values():
            _wake(waiting)

    async def follow(self) -> None:
        """Keep the heads up to date until cancelled."""
        self._loop = asyncio.get_running_loop()
        while True:
            try:
                self._update(await anyio.to_thread.run_sync(self._ask))
            except Trouble as trouble:
                _log.warning("heads.not_read", code=trouble.code)
            await asyncio.sleep(self._poll_s)

    def _ask(self) -> dict[str, Head]:
        with self._store.reading() as connection:
            return boxes.heads(connection)

    def _update(self, heads: Mapping[str, Head]) -> None:
        for box, head in heads.items():
            # An answer of the database may be older than what was announced meanwhile.
            if head.pos > self.get(box).pos:
                self._heads[box] = head
                _wake(self._waiting.get(box, set()))


def _wake(waiting: set[asyncio.Future[None]]) -> None:
    for moved in waiting:
        if not moved.done():
            moved.set_result(None)
