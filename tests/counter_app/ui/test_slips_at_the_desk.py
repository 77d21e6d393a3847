"""A signed slip is scanned at the desk: it opens its case, or says what stands on it and offers to write it again."""

from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from support.desks import a_desk, accepted

from casework.signed_slip import text_in
from counter_app.desk.paper_orders import order_job
from counter_app.presenters.shell_views import ScanOutcome
from counter_app.ui.dialogs.ask import AskDialog
from counter_app.ui.kit.text import Text
from counter_app.ui.slip_acts import SURE
from counter_app.ui.start import make_window
from printing.model import PaperKind


def address_of(place, case):
    job = next(one for one in place.store.printouts.of_case(case.id) if one.paper == PaperKind.RECEIPT_SLIP)
    return order_job(place.desk, job).material.progress_url


@pytest.fixture
def lost(tmp_path):
    """A case that only a window which burnt down had: its slip, and the window's public keys."""
    with closing(a_desk(tmp_path / "burnt", window="W01", number=1)) as burnt:
        with burnt.store.writing():
            burnt.store.meta.put("device_key", "11" * 32)
        case = accepted(burnt)
        return case, address_of(burnt, case), burnt.store.window_keys.known()


@pytest.fixture
def place(tmp_path, lost):
    with closing(a_desk(tmp_path / "desk")) as workplace:
        with workplace.store.writing():
            workplace.store.meta.put("device_key", "33" * 32)
            workplace.store.window_keys.take(lost[2], "tag")
        yield workplace


@pytest.fixture
def window(request, place, qtbot):
    request.getfixturevalue("dressed")
    shown = make_window(place)
    qtbot.addWidget(shown.shell)
    shown.start()
    yield shown
    shown.close()
    shown.shell.hide()


def asked(window):
    return [one for one in window.shell.findChildren(AskDialog) if one.isVisible()]


def words(widget):
    return " ".join(text.text() for text in widget.findChildren(Text))


def test_scanning_a_signed_slip_opens_its_case(window, place):
    case = accepted(place)
    window.scanning.scan(address_of(place, case))
    assert window.case.case_id == case.id
    assert not asked(window)


def test_a_genuine_slip_of_a_lost_case_says_what_stands_on_it_and_is_rebuilt_when_asked(window, place, lost, qtbot):
    case, link, _keys = lost
    window.scanning.scan(link)
    (dialog,) = asked(window)
    assert case.number in words(dialog)
    assert case.applicant.name not in words(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_F9)
    assert dialog.isVisible(), "nothing is written before the clerk says that it is lost"
    assert place.store.cases.differing() == ()
    dialog.editors[SURE].setChecked(True)
    qtbot.keyClick(dialog, Qt.Key.Key_F9)
    assert not asked(window)
    (found,) = place.store.search.by_words("向阳*", 5) or [place.store.cases.get(window.case.case_id)]
    assert (found.case.number, found.case.rebuilt) == (case.number, True)


def test_an_altered_slip_opens_nothing_and_says_so(window, lost, monkeypatch):
    heard = []
    monkeypatch.setattr(window.scanning.sounds, "play", heard.append)
    link = lost[1]
    assert text_in(link)
    window.scanning.scan(link[:-9] + ("A" if link[-9] != "A" else "B") + link[-8:])
    assert heard == [ScanOutcome.UNKNOWN]
    assert not asked(window)
