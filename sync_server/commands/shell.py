"""What every command of the server shares: its folder, how it speaks, how it ends.

Exit codes: 0 done, 2 wrong usage, 3 a rule forbids it, 4 trouble, 5 something differs that should not.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.progress import Progress, TaskID

from casework.errors import ProductError, RuleBroken
from casework.sentences import Lang, say
from sync_server import administer
from sync_server.logs import set_up
from sync_server.settings import Settings, load_settings
from sync_server.store.engine import Store, open_store

RULE, TROUBLE, DIFFERENCES = 3, 4, 5

Folder = Annotated[Path, typer.Option("--folder", envvar="SYNC_SERVER_FOLDER", help="The server's folder.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]


def settings_of(folder: Path) -> Settings:
    """Return the settings of a server that is there and has its database."""
    administer.must_exist(folder)
    own = {key: value for key, value in os.environ.items() if key != "SYNC_SERVER_FOLDER"}
    settings = load_settings(folder, own)
    administer.must_have_database(settings)
    return settings


@contextmanager
def store_of(settings: Settings) -> Iterator[Store]:
    """Give the server's database for a while; only errors are logged."""
    set_up("error", as_json=False)
    store = open_store(settings.database)
    try:
        yield store
    finally:
        store.close()


def tell(value: object, text: str, *, as_json: bool) -> None:
    """Print an answer, as JSON or as text."""
    typer.echo(msgspec.json.encode(value).decode() if as_json else text)


def language() -> Lang:
    """Return the language of whoever runs the command."""
    return "zh" if os.environ.get("LANG", "").lower().startswith("zh") else "en"


@contextmanager
def spoken() -> Iterator[None]:
    """Say what went wrong as a sentence with its code, and end with the exit code of its kind."""
    try:
        yield
    except ProductError as error:
        typer.echo(f"{say(error, language())} [{error.code}]", err=True)
        raise typer.Exit(RULE if isinstance(error, RuleBroken) else TROUBLE) from error


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Show what is done on standard error, so that the answer stays alone on standard output."""
    with Progress(console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def told(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done, total=total)

        yield told
