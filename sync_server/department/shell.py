"""What every command of a department shares: its folder, how it speaks, how it ends.

Exit codes: 0 done, 2 wrong usage, 3 a rule forbids it, 4 trouble with the network, the server or the disk.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from casework.clock import Clock, SystemClock
from casework.errors import ProductError, RuleBroken
from casework.sentences import Lang, say
from sync_server.department.session import Session, open_session

RULE, TROUBLE = 3, 4

Folder = Annotated[Path, typer.Option("--folder", envvar="DEPARTMENT_FOLDER", help="Where login, cases and acts are.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]
HERE = Path("department")


@contextmanager
def opened(folder: Path) -> Iterator[Session]:
    """Give the folder's session for one command."""
    with spoken():
        clock: Clock = SystemClock()
        session = open_session(folder, clock)
        try:
            yield session
        finally:
            session.close()


@contextmanager
def spoken() -> Iterator[None]:
    """Say what went wrong as a sentence with its code, and end with the exit code of its kind."""
    try:
        yield
    except ProductError as error:
        complain(error)
        raise typer.Exit(RULE if isinstance(error, RuleBroken) else TROUBLE) from error


def complain(error: ProductError) -> None:
    """Say what went wrong, beside the answer."""
    typer.echo(f"{say(error, language())} [{error.code}]", err=True)


def tell(value: object, text: str, *, as_json: bool) -> None:
    """Print an answer, as JSON or as text."""
    typer.echo(msgspec.json.encode(value).decode() if as_json else text)


def language() -> Lang:
    """Return the language of whoever runs the command."""
    return "zh" if os.environ.get("LANG", "").lower().startswith("zh") else "en"
