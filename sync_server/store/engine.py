"""Opening the database, and its two kinds of transaction.

On SQLite: the bundled SQLite of sqlcipher3 without a key (Debian's own still has the WAL-reset bug, see
https://sqlite.org/wal.html#walresetbug), WAL, synchronous=FULL, `BEGIN IMMEDIATE` for whatever writes. On PostgreSQL:
READ COMMITTED, as the mailboxes' locks need it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import sqlcipher3
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from casework.errors import Trouble

OLDEST_SQLITE = (3, 51, 3)
BUSY_TIMEOUT_MS = 10_000
_POOL = 20
# SQLITE_NOTADB and SQLITE_CORRUPT, as their messages begin.
_DAMAGED = ("not a database", "malformed")


class Store:
    """The database, shared by all threads of the server."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        # Threads of this process wait here without polling; other processes wait in SQLite's busy handler.
        self._writer = Lock()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the database throughout."""
        with _as_trouble(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the connection of a write transaction; it is committed at the end unless something was raised."""
        with _as_trouble(), self._writer, self.engine.connect() as connection:
            writing = connection.execution_options(writes=True)
            with writing.begin():
                yield writing

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def open_store(url: str, *, read_only: bool = False) -> Store:
    """Return the store at `url`: `sqlite:///<file>`, or any address of SQLAlchemy for PostgreSQL.

    Raises:
        Trouble: `store.sqlite_too_old`, `store.address`: no database has such an address.
    """
    if not url.startswith("sqlite"):
        try:
            return Store(create_engine(url, isolation_level="READ COMMITTED", pool_pre_ping=True, hide_parameters=True))
        except (ArgumentError, ImportError) as error:
            # The address may hold a password, so it is not repeated.
            raise Trouble("store.address") from error
    if sqlcipher3.sqlite_version_info < OLDEST_SQLITE:
        raise Trouble("store.sqlite_too_old", found=sqlcipher3.sqlite_version)
    engine = create_engine(
        url,
        module=sqlcipher3.dbapi2,
        hide_parameters=True,
        pool_size=_POOL,
        max_overflow=_POOL,
        connect_args={"check_same_thread": False, "isolation_level": None, "timeout": BUSY_TIMEOUT_MS / 1000},
    )
    _prepare_sqlite(engine, read_only=read_only)
    return Store(engine)


def sqlite_url(path: Path) -> str:
    """Return the address of a SQLite file."""
    return f"sqlite:///{path}"


def _prepare_sqlite(engine: Engine, *, read_only: bool) -> None:
    @event.listens_for(engine, "connect")
    def _set_up(raw: sqlcipher3.Connection, _record: object) -> None:
        cursor = raw.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        if read_only:
            cursor.execute("PRAGMA query_only = ON")
        else:
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = FULL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _as_trouble() -> Iterator[None]:
    """Turn what the disk or the database server does to us into Trouble; our own mistakes stay bugs."""
    try:
        yield
    except OperationalError as error:
        text = str(error.orig).lower()
        if "full" in text:
            raise Trouble("store.full") from error
        if "locked" in text or "busy" in text:
            raise Trouble("store.busy") from error
        raise Trouble("store.failed", why=type(error.orig).__name__) from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise Trouble("store.failed", why=type(error.orig).__name__) from error
        if any(words in str(error.orig).lower() for words in _DAMAGED):
            raise Trouble("store.damaged") from error
        raise
