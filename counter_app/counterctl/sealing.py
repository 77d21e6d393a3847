"""Seals: the register kept at this window, and whether a paper is still what was sealed."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from casework.clock import SystemClock, wall_ms
from casework.contract import ClerkCard
from casework.errors import RuleBroken, Trouble
from casework.seal_rules import ANY, SealState
from casework.sentences import Lang, sentence
from counter_app.counterctl.console import NOT_WHOLE, Console
from counter_app.counterctl.machine import asked_password
from counter_app.counterctl.views import moment
from counter_app.desk import seal_custody
from counter_app.main import Workplace
from counter_app.store.seals import Custody, StoredSeal

if TYPE_CHECKING:
    from printing.seals.verification import Verdict

seals = typer.Typer(
    name="seals",
    help="The seals kept at this window: custody, keys, every use. New bodies' own seals: `seal-sets`.",
    no_args_is_help=True,
)

Code = Annotated[str, typer.Argument(help="The registration code on the seal.")]
Second = Annotated[str, typer.Option("--second", help="The work number of the second person.")]
SecondPassword = Annotated[
    Path | None,
    typer.Option(exists=True, dir_okay=False, help="A file with the second person's password; else it is asked for."),
]
Why = Annotated[str, typer.Option("--note", help="What happened, in a sentence.")]
_DAYS = ["%Y-%m-%d"]


def add(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(seals)
    app.command("verify-paper")(verify_paper)


@dataclass(frozen=True, slots=True, kw_only=True)
class SealLine:
    """A seal in a list."""

    code: str
    name: str
    department: str
    state: str
    custodian: str
    key: str
    valid_until: str
    uses: int
    register_broken_at: str

    @classmethod
    def of(cls, workplace: Workplace, seal: StoredSeal) -> "SealLine":
        """Return the line of a seal; its register of uses is checked."""
        last = workplace.store.seals.last(seal.code)
        return cls(
            code=seal.code,
            name=seal.name,
            department=seal.department,
            state=seal.state.value,
            custodian=seal.custodian,
            key=seal.key.partition(":")[0],
            valid_until=moment(seal.until_ms)[:10],
            uses=last.line if last else 0,
            register_broken_at=workplace.store.seals.broken_at(seal.code),
        )

    @property
    def details(self) -> dict[str, str | int]:
        """The fields of the sentence about it."""
        known = {name: value for name, value in asdict(self).items() if name != "code"}
        return known | {"seal": self.code, "key": self.key or "-", "valid_until": self.valid_until or "-"}


@seals.command("list")
def list_seals(context: typer.Context) -> None:
    """List the seals with their custodians, and check that no use is missing."""
    console: Console = context.obj
    with console.desk() as workplace:
        lines = [SealLine.of(workplace, seal) for seal in workplace.store.seals.all()]
        lang = console.language(workplace)
        said = [sentence("ctl.seal", lang, **line.details) for line in lines]
        said += [
            sentence("ctl.seal_broken", lang, seal=line.code, use=line.register_broken_at)
            for line in lines
            if line.register_broken_at
        ]
        console.tell_lines({"seals": lines}, said or [sentence("ctl.no_seals", lang)])
        if any(line.register_broken_at for line in lines):
            raise typer.Exit(NOT_WHOLE)


@seals.command("register")
def register_seal(
    context: typer.Context,
    code: Code,
    department: Annotated[str, typer.Option(help="The department's code.")],
    key: Annotated[str, typer.Option(help="Where its key is: pkcs12:…, pkcs11:…, https://…; empty: none here.")] = "",
    certificate: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="Its certificate, PEM or DER.")
    ] = None,
    second: Second = "",
    second_password_file: SecondPassword = None,
) -> None:
    """Enter a department's acceptance seal, or give it a new key."""
    console: Console = context.obj
    with console.desk() as workplace:
        here = workplace.desk.catalogue.department(department)
        der, from_ms_, until_ms = _certificate(certificate)
        seal = StoredSeal(
            code=code,
            department=department,
            organ=here.name_zh,
            purpose=sentence("paper.acceptance_seal"),
            state=SealState.IN_USE,
            custodian=workplace.desk.clerk().code,
            key=key,
            certificate=der,
            from_ms=from_ms_,
            until_ms=until_ms,
        )
        made = seal_custody.register(workplace.desk, seal, _second(workplace, second, second_password_file))
        _tell(console, workplace, made)


def _certificate(path: Path | None) -> tuple[bytes, int, int]:
    if path is None:
        return b"", 0, 0
    from cryptography.x509 import load_der_x509_certificate  # noqa: PLC0415 - only here

    from printing.seals.keys import read_certificate  # noqa: PLC0415 - its libraries take 0.2 s

    der = read_certificate(path)
    found = load_der_x509_certificate(der)
    return der, wall_ms(found.not_valid_before_utc), wall_ms(found.not_valid_after_utc)


@seals.command("grant")
def grant_seal(
    context: typer.Context,
    code: Code,
    from_day: Annotated[datetime, typer.Option("--from", formats=_DAYS)],
    to_day: Annotated[datetime, typer.Option("--to", formats=_DAYS)],
    clerk: Annotated[str, typer.Option(help="A work number; else every clerk.")] = ANY,
    matter: Annotated[list[str] | None, typer.Option(help="Only these matters; else all of the department.")] = None,
) -> None:
    """Let a seal be put on finished notices by rule, from one day to another."""
    console: Console = context.obj
    with console.desk() as workplace:
        days: tuple[date, date] = from_day.date(), to_day.date()
        seal_custody.grant(workplace.desk, code, clerk, frozenset(matter or [ANY]), *days)
        _tell(console, workplace, seal_custody.seal_of(workplace.desk, code))


