"""The encrypted SQLite file: one connection, one writer at a time, every commit on the disk before it returns.

Opening asserts the settings that durability rests on. A file that is empty, damaged, newer than this release or locked
with another key is reported and left exactly as it is.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3

from casework.errors import Trouble
from counter_app.store.key import StoreKey
from counter_app.store.turns import Turns

# sqlite-utils takes whatever module answers to this name; it must be the encrypted one, with a current SQLite.
sys.modules["pysqlite3"] = sqlcipher3

import sqlite_utils  # noqa: E402 - only after the line above

_LEAST_SQLITE = (3, 51, 3)
_WITHDRAWN_SQLITE = (3, 52, 0)
_BUSY_TIMEOUT_MS = 5_000
_SETTINGS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "busy_timeout": _BUSY_TIMEOUT_MS,
}

Params = Mapping[str, object]
Row = Mapping[str, Any]


class Database:
    """One open file.

    `connection` is anything that behaves as a DB-API connection in autocommit mode; tests give one that fails on
    purpose. All use is serialised by a lock of its own, so that several threads may share it.
    """

    def __init__(self, connection: Any) -> None:
        self._lock = Turns()
        self._connection = connection
        self.utils = sqlite_utils.Database(connection, execute_plugins=False)
        self._writing = False

    def rows(self, sql: str, **params: object) -> list[Row]:
        """Return every row of a query as a mapping by column."""
        with self._lock, _translated():
            cursor = self.utils.execute(sql, params)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def tuples(self, sql: str, **params: object) -> list[tuple[Any, ...]]:
        """Return every row of a query as its columns in order, for queries with many rows."""
        with self._lock, _translated():
            return list(self.utils.execute(sql, params).fetchall())

    def one(self, sql: str, **params: object) -> Row | None:
        """Return the first row of a query, or None."""
        found = self.rows(sql, **params)
        return found[0] if found else None

    def value(self, sql: str, **params: object) -> Any:
        """Return the single value of a query that always has one."""
        with self._lock, _translated():
            return self.utils.execute(sql, params).fetchone()[0]

    def run(self, sql: str, **params: object) -> int:
        """Execute one writing statement and return how many rows it touched; only inside `writing`."""
        if not self._writing:
            raise RuntimeError("a statement that writes belongs into a transaction")
        with _translated():
            return int(self.utils.execute(sql, params).rowcount)

    def run_many(self, sql: str, rows: Sequence[Params | tuple[object, ...]]) -> None:
        """Execute one writing statement for each of `rows`; only inside `writing`."""
        if not self._writing:
            raise RuntimeError("a statement that writes belongs into a transaction")
        with _translated():
            self._connection.executemany(sql, rows)

    @property
    def wanted(self) -> bool:
        """Whether another thread waits for this file; a long piece of work should then come to an end of its own."""
        return self._lock.wanted

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep every other thread out for a while, for a step that must follow a commit directly."""
        with self._lock:
            yield

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Run the block in one transaction: all of it is durable when the block is left, or none of it happened.

        Raises:
            Trouble: `local.disk_full`, `local.busy`, `local.read_only`, `local.damaged` or `local.disk`.
        """
        with self._lock:
            if self._writing:
                raise RuntimeError("transactions do not nest")
            with _translated():
                self._connection.execute("BEGIN IMMEDIATE")
            self._writing = True
            try:
                yield
                with _translated():
                    self._connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise
            finally:
                self._writing = False

    def _roll_back(self) -> None:
        # A full disk may have ended the transaction already; asking again would hide the first error.
        if self._connection.in_transaction:
            try:
                self._connection.execute("ROLLBACK")
            except sqlcipher3.DatabaseError as error:
                raise Trouble("local.disk", why=str(error)) from error

    def close(self) -> None:
        """Close the file; what is committed is on the disk already."""
        with self._lock:
            self._connection.close()


def connect(path: Path, key: StoreKey) -> sqlcipher3.Connection:
    """Return a connection to an existing or new file under `key`, with every setting made and checked.

    Raises:
        Trouble: the file cannot be read (`local.unreadable`), or the engine is too old (`local.engine`).
    """
    version = sqlcipher3.sqlite_version_info
    if version < _LEAST_SQLITE or version == _WITHDRAWN_SQLITE:
        raise Trouble("local.engine", version=sqlcipher3.sqlite_version)
    connection = sqlcipher3.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        connection.execute(f"PRAGMA key = \"x'{key.raw.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        _prepare(connection)
    except sqlcipher3.DatabaseError as error:
        connection.close()
        raise Trouble("local.unreadable", path=str(path)) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlcipher3.Connection) -> None:
    for name, wanted in _SETTINGS.items():
        connection.execute(f"PRAGMA {name} = {wanted}")
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != wanted:
            raise Trouble("local.setting", name=name, found=str(found))


@contextmanager
def _translated() -> Iterator[None]:
    """Turn what the engine says into what can be done about it; a broken constraint is a bug and stays one."""
    try:
        yield
    except sqlcipher3.IntegrityError:
        raise
    except sqlcipher3.DatabaseError as error:
        raise Trouble(_code(error), why=str(error)) from error


def _code(error: sqlcipher3.DatabaseError) -> str:
    why = str(error).lower()
    codes = {
        "full": "local.disk_full",
        "locked": "local.busy",
        "readonly": "local.read_only",
        "malformed": "local.damaged",
        # The first page of an index of words is damaged.
        "vtable constructor failed": "local.damaged",
        "not a database": "local.damaged",
        "disk i/o": "local.disk",
        "unable to open": "local.disk",
    }
    found = next((code for words, code in codes.items() if words in why), None)
    if found is None:
        raise error
    return found
