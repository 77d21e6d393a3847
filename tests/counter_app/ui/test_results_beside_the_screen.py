"""F8 makes the result beside the screen: once, however often it is pressed; what stood in its way is told there."""

import threading

import pytest
from support.blanks import SECOND, stocked
from support.desks import TODAY, a_desk, accepted, body
from support.offices import Office

from casework.case_state import Stage
from casework.contract import ClerkCard, SealWait
from casework.facts import CaseDecided, Certificate, CertificateField, Outcome, ReceivedByDepartment
from counter_app.desk import blanks
from counter_app.desk.forms import LoseBlanksForm
from counter_app.ui.acts import Scope
from counter_app.ui.dialogs.ask import AskDialog
from counter_app.ui.start import make_window

OTHER = ClerkCard(code="0777", name="何芳", name_en="He Fang")
GRANT = Certificate(
    number="教民 151060060000018 号", fields=(CertificateField(label="学校名称", value="德阳向阳花幼儿园"),)
)


class HeldStudio:
    """Draws only when it is let."""

    def __init__(self, studio):
        self._studio = studio
        self.let = threading.Event()

    def draw(self, order):
        assert self.let.wait(10)
        return self._studio.draw(order)


@pytest.fixture
def desk(tmp_path, qtbot):
    place = a_desk(tmp_path)
    made = make_window(place)
    qtbot.addWidget(made.shell)
    made.start()
    made._timer.stop()
    qtbot.waitUntil(made.shell.isActiveWindow)
    idle(made, qtbot)
    yield made
    made.close()
    place.close()


@pytest.fixture
def studio(desk):
    printer = desk.workplace.printer
    held = HeldStudio(printer.studio())
    object.__setattr__(printer, "studio", lambda: held)
    yield held
    held.let.set()


def idle(desk, qtbot):
    qtbot.waitUntil(lambda: not desk.printing.busy)


def decided(desk, serial=1, certificate=GRANT):
    case = accepted(desk.workplace, applicant=body(serial=serial))
    office = Office(desk.workplace)
    office.judge()
    office.state(ReceivedByDepartment(received_on=TODAY), case.id)
    office.state(CaseDecided(outcome=Outcome.GRANTED, decided_on=TODAY, certificate=certificate), case.id)
    office.deliver()
    return case


def test_pressed_twice_the_result_is_made_once_and_nothing_is_refused(desk, studio, qtbot):
    case = decided(desk)
    desk.open_case(case.id)
    desk.do("print")
    desk.do("print")
    studio.let.set()
    idle(desk, qtbot)
    assert desk.case.case().stage is Stage.RESULT_AT_WINDOW
    assert desk.case.refusal is None
    jobs = desk.workplace.store.printouts.of_case(case.id)
    assert [job.paper for job in jobs].count("certificate") == 1


def without_blanks(desk):
    """A result that cannot be made: the only blank of its kind is lost."""
    stocked(desk.workplace, last="川德 0001")
    blanks.lose(desk.workplace.desk, LoseBlanksForm(first="川德 0001", reason="找不到"), SECOND)
    return decided(desk)


def test_a_refusal_is_told_by_its_number_when_another_case_is_shown_by_then(desk, qtbot):
    case, other = without_blanks(desk), accepted(desk.workplace, applicant=body(serial=2))
    desk.open_case(case.id)
    desk.do("print")
    desk.open_case(other.id)
    idle(desk, qtbot)
    assert desk.case.refusal is None
    assert case.number in said(desk)


def test_a_refusal_is_told_on_the_case_while_it_is_shown(desk, qtbot):
    case = without_blanks(desk)
    desk.open_case(case.id)
    desk.do("print")
    idle(desk, qtbot)
    assert desk.case.view().standing == desk.case.refusal
    assert desk.case.refusal is not None


def test_why_an_act_was_refused_is_said_in_full_beneath_the_page(desk):
    case = accepted(desk.workplace)
    desk.open_case(case.id)
    desk.do("give_notice")
    assert said(desk) == desk.case.refusal.text


def test_behind_the_lock_nothing_is_told_of_a_result_that_was_not_made(desk, qtbot):
    case = without_blanks(desk)
    desk.open_case(case.id)
    desk.do("print")
    desk.do("lock")
    idle(desk, qtbot)
    assert desk.shell.scope is Scope.LOCK
    assert said(desk) == ""


def test_nobody_states_a_result_that_somebody_else_asked_for(desk, qtbot):
    case, other_papers = decided(desk), threading.Event()
    desk.printing.run(lambda: other_papers.wait(10), lambda _: None)
    desk.open_case(case.id)
    desk.do("print")
    store, now_ms = desk.workplace.store, desk.workplace.desk.now_ms()
    with store.writing():
        store.clerks.remember(OTHER, "", now_ms)
        store.clerks.begin(OTHER.code, now_ms, online=True)
    other_papers.set()
    idle(desk, qtbot)
    assert store.cases.get(case.id).case.stage is Stage.DECIDED
    assert "再按一次 F8" in desk.case.refusal.text
    desk.do("print")
    idle(desk, qtbot)
    assert store.cases.get(case.id).case.stage is Stage.RESULT_AT_WINDOW


def test_a_result_whose_sealed_paper_is_on_its_way_is_asked_about_first(desk, qtbot):
    case = decided(desk)
    waits = SealWait(case=case.id, paper="certificate", coming=True, since=desk.workplace.desk.now_ms())
    store = desk.workplace.store
    with store.writing():
        store.unsealed.take((waits,))
    desk.open_case(case.id)
    desk.do("print")
    dialog = desk.shell.findChild(AskDialog)
    dialog._yes.click()
    idle(desk, qtbot)
    assert (store.cases.get(case.id).case.stage, dialog.isVisible()) == (Stage.DECIDED, True)
    dialog.editors["unsealed"].click()
    dialog._yes.click()
    idle(desk, qtbot)
    assert store.cases.get(case.id).case.stage is Stage.RESULT_AT_WINDOW


def said(desk):
    return desk.shell.hint_line._message.text()