@seals.command("suspend")
def suspend(
    context: typer.Context, code: Code, note: Why, second: Second, second_password_file: SecondPassword = None
) -> None:
    """Stop a seal for a while."""
    _step(context, code, Custody.SUSPENDED, note, second, second_password_file)


@seals.command("resume")
def resume(
    context: typer.Context, code: Code, note: Why, second: Second, second_password_file: SecondPassword = None
) -> None:
    """Take a stopped seal into use again."""
    _step(context, code, Custody.RESUMED, note, second, second_password_file)


@seals.command("retire")
def retire(
    context: typer.Context, code: Code, note: Why, second: Second, second_password_file: SecondPassword = None
) -> None:
    """End a seal for good."""
    _step(context, code, Custody.RETIRED, note, second, second_password_file)


@seals.command("report")
def report(
    context: typer.Context,
    code: Code,
    what: Annotated[Custody, typer.Argument(help="lost or misused.")],
    note: Why,
    second: Second,
    second_password_file: SecondPassword = None,
) -> None:
    """State that a seal was lost or misused; it stops at once and its certificate is no longer trusted."""
    if what not in {Custody.LOST, Custody.MISUSED}:
        raise typer.BadParameter(what.value)
    _step(context, code, what, note, second, second_password_file)


@seals.command("hand-over")
def hand_over(context: typer.Context, code: Code, second: Second, second_password_file: SecondPassword = None) -> None:
    """Give a seal from who is signed in to the second person."""
    console: Console = context.obj
    with console.desk() as workplace:
        taker = _second(workplace, second, second_password_file)
        _tell(console, workplace, seal_custody.hand_over(workplace.desk, code, taker))


@seals.command("uses")
def show_uses(context: typer.Context, code: Code) -> None:
    """Show every use of a seal, and what was done with it."""
    console: Console = context.obj
    with console.desk() as workplace:
        lang = console.language(workplace)
        seal = seal_custody.seal_of(workplace.desk, code)
        found = [
            {
                "use": use.record.name,
                "at": moment(use.record.at_ms),
                "outcome": use.outcome.value,
                "paper": use.record.paper,
                "document": use.record.document_sha256,
                "clerk": use.record.requested_by,
                "why": use.why,
            }
            for use in workplace.store.seals.uses(code)
        ]
        kept = [
            {
                "at": moment(line.at_ms),
                "what": line.what.value,
                "first": line.first,
                "second": line.second,
                "note": line.note,
            }
            for line in workplace.store.seals.custody(code)
        ]
        lines = [
            f"  {one['use']} {one['at']} {one['outcome']} {one['paper']} {_why(one['why'], seal, lang)}"
            for one in found
        ]
        lines += [f"  {one['at']} {one['what']} {one['first']} + {one['second']} {one['note']}" for one in kept]
        console.tell_lines({"uses": found, "custody": kept}, [seal.name, *lines])


def _why(code: str, seal: StoredSeal, lang: Lang) -> str:
    return sentence("seal.left_to_hand", lang, why=code, seal=seal.name) if code else ""


def verify_paper(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The PDF.")],
    trust: Annotated[
        list[Path] | None,
        typer.Option(exists=True, dir_okay=False, help="A trusted certificate; else those of the seals kept here."),
    ] = None,
) -> None:
    """Say whether a paper is still what was sealed, by whom and when: 0 if so, 5 if not."""
    console: Console = context.obj
    if trust:
        with console.settings() as settings:
            verdict = _verified(file, tuple(trust), None)
            _say_verdict(console, console.lang or settings.language, verdict)
        return
    with console.desk() as workplace:
        _say_verdict(console, console.language(workplace), _verified(file, (), workplace))


def _verified(file: Path, trust: tuple[Path, ...], workplace: Workplace | None) -> "Verdict":
    from printing.seals.keys import read_certificate  # noqa: PLC0415 - its libraries take 0.2 s
    from printing.seals.verification import verify  # noqa: PLC0415 - see above

    try:
        content = file.read_bytes()
        roots = tuple(read_certificate(path) for path in trust)
    except OSError as error:
        raise Trouble("seal.paper_unreadable", path=str(file), why=error.strerror or "") from error
    if workplace is None:
        return verify(content, roots, now=SystemClock().now())
    desk = workplace.desk
    return verify(
        content, seal_custody.trusted_here(desk), now=desk.clock.now(), revoked=seal_custody.revoked_here(desk)
    )


def _say_verdict(console: Console, lang: Lang, verdict: "Verdict") -> None:
    at = verdict.stamped_at or verdict.at
    said = sentence(
        verdict.code,
        lang,
        organ=verdict.organ,
        field=verdict.use,
        at=moment(wall_ms(at)) if at else "-",
        reason=verdict.reason,
    )
    console.tell_lines({"code": verdict.code, "sentence": said, **asdict(verdict)}, [said])
    if verdict.code != "seal.verdict_good":
        raise typer.Exit(NOT_WHOLE)


def _step(context: typer.Context, code: str, what: Custody, note: str, second: str, password_file: Path | None) -> None:
    console: Console = context.obj
    with console.desk() as workplace:
        person = _second(workplace, second, password_file)
        _tell(console, workplace, seal_custody.step(workplace.desk, code, what, person, note))


def _second(workplace: Workplace, code: str, password_file: Path | None) -> ClerkCard:
    if not code.strip():
        raise RuleBroken("seal.two_persons")
    return workplace.second_person(code, asked_password(password_file))


def _tell(console: Console, workplace: Workplace, seal: StoredSeal) -> None:
    line = SealLine.of(workplace, seal)
    console.tell(workplace, line, "ctl.seal", **line.details)
