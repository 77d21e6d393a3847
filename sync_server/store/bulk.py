"""Many rows in one statement, the fastest way each engine has.

SQLite runs one prepared statement for every row. PostgreSQL gets each column as one array in binary form: the text of
500 rows of parameters costs it three times as much.
"""

from collections.abc import Sequence
from functools import cache
from typing import Literal

import msgspec
from sqlalchemy import Connection, LargeBinary, Table, Text

PAGE = 1_000
"""How many rows are fetched at once by what reads a whole table."""

Conflict = Literal["refuse", "keep", "replace"]
"""What to do with a row whose primary key is there: it is a mistake, the old one stays, or the new one wins."""


def insert(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    rows: Sequence[tuple[object, ...]],
    *,
    conflict: Conflict = "refuse",
) -> None:
    """Insert `rows`, each a tuple in the order of `columns`."""
    if not rows:
        return
    statement = _statement(table, tuple(columns), connection.dialect.name, conflict)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(statement, list(rows))
    else:
        connection.exec_driver_sql(statement, tuple([list(column) for column in zip(*rows, strict=True)]))


def among(connection: Connection, column: str, values: Sequence[str]) -> tuple[str, tuple[object, ...]]:
    """Return a condition that `column` is one of `values`, with its one parameter, for a text of SQL."""
    if connection.dialect.name == "sqlite":
        # A list in JSON is one parameter; a thousand parameters would be parsed anew with every statement.
        return f"{column} IN (SELECT value FROM json_each(?))", (_as_json(values),)  # noqa: S608 - a name of ours
    return f"{column} = ANY(%b::text[])", (list(values),)


@cache
def _statement(table: Table, columns: tuple[str, ...], dialect: str, conflict: Conflict) -> str:
    names = ", ".join(map(_quoted, columns))
    # Only names of our own tables are put together here.
    if dialect == "sqlite":
        source = f"VALUES ({', '.join('?' for _ in columns)})"
    else:
        arrays = ", ".join(f"%b::{_array_of(table, name)}" for name in columns)
        source = f"SELECT * FROM unnest({arrays})"  # noqa: S608 - see above
    return f"INSERT INTO {table.name} ({names}) {source}{_on_conflict(table, columns, conflict)}"


def _on_conflict(table: Table, columns: tuple[str, ...], conflict: Conflict) -> str:
    if conflict == "refuse":
        return ""
    if conflict == "keep":
        return " ON CONFLICT DO NOTHING"
    keys = [column.name for column in table.primary_key]
    others = ", ".join(f"{_quoted(name)} = excluded.{_quoted(name)}" for name in columns if name not in keys)
    return f" ON CONFLICT ({', '.join(map(_quoted, keys))}) DO UPDATE SET {others}"


def _quoted(name: str) -> str:
    # "window" is a word of SQL.
    return f'"{name}"'


def _array_of(table: Table, name: str) -> str:
    kind = table.c[name].type
    if isinstance(kind, LargeBinary):
        return "bytea[]"
    return "text[]" if isinstance(kind, Text) else "bigint[]"


def _as_json(values: Sequence[str]) -> str:
    return msgspec.json.encode(values).decode()
