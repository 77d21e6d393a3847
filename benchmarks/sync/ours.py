"""Our own part: a desk pushes 10,000 openings to the server, another desk of the same hall pulls them.

Both are the product's own: what is timed is a round of the desk's agent, from the moment the server has greeted it to
the moment everything is durable in its store. Every commit is synced on both ends; the desks' stores are encrypted.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.sync import documents, product
from benchmarks.sync.processes import Running
from benchmarks.sync.product import Call, Counter, Server
from casework.catalogue import Catalogue

_HELLO, _PUSH, _FEED = "/v1/hello", "/v1/push", "/v1/feed/H"
PUSHING, PULLING = 1, 2
"""The numbers of the windows."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """One direction: how many documents, in how many seconds, the server's CPU (s) and the bytes that were sent."""

    documents: int
    seconds: float
    server_cpu_s: float
    sent_bytes: int

    @property
    def per_s(self) -> float:
        """Documents a second."""
        return self.documents / self.seconds


@dataclass(frozen=True, slots=True)
class Both:
    """What one engine did.

    `server_rss_mb` is the server's memory (MB) at its most; `shown_s` how long the pulling desk took until every case
    could also be seen and searched for, which the peers leave to whoever asks.
    """

    push: Transfer
    pull: Transfer
    server_rss_mb: float
    shown_s: float = 0.0


def measure(
    folder: Path,
    catalogue: Catalogue,
    count: int,
    env: Mapping[str, str] | None = None,
    cpu_of: Callable[[Running], float] = Running.cpu_s,
) -> Both:
    """Return what a server with the settings in `env` does; `cpu_of` reads the CPU of all that belongs to it."""
    with product.serving(folder / "server", env) as server:
        push = _push(server, folder / "W01", catalogue, count, cpu_of)
        pull, shown_s = _pull(server, folder / "W02", count, cpu_of)
        return Both(push, pull, server.process.most_rss_mb(), shown_s)


def _push(
    server: Server, folder: Path, catalogue: Catalogue, count: int, cpu_of: Callable[[Running], float]
) -> Transfer:
    with product.counter(server, folder, PUSHING, cpu_of) as desk:
        desk.write(documents.openings(desk.writer, catalogue, count))
        calls = _round(desk)
    pushes = [call for call in calls if call.path == _PUSH]
    after = next(call for call in calls if call.began > pushes[-1].began and call.path.startswith(_FEED))
    # What was sent is kept before the mailbox is asked; reading the own events back is not part of a push.
    return _transfer(count, calls, after.began, after.server_cpu_s, pushes)


def _pull(server: Server, folder: Path, count: int, cpu_of: Callable[[Running], float]) -> tuple[Transfer, float]:
    with product.counter(server, folder, PULLING, cpu_of) as desk:
        calls = _round(desk)
        through = time.perf_counter()
        here = desk.place.store.journal.size()
        if here != count:
            raise RuntimeError(f"{count} documents were sent and {here} arrived")
    feeds = [call for call in calls if call.path.startswith(_FEED)]
    # The last question finds nothing more: by then everything before it is in the store.
    pull = _transfer(count, calls, feeds[-1].ended, cpu_of(server.process), feeds)
    return pull, through - feeds[-1].ended + pull.seconds


def _round(desk: Counter) -> list[Call]:
    """Return what the desk's first round asked, from its greeting on."""
    desk.adapter.calls.clear()
    desk.sync()
    return list(desk.adapter.calls)


def _transfer(count: int, calls: list[Call], until: float, cpu_until_s: float, counted: list[Call]) -> Transfer:
    greeting = next(call for call in calls if call.path == _HELLO)
    first = next(call for call in calls if call.began >= greeting.ended)
    return Transfer(
        documents=count,
        seconds=until - greeting.ended,
        server_cpu_s=cpu_until_s - first.server_cpu_s,
        sent_bytes=sum(call.sent_bytes for call in counted),
    )
