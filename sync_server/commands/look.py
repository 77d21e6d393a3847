"""Looking at a server: how it is, and whether everything it keeps adds up."""

import typer

from casework.clock import SystemClock
from sync_server import administer
from sync_server.blob_store import open_blob_store
from sync_server.commands.shell import DIFFERENCES, AsJson, Folder, settings_of, spoken, store_of, tell
from sync_server.main import build_doors
from sync_server.verify import Verifier


def check(folder: Folder, *, as_json: AsJson = False) -> None:
    """Say how the server is."""
    with spoken(), store_of(settings_of(folder)) as store:
        found = administer.state(settings_of(folder), store, SystemClock())
        lines = [f"{name}: {getattr(found, name)}" for name in found.__struct_fields__ if name != "readers"]
        lines += [
            f"reader {one.reader} of {one.box}: {one.behind} behind, {one.behind_min} min; silent {one.silent_min} min"
            for one in found.readers
        ]
        tell(found, "\n".join(lines), as_json=as_json)


def verify(folder: Folder, *, as_json: AsJson = False) -> None:
    """Recompute chains, mailboxes, cases and blobs; name what differs."""
    with spoken(), store_of(settings := settings_of(folder)) as store:
        report = Verifier(store, open_blob_store(settings.blob_store, settings.blobs)).run()
        lines = [f"{one.kind} {one.where}: {one.what}" for one in report.differences]
        total = f"{report.streams} streams, {report.mailboxes} mailboxes, {report.cases} cases, {report.blobs} blobs"
        tell(report, "\n".join([*lines, f"{total}: {len(lines)} differences"]), as_json=as_json)
        if report.differences:
            raise typer.Exit(DIFFERENCES)


def window_keys(folder: Folder) -> None:
    """Give every window's public keys, signed by the server: whoever has this list verifies slips without a network."""
    with spoken(), store_of(settings_of(folder)) as store:
        typer.echo(build_doors(settings_of(folder), store, SystemClock()).slips.published())
