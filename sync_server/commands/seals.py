"""The seal register: which seals there are, who keeps them, for what they are granted, and every use of them."""

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import asdict

from casework.case_state import Case
from casework.clock import CHINA, SystemClock, from_ms, legal_day
from casework.errors import RuleBroken
from casework.seal_rules import SealState
from casework.sentences import sentence
from sync_server.commands.shell import DIFFERENCES, AsJson, Folder, language, settings_of, spoken, store_of, tell
from sync_server.http.app import Doors
from sync_server.main import build_doors
from sync_server.seal_register import NewGrant, NewSeal, SealCard, Two
from sync_server.store.seal_uses import Owed, Use
from sync_server.store.seals import GrantRow, Incident, Key, TokenKey

app = typer.Typer(no_args_is_help=True, help=__doc__)

Code = Annotated[str, typer.Argument(help="The seal's code here.")]
By = Annotated[str, typer.Option("--by", help="Who does so: a clerk's work number or an account's name.")]
Second = Annotated[str, typer.Option("--second", help="The second person.")]
Why = Annotated[str, typer.Option("--reason", help="Why; it stays in the register.")]
FromStdin = Annotated[
    bool, typer.Option("--passwords-stdin", help="Read passwords and passphrase from standard input, a line each.")
]
Pkcs12 = Annotated[Path | None, typer.Option("--pkcs12", exists=True, dir_okay=False, help="The key in a file.")]
Module = Annotated[str, typer.Option("--module", help="The PKCS#11 module of a token.")]
Token = Annotated[str, typer.Option("--token", help="The token's label.")]
KeyLabel = Annotated[str, typer.Option("--key", help="The key's label in the token.")]
Service = Annotated[str, typer.Option("--service", help="Instead: the address of a service that has the key.")]
Certificate = Annotated[
    Path | None, typer.Option("--certificate", exists=True, dir_okay=False, help="The certificate of a token's key.")
]


@app.command()
def add(
    folder: Folder,
    code: Annotated[str, typer.Argument(help="What the seal is called here: letters, digits, hyphens.")],
    department: Annotated[str, typer.Option(help="Whose seal it is, as EDU.")],
    registration: Annotated[str, typer.Option(help="The registration code on its arc.")],
    by: By,
    second: Second,
    organ: Annotated[str, typer.Option(help="The name on it; the department's by default.")] = "",
    pkcs12: Pkcs12 = None,
    module: Module = "",
    token: Token = "",
    key: KeyLabel = "",
    service: Service = "",
    certificate: Certificate = None,
    *,
    passwords_stdin: FromStdin = False,
    as_json: AsJson = False,
) -> None:
    """Register a department's seal with its key; the first person keeps it from now on, the second is witness."""
    with spoken(), _doors(folder) as doors:
        name = organ or doors.catalogues.department_name(department) or department
        new = NewSeal(code=code, department=department, organ=name, registration=registration)
        persons = _two(doors, by, second, from_stdin=passwords_stdin)
        # A name that no arc holds is refused before anything is kept.
        doors.seals.papers.trial(new.drawn)
        doors.register.require_new(new)
        where = service or TokenKey(module=module, token=token, key=key)
        kept = _key(doors, code, pkcs12, where, certificate, from_stdin=passwords_stdin)
        again = doors.register.add(new, kept, persons)
        value = {"seal": code, "valid_until": _day(kept.valid_until_ms), "sealed_again": again}
        tell(value, sentence("seal.added", language(), seal=code, again=again, by=by), as_json=as_json)


@app.command()
def renew(
    folder: Folder,
    code: Code,
    by: By,
    second: Second,
    pkcs12: Pkcs12 = None,
    module: Module = "",
    token: Token = "",
    key: KeyLabel = "",
    service: Service = "",
    certificate: Certificate = None,
    *,
    passwords_stdin: FromStdin = False,
    as_json: AsJson = False,
) -> None:
    """Let a seal sign with another key; what waited because the old one ran out is sealed then."""
    with spoken(), _doors(folder) as doors:
        doors.register.uses(code)
        persons = _two(doors, by, second, from_stdin=passwords_stdin)
        where = service or TokenKey(module=module, token=token, key=key)
        kept = _key(doors, code, pkcs12, where, certificate, from_stdin=passwords_stdin)
        doors.register.renew(code, kept, persons)
        tell({"seal": code, "valid_until": _day(kept.valid_until_ms)}, code, as_json=as_json)


