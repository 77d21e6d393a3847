"""Running the server, and bringing its database up to this release."""

import os
import sys
from typing import Annotated

import msgspec
import typer

from casework.errors import Trouble
from sync_server.commands.shell import AsJson, Folder, settings_of, spoken, store_of, tell
from sync_server.logs import set_up
from sync_server.main import WindowServer
from sync_server.rebuild import rebuild_if_changed
from sync_server.running import serving
from sync_server.settings import LAST_PORT
from sync_server.store.migrate import upgrade


def serve(
    folder: Folder,
    host: Annotated[str | None, typer.Option(help="Instead of the setting.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=LAST_PORT, help="Instead of the setting; 0 lets the machine choose.")
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Log and say that the server is ready in JSON.")] = False,
) -> None:
    """Run the server until it is told to stop; the first line printed says where it listens."""
    with spoken():
        settings = settings_of(folder)
        changed = {"host": settings.host if host is None else host, "port": settings.port if port is None else port}
        settings = msgspec.structs.replace(settings, **changed)
        set_up(settings.log_level, as_json=as_json)
        server = WindowServer(settings)

        def say_ready() -> None:
            ready = {"ready": server.address, "pid": os.getpid()}
            typer.echo(msgspec.json.encode(ready).decode() if as_json else f"ready: {server.address}")
            sys.stdout.flush()

        server.when_ready = say_ready
        try:
            with serving(settings.folder):
                server.run()
        except SystemExit as end:
            # The way of uvicorn to say that it could not listen.
            raise Trouble("serve.not_started", host=settings.host, port=settings.port) from end


def migrate(folder: Folder, *, as_json: AsJson = False) -> None:
    """Bring the database up to this release."""
    with spoken(), store_of(settings_of(folder)) as store:
        reached = upgrade(store)
        rebuild_if_changed(store)
        tell({"database_version": reached}, reached, as_json=as_json)
