"""The product as it is run: the server started by its own command, desks opened as the counter opens them."""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import requests
from requests.adapters import HTTPAdapter

from benchmarks.sync.documents import Writer
from benchmarks.sync.processes import PartCannotRunError, Running, running
from casework.clock import SystemClock
from casework.contract import Hello, Welcome
from casework.events import Event
from casework.http_signatures import sign
from casework.routing import hall_box
from casework.signing import Sent
from counter_app.main import Workplace, open_desk
from counter_app.settings import Settings
from counter_app.sync.enrol import device_key
from sync_server.administer import SITE_EXAMPLE

_BIN = Path(sys.executable).parent
_AT_ONCE = 1_000
_PATIENCE_S = 120


@dataclass(frozen=True, slots=True)
class Server:
    """A server that takes requests; `env` is what its commands need to find its database."""

    process: Running
    folder: Path
    address: str
    env: Mapping[str, str]


@contextmanager
def serving(folder: Path, env: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Set a server up in `folder` unless it is there, run it, and end it; settings may come by `env`."""
    env = env or {}
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        site = folder.parent / f"{folder.name}-site.toml"
        site.write_text(SITE_EXAMPLE, encoding="utf-8")
        command(env, "init", "--folder", folder, "--site", site)
    serve: list[str | Path] = [_BIN / "sync-server", "serve", "--folder", folder, "--port", "0", "--json"]
    with running(serve, folder.parent / f"{folder.name}.log", env=env) as process:
        yield Server(process, folder, str(process.hear()["ready"]), env)


def command(env: Mapping[str, str], *parts: str | Path) -> str:
    """Run a command of the server and return what it says."""
    line = [str(_BIN / "sync-server"), *map(str, parts)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, env={**os.environ, **env})
    if done.returncode:
        raise PartCannotRunError(f"sync-server {parts[0]}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


@dataclass(frozen=True, slots=True)
class Call:
    """One request of a desk: when it began and ended (s), the bytes it sent, the server's CPU as it began (s)."""

    path: str
    began: float
    ended: float
    sent_bytes: int
    server_cpu_s: float


class WatchedAdapter(HTTPAdapter):
    """Carries a desk's requests and notes them."""

    def __init__(self, cpu_s: Callable[[], float]) -> None:
        super().__init__()
        self.calls: list[Call] = []
        self._cpu_s = cpu_s

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """Carry one request."""
        cpu, began = self._cpu_s(), time.perf_counter()
        response = super().send(request, *args, **kwargs)
        call = Call(request.path_url.partition("?")[0], began, time.perf_counter(), sent_bytes(request), cpu)
        self.calls.append(call)
        return response


def sent_bytes(request: requests.PreparedRequest) -> int:
    """Return how many bytes a request is on the wire."""
    lines = [f"{request.method} {request.path_url} HTTP/1.1", *(f"{k}: {v}" for k, v in request.headers.items()), ""]
    body = request.body if isinstance(request.body, bytes) else (request.body or "").encode()
    return sum(len(line) + 2 for line in lines) + len(body)


@dataclass(slots=True)
class Counter:
    """A desk that is enrolled, and what it asked of the server."""

    place: Workplace
    adapter: WatchedAdapter
    writer: Writer = field(init=False)

    def __post_init__(self) -> None:
        place, stream = self.place.store.meta.place(), self.place.store.journal.stream()
        if place is None or stream is None:
            raise RuntimeError("the desk was not enrolled")
        self.writer = Writer(
            window=place.window,
            number=place.window_number,
            epoch_char=stream.epoch_char,
            region=place.site.region,
            hall=place.site.hall,
        )

    def write(self, events: Iterable[Event]) -> None:
        """Enter events as acts do, many in one transaction; that is not what is measured."""
        waiting = list(events)
        for start in range(0, len(waiting), _AT_ONCE):
            with self.place.store.writing():
                part = waiting[start : start + _AT_ONCE]
                for event in part:
                    self.place.store.journal.append(event)
                self.place.store.cases.refresh([event.header.case for event in part])

    def sync(self) -> None:
        """Do rounds until nothing waits, as the desk's agent does."""
        self.place.sync.run()
        begun = time.monotonic()
        while self.place.store.journal.waiting(1) and time.monotonic() - begun < _PATIENCE_S:
            self.place.sync.run()

    def welcome(self) -> Welcome:
        """Greet the server and return its answer."""
        stream = self.place.store.journal.stream()
        if stream is None:
            raise RuntimeError("the desk was not enrolled")
        said = Hello(
            proto=(1,),
            epoch=stream.epoch,
            head=stream.head,
            hash=stream.hash.hex(),
            catalog=self.place.desk.catalogue.version,
        )
        return self.place.api.hello(said)


@contextmanager
def counter(
    server: Server, folder: Path, number: int, cpu_of: Callable[[Running], float] = Running.cpu_s
) -> Iterator[Counter]:
    """Give a desk in `folder`, enrolled as window `number`; one that is there already is opened again.

    `cpu_of` reads the CPU of all that belongs to the server, in seconds.
    """
    adapter = WatchedAdapter(lambda: cpu_of(server.process))
    with requests.Session() as session:
        session.mount("http://", adapter)
        place = open_desk(_settings(folder, server.address), session=session, clock=SystemClock())
        try:
            if place.store.meta.place() is None:
                code = ("enrol-code", f"W{number:02d}", "--folder", server.folder, "--number", str(number))
                place.enrol(command(server.env, *code).strip())
            yield Counter(place, adapter)
        finally:
            place.close()


def feed_target(desk: Counter, *, after: int, chain: str, wait_s: int = 0) -> str:
    """Return the path and query with which a desk asks for a page of 500 of its hall's mailbox."""
    box = quote(hall_box(desk.writer.hall), safe="")
    return f"/v1/feed/{box}?after={after}&chain={chain}&limit=500&wait={wait_s}"


def reader_headers(desk: Counter, target: str) -> dict[str, str]:
    """Return the headers with which a desk may ask for a mailbox: by its ticket, or signed where it was given none."""
    welcome = desk.welcome()
    if welcome.ticket:
        return {"Authorization": f"Bearer {welcome.ticket}"}
    key = device_key(desk.place.store)
    if key is None:
        raise RuntimeError("the desk was not enrolled")
    path, _, query = target.partition("?")
    sent = Sent(method="GET", path=path, query=query)
    return sign(sent, key, created=SystemClock().now(), nonce=secrets.token_hex(16))


def _settings(folder: Path, address: str) -> Settings:
    return Settings(
        data_folder=folder / "data",
        key_file=folder / "key" / "desk.key",
        witness_file=folder / "witness" / "witness",
        print_folder=folder / "papers",
        server=address,
    )
