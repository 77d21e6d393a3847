"""How a command ends that stated something: it is sent at once, or kept until the next run."""

from collections.abc import Sequence

import msgspec
import typer

from casework.errors import Trouble
from casework.sentences import sentence
from sync_server.department.send import Sent
from sync_server.department.session import Session
from sync_server.department.shell import RULE, complain, language, tell


class Acted(msgspec.Struct, frozen=True, kw_only=True):
    """What an act came to: the event's id, and whether the server has it already."""

    case: str
    event: str
    sent: bool
    refused: str = ""


def finish(session: Session, done: Sequence[tuple[str, str]], *, as_json: bool) -> None:
    """Send what was just stated; if that fails it is kept, and the next run sends it."""
    try:
        sent: Sent | None = session.sender.send()
    except Trouble as trouble:
        complain(trouble)
        sent = None
    reasons = {one.id: one.reason for one in sent.refused} if sent else {}
    acted = [
        Acted(case=number, event=event, sent=sent is not None, refused=reasons.get(event, "")) for number, event in done
    ]
    lines = [f"{one.case}: {_outcome(one)}" for one in acted]
    tell(acted, "\n".join(lines), as_json=as_json)
    if reasons:
        raise typer.Exit(RULE)


def _outcome(acted: Acted) -> str:
    if acted.refused:
        return f"{sentence(acted.refused, language())} [{acted.refused}]"
    code = "department.sent" if acted.sent else "department.kept"
    return sentence(code, language())
