"""What somebody who never saw the desk is told: what prints, why a key is not ready, where the last scan went."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from support.desks import SITE, a_desk, accepted, answer_first, body, marks, opened, seat
from support.shown import at_work

from counter_app.presenters.sign_in import SignInPresenter
from counter_app.presenters.wording import Words
from counter_app.store.meta import Place
from counter_app.ui.acts import Scope


@pytest.fixture
def window(tmp_path, qtbot):
    place = a_desk(tmp_path)
    case = accepted(place)
    with at_work(place, qtbot, ticking=False) as made:
        made.case_id = case.id
        yield made


def said(window):
    return window.shell.hint_line._message.text()


def test_an_acceptance_names_the_papers_that_print(window):
    window.do("new")
    window.new.choose("EDU-001")
    for key, value in {"code": body(serial=2).id_number, "name": "罗江区小星星托育", "legal_rep": "何芳"}.items():
        window.new.edit(key, value)
    window.new.edit("phone", "13900002254")
    answer_first(window.new)
    for mark in marks(window.workplace):
        window.new.take_as_required(mark.code)
    window.do("accept")
    success = window.new.view().success
    assert success.lines[-1] == "打印 接收回执 1 份、受理通知书 2 份"


@pytest.mark.parametrize(("act", "why"), [("print", "打印结果：部门还没有决定"), ("deliver", "发给来人：先打印结果")])
def test_a_key_that_is_not_ready_says_why_in_full(window, act, why):
    window.open_case(window.case_id)
    window.do(act)
    assert said(window) == why
    assert window.case.refusal is None


def test_whoever_comes_next_does_not_see_the_last_scan(window):
    case = window.workplace.store.cases.get(window.case_id).case
    window.scanning.scan(case.serial)
    assert window.shell.scope is Scope.CASE
    assert window.frame.view(window.workplace.sync.status()).last_scan is not None
    window.do("lock")
    seat(window.workplace)
    assert window.frame.view(window.workplace.sync.status()).last_scan is None


def test_the_tick_says_which_key_ticks_it(window):
    window.do("new")
    window.new_page.applicant.authority.setFocus()
    assert [hint.word for hint in window.new_page.hints() if hint.keys == ("空格",)] == ["勾上或去掉"]


def test_the_empty_checklist_is_left_by_tab(window, qtbot):
    window.do("new")
    window.new_page.materials.table.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not window.new_page.materials.table


def test_a_desk_at_which_nobody_was_asks_for_the_first_sign_in(tmp_path):
    place = opened(tmp_path)
    with place.store.writing():
        place.store.meta.set_place(Place(window="W03", window_number=3, site=SITE, server_epoch=1))
    lock = SignInPresenter(place.desk, Words("zh"), place.who_is, place.hasher)
    view = lock.view(place.sync.status())
    assert [person.name for person in view.people] == ["第一次在这里登录"]
    assert not view.locked
    place.close()


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)], ids=["wide", "narrow"])
@pytest.mark.parametrize(("spelled", "first"), [("nyjyxk", "code"), ("mbyey", "situation.organiser")])
def test_a_chosen_matter_leads_on_to_what_comes_next_in_every_window(window, qtbot, size, spelled, first):
    window.shell.resize(*size)
    QApplication.processEvents()
    window.do("new")
    qtbot.keyClicks(QApplication.focusWidget(), spelled)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert QApplication.focusWidget().objectName() == first
    assert QApplication.focusWidget().isVisible()
