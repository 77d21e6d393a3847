"""A page of 500 events: how long until it is here, beside bare splicing, and whether a long mailbox makes it slower.

The mailboxes are filled by SQL, in the tables as the server made them. What is read has its full size; in the long
mailbox that is its beginning, its middle and its end, and the events between are short, so that the file can be made in
minutes.
"""

import shutil
import statistics
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import sqlcipher3

from benchmarks.sync import documents, floors, product
from benchmarks.sync.floor_server import PAGE
from benchmarks.sync.processes import PartCannotRunError
from benchmarks.sync.wire import Line, line, written
from casework.catalogue import Catalogue
from casework.events import Event
from casework.routing import hall_box

FEW, MANY = 10_000, 10_000_000
_TIMES = 90
_ROUNDS = 2
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
    CASE WHEN n <= :stretch OR n > :total - :stretch OR abs(n - :total / 2) <= :stretch
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
    """Return how long pages take; all three are asked in turn, so that what else runs here slows all of them.

    Raises:
        PartCannotRunError: the disk has no room for the long mailbox.
    """
    folder.mkdir(parents=True, exist_ok=True)
    room = shutil.disk_usage(folder).free
    if room < many * _BYTES_EACH * 2:
        raise PartCannotRunError(f"a mailbox of {many} events needs {many * _BYTES_EACH * 2 / 1e9:.0f} GB of disk")
    writer = documents.Writer("W01", 1, "0", "510600", "510600-H1")
    events = list(documents.openings(writer, catalogue, PAGE))
    _make(folder / "few", events, FEW)
    _make(folder / "many", events, many)
    floors.fill(folder / "splice", events * (FEW // PAGE))
    with ExitStack() as stack:
        few = _questions(stack, folder / "few", FEW)
        long = _questions(stack, folder / "many", many)
        _, address = stack.enter_context(floors.floor_server(folder / "splice"))
        splice = _Asked(
            stack.enter_context(line(address)), [written("GET", f"/page?after={n}", {}) for n in _afters(FEW)]
        )
        _in_turn([few, long, splice])
    return Pages(few.median_ms(), long.median_ms(), splice.median_ms(), many)


@dataclass(slots=True)
class _Asked:
    """A connection, the questions for it, and how long (ms) each took."""

    connection: Line
    questions: Sequence[bytes]
    taken: list[float] = field(default_factory=list)

    def ask(self, place: int) -> None:
        """Ask one question."""
        began = time.perf_counter()
        answer = self.connection.ask(self.questions[place])
        self.taken.append((time.perf_counter() - began) * 1000)
        if answer.body.count(b'"case.opened"') != PAGE:
            raise RuntimeError(f"{self.questions[place]!r} was answered {answer.status} and no page of {PAGE}")

    def median_ms(self) -> float:
        """Return the middle of what was taken."""
        return statistics.median(self.taken)


def _in_turn(asked: Sequence[_Asked]) -> None:
    for place in range(_TIMES * (_ROUNDS + 1)):
        if place == _TIMES:
            # The first time round pages come from the disk.
            for one in asked:
                one.taken.clear()
        for one in asked:
            one.ask(place)


def _make(folder: Path, events: Sequence[Event], total: int) -> None:
    """Make a server with a desk and a mailbox of `total` events."""
    with product.serving(folder / "server") as server, product.counter(server, folder / "desk", 1) as desk:
        box = hall_box(desk.writer.hall)
    fill(folder / "server" / "server.sqlite3", box, events, total)


def _questions(stack: ExitStack, folder: Path, total: int) -> _Asked:
    server = stack.enter_context(product.serving(folder / "server"))
    desk = stack.enter_context(product.counter(server, folder / "desk", 1))
    targets = [product.feed_target(desk, after=after, chain=_CHAIN if after else "") for after in _afters(total)]
    questions = [written("GET", target, product.reader_headers(desk, target)) for target in targets]
    return _Asked(stack.enter_context(line(server.address)), questions)


def _afters(total: int) -> list[int]:
    """Return where the pages that are read begin: at the beginning, in the middle and at the end.

    Each time round they begin one further on, so that no page is asked for twice and what is measured is reading.
    """
    return [after + turn for turn in range(_ROUNDS + 1) for after in _beginnings(total)]


def _beginnings(total: int) -> list[int]:
    places = _TIMES // 3
    third = min(_STRETCH, total) // 3
    starts = [0, total // 2 - third // 2, total - third]
    step = (third - PAGE) // places
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
