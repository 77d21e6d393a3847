"""Alt+U on a case or in the list: it asks why, and the timeline says who urged and what was answered, if anything."""

import pytest
from PySide6.QtCore import Qt
from support.desks import MovedClock, a_desk, accepted, kinds, received
from support.offices import Office
from support.shown import at_work

from casework.facts import CaseDecided, Outcome, ReceivedByDepartment, UrgingAnswered
from counter_app.presenters.list_views import Asked, Flag
from counter_app.presenters.views import Dress
from counter_app.ui.dialogs.ask import AskDialog

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def clock():
    return MovedClock()


@pytest.fixture
def window(tmp_path, qtbot, clock):
    place = a_desk(tmp_path, clock)
    with at_work(place, qtbot) as made:
        yield made


def urge(window, qtbot, reason=""):
    qtbot.keyClick(window.shell.page(), Qt.Key.Key_U, ALT)
    asked = next(one for one in window.shell.findChildren(AskDialog) if one.isVisible())
    asked.editors["reason"].setPlainText(reason)
    qtbot.keyClick(asked, Qt.Key.Key_F9)
    return asked


def key(window):
    return next(one for one in window.case.view().outcomes if one.act == "urge")


def test_a_case_is_urged_and_its_answer_shown_where_the_department_speaks(window, qtbot):
    place = window.workplace
    case = accepted(place)
    window.open_case(case.id)
    urge(window, qtbot, "申请人来问")
    assert kinds(place, case)[-1] == "case.urged"
    newest = window.case.view().timeline[1]
    assert newest.title == "催办第 1 次，**还没有答复**"
    assert newest.detail.endswith("申请人来问")
    answer = window.case.view().answer
    assert (answer.verdict.text, answer.title) == ("等答复", "催办第 1 次：申请人来问")
    assert (key(window).label, key(window).dress) == ("再催一次", Dress.READY)
    office = Office(place)
    office.judge()
    (urging,) = place.store.cases.get(case.id).case.urgings
    office.state(UrgingAnswered(urging=urging.event, answered_on=place.desk.today(), text="15 日踏勘"), case.id)
    office.deliver()
    window._draw_now()
    assert window.case.view().answer.words == "“15 日踏勘”"
    assert [entry.title for entry in window.case.view().timeline[1:3]] == [
        "答复催办第 1 次：15 日踏勘",
        "催办第 1 次，当日答复",
    ]
    urge(window, qtbot, "又来问")
    assert window.case.view().answer.words == "第 1 次的答复：“15 日踏勘”"


def test_a_second_urging_stays_asked_until_it_has_a_reason(window, qtbot):
    case = accepted(window.workplace)
    window.open_case(case.id)
    urge(window, qtbot)
    asked = urge(window, qtbot)
    assert asked.isVisible()
    asked.editors["reason"].setPlainText("申请人又来问")
    qtbot.keyClick(asked, Qt.Key.Key_F9)
    assert kinds(window.workplace, case).count("case.urged") == 2


def test_from_the_list_the_case_under_the_cursor_is_urged_and_gets_its_mark(window, qtbot):
    place = window.workplace
    case = accepted(place)
    window.list.changed()
    window.do("work_list")
    assert "urge" in [one.act for one in window.list.view().outcomes]
    window.list_page.table.setFocus()
    urge(window, qtbot, "快到期")
    (row,) = window.list.view().source.page(Asked(pill="hall"), 0, 10)
    assert (row.case_id, row.flag) == (case.id, Flag.URGED)


def test_the_key_says_why_it_does_nothing_and_suggests_itself_when_a_limit_is_past(window, clock):
    place = window.workplace
    taken = received(place)
    window.open_case(taken.id)
    assert (key(window).dress, key(window).reason) == (Dress.NOT_READY, "还没有交给部门")
    case, office = accepted(place), Office(place)
    window.open_case(case.id)
    assert key(window).dress is Dress.READY
    clock.pass_by(days=120)
    assert (key(window).dress, key(window).reason) == (Dress.SUGGESTED, "已过期，催部门")
    office.judge()
    office.state(ReceivedByDepartment(received_on=place.desk.today()), case.id)
    office.state(CaseDecided(outcome=Outcome.GRANTED, decided_on=place.desk.today()), case.id)
    office.deliver()
    assert (key(window).dress, key(window).reason) == (Dress.NOT_READY, "部门已办完，不用催")


def test_an_urging_that_the_decision_overtook_says_so(window, qtbot):
    place = window.workplace
    case, office = accepted(place), Office(place)
    window.open_case(case.id)
    urge(window, qtbot)
    office.judge()
    office.state(ReceivedByDepartment(received_on=place.desk.today()), case.id)
    office.state(CaseDecided(outcome=Outcome.GRANTED, decided_on=place.desk.today()), case.id)
    office.deliver()
    assert "催办第 1 次，没有另行答复" in [entry.title for entry in window.case.view().timeline]
