"""The command line put together."""

from pathlib import Path
from typing import Annotated

import typer

from casework.sentences import Lang
from counter_app import logs
from counter_app.counterctl import (
    acts,
    catalogues,
    looking,
    machine,
    recovering,
    seal_sets,
    sealing,
    slips,
    stock,
    syncing,
)
from counter_app.counterctl.console import Console

app = typer.Typer(
    name="counterctl",
    help="The desk without a screen: accept, find, print and sync from scripts. Exit codes: 0 done, 2 usage, "
    "3 a rule forbids it, 4 disk, printer or network failed, 5 what is kept does not hold together.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def shared(
    context: typer.Context,
    settings: Annotated[Path | None, typer.Option(help="The settings file; else COUNTER_SETTINGS.")] = None,
    lang: Annotated[Lang | None, typer.Option(help="The language of sentences: zh or en.")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Give results and errors as JSON.")] = False,
) -> None:
    """Say what holds for every command."""
    logs.set_up()
    context.obj = Console(settings, lang, as_json)


acts.add(app)
looking.add(app)
machine.add(app)
syncing.add(app)
recovering.add(app)
catalogues.add(app)
slips.add(app)
sealing.add(app)
stock.add(app)
seal_sets.add(app)


def main() -> None:
    """Run the command line."""
    app()
