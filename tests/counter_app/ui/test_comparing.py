"""Alt+K: an earlier applicant beside the form; what is taken over, and what is remembered."""

import pytest
from PySide6.QtCore import Qt
from support.desks import a_desk, accepted, body
from support.shown import at_work

from casework.parties import Delivery, DeliveryWay
from counter_app.presenters.alike_view import Cell
from counter_app.ui.dialogs.compare import CompareDialog

NAME = "德阳童乐学前教育有限公司"
MAILED = Delivery(way=DeliveryWay.COURIER, recipient="何芳", phone="13900002254", address="旌阳区一号")


@pytest.fixture
def window(tmp_path, qtbot):
    place = a_desk(tmp_path)
    with at_work(place, qtbot) as made:
        yield made


def typed(window, qtbot, **fields):
    window.do("new")
    window.new.choose("EDU-001")
    for key, value in fields.items():
        edit = window.new_page.applicant.edits[key]
        edit.setText(value)
        edit.value_edited.emit(key, value)
    qtbot.waitUntil(lambda: not window.new.alike_unknown)


def asked(window):
    return window.shell.findChild(CompareDialog)


def test_a_like_name_is_offered_when_typing_pauses_and_side_by_side_says_what_differs(window, qtbot):
    earlier = accepted(window.workplace, applicant=body(name=NAME), delivery=MAILED)
    typed(window, qtbot, name="德阳同乐学前教育有限公司", phone="13811112222")
    qtbot.waitUntil(window.new_page.applicant.alike.isVisible)
    assert "1" in window.new_page.applicant.alike.text()
    window.do("compare")
    (one,) = window.new.comparisons()
    rows = {row.key: (row.cell, row.theirs) for row in one.rows}
    assert rows["name"] == (Cell.DIFFERENT, NAME)
    assert rows["phone"] == (Cell.DIFFERENT, "13900002254")
    assert rows["legal_rep"] == (Cell.FILLS, "何芳")
    assert rows["code"] == (Cell.FILLS, f"尾号 {earlier.applicant.id_number[-4:]}")
    assert "同音" in one.why
    qtbot.keyClick(asked(window), Qt.Key.Key_Return)
    assert asked(window).isVisible()
    qtbot.keyClick(asked(window), Qt.Key.Key_1)
    form = window.new.form
    assert form.field("name") == "德阳同乐学前教育有限公司"
    assert form.field("phone") == "13811112222"
    assert (form.field("legal_rep"), form.field("code")) == ("何芳", earlier.applicant.id_number)
    assert form.field("address") == "旌阳区一号"
    note = window.new.view().applicant_note.text
    assert "法定代表人" in note
    assert "9月22日" in note
    assert window.new_page.applicant.edits["legal_rep"].text() == "何芳"
    assert window.new.alike() == ()


def test_a_field_that_is_typed_over_does_not_come_from_an_earlier_case_any_more(window, qtbot):
    accepted(window.workplace, applicant=body(name=NAME))
    typed(window, qtbot, name=NAME)
    window.do("compare")
    qtbot.keyClick(asked(window), Qt.Key.Key_1)
    assert "legal_rep" in window.new.form.sources
    window.new.edit("legal_rep", "赵启明")
    assert "legal_rep" not in window.new.form.sources


def test_that_it_is_somebody_else_is_remembered_with_the_draft(window, qtbot):
    accepted(window.workplace, applicant=body(name=NAME))
    accepted(window.workplace, applicant=body(name=NAME, serial=2))
    typed(window, qtbot, name=NAME)
    window.do("compare")
    dialog = asked(window)
    first = dialog._case.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Down)
    assert dialog._case.text() != first
    qtbot.keyClick(dialog, Qt.Key.Key_2)
    assert len(window.new.alike()) == 1
    qtbot.keyClick(dialog, Qt.Key.Key_2)
    assert window.new.alike() == ()
    assert window.new.form.field("legal_rep") == ""
    window.do("new")
    window.do("drafts")
    window.tick()
    qtbot.waitUntil(lambda: not window.new.alike_unknown)
    assert window.new.form.field("name") == NAME
    assert window.new.alike() == ()


def test_the_key_answers_before_the_pause_is_over_and_when_nobody_is_alike(window, qtbot):
    accepted(window.workplace, applicant=body(name=NAME))
    window.do("new")
    window.new.edit("name", NAME)
    window.do("compare")
    qtbot.waitUntil(lambda: asked(window) is not None)
    assert len(window.new.alike()) == 1
    qtbot.keyClick(asked(window), Qt.Key.Key_Escape)
    assert len(window.new.alike()) == 1
    window.new.edit("name", "绵竹市丰谷农资经营部")
    window.do("compare")
    qtbot.waitUntil(lambda: not window.new.alike_unknown)
    assert "没有相似" in window.shell.hint_line._message.text()
