"""Looking: find, show, list, outbox. Nothing here changes anything."""

from datetime import datetime
from typing import Annotated

import typer

from casework.sentences import sentence
from counter_app.counterctl.acts import CaseName
from counter_app.counterctl.console import Console
from counter_app.counterctl.views import CaseLine, CaseSheet, moment
from counter_app.desk import find, show
from counter_app.store.search import Filter, Order
from counter_app.sync.status import outbox


def add(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("find")(find_cases)
    app.command("show")(show_case)
    app.command("list")(list_cases)
    app.command("outbox")(show_outbox)


def find_cases(
    context: typer.Context,
    text: Annotated[
        str, typer.Argument(help="Number, slip, label, waybill, credit code, ID, telephone, name, initials.")
    ],
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 50,
) -> None:
    """Find cases by whatever identifies them."""
    console: Console = context.obj
    with console.desk() as workplace:
        found = find.find(workplace.desk, text, limit)
        lines = [CaseLine.of(projected, workplace.desk.calendar) for projected in found.cases]
        value = {"kind": found.kind, "material": found.material, "cases": lines}
        lang = console.language(workplace)
        console.tell_lines(value, [line.words(lang) for line in lines] or [sentence("ctl.nothing_found", lang)])


def show_case(context: typer.Context, case: CaseName) -> None:
    """Show a case: its history, limits with reasons, and papers."""
    console: Console = context.obj
    with console.desk() as workplace:
        lang = console.language(workplace)
        view = show.show(workplace.desk, find.find_one(workplace.desk, case).case.id)
        sheet = CaseSheet.of(view, workplace.desk.calendar, lang)
        console.tell_lines(sheet, sheet.words(lang))


def list_cases(
    context: typer.Context,
    stage: Annotated[list[str] | None, typer.Option(help="Only these stages.")] = None,
    department: Annotated[list[str] | None, typer.Option(help="Only these departments.")] = None,
    due_until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Due on this day or before.")] = None,
    order: Annotated[Order, typer.Option(help="The column to sort by.")] = Order.DUE,
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 100,
    offset: Annotated[int, typer.Option(min=0)] = 0,
) -> None:
    """List cases, the soonest due first."""
    console: Console = context.obj
    with console.desk() as workplace:
        wanted = Filter(
            stages=tuple(stage or ()),
            departments=tuple(department or ()),
            due_until=due_until.date() if due_until else None,
        )
        page = workplace.store.search.page(wanted, order, offset=offset, limit=limit)
        lines = [CaseLine.of(projected, workplace.desk.calendar) for projected in page.rows]
        lang = console.language(workplace)
        console.tell_lines({"total": page.total, "cases": lines}, [line.words(lang) for line in lines])


def show_outbox(context: typer.Context) -> None:
    """Show what waits for the server and what it refused."""
    console: Console = context.obj
    with console.desk() as workplace:
        status = workplace.sync.status()
        items = outbox(workplace.store)
        lang = console.language(workplace)
        head = sentence(
            "ctl.outbox",
            lang,
            waiting=status.waiting,
            contested=status.contested,
            held=status.held,
            refused=status.refused,
            scans=status.blobs_waiting,
            contact=moment(status.contact.last_ok_ms) or "-",
        )
        lines = [f"  {item.seq:>6} {item.number:<26} {item.kind:<28} {item.state} {item.reason}" for item in items]
        console.tell_lines({"status": status, "items": items}, [head, *lines])
