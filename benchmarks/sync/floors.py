"""What the work costs at the very least: msgspec, zstd and one synced transaction a batch on either end, nothing else.

No chains, no judging, no mailboxes, no signatures, no cases: a distance to the floor is what those cost.
"""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec
import sqlcipher3
import zstandard

from benchmarks.sync.floor_server import PAGE, connect
from benchmarks.sync.processes import Running, running
from benchmarks.sync.wire import Line, line, written
from casework.contract import Push
from casework.events import Event

_NO_HASH = "0" * 64
_ZSTD_LEVEL = 3
_pages = msgspec.json.Decoder(list[msgspec.Raw])
_encoder = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Floor:
    """Documents a second, and the server's CPU (s) in both directions."""

    push_per_s: float
    pull_per_s: float
    server_cpu_s: float


@contextmanager
def floor_server(folder: Path) -> Iterator[tuple[Running, str]]:
    """Run the floors' server; give its process and its address."""
    folder.mkdir(parents=True, exist_ok=True)
    with running([sys.executable, "-m", "benchmarks.sync.floor_server", folder], folder / "floor.log") as process:
        yield process, str(process.hear()["ready"])


def measure(folder: Path, events: Sequence[Event]) -> Floor:
    """Return how fast the least is."""
    here, there = _desk(folder / "here.db"), _desk(folder / "there.db")
    here.execute("BEGIN")
    rows = [(event.header.id, event.raw) for event in events]
    here.executemany("INSERT INTO desk (id, raw, acked) VALUES (?, ?, 0)", rows)
    here.execute("COMMIT")
    with floor_server(folder / "server") as (process, address), line(address) as connection:
        before = process.cpu_s()
        push_s = _timed(lambda: _push(connection, here))
        pull_s = _timed(lambda: _pull(connection, there))
        cpu_s = process.cpu_s() - before
    arrived = there.execute("SELECT count(*) FROM desk").fetchone()[0]
    here.close()
    there.close()
    if arrived != len(events):
        raise RuntimeError(f"{len(events)} documents were sent and {arrived} arrived")
    return Floor(len(events) / push_s, len(events) / pull_s, cpu_s)


def _desk(file: Path) -> sqlcipher3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlcipher3.connect(str(file), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{'ab' * 32}'\"")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE desk (line INTEGER PRIMARY KEY, id TEXT, raw BLOB, acked INTEGER) STRICT")
    return connection


def _push(connection: Line, desk: sqlcipher3.Connection) -> None:
    after = 0
    while rows := desk.execute("SELECT line, raw FROM desk WHERE line > ? LIMIT ?", (after, PAGE)).fetchall():
        events = tuple(msgspec.Raw(raw) for _, raw in rows)
        push = Push(origin="W01", epoch="1", from_seq=rows[0][0], prev=_NO_HASH, tip=_NO_HASH, events=events)
        body = zstandard.compress(_encoder.encode(push), _ZSTD_LEVEL)
        connection.ask(written("POST", "/push", {"Content-Type": "application/json"}, body))
        after = rows[-1][0]
        desk.execute("BEGIN IMMEDIATE")
        desk.executemany("UPDATE desk SET acked = 1 WHERE line = ?", [(number,) for number, _ in rows])
        desk.execute("COMMIT")


def _pull(connection: Line, desk: sqlcipher3.Connection) -> None:
    after = 0
    while page := _pages.decode(connection.ask(written("GET", f"/pull?after={after}", {})).body):
        desk.execute("BEGIN IMMEDIATE")
        desk.executemany("INSERT INTO desk (raw, acked) VALUES (?, 1)", [(bytes(raw),) for raw in page])
        desk.execute("COMMIT")
        after += len(page)


def _timed(act: Callable[[], None]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def fill(folder: Path, events: Sequence[Event]) -> None:
    """Put events into the floors' server before it runs."""
    folder.mkdir(parents=True, exist_ok=True)
    database = connect(folder / "floor.sqlite3")
    rows = [(place, event.header.id, event.raw) for place, event in enumerate(events, start=1)]
    database.execute("BEGIN")
    database.executemany("INSERT INTO floor_event VALUES (?, ?, ?)", rows)
    database.execute("COMMIT")
    database.close()
