"""Blanks on the screen: found in the list of all acts, received, voided with a colleague's password, replaced."""

import pytest
from PySide6.QtCore import Qt
from support.blanks import KIND, SECOND, box_of, stocked
from support.desks import a_desk, resident_id
from support.results import decided, issued
from support.shown import at_work

from counter_app.desk.deliver import deliver
from counter_app.desk.forms import DeliverForm
from counter_app.ui.acts import BY_ID, Scope, unkeyed
from counter_app.ui.dialogs.ask import AskDialog
from counter_app.ui.dialogs.box_list import BoxList

PASSWORD = "a-colleagues-password"


@pytest.fixture
def window(tmp_path, qtbot):
    place = a_desk(tmp_path)
    with place.store.writing():
        place.store.clerks.remember(SECOND, place.hasher.hash(PASSWORD), place.desk.now_ms())
    with at_work(place, qtbot) as made:
        yield made


def open_dialog(window, kind):
    return next(one for one in window.shell.findChildren(kind) if one.isVisible())


def fill(dialog, **answers):
    for key, value in answers.items():
        dialog.editors[key].setText(value)


def press(window, qtbot, digit):
    window.do("stock")
    listed = open_dialog(window, BoxList)
    qtbot.keyClick(listed, digit)
    return open_dialog(window, AskDialog)


def ended(window, qtbot):
    qtbot.waitUntil(lambda: not (window.printing.busy or window._stock_acts.lane.busy))


def test_a_box_is_received_by_keys_and_the_list_shows_where_its_blanks_are(window, qtbot):
    asked = press(window, qtbot, Qt.Key.Key_1)
    qtbot.keyClick(asked, Qt.Key.Key_F9)
    ended(window, qtbot)
    assert "请选一种" in asked._note.text()
    assert asked.editors["from"].placeholderText() == "可以不填"
    fill(asked, kind="办学许可", first="川德 0001", last="川德 0010")
    qtbot.keyClick(asked, Qt.Key.Key_F9)
    ended(window, qtbot)
    listed = open_dialog(window, BoxList)
    assert (listed.current.kind, listed.current.figures) == (KIND, (10, 10, 0, 0, 0, 0))
    assert listed.current.next_number == "川德 0001"
    assert "下一张 川德 0001" in listed.accessibleDescription()
    assert "入库 10" in listed.note.text()


def test_a_blank_is_void_only_with_the_colleagues_password(window, qtbot):
    stocked(window.workplace)
    asked = press(window, qtbot, Qt.Key.Key_2)
    assert asked.editors["number"].text() == "川德 0001"
    assert asked.editors["password"].echoMode() is asked.editors["password"].EchoMode.Password
    fill(asked, reason="污损", second=SECOND.code, password="wrong")
    qtbot.keyClick(asked, Qt.Key.Key_F9)
    ended(window, qtbot)
    assert asked.isVisible()
    assert box_of(window.workplace).balance.spoiled == 0
    fill(asked, password=PASSWORD)
    qtbot.keyClick(asked, Qt.Key.Key_F9)
    ended(window, qtbot)
    assert box_of(window.workplace).balance.spoiled == 1
    assert open_dialog(window, BoxList).current.next_number == "川德 0002"


def test_a_box_is_counted_and_handed_over_and_a_wrong_count_is_told(window, qtbot):
    stocked(window.workplace)
    asked = press(window, qtbot, Qt.Key.Key_4)
    fill(asked, window="W01", counted="zehn", second=SECOND.code, password=PASSWORD)
    qtbot.keyClick(asked, Qt.Key.Key_F9)
    ended(window, qtbot)
    fill(asked, counted="10")
    qtbot.keyClick(asked, Qt.Key.Key_F9)
    ended(window, qtbot)
    assert box_of(window.workplace).window == "W01"
    assert not open_dialog(window, BoxList).current.here


def test_a_spoiled_certificate_gets_another_blank_from_its_case(window, qtbot):
    stocked(window.workplace)
    case = issued(window.workplace)
    window.open_case(case.id)
    window.do("void_certificate")
    asked = open_dialog(window, AskDialog)
    fill(asked, reason="卡纸", second=SECOND.code, password=PASSWORD)
    qtbot.keyClick(asked, Qt.Key.Key_F9)
    ended(window, qtbot)
    assert window.workplace.store.cases.get(case.id).case.blank_number == "川德 0002"
    view = window.case.view()
    assert any("作废 № 川德 0001，换 № 川德 0002：卡纸" in entry.title for entry in view.timeline)
    assert "№ 川德 0002" in next(one for one in view.outcomes if one.act == "print").reason


def test_a_lost_certificate_is_replaced_from_its_case_which_says_so(window, qtbot):
    stocked(window.workplace)
    case = issued(window.workplace)
    window.workplace.print_owed()
    window.open_case(case.id)
    window.do("replace_certificate")
    assert not [one for one in window.shell.findChildren(AskDialog) if one.isVisible()]
    deliver(
        window.workplace.desk, DeliverForm(case_id=case.id, collector="何芳", collector_id=resident_id(3), signed=True)
    )
    window.do("replace_certificate")
    asked = open_dialog(window, AskDialog)
    fill(asked, reason="申请人遗失", name="何芳", number=resident_id(3))
    qtbot.keyClick(asked, Qt.Key.Key_F9)
    ended(window, qtbot)
    standing = window.case.view().standing.text
    assert "№ 川德 0002" in standing
    assert "№ 川德 0001" in standing
    lines = {line.text: line.outcome for line in window.case.view().prints}
    assert lines["证照 № 川德 0001"] == "已作废"
    assert lines["证照 № 川德 0002"] == "出来了"


def test_the_day_counts_the_blanks_of_the_window(window, qtbot):
    decided(window.workplace)
    stocked(window.workplace)
    window.do("day_end")
    qtbot.waitUntil(lambda: bool(window.around.day.view().sections))
    (section,) = [one for one in window.around.day.view().sections if one.title == "本窗的空白证"]
    assert section.lines == ((KIND, "入库 10 = 在库 10 + 待打 0 + 已用 0 + 作废 0 + 遗失 0"),)


def test_the_acts_are_found_where_they_hold():
    assert "stock" not in BY_ID
    assert "stock" in {act.id for act in unkeyed(Scope.NEW)}
    assert {"void_certificate", "replace_certificate"} <= {act.id for act in unkeyed(Scope.CASE)}
    assert "void_certificate" not in {act.id for act in unkeyed(Scope.NEW)}
