"""The command `sync-server`: sets a server up, runs it, looks after it.

Exit codes: 0 done, 2 wrong usage, 3 a rule forbids it, 4 trouble, 5 `verify` found differences.
"""

import getpass
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from casework.access import Scope
from casework.clock import SystemClock
from casework.errors import ProductError, RuleBroken, Trouble
from casework.sentences import Lang, say
from sync_server import administer
from sync_server.administer import Place
from sync_server.devices import CODE_BYTES
from sync_server.logs import set_up
from sync_server.main import WindowServer, build_doors
from sync_server.rebuild import rebuild_if_changed
from sync_server.settings import LAST_PORT, Settings, load_settings, load_site
from sync_server.store.engine import Store, open_store
from sync_server.store.migrate import upgrade
from sync_server.verify import Verifier

RULE, TROUBLE, DIFFERENCES = 3, 4, 5
_PASSWORD_BYTES = 12

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__, pretty_exceptions_enable=False)

Folder = Annotated[Path, typer.Option("--folder", envvar="SYNC_SERVER_FOLDER", help="The server's folder.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]


class Who(StrEnum):
    """What kind of user is added."""

    CLERK = "clerk"
    DEPARTMENT = "department"


@app.command()
def init(
    folder: Folder,
    site: Annotated[Path | None, typer.Option(help="A file that says how the hall is called.")] = None,
    host: Annotated[str, typer.Option(help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=LAST_PORT, help="On which port to listen.")] = 8741,
    *,
    as_json: AsJson = False,
) -> None:
    """Make a server in a folder; nothing there is ever overwritten."""
    with _spoken():
        if site is None:
            # Alone on standard output, so that it can be kept with > site.toml.
            typer.echo(administer.SITE_EXAMPLE, nl=False)
            raise RuleBroken("init.site_needed")
        made = administer.init(Place(folder, site, host, port))
        _tell(made, f"{made.folder}: {made.server_key}", as_json=as_json)


@app.command()
def serve(
    folder: Folder,
    host: Annotated[str | None, typer.Option(help="Instead of the setting.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=LAST_PORT, help="Instead of the setting; 0 lets the machine choose.")
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Log and say that the server is ready in JSON.")] = False,
) -> None:
    """Run the server until it is told to stop; the first line printed says where it listens."""
    with _spoken():
        settings = _settings(folder)
        changed = {"host": settings.host if host is None else host, "port": settings.port if port is None else port}
        settings = msgspec.structs.replace(settings, **changed)
        set_up(settings.log_level, as_json=as_json)
        server = WindowServer(settings)

        def tell() -> None:
            ready = {"ready": server.address, "pid": os.getpid()}
            typer.echo(msgspec.json.encode(ready).decode() if as_json else f"ready: {server.address}")
            sys.stdout.flush()

        server.when_ready = tell
        try:
            server.run()
        except SystemExit as end:
            # The way of uvicorn to say that it could not listen.
            raise Trouble("serve.not_started", host=settings.host, port=settings.port) from end


@app.command()
def migrate(folder: Folder, *, as_json: AsJson = False) -> None:
    """Bring the database up to this release."""
    with _spoken(), _store(_settings(folder)) as store:
        reached = upgrade(store)
        rebuild_if_changed(store)
        _tell({"database_version": reached}, reached, as_json=as_json)


@app.command("enrol-code")
def enrol_code(
    folder: Folder,
    window: Annotated[str, typer.Argument(help="The window's code, as W03.")],
    number: Annotated[int, typer.Option(help="The window's number on slips, 1 to 999.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Print a one-time code with which a window enrols within ten minutes."""
    with _spoken(), _store(_settings(folder)) as store:
        doors = build_doors(_settings(folder), store, SystemClock())
        code = doors.devices.make_code(window, number, secrets.token_bytes(CODE_BYTES))
        _tell({"window": window, "number": number, "code": code}, code, as_json=as_json)


@app.command("add-user")
def add_user(
    folder: Folder,
    who: Annotated[Who, typer.Argument(help="A clerk, or a department's account.")],
    code: Annotated[str, typer.Argument(help="Work number or account name.")],
    name: Annotated[str, typer.Option(help="A clerk's name.")] = "",
    name_en: Annotated[str, typer.Option(help="A clerk's name in English.")] = "",
    department: Annotated[str, typer.Option(help="An account's department, as EDU.")] = "",
    scope: Annotated[list[Scope] | None, typer.Option(help="What an account may do; both by default.")] = None,
    *,
    password_stdin: Annotated[bool, typer.Option(help="Read the password from standard input.")] = False,
    generate: Annotated[bool, typer.Option(help="Make a password and print it once.")] = False,
    as_json: AsJson = False,
) -> None:
    """Add a clerk or a department's account."""
    with _spoken(), _store(_settings(folder)) as store:
        doors = build_doors(_settings(folder), store, SystemClock())
        password = _password(from_stdin=password_stdin, generate=generate)
        if who is Who.CLERK:
            doors.people.add_clerk(code, name or code, name_en, password)
        else:
            region = load_site(folder / "site.toml").region
            doors.people.add_account(code, department or code, region, password, frozenset(scope or Scope))
        shown = password if generate else ""
        _tell({"code": code, "password": shown}, shown or code, as_json=as_json)


@app.command()
def check(folder: Folder, *, as_json: AsJson = False) -> None:
    """Say how the server is."""
    with _spoken(), _store(_settings(folder)) as store:
        found = administer.state(_settings(folder), store)
        lines = [f"{name}: {getattr(found, name)}" for name in found.__struct_fields__]
        _tell(found, "\n".join(lines), as_json=as_json)


@app.command()
def verify(folder: Folder, *, as_json: AsJson = False) -> None:
    """Recompute chains, mailboxes, cases and blobs; name what differs."""
    with _spoken(), _store(_settings(folder)) as store:
        report = Verifier(store, _settings(folder).blobs).run()
        lines = [f"{one.kind} {one.where}: {one.what}" for one in report.differences]
        total = f"{report.streams} streams, {report.mailboxes} mailboxes, {report.cases} cases, {report.blobs} blobs"
        _tell(report, "\n".join([*lines, f"{total}: {len(lines)} differences"]), as_json=as_json)
        if report.differences:
            raise typer.Exit(DIFFERENCES)


def main() -> None:
    """Run the command."""
    app()


def _settings(folder: Path) -> Settings:
    administer.must_exist(folder)
    own = {key: value for key, value in os.environ.items() if key != "SYNC_SERVER_FOLDER"}
    settings = load_settings(folder, own)
    administer.must_have_database(settings)
    return settings


@contextmanager
def _store(settings: Settings) -> Iterator[Store]:
    set_up("error", as_json=False)
    store = open_store(settings.database)
    try:
        yield store
    finally:
        store.close()


def _password(*, from_stdin: bool, generate: bool) -> str:
    if generate:
        return secrets.token_urlsafe(_PASSWORD_BYTES)
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise RuleBroken("people.password_how")
    return getpass.getpass("Password: ")


def _tell(value: object, text: str, *, as_json: bool) -> None:
    typer.echo(msgspec.json.encode(value).decode() if as_json else text)


@contextmanager
def _spoken() -> Iterator[None]:
    """Say what went wrong as a sentence with its code, and end with the exit code of its kind."""
    try:
        yield
    except ProductError as error:
        lang: Lang = "zh" if os.environ.get("LANG", "").lower().startswith("zh") else "en"
        typer.echo(f"{say(error, lang)} [{error.code}]", err=True)
        raise typer.Exit(RULE if isinstance(error, RuleBroken) else TROUBLE) from error


if __name__ == "__main__":
    main()
