"""Finding among very many cases: what the list under the scan line costs, and a scan from its last key to the page."""

import os
import random
import statistics
import time

from benchmarks.many_cases import fill
from casework.parties import Party
from casework.search import index_matters, initials
from counter_app.desk.suggest import suggest
from counter_app.main import Workplace

CASES = 1_000_000
_TEXTS = 600
_SCANS = 60


def measure_finding(place: Workplace, case_ids: tuple[str, ...], count: int = CASES) -> dict[str, float]:
    """Fill the store and return `find_p95_ms`, `find_max_ms`, `scan_to_case_p95_ms` and `find_cases`.

    `case_ids` are cases that the desk itself took in, with their histories; these are scanned.
    """
    parties = fill(place, count)
    finds = _find(place, parties)
    scans = _scan(place, case_ids)
    return {
        "find_p95_ms": round(_p95(finds), 3),
        "find_max_ms": round(max(finds), 3),
        "scan_to_case_p95_ms": round(_p95(scans), 3),
        "find_cases": count,
    }


def texts(parties: tuple[Party, ...], dice: random.Random) -> list[str]:
    """Return what clerks type: names from their beginning and middle, initials, digits, each as it grows."""
    asked = []
    for party in dice.choices(parties, k=_TEXTS // 6):
        name = party.name
        start = dice.randrange(max(1, len(name) - 2))
        letters = initials(name)[0]
        asked += [name[: dice.randint(1, len(name))], name[start : start + 2], name[start : start + dice.randint(2, 5)]]
        asked += [letters[: dice.randint(2, len(letters))], party.phone[: dice.randint(5, 11)]]
        asked += [
            dice.choice((party.id_number[:12], f"{dice.randrange(10_000):04}", "有限公司", "mbyey", name[1:] + "王"))
        ]
    return asked


def _find(place: Workplace, parties: tuple[Party, ...]) -> list[float]:
    matters = index_matters(place.desk.catalogue)
    taken = []
    for text in texts(parties, random.Random(2)):  # noqa: S311 - the same texts on every run
        began = time.perf_counter()
        suggest(place.desk, matters, text)
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def _scan(place: Workplace, case_ids: tuple[str, ...]) -> list[float]:
    """Return the ms from the last key of each scan until the page of its case is drawn."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt  # noqa: PLC0415 - the other benches need no screen
    from PySide6.QtTest import QTest  # noqa: PLC0415 - see above

    from counter_app.ui.acts import Scope  # noqa: PLC0415 - see above
    from counter_app.ui.start import make_window  # noqa: PLC0415 - see above

    window = make_window(place)
    window.start()
    taken = []
    for number in range(_SCANS):
        case = place.store.cases.get(case_ids[number % len(case_ids)])
        if case is None:
            raise LookupError(case_ids[number % len(case_ids)])
        window.do("new")
        window.shell.grab()
        line = window.shell.top_bar.scan.edit
        line.setFocus()
        line.setText(case.case.serial)
        began = time.perf_counter()
        QTest.keyClick(line, Qt.Key.Key_Return)
        window.shell.grab()
        taken.append((time.perf_counter() - began) * 1000)
        if window.shell.scope is not Scope.CASE:
            raise LookupError(case.case.serial)
    window.close()
    window.shell.hide()
    return taken


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=100)[94]
