"""Work lists over many open cases: a page at any depth, the counts of every list, a whole order, and one sorted anew.

Floor is the engine itself: as many rows read by their lines, without making cases of them.
"""

import random
import statistics
import time
from collections.abc import Callable

from benchmarks.demo.plan import SEED
from counter_app.desk.words import case_words
from counter_app.main import Workplace
from counter_app.presenters.list_views import Asked
from counter_app.presenters.listing import Listing
from counter_app.presenters.wording import Words

CASES = 100_000
_PAGE = 64
_TIMES = 200
_STAGES = ("received", "accepted", "in_review", "in_review", "in_review", "suspended", "supplement", "result_at_window")
_DAYS = 60


def measure(place: Workplace, cases: int = CASES, times: int = _TIMES) -> dict[str, float]:
    """Return `list_page_ms` (p95), `list_page_floor_ms`, `list_open_ms` and `list_sort_ms`.

    `place` has one accepted case at least; `cases` copies of it are written beside it.
    """
    fill(place, cases)
    listing = Listing(place.desk, Words("zh"))
    opened = _timed(lambda: _anew(listing, Asked(pill="hall")), 5)
    sorted_anew = _timed(lambda: _anew(listing, Asked(pill="hall", sort="applicant")), 5)
    _anew(listing, Asked(pill="hall"))
    source = listing.source(Asked(pill="hall"))
    total = sum(group.count for group in source.groups(Asked(pill="hall")))
    chance = random.Random(SEED)  # noqa: S311 - places in a list, nothing to guard
    starts = [chance.randrange(max(1, total - _PAGE)) for _ in range(times)]
    pages = _timed_each(lambda start: source.page(Asked(pill="hall"), start, _PAGE), starts)
    floor = _timed_each(lambda start: _bare(place, start), starts)
    return {
        "list_page_ms": round(_p95(pages), 2),
        "list_page_floor_ms": round(_p95(floor), 2),
        "list_open_ms": round(statistics.median(opened), 1),
        "list_sort_ms": round(statistics.median(sorted_anew), 1),
    }


def fill(place: Workplace, cases: int) -> None:
    """Write `cases` open cases by copying the first one, with days, stages, clerks and names of their own."""
    database = place.store.database
    template = database.one("SELECT * FROM case_row ORDER BY line LIMIT 1")
    if template is None:
        raise RuntimeError("there is no case to copy")
    first = int(database.value("SELECT max(line) FROM case_row")) + 1
    copied = [name for name in template if name not in {"line", "id", "stage", "clerk", "applicant", "due_on", "state"}]
    with database.writing():
        database.run(
            f"""WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :cases)
            INSERT INTO case_row (line, id, stage, clerk, applicant, due_on, state, {", ".join(copied)})
            SELECT :first + i, printf('copy-%06d', i),
                json_extract(:stages, '$[' || (i % {len(_STAGES)}) || ']'),
                printf('C%02d', i % 20), printf('%s%05d', applicant, (i * 7919) % 100003),
                date(received_on, '+' || ((i * 31) % {_DAYS}) || ' days'),
                CAST(replace(CAST(state AS TEXT), id, printf('copy-%06d', i)) AS BLOB), {", ".join(copied)}
            FROM n JOIN case_row ON line = {int(template["line"])}""",  # noqa: S608 - names of our own columns
            cases=cases,
            first=first,
            stages=str(list(_STAGES)).replace("'", '"'),
        )
        index = "INSERT INTO open_words (rowid, words) SELECT line, :words FROM case_row WHERE line >= :first"
        database.run(index, first=first, words=_words_of(place, str(template["id"])))


def _words_of(place: Workplace, case_id: str) -> str:
    shown = place.store.cases.get(case_id)
    return case_words(shown.case) if shown else ""


def _anew(listing: Listing, asked: Asked) -> None:
    listing.changed()
    listing.take(listing.answer(listing.question(asked)))


def _bare(place: Workplace, start: int) -> None:
    place.store.database.tuples(
        "SELECT state FROM case_row WHERE line BETWEEN :first AND :last", first=start, last=start + _PAGE - 1
    )


def _timed(act: Callable[[], object], times: int) -> list[float]:
    """Return how many ms each of `times` runs took."""
    return _timed_each(lambda _: act(), [0] * times)


def _timed_each(act: Callable[[int], object], given: list[int]) -> list[float]:
    """Return how many ms each run took."""
    taken = []
    for one in given:
        began = time.perf_counter()
        act(one)
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]
