from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from counter_app.presenters.list_views import Asked, GroupCount
from counter_app.presenters.shell_views import Person
from counter_app.presenters.views import Note, Tone
from counter_app.ui.acts import Scope
from counter_app.ui.gallery.case_world import case_view, sign_in_view
from counter_app.ui.gallery.gallery import chinese
from counter_app.ui.gallery.list_world import list_view
from counter_app.ui.gallery.outbox_world import outbox_view


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


class Empty:
    def groups(self, _asked: Asked) -> tuple[GroupCount, ...]:
        return ()

    def page(self, _asked, _offset, _limit):
        return ()


# --- work list ---


def test_the_list_begins_on_its_first_case_and_enter_opens_it(gallery, qtbot):
    gallery.shell.go(Scope.LIST)
    with qtbot.waitSignal(gallery.list.row_opened) as heard:
        press(qtbot, Qt.Key.Key_Return)
    assert heard.args == ["W03-260904-0006-K3"]


def test_moving_tells_the_case_under_the_cursor(gallery, qtbot):
    gallery.shell.go(Scope.LIST)
    with qtbot.waitSignal(gallery.list.row_moved) as heard:
        press(qtbot, Qt.Key.Key_Down)
    assert heard.args == ["W01-260908-0011-PX"]
    assert gallery.list.current_case() == "W01-260908-0011-PX"


def test_enter_on_a_head_folds_its_group(gallery, qtbot):
    gallery.shell.go(Scope.LIST)
    gallery.list.table.go_to(0)
    before = gallery.list.rows.rowCount()
    with qtbot.assertNotEmitted(gallery.list.row_opened):
        press(qtbot, Qt.Key.Key_Return)
    assert gallery.list.rows.rowCount() == before - 3


