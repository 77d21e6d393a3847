"""The catalogues of this desk: which is used, which was refused and why, and by which key the server is known."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

import typer

from casework.sentences import Lang, sentence
from counter_app.counterctl.console import Console
from counter_app.main import Workplace


@dataclass(frozen=True, slots=True)
class Line:
    """One version: whether new cases are made under it today, and why it was refused, if it was."""

    version: str
    effective_from: date | None
    in_force: bool
    refused: str = ""
    why: str = ""

    def words(self) -> str:
        """Return the line as a person reads it."""
        mark = "*" if self.in_force else "-" if self.refused else " "
        tail = f"  {self.why} [{self.refused}]" if self.refused else ""
        return f"{mark} {self.version}  {self.effective_from}{tail}"


def add(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("catalogues")(catalogues)
    app.command("trust-server")(trust_server)


def catalogues(context: typer.Context) -> None:
    """List the catalogues that are here and those that were announced and not taken."""
    console: Console = context.obj
    with console.desk() as workplace:
        lines = _lines(workplace, console.language(workplace))
        console.tell_lines({"catalogues": lines}, [line.words() for line in lines])


def trust_server(
    context: typer.Context,
    begins: Annotated[
        str, typer.Argument(help="The first 16 signs or more of the key, as sync-server check shows it.")
    ],
) -> None:
    """Take catalogues that are signed with the key the server shows now; compare it with the server's first."""
    console: Console = context.obj
    with console.desk() as workplace:
        key = workplace.trust_server(begins)
        console.tell(workplace, {"server_key": key}, "ctl.key_trusted", key=key)


def _lines(workplace: Workplace, lang: Lang) -> list[Line]:
    desk = workplace.desk
    current = desk.catalogue
    kept = {one.version: one.effective_from for one in desk.shelf.published()}
    here = {current.version: current.effective_from, **kept}
    lines = [Line(version, day, version == current.version) for version, day in sorted(here.items())]
    for one in workplace.store.catalogues.announced():
        why = sentence(one.refused, lang, **one.details) if one.refused else ""
        lines.append(Line(one.notice.version, one.notice.effective_from, in_force=False, refused=one.refused, why=why))
    return lines
