"""Acts on cases: each takes a form as JSON (`--form FILE`, or `-` for standard input) and gives the case back."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from counter_app.changes import Done
from counter_app.counterctl.console import STDIN, Console, read_form
from counter_app.counterctl.views import Acted, CaseLine, JobLine
from counter_app.desk import (
    accept,
    attach,
    correct,
    deliver,
    hand_over,
    issue,
    labels,
    refuse,
    supplement,
    take_in,
    undo,
    urge,
    withdraw,
)
from counter_app.desk.bench import Desk
from counter_app.desk.find import find_one
from counter_app.desk.forms import (
    AcceptReceivedForm,
    ApplicationForm,
    AttachForm,
    BringForm,
    CorrectForm,
    DeliverForm,
    Form,
    HandOverForm,
    IssueForm,
    LabelsForm,
    MailDeliveredForm,
    MailForm,
    NotRequiredForm,
    RefuseForm,
    SupplementForm,
    UrgeForm,
    WithdrawForm,
)
from counter_app.desk.give_notice import give_notice
from counter_app.desk.paper_intake import name_for, read_file, taken_in
from counter_app.main import Workplace
from counter_app.store.cases import Projected
from printing.drivers.driver import Outcome

AnyForm = TypeVar("AnyForm", bound=Form)
FormFile = Annotated[str, typer.Option("--form", help="The form as JSON; - for standard input.")]
ToPrint = Annotated[bool, typer.Option("--print/--no-print", help="Bring the papers out at once, or leave them owed.")]
CaseName = Annotated[str, typer.Argument(help="Whatever finds the case: number, slip, label, id.")]


def add(app: typer.Typer) -> None:
    """Add the acts to the command line."""
    for command in (
        accept_case,
        accept_received,
        receive,
        ask_supplement,
        bring,
        refuse_case,
        not_required,
        withdraw_case,
        attach_scan,
        hand_over_papers,
        issue_result,
        deliver_result,
        mail_result,
        mail_arrived,
        tell_applicant,
        courier_sheet,
        collection_sheet,
        urge_department,
        correct_details,
        undo_act,
        label_originals,
    ):
        app.command(_NAMES[command.__name__])(command)


_NAMES = {
    "accept_case": "accept",
    "accept_received": "accept-received",
    "receive": "receive",
    "ask_supplement": "supplement",
    "bring": "bring",
    "refuse_case": "refuse",
    "not_required": "not-required",
    "withdraw_case": "withdraw",
    "attach_scan": "attach",
    "hand_over_papers": "hand-over",
    "issue_result": "issue",
    "deliver_result": "deliver",
    "mail_result": "mail",
    "mail_arrived": "mail-delivered",
    "tell_applicant": "give-notice",
    "courier_sheet": "courier-sheet",
    "collection_sheet": "collection-sheet",
    "urge_department": "urge",
    "correct_details": "correct",
    "undo_act": "undo",
    "label_originals": "labels",
}


def _act(
    context: typer.Context,
    source: str,
    kind: type[AnyForm],
    act: Callable[[Desk, AnyForm], Done[Projected]],
    *,
    to_print: bool = True,
) -> None:
    console: Console = context.obj
    with console.desk() as workplace:
        done = act(workplace.desk, read_form(workplace, source, kind))
        tell_case(console, workplace, done.value, to_print=to_print)


def tell_case(console: Console, workplace: Workplace, projected: Projected, *, to_print: bool) -> None:
    """Print what an act owes and give out the case as it then is."""
    prints = console.papers_of_act(workplace, wanted=to_print)
    line = CaseLine.of(projected, workplace.desk.calendar)
    acted = Acted(line, prints)
    due = line.due_on.isoformat() if line.due_on else "-"
    console.tell(workplace, acted, "ctl.acted", number=line.number, stage=line.stage, due=due, papers=_papers(prints))


def _papers(prints: tuple[JobLine, ...]) -> str:
    return ", ".join(f"{job.paper} {job.copy} ({job.state})" for job in prints) or "-"


def accept_case(context: typer.Context, form: FormFile = STDIN, *, to_print: ToPrint = True) -> None:
    """Open a case and accept it."""
    _act(context, form, ApplicationForm, accept.accept, to_print=to_print)


def accept_received(
    context: typer.Context,
    case: CaseName,
    *,
    commitment: Annotated[bool, typer.Option(help="The applicant signed for what follows later.")] = False,
    to_print: ToPrint = True,
) -> None:
    """Accept a case whose papers were received before."""
    console: Console = context.obj
    with console.desk() as workplace:
        found = find_one(workplace.desk, case).case.id
        done = accept.accept_received(workplace.desk, AcceptReceivedForm(case_id=found, commitment=commitment))
        tell_case(console, workplace, done.value, to_print=to_print)


def receive(context: typer.Context, form: FormFile = STDIN, *, to_print: ToPrint = True) -> None:
    """Take papers in without accepting."""
    _act(context, form, ApplicationForm, take_in.take_in, to_print=to_print)


def ask_supplement(context: typer.Context, form: FormFile = STDIN, *, to_print: ToPrint = True) -> None:
    """Tell the applicant everything that is missing."""
    _act(context, form, SupplementForm, supplement.request_supplement, to_print=to_print)


def bring(context: typer.Context, form: FormFile = STDIN) -> None:
    """Take in what the applicant brought later."""
    _act(context, form, BringForm, supplement.bring)


def refuse_case(context: typer.Context, form: FormFile = STDIN, *, to_print: ToPrint = True) -> None:
    """Decide not to accept a case."""
    _act(context, form, RefuseForm, refuse.refuse, to_print=to_print)


def not_required(context: typer.Context, form: FormFile = STDIN) -> None:
    """Say that no licence is needed."""
    _act(context, form, NotRequiredForm, refuse.not_required)


def withdraw_case(context: typer.Context, form: FormFile = STDIN) -> None:
    """State that the applicant withdrew."""
    _act(context, form, WithdrawForm, withdraw.withdraw)


def attach_scan(
    context: typer.Context,
    case: CaseName,
    material: Annotated[str, typer.Argument(help="The material's code in the catalogue.")],
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="PDF, JPEG, PNG or TIFF.")],
    title: str = "",
) -> None:
    """Attach a scanned paper to a case, drawn anew like every scan; an electronic signature in it does not survive."""
    console: Console = context.obj
    with console.desk() as workplace:
        found = find_one(workplace.desk, case).case.id
        made = taken_in(workplace.desk, (read_file(file),))
        name = name_for(file.name, made)
        form = AttachForm(case_id=found, material=material, name=name, pages=made.pages, title=title)
        done = attach.attach(workplace.desk, form, made.content)
        tell_case(console, workplace, done.value, to_print=False)


def hand_over_papers(context: typer.Context, form: FormFile = STDIN, *, to_print: ToPrint = True) -> None:
    """Hand originals over to a department on a numbered sheet."""
    console: Console = context.obj
    with console.desk() as workplace:
        sheet = hand_over.hand_over(workplace.desk, read_form(workplace, form, HandOverForm)).value
        prints = console.papers_of_act(workplace, wanted=to_print)
        value = {"sheet": sheet, "prints": prints}
        console.tell(workplace, value, "ctl.handed_over", sheet=sheet, papers=_papers(prints))


def issue_result(
    context: typer.Context,
    case: CaseName,
    blank: Annotated[str, typer.Option(help="The number of the blank, if a numbered one is used.")] = "",
    *,
    unsealed: Annotated[
        bool, typer.Option("--unsealed", help="Do not wait for the sealed paper; it is stamped by hand then.")
    ] = False,
    to_print: ToPrint = True,
) -> None:
    """Print the result at the window."""
    console: Console = context.obj
    with console.desk() as workplace:
        form = IssueForm(case_id=find_one(workplace.desk, case).case.id, blank_number=blank, unsealed=unsealed)
        done = issue.issue(workplace.desk, form, workplace.printer.studio())
        tell_case(console, workplace, done.value, to_print=to_print)


def deliver_result(context: typer.Context, form: FormFile = STDIN) -> None:
    """Hand the result to a collector whose identity was compared."""
    _act(context, form, DeliverForm, deliver.deliver)


def mail_result(context: typer.Context, form: FormFile = STDIN) -> None:
    """Give the result to a courier."""
    _act(context, form, MailForm, deliver.mail)


def mail_arrived(context: typer.Context, form: FormFile = STDIN) -> None:
    """State that the courier delivered the result."""
    _act(context, form, MailDeliveredForm, deliver.mail_delivered)


def urge_department(
    context: typer.Context,
    case: CaseName,
    reason: Annotated[str, typer.Option(help="Why, or what the applicant asked.")] = "",
) -> None:
    """Urge the department that has a case."""
    console: Console = context.obj
    with console.desk() as workplace:
        form = UrgeForm(case_id=find_one(workplace.desk, case).case.id, reason=reason)
        tell_case(console, workplace, urge.urge(workplace.desk, form).value, to_print=False)


def correct_details(context: typer.Context, form: FormFile = STDIN, *, to_print: ToPrint = True) -> None:
    """Put right what was entered wrongly: the form holds all details as they should be, and the reason."""
    _act(context, form, CorrectForm, correct.correct, to_print=to_print)


def undo_act(context: typer.Context, case: CaseName) -> None:
    """Take back an application that this window opened by mistake, as long as nothing followed."""
    console: Console = context.obj
    with console.desk() as workplace:
        undone = undo.undo(workplace.desk, find_one(workplace.desk, case).case.id).value
        line = CaseLine.of(undone.case, workplace.desk.calendar)
        value = {"case": line, "printed": undone.printed}
        console.tell(workplace, value, "ctl.undone", number=line.number, count=undone.printed)


def tell_applicant(context: typer.Context, case: CaseName, *, to_print: ToPrint = True) -> None:
    """Print what the applicant must be told in writing: special procedures and extensions that a department stated."""
    console: Console = context.obj
    with console.desk() as workplace:
        done = give_notice(workplace.desk, find_one(workplace.desk, case).case.id)
        tell_case(console, workplace, done.value, to_print=to_print)


def courier_sheet(
    context: typer.Context, carrier: Annotated[str, typer.Argument(help="As it was mailed; none prints all.")] = ""
) -> None:
    """Print the sheets for what carriers take along."""
    _sheet(context, lambda workplace: workplace.print_courier_sheets(carrier))


def collection_sheet(context: typer.Context) -> None:
    """Print the sheet of what was handed out at this window today."""
    _sheet(context, lambda workplace: workplace.print_collection_sheet())


def _sheet(context: typer.Context, act: Callable[[Workplace], Outcome]) -> None:
    console: Console = context.obj
    with console.desk() as workplace:
        outcome = act(workplace)
        console.tell(workplace, {"result": outcome.result.value}, "ctl.sheet_sent", result=outcome.result.value)


def label_originals(
    context: typer.Context,
    case: CaseName,
    reason: Annotated[str, typer.Option(help="Why they are printed once more.")] = "",
    *,
    to_print: ToPrint = True,
) -> None:
    """Print the labels of the originals that were taken."""
    console: Console = context.obj
    with console.desk() as workplace:
        form = LabelsForm(case_id=find_one(workplace.desk, case).case.id, reason=reason)
        done = labels.print_labels(workplace.desk, form)
        tell_case(console, workplace, done.value, to_print=to_print)