@app.command("list")
def list_seals(folder: Folder, *, as_json: AsJson = False) -> None:
    """List the seals with grants, custody and incidents, then what waits to be sealed and why."""
    with spoken(), _doors(folder) as doors:
        cards, waiting, lost = doors.register.everything(), doors.register.unfinished(), doors.register.lost()
        lines = [line for card in cards for line in _card(card)]
        of = doors.register.cases_of(one.case_id for one in waiting)
        lines += [_waiting(one, of.get(one.case_id)) for one in waiting]
        lines += [sentence("seal.lost", language(), department=whose, count=count) for whose, count in lost.items()]
        numbered = [{**asdict(one), "number": _number(of.get(one.case_id), one.case_id)} for one in waiting]
        tell({"seals": cards, "waiting": numbered, "lost": lost}, "\n".join(lines) or "no seals", as_json=as_json)


@app.command()
def grant(
    folder: Folder,
    code: Code,
    until: Annotated[datetime, typer.Option("--until", formats=["%Y-%m-%d"], help="The last day.")],
    by: By,
    since: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day.")] = None,
    matters: Annotated[list[str] | None, typer.Option("--matter", help="A matter; all of them by default.")] = None,
    holder: Annotated[str, typer.Option("--to", help="Whose decisions: an account; all of the department.")] = "*",
    *,
    passwords_stdin: FromStdin = False,
    as_json: AsJson = False,
) -> None:
    """Grant the use of a seal for decisions; only who keeps it can."""
    with spoken(), _doors(folder) as doors:
        _ask(doors, by, from_stdin=passwords_stdin)
        first = since.date() if since else legal_day(SystemClock().now())
        new = NewGrant(seal=code, holder=holder, matters=tuple(matters or ("*",)), from_day=first, to_day=until.date())
        made = doors.register.grant(new, by)
        tell({"grant": made}, made, as_json=as_json)


@app.command("revoke-grant")
def revoke_grant(
    folder: Folder,
    which: Annotated[str, typer.Argument(help="The grant, as `list` shows it.")],
    by: By,
    *,
    as_json: AsJson = False,
) -> None:
    """End a grant at once."""
    with spoken(), _doors(folder) as doors:
        doors.people.require(by)
        doors.register.revoke_grant(which, by)
        tell({"revoked": which}, which, as_json=as_json)


@app.command("hand-over")
def hand_over(
    folder: Folder,
    code: Code,
    by: Annotated[str, typer.Option("--from", help="Who keeps the seal and gives it.")],
    second: Annotated[str, typer.Option("--to", help="Who takes it.")],
    reason: Why,
    *,
    passwords_stdin: FromStdin = False,
    as_json: AsJson = False,
) -> None:
    """Let a seal change hands; both persons give their passwords."""
    with spoken(), _doors(folder) as doors:
        doors.register.hand_over(code, _two(doors, by, second, from_stdin=passwords_stdin), reason)
        tell({"seal": code, "custodian": second}, second, as_json=as_json)


@app.command()
def suspend(folder: Folder, code: Code, reason: Why, by: By, *, as_json: AsJson = False) -> None:
    """Stop the use of a seal; decisions are taken all the same and sealed once it is resumed."""
    with spoken(), _doors(folder) as doors:
        doors.people.require(by)
        doors.register.suspend(code, reason, by)
        tell({"seal": code, "state": "suspended"}, code, as_json=as_json)


@app.command()
def incident(folder: Folder, code: Code, reason: Why, by: By, *, as_json: AsJson = False) -> None:
    """Note that a seal or its key was lost or misused; it is not used until that is settled."""
    with spoken(), _doors(folder) as doors:
        doors.people.require(by)
        doors.register.incident(code, reason, by)
        tell({"seal": code, "state": "incident"}, code, as_json=as_json)


@app.command()
def resume(
    folder: Folder,
    code: Code,
    reason: Why,
    by: By,
    second: Second,
    *,
    passwords_stdin: FromStdin = False,
    as_json: AsJson = False,
) -> None:
    """Let a seal be used again; both persons give their passwords. What waited is sealed by the running server."""
    with spoken(), _doors(folder) as doors:
        doors.register.resume(code, _two(doors, by, second, from_stdin=passwords_stdin), reason)
        tell({"seal": code, "state": "in_use"}, code, as_json=as_json)


@app.command()
def retire(
    folder: Folder,
    code: Code,
    reason: Why,
    by: By,
    second: Second,
    *,
    passwords_stdin: FromStdin = False,
    as_json: AsJson = False,
) -> None:
    """End a seal for good, as when another was engraved; its register stays."""
    with spoken(), _doors(folder) as doors:
        doors.register.retire(code, _two(doors, by, second, from_stdin=passwords_stdin), reason)
        tell({"seal": code, "state": "retired"}, code, as_json=as_json)


