"""Opening the database; its tables and their versions.

SQLite without a key, WAL, synchronous=FULL; every change is one explicit `BEGIN IMMEDIATE` … `COMMIT`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from casework.errors import Trouble

BUSY_TIMEOUT_S = 30.0

_VERSION_1 = (
    """
    CREATE TABLE setting (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE event (
        pos INTEGER PRIMARY KEY CHECK (pos >= 1),
        id TEXT NOT NULL,
        case_id TEXT NOT NULL,
        verdict TEXT NOT NULL,
        ver INTEGER NOT NULL,
        origin TEXT NOT NULL,
        raw BLOB NOT NULL
    ) STRICT
    """,
    "CREATE INDEX event_case ON event (case_id, pos)",
    "CREATE INDEX event_id ON event (id)",
    """
    CREATE TABLE case_ (
        id TEXT PRIMARY KEY,
        number TEXT NOT NULL UNIQUE,
        stage TEXT NOT NULL,
        ver INTEGER NOT NULL CHECK (ver >= 1),
        changed_pos INTEGER NOT NULL,
        written_pos INTEGER NOT NULL DEFAULT 0,
        pending INTEGER NOT NULL DEFAULT 0,
        projection BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE outbox (
        seq INTEGER PRIMARY KEY CHECK (seq >= 1),
        id TEXT NOT NULL UNIQUE,
        case_id TEXT NOT NULL,
        hash BLOB NOT NULL CHECK (length(hash) = 32),
        raw BLOB NOT NULL,
        verdict TEXT,
        reason TEXT NOT NULL DEFAULT '',
        ver INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
    """
    CREATE TABLE blob_out (
        sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
        sent INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
)
# `was`: the verdict that a server had given before it lost the event.
_VERSION_2 = ("ALTER TABLE outbox ADD COLUMN was TEXT",)
# A mailbox can be set back: then events have no position for a while, and two cases may seem to have one number.
_VERSION_3 = (
    """
    CREATE TABLE event_2 (
        n INTEGER PRIMARY KEY,
        pos INTEGER UNIQUE CHECK (pos >= 1),
        id TEXT NOT NULL,
        case_id TEXT NOT NULL,
        verdict TEXT NOT NULL,
        ver INTEGER NOT NULL,
        origin TEXT NOT NULL,
        number TEXT NOT NULL DEFAULT '',
        serial TEXT NOT NULL DEFAULT '',
        raw BLOB NOT NULL
    ) STRICT
    """,
    """
    INSERT INTO event_2 (n, pos, id, case_id, verdict, ver, origin, raw)
    SELECT pos, pos, id, case_id, verdict, ver, origin, raw FROM event ORDER BY pos
    """,
    "DROP TABLE event",
    "ALTER TABLE event_2 RENAME TO event",
    "CREATE INDEX event_case ON event (case_id, pos)",
    "CREATE INDEX event_id ON event (id)",
    """
    CREATE TABLE case_2 (
        id TEXT PRIMARY KEY,
        number TEXT NOT NULL,
        stage TEXT NOT NULL,
        ver INTEGER NOT NULL CHECK (ver >= 1),
        changed_pos INTEGER NOT NULL,
        written_pos INTEGER NOT NULL DEFAULT 0,
        pending INTEGER NOT NULL DEFAULT 0,
        projection BLOB NOT NULL
    ) STRICT
    """,
    """
    INSERT INTO case_2 (id, number, stage, ver, changed_pos, written_pos, pending, projection)
    SELECT id, number, stage, ver, changed_pos, written_pos, pending, projection FROM case_
    """,
    "DROP TABLE case_",
    "ALTER TABLE case_2 RENAME TO case_",
    "CREATE INDEX case_number ON case_ (number)",
)
_MIGRATIONS = (_VERSION_1, _VERSION_2, _VERSION_3)


class Database:
    """One connection; used by one thread."""

    def __init__(self, file: Path) -> None:
        """Open the file, made if need be, and bring it up to date.

        Raises:
            Trouble: `department.store` (it cannot be opened), `department.newer` (a newer release made it).
        """
        try:
            self._connection = sqlite.connect(str(file), isolation_level=None, timeout=BUSY_TIMEOUT_S)
            self._connection.row_factory = sqlite.Row
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
                self._connection.execute(f"PRAGMA {pragma}")
            with self.writing():
                self._migrate()
        except sqlite.Error as error:
            raise Trouble("department.store", file=str(file)) from error

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Make what is done inside one transaction; it is undone if something is raised."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite.OperationalError as error:
            raise Trouble("department.busy") from error
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def run(self, statement: str, **values: Any) -> int:
        """Run one statement; return how many rows it changed."""
        return int(self._connection.execute(statement, values).rowcount)

    def rows(self, query: str, **values: Any) -> list[Any]:
        """Return the rows of a query; columns by name."""
        return list(self._connection.execute(query, values))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _migrate(self) -> None:
        version = int(self.rows("PRAGMA user_version")[0][0])
        if version > len(_MIGRATIONS):
            raise Trouble("department.newer", found=version, newest=len(_MIGRATIONS))
        for statements in _MIGRATIONS[version:]:
            for statement in statements:
                self._connection.execute(statement)
        self._connection.execute(f"PRAGMA user_version = {len(_MIGRATIONS)}")
