"""INSERT … ON CONFLICT, which both engines have and SQLAlchemy spells once for each."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def dialect_insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an insertion into `table` that can say what happens on a conflict."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def upsert(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert `rows`, or replace every other column of the rows whose primary key is there already."""
    if not rows:
        return
    insert = dialect_insert(connection, table)
    keys = [column.name for column in table.primary_key]
    others = {column.name: insert.excluded[column.name] for column in table.columns if column.name not in keys}
    connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=others), list(rows))


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert `rows`, leaving those alone whose primary key is there already."""
    if not rows:
        return
    insert = dialect_insert(connection, table)
    connection.execute(insert.on_conflict_do_nothing(), list(rows))
