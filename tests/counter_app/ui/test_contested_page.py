"""A contested record in the outbox at work: compared under the cursor, answered by digits."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from support.desks import a_desk, accepted
from support.feeds import Mailbox, written

from casework.contract import EventVerdict
from casework.events import Role
from casework.facts import CaseAccepted
from casework.lifecycle import Verdict
from counter_app.ui.acts import Scope
from counter_app.ui.dialogs.ask import AskDialog
from counter_app.ui.start import make_window


@pytest.fixture
def place(tmp_path):
    workplace = a_desk(tmp_path)
    case = accepted(workplace)
    fact = CaseAccepted(accepted_on=date(2026, 9, 21), committed_days=20, statutory_days=60)
    row = Mailbox("H:DY01").add(written(fact, case.id, role=Role.CLERK, code="C02").raw, ver=2, origin="W02")
    store = workplace.store
    with store.writing():
        said = (
            EventVerdict(seq=1, verdict=Verdict.APPLIED, ver=1),
            EventVerdict(seq=2, verdict=Verdict.CONTESTED, ver=2, reason="case.stage"),
        )
        store.journal.store_verdicts(store.journal.stream().epoch, said)
        store.journal.receive(row)
        store.cases.refresh((case.id,))
    yield workplace
    workplace.close()


@pytest.fixture
def window(place, qtbot):
    made = make_window(place)
    qtbot.addWidget(made.shell)
    made.start()
    made.shell.activateWindow()
    made.do("outbox")
    yield made
    made.close()


def test_the_record_under_the_cursor_is_compared_and_one_sets_it_aside(window, place, qtbot):
    page = window.outbox_page
    assert page.contested.isVisible()
    assert "2026-09-21 / 2026-09-22" in page.contested._sides.accessibleName()
    page.contested.box.setFocus()
    qtbot.keyClick(page.contested.box, Qt.Key.Key_1)
    assert not page.contested.isVisible()
    assert place.store.journal.count_aside() == 1
    assert page.table.isVisible() or page._empty.isVisible()


def test_three_opens_the_case(window, qtbot):
    window.outbox_page.contested.box.setFocus()
    qtbot.keyClick(window.outbox_page.contested.box, Qt.Key.Key_3)
    assert window.shell.scope is Scope.CASE


def test_four_asks_why_ours_should_stand_and_keeps_the_record_in_the_outbox(window, place, qtbot):
    page = window.outbox_page
    record = window.outbox.contested().record_id
    page.contested.box.setFocus()
    qtbot.keyClick(page.contested.box, Qt.Key.Key_4)
    asked = window.shell.findChild(AskDialog)
    qtbot.keyClick(asked, Qt.Key.Key_F9)
    assert asked.isVisible()
    asked.editors["reason"].setPlainText("材料在本窗")
    qtbot.keyClick(asked, Qt.Key.Key_F9)
    assert not asked.isVisible()
    case_id = place.store.journal.entry(record).case_id
    assert place.store.journal.history(case_id)[-1].type == "note.added"
    assert window.outbox.contested().record_id == record
    assert "督办" in window.shell.hint_line._message.text()
