"""The command `department`: a department's own puller.

Exit codes: 0 done, 2 wrong usage, 3 a rule forbids it, 4 trouble with the network, the server or the disk. An act that
could not be sent is kept and counts as done; the next run sends it.
"""

import getpass
import random
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from casework.calendar import load
from casework.clock import SystemClock, legal_day
from casework.contract import MAX_WAIT_S
from casework.errors import RuleBroken, Trouble
from casework.facts import Certificate, CertificateField, Outcome
from casework.sentences import sentence
from resources.calendar import files
from sync_server.department import urging_commands, work_commands
from sync_server.department.acted import finish
from sync_server.department.acts import Decision, open_urgings
from sync_server.department.pull import Pulled
from sync_server.department.session import Session, log_in
from sync_server.department.share import Shared
from sync_server.department.shell import HERE, RULE, AsJson, Folder, complain, language, opened, spoken, tell
from sync_server.department.tables import as_csv, as_text, most_urgent_first, row_of
from sync_server.department.work_commands import USUAL_ITEMS, USUAL_S, Items, Seconds, holder_or_machine

_FIRST_PAUSE_S = 1.0
_LONGEST_PAUSE_S = 300.0

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__, pretty_exceptions_enable=False)

work_commands.add(app)
urging_commands.add(app)

Number = Annotated[str, typer.Argument(help="The case's number.")]
Under = Annotated[int, typer.Option("--fence", min=0, help="The number of the claim under which this is done.")]


@app.command()
def login(
    server: Annotated[str, typer.Option(help="The server's address.")],
    account: Annotated[str, typer.Option(help="The account's name.")],
    folder: Folder = HERE,
    *,
    password_stdin: Annotated[bool, typer.Option(help="Read the password from standard input.")] = False,
    as_json: AsJson = False,
) -> None:
    """Log in; the folder is this department's from then on."""
    with spoken():
        token = log_in(folder, server, account, _password(from_stdin=password_stdin)).token
        shown = {"department": token.department, "name": token.name, "box": token.box, "expires": token.expires}
        tell(shown, f"{token.department} {token.name}", as_json=as_json)


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise RuleBroken("department.password_how")
    return getpass.getpass(sentence("people.password", language()))


@app.command()
def pull(
    folder: Folder = HERE,
    wait: Annotated[float, typer.Option(help="How many seconds to wait for something new.")] = 0.0,
    *,
    as_json: AsJson = False,
) -> None:
    """Fetch what is new, and write the cases' files below `inbox/`."""
    with opened(folder) as session:
        _tell_pulled(session.puller.pull(wait_s=min(wait, MAX_WAIT_S)), as_json=as_json)


@app.command("list")
def list_cases(
    folder: Folder = HERE,
    stage: Annotated[str, typer.Option(help="Only cases at this stage.")] = "",
    *,
    urged: Annotated[bool, typer.Option("--urged", help="Only cases with an urging that waits for an answer.")] = False,
    as_json: AsJson = False,
    as_table: Annotated[bool, typer.Option("--csv", help="Print the list as CSV.")] = False,
) -> None:
    """List the cases, those due soonest first."""
    with opened(folder) as session:
        today, calendar = legal_day(SystemClock().now()), load(files())
        cases = [session.acts.shown(case.number) for case in session.inbox.all_cases()]
        chosen = [case for case in cases if stage in {"", case.stage.value} and (open_urgings(case) or not urged)]
        rows = most_urgent_first(row_of(case, today, calendar) for case in chosen)
        text = as_csv(rows).rstrip("\n") if as_table else as_text(rows)
        tell(rows, text, as_json=as_json)


@app.command()
def show(number: Number, folder: Folder = HERE, *, as_json: AsJson = False) -> None:
    """Show a case, with what was stated here and not judged yet."""
    with opened(folder) as session:
        case = session.acts.shown(number)
        pretty = msgspec.json.format(msgspec.json.encode(case), indent=2).decode()
        tell(case, pretty, as_json=as_json)


@app.command()
def received(
    numbers: Annotated[list[str], typer.Argument(help="The cases' numbers.")],
    folder: Folder = HERE,
    fence: Under = 0,
    *,
    as_json: AsJson = False,
) -> None:
    """Take cases into review."""
    with opened(folder) as session:
        done = [(number, session.acts.receive(number, fence)) for number in numbers]
        finish(session, done, as_json=as_json)


