"""Alt+Z: ten seconds, counted in words; the case is undone and its form open again."""

import pytest
from support.desks import a_desk, answer_first, body, kinds, marks
from support.shown import at_work

from casework.case_state import Stage
from counter_app.ui.acts import Scope


@pytest.fixture
def window(tmp_path, qtbot):
    place = a_desk(tmp_path)
    with at_work(place, qtbot, ticking=False) as made:
        yield made


def said(window):
    return window.shell.hint_line._message.text()


def accept(window, name="德阳童乐学前教育有限公司"):
    window.do("new")
    window.new.choose("EDU-001")
    for key, value in {"code": body().id_number, "name": name, "legal_rep": "何芳", "phone": "13900002254"}.items():
        window.new.edit(key, value)
    answer_first(window.new)
    for mark in marks(window.workplace):
        window.new.take_as_required(mark.code)
    form = window.new.form
    window.do("accept")
    (found,) = window.workplace.store.search.by_words(name)
    return found.case, form


def settled(window, qtbot):
    qtbot.waitUntil(lambda: not window.printing.busy)


def test_the_seconds_are_counted_in_words_and_then_it_is_over(window, qtbot):
    accept(window)
    assert "十秒" in said(window)
    assert window.new.view().can_undo
    settled(window, qtbot)
    window.workplace.desk.clock.pass_by(seconds=8)
    window.tick()
    assert "两秒" in said(window)
    window.do("language")
    window.tick()
    assert "two seconds" in said(window)
    window.do("language")
    window.workplace.desk.clock.pass_by(seconds=3)
    window.tick()
    assert said(window) == ""
    assert not window.new.view().can_undo
    window.do("undo")
    assert "十秒已过" in said(window)


def test_an_acceptance_is_undone_and_its_form_is_open_as_a_draft(window, qtbot):
    case, form = accept(window)
    settled(window, qtbot)
    window.new.choose("AGR-006")
    window.new.edit("name", "下一位")
    window.do("undo")
    assert "3 张请收回" in said(window)
    settled(window, qtbot)
    assert window.workplace.store.cases.get(case.id).case.stage is Stage.WITHDRAWN
    assert "case.undone" in kinds(window.workplace, case)
    assert (window.new.form.fields, window.new.form.marks) == (form.fields, form.marks)
    assert window.shell.scope is Scope.NEW
    assert window.new_page.applicant.edits["name"].text() == "德阳童乐学前教育有限公司"
    assert {row.title for row in window.new.drafts()} == {"下一位", "德阳童乐学前教育有限公司"}
    window.do("undo")
    assert "十秒已过" in said(window)
    window.do("accept")
    assert len(window.workplace.store.journal.case_ids()) == 2


def test_what_was_corrected_since_is_no_longer_offered_to_be_undone(window, qtbot):
    case, _form = accept(window)
    settled(window, qtbot)
    window.new.correct_details(case.id)
    window.new.edit("phone", "13900009999")
    assert window.new.correct_for("号码报错")
    assert not window.new.view().can_undo


def test_correcting_another_case_leaves_the_last_act_to_be_undone(window, qtbot):
    earlier, _form = accept(window, "德阳晨星学前教育有限公司")
    accept(window)
    settled(window, qtbot)
    window.new.correct_details(earlier.id)
    window.new.edit("phone", "13900009999")
    assert window.new.correct_for("号码报错")
    assert window.new.view().can_undo


def test_from_another_page_undo_comes_back_to_the_form(window, qtbot):
    case, _ = accept(window)
    settled(window, qtbot)
    window.do("work_list")
    window.do("undo")
    settled(window, qtbot)
    assert window.shell.scope is Scope.NEW
    window.open_case(case.id)
    assert any("撤销" in entry.title for entry in window.case.view().timeline)


def test_a_clock_that_is_set_back_ends_it_and_whoever_comes_next_undoes_nothing(window, qtbot):
    accept(window)
    settled(window, qtbot)
    window.workplace.desk.clock.pass_by(hours=-1)
    assert window.new.undo_words() == ""
    window.workplace.desk.clock.pass_by(hours=1)
    assert window.new.undo_words()
    window.do("lock")
    assert window.new.undo_words() == ""
