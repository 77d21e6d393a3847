"""Every row of one database into another, on either engine, and whether two databases hold the same.

The copy is one transaction of the target: whatever interrupts it, nothing of it is there.
"""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, collate, func, inspect, select, text

from sync_server.store import bulk, meta
from sync_server.store.engine import Store
from sync_server.store.tables import METADATA
from sync_server.store.tables import meta as meta_rows

UNFINISHED = "move_unfinished"
_VERSIONS = "alembic_version"

Told = Callable[[str, int, int], None]
"""Is told which table is worked on, how many of its rows are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Differing:
    """A row that the two databases do not both have alike: its table and its key."""

    table: str
    key: str


def is_unfinished(connection: Connection) -> bool:
    """Say whether this database is a copy that nobody has compared with its source yet."""
    return inspect(connection).has_table(meta_rows.name) and meta.read(connection, UNFINISHED) is not None


def is_used(connection: Connection) -> bool:
    """Say whether there is anything in the database but, perhaps, our tables without a server in them."""
    found = set(inspect(connection).get_table_names())
    if found - set(METADATA.tables) - {_VERSIONS}:
        return True
    return meta_rows.name in found and meta.read(connection, meta.SERVER_KEY) is not None


def clear(store: Store) -> None:
    """Remove our tables, and nothing else."""
    with store.writing() as connection:
        METADATA.drop_all(connection)
        connection.execute(text(f"DROP TABLE IF EXISTS {_VERSIONS}"))


def others_connected(connection: Connection) -> int:
    """Return how many servers, here or on other machines, are connected to this PostgreSQL database; 0 on SQLite."""
    if connection.dialect.name != "postgresql":
        return 0
    query = text("""
        SELECT count(*)
        FROM pg_stat_activity
        WHERE datname = current_database()
        AND application_name = 'sync-server'
        AND pid <> pg_backend_pid()
    """)
    return int(connection.execute(query).scalar_one())


def copy(source: Connection, target: Store, told: Told) -> dict[str, int]:
    """Copy all rows into a target that has our tables, empty; return how many rows each table has."""
    counted: dict[str, int] = {}
    with target.writing() as into:
        into.execute(meta_rows.delete())
        for table in METADATA.sorted_tables:
            counted[table.name] = _copy_table(source, into, table, told)
        meta.write(into, UNFINISHED, b"copied")
    if target.engine.dialect.name == "postgresql":
        with target.writing() as connection:
            # Its planner knows nothing yet of what came in.
            connection.execute(text("ANALYZE"))
    return counted


def _copy_table(source: Connection, into: Connection, table: Table, told: Told) -> int:
    total = source.execute(select(func.count()).select_from(table)).scalar_one()
    names = tuple(table.columns.keys())
    done = 0
    with source.execute(_everything(table, source)) as found:
        for rows in found.partitions():
            bulk.insert(into, table, names, [tuple(row) for row in rows])
            done += len(rows)
            told(table.name, done, total)
    return done


def differing(source: Connection, target: Connection, told: Told) -> Generator[Differing, None, None]:
    """Return every row that is not in both databases byte for byte, but for the note that the copy is unfinished."""
    for table in METADATA.sorted_tables:
        total = source.execute(select(func.count()).select_from(table)).scalar_one()
        keys = [list(table.columns.keys()).index(column.name) for column in table.primary_key]
        with source.execute(_everything(table, source)) as left, target.execute(_everything(table, target)) as right:
            for count, (here, there) in enumerate(zip_longest(left, right), start=1):
                if count % bulk.PAGE == 0 or count == total:
                    told(table.name, count, total)
                if here is None or there is None or tuple(here) != tuple(there):
                    yield Differing(table.name, _key_of(here if here is not None else there, keys))


def finish(target: Store) -> None:
    """Note that the copy was compared with its source."""
    with target.writing() as connection:
        connection.execute(meta_rows.delete().where(meta_rows.c.key == UNFINISHED))


def _everything(table: Table, connection: Connection) -> Select[tuple[object, ...]]:
    """Return the query for all rows in the order of their keys' bytes, which is the same on both engines."""
    rows = select(*table.columns).execution_options(yield_per=bulk.PAGE)
    if table is meta_rows:
        rows = rows.where(meta_rows.c.key != UNFINISHED)
    return rows.order_by(*(_by_bytes(column, connection) for column in table.primary_key))


def _by_bytes(column: ColumnElement[Any], connection: Connection) -> ColumnElement[Any]:
    if connection.dialect.name == "sqlite" or column.type.python_type is not str:
        return column
    return collate(column, "C")


def _key_of(row: Sequence[object] | None, keys: Sequence[int]) -> str:
    return "/".join(str(row[key]) for key in keys) if row is not None else ""
