"""The desk and its server: rounds, what waits and what was refused, and what a person does about it."""

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated

import msgspec
import typer
from rich.console import Console as Terminal
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bars

from casework.errors import RuleBroken, Trouble
from casework.fact import Fact
from casework.facts import CaseOpened
from casework.sentences import Lang, say, sentence
from counter_app.counterctl.console import Console, read_values, unknown_field
from counter_app.counterctl.views import CaseLine, moment
from counter_app.desk import amend
from counter_app.desk.forms import ApplicationForm
from counter_app.main import Workplace
from counter_app.sync.progress import Moment, Share
from counter_app.sync.report import RoundReport
from counter_app.sync.status import ItemState, OutboxItem, SyncStatus, set_aside

_WATCH_WAIT_S = 20.0
EventId = Annotated[str, typer.Argument(help="The record's id, as sync list shows it.")]

sync = typer.Typer(
    help="Send what waits and fetch what is new; see what was refused and put it right.",
    invoke_without_command=True,
    no_args_is_help=False,
)


def add(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    sync.callback()(plain_sync)
    for name, command in _COMMANDS.items():
        sync.command(name)(command)
    app.add_typer(sync, name="sync")


def plain_sync(
    context: typer.Context,
    *,
    watch: Annotated[bool, typer.Option(help="Go on until interrupted.")] = False,
) -> None:
    """Do a round with the server: send what waits, fetch what is new."""
    if context.invoked_subcommand is not None:
        return
    console: Console = context.obj
    with console.desk() as workplace:
        if watch:
            _watch(console, workplace)
        else:
            _tell_round(console, workplace, workplace.sync.run())


def sync_now(context: typer.Context) -> None:
    """Do a round at once, whatever failed before, and show how far it is."""
    console: Console = context.obj
    with console.desk() as workplace:
        workplace.sync.retry_now()
        with _bars(console, workplace):
            report = workplace.sync.run()
        _tell_round(console, workplace, report)


def sync_status(context: typer.Context) -> None:
    """Say what waits, when the server was last there, what went wrong, and how clock and disk stand."""
    console: Console = context.obj
    with console.desk() as workplace:
        status = workplace.sync.status()
        stream = workplace.store.journal.stream()
        value = {"status": status, "epoch": stream.epoch if stream else "", "head": stream.head if stream else 0}
        console.tell_lines(value, _status_lines(status, stream.epoch if stream else "-", console.language(workplace)))


def sync_list(
    context: typer.Context,
    state: Annotated[list[ItemState] | None, typer.Option(help="Only these states.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 500,
) -> None:
    """List every record that waits, needs a person or was set aside, with its reason and what to do."""
    console: Console = context.obj
    with console.desk() as workplace:
        lang = console.language(workplace)
        items = [item for item in workplace.sync.outbox(limit) if not state or item.state in state]
        lines = [line for item in items for line in _item_lines(item, lang)]
        console.tell_lines({"items": items}, lines or [sentence("ctl.nothing_found", lang)])


def sync_retry(context: typer.Context, event: Annotated[str, typer.Argument(help="One record, or all.")] = "") -> None:
    """Try again at once; of one that was held or refused, ask what has become of it."""
    console: Console = context.obj
    with console.desk() as workplace:
        workplace.sync.retry_now(event)
        _tell_round(console, workplace, workplace.sync.run())


def sync_set_aside(context: typer.Context, event: EventId) -> None:
    """Note that what is wrong with a record was seen; it is listed further on and never deleted."""
    console: Console = context.obj
    with console.desk() as workplace:
        set_aside(workplace.store, event)
        console.tell(workplace, {"event": event}, "ctl.set_aside")


def sync_amend(
    context: typer.Context,
    event: EventId,
    source: Annotated[str, typer.Option("--with", help="The fields that change, as JSON; - for standard input.")] = "",
) -> None:
    """State a refused record anew with other fields; without --with, show what it says."""
    console: Console = context.obj
    with console.desk() as workplace:
        before = amend.refused_event(workplace.desk, event).event()
        if before is None:
            raise RuleBroken("amend.no_form")
        if not source:
            console.tell_lines(before.fact, [msgspec.json.format(msgspec.json.encode(before.fact)).decode()])
            return
        given = read_values(source)
        fact = _changed(before.fact, given)
        if isinstance(fact, CaseOpened) and set(given) <= set(ApplicationForm.__struct_fields__):
            form = amend.draft_of(msgspec.structs.replace(before, fact=fact))
            done = amend.restate_opening(workplace.desk, event, form)
        else:
            done = amend.restate(workplace.desk, event, fact)
        line = CaseLine.of(done.value, workplace.desk.calendar)
        console.tell(workplace, {"case": line}, "ctl.amended", number=line.number)


def sync_begin_again(context: typer.Context) -> None:
    """Send what is left here to a server that lost what this desk has pruned, where no backup has it either."""
    console: Console = context.obj
    with console.desk() as workplace:
        workplace.sync.begin_again()
        console.tell(workplace, {"begun": True}, "ctl.begun_again")


_COMMANDS: dict[str, Callable[..., None]] = {
    "now": sync_now,
    "status": sync_status,
    "list": sync_list,
    "retry": sync_retry,
    "set-aside": sync_set_aside,
    "amend": sync_amend,
    "begin-again": sync_begin_again,
}


def _changed(fact: Fact, given: dict[str, object]) -> Fact:
    """Return the fact with the given fields in place of its own.

    Raises:
        RuleBroken: `desk.form_unreadable`.
    """
    try:
        made = msgspec.convert(msgspec.to_builtins(fact) | given, type(fact))
    except msgspec.ValidationError as error:
        raise RuleBroken("desk.form_unreadable", why=str(error)) from error
    if unknown := unknown_field(given, msgspec.to_builtins(made)):
        raise RuleBroken("desk.form_unreadable", why=f"Object contains unknown field - at `{unknown}`")
    return made


def _tell_round(console: Console, workplace: Workplace, report: RoundReport) -> None:
    console.tell(
        workplace,
        report,
        "ctl.synced",
        pushed=report.pushed,
        pulled=report.pulled,
        sent=report.blobs_sent,
        fetched=report.blobs_fetched,
    )


def _watch(console: Console, workplace: Workplace) -> None:
    lang = console.language(workplace)
    try:
        while True:
            time.sleep(workplace.sync.wait_s())
            try:
                report = workplace.sync.run(_WATCH_WAIT_S)
            except Trouble as trouble:
                sys.stderr.write(say(trouble, lang) + "\n")
                continue
            if report.pushed or report.pulled:
                _tell_round(console, workplace, report)
                sys.stdout.flush()
    except KeyboardInterrupt:
        return


@contextmanager
def _bars(console: Console, workplace: Workplace) -> Iterator[None]:
    """Draw how far the round is, where somebody looks."""
    terminal = Terminal(stderr=True)
    if console.as_json or not terminal.is_terminal:
        yield
        return
    lang = console.language(workplace)
    bars = Bars(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=terminal, transient=True)
    with bars:
        tasks = {name: bars.add_task(sentence(f"ctl.bar_{name}", lang), total=None) for name in _SHARES}

        def told(now: Moment) -> None:
            for name, share_of in _SHARES.items():
                share = share_of(now)
                bars.update(tasks[name], completed=share.done, total=share.total or None)

        workplace.sync.progress.watch(told)
        try:
            yield
        finally:
            workplace.sync.progress.watch(None)


_SHARES: dict[str, Callable[[Moment], Share]] = {
    "events": lambda now: now.events,
    "rows": lambda now: now.rows,
    "scans": lambda now: now.blob_bytes,
}


def _status_lines(status: SyncStatus, epoch: str, lang: Lang) -> list[str]:
    contact = status.contact
    error = _said(contact.last_error, lang, contact.details) if contact.last_error else "-"
    lines = [
        sentence(
            "ctl.sync_counts",
            lang,
            waiting=status.waiting,
            contested=status.contested,
            held=status.held,
            refused=status.refused,
            changed=status.changed,
            aside=status.aside,
            scans=status.blobs_waiting,
        ),
        sentence(
            "ctl.sync_contact",
            lang,
            ok=moment(contact.last_ok_ms) or "-",
            error=error,
            next=f"{status.next_try_s:.0f}",
        ),
        sentence("ctl.sync_stream", lang, epoch=epoch, server=status.server_epoch, mark=status.backup_mark),
    ]
    offset = "-" if status.clock_offset_ms is None else f"{status.clock_offset_ms / 1000:+.1f}"
    lines.append(sentence("ctl.sync_clock_doubted" if status.clock_suspect else "ctl.sync_clock", lang, offset=offset))
    if status.catalogue_refused:
        lines.append(sentence("ctl.catalogue_refused", lang, refused=status.catalogue_refused))
    if status.room is not None:
        level = status.room.level.value
        lines.append(sentence(f"ctl.sync_room_{level}", lang, free=status.room.free_bytes // (1024 * 1024)))
    return lines


def _item_lines(item: OutboxItem, lang: Lang) -> list[str]:
    head = f"{item.event_id}  {item.seq:>6} {item.number:<26} {item.kind:<28} {item.state.value}"
    lines = []
    if item.reason:
        lines.append(f"    {_said(item.reason, lang, {})}")
    elif item.error:
        lines.append(f"    {_said(item.error, lang, item.error_details)}")
    was = {"was": item.was or "-", "now": item.now or "-"}
    return [head, *lines, f"    {sentence(item.advice, lang, **was)}"]


def _said(code: str, lang: Lang, details: Mapping[str, str | int]) -> str:
    """Return what a code says, with the code; it alone where the details of its moment are not known."""
    try:
        return f"{sentence(code, lang, **details)} [{code}]"
    except KeyError:
        return f"[{code}]"
