"""Bringing the database up to this release; a database of a newer release is left alone."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from casework.errors import Trouble
from sync_server.store.engine import Store

_SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(store: Store) -> str:
    """Apply what migrations are missing, all in one transaction; return the version reached.

    Raises:
        Trouble: `store.newer`: a later release made this database.
    """
    with store.writing() as connection:
        _refuse_newer(connection)
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        return current(connection) or ""


def current(connection: Connection) -> str | None:
    """Return the database's version; None for an empty database."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """Return the version that this release works with."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def _refuse_newer(connection: Connection) -> None:
    found = current(connection)
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if found is not None and found not in known:
        raise Trouble("store.newer", found=found, newest=newest())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    return config
