"""Looking after what waits behind refused events."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated

import typer

from casework.clock import CHINA, SystemClock, from_ms
from casework.sentences import sentence
from sync_server.commands.shell import AsJson, Folder, language, settings_of, spoken, store_of, tell
from sync_server.holds import HoldKeeper
from sync_server.main import build_doors
from sync_server.store.holds import Standing


def holds(folder: Folder, *, as_json: AsJson = False) -> None:
    """List what waits: case, writer, since when, how many events, why; with the event that `release` takes."""
    with spoken(), _keeper(folder) as keeper:
        found = keeper.everything()
        tell(found, "\n".join(_line(one) for one in found) or "nothing waits", as_json=as_json)


def release(
    folder: Folder,
    event: Annotated[str, typer.Argument(help="The refused event that others wait for, as `holds` lists it.")],
    reason: Annotated[str, typer.Option(help="Why; it becomes part of the case.")],
    by: Annotated[str, typer.Option(help="The supervisor's work number.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Let go what waits for a refused event."""
    with spoken(), _keeper(folder) as keeper:
        keeper.release(event, reason, by)
        tell({"released": event}, event, as_json=as_json)


def supervise(
    folder: Folder,
    *,
    once: Annotated[bool, typer.Option("--once", help="Look once and end, as a timer would have it.")] = True,
    as_json: AsJson = False,
) -> None:
    """End holds that are older than the setting `hold_days`; a running server does so by itself."""
    del once  # the only way there is
    with spoken(), _keeper(folder) as keeper:
        done = keeper.supervise()
        tell(done, f"released {done.released}, judged again {done.judged}", as_json=as_json)


@contextmanager
def _keeper(folder: Folder) -> Iterator[HoldKeeper]:
    settings = settings_of(folder)
    with store_of(settings) as store:
        yield build_doors(settings, store, SystemClock()).holds


def _line(one: Standing) -> str:
    since: datetime = from_ms(one.since_ms).astimezone(CHINA)
    why = sentence(one.why, language())
    where = f"{one.number or one.case_id}  {one.origin}  since {since:%Y-%m-%d %H:%M}  {one.waiting} waiting"
    return f"{where}  {one.event_id or '-'}  [{one.why}] {why}"
