"""The commands by which several pollers of one department share its work."""

import socket
from typing import Annotated

import typer

from sync_server.department.share import WorkItem
from sync_server.department.shell import HERE, AsJson, Folder, opened, tell

MOST_ITEMS, LONGEST_S = 100, 86_400
USUAL_ITEMS, USUAL_S = 10, 300

Items = Annotated[int, typer.Option("--n", min=1, max=MOST_ITEMS, help="How many positions at most.")]
Seconds = Annotated[int, typer.Option("--ttl", min=1, max=LONGEST_S, help="For how many seconds they are ours.")]
Fence = Annotated[int, typer.Option("--fence", min=1, help="The number that the position was claimed under.")]
Holder = Annotated[str, typer.Option(help="How people see who works on it; the machine's name by default.")]
Position = Annotated[int, typer.Argument(min=1, help="The position, as work shows it.")]


def add(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    for command in (work, renew, done):
        app.command()(command)


def work(
    folder: Folder = HERE,
    n: Items = USUAL_ITEMS,
    ttl: Seconds = USUAL_S,
    holder: Holder = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Claim what nobody works on, and print it with the cases' numbers."""
    with opened(folder) as session:
        items = session.share.work(n, ttl, holder_or_machine(holder))
        tell({"items": items}, "\n".join(_line(one) for one in items), as_json=as_json)


def renew(
    position: Position, fence: Fence, folder: Folder = HERE, ttl: Seconds = USUAL_S, *, as_json: AsJson = False
) -> None:
    """Go on with a position for longer."""
    with opened(folder) as session:
        item = session.share.renew(position, fence, ttl)
        tell(item, _line(item), as_json=as_json)


def done(position: Position, fence: Fence, folder: Folder = HERE, *, as_json: AsJson = False) -> None:
    """Say that a position is done; nobody gets it again."""
    with opened(folder) as session:
        session.share.done(position, fence)
        tell({"p": position, "fence": fence}, f"{position}", as_json=as_json)


def holder_or_machine(holder: str) -> str:
    """Return how a claim names its holder."""
    return (holder or socket.gethostname())[:64]


def _line(item: WorkItem) -> str:
    return f"{item.p}  --fence {item.fence}  {item.number or '-':<26}  {item.kind}"
