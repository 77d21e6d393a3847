"""A scanner that types is recognised anywhere and lands nowhere; a person who types the same is left alone."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout
from support.desks import NEW, a_desk, accepted, body, received, renumbered, resident_id

from casework.slips import SlipSerial
from counter_app.presenters.shell_views import ScanOutcome
from counter_app.ui.acts import Scope
from counter_app.ui.sounds import Sounds, wave_form
from counter_app.ui.start import make_window

SCANNER_MS, PERSON_MS = 4, 80


class Hands:
    """Keys as the window system delivers them: into the window, with the time at which they were pressed."""

    def __init__(self):
        self.at_ms = 100_000

    def key(self, key, text="", after_ms=PERSON_MS, modifier=Qt.KeyboardModifier.NoModifier):
        self.at_ms += after_ms
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            window = (QApplication.activeModalWidget() or QApplication.activeWindow()).windowHandle()
            event = QKeyEvent(kind, key, modifier, text)
            event.setTimestamp(self.at_ms)
            QApplication.sendEvent(window, event)

    def type(self, text, gap_ms, end=Qt.Key.Key_Return):
        for sign in text:
            self.key(Qt.Key(ord(sign.upper())), sign, gap_ms)
        if end is not None:
            self.key(end, "\t" if end == Qt.Key.Key_Tab else "\r", gap_ms)

    def scan(self, text, end=Qt.Key.Key_Return):
        self.type(text, SCANNER_MS, end)


@pytest.fixture
def hands():
    return Hands()


@pytest.fixture
def place(tmp_path):
    workplace = a_desk(tmp_path)
    yield workplace
    workplace.close()


@pytest.fixture
def case(place):
    return accepted(place, applicant=body(name="张伟诊所", serial=2))


@pytest.fixture
def heard(desk, monkeypatch):
    played = []
    monkeypatch.setattr(desk.scanning.sounds, "play", played.append)
    return played


@pytest.fixture
def desk(request, place, qtbot):
    # A case is there and the screen is dressed before the window is made.
    request.getfixturevalue("case")
    request.getfixturevalue("dressed")
    window = make_window(place)
    qtbot.addWidget(window.shell)
    window.start()
    qtbot.waitUntil(window.shell.isActiveWindow)
    window.do("new")
    yield window
    window.close()
    window.shell.hide()


def fields(desk):
    return [edit.text() for edit in desk.shell.findChildren(QLineEdit)]


def papers(case):
    return {
        "serial": case.serial,
        "number": case.number,
        "label": f"{case.number}-M01-1",
        "link": f"HTTPS://HALL.EXAMPLE/P/{case.secret}",
        "credit code": case.applicant.id_number,
    }


@pytest.mark.parametrize("paper", ["serial", "number", "label", "link", "credit code"])
@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_a_scan_of_any_of_our_papers_opens_its_case_and_lands_in_no_field(desk, case, hands, heard, paper, end):
    before = fields(desk)
    hands.scan(papers(case)[paper], end)
    assert desk.shell.scope is Scope.CASE
    assert desk.case.view().case_id == case.id
    assert fields(desk) == before
    assert heard == [ScanOutcome.KNOWN]


def test_a_material_label_opens_its_case_at_that_material(desk, place, case, hands):
    hands.scan(f"{case.number}-M03-1")
    assert desk.case.view().case_id == case.id
    table = desk.case_page.papers.table
    assert desk.case.view().papers[table.currentIndex().row()].place == "M03"
    assert QApplication.focusWidget() is table
    assert desk.frame.view(place.sync.status()).last_scan.detail == f"打开 {case.number} 的 M03"


@pytest.mark.parametrize("paper", ["serial", "number", "label", "link"])
def test_a_paper_from_before_the_number_was_changed_opens_its_case_and_says_so(desk, place, case, hands, paper):
    renumbered(place, case)
    hands.scan(papers(case)[paper])
    view = desk.case.view()
    assert (view.case_id, view.number) == (case.id, NEW["number"])
    assert desk.frame.view(place.sync.status()).last_scan.detail == f"已换号，打开 {NEW['number']}"
    assert view.standing.text == f"原号 {case.number.removeprefix('510600-')}，已换"
    assert view.timeline[-1].detail.startswith(f"原号 {case.number.removeprefix('510600-')}")


@pytest.mark.parametrize("paper", ["serial", "number"])
def test_where_two_cases_had_a_number_the_clerk_is_asked_which(desk, place, case, hands, qtbot, paper):
    other = accepted(place, applicant=body(name="何芳诊所", serial=3))
    renumbered(place, case)
    renumbered(place, other, number=case.number, serial=case.serial)
    hands.scan(papers(case)[paper])
    qtbot.waitUntil(desk.finding.list.isVisible)
    assert desk.shell.scope is Scope.NEW
    assert "2 件" in desk.frame.view(place.sync.status()).last_scan.detail
    rows = {row.case_id: row for row in desk.finding.list.rows.found}
    assert set(rows) == {case.id, other.id}
    assert rows[case.id].matter.startswith(f"原号 {case.number.removeprefix('510600-')}")
    desk.finding.list.move_by(list(rows).index(case.id) + 1)
    qtbot.keyClick(desk.shell.top_bar.scan.edit, Qt.Key.Key_Return)
    assert desk.case.view().case_id == case.id


@pytest.mark.parametrize("act", ["new", "work_list", "outbox"])
def test_a_scan_is_recognised_on_every_page(desk, case, hands, act):
    desk.do(act)
    hands.scan(case.serial)
    assert desk.shell.scope is Scope.CASE


def test_a_scan_marks_nothing_in_a_widget_that_takes_digits(desk, hands):
    desk.form.choose_matter("EDU-001")
    desk.new_page.materials.table.setFocus()
    before = desk.new.view().rows
    hands.scan("000000000000")
    assert desk.shell.scope is Scope.NEW
    assert desk.new.view().rows == before
    assert QApplication.focusWidget() is desk.new_page.materials.table


def test_a_hyphen_that_an_input_method_made_wide_splits_no_scan(desk, case, hands):
    edit = desk.shell.top_bar.scan.edit
    edit.setFocus()
    for part in case.number.split("-"):
        hands.type(part, SCANNER_MS, end=None)
        if not case.number.endswith(f"-{part}"):
            wide = QInputMethodEvent()
            wide.setCommitString("－")
            QApplication.sendEvent(edit, wide)
    hands.key(Qt.Key.Key_Return, "\r", SCANNER_MS)
    assert desk.case.view().case_id == case.id
    assert edit.text() == ""


def test_the_last_sign_before_the_key_of_an_act_belongs_to_the_act(desk, hands):
    edit = desk.new_page.applicant.edits["phone"]
    edit.setFocus()
    hands.type("138", PERSON_MS, end=None)
    QTest.keyClick(desk.shell.windowHandle(), Qt.Key.Key_F2)
    assert desk.new.form.blank
    (draft,) = desk.workplace.store.drafts.of(desk.workplace.desk.clerk().code)
    assert b'"phone":"138"' in draft.content


def test_a_word_of_an_input_method_goes_where_it_was_meant(desk, hands, qtbot):
    edit = desk.shell.top_bar.scan.edit
    edit.setFocus()
    hands.type("1", SCANNER_MS, end=None)
    word = QInputMethodEvent()
    word.setCommitString("号")
    QApplication.sendEvent(edit, word)
    qtbot.waitUntil(lambda: edit.text() == "1号")


def test_a_person_who_types_the_same_signs_is_left_alone(desk, case, hands, qtbot):
    edit = desk.shell.top_bar.scan.edit
    edit.setFocus()
    hands.type(case.serial, PERSON_MS, end=None)
    qtbot.waitUntil(lambda: edit.text() == case.serial)
    assert desk.shell.scope is Scope.NEW


def test_keys_come_through_in_their_order_and_commands_at_once(desk, hands):
    edit = desk.shell.top_bar.scan.edit
    edit.setFocus()
    hands.type("abc", SCANNER_MS, end=None)
    hands.key(Qt.Key.Key_Backspace, "\b", SCANNER_MS)
    hands.type("de", SCANNER_MS, end=None)
    hands.key(Qt.Key.Key_Home, "", SCANNER_MS)
    assert edit.text() == "abde"
    assert edit.cursorPosition() == 0


def test_a_short_burst_with_enter_is_a_quick_person(desk, hands, heard):
    edit = desk.shell.top_bar.scan.edit
    edit.setFocus()
    hands.type("zw", SCANNER_MS)
    # It went through the line, which finds the initials; a scan would have been heard.
    assert desk.shell.scope is Scope.CASE
    assert heard == []


def test_whoever_types_is_at_the_desk_though_each_key_is_held_back(desk, hands):
    idle = desk.around.idle
    idle._touched_s -= 3600
    assert idle.run_out()
    hands.type("a", PERSON_MS, end=None)
    assert not idle.run_out()


def test_keys_that_no_widget_has_the_focus_for_are_heard_by_the_window(desk, hands):
    QApplication.focusWidget().clearFocus()
    ear = _Ear()
    desk.shell.installEventFilter(ear)
    hands.type("12", PERSON_MS, end=None)
    desk.scanning.wedge._let_go()
    desk.shell.removeEventFilter(ear)
    assert ear.heard == "12"


class _Ear(QObject):
    heard = ""

    def eventFilter(self, watched, event):  # noqa: ARG002, N802 - Qt's name and form
        if event.type() == QEvent.Type.KeyPress:
            self.heard += event.text()
        return False


def test_a_key_that_is_held_down_is_no_scanner(desk):
    edit = desk.shell.top_bar.scan.edit
    edit.setFocus()
    for at_ms in range(1_000, 1_300, 30):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", at_ms > 1_000)
        event.setTimestamp(at_ms)
        QApplication.sendEvent(desk.shell.windowHandle(), event)
    assert edit.text() == "a" * 10


def test_a_scan_while_a_question_is_open_does_nothing_and_says_so(desk, case, hands, heard, qtbot):
    question = QDialog(desk.shell)
    question.setModal(True)
    answer = QLineEdit()
    QVBoxLayout(question).addWidget(answer)
    question.open()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is answer)
    hands.scan(case.serial)
    assert question.isVisible()
    assert answer.text() == ""
    assert desk.shell.scope is Scope.NEW
    assert heard == [ScanOutcome.UNKNOWN]
    assert "再扫一次" in desk.shell.top_bar._scan_detail.text()
    question.close()


def test_a_scan_at_the_lock_only_sounds(desk, case, hands, heard):
    desk.do("lock")
    hands.scan(case.serial)
    assert desk.shell.scope is Scope.LOCK
    assert {edit.text() for edit in desk.sign_in_page.findChildren(QLineEdit)} <= {""}
    assert heard == [ScanOutcome.UNKNOWN]


def test_the_line_that_tries_a_scanner_is_given_its_keys_as_they_come(desk, case, hands, heard):
    desk.do("settings")
    desk.shell._actions["part 2"].trigger()
    trial = desk.shell.page().scan
    trial.setFocus()
    hands.scan(case.serial)
    assert desk.shell.scope is Scope.SETTINGS
    assert heard == []


@pytest.mark.usefixtures("desk")
def test_what_is_right_but_not_here_is_told_from_what_is_nothing(hands, heard):
    hands.scan(SlipSerial(window=77, running=4711).digits)
    hands.scan("ABCDEFGH")
    assert heard == [ScanOutcome.ELSEWHERE, ScanOutcome.UNKNOWN]


def test_a_credit_code_with_several_cases_leads_to_all_of_them(desk, place, case, hands):
    received(place, applicant=case.applicant)
    hands.scan(case.applicant.id_number)
    assert desk.shell.scope is Scope.LIST


def test_a_wedge_that_was_ended_lets_every_key_through(desk, case, hands):
    desk.scanning.close()
    edit = desk.shell.top_bar.scan.edit
    edit.setFocus()
    hands.scan(case.serial, end=None)
    assert edit.text() == case.serial


@pytest.mark.parametrize("outcome", list(ScanOutcome))
def test_a_sound_is_short_and_begins_and_ends_in_silence(outcome):
    samples = memoryview(wave_form(outcome)).cast("h")
    assert 0 < len(samples) / 22_050 < 0.15
    assert abs(samples[0]) < 400
    assert abs(samples[-1]) < 2_000
    assert max(samples) < 2**15 * 0.5


@pytest.mark.usefixtures("qapp")
def test_sounds_differ_and_can_be_switched_off():
    assert len({wave_form(outcome) for outcome in ScanOutcome}) == 3
    quiet = Sounds(wanted=False)
    quiet.prepare()
    quiet.play(ScanOutcome.KNOWN)
    assert quiet._effects == {}


@pytest.mark.usefixtures("qapp")
def test_a_machine_without_sound_goes_on():
    sounds = Sounds(wanted=True)
    sounds.prepare()
    for outcome in ScanOutcome:
        sounds.play(outcome)
    sounds.close()


def numbers_on(desk):
    return [desk.new.form.field(key) for key in ("code", "agent_id")]


def test_the_number_of_somebody_new_fills_the_applicants_field_and_the_focus_stays(desk, hands, heard):
    name = desk.new_page.applicant.edits["name"]
    name.setFocus()
    number = body(serial=77).id_number
    hands.scan(number)
    assert (desk.shell.scope, QApplication.focusWidget()) == (Scope.NEW, name)
    assert numbers_on(desk) == [number, ""]
    assert desk.new_page.applicant.edits["code"].text() == number
    assert name.text() == ""
    assert "信用代码或证件" in desk.frame.view(desk.workplace.sync.status()).last_scan.detail
    assert heard == [ScanOutcome.KNOWN]


def test_a_card_number_goes_to_the_number_field_that_is_empty_and_into_no_other(desk, hands, heard):
    code, person, other = body(serial=78).id_number, resident_id(78), resident_id(79)
    for scanned in (code, person, person, other):
        hands.scan(scanned)
    assert numbers_on(desk) == [code, person]
    assert heard == [ScanOutcome.KNOWN] * 3 + [ScanOutcome.UNKNOWN]


@pytest.mark.parametrize(("matter", "expected"), [("EDU-001", 1), ("EDU-005", 0), ("AGR-006", 0)])
def test_a_persons_number_is_the_agents_where_only_bodies_apply(desk, hands, matter, expected):
    desk.form.choose_matter(matter)
    hands.scan(resident_id(80))
    assert [bool(number) for number in numbers_on(desk)].index(True) == expected


def test_a_credit_code_is_nobodys_where_only_people_apply(desk, hands, heard):
    desk.form.choose_matter("EDU-005")
    hands.scan(body(serial=81).id_number)
    assert (numbers_on(desk), heard) == (["", ""], [ScanOutcome.UNKNOWN])


def test_a_number_that_was_miscopied_or_scanned_elsewhere_fills_nothing(desk, hands):
    number = resident_id(82)
    wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
    hands.scan(wrong)
    desk.do("work_list")
    hands.scan(number)
    assert numbers_on(desk) == ["", ""]
