"""Looking out for transactions that somebody keeps open: on PostgreSQL they hold up the tidying of every busy row.

No reader of a mailbox waits for them; the alarm is for whoever runs the database.
"""

import asyncio

import anyio.to_thread
import structlog

from casework.errors import Trouble
from sync_server.store.engine import Store
from sync_server.store.postgres import LONG_TRANSACTION_S, LongTransaction, long_transactions

_log = structlog.get_logger()


async def follow(store: Store, every_s: float = 30.0, longer_than_s: float = LONG_TRANSACTION_S) -> None:
    """Warn of long transactions until cancelled; on SQLite there is nothing to see."""
    while store.engine.dialect.name == "postgresql":
        try:
            for one in await anyio.to_thread.run_sync(_ask, store, longer_than_s):
                _log.warning(
                    "store.long_transaction",
                    pid=one.pid,
                    database=one.database,
                    application=one.application,
                    open_s=one.open_s,
                )
        except Trouble as trouble:
            _log.warning("store.not_watched", code=trouble.code)
        await asyncio.sleep(every_s)


def _ask(store: Store, longer_than_s: float) -> list[LongTransaction]:
    with store.reading() as connection:
        return long_transactions(connection, longer_than_s)
