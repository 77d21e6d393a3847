from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from counter_app.presenters.views import Dress, FieldView, MatterCard
from counter_app.ui.acts import Scope
from counter_app.ui.gallery.gallery import chinese, english
from counter_app.ui.gallery.new_world import failed_view, new_view
from counter_app.ui.kit.key_button import OutcomeKey
from counter_app.ui.language import Language
from counter_app.ui.pages.new_application import NewPage


@pytest.fixture
def page(gallery):
    gallery.shell.go(Scope.NEW)
    return gallery.new


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def test_work_begins_at_the_matter(page):
    assert QApplication.focusWidget() is page.matter.picker


@pytest.mark.usefixtures("page")
def test_enter_leads_through_the_form_in_the_order_of_the_design(qtbot):
    names = []
    for _ in range(14):
        names.append(QApplication.focusWidget().objectName())
        press(qtbot, Qt.Key.Key_Return)
    fields = ["code", "name", "legal_rep", "phone", "agent_id", "agent", "agent_phone"]
    assert names[1:4] == ["organiser", "purpose", "premises"]
    assert names[4:11] == fields
    assert names[12] == "checklist"


def test_shift_enter_goes_back(page, qtbot):
    page.applicant.edits["name"].setFocus()
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is page.applicant.edits["code"]


def test_typing_in_a_field_is_told_with_its_key(page, qtbot):
    edit = page.applicant.edits["agent_phone"]
    edit.setFocus()
    with qtbot.waitSignal(page.field_edited) as heard:
        qtbot.keyClicks(edit, "1")
    assert heard.args == ["agent_phone", "1"]


def test_a_view_with_the_same_value_leaves_the_cursor_where_it_is(page):
    edit = page.applicant.edits["code"]
    edit.setFocus()
    edit.setCursorPosition(3)
    page.show_view(replace(new_view(chinese), drafts=5))
    assert edit.cursorPosition() == 3
    assert QApplication.focusWidget() is edit


def test_a_digit_answers_the_question_that_has_the_focus(page, qtbot):
    page.go_to_part(2)
    with qtbot.waitSignal(page.question_answered) as heard:
        press(qtbot, Qt.Key.Key_3)
    assert heard.args == ["organiser", 2]


def test_a_digit_beyond_the_answers_does_nothing(page, qtbot):
    page.go_to_part(2)
    with qtbot.assertNotEmitted(page.question_answered):
        press(qtbot, Qt.Key.Key_7)


@pytest.mark.parametrize(("number", "name"), [(2, "organiser"), (3, "code"), (4, "checklist")])
@pytest.mark.usefixtures("gallery", "page")
def test_alt_digit_goes_to_the_part(qtbot, number, name):
    qtbot.keyClick(QApplication.focusWidget(), str(number), Qt.KeyboardModifier.AltModifier)
    assert QApplication.focusWidget().objectName() == name


def test_at_most_one_key_is_filled(page):
    keys = page.bar.findChildren(OutcomeKey)
    assert [key.act for key in keys if key.dress is Dress.SUGGESTED] == ["supplement"]


def test_a_key_that_is_not_ready_can_be_pressed_and_says_why(page, qtbot):
    accept = page.bar.findChild(OutcomeKey, "accept")
    assert accept.isEnabled()
    assert accept.accessibleName() == "F9 受理, 还差 3 处，按下看是哪些"
    with qtbot.waitSignal(page.act_pressed) as heard:
        accept.click()
    assert heard.args == ["accept"]


def test_a_failed_act_moves_the_focus_to_the_summary_and_a_digit_to_the_fault(page, qtbot):
    page.applicant.edits["name"].setFocus()
    page.show_view(failed_view(chinese))
    assert QApplication.focusWidget() is page.aside.faults
    press(qtbot, Qt.Key.Key_2)
    assert QApplication.focusWidget() is page.applicant.edits["agent_phone"]


def test_escape_leaves_the_summary_for_the_field_one_came_from(page, qtbot):
    page.applicant.edits["name"].setFocus()
    page.show_view(failed_view(chinese))
    with qtbot.waitSignal(page.summary_closed):
        press(qtbot, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.applicant.edits["name"]


def test_a_fault_of_the_checklist_leads_to_its_cell(page, qtbot):
    page.show_view(failed_view(chinese))
    press(qtbot, Qt.Key.Key_4)
    table = page.materials.table
    assert QApplication.focusWidget() is table
    assert (table.currentIndex().row(), table.currentIndex().column()) == (5, 2)


def test_the_message_of_a_wrong_field_is_part_of_what_is_read_aloud(page):
    page.show_view(failed_view(chinese))
    edit = page.applicant.edits["agent_id"]
    assert edit.property("state") == "error"
    assert "第 18 位" in edit.accessibleDescription()
    page.show_view(new_view(chinese))
    assert edit.property("state") == ""


def test_a_letter_on_the_chosen_matter_begins_a_new_search(page, qtbot):
    with qtbot.waitSignal(page.matter_typed) as heard:
        press(qtbot, Qt.Key.Key_M)
    assert heard.args == ["m"]


def test_the_matter_is_chosen_with_arrows_and_enter(page, qtbot):
    page.show_view(replace(new_view(chinese), matter=None, typed=""))
    page.go_to_part(1)
    page.show_matches((MatterCard("A-1", "甲", ""), MatterCard("A-2", "乙", "")))
    press(qtbot, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.matter_chosen) as heard:
        press(qtbot, Qt.Key.Key_Return)
    assert heard.args == ["A-2"]


def test_the_language_changes_live_without_losing_what_was_typed(page, language):
    page.show_view(replace(new_view(chinese), fields=(FieldView("name", "某公司"),)))
    language.switch(Language.ENGLISH)
    QApplication.processEvents()
    assert page.applicant.title.text() == "Applicant and agent"
    assert page.applicant.edits["name"].text() == "某公司"
    assert page.bar.findChild(OutcomeKey, "accept").accessibleName().startswith("F9 Accept")


def test_numbers_and_codes_keep_the_input_method_off_and_names_have_it(page):
    off = Qt.WidgetAttribute.WA_InputMethodEnabled
    latin = {key for key, edit in page.applicant.edits.items() if not edit.testAttribute(off)}
    assert latin == {"code", "phone", "agent_id", "agent_phone"}


def test_what_is_not_wired_is_not_offered(theme, qtbot):
    page = NewPage(theme, frozenset({"accept"}))
    qtbot.addWidget(page)
    page.show_view(new_view(english))
    page.show()
    assert not page._drafts.isVisible()
    assert not page._undo.isVisible()
