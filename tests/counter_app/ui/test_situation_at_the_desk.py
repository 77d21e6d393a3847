"""The questions of a matter under the clerk's hands: digits answer, Enter goes on, the checklist follows at once."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from support.desks import a_desk, accepted, body
from support.shown import at_work

from counter_app.ui.kit.answers import Answers


@pytest.fixture
def window(tmp_path, qtbot):
    place = a_desk(tmp_path)
    with at_work(place, qtbot, ticking=False) as made:
        yield made


def press(qtbot, key):
    qtbot.keyClick(QApplication.focusWidget(), key)


def settled(window):
    """Let what was typed become what it was meant for: no scanner is that slow."""
    window.scanning.wedge._let_go()


def key(window, qtbot, sign):
    press(qtbot, sign)
    settled(window)


def focus():
    return QApplication.focusWidget().objectName()


def begin(window, code):
    window.do("new")
    window.new_page.matter.picker.edit.setFocus()
    window.form.choose_matter(code)


def test_digits_answer_and_enter_goes_from_the_matter_through_the_questions_to_the_applicant(window, qtbot):
    begin(window, "EDU-001")
    page = window.new_page
    page.situation.answers[0].setFocus()
    key(window, qtbot, Qt.Key.Key_3)
    assert [row.code[-3:] for row in page.materials.table.rows.rows][-1] == "M07"
    assert focus() == "situation.organiser"
    for name in ("situation.purpose", "situation.premises"):
        press(qtbot, Qt.Key.Key_Return)
        assert focus() == name
        key(window, qtbot, Qt.Key.Key_1)
    press(qtbot, Qt.Key.Key_Return)
    assert focus() == page.applicant.edits["code"].objectName()
    assert dict(window.new.form.situation) == {"organiser": "person", "purpose": "nonprofit", "premises": "owned"}


def test_a_question_that_comes_leaves_the_focus_where_it_was(window, qtbot):
    begin(window, "ARC-001")
    window.new_page.situation.answers[0].setFocus()
    key(window, qtbot, Qt.Key.Key_1)
    assert focus() == "situation.applicant"
    press(qtbot, Qt.Key.Key_Return)
    assert focus() == "situation.whose"


def test_f9_with_an_open_question_lists_it_and_its_digit_leads_there(window, qtbot):
    begin(window, "EDU-001")
    parts = {"code": body().id_number, "name": body().name, "legal_rep": "何芳", "phone": "13900002254"}
    for field, value in parts.items():
        window.new.edit(field, value)
    for row in window.new.view().rows:
        window.new.take_as_required(row.code)
    window.do("accept")
    assert window.workplace.store.journal.size() == 0
    assert window.new_page.aside.faults.hasFocus()
    key(window, qtbot, Qt.Key.Key_1)
    assert focus() == "situation.organiser"
    for question in window.new.view().questions:
        window.new.answer(question.key, 0)
    window.do("accept")
    assert len(window.workplace.store.search.by_words(body().name)) == 1


def test_alt_2_goes_to_the_questions_and_a_draft_comes_back_to_its_question(window, qtbot):
    begin(window, "EDU-001")
    window.new_page.go_to_part(2)
    assert focus() == "situation.organiser"
    press(qtbot, Qt.Key.Key_Return)
    window._draft_acts.save()
    window.new.begin()
    window.new.reopen()
    window.new_page.show_view(window.new.view())
    window.new_page.return_to(window.new.form.at, 0)
    assert focus() == "situation.purpose"


def test_the_case_says_in_which_situation_it_was_accepted(window):
    case = accepted(window.workplace)
    window.open_case(case.id)
    said = window.case_page.papers._situation
    assert said.isVisible()
    assert "举办者 **企业**" in window.case.view().situation
    window.do("language")
    assert "Organiser **Company**" in window.case.view().situation
    window.do("language")


def test_answers_that_are_wider_than_their_column_go_on_in_further_lines_and_are_all_clicked(qtbot, dressed):
    answers = Answers(dressed)
    qtbot.addWidget(answers)
    names = ("Newly founded", "Taken over", "Split off", "Merged", "Moved here", "Other")
    answers.show_answers("How", names, None)
    one_line = answers.sizeHint()
    answers.set_room(286)
    answers.resize(answers.sizeHint())
    answers.show()
    assert (one_line.height(), answers.height()) == (28, 92)
    assert answers.width() <= 288
    heard = []
    answers.answered.connect(heard.append)
    for at in (QPoint(20, 14), QPoint(20, 46), QPoint(20, 78)):
        qtbot.mouseClick(answers, Qt.MouseButton.LeftButton, pos=at)
    qtbot.keyClick(answers, Qt.Key.Key_6)
    assert (heard[0], heard[-1]) == (0, 5)
    assert heard == sorted(heard)
