"""Who is logged in, from one folder: the login in `login.json`, the database, the inbox and the outgoing documents."""

import os
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from casework.case_form import case_form
from casework.clock import Clock, wall_ms
from casework.contract import Token
from casework.errors import RuleBroken, Trouble
from casework.events import Actor, Role
from casework.ids import uuid7
from sync_server.department.acts import Acts, Uptime
from sync_server.department.client import Client
from sync_server.department.durable import write_whole
from sync_server.department.pull import Puller
from sync_server.department.send import Sender
from sync_server.department.share import Share
from sync_server.department.store.database import Database
from sync_server.department.store.inbox import Inbox
from sync_server.department.store.journal import Journal

_LOGIN = "login.json"
_PRIVATE_FOLDER = 0o700
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """The login as it is kept: readable by its owner only."""

    server: str
    account: str
    token: Token


@dataclass(frozen=True, slots=True)
class Session:
    """Everything the commands work with; `close` it at the end."""

    account: Account
    database: Database
    inbox: Inbox
    journal: Journal
    puller: Puller
    sender: Sender
    acts: Acts
    share: Share

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def log_in(folder: Path, server: str, account: str, password: str) -> Account:
    """Log in at the server and keep the token in the folder.

    Raises:
        RuleBroken: `people.wrong_password`, `people.locked`; `department.other` (the folder is another department's);
            `department.address` (that is no address of a server).
        Trouble: network or disk.
    """
    if urlsplit(server).scheme not in {"http", "https"} or not urlsplit(server).hostname:
        raise RuleBroken("department.address", given=server)
    token = Client(server).login(account, password)
    before = _kept(folder)
    if before is not None and before.token.box != token.box:
        raise RuleBroken("department.other", department=before.token.department)
    made = Account(server=server, account=account, token=token)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=_PRIVATE_FOLDER)
        folder.chmod(_PRIVATE_FOLDER)
    except OSError as error:
        raise Trouble("department.not_written", file=str(folder), why=os.strerror(error.errno or 0)) from error
    write_whole(folder / _LOGIN, msgspec.json.encode(made))
    return made


def open_session(folder: Path, clock: Clock) -> Session:
    """Open a folder that somebody has logged in from.

    Raises:
        RuleBroken: `department.log_in_first`.
        Trouble: the database cannot be opened.
    """
    account = _kept(folder)
    if account is None:
        raise RuleBroken("department.log_in_first", folder=str(folder))
    token = account.token
    database = Database(folder / "department.sqlite3")
    journal = Journal(database, token.department)
    with database.writing():
        if journal.epoch() is None:
            journal.begin(uuid7(wall_ms(clock.now())))
        inbox = Inbox(database)
        if inbox.form() != case_form():
            # Another release kept its cases otherwise: they are read again and made anew at the next pull.
            inbox.forget()
            inbox.set_form(case_form())
    client = Client(account.server, token.token)
    outgoing = folder / "outgoing"
    puller = Puller(database, client, token.box, folder / "inbox")
    actor = Actor(role=Role.DEPARTMENT, code=account.account, name=token.name)
    return Session(
        account=account,
        database=database,
        inbox=inbox,
        journal=journal,
        puller=puller,
        sender=Sender(database, journal, client, clock, outgoing),
        acts=Acts(database, journal, clock, actor, _uptime(), outgoing),
        share=Share(client, puller, inbox, token.box),
    )


def _kept(folder: Path) -> Account | None:
    try:
        return msgspec.json.decode((folder / _LOGIN).read_bytes(), type=Account)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError) as error:
        raise Trouble("department.login_unreadable", file=str(folder / _LOGIN)) from error


def _uptime() -> Uptime:
    try:
        boot_id = _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        # Not Linux: every run then counts as a boot of its own, which only makes the record coarser.
        boot_id = str(uuid.uuid4())
    return Uptime(boot_id, round(time.monotonic() * 1000))
