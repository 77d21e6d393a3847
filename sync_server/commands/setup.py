"""Setting a server up: the server itself, its windows, its people."""

import getpass
import secrets
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from casework.access import Scope
from casework.clock import SystemClock
from casework.errors import RuleBroken
from casework.sentences import sentence
from sync_server import administer
from sync_server.administer import Place
from sync_server.commands.shell import AsJson, Folder, language, settings_of, spoken, store_of, tell
from sync_server.devices import CODE_BYTES
from sync_server.main import build_doors
from sync_server.settings import LAST_PORT, SITE_FILE, load_site

_PASSWORD_BYTES = 12


class Who(StrEnum):
    """What kind of user is added."""

    CLERK = "clerk"
    DEPARTMENT = "department"


class Whose(StrEnum):
    """Whose key is ended."""

    WINDOW = "window"
    ACCOUNT = "account"


def init(
    folder: Folder,
    site: Annotated[Path | None, typer.Option(help="A file that says how the hall is called.")] = None,
    host: Annotated[str, typer.Option(help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=LAST_PORT, help="On which port to listen.")] = 8741,
    database: Annotated[
        str,
        typer.Option(help="An empty PostgreSQL, as postgresql+psycopg://name@host/city; else SQLite in the folder."),
    ] = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Make a server in a folder; nothing there is ever overwritten."""
    with spoken():
        if site is None:
            # Alone on standard output, so that it can be kept with > site.toml.
            typer.echo(administer.SITE_EXAMPLE, nl=False)
            raise RuleBroken("init.site_needed")
        made = administer.init(Place(folder, site, host, port, database))
        tell(made, f"{made.folder}: {made.server_key}", as_json=as_json)


def enrol_code(
    folder: Folder,
    window: Annotated[str, typer.Argument(help="The window's code, as W03.")],
    number: Annotated[int, typer.Option(help="The window's number on slips, 1 to 999.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Print a one-time code with which a window enrols within ten minutes."""
    with spoken(), store_of(settings_of(folder)) as store:
        doors = build_doors(settings_of(folder), store, SystemClock())
        code = doors.devices.make_code(window, number, secrets.token_bytes(CODE_BYTES))
        tell({"window": window, "number": number, "code": code}, code, as_json=as_json)


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
    with spoken(), store_of(settings_of(folder)) as store:
        doors = build_doors(settings_of(folder), store, SystemClock())
        password = _password(from_stdin=password_stdin, generate=generate)
        if who is Who.CLERK:
            doors.people.add_clerk(code, name or code, name_en, password)
        else:
            region = load_site(folder / SITE_FILE).region
            doors.people.add_account(code, department or code, region, password, frozenset(scope or Scope))
        shown = password if generate else ""
        tell({"code": code, "password": shown}, shown or code, as_json=as_json)


def revoke(
    folder: Folder,
    who: Annotated[Whose, typer.Argument(help="A window, or a department's account.")],
    code: Annotated[str, typer.Argument(help="The window's code, as W03, or the account's name.")],
    *,
    as_json: AsJson = False,
) -> None:
    """End a window's key or an account for good, within a second; what they have sent stays.

    A window may be enrolled again with a new code.
    """
    with spoken(), store_of(settings_of(folder)) as store:
        doors = build_doors(settings_of(folder), store, SystemClock())
        if who is Whose.WINDOW:
            doors.devices.revoke(code)
        else:
            doors.people.revoke(code)
        tell({"ended": code}, code, as_json=as_json)


def _password(*, from_stdin: bool, generate: bool) -> str:
    if generate:
        return secrets.token_urlsafe(_PASSWORD_BYTES)
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise RuleBroken("people.password_how")
    return getpass.getpass(sentence("people.password", language()))
