"""Free seal sets of new bodies: `counterctl seal-sets order | file | engrave | hand-out CASE`."""

from pathlib import Path
from typing import Annotated

import typer

from casework.seal_facts import SealKind
from casework.sentences import sentence
from counter_app.counterctl.acts import CaseName, ToPrint
from counter_app.counterctl.console import Console
from counter_app.counterctl.sealing import seals
from counter_app.desk import seal_sets as desk_sets
from counter_app.desk.find import find_one
from counter_app.desk.forms import FileSealsForm, HandSealsForm, OrderSealsForm
from counter_app.desk.paper_intake import cards_taken_in
from counter_app.main import Workplace
from counter_app.store.cases import Projected

sets = typer.Typer(
    name="seal-sets",
    help="The free seals of a new body, from the order to who collects them. What this window keeps: `seals`.",
    no_args_is_help=True,
)


def add(app: typer.Typer) -> None:
    """Add these commands to the command line; `seals` still knows them, unlisted, for scripts of before."""
    app.add_typer(sets)
    for command in sets.registered_commands:
        if command.callback is not None:
            seals.command(command.name, hidden=True)(command.callback)


def _tell(console: Console, workplace: Workplace, projected: Projected, *, to_print: bool) -> None:
    prints = console.papers_of_act(workplace, wanted=to_print)
    kept = projected.case.seal_set
    if kept is None:
        return
    said = sentence(
        "ctl.seals",
        console.language(workplace),
        name=kept.name,
        step=kept.step.value,
        count=len(kept.pieces),
        maker=kept.maker,
        filing=kept.filing_number or "-",
    )
    console.tell_lines({"case": projected.case.number, "seals": kept, "prints": prints}, [said])


@sets.command("order")
def order_set(
    context: typer.Context,
    case: CaseName,
    maker: Annotated[str, typer.Option(help="Who engraves.")],
    kind: Annotated[list[SealKind] | None, typer.Option(help="Each seal; the usual three if none is named.")] = None,
    name: Annotated[str, typer.Option(help="The body's name, if it is not the applicant's.")] = "",
    uscc: Annotated[str, typer.Option(help="Its credit code, if it is not the applicant's.")] = "",
    representative: Annotated[str, typer.Option(help="The name on the representative's seal.")] = "",
    *,
    to_print: ToPrint = True,
) -> None:
    """Order the set; the order with its proofs is printed."""
    console: Console = context.obj
    with console.desk() as workplace:
        found = find_one(workplace.desk, case).case.id
        form = OrderSealsForm(case_id=found, maker=maker, name=name, uscc=uscc, representative=representative)
        if kind:
            form = OrderSealsForm(
                case_id=found, maker=maker, kinds=tuple(kind), name=name, uscc=uscc, representative=representative
            )
        _tell(console, workplace, desk_sets.order(workplace.desk, form).value, to_print=to_print)


@sets.command("file")
def file_set(
    context: typer.Context,
    case: CaseName,
    filing: Annotated[str, typer.Argument(help="The police's filing number.")],
    codes: Annotated[list[str], typer.Argument(help="The code of each seal, in the order's order.")],
) -> None:
    """State the police's filing."""
    console: Console = context.obj
    with console.desk() as workplace:
        form = FileSealsForm(case_id=find_one(workplace.desk, case).case.id, filing_number=filing, codes=tuple(codes))
        _tell(console, workplace, desk_sets.file(workplace.desk, form).value, to_print=False)


@sets.command("engrave")
def engrave_set(
    context: typer.Context,
    case: CaseName,
    cards: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, help="Scans of the impression cards.")],
) -> None:
    """State that the seals came, with the scans of their impression cards."""
    console: Console = context.obj
    with console.desk() as workplace:
        found = find_one(workplace.desk, case).case.id
        scans = cards_taken_in(workplace.desk, cards)
        _tell(console, workplace, desk_sets.engrave(workplace.desk, found, scans).value, to_print=False)


@sets.command("hand-out")
def hand_out_set(
    context: typer.Context,
    case: CaseName,
    collector: str = "",
    collector_id: str = "",
    waybill: Annotated[str, typer.Option(help="Mailed under this waybill, instead of collected.")] = "",
    *,
    authorised: Annotated[bool, typer.Option(help="A written authority lies in the file.")] = False,
    to_print: ToPrint = True,
) -> None:
    """Hand the set to a collector, or state that it was mailed."""
    console: Console = context.obj
    with console.desk() as workplace:
        form = HandSealsForm(
            case_id=find_one(workplace.desk, case).case.id,
            collector=collector,
            collector_id=collector_id,
            authorised=authorised,
            waybill=waybill,
        )
        _tell(console, workplace, desk_sets.hand_out(workplace.desk, form).value, to_print=to_print)
