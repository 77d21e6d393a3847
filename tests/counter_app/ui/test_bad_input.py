"""Whatever is typed, pasted or scanned: no crash, no half case, and a sentence that says what to do."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from support.desks import a_desk, accepted, body
from support.shown import at_work

from casework.texts import tidy
from counter_app.ui.acts import Scope
from counter_app.ui.dialogs.ask import AskDialog
from printing.coverage import undrawable

NASTY = {
    "over-long": "长" * 40_000,
    "mixed": "Δelta 王Ωмосква-шоп Ａｂｃ",
    "beyond the BMP": "\U00020bb7田\U0002a6a5",
    "emoji": "👩‍👩‍👧 店🐎",
    "controls": "王\x00\x07\x1b[31m\tA\nB\x7f",
    "right to left": "\u202e司公\u202c שלום مرحبا",
    "zero width": "王\u200b\u200d\ufeff\u2060芳",
    "lone surrogate": "王\ud83d芳",
    "spaces only": "\u3000\u00a0\u2003",
    "mark-up": "<b>王</b>&amp;**x** {0} %n %s",
    "quotes": "王'\"; DROP TABLE event;--",
    "noncharacter": "王\uffff\ufdd0",
}
FIELDS = (
    "code",
    "name",
    "legal_rep",
    "phone",
    "agent_id",
    "agent",
    "agent_phone",
    "recipient",
    "recipient_phone",
    "address",
)


@pytest.fixture
def desk(tmp_path, qtbot):
    place = a_desk(tmp_path)
    with at_work(place, qtbot) as window:
        yield window


def commit(widget, text):
    word = QInputMethodEvent()
    word.setCommitString(text)
    QApplication.sendEvent(widget, word)


def paste(widget, text):
    QApplication.clipboard().setText(text)
    widget.paste()


def in_form(window, **changes):
    """A form that only lacks what a test is about."""
    window.do("new")
    window.form.choose_matter("AGR-006")
    party = body(**changes)
    typed = {"code": party.id_number, "name": party.name, "legal_rep": party.representative, "phone": party.phone}
    for key, value in typed.items():
        window.new.edit(key, value)
    for material in window.workplace.desk.catalogue.matter("AGR-006").materials:
        window.new.take_as_required(material.code)
    window._draw_now()


def cases(window):
    return window.workplace.store.journal.case_ids()


@pytest.mark.parametrize("put", [commit, paste])
@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_anything_in_any_field_is_taken_tidy_or_refused_with_a_sentence(desk, text, put):
    in_form(desk)
    desk.new_page.collecting.collecting_chosen.emit("mail")
    edits = {**desk.new_page.applicant.edits, **desk.new_page.collecting.edits}
    for key in FIELDS:
        edits[key].setFocus()
        put(edits[key], text)
    desk.tick()
    desk.do("language")
    desk.do("accept")
    failure = desk.new.view().failure
    assert cases(desk) == ()
    assert failure is not None
    assert all(fault.title for fault in failure.faults)
    desk.do("language")
    desk.do("new")
    desk.do("drafts")


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_a_name_with_anything_in_it_is_either_printed_or_no_case(desk, text, qtbot):
    in_form(desk)
    name = desk.new_page.applicant.edits["name"]
    name.setFocus()
    commit(name, text)
    desk.do("accept")
    refused = desk.new.view().failure
    if refused is not None:
        assert cases(desk) == ()
        assert [fault.target for fault in refused.faults] == ["name"]
        return
    qtbot.waitUntil(lambda: not desk.printing.busy)
    (case_id,) = cases(desk)
    shown = desk.workplace.store.cases.get(case_id).case
    assert shown.applicant.name == tidy(shown.applicant.name)
    states = {job.state for job in desk.workplace.store.printouts.of_case(case_id)}
    assert {state.value for state in states} == {"printed"}


@pytest.mark.parametrize(("key", "text"), [("name", "店🐎"), ("legal_rep", "何\U00020bb7"), ("agent", "李😀")])
def test_a_sign_that_cannot_be_printed_is_named_at_its_field_while_it_is_typed(desk, key, text):
    in_form(desk)
    edit = desk.new_page.applicant.edits[key]
    edit.setFocus()
    edit.selectAll()
    commit(edit, text)
    desk._draw_now()
    sign = undrawable(text)
    assert edit.property("state") == "error"
    assert sign in edit.accessibleDescription()
    assert f"U+{ord(sign):04X}" in edit.accessibleDescription()
    desk.do("language")
    desk._draw_now()
    assert "cannot be printed" in edit.accessibleDescription()
    desk.do("language")
    desk.do("accept")
    assert cases(desk) == ()


@pytest.mark.parametrize(("act", "field"), [("not_accepted", "grounds"), ("not_required", "reason")])
@pytest.mark.parametrize("text", [NASTY["emoji"], NASTY["over-long"]], ids=["emoji", "over-long"])
def test_a_reason_that_cannot_be_printed_keeps_the_question_open_and_takes_nothing_in(desk, act, field, text):
    in_form(desk)
    desk.do(act)
    question = desk.shell.findChild(AskDialog)
    question.editors[field].setPlainText(text)
    QTest.keyClick(question, Qt.Key.Key_F9)
    assert question.isVisible()
    assert question._note.text()
    assert cases(desk) == ()
    assert question.editors[field].toPlainText() == text


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_anything_is_looked_for_in_the_scan_line_and_the_filter(desk, text, qtbot):
    accepted(desk.workplace)
    line = desk.shell.top_bar.scan.edit
    desk.do("work_list")
    for widget in (line, desk.list_page.filter.edit):
        widget.setFocus()
        widget.clear()
        commit(widget, text)
        QTest.keyClick(widget, Qt.Key.Key_Return)
        desk.tick()
        qtbot.waitUntil(lambda: not desk.finding.lane.busy)
    desk.scanning.scan(text)
    desk.tick()
    assert desk.shell.isVisible()


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_anything_is_looked_for_among_matters(desk, text):
    desk.do("new")
    commit(desk.new_page.matter.picker.edit, text)
    QTest.keyClick(desk.new_page.matter.picker.edit, Qt.Key.Key_Return)
    desk.tick()
    assert cases(desk) == ()


@dataclass(frozen=True)
class Press:
    """A key on its way into the window that has the keys."""

    key: Qt.Key

    def go(self):
        window = (QApplication.activeModalWidget() or QApplication.activeWindow()).windowHandle()
        QApplication.sendEvent(window, QKeyEvent(QEvent.Type.KeyPress, self.key, Qt.KeyboardModifier.NoModifier))


def asked(qtbot):
    """The dialog that has the keys now."""

    def has_the_keys():
        dialog = QApplication.activeModalWidget()
        return dialog is not None and dialog.isActiveWindow()

    qtbot.waitUntil(has_the_keys)
    return QApplication.activeModalWidget()


@pytest.mark.parametrize("act", ["not_accepted", "not_required", "help", "drafts"])
def test_the_lock_closes_a_question_without_an_answer(desk, act, qtbot):
    in_form(desk)
    desk.do(act)
    dialog = asked(qtbot)
    if act == "not_accepted":
        dialog.editors["grounds"].setPlainText("不属于本机关职权范围")
    Press(Qt.Key.Key_F12).go()
    assert desk.shell.scope is Scope.LOCK
    assert not any(one.isVisible() for one in desk.shell.findChildren(QDialog))
    assert cases(desk) == ()
    assert len(desk.workplace.store.drafts.of("0123")) == 1
    assert desk.workplace.store.clerks.session() is None


def test_the_lock_key_on_the_locked_page_changes_nothing(desk, qtbot):
    desk.do("lock")
    desk.do("help")
    asked(qtbot)
    Press(Qt.Key.Key_F12).go()
    assert desk.shell.scope is Scope.LOCK


@pytest.mark.parametrize("days", [365, -365])
def test_a_clock_moved_by_a_year_is_told_and_stops_no_clerk(desk, days):
    in_form(desk)
    desk.workplace.desk.clock.pass_by(days=days)
    desk.tick()
    desk.do("accept")
    for act in ("work_list", "outbox", "new", "day_end"):
        desk.do(act)
        desk.tick()
    view = desk.new.view()
    taken = len(cases(desk))
    assert taken == 1 or (view.failure is not None and view.failure.faults)
    desk.workplace.desk.clock.pass_by(days=-days)
    desk.tick()
    assert len(cases(desk)) == taken


def test_an_id_of_no_known_kind_that_cannot_be_printed_is_refused_as_well(desk):
    in_form(desk)
    desk.new.edit("agent_id", "护照🐎1")
    desk.new.edit("agent", "李某")
    desk.do("accept")
    assert "agent_id" in [fault.target for fault in desk.new.view().failure.faults]
