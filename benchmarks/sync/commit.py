"""The desk's own commit: an event with its case and its evidence, witnessed, against three bare rows.

Both are encrypted and synced. Ours also moves the stream's head, fills eight indexes and the words a case is found by,
and writes the witness, a second file with a sync of its own.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import sqlcipher3

from benchmarks.sync import documents
from casework.case_state import Case
from casework.catalogue import Catalogue
from casework.contract import Site
from casework.events import Event
from casework.facts import CaseOpened
from counter_app.main import open_desk
from counter_app.settings import Settings
from counter_app.store.meta import Place
from counter_app.store.store import Store

TIMES = 1_000
_SITE = Site(
    region="510600",
    hall="510600-H1",
    hall_name="德阳市政务服务大厅",
    hall_name_en="Deyang Government Affairs Service Hall",
    phone="0838-5550123",
    hours="9:00-17:00",
    progress_url="HTTPS://HALL.EXAMPLE",
    seal_code="510600",
)
_AUDIT = b"x" * 120


@dataclass(frozen=True, slots=True)
class Commit:
    """In ms."""

    p50_ms: float
    p99_ms: float
    bare_p50_ms: float


def measure(folder: Path, catalogue: Catalogue, times: int = TIMES) -> Commit:
    """Return how long `times` commits take."""
    writer = documents.Writer("W01", 1, "K", _SITE.region, _SITE.hall)
    events = list(documents.openings(writer, catalogue, times))
    settings = Settings(
        data_folder=folder / "data",
        key_file=folder / "key" / "desk.key",
        witness_file=folder / "witness" / "witness",
        print_folder=folder / "papers",
    )
    desk = open_desk(settings)
    try:
        with desk.store.writing():
            desk.store.meta.set_place(Place(window="W01", window_number=1, site=_SITE, server_epoch=1))
            desk.store.journal.open_stream("W01", "0197d0a0-0000-7000-8000-000000000001", "K", desk.desk.now_ms())
        ours = _timed(lambda event: _commit(desk.store, event), events)
    finally:
        desk.close()
    bare = _timed(_bare(folder / "bare.db"), events)
    return Commit(statistics.median(ours), statistics.quantiles(ours, n=100)[98], statistics.median(bare))


def _commit(store: Store, event: Event) -> None:
    with store.writing():
        store.journal.append(event)
        store.cases.refresh([event.header.case])


def _bare(file: Path) -> Callable[[Event], None]:
    connection = sqlcipher3.connect(str(file), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{'ab' * 32}'\"")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, content BLOB)")

    def commit(event: Event) -> None:
        if not isinstance(event.fact, CaseOpened):
            raise TypeError(event.header.type)
        state = msgspec.json.encode(Case.opened(event.header, event.fact))
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO bare (content) VALUES (?)", [(state,), (event.raw,), (_AUDIT,)])
        connection.execute("COMMIT")

    return commit


def _timed(act: Callable[[Event], None], events: Sequence[Event]) -> list[float]:
    taken = []
    for event in events:
        began = time.perf_counter()
        act(event)
        taken.append((time.perf_counter() - began) * 1000)
    return taken
