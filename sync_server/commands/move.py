"""Moving the server to another database."""

import os
from typing import Annotated

import typer

from casework.errors import RuleBroken
from sync_server import move as moving
from sync_server.commands.shell import DIFFERENCES, AsJson, Folder, progress, settings_of, spoken, tell
from sync_server.logs import set_up
from sync_server.running import alone
from sync_server.settings import PREFIX


def move(
    folder: Folder,
    to: Annotated[
        str,
        typer.Option(
            "--to", help="An empty PostgreSQL, as postgresql+psycopg://name@host/city, or sqlite for the folder."
        ),
    ],
    *,
    again: Annotated[bool, typer.Option("--again", help="Clear what an interrupted move left there.")] = False,
    as_json: AsJson = False,
) -> None:
    """Move everything to another database, compare it, and use it from then on; the server must not run."""
    with spoken(), progress() as told:
        set_up("error", as_json=False)
        settings = settings_of(folder)
        if f"{PREFIX}DATABASE_URL" in os.environ:
            # It would win over what the move writes into the settings.
            raise RuleBroken("move.environment", name=f"{PREFIX}DATABASE_URL")
        with alone(folder):
            moved = moving.move(settings, to, told, again=again)
        total = f"{moved.rows['event']} events, {moved.rows['case_']} cases, {sum(moved.rows.values())} rows"
        left = settings.database_file or "PostgreSQL"
        lines = [f"differs: {one}" for one in moved.differences] or [f"{left}: left as it was, no longer used"]
        tell(moved, "\n".join([total, *lines]), as_json=as_json)
        if moved.differences:
            raise typer.Exit(DIFFERENCES)
