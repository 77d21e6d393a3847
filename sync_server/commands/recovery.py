"""Backing a server up, proving the backup, and restoring it."""

from pathlib import Path
from typing import Annotated

import typer

from casework.clock import SystemClock
from sync_server.backup import Backups, newest_backup
from sync_server.commands.shell import DIFFERENCES, AsJson, Folder, progress, settings_of, spoken, tell
from sync_server.logs import set_up
from sync_server.restore import restore as put_back
from sync_server.running import alone
from sync_server.verify import Report

Backup = Annotated[Path, typer.Argument(help="A backup's folder, or the folder that holds them: then the newest.")]


def backup(
    folder: Folder,
    into: Annotated[Path, typer.Argument(help="Where backups are kept; best on another machine's disk.")],
    *,
    verify: Annotated[bool, typer.Option(help="Recompute everything in it at once, as it must be before use.")] = True,
    as_json: AsJson = False,
) -> None:
    """Make a backup while the server runs, and prove it."""
    with spoken(), progress() as told:
        set_up("error", as_json=False)
        backups = Backups(settings_of(folder), SystemClock())
        made = backups.make(into, told)
        if not verify:
            tell({"backup": str(made), "verified": False}, str(made), as_json=as_json)
            return
        _tell_report(made, backups.verify(made), as_json=as_json)


def verify_backup(folder: Folder, backup: Backup, *, as_json: AsJson = False) -> None:
    """Recompute everything in a backup; writers may forget only what a proven backup has."""
    with spoken():
        set_up("error", as_json=False)
        chosen = newest_backup(backup)
        _tell_report(chosen, Backups(settings_of(folder), SystemClock()).verify(chosen), as_json=as_json)


def restore(
    folder: Folder,
    backup: Backup,
    *,
    older: Annotated[bool, typer.Option("--older", help="Restore it although a newer one lies beside it.")] = False,
    as_json: AsJson = False,
) -> None:
    """Put a backup in the place of the database, which is moved aside; the server must not run."""
    with spoken(), progress() as told:
        set_up("error", as_json=False)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with alone(folder):
            epoch = put_back(newest_backup(backup), folder, told, older=older)
        tell({"server_epoch": epoch}, f"server epoch {epoch}", as_json=as_json)


def _tell_report(made: Path, report: Report, *, as_json: bool) -> None:
    lines = [f"{one.kind} {one.where}: {one.what}" for one in report.differences]
    text = "\n".join([*lines, f"{made}: {len(lines)} differences"])
    tell({"backup": str(made), "verified": not lines, "differences": report.differences}, text, as_json=as_json)
    if lines:
        raise typer.Exit(DIFFERENCES)
