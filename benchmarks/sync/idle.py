"""What a poll costs that finds nothing: the server's CPU for a 304, beside a bare ASGI application that says 304.

Both run under the same uvicorn settings and are asked over one kept connection; the product's also finds out who asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.sync import documents, floors, product
from benchmarks.sync.processes import Running
from benchmarks.sync.product import Counter
from benchmarks.sync.wire import line, written
from casework.catalogue import Catalogue
from casework.routing import hall_box

_WARM = 200
_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Idle:
    """CPU of the server for one poll, in µs."""

    ours_us: float
    bare_us: float


def measure(folder: Path, catalogue: Catalogue, times: int) -> Idle:
    """Return what `times` polls cost each."""
    with product.serving(folder / "server") as server, product.counter(server, folder / "desk", 1) as desk:
        desk.write(documents.openings(desk.writer, catalogue, 1))
        desk.sync()
        target, headers = _idle_question(desk, server.address)
        ours = _poll(server.process, server.address, target, headers, times)
    with floors.floor_server(folder / "bare") as (process, address):
        bare = _poll(process, address, "/idle", {"If-None-Match": '"E1-0"'}, times)
    return Idle(ours, bare)


def _idle_question(desk: Counter, address: str) -> tuple[str, dict[str, str]]:
    """Return what a desk asks that has everything."""
    cursor = desk.place.store.positions.at(hall_box(desk.writer.hall))
    target = product.feed_target(desk, after=cursor.pos, chain=cursor.chain.hex())
    headers = product.reader_headers(desk, target)
    with line(address) as connection:
        head = connection.ask(written("GET", target, headers)).head.decode("latin-1")
    tags = [field.partition(":")[2].strip() for field in head.split("\r\n") if field.lower().startswith("etag:")]
    return target, {**headers, "If-None-Match": tags[0]}


def _poll(process: Running, address: str, target: str, headers: Mapping[str, str], times: int) -> float:
    request = written("GET", target, headers)
    with line(address) as connection:
        for _ in range(_WARM):
            if connection.ask(request).status != _NOT_MODIFIED:
                raise RuntimeError(f"{target} was to answer 304")
        before = process.cpu_s()
        for _ in range(times):
            connection.ask(request)
        return (process.cpu_s() - before) / times * 1e6
