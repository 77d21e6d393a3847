"""A page of 500 events: how long until it is here, beside bare splicing, and whether a long mailbox makes it slower.

The mailboxes are filled by SQL, in the tables as the server made them. What is read has its full size; in the long
mailbox that is its beginning, its middle and its end, and the events between are short, so that the file can be made in
minutes.
"""

import shutil
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3

from benchmarks.sync import documents, floors, product
from benchmarks.sync.floor_server import PAGE
from benchmarks.sync.processes import PartCannotRunError
from benchmarks.sync.wire import line, written
from casework.catalogue import Catalogue
from casework.events import Event
from casework.routing import hall_box

FEW, MANY = 10_000, 10_000_000
_TIMES = 90
_STRETCH = 10_000
_AT_ONCE = 500_000
_BYTES_EACH = 1_000
_CHAIN = "00" * 32

_FILL_EVENTS = """
WITH RECURSIVE n (n) AS (SELECT :first UNION ALL SELECT n + 1 FROM n WHERE n < :last)
INSERT INTO event (id, origin, epoch, seq, case_id, kind, raw, received_ms, verdict, ver, reason, held_by, number,
    serial)
SELECT printf('0197d0a0-0000-7000-8000-%012x', n), 'W01', :epoch, n, printf('0197d0a1-0000-7000-8000-%012x', n),
    'case.opened',
    CASE WHEN n <= :stretch OR n > :total - :stretch OR n - :total / 2 BETWEEN 1 AND :stretch
        THEN (SELECT raw FROM sample WHERE place = n % :samples) ELSE CAST('{"id":"short"}' AS BLOB) END,
    1783299600000 + n, 'applied', 1, '', '', '', ''
FROM n
"""
_FILL_BOX = """
WITH RECURSIVE n (n) AS (SELECT :first UNION ALL SELECT n + 1 FROM n WHERE n < :last)
INSERT INTO box (box, pos, event_id, chain)
SELECT :box, n, printf('0197d0a0-0000-7000-8000-%012x', n), zeroblob(32) FROM n
"""


@dataclass(frozen=True, slots=True)
class Pages:
    """Medians in ms: of a mailbox of 10,000, of a long one, of bare splicing; and how long the long one was."""

    few_ms: float
    many_ms: float
    splice_ms: float
    many: int


def measure(folder: Path, catalogue: Catalogue, many: int = MANY) -> Pages:
    """Return how long pages take.

    Raises:
        PartCannotRunError: the disk has no room for the long mailbox.
    """
    folder.mkdir(parents=True, exist_ok=True)
    room = shutil.disk_usage(folder).free
    if room < many * _BYTES_EACH * 2:
        raise PartCannotRunError(f"a mailbox of {many} events needs {many * _BYTES_EACH * 2 / 1e9:.0f} GB of disk")
    writer = documents.Writer("W01", 1, "0", "510600", "510600-H1")
    events = list(documents.openings(writer, catalogue, PAGE))
    few_ms = _product(folder / "few", events, FEW)
    many_ms = _product(folder / "many", events, many)
    shutil.rmtree(folder / "many")
    floors.fill(folder / "splice", events * (FEW // PAGE))
    with floors.floor_server(folder / "splice") as (_, address):
        splice_ms = _median_ms(address, [f"/page?after={after}" for after in _afters(FEW)], {})
    return Pages(few_ms, many_ms, splice_ms, many)


def _product(folder: Path, events: Sequence[Event], total: int) -> float:
    with product.serving(folder / "server") as server, product.counter(server, folder / "desk", 1) as desk:
        box = hall_box(desk.writer.hall)
    fill(folder / "server" / "server.sqlite3", box, events, total)
    with product.serving(folder / "server") as server, product.counter(server, folder / "desk", 1) as desk:
        targets = [product.feed_target(desk, after=after, chain=_CHAIN if after else "") for after in _afters(total)]
        return _median_ms_each(server.address, [(target, product.reader_headers(desk, target)) for target in targets])


def _afters(total: int) -> list[int]:
    """Return where the pages that are read begin: at the beginning, in the middle and at the end."""
    places = _TIMES // 3
    half = min(_STRETCH, total) // 2
    starts = [0, total // 2, total - half]
    step = (half - PAGE) // places
    return [start + step * place for place in range(places) for start in starts]


def fill(file: Path, box: str, events: Sequence[Event], total: int) -> None:
    """Fill a mailbox of a server that does not run with `total` events, durable only at the end."""
    database = sqlcipher3.connect(str(file), isolation_level=None)
    for setting in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -400000"):
        database.execute(f"PRAGMA {setting}")
    database.execute("CREATE TEMP TABLE sample (place INTEGER PRIMARY KEY, raw BLOB)")
    database.executemany("INSERT INTO sample VALUES (?, ?)", [(n, event.raw) for n, event in enumerate(events)])
    fixed: Mapping[str, object] = {
        "epoch": "0197d0a0-0000-7000-8000-000000000001",
        "total": total,
        "stretch": min(_STRETCH, total),
        "samples": len(events),
        "box": box,
    }
    for first in range(1, total + 1, _AT_ONCE):
        given = {**fixed, "first": first, "last": min(first + _AT_ONCE - 1, total)}
        database.execute("BEGIN")
        database.execute(_FILL_EVENTS, given)
        database.execute(_FILL_BOX, given)
        database.execute("COMMIT")
    database.execute("INSERT INTO box_head (box, pos, chain) VALUES (?, ?, zeroblob(32))", (box, total))
    database.execute("PRAGMA journal_mode = WAL")
    database.close()


def _median_ms(address: str, targets: Sequence[str], headers: Mapping[str, str]) -> float:
    return _median_ms_each(address, [(target, headers) for target in targets])


def _median_ms_each(address: str, questions: Sequence[tuple[str, Mapping[str, str]]]) -> float:
    taken = []
    with line(address) as connection:
        for round_ in range(2):
            for target, headers in questions:
                request = written("GET", target, headers)
                began = time.perf_counter()
                answer = connection.ask(request)
                taken.append((time.perf_counter() - began) * 1000)
                if answer.body.count(b'"case.opened"') != PAGE:
                    raise RuntimeError(f"{target} answered {answer.status} and no page of {PAGE}")
            if round_ == 0:
                # The first time round pages come from the disk.
                taken.clear()
    return statistics.median(taken)
