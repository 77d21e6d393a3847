"""The server as one process: the product's own application over a real file, called through its ASGI interface."""

import asyncio
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import unquote

from simulator.dying import Died, Doom
from sqlalchemy import Engine, event

from sync_server.backup import Backups
from sync_server.http.app import assemble
from sync_server.main import open_doors
from sync_server.restore import restore
from sync_server.settings import Settings

NEVER_MS = 1_000_000_000
YEARS_HOURS = 24 * 365 * 100


@dataclass(frozen=True)
class Wire:
    """A request as it goes over the wire; `whole` is false if the connection broke before its end."""

    method: str
    target: str
    headers: tuple
    body: bytes
    whole: bool = True

    @property
    def is_push(self) -> bool:
        return self.target.startswith("/v1/push")


_SEALING = Wire("", "/v1/push of its own", (), b"")


@dataclass
class Reply:
    """An answer as it comes back over the wire."""

    status: int = 0
    headers: list = field(default_factory=list)
    body: bytes = b""


@contextmanager
def compiled_once():
    """Let statements be compiled once for all lives of all servers: their engines share a dialect and what it made."""
    shared = {}

    def share(connection):
        first = shared.setdefault(connection.engine.dialect.name, (connection.engine.dialect, {}))
        connection.dialect, connection.engine._compiled_cache = first

    event.listen(Engine, "engine_connect", share)
    try:
        yield
    finally:
        event.remove(Engine, "engine_connect", share)


class Server:
    """Opened, asked, killed, restored; `loop` is the event loop it lives on."""

    def __init__(self, folder, clock, loop):
        self.folder = folder
        self.clock = clock
        self.doors = None
        self.lives = 0
        self._loop = loop
        self._app = None
        self._life = None
        self._stop = None
        self._doom = None
        self._asked = None

    @property
    def up(self) -> bool:
        return self.doors is not None

    @property
    def settings(self):
        return Settings(folder=self.folder, port=0, head_poll_ms=NEVER_MS, token_hours=YEARS_HOURS)

    def open(self):
        self.doors = open_doors(self.settings, self.clock)
        engine = self.doors.store.engine
        event.listen(engine, "before_cursor_execute", self._before_statement)
        event.listen(engine, "commit", self._before_statement)
        self._app = assemble(self.doors, "simulated")
        self._stop = asyncio.Event()
        ready = asyncio.Event()
        self._life = self._loop.create_task(self._live(ready))
        self._loop.run_until_complete(ready.wait())

    async def _live(self, ready):
        async with self._app.lifespan():
            ready.set()
            await self._stop.wait()

    def close(self):
        if self.up:
            self._stop.set()
            self._loop.run_until_complete(self._life)
            self.doors = self._app = self._life = None

    def answer(self, wire) -> Reply:
        """Handle one request; raise `Died` if the process does not live to the end of it."""
        return self._lived(wire, lambda: self._loop.run_until_complete(self._call(wire)))

    def _lived(self, asked, work):
        self._asked = asked
        try:
            return work()
        except Died:
            # What the process would do on its way out it does to the folder that nobody will open again.
            self._doom = None
            self.close()
            self.folder = self._remains()
            raise
        finally:
            self._asked = None

    def seal(self):
        """Let the seal office look after its papers; raise `Died` if the process does not live to the end of it."""
        return self._lived(_SEALING, self.doors.seals.work)

    async def _call(self, wire):
        reply, answered = Reply(), asyncio.Event()
        incoming = [{"type": "http.request", "body": wire.body, "more_body": not wire.whole}]

        async def receive():
            if incoming:
                return incoming.pop(0)
            if wire.whole:
                # The client is still there until it has its answer.
                await answered.wait()
            return {"type": "http.disconnect"}

        async def send(message):
            if message["type"] == "http.response.start":
                reply.status, reply.headers = message["status"], message["headers"]
                return
            if wire.method != "HEAD":
                reply.body += message.get("body", b"")
            if not message.get("more_body", False):
                answered.set()

        await self._app(_scope(wire), receive, send)
        return reply

    # --- dying ------------------------------------------------------------------------------------------------------

    def doom(self, at):
        """Let the process die at a statement, counted from 1, of the pushes that come now and of sealing."""
        self._doom = Doom(at, after=False, last_words=self._leave_remains)

    def _before_statement(self, *_details):
        if self._doom is not None and self._asked is not None and self._asked.is_push:
            self._doom.strike(_nothing)

    def _remains(self):
        return self.folder.with_name(f"server-{self.lives}")

    def _leave_remains(self):
        self.lives += 1
        shutil.copytree(self.folder, self._remains())

    # --- backups ----------------------------------------------------------------------------------------------------

    def back_up(self, into, *, verify):
        backups = Backups(self.settings, self.clock)
        made = backups.make(into, _nothing)
        return made, backups.verify(made).differences if verify else ()

    def restored(self, backup) -> int:
        """Put a backup in place and start again; return the new server epoch."""
        self.close()
        epoch = restore(backup, self.folder, _nothing, older=True)
        self.open()
        return epoch


def _nothing(*_details):
    """Nobody listens."""


def _scope(wire) -> dict:
    path, _, query = wire.target.partition("?")
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": wire.method,
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in wire.headers],
        "client": ("127.0.0.1", 1),
        "server": ("server", 80),
        "extensions": {},
        "state": {},
    }
