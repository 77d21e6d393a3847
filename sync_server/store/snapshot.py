"""Copying a SQLite database whole while it is being written to, and noting what a verified copy holds."""

from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import cast

import sqlcipher3
from sqlalchemy import Connection, update

from casework.errors import Trouble
from sync_server.store.engine import Store
from sync_server.store.tables import stream

Told = Callable[[int, int], None]
"""Is told how many pages are copied, and of how many."""

_PAGES_AT_ONCE = 1_024


def copy_database(store: Store, target: Path, told: Told) -> None:
    """Copy the store's SQLite file to `target`, as it stands at one moment; writers wait for no longer than a step.

    Raises:
        Trouble: `backup.not_written`, `backup.needs_sqlite` (the store is not a SQLite file).
    """
    if store.engine.dialect.name != "sqlite":
        raise Trouble("backup.needs_sqlite")

    def progress(_status: int, remaining: int, total: int) -> None:
        told(total - remaining, total)

    try:
        with closing(sqlcipher3.connect(str(target))) as copy, store.reading() as connection:
            source = cast("sqlcipher3.Connection", connection.connection.driver_connection)
            source.backup(copy, pages=_PAGES_AT_ONCE, progress=progress)
            # One file, without a log beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
    except sqlcipher3.DatabaseError as error:
        raise Trouble("backup.not_written", file=str(target), why=str(error)) from error


def raise_marks(connection: Connection, heads: Mapping[tuple[str, str], int]) -> None:
    """Note up to where each stream (origin, epoch) is in a verified backup; a mark never goes back."""
    for (origin, epoch), head in sorted(heads.items()):
        connection.execute(
            update(stream)
            .where(stream.c.origin == origin, stream.c.epoch == epoch, stream.c.backup_mark < head)
            .values(backup_mark=head)
        )
