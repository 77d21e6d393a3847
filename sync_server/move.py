"""Moving a server to another database: from SQLite to PostgreSQL when a city outgrows it, or back.

All rows are copied in one transaction, read back and compared byte for byte, and every chain, mailbox and case is
recomputed in the new place. Only then the setting is changed. The old database is left as it was.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import islice

import msgspec
import structlog
from sqlalchemy import Connection

from casework.errors import RuleBroken, Trouble
from sync_server.settings import SETTINGS_FILE, Settings, set_in_file
from sync_server.store import transfer
from sync_server.store.engine import Store, open_store
from sync_server.store.migrate import current, newest, upgrade
from sync_server.store.transfer import Told
from sync_server.verify import Verifier

TO_FILE = "sqlite"
"""What is said instead of an address to move into the server's folder."""

_MOST_NAMED = 20
_log = structlog.get_logger()


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """What a move came to: how many rows of which table, and what differs; with differences nothing was switched."""

    rows: dict[str, int]
    differences: tuple[str, ...] = ()


def move(settings: Settings, to: str, told: Told, *, again: bool = False) -> Moved:
    """Copy the server's database to the address `to`, compare, and set `database_url` if nothing differs.

    The server must not run: its folder is to be held alone. `again` clears what an interrupted move left at the target.

    Raises:
        RuleBroken: `move.same`, `move.target_used` (there is something else at the target), `move.unfinished` (an
            interrupted move's copy is; say `again`), `move.migrate_first`, `move.running` (on another machine).
        Trouble: either database; the setting is as it was.
    """
    database_url = "" if to == TO_FILE else to
    target_settings = msgspec.structs.replace(settings, database_url=database_url)
    if target_settings.database == settings.database:
        raise RuleBroken("move.same")
    with _opened(settings.database) as source, _opened(target_settings.database) as target:
        _check_source(source)
        _prepare(target, again=again)
        with source.reading() as origin:
            rows = transfer.copy(origin, target, lambda name, done, total: told(f"copy {name}", done, total))
            differences = _compare(origin, target, settings, told)
        if differences:
            _log.error("move.differs", differences=len(differences))
            return Moved(rows=rows, differences=tuple(differences))
        set_in_file(settings.folder / SETTINGS_FILE, "database_url", database_url)
        transfer.finish(target)
    _log.info("move.done", rows=sum(rows.values()))
    return Moved(rows=rows)


def _check_source(source: Store) -> None:
    with source.reading() as connection:
        if current(connection) != newest():
            raise RuleBroken("move.migrate_first")
        if transfer.is_unfinished(connection):
            raise Trouble("store.half_moved")
        if transfer.others_connected(connection):
            raise RuleBroken("move.running")


def _prepare(target: Store, *, again: bool) -> None:
    with target.reading() as connection:
        unfinished, used = transfer.is_unfinished(connection), transfer.is_used(connection)
    if unfinished and not again:
        raise RuleBroken("move.unfinished")
    if used and not unfinished:
        raise RuleBroken("move.target_used")
    transfer.clear(target)
    upgrade(target)


def _compare(origin: Connection, target: Store, settings: Settings, told: Told) -> list[str]:
    """Return what is not in both alike, or does not add up in the new place."""
    with target.reading() as copied:
        rows = transfer.differing(origin, copied, lambda name, done, total: told(f"compare {name}", done, total))
        with closing(rows):
            found = [f"{one.table} {one.key}" for one in islice(rows, _MOST_NAMED)]
    if found:
        return found
    told("recompute", 0, 1)
    report = Verifier(target, settings.blobs).run()
    told("recompute", 1, 1)
    # Files stay where they are; what is wrong with one is told by `verify`.
    return [f"{one.kind} {one.where}: {one.what}" for one in report.differences if one.kind != "blob"]


@contextmanager
def _opened(url: str) -> Iterator[Store]:
    store = open_store(url)
    try:
        yield store
    finally:
        store.close()
