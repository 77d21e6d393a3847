"""Where every mailbox stands, in memory, and the requests that wait for one to move.

Everything belongs to the event loop's thread. A request that waits costs one timer and nothing that runs.
"""

import asyncio
from collections.abc import Iterator, Mapping
from itertools import islice
from operator import length_hint
from typing import NamedTuple

from litestar.types import Receive

from casework.chain import box_start
from sync_server.store.boxes import Head

_Waiting = dict[asyncio.Timeout, int]
"""Requests that wait for one mailbox, each with the position that it has."""

_AT_ONCE = 200
_HEAD_START_S = 0.01


class Stand(NamedTuple):
    """Where a mailbox stands: its last position and the chain there, in hexadecimal as requests have it."""

    pos: int
    chain: bytes


class Heads:
    """The heads of the mailboxes and the server's epoch, as far as this process knows."""

    def __init__(self) -> None:
        self.server_epoch = 1
        self._stands: dict[str, Stand] = {}
        self._waiting: dict[str, _Waiting] = {}
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
                waiting = self._waiting.get(box, {})
                _wake(waiting, [patience for patience, after in waiting.items() if head.pos > after])

    def begin_again(self, server_epoch: int, heads: Mapping[str, Head]) -> None:
        """Note that the server was set back: whatever was known of its mailboxes is of a past that is gone."""
        self.server_epoch = server_epoch
        self._stands = {}
        self.update(heads)
        for waiting in self._waiting.values():
            _wake(waiting, list(waiting))

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
            _wake(waiting, list(waiting))


def _wake(waiting: _Waiting, due: list[asyncio.Timeout]) -> None:
    if len(due) <= _AT_ONCE:
        _let_go(waiting, iter(due))
        return
    # One of many goes ahead: when its page has been read, the others share it without having waited for it.
    _let_go(waiting, iter(due[:1]))
    asyncio.get_running_loop().call_later(_HEAD_START_S, _let_go, waiting, iter(due[1:]))


def _let_go(waiting: _Waiting, due: Iterator[asyncio.Timeout]) -> None:
    for patience in islice(due, _AT_ONCE):
        if patience in waiting and not patience.expired():
            patience.reschedule(0)
    if length_hint(due):
        # Between hundreds of readers others have their turn, and what was written goes out.
        asyncio.get_running_loop().call_soon(_let_go, waiting, due)
