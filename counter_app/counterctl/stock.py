"""Numbered blanks and certificates printed once more: `counterctl stock …`, `reissue`, `replace`.

A second person names their work number; the password is asked for, or read from a file.
"""

from pathlib import Path
from typing import Annotated

import typer

from casework.blanks import Box
from casework.contract import ClerkCard
from casework.sentences import sentence
from counter_app.counterctl.acts import CaseName, ToPrint, tell_case
from counter_app.counterctl.console import Console
from counter_app.counterctl.machine import asked_password
from counter_app.desk import blanks, reissue
from counter_app.desk.find import find_one
from counter_app.desk.forms import HandBoxForm, LoseBlanksForm, NumberForm, ReceiveBlanksForm, ReissueForm, ReplaceForm
from counter_app.main import Workplace

stock = typer.Typer(name="stock", help="Numbered certificate blanks.", no_args_is_help=True)

Number = Annotated[str, typer.Argument(help="A blank's number.")]
Reason = Annotated[str, typer.Option(help="What happened.")]
Second = Annotated[str, typer.Option("--second", help="The work number of the second person.")]
Kind = Annotated[str, typer.Option(help="The certificate, where two kinds bear the same numbers.")]
PasswordFile = Annotated[
    Path | None, typer.Option(exists=True, dir_okay=False, help="The second person's password; else it is asked for.")
]


def add(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(stock)
    app.command("reissue")(reissue_certificate)
    app.command("replace")(replace_certificate)


def _figures(box: Box) -> dict[str, object]:
    balance = {name: getattr(box.balance, name) for name in box.balance.__slots__}
    return {
        "box": f"{box.kind} {box.first} - {box.last} {box.window}",
        **balance,
        "next": box.next_number or "-",
        "clashes": list(box.clashes),
    }


def _line(console: Console, workplace: Workplace, box: Box) -> list[str]:
    lang = console.language(workplace)
    figures = {name: value for name, value in _figures(box).items() if isinstance(value, str | int)}
    lines = [sentence("ctl.stock_box", lang, **figures)]
    return lines + [sentence("ctl.stock_clash", lang, what=clash) for clash in box.clashes]


def _tell(console: Console, workplace: Workplace, box: Box) -> None:
    console.tell_lines(_figures(box), _line(console, workplace, box))


def _second(workplace: Workplace, code: str, file: Path | None) -> ClerkCard:
    return workplace.second_person(code, asked_password(file))


@stock.command("list")
def list_boxes(context: typer.Context) -> None:
    """Show every box of the hall and how many blanks are where."""
    console: Console = context.obj
    with console.desk() as workplace:
        boxes = workplace.store.blanks.all()
        lines = [line for box in boxes for line in _line(console, workplace, box)]
        empty = [sentence("ctl.stock_empty", console.language(workplace))]
        console.tell_lines([_figures(box) for box in boxes], lines or empty)


@stock.command("receive")
def receive_box(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(help="The certificate the blanks are for, or a part of its name.")],
    first: Number,
    last: Number,
    from_whom: Annotated[str, typer.Option("--from", help="Who sent the box.")] = "",
) -> None:
    """Receive a box of blanks."""
    console: Console = context.obj
    with console.desk() as workplace:
        form = ReceiveBlanksForm(kind=kind, first=first, last=last, from_whom=from_whom)
        _tell(console, workplace, blanks.receive(workplace.desk, form).value)


@stock.command("void")
def void_blank(
    context: typer.Context,
    number: Number,
    reason: Reason,
    second: Second,
    kind: Kind = "",
    password_file: PasswordFile = None,
) -> None:
    """State with a second person that a blank is void."""
    console: Console = context.obj
    with console.desk() as workplace:
        by = _second(workplace, second, password_file)
        form = NumberForm(number=number, reason=reason, kind=kind)
        _tell(console, workplace, blanks.spoil(workplace.desk, form, by).value)


@stock.command("lose")
def lose_blanks(
    context: typer.Context,
    first: Number,
    reason: Reason,
    second: Second,
    last: Annotated[str, typer.Option(help="The last number, if several are missing.")] = "",
    kind: Kind = "",
    password_file: PasswordFile = None,
) -> None:
    """State with a second person that blanks are missing."""
    console: Console = context.obj
    with console.desk() as workplace:
        by = _second(workplace, second, password_file)
        form = LoseBlanksForm(first=first, last=last, reason=reason, kind=kind)
        _tell(console, workplace, blanks.lose(workplace.desk, form, by).value)


@stock.command("hand")
def hand_box(
    context: typer.Context,
    number: Number,
    counted: Annotated[int, typer.Option(help="How many blanks both of you counted.")],
    second: Second,
    to_window: Annotated[str, typer.Option(help="The window it goes to; this one if none is given.")] = "",
    kind: Kind = "",
    password_file: PasswordFile = None,
) -> None:
    """Hand what is left of a box to another person or window."""
    console: Console = context.obj
    with console.desk() as workplace:
        by = _second(workplace, second, password_file)
        form = HandBoxForm(number=number, counted=counted, to_window=to_window, kind=kind)
        _tell(console, workplace, blanks.hand_box(workplace.desk, form, by).value)


@stock.command("free")
def free_blank(context: typer.Context, number: Number, reason: Reason, kind: Kind = "") -> None:
    """Give a blank back that was reserved and not printed on."""
    console: Console = context.obj
    with console.desk() as workplace:
        form = NumberForm(number=number, reason=reason, kind=kind)
        _tell(console, workplace, blanks.free(workplace.desk, form).value)


def reissue_certificate(
    context: typer.Context, case: CaseName, reason: Reason = "", *, to_print: ToPrint = True
) -> None:
    """Print a certificate whose blank was voided on the next one."""
    console: Console = context.obj
    with console.desk() as workplace:
        form = ReissueForm(case_id=find_one(workplace.desk, case).case.id, reason=reason)
        done = reissue.reissue(workplace.desk, form, workplace.printer.studio())
        tell_case(console, workplace, done.value, to_print=to_print)


def replace_certificate(
    context: typer.Context,
    case: CaseName,
    reason: Reason,
    collector: Annotated[str, typer.Option(help="Who takes it.")],
    collector_id: Annotated[str, typer.Option(help="Their identity number.")],
    *,
    authorised: Annotated[bool, typer.Option(help="A written authority lies in the file.")] = False,
    to_print: ToPrint = True,
) -> None:
    """Print a replacement for a certificate that its holder lost."""
    console: Console = context.obj
    with console.desk() as workplace:
        form = ReplaceForm(
            case_id=find_one(workplace.desk, case).case.id,
            reason=reason,
            collector=collector,
            collector_id=collector_id,
            authorised=authorised,
        )
        done = reissue.replace(workplace.desk, form, workplace.printer.studio())
        tell_case(console, workplace, done.value, to_print=to_print)
