"""Where every seed begins: a server with windows enrolled and departments logged in, made once and copied.

On a disk in memory where there is one.
"""

import asyncio
import os
import shutil
import tempfile
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from logging import ERROR
from pathlib import Path

import anyio.to_thread
import msgspec
import requests
import structlog
from litestar.concurrency import set_asyncio_executor
from simulator.clocks import VirtualTime, WallClock
from simulator.network import Adapter, Network
from simulator.served import Server, compiled_once
from support.desks import CHEAP_HASHER, NotedDriver, seat, settings_in
from support.serving import PASSWORD, REGION, write_site

from casework import catalogue_load
from casework.access import Scope
from casework.contract import Login
from counter_app.main import open_desk
from counter_app.sync import blob_exchange
from resources.catalogue import files
from sync_server import main as server_main
from sync_server.department.session import Account, open_session

ADDRESS = "http://server"
WINDOWS = {"W01": 1, "W02": 2, "W03": 3}
DEPARTMENTS = {"EDU": "EDU-004", "FIC": "FIC-001"}
KINDS_OF_BLANKS = ("民办学校办学许可证", "会员证")
_MEMORY = Path("/dev/shm")  # noqa: S108 - folders made below it have names nobody can guess


@dataclass
class Workshop:
    """The folder in which seeds are played, with what they begin from."""

    base: Path
    loop: asyncio.AbstractEventLoop
    unforeseen: list[Exception]
    """What the server did not foresee; it answers 500 and goes on, and here it is a fault."""
    stocked: object = None
    """What an office with blanks and seals begins with."""

    @property
    def template(self) -> Path:
        return self.base / "template"

    @contextmanager
    def room(self, name, *, stocked=False):
        """A fresh copy of the beginning, gone afterwards; what the server does not foresee is noted."""
        folder = self.base / name
        shutil.copytree(self.base / "stocked" if stocked else self.template, folder)
        self.unforeseen.clear()
        try:
            with self._listening():
                yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def _listening(self):
        """Hear what is logged and write nothing of it."""

        def note(_logger, _method, said):
            if said["event"] == "request.unforeseen":
                self.unforeseen.append(said["exc_info"])
            raise structlog.DropEvent

        structlog.configure(processors=[note], wrapper_class=structlog.make_filtering_bound_logger(ERROR))
        try:
            yield
        finally:
            structlog.reset_defaults()

    def furnish(self):
        self.template.mkdir()
        with self._listening():
            self._furnish()
            shutil.copytree(self.template, self.base / "stocked")
            # It is furnished by what seeds are played with.
            from simulator.stocking import stock  # noqa: PLC0415 - see above

            self.stocked = stock(self.base / "stocked", self.loop)

    def _furnish(self):
        clock = WallClock(VirtualTime())
        write_site(_made(self.template / "server"))
        server = Server(self.template / "server", clock, self.loop)
        server.open()
        network = Network(server, None, _unheard)
        try:
            for code, number in WINDOWS.items():
                self._enrol(server, network, clock, code, number)
            for code in DEPARTMENTS:
                self._log_in(server, clock, code)
        finally:
            server.close()

    def _enrol(self, server, network, clock, code, number):
        session = session_of(network, code)
        settings = settings_in(self.template / code, server=ADDRESS)
        desk = open_desk(settings, clock=clock, session=session, hasher=CHEAP_HASHER, driver=NotedDriver())
        network._rng = _Always()
        desk.enrol(server.doors.devices.make_code(code, number, bytes([number]) * 16))
        seat(desk)
        desk.close()

    def _log_in(self, server, clock, code):
        people = replace(server.doors.people, hasher=CHEAP_HASHER)
        people.add_account(code.lower(), code, REGION, PASSWORD, frozenset(Scope))
        token = people.login(Login(account=code.lower(), password=PASSWORD))
        made = Account(server=ADDRESS, account=code.lower(), token=token)
        folder = _made(self.template / code)
        (folder / "login.json").write_bytes(msgspec.json.encode(made))
        open_session(folder, clock).close()


class _Always:
    """The first of everything."""

    def choices(self, population, _weights):
        return population[:1]


@contextmanager
def workshop():
    """Give a workshop; everything in it is gone afterwards."""
    home = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    loop = asyncio.new_event_loop()
    try:
        with tempfile.TemporaryDirectory(prefix="simulator-", dir=home) as base, _cheaply():
            made = Workshop(Path(base), loop, [])
            made.furnish()
            yield made
    finally:
        loop.close()


class _AtOnce(ThreadPoolExecutor):
    """Runs what it is given before it returns."""

    def submit(self, work, /, *arguments, **named):
        done = Future()
        try:
            done.set_result(work(*arguments, **named))
        except BaseException as error:  # noqa: BLE001 - it is handed to whoever waits
            done.set_exception(error)
        return done


@contextmanager
def _one_thread():
    """Let the server work in the thread that asks, and scans go one by one: so seeds stay repeatable."""

    async def run_sync(work, *arguments, **_limits):
        return work(*arguments)

    threaded = anyio.to_thread.run_sync
    anyio.to_thread.run_sync = run_sync
    set_asyncio_executor(_AtOnce())
    pool = blob_exchange.ThreadPoolExecutor
    blob_exchange.ThreadPoolExecutor = _AtOnce
    try:
        yield
    finally:
        blob_exchange.ThreadPoolExecutor = pool
        set_asyncio_executor(None)
        anyio.to_thread.run_sync = threaded


@contextmanager
def _cheaply():
    """Play in one thread, and do but once what would come to the same in every process."""
    with _one_thread(), compiled_once(), _read_once():
        yield


@contextmanager
def _read_once():
    """Let the catalogue that is shipped be read and checked once, not at every start of every process."""
    load = catalogue_load.load
    shipped = load(files())
    catalogue_load.load = server_main.load = lambda _files: shipped
    try:
        yield
    finally:
        catalogue_load.load = server_main.load = load


def session_of(network, who) -> requests.Session:
    """A session whose every request goes through the network."""
    session = requests.Session()
    session.trust_env = False
    session.mount(ADDRESS, Adapter(network, who))
    return session


def _made(folder) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _unheard(_text):
    """Nobody reads it."""
