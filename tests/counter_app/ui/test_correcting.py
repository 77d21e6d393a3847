"""Alt+G on a case: its details in the form, F9 asks why, a new slip replaces the old, the old barcode leads here."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from support.desks import a_desk, accepted, kinds
from support.shown import at_work

from counter_app.presenters.views import Dress
from counter_app.ui.acts import Scope
from counter_app.ui.dialogs.ask import AskDialog


@pytest.fixture
def window(tmp_path, qtbot):
    place = a_desk(tmp_path)
    with at_work(place, qtbot) as made:
        yield made


def test_a_name_is_corrected_from_the_case_with_its_reason(window, qtbot):
    place = window.workplace
    case = accepted(place)
    place.print_owed()
    window.open_case(case.id)
    window.do("correct")
    assert window.shell.scope is Scope.NEW
    assert QApplication.focusWidget() is window.new_page.applicant.edits["code"]
    view = window.new.view()
    assert case.number in view.correcting
    assert window.new_page._title.text() == "更正"
    assert [each.act for each in view.outcomes if each.dress is Dress.SUGGESTED] == ["accept"]
    name = window.new_page.applicant.edits["name"]
    name.setFocus()
    name.setCursorPosition(2)
    qtbot.keyClicks(name, "A")
    window.do("accept")
    asked = window.shell.findChild(AskDialog)
    qtbot.keyClick(asked, Qt.Key.Key_F9)
    assert asked.isVisible()
    asked.editors["reason"].setText("名称录错")
    qtbot.keyClick(asked, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: not window.printing.busy)
    after = place.store.cases.get(case.id).case
    assert after.applicant.name == "德阳A向阳花幼儿园有限公司"
    assert "case.corrected" in kinds(place, case)
    assert "已更正" in window.new.view().success.title
    assert window.new.form.blank
    assert place.store.drafts.of("0123") == ()
    window.scanning.find(case.serial)
    assert window.case.case().id == case.id
    assert "名称录错" in " ".join(entry.title for entry in window.case.view().timeline)


def test_from_the_list_the_case_under_the_cursor_is_corrected(window):
    case = accepted(window.workplace)
    window.list.changed()
    window.do("work_list")
    window.list_page.table.setFocus()
    window.do("correct")
    assert window.new.form.corrects == case.id


def test_a_wrong_field_is_told_before_the_reason_is_asked(window):
    case = accepted(window.workplace)
    window.open_case(case.id)
    window.do("correct")
    window.new.edit("phone", "12")
    window.do("accept")
    assert not window.shell.findChildren(AskDialog)
    assert [fault.target for fault in window.new.view().failure.faults] == ["phone"]
    assert "没有更正" in window.new.view().failure.title


def test_while_correcting_nothing_else_is_done_and_the_matter_stays(window):
    case = accepted(window.workplace)
    window.open_case(case.id)
    window.do("correct")
    window.do("receive")
    assert "更正" in window.new.view().failure.faults[0].title + window.new.view().failure.faults[0].advice
    window.form.choose_matter("AGR-006")
    assert window.new.form.matter == case.matter
    assert len(window.workplace.store.journal.case_ids()) == 1


def test_a_correction_half_done_is_a_draft_like_any_other(window):
    case = accepted(window.workplace)
    window.open_case(case.id)
    window.do("correct")
    window.new.edit("phone", "13900009999")
    window.do("new")
    assert window.new.form.blank
    window.do("drafts")
    assert (window.new.form.corrects, window.new.form.field("phone")) == (case.id, "13900009999")
    assert window.new.may_correct()


def test_the_title_of_a_new_form_is_that_of_a_new_application_again(window):
    case = accepted(window.workplace)
    window.open_case(case.id)
    window.do("correct")
    window.do("language")
    assert window.new_page._title.text() == "Correction"
    window.do("new")
    assert window.new_page._title.text() == "New application"
    window.do("language")
    assert window.new_page._title.text() == "新受理"
