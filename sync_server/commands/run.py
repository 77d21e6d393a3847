"""Running the server, and bringing its database up to this release."""

import os
import sys
from functools import partial
from typing import Annotated

import msgspec
import typer

from casework.errors import Trouble
from sync_server.commands.shell import AsJson, Folder, settings_of, spoken, store_of, tell
from sync_server.logs import set_up
from sync_server.main import WindowServer, bring_up_to_date
from sync_server.rebuild import rebuild_if_changed
from sync_server.running import keep_what_is_loaded, serving
from sync_server.settings import LAST_PORT, Settings
from sync_server.store.migrate import upgrade
from sync_server.workers import Supervisor, address_of, command_for, listen


def serve(
    folder: Folder,
    host: Annotated[str | None, typer.Option(help="Instead of the setting.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=LAST_PORT, help="Instead of the setting; 0 lets the machine choose.")
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes; instead of the setting.")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Log and say that the server is ready in JSON.")] = False,
) -> None:
    """Run the server until it is told to stop; the first line printed says where it listens.

    With several workers SIGHUP exchanges them one by one, with the settings and the program as they are then.
    """
    with spoken():
        settings = settings_of(folder)
        given = {"host": host, "port": port, "workers": workers}
        settings = msgspec.structs.replace(settings, **{name: one for name, one in given.items() if one is not None})
        set_up(settings.log_level, as_json=as_json)
        with serving(settings.folder):
            _serve_by_many(settings, as_json=as_json) if settings.workers > 1 else _serve(settings, as_json=as_json)


def _serve(settings: Settings, *, as_json: bool) -> None:
    server = WindowServer(settings)
    server.when_ready = lambda: _say_ready(server.address, as_json=as_json)
    keep_what_is_loaded()
    try:
        server.run()
    except SystemExit as end:
        # The way of uvicorn to say that it could not listen.
        raise Trouble("serve.not_started", host=settings.host, port=settings.port) from end


def _serve_by_many(settings: Settings, *, as_json: bool) -> None:
    with listen(settings.host, settings.port) as listening:
        # Once, and with a sentence if it cannot be; the workers find it done.
        bring_up_to_date(settings)
        command = command_for(settings.folder, as_json=as_json)
        ready = partial(_say_ready, address_of(listening), as_json=as_json)
        Supervisor(listening, settings.workers, command, ready).run()


def _say_ready(address: str, *, as_json: bool) -> None:
    ready = {"ready": address, "pid": os.getpid()}
    typer.echo(msgspec.json.encode(ready).decode() if as_json else f"ready: {address}")
    sys.stdout.flush()


def migrate(folder: Folder, *, as_json: AsJson = False) -> None:
    """Bring the database up to this release."""
    with spoken(), store_of(settings_of(folder)) as store:
        reached = upgrade(store)
        rebuild_if_changed(store)
        tell({"database_version": reached}, reached, as_json=as_json)
