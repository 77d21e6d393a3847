"""Labels from the page of a case, found in the list of all acts; a second time they ask why."""

import pytest
from PySide6.QtCore import Qt
from support.desks import a_desk, accepted, received
from support.shown import at_work

from counter_app.store.printouts import JobState
from counter_app.ui.acts import BY_ID, Scope, unkeyed
from counter_app.ui.dialogs.act_list import ActList
from counter_app.ui.dialogs.ask import AskDialog
from printing.model import PaperKind


@pytest.fixture
def window(tmp_path, qtbot):
    place = a_desk(tmp_path)
    with at_work(place, qtbot) as made:
        yield made


def states(window, case):
    jobs = window.workplace.store.printouts.of_case(case.id)
    return [(job.state, job.reprint) for job in jobs if job.paper == PaperKind.MATERIAL_LABEL]


def from_all_acts(window, qtbot):
    window.do("all_acts")
    listed = window.shell.findChild(ActList)
    listed.filter.setText("标签")
    listed.filter.textEdited.emit("标签")
    qtbot.keyClick(listed.filter, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.printing.busy)


def test_labels_come_out_and_a_second_time_ask_why(window, qtbot):
    case = accepted(window.workplace)
    window.open_case(case.id)
    from_all_acts(window, qtbot)
    assert states(window, case) == [(JobState.PRINTED, 0)]
    assert "材料标签" in [line.text for line in window.case.view().prints]
    from_all_acts(window, qtbot)
    asked = next(one for one in window.shell.findChildren(AskDialog) if one.isVisible())
    assert window.case.refusal is None
    asked.editors["reason"].setText("贴歪了")
    qtbot.keyClick(asked, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: not window.printing.busy)
    assert states(window, case) == [(JobState.PRINTED, 0), (JobState.PRINTED, 1)]


def test_a_case_without_originals_says_so(window):
    case = received(window.workplace, materials=())
    window.open_case(case.id)
    window.do("labels")
    assert "没有收原件" in window.case.view().standing.text


def test_an_act_without_a_key_holds_only_on_its_pages():
    assert "labels" not in BY_ID
    assert "labels" in {act.id for act in unkeyed(Scope.CASE)}
    assert "labels" not in {act.id for act in unkeyed(Scope.NEW)}
    assert unkeyed(Scope.LOCK) == ()
