"""The desk itself: enrol it, sign in and out, print."""

import sys
from getpass import getpass
from pathlib import Path
from typing import Annotated

import typer

from counter_app.counterctl.console import Console, bring_out
from counter_app.counterctl.views import JobLine
from counter_app.desk import prints, sign_in
from counter_app.desk.find import find_one
from counter_app.desk.queue_words import held_words
from counter_app.main import Workplace
from counter_app.store.printouts import OPEN
from counter_app.sync.enrol import fingerprint


def add(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("enrol")(enrol)
    app.command("sign-in")(sign_in_clerk)
    app.command("sign-out")(sign_out)
    app.command("print")(print_papers)
    app.command("papers")(papers)


def enrol(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="The one-time code.")],
    *,
    again: Annotated[
        bool, typer.Option("--again", help="The server was made anew; this desk keeps its place.")
    ] = False,
) -> None:
    """Ask the server for this desk's place."""
    console: Console = context.obj
    with console.desk() as workplace:
        place = (workplace.enrol_again(code) if again else workplace.enrol(code)).value
        mark = fingerprint(workplace.store)
        value = {"place": place, "fingerprint": mark}
        console.tell(workplace, value, "ctl.enrolled", window=place.window, hall=place.site.hall_name, fingerprint=mark)


def sign_in_clerk(
    context: typer.Context,
    clerk: Annotated[str, typer.Argument(help="The work number.")],
    password_file: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="A file with the password; else it is asked for."),
    ] = None,
) -> None:
    """Sign a clerk in; the session lasts until somebody signs out or in."""
    console: Console = context.obj
    with console.desk() as workplace:
        session = workplace.sign_in(clerk, asked_password(password_file)).value
        code = "ctl.signed_in" if session.online else "ctl.signed_in_offline"
        console.tell(workplace, session, code, name=session.clerk.name)


def asked_password(file: Path | None) -> str:
    """Return a password from a file, the terminal or standard input."""
    if file is not None:
        # What is not text is no password; it is refused like any other that is wrong.
        return file.read_text(encoding="utf-8", errors="replace").rstrip("\r\n")
    if sys.stdin.isatty():
        return getpass("")
    return sys.stdin.readline().rstrip("\r\n")


def sign_out(context: typer.Context) -> None:
    """Sign out whoever is signed in."""
    console: Console = context.obj
    with console.desk() as workplace:
        sign_in.sign_out(workplace.desk)
        console.tell(workplace, {}, "ctl.signed_out")


def print_papers(
    context: typer.Context,
    job: Annotated[str, typer.Argument(help="A paper to answer for or to reprint; none brings out what is owed.")] = "",
    said: Annotated[prints.Answer | None, typer.Option("--answer", help="What you saw at the printer.")] = None,
    again: Annotated[str, typer.Option("--again", help="Print it again, for this reason.")] = "",
    *,
    resume: Annotated[
        bool, typer.Option("--resume", help="Try printers that wait, although they do not say that they are ready.")
    ] = False,
) -> None:
    """Bring out the papers that are owed; answer for one that nobody knows about; reprint one."""
    console: Console = context.obj
    with console.desk() as workplace:
        if job and said is not None:
            prints.answer(workplace.desk, job, said)
        elif job:
            prints.reprint(workplace.desk, job, again)
        lines = bring_out(workplace, pressed=resume)
        held = workplace.store.printouts.queues.held()
        console.tell_lines({"prints": lines, "held": held}, [*_held(console, workplace), *map(_words, lines)])


def _held(console: Console, workplace: Workplace) -> list[str]:
    """Return a sentence about each printer that waits for something."""
    lang = console.language(workplace)
    return [held_words(queue, lang, on_screen=False) for queue in workplace.store.printouts.queues.held()]


def papers(
    context: typer.Context,
    case: Annotated[str, typer.Argument(help="Whatever finds the case; none lists what still needs something.")] = "",
    save: Annotated[Path | None, typer.Option(help="Write each paper as PDF into this folder.")] = None,
) -> None:
    """List the papers of a case, or all that are not settled; save them as files."""
    console: Console = context.obj
    with console.desk() as workplace:
        printouts = workplace.store.printouts
        jobs = printouts.of_case(find_one(workplace.desk, case).case.id) if case else printouts.in_states(*OPEN)
        if save is not None:
            save.mkdir(parents=True, exist_ok=True)
            for job in jobs:
                paper = prints.preview(workplace.desk, workplace.printer.studio(), job.id)
                (save / f"{job.id}.{job.paper}.{job.copy}.pdf").write_bytes(paper.content)
        lines = tuple(JobLine.of(job) for job in jobs)
        held = printouts.queues.held()
        console.tell_lines({"papers": lines, "held": held}, [*_held(console, workplace), *map(_words, lines)])


def _words(line: JobLine) -> str:
    return f"{line.job}  {line.paper:<28} {line.copy} {line.state:<9} {line.sha256[:8]} {line.reason}".rstrip()
