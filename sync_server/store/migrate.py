"""Bringing the database up to this release; a database of a newer release is left alone.

Every migration only adds: the release before it goes on serving while it is applied and after, so that workers can be
exchanged one by one. The database says which release is the oldest that may still be started on it.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from casework.errors import Trouble
from sync_server.store import meta
from sync_server.store.engine import Store

OLDEST_WELCOME = "0002"
"""The oldest version whose release works on this release's database; to be raised by a migration that takes away."""

_OLDEST = "oldest_version"
_SCRIPTS = Path(__file__).parent / "migrations"
# Any number that nobody else in this database locks.
_MIGRATING = 6_106_001
_LOCK = f"SELECT pg_advisory_xact_lock({_MIGRATING})"
_PATIENCE = "SET LOCAL lock_timeout = '3s'"


def upgrade(store: Store) -> str:
    """Apply what migrations are missing, all in one transaction; return the version reached.

    A database of a later release that still welcomes this one is left as it is.

    Raises:
        Trouble: `store.newer`: a later release made this database and this one cannot work with it.
    """
    with store.reading() as connection:
        found = current(connection)
    if found == newest() or _is_welcome(store, found):
        return found or ""
    with store.writing() as connection:
        if connection.dialect.name == "postgresql":
            # One server of several begins; and whoever waits for a table makes all others wait behind it, so not long.
            connection.exec_driver_sql(_LOCK)
            connection.exec_driver_sql(_PATIENCE)
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        meta.write(connection, _OLDEST, OLDEST_WELCOME.encode())
        return current(connection) or ""


def current(connection: Connection) -> str | None:
    """Return the database's version; None for an empty database."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """Return the version that this release works with."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def _is_welcome(store: Store, found: str | None) -> bool:
    """Say whether the database is of a later release and this one may serve it all the same."""
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if found is None or found in known:
        return False
    with store.reading() as connection:
        oldest = meta.read(connection, _OLDEST)
    if oldest is None or oldest.decode() > newest():
        raise Trouble("store.newer", found=found, newest=newest())
    return True


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    return config
