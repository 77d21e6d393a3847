"""The bench of finding: its store is the product's own, its texts are what is found there, its figures are whole."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from support.desks import a_desk, accepted

from benchmarks.finding import measure_finding
from benchmarks.many_cases import fill
from casework.search import index_matters, initials
from counter_app.desk.suggest import suggest

CASES = 3_000


@pytest.fixture
def place(tmp_path):
    workplace = a_desk(tmp_path)
    yield workplace
    workplace.close()


def test_the_store_is_filled_with_cases_that_are_found(place):
    parties = fill(place, CASES)
    matters = index_matters(place.desk.catalogue)
    assert place.store.database.value("SELECT count(*) FROM case_row") == CASES + 1
    belongs = {name for (name,) in place.store.database.tuples("SELECT applicant FROM case_row")}
    for party in [one for one in parties if one.name in belongs][:50]:
        assert suggest(place.desk, matters, initials(party.name)[0])


@pytest.mark.qt_log_ignore("does not support propagateSizeHints")
@pytest.mark.usefixtures("qapp")
def test_a_small_run_gives_every_figure(place):
    case = accepted(place)
    figures = measure_finding(place, (case.id,), CASES)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert set(figures) == {"find_p95_ms", "find_max_ms", "scan_to_case_p95_ms", "find_cases"}
    assert figures["find_cases"] == CASES
    assert 0 < figures["find_p95_ms"] <= figures["find_max_ms"]
    assert figures["scan_to_case_p95_ms"] > 0
