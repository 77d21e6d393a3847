"""The door of the seal office: what signs and draws is loaded when a paper is to be sealed, not when the server starts.

Most processes of a server, and nearly all its commands, seal nothing; the libraries behind a seal take a quarter of a
second and forty megabytes that these need not pay.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import anyio.to_thread
import structlog

from casework.clock import Clock, wall_ms
from casework.errors import Trouble
from sync_server.store import seal_uses
from sync_server.store.engine import Store
from sync_server.store.seal_uses import Sealed

if TYPE_CHECKING:
    from sync_server.seal_keys import SealKeys
    from sync_server.seal_office import SealOffice
    from sync_server.seal_papers import SealPapers

SEAL_KEYS = "seals"
"""The folder of keys below the server's own."""
_log = structlog.get_logger()


@dataclass(frozen=True)
class SealDoor:
    """Looks whether a paper is due, and opens the office if one is; `opened` gives the office."""

    store: Store
    clock: Clock
    opened: Callable[[], "SealOffice"]

    @cached_property
    def office(self) -> "SealOffice":
        """The office itself; what it works with is loaded now."""
        return self.opened()

    @property
    def keys(self) -> "SealKeys":
        """The keys that the office keeps."""
        return self.office.keys

    @property
    def papers(self) -> "SealPapers":
        """What the office draws and reads."""
        return self.office.papers

    def work(self) -> Sealed:
        """Try every paper that is due, once. Safe to do twice, or at once.

        Raises:
            Trouble: the database.
        """
        with self.store.reading() as connection:
            if not seal_uses.due(connection, wall_ms(self.clock.now()), 1):
                return Sealed(sealed=0, left=0)
        return self.office.work()

    async def follow(self, every_s: float) -> None:
        """Look again and again until cancelled."""
        while True:
            await asyncio.sleep(every_s)
            try:
                await anyio.to_thread.run_sync(self.work)
            except Trouble as trouble:
                _log.warning("seals.not_looked_after", code=trouble.code)
            except Exception:  # noqa: BLE001 - an outermost edge: if this ended, nothing would be sealed any more
                _log.exception("seals.unforeseen")
