"""PostgreSQL as the server uses it: how connections are opened, what its errors mean, who keeps transactions open.

Connections hold no state that a pooler in transaction mode would lose. A connection that the database has closed is
noticed when it is taken from the pool, by looking at its socket: asking would cost every transaction a round trip.
"""

import selectors
from collections.abc import Mapping

import msgspec
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, InvalidatePoolError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from casework.errors import Trouble

LONG_TRANSACTION_S = 60
_POOL = 8
_POOL_WAIT_S = 10
# A writer waits for another's mailbox no longer than this; then its client tries again.
_SESSION = "-c lock_timeout=10s -c idle_in_transaction_session_timeout=5min"
_CONNECT: Mapping[str, object] = {
    "application_name": "sync-server",
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
    "options": _SESSION,
}

_FULL = frozenset({"53100"})
# Serialization, deadlock, a lock or a statement that took too long, no connection free.
_BUSY = frozenset({"40001", "40P01", "55P03", "57014", "53300"})
_DAMAGED = frozenset({"XX001", "XX002"})
# Nobody to talk to: lost, refused, shutting down, starting up, a standby that was not promoted.
_AWAY = frozenset({"57P01", "57P02", "57P03", "25006", "25P03"})
_CONNECTION_CLASS = "08"
# The cheapest there is; Windows has but the one.
_Poll: type[selectors.BaseSelector] = getattr(selectors, "PollSelector", selectors.SelectSelector)


class LongTransaction(msgspec.Struct, frozen=True, kw_only=True):
    """A transaction that is open too long, in any database of the cluster: whose, and for how many seconds."""

    pid: int
    database: str
    application: str
    open_s: int


def open_engine(url: str) -> Engine:
    """Return the engine for the database at `url`."""
    given = make_url(url).query
    engine = create_engine(
        url,
        isolation_level="READ COMMITTED",
        hide_parameters=True,
        pool_size=_POOL,
        max_overflow=_POOL,
        pool_timeout=_POOL_WAIT_S,
        connect_args={name: value for name, value in _CONNECT.items() if name not in given},
    )
    event.listen(engine, "checkout", _refuse_closed)
    return engine


def trouble_of(error: DBAPIError) -> Trouble | None:
    """Return what an error of PostgreSQL means to the server; None if it is a mistake of ours."""
    state = getattr(error.orig, "sqlstate", None) or ""
    if state in _FULL:
        return Trouble("store.full")
    if state in _BUSY:
        return Trouble("store.busy")
    if state in _DAMAGED:
        return Trouble("store.damaged")
    if error.connection_invalidated or state in _AWAY or state.startswith(_CONNECTION_CLASS):
        return Trouble("store.unreachable")
    if isinstance(error, OperationalError):
        # Without a state it never came to a connection: no such host, socket, database, user or password.
        return Trouble("store.failed", why=type(error.orig).__name__) if state else Trouble("store.unreachable")
    return None


def long_transactions(connection: Connection, longer_than_s: float = LONG_TRANSACTION_S) -> list[LongTransaction]:
    """Return the transactions that are open for longer, the oldest first; none on SQLite.

    They keep PostgreSQL from tidying up. An account sees those of others only as a member of `pg_read_all_stats`.
    """
    if connection.dialect.name != "postgresql":
        return []
    query = text("""
        SELECT pid, coalesce(datname, ''), application_name, extract(epoch FROM clock_timestamp() - xact_start)
        FROM pg_stat_activity
        WHERE backend_type = 'client backend'
        AND xact_start < clock_timestamp() - make_interval(secs => :longer_than_s)
        ORDER BY xact_start
    """)
    rows = connection.execute(query, {"longer_than_s": longer_than_s})
    return [LongTransaction(pid=pid, database=name, application=app, open_s=int(s)) for pid, name, app, s in rows]


def _refuse_closed(raw: object, _record: ConnectionPoolEntry, _proxy: object) -> None:
    """Make the pool open new connections when the database has closed this one."""
    with _Poll() as poll:
        poll.register(raw.fileno(), selectors.EVENT_READ)  # type: ignore[attr-defined]
        # An idle connection has nothing to read but its end.
        if poll.select(0):
            raise InvalidatePoolError("the database has closed the connection")