@app.command()
def decide(
    number: Number,
    outcome: Annotated[Outcome, typer.Option(help="What was decided.")],
    folder: Folder = HERE,
    opinion: Annotated[str, typer.Option(help="The reviewer's opinion.")] = "",
    reason: Annotated[list[str] | None, typer.Option(help="A ground; may be given several times.")] = None,
    remedy: Annotated[list[str] | None, typer.Option(help="What the applicant can do against it.")] = None,
    condition: Annotated[list[str] | None, typer.Option(help="A condition of the grant.")] = None,
    document: Annotated[Path | None, typer.Option(help="The decision document, a PDF.")] = None,
    certificate_number: Annotated[str, typer.Option(help="The certificate's number.")] = "",
    field: Annotated[list[str] | None, typer.Option(help="A line of the certificate: LABEL=VALUE.")] = None,
    valid_from: Annotated[str, typer.Option(help="First day of validity, YYYY-MM-DD.")] = "",
    valid_until: Annotated[str, typer.Option(help="Last day of validity, YYYY-MM-DD.")] = "",
    fence: Under = 0,
    *,
    as_json: AsJson = False,
) -> None:
    """Decide a case, with its document and what its certificate says."""
    with opened(folder) as session:
        certificate = None
        if certificate_number:
            certificate = Certificate(
                number=certificate_number,
                fields=tuple(_field(text) for text in field or ()),
                valid_from=_day(valid_from),
                valid_until=_day(valid_until),
            )
        elif field or valid_from or valid_until:
            raise typer.BadParameter("--certificate-number is needed beside the certificate's lines")
        decision = Decision(
            outcome=outcome,
            opinion=opinion,
            reasons=tuple(reason or ()),
            remedies=tuple(remedy or ()),
            conditions=tuple(condition or ()),
            certificate=certificate,
            document=document,
        )
        finish(session, [(number, session.acts.decide(number, decision, fence))], as_json=as_json)


@app.command()
def note(
    number: Number,
    text: Annotated[str, typer.Argument(help="The remark.")],
    folder: Folder = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Leave a remark for colleagues."""
    with opened(folder) as session:
        finish(session, [(number, session.acts.note(number, text))], as_json=as_json)


@app.command()
def acknowledge(
    number: Number,
    sheet: Annotated[str, typer.Argument(help="The hand-over sheet's number.")],
    folder: Folder = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Confirm that the paper of a hand-over sheet arrived."""
    with opened(folder) as session:
        finish(session, [(number, session.acts.acknowledge(number, sheet))], as_json=as_json)


@app.command()
def push(folder: Folder = HERE, *, as_json: AsJson = False) -> None:
    """Send what waits."""
    with opened(folder) as session:
        sent = session.sender.send()
        refused = [f"{one.id}: {sentence(one.reason, language())} [{one.reason}]" for one in sent.refused]
        shown = {"events": sent.events, "refused": [{"event": one.id, "reason": one.reason} for one in sent.refused]}
        head = sentence("department.pushed", language(), events=sent.events)
        tell(shown, "\n".join([head, *refused]), as_json=as_json)
        if sent.refused:
            raise typer.Exit(RULE)


@app.command()
def watch(
    folder: Folder = HERE,
    n: Items = USUAL_ITEMS,
    ttl: Seconds = USUAL_S,
    *,
    claim: Annotated[bool, typer.Option("--claim", help="Share the cases with others of the department.")] = False,
    as_json: AsJson = False,
) -> None:
    """Follow the mailbox until stopped: write files as cases come, send what waits; go on after any trouble.

    With --claim every position is worked on by one poller alone, which has --ttl seconds for each --n of them; what
    comes to a case later may go to another poller.
    """
    with opened(folder) as session:
        pause_s = _FIRST_PAUSE_S
        while True:
            try:
                session.sender.send()
                if claim:
                    _tell_shared(_turns(session, n, ttl), as_json=as_json)
                else:
                    _tell_pulled(session.puller.pull(wait_s=MAX_WAIT_S), as_json=as_json)
                pause_s = _FIRST_PAUSE_S
            except Trouble as trouble:
                complain(trouble)
                # Full jitter, so that many pullers do not come back at once.
                time.sleep(random.uniform(0, pause_s))  # noqa: S311 - not a secret
                pause_s = min(pause_s * 2, _LONGEST_PAUSE_S)


def main() -> None:
    """Run the command."""
    app()


def _turns(session: Session, n: int, ttl_s: int) -> Iterator[Shared]:
    """Work until there is nothing to claim, then wait for something new, or for another's time to be over."""
    some = True
    while some:
        turn = session.share.turn(n, ttl_s, holder_or_machine(""))
        some = turn.done + turn.lost > 0
        yield turn
    session.puller.fetch(wait_s=MAX_WAIT_S)


def _field(text: str) -> CertificateField:
    label, equals, value = text.partition("=")
    if not (label and equals):
        raise typer.BadParameter(f"{text}: LABEL=VALUE is expected")
    return CertificateField(label=label, value=value)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise typer.BadParameter(f"{text}: YYYY-MM-DD is expected") from error


def _tell_shared(turns: Iterable[Shared], *, as_json: bool) -> None:
    for turn in turns:
        if turn.cases:
            tell(turn, "\n".join(turn.cases), as_json=as_json)
            sys.stdout.flush()


def _tell_pulled(pulled: Pulled, *, as_json: bool) -> None:
    shown = {"events": pulled.events, "cases": pulled.cases, "pending": pulled.pending}
    if as_json or pulled.cases:
        tell(shown, "\n".join(pulled.cases), as_json=as_json)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
