"""Where every mailbox stands, in memory, and the requests that wait for one to move.

Everything belongs to the event loop's thread. A request that waits costs one timer and nothing that runs.
"""

import asyncio
from collections.abc import Mapping
from typing import NamedTuple

from litestar.types import Receive

from casework.chain import box_start
from sync_server.store.boxes import Head


class Stand(NamedTuple):
    """Where a mailbox stands: its last position and the chain there, in hexadecimal as requests have it."""

    pos: int
    chain: bytes


class Heads:
    """The heads of the mailboxes and the server's epoch, as far as this process knows."""

    def __init__(self) -> None:
        self.server_epoch = 1
        self._stands: dict[str, Stand] = {}
        self._waiting: dict[str, dict[asyncio.Timeout, int]] = {}
        self._closing = False

    def get(self, box: str) -> Stand:
        """Return where the mailbox stands."""
        stand = self._stands.get(box)
        if stand is None:
            stand = self._stands[box] = Stand(0, box_start(box).hex().encode("ascii"))
        return stand

    def update(self, heads: Mapping[str, Head]) -> None:
        """Note where mailboxes stand, and wake whoever waits for that."""
        for box, head in heads.items():
            # An answer of the database may be older than what was noted meanwhile.
            if head.pos > self.get(box).pos:
                self._stands[box] = Stand(head.pos, head.chain.hex().encode("ascii"))
                _wake(self._waiting.get(box, {}), head.pos)

    async def wait(self, box: str, after: int, timeout_s: float, receive: Receive) -> bool:
        """Wait until the mailbox is past `after`, or for `timeout_s`; return False if the client has gone meanwhile."""
        if self._closing or timeout_s <= 0 or self.get(box).pos > after:
            return True
        waiting = self._waiting.setdefault(box, {})
        patience = asyncio.timeout(timeout_s)
        try:
            async with patience:
                waiting[patience] = after
                # Whoever wakes us lets `patience` run out: so there is one thing to wait for, not two.
                while (await receive())["type"] != "http.disconnect":
                    pass
        except TimeoutError:
            return True
        finally:
            waiting.pop(patience, None)
            if not waiting and self._waiting.get(box) is waiting:
                del self._waiting[box]
        return False

    def waiting(self) -> int:
        """Return how many requests wait at this moment."""
        return sum(len(waiting) for waiting in list(self._waiting.values()))

    def release(self) -> None:
        """Let everybody who waits go, and let nobody wait any more; the server is about to stop."""
        self._closing = True
        for waiting in self._waiting.values():
            _wake(waiting, None)


def _wake(waiting: dict[asyncio.Timeout, int], pos: int | None) -> None:
    for patience, after in waiting.items():
        if (pos is None or pos > after) and not patience.expired():
            patience.reschedule(0)
