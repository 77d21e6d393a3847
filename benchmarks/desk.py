"""The desk: a durable acceptance from its key, beside a bare commit of three rows, and finding among a million cases.

Peer and floor is what the engine itself needs: three rows, encrypted, WAL, `synchronous=FULL`.
"""

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import sqlcipher3

from benchmarks import desk_lists, desk_screen
from benchmarks.demo.people import Town
from benchmarks.demo.plan import SEED
from benchmarks.finding import CASES, measure_finding
from casework.contract import ClerkCard, Site
from casework.materials import MaterialMark
from casework.parties import Delivery, DeliveryWay
from counter_app.desk.accept import accept
from counter_app.desk.forms import ApplicationForm
from counter_app.desk.take_in import take_in
from counter_app.main import Workplace, open_desk
from counter_app.store.meta import Place

_TIMES = 400
_MATTER = "AGR-006"
_SITE = Site(
    region="510600",
    hall="DY01",
    hall_name="德阳市政务服务大厅",
    hall_name_en="Deyang Government Affairs Service Hall",
    phone="0838-555-0123",
    hours="9:00-17:00",
    progress_url="HTTPS://HALL.EXAMPLE",
    seal_code="5106000021946",
)


def measure(cases: int = CASES) -> dict[str, float]:
    """Return what an acceptance, the opening of a desk, lists, finding among so many `cases` and the screen take.

    `accept_p50_ms`, `accept_p99_ms`, `bare_p50_ms`, `accept_vs_bare`, `open_ms`, and those of `desk_lists`, of
    `measure_finding` and of `desk_screen`.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        bare = _timed(_bare_commit(root / "bare.db"), _TIMES)
        place = enrolled(root)
        town = Town(random.Random(SEED))  # noqa: S311 - invented people, nothing to guard
        accepts = _timed(lambda: _accept(place, town), _TIMES)
        place.close()
        opened = _timed(lambda: open_desk(desk_screen.settings_in(root)).close(), 5)
        # Its copies have one serial, so they must not stand among the cases that are looked for.
        place = enrolled(root / "lists")
        _accept(place, town)
        lists = desk_lists.measure(place)
        place.close()
        place = open_desk(desk_screen.settings_in(root))
        finding = measure_finding(place, place.store.journal.case_ids(), cases)
        place.close()
    return {
        **lists,
        "accept_p50_ms": round(statistics.median(accepts), 3),
        "accept_p99_ms": round(_percentile(accepts, 99), 3),
        "bare_p50_ms": round(statistics.median(bare), 3),
        "accept_vs_bare": round(statistics.median(accepts) / statistics.median(bare), 2),
        "open_ms": round(statistics.median(opened), 1),
        **finding,
        **desk_screen.measure(lambda root: enrolled(root).close()),
    }


def _bare_commit(file: Path) -> Callable[[], object]:
    connection = sqlcipher3.connect(str(file), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{'ab' * 32}'\"")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, content BLOB)")

    def commit() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO bare (content) VALUES (?)", [(b"x" * 1500,)] * 3)
        connection.execute("COMMIT")

    return commit


def enrolled(root: Path) -> Workplace:
    """Return a desk that was enrolled by hand, with a clerk at it; no server is needed."""
    place = open_desk(desk_screen.settings_in(root))
    now = place.desk.now_ms()
    with place.store.writing():
        place.store.meta.set_place(Place(window="W01", window_number=1, site=_SITE, server_epoch=1))
        place.store.journal.open_stream("W01", "0197d0a0-0000-7000-8000-000000000001", "K", now)
        place.store.clerks.remember(ClerkCard(code="C01", name="李国栋"), "", now)
        place.store.clerks.begin("C01", now, online=True)
    return place


def _accept(place: Workplace, town: Town) -> None:
    accept(place.desk, _form(place, town))


def receive(place: Workplace, town: Town) -> None:
    """Take in the papers of an invented body; a slip is owed."""
    take_in(place.desk, _form(place, town))


def _form(place: Workplace, town: Town) -> ApplicationForm:
    matter = place.desk.catalogue.matter(_MATTER)
    marks = tuple(
        MaterialMark(code=each.code, originals=each.originals, copies=each.copies) for each in matter.materials
    )
    return ApplicationForm(
        matter=_MATTER, applicant=town.company(), delivery=Delivery(way=DeliveryWay.WINDOW), materials=marks
    )


def _timed(act: Callable[[], object], times: int) -> list[float]:
    """Return how many ms each of `times` runs took."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def _percentile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1]
