"""The commands about what comes later: which urgings wait, answering one, and revoking a certificate."""

from datetime import date
from typing import Annotated

import msgspec
import typer

from casework.case_state import Case
from sync_server.department.acted import finish
from sync_server.department.acts import open_urgings
from sync_server.department.shell import HERE, AsJson, Folder, opened, tell


class UrgingRow(msgspec.Struct, frozen=True, kw_only=True):
    """One urging that waits for an answer: `urging` is its number in the case."""

    number: str
    urging: int
    urged_on: date
    window: str
    by: str
    reason: str


def add(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(urgings)
    app.command()(answer)
    app.command("revoke-certificate")(revoke_certificate)


def urgings(folder: Folder = HERE, *, as_json: AsJson = False) -> None:
    """List the urgings that wait for an answer, the oldest first."""
    with opened(folder) as session:
        cases = [session.acts.shown(case.number) for case in session.inbox.all_cases()]
        rows = sorted((row for case in cases for row in _rows(case)), key=lambda row: (row.urged_on, row.number))
        tell(rows, "\n".join(_line(row) for row in rows), as_json=as_json)


def answer(
    number: Annotated[str, typer.Argument(help="The case's number.")],
    text: Annotated[str, typer.Argument(help="How far the case is, and when it will be done.")],
    folder: Folder = HERE,
    urging: Annotated[int | None, typer.Option(min=1, help="Which urging; the latest that waits by default.")] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Answer an urging; the window that urged reads it with the case."""
    with opened(folder) as session:
        finish(session, [(number, session.acts.answer_urging(number, text, urging))], as_json=as_json)


def revoke_certificate(
    number: Annotated[str, typer.Argument(help="The case's number.")],
    ground: Annotated[str, typer.Argument(help="What it is called by law: 撤销, 吊销, 注销.")],
    reason: Annotated[str, typer.Argument(help="Why.")],
    folder: Folder = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """State that a certificate is in force no more; windows read it with the case and print it no more."""
    with opened(folder) as session:
        finish(session, [(number, session.acts.revoke_certificate(number, ground, reason))], as_json=as_json)


def _rows(case: Case) -> list[UrgingRow]:
    return [
        UrgingRow(
            number=case.number, urging=number, urged_on=one.urged_on, window=one.window, by=one.by, reason=one.reason
        )
        for number, one in open_urgings(case).items()
    ]


def _line(row: UrgingRow) -> str:
    return f"{row.number}  {row.urging:>2}  {row.urged_on}  {row.window} {row.by}  {row.reason}".rstrip()
