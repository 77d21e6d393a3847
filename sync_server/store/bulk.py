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
    keep = " ON CONFLICT DO NOTHING" if conflict == "keep" else ""
    # Only names of our own tables are put together here.
    if dialect == "sqlite":
        marks = ", ".join("?" for _ in columns)
        replace = _sqlite_replace(table, columns) if conflict == "replace" else ""
        return f"INSERT INTO {table.name} ({names}) VALUES ({marks}){keep}{replace}"  # noqa: S608 - see above
    arrays = ", ".join(f"%b::{_array_of(table, name)}" for name in columns)
    if conflict == "replace":
        return _postgres_replace(table, columns, arrays)
    return f"INSERT INTO {table.name} ({names}) SELECT * FROM unnest({arrays}){keep}"  # noqa: S608 - see above


def _sqlite_replace(table: Table, columns: tuple[str, ...]) -> str:
    keys = ", ".join(_quoted(column.name) for column in table.primary_key)
    return f" ON CONFLICT ({keys}) DO UPDATE SET {_assigned(table, columns, 'excluded')}"


def _postgres_replace(table: Table, columns: tuple[str, ...], arrays: str) -> str:
    """Return a statement that asks for no unique index over the key, which a table partitioned by region has not.

    Whoever uses it holds locks on the rows that are there.
    """
    names = ", ".join(map(_quoted, columns))
    keys = ", ".join(_quoted(column.name) for column in table.primary_key)
    same = " AND ".join(f"{table.name}.{_quoted(key.name)} = given.{_quoted(key.name)}" for key in table.primary_key)
    return (
        f"WITH given ({names}) AS (SELECT * FROM unnest({arrays})), "  # noqa: S608 - see above
        f"changed AS (UPDATE {table.name} SET {_assigned(table, columns, 'given')} FROM given WHERE {same}"
        f" RETURNING {', '.join(f'{table.name}.{_quoted(key.name)}' for key in table.primary_key)}) "
        f"INSERT INTO {table.name} ({names}) SELECT {names} FROM given"
        f" WHERE ({keys}) NOT IN (SELECT {keys} FROM changed)"
    )


def _assigned(table: Table, columns: tuple[str, ...], source: str) -> str:
    keys = {column.name for column in table.primary_key}
    return ", ".join(f"{_quoted(name)} = {source}.{_quoted(name)}" for name in columns if name not in keys)


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