@app.command()
def uses(folder: Folder, code: Code, *, as_json: AsJson = False) -> None:
    """List every use of a seal and check the registers: exit code 5 if a number is missing or anything was altered."""
    with spoken(), _doors(folder) as doors:
        found, differs = doors.register.uses(code), doors.register.check()
        of = doors.register.cases_of(use.record.case for use in found)
        lines = [_use(use, of.get(use.record.case)) for use in found] + [f"{one.use}: {one.what}" for one in differs]
        total = f"{len(found)} uses, {len(differs)} differences"
        tell({"uses": found, "differences": differs}, "\n".join([*lines, total]), as_json=as_json)
        if differs:
            raise typer.Exit(DIFFERENCES)


# --- in common --------------------------------------------------------------------------------------------------------


@contextmanager
def _doors(folder: Path) -> Iterator[Doors]:
    settings = settings_of(folder)
    with store_of(settings) as store:
        yield build_doors(settings, store, SystemClock())


def _two(doors: Doors, first: str, second: str, *, from_stdin: bool) -> Two:
    """Return two persons who gave their passwords."""
    if first == second:
        raise RuleBroken("seal.two_persons")
    for person in (first, second):
        _ask(doors, person, from_stdin=from_stdin)
    return first, second


def _ask(doors: Doors, person: str, *, from_stdin: bool) -> None:
    doors.people.confirm(person, _secret(sentence("seal.password", language(), person=person), from_stdin=from_stdin))


def _secret(question: str, *, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise RuleBroken("seal.persons_how")
    return getpass.getpass(question)


def _key(
    doors: Doors,
    code: str,
    file: Path | None,
    where: str | TokenKey,
    certificate: Path | None,
    *,
    from_stdin: bool,
) -> Key:
    """Take a key into keeping: a file, or by where it is in a token or at a service."""
    elsewhere = bool(where) if isinstance(where, str) else bool(where.module and where.token and where.key)
    if elsewhere == (file is not None) or (elsewhere and certificate is None):
        raise RuleBroken("seal.key_how")
    opens = _secret(sentence("seal.passphrase", language()), from_stdin=from_stdin)
    if file is not None:
        return doors.seals.keys.keep_file(code, file.read_bytes(), opens)
    names = certificate.read_bytes() if certificate else b""
    if isinstance(where, str):
        return doors.seals.keys.keep_service(code, where, opens, names)
    return doors.seals.keys.keep_token(code, where, opens, names)


def _card(card: SealCard) -> Iterator[str]:
    seal = card.seal
    where = f"kept by {seal.custodian}, valid until {_day(seal.valid_until_ms)}, {seal.uses} uses"
    yield f"{seal.code}  {seal.state}  {seal.department}  {seal.organ} {seal.registration}  {where}"
    yield from map(_grant, card.grants)
    if card.seal.state != SealState.RETIRED and all(row.revoked_ms for row in card.grants):
        yield f"  {sentence('seal.no_grant', language(), seal=card.seal.code)}"
    yield from map(_incident, card.incidents)


def _grant(row: GrantRow) -> str:
    ended = f", revoked by {row.revoked_by}" if row.revoked_ms else ""
    return f"  grant {row.id}  to {row.holder} for {row.matters}, {row.from_day} to {row.to_day}{ended}"


def _incident(row: Incident) -> str:
    ended = f", ended by {row.ended_by}: {row.ended}" if row.ended_ms else ""
    return f"  {row.kind} {_day(row.at_ms)} by {row.reported_by}: {row.text}{ended}"


def _waiting(paper: Owed, of: Case | None) -> str:
    details = {"seal": paper.department, "matter": of.matter if of else "-", "why": "-"}
    why = f"[{paper.why}] {sentence(paper.why, language(), **details)}" if paper.why else ""
    since = from_ms(paper.since_ms).astimezone(CHINA)
    return f"{paper.state} since {since:%m-%d %H:%M}  {paper.paper} of {_number(of, paper.case_id)}  {why}".rstrip()


def _number(of: Case | None, case_id: str) -> str:
    """Return what people call a case; its id where the case is not here any more."""
    return of.number if of else case_id


def _use(use: Use, of: Case | None) -> str:
    record = use.record
    at = from_ms(record.at_ms).astimezone(CHINA)
    what = f"{record.paper} of {_number(of, record.case)}, approved by {record.approved_by}"
    return f"{record.name}  {at:%Y-%m-%d %H:%M}  {use.state}  {what}  {record.document_sha256[:8]}"


def _day(ms: int) -> date:
    return legal_day(from_ms(ms))
