"""Opening the database, and its two kinds of transaction.

On SQLite: the bundled SQLite of sqlcipher3 without a key (Debian's own still has the WAL-reset bug, see
https://sqlite.org/wal.html#walresetbug), WAL, synchronous=FULL, `BEGIN IMMEDIATE` for whatever writes. On PostgreSQL:
READ COMMITTED for what writes, as the mailboxes' locks need it; what reads sees one snapshot.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from threading import Condition, Lock

import psycopg
import sqlcipher3
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from casework.errors import Trouble
from sync_server.store import postgres

OLDEST_SQLITE = (3, 51, 3)
BUSY_TIMEOUT_MS = 10_000
_POOL = 20
_WRITES = "writes"
_PRIVATE, _OTHERS = 0o600, 0o077
# A thread that was left alone by whoever waited for it still has its transaction to end.
_CLOSE_S = 5.0
# SQLITE_NOTADB and SQLITE_CORRUPT, as their messages begin.
_DAMAGED = ("not a database", "malformed")


class Store:
    """The database, shared by all threads of the server."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._reader, self._writer = engine, engine
        # SQLite has one writer: threads of this process wait here without polling, other processes in its busy handler.
        self._turn: AbstractContextManager[object] = Lock()
        if engine.dialect.name == "postgresql":
            # There every statement of a READ COMMITTED transaction sees another state.
            self._reader = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            self._turn = nullcontext()
        self._in_use = 0
        self._change = Condition()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the database throughout."""
        with self._using(), _as_trouble(), self._reader.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the connection of a write transaction; it is committed at the end unless something was raised."""
        with self._using(), _as_trouble(), self._turn, self._writer.connect() as connection:
            writing = connection.execution_options(**{_WRITES: True})
            with writing.begin():
                yield writing

    def close(self) -> None:
        """Close every connection, those of other threads when their transactions have ended."""
        with self._change:
            self._change.wait_for(lambda: not self._in_use, timeout=_CLOSE_S)
        self.engine.dispose()

    @contextmanager
    def _using(self) -> Iterator[None]:
        with self._change:
            self._in_use += 1
        try:
            yield
        finally:
            with self._change:
                self._in_use -= 1
                self._change.notify_all()


def writes(connection: Connection) -> bool:
    """Say whether this is the connection of a write transaction; only there rows can be locked."""
    return bool(connection.get_execution_options().get(_WRITES, False))


def open_store(url: str, *, read_only: bool = False) -> Store:
    """Return the store at `url`: `sqlite:///<file>`, or an address of SQLAlchemy for PostgreSQL (psycopg).

    `read_only` is for SQLite files that are not to be touched. Nothing is connected to yet.

    Raises:
        Trouble: `store.sqlite_too_old`, `store.address`: no database has such an address.
    """
    if not url.startswith("sqlite"):
        try:
            return Store(postgres.open_engine(url))
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


def _keep_private(file: Path) -> None:
    """Let only the server's user read the file: it holds people's data and the server's keys. Its log inherits that."""
    file.touch(mode=_PRIVATE, exist_ok=True)
    if file.stat().st_mode & _OTHERS:
        # Somebody else's file, as in a look at a copy, stays as it is.
        with suppress(PermissionError):
            file.chmod(_PRIVATE)


def _prepare_sqlite(engine: Engine, *, read_only: bool) -> None:
    @event.listens_for(engine, "connect")
    def _set_up(raw: sqlcipher3.Connection, _record: object) -> None:
        cursor = raw.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        if read_only:
            cursor.execute("PRAGMA query_only = ON")
        else:
            if engine.url.database:
                _keep_private(Path(engine.url.database))
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = FULL")
            # Fewer pages are written twice: a push of 500 events touches some 500 pages.
            cursor.execute("PRAGMA wal_autocheckpoint = 4000")
            cursor.execute("PRAGMA cache_size = -16384")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes(connection) else "BEGIN")


@contextmanager
def _as_trouble() -> Iterator[None]:
    """Turn what the disk or the database server does to us into Trouble; our own mistakes stay bugs."""
    try:
        yield
    except PoolTimeout as error:
        # Every connection of the pool was in use for too long.
        raise Trouble("store.busy") from error
    except DBAPIError as error:
        of_postgres = isinstance(error.orig, psycopg.Error)
        trouble = postgres.trouble_of(error) if of_postgres else _trouble_of_sqlite(error)
        if trouble is None:
            raise
        raise trouble from error


def _trouble_of_sqlite(error: DBAPIError) -> Trouble | None:
    text = str(error.orig).lower()
    if isinstance(error, OperationalError):
        if "full" in text:
            return Trouble("store.full")
        if "locked" in text or "busy" in text:
            return Trouble("store.busy")
        return Trouble("store.failed", why=type(error.orig).__name__)
    if any(words in text for words in _DAMAGED):
        return Trouble("store.damaged")
    return None
