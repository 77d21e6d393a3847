"""The desk's own upkeep: check it, prune it, give the reserve up, and come back from a disk that failed."""

from pathlib import Path
from typing import Annotated

import typer

from casework.errors import Trouble
from casework.sentences import sentence
from counter_app.counterctl.console import NOT_WHOLE, Console
from counter_app.desk.verify import verify
from counter_app.store.key import read_key
from counter_app.store.opening import set_database_aside
from counter_app.store.prune import prune
from counter_app.store.recovery import recover
from counter_app.store.room import MIB, Room

_DAY_MS = 86_400_000


def add(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("verify")(verify_store)
    app.command("prune")(prune_store)
    app.command("recover")(recover_events)
    app.command("set-aside-database")(set_aside_database)
    app.command("free-reserve")(free_reserve)


def verify_store(
    context: typer.Context,
    printed_head: Annotated[
        str, typer.Option(help="The head of the ledger of prints on a day's sheet: number, colon, signs.")
    ] = "",
) -> None:
    """Check the whole store: file, chains, prints, mailbox, cases made again from their events, scans, black box."""
    console: Console = context.obj
    with console.desk() as workplace:
        found = verify(workplace.desk, printed_head)
        lang = console.language(workplace)
        faults = [sentence(fault.code, lang, **dict(fault.details)) for fault in found.faults]
        head = sentence(
            "ctl.verified" if found.whole else "ctl.not_whole", lang, cases=found.cases, events=found.events
        )
        console.tell_lines(found, [head, *faults])
        if not found.whole:
            raise typer.Exit(NOT_WHOLE)


def prune_store(
    context: typer.Context,
    older_than: Annotated[int, typer.Option(min=1, help="Days without an event.")],
) -> None:
    """Remove finished cases that the server has in a verified backup, with their papers and scans."""
    console: Console = context.obj
    with console.desk() as workplace:
        pruned = prune(workplace.store, workplace.desk.now_ms() - older_than * _DAY_MS)
        code = "ctl.pruned_up_to" if pruned.kept_by else "ctl.pruned"
        counts = {"cases": pruned.cases, "events": pruned.events, "blobs": pruned.blobs}
        console.tell(workplace, pruned, code, **counts, kept_by=pruned.kept_by)


def recover_events(
    context: typer.Context,
    black_box: Annotated[
        Path | None, typer.Option(exists=True, file_okay=False, help="The folder of the copies; else the setting's.")
    ] = None,
    key: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="The key file of the lost installation.")
    ] = None,
) -> None:
    """Bring back from the black box what this desk does not have; the next sync sends it."""
    console: Console = context.obj
    with console.desk() as workplace:
        setting = workplace.settings.black_box_folder
        folder = black_box or (Path(setting).expanduser() if setting else None)
        if folder is None:
            raise Trouble("recover.nothing", folder="black_box_folder")
        found = recover(workplace.store, folder, read_key(key) if key else None)
        details = {"brought": found.brought, "known": found.known, "damaged": found.damaged}
        console.tell(workplace, found, "ctl.recovered", **details, scans=found.scans_missing)


def set_aside_database(context: typer.Context) -> None:
    """Move a damaged database away, without deleting it; then enrol again."""
    console: Console = context.obj
    with console.settings() as settings:
        aside = set_database_aside(settings.places())
        console.tell(settings, {"folder": str(aside)}, "ctl.database_set_aside", folder=str(aside))


def free_reserve(context: typer.Context) -> None:
    """Give up the room that is kept in reserve, so that begun work can be finished and sent."""
    console: Console = context.obj
    with console.settings() as settings:
        places = settings.places()
        freed = Room(places.folder, places.reserve_bytes).free_reserve()
        console.tell(settings, {"freed_bytes": freed}, "ctl.reserve_freed", freed=freed // MIB)
