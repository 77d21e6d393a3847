"""How many readers one worker lets wait, what they weigh, and how soon all of them have a new event.

Each is a connection of its own with a question that the server holds; then a desk pushes one event.
"""

import asyncio
import resource
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.sync import documents, product
from benchmarks.sync.processes import Running
from benchmarks.sync.product import Counter, Server
from benchmarks.sync.wire import content_length, host_and_port, written
from casework.catalogue import Catalogue
from casework.routing import hall_box

CLIENTS = 5_000
_WAIT_S = 25
_AT_ONCE = 250
_SPARE_FILES = 200
_QUIET_S = 0.25
_QUIET_CPU_S = 0.011
_SETTLE_S = 18
_TOLD_S = 60
_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many were held, the server's memory (MB) with them, and seconds from the push until all had the event."""

    clients: int
    rss_mb: float
    told_s: float


@dataclass(slots=True)
class _Crowd:
    """Everybody who waits; `answered` holds when and what each was told."""

    answered: list[tuple[float, bytes]] = field(default_factory=list)
    all_told: asyncio.Event = field(default_factory=asyncio.Event)
    size: int = 0


class _Reader(asyncio.Protocol):
    def __init__(self, crowd: _Crowd) -> None:
        self._crowd = crowd
        self._received = b""

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, end, body = self._received.partition(_END)
        if end and len(body) >= content_length(head):
            self._crowd.answered.append((time.perf_counter(), body))
            if len(self._crowd.answered) == self._crowd.size:
                self._crowd.all_told.set()


def measure(folder: Path, catalogue: Catalogue, clients: int = CLIENTS) -> Waiting:
    """Return how `clients` readers fare; fewer where the machine does not allow so many open files."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    clients = min(clients, most - _SPARE_FILES)
    with product.serving(folder / "server") as server, product.counter(server, folder / "desk", 1) as desk:
        desk.write(documents.openings(desk.writer, catalogue, 1))
        desk.sync()
        return asyncio.run(_wait(server, desk, catalogue, clients))


async def _wait(server: Server, desk: Counter, catalogue: Catalogue, clients: int) -> Waiting:
    cursor = desk.place.store.positions.at(hall_box(desk.writer.hall))
    target = product.feed_target(desk, after=cursor.pos, chain=cursor.chain.hex(), wait_s=_WAIT_S)
    request = written("GET", target, product.reader_headers(desk, target))
    crowd = _Crowd(size=clients)
    transports = await _connect(server.address, crowd, clients)
    try:
        for transport in transports:
            transport.write(request)
        await _settled(server.process)
        held, rss_mb = clients - len(crowd.answered), server.process.rss_mb()
        desk.write(documents.openings(desk.writer, catalogue, 1, first=2))
        desk.adapter.calls.clear()
        await asyncio.to_thread(desk.sync)
        await asyncio.wait_for(crowd.all_told.wait(), _TOLD_S)
    finally:
        for transport in transports:
            transport.close()
    began = next(call.began for call in desk.adapter.calls if call.path == "/v1/push")
    told = [moment for moment, body in crowd.answered if b"case.opened" in body]
    return Waiting(min(held, len(told)), rss_mb, max(told) - began)


async def _connect(address: str, crowd: _Crowd, clients: int) -> list[asyncio.Transport]:
    loop = asyncio.get_running_loop()
    host, port = host_and_port(address)
    transports: list[asyncio.Transport] = []
    while len(transports) < clients:
        some = min(_AT_ONCE, clients - len(transports))
        made = await asyncio.gather(*(loop.create_connection(lambda: _Reader(crowd), host, port) for _ in range(some)))
        transports += [transport for transport, _ in made]
    return transports


async def _settled(process: Running) -> None:
    """Wait until the server has nothing left to do but wait."""
    until = time.monotonic() + _SETTLE_S
    before = process.cpu_s()
    while time.monotonic() < until:
        await asyncio.sleep(_QUIET_S)
        now = process.cpu_s()
        if now - before <= _QUIET_CPU_S:
            return
        before = now