def test_alt_digit_chooses_a_filter(gallery, qtbot):
    gallery.shell.go(Scope.LIST)
    with qtbot.waitSignal(gallery.list.pill_chosen) as heard:
        press(qtbot, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    assert heard.args == ["near"]


def test_the_same_version_is_not_asked_for_again_and_the_cursor_stays(gallery):
    gallery.shell.go(Scope.LIST)
    view = list_view(chinese)
    gallery.list.show_view(view)
    gallery.list.table.go_to(6)
    asked = len(view.source.pages_asked)
    gallery.list.show_view(replace(view, subtitle="x"))
    assert len(view.source.pages_asked) == asked
    gallery.list.show_view(replace(view, version=2))
    assert gallery.list.table.currentIndex().row() == 6


def test_an_empty_list_says_which_key_fills_it(gallery):
    gallery.shell.go(Scope.LIST)
    gallery.list.show_view(replace(list_view(chinese), source=Empty(), version=3))
    assert gallery.list._empty.isVisible()
    assert "F2" in gallery.list._empty.text()


# --- case ---


def test_an_open_print_question_comes_first_and_answers_to_digits_only(gallery, qtbot):
    gallery.shell.go(Scope.CASE)
    assert QApplication.focusWidget() is gallery.case.prints.box
    with qtbot.assertNotEmitted(gallery.case.print_answered):
        press(qtbot, Qt.Key.Key_Return)
        press(qtbot, Qt.Key.Key_Space)
        press(qtbot, Qt.Key.Key_4)
    with qtbot.waitSignal(gallery.case.print_answered) as heard:
        press(qtbot, Qt.Key.Key_3)
    assert heard.args == ["p3", 2]


def test_without_a_question_the_acts_have_the_focus(gallery):
    gallery.case.show_view(replace(case_view(chinese), question=None))
    gallery.shell.go(Scope.CASE)
    assert QApplication.focusWidget().objectName() == "deliver"


def test_escape_goes_back_to_the_list(gallery, qtbot):
    gallery.shell.go(Scope.CASE)
    with qtbot.waitSignal(gallery.case.back_pressed):
        press(qtbot, Qt.Key.Key_Escape)


def test_a_case_without_answer_says_so(gallery):
    gallery.shell.go(Scope.CASE)
    gallery.case.show_view(replace(case_view(chinese), answer=None, due=None, question=None))
    assert gallery.case.answer._none.isVisible()
    assert not gallery.case.due.isVisible()


def test_the_papers_keep_qts_rules(gallery, qtmodeltester):
    qtmodeltester.check(gallery.case.papers.rows)


# --- outbox ---


def test_a_contested_record_is_settled_by_its_digit(gallery, qtbot):
    gallery.shell.go(Scope.OUTBOX)
    gallery.outbox.contested.box.setFocus()
    with qtbot.waitSignal(gallery.outbox.contest_answered) as heard:
        press(qtbot, Qt.Key.Key_2)
    assert heard.args == ["1", 1]


def test_the_questions_keep_their_boxes_while_nothing_changed(gallery):
    gallery.shell.go(Scope.OUTBOX)
    box = gallery.outbox.contested.box
    box.setFocus()
    gallery.outbox.show_view(replace(outbox_view(chinese), version=4))
    assert QApplication.focusWidget() is box


# --- lock ---


def test_the_password_always_has_the_focus_and_enter_goes_in(gallery, qtbot):
    gallery.shell.go(Scope.LOCK)
    assert QApplication.focusWidget() is gallery.sign_in.password
    press(qtbot, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClicks(QApplication.focusWidget(), "abc")
    with qtbot.waitSignal(gallery.sign_in.signed_in) as heard:
        press(qtbot, Qt.Key.Key_Return)
    assert heard.args == [gallery.sign_in._view.people[1].clerk_id, "abc"]


def test_somebody_without_a_card_gives_the_work_number_first(gallery, qtbot):
    gallery.shell.go(Scope.LOCK)
    view = gallery.sign_in._view
    people = (*view.people[:2], Person(clerk_id="", name="别的人", detail="输入工号"))
    gallery.sign_in.show_view(replace(view, people=people))
    press(qtbot, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert QApplication.focusWidget() is gallery.sign_in.code
    qtbot.keyClicks(gallery.sign_in.code, "C09")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.keyClicks(QApplication.focusWidget(), "abc")
    with qtbot.waitSignal(gallery.sign_in.signed_in) as heard:
        press(qtbot, Qt.Key.Key_Return)
    assert heard.args == ["C09", "abc"]


def test_arrows_choose_the_clerk(gallery, qtbot):
    gallery.shell.go(Scope.LOCK)
    with qtbot.waitSignal(gallery.sign_in.person_chosen) as heard:
        press(qtbot, Qt.Key.Key_Down)
    assert heard.args == [1]


def test_a_refusal_clears_the_password_and_says_why(gallery, qtbot):
    gallery.shell.go(Scope.LOCK)
    qtbot.keyClicks(gallery.sign_in.password, "wrong")
    gallery.sign_in.show_view(replace(sign_in_view(chinese), refusal=Note("密码不对", Tone.BAD)))
    assert gallery.sign_in.password.text() == ""
    assert gallery.sign_in._note.text() == "密码不对"


def test_a_clock_tick_does_not_change_the_chosen_clerk(gallery):
    gallery.shell.go(Scope.LOCK)
    gallery.sign_in.go_to_part(3)
    gallery.sign_in.show_view(replace(sign_in_view(chinese), waiting=8))
    assert gallery.sign_in._chosen == 2


def test_capitals_without_shift_are_noticed(gallery, qtbot):
    gallery.shell.go(Scope.LOCK)
    with qtbot.waitSignal(gallery.sign_in.password.caps_seen) as heard:
        qtbot.keyClick(gallery.sign_in.password, Qt.Key.Key_A)
    assert heard.args == [False]


@pytest.mark.parametrize("scope", [Scope.LOCK, Scope.NEW, Scope.LIST, Scope.CASE, Scope.OUTBOX])
def test_exactly_one_thing_has_the_focus_on_every_page(gallery, scope):
    gallery.shell.go(scope)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert gallery.shell.isAncestorOf(focus)
