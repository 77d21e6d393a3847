"""The main job by the window's own keys: accepted at window 1, decided by the department, handed out at window 2.

Real parts throughout: the window with its lanes, two encrypted stores, the server on a socket, the puller, paper files.
"""

import secrets
import socket
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from reportlab.pdfgen.canvas import Canvas
from support.desks import CHEAP_HASHER, settings_in
from support.serving import REGION, logged_in, serving

from casework.access import Scope as TokenScope
from casework.case_state import Stage
from casework.clock import SystemClock
from casework.facts import Certificate, CertificateField, Outcome
from casework.identity import resident_id_with_check_digit, uscc_with_check_digit
from counter_app.main import open_desk
from counter_app.ui.acts import Scope
from counter_app.ui.desk_window import DeskWindow
from counter_app.ui.language import Language
from counter_app.ui.offered import OFFERED
from counter_app.ui.start import make_window
from sync_server.department.acts import Decision
from sync_server.department.session import log_in, open_session

PASSWORD = "an-invented-password"
CODE = uscc_with_check_digit("91510600MA6X1234X")
NUMBER = resident_id_with_check_digit("51060319881102042")


class Keys:
    """A clerk's hands on one window."""

    def __init__(self, qtbot, window: DeskWindow):
        self.qtbot = qtbot
        self.window = window
        self.pressed = 0

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        """Press a key as the window system would deliver it: shortcuts first, then whoever has the focus."""
        self.pressed += 1
        target = QApplication.focusWidget() or self.window.shell
        self.qtbot.keyClick(target, key, modifier)

    def act(self, name):
        """Press the key of an act, through the action that holds it."""
        self.pressed += 1
        action = self.window.shell._actions[name]
        assert action.isEnabled(), f"{name} does not hold here"
        action.trigger()

    def type(self, text, then=Qt.Key.Key_Return):
        if text.isascii():
            self.qtbot.keyClicks(QApplication.focusWidget(), text)
        else:
            # Chinese comes from an input method, which commits whole words.
            word = QInputMethodEvent()
            word.setCommitString(text)
            QApplication.sendEvent(QApplication.focusWidget(), word)
        if then is not None:
            self.press(then)


@pytest.fixture
def server(tmp_path):
    with serving(tmp_path / "server", SystemClock()) as running:
        running.doors.people.add_clerk("C01", "李国栋", "Li Guodong", PASSWORD)
        yield running


@pytest.fixture
def window(tmp_path, server, qtbot):
    """Makes windows at work: `window("W01", 1)`."""
    made = []

    def make(code, number, address=None):
        settings = settings_in(tmp_path / code, server=address or server.address)
        place = open_desk(settings, hasher=CHEAP_HASHER)
        place.enrol(server.doors.devices.make_code(code, number, secrets.token_bytes(10)))
        desk_window = make_window(place)
        qtbot.addWidget(desk_window.shell)
        desk_window.start()
        qtbot.waitUntil(desk_window.shell.isActiveWindow)
        made.append((desk_window, place))
        return desk_window

    yield make
    for desk_window, place in made:
        desk_window.close()
        desk_window.shell.hide()
        place.close()


def sign_in(keys, qtbot):
    """The first sign-in at a new window: nobody has a card yet, so the work number is typed."""
    assert keys.window.shell.scope is Scope.LOCK
    keys.type("C01")
    keys.type(PASSWORD)
    qtbot.waitUntil(lambda: keys.window.shell.scope is Scope.NEW)


def fill_in(keys, name="绵竹市丰谷农资经营部"):
    keys.type("nyjyxk")  # 农药经营许可
    keys.type(CODE)
    keys.type(name)
    keys.type("王德贵")
    keys.type("13981072254")
    for _ in ("agent's number", "agent", "agent's phone", "authority"):
        keys.press(Qt.Key.Key_Return)
    for _ in keys.window.new.view().rows:
        keys.press(Qt.Key.Key_Space)


def the_only_case(window):
    (case_id,) = window.workplace.store.journal.case_ids()
    return window.workplace.store.cases.get(case_id).case


def asked(qtbot):
    """The dialog that now has the focus."""

    def in_it():
        dialog = QApplication.activeModalWidget()
        return dialog is not None and dialog.isAncestorOf(QApplication.focusWidget())

    qtbot.waitUntil(in_it)
    return QApplication.activeModalWidget()


def papers_of(window):
    return sorted(path.name.rpartition(".pdf")[0].rpartition(".")[2] for path in _folder(window).glob("*.pdf"))


def _folder(window):
    return window.workplace.settings.print_folder


def printed(qtbot, window, *kinds):
    def all_out():
        return not window.printing.busy and set(kinds) <= set(papers_of(window))

    qtbot.waitUntil(all_out, timeout=30_000)


def synchronised(window):
    window.workplace.sync.run()


def a_pdf():
    out = BytesIO()
    canvas = Canvas(out)
    canvas.drawString(100, 700, "granted")
    canvas.save()
    return out.getvalue()


def decide(server, folder, number):
    server.doors.people.add_account("agr", "AGR", REGION, PASSWORD, frozenset(TokenScope))
    log_in(folder, server.address, "agr", PASSWORD)
    session = open_session(folder, SystemClock())
    session.puller.pull()
    session.acts.receive(number)
    document = folder / "decision.pdf"
    document.write_bytes(a_pdf())
    certificate = Certificate(
        number="5106-AGR-2026-0001", fields=(CertificateField(label="经营者名称", value="绵竹市丰谷农资经营部"),)
    )
    session.acts.decide(number, Decision(outcome=Outcome.GRANTED, certificate=certificate, document=document))
    session.sender.send()
    session.close()


def test_from_the_first_key_to_the_certificate_in_the_applicants_hand(window, server, qtbot, tmp_path):
    first = window("W01", 1)
    keys = Keys(qtbot, first)
    sign_in(keys, qtbot)
    keys.pressed = 0
    fill_in(keys)
    keys.act("accept")
    case = the_only_case(first)
    assert case.stage is Stage.ACCEPTED
    # The promise is under 60 keys beyond what is typed into the fields.
    assert keys.pressed < 60
    printed(qtbot, first, "receipt-slip", "acceptance-notice")
    synchronised(first)

    decide(server, tmp_path / "department", case.number)

    second = window("W02", 2)
    keys = Keys(qtbot, second)
    sign_in(keys, qtbot)
    synchronised(second)
    second.refresh(None)
    keys.act("find")
    keys.type(case.serial)
    assert second.shell.scope is Scope.CASE
    keys.act("print")
    printed(qtbot, second, "certificate", "decision")
    keys.act("deliver")
    question = asked(qtbot)
    keys.press(Qt.Key.Key_Return)
    keys.type(NUMBER)
    question.editors["authorised"].setChecked(True)
    keys.press(Qt.Key.Key_F9)
    assert the_only_case(second).stage is Stage.DELIVERED
    printed(qtbot, second, "proof-of-delivery")
    synchronised(second)
    synchronised(first)
    assert the_only_case(first) == the_only_case(second)
    assert logged_in(server, "AGR").token.department == "AGR"


def test_a_refused_acceptance_shows_why_moves_the_focus_and_keeps_what_was_typed(window, qtbot):
    desk = window("W01", 1)
    keys = Keys(qtbot, desk)
    sign_in(keys, qtbot)
    keys.type("nyjyxk")
    keys.type(CODE)
    keys.act("accept")
    assert desk.workplace.store.journal.case_ids() == ()
    faults = desk.new_page.aside.faults
    assert faults.isVisible()
    assert QApplication.focusWidget() is faults
    keys.press(Qt.Key.Key_1)
    assert QApplication.focusWidget().objectName() == "name"
    assert desk.new.form.field("code") == CODE


def test_what_was_typed_survives_the_end_of_the_program(window, qtbot):
    desk = window("W01", 1)
    keys = Keys(qtbot, desk)
    sign_in(keys, qtbot)
    keys.type("nyjyxk")
    keys.type(CODE)
    desk.tick()
    assert len(desk.workplace.store.drafts.of("C01")) == 1
    keys.act("lock")
    assert desk.shell.scope is Scope.LOCK
    keys.type(PASSWORD)
    qtbot.waitUntil(lambda: desk.shell.scope is Scope.NEW)
    assert desk.new.form.blank
    keys.act("drafts")
    assert desk.new.form.field("code") == CODE


def test_every_page_speaks_both_languages_without_a_restart(window, qtbot):
    desk = window("W01", 1)
    keys = Keys(qtbot, desk)
    sign_in(keys, qtbot)
    fill_in(keys)
    keys.act("accept")
    for act in ("new", "work_list", "outbox"):
        keys.act(act)
        keys.act("language")
        assert desk.list.words.lang == "en"
        qtbot.waitUntil(lambda: desk.shell.windowTitle().isascii())
        keys.act("language")
        assert desk.list.words.lang == "zh"
    assert desk.language.language is Language.CHINESE


def listens(address) -> bool:
    """Whether somebody takes calls at an address."""
    place = urlsplit(address)
    with socket.socket() as caller:
        return caller.connect_ex((place.hostname, place.port)) == 0


def test_a_dead_server_is_a_banner_and_no_hindrance(window, server, qtbot):
    desk = window("W01", 1)
    keys = Keys(qtbot, desk)
    sign_in(keys, qtbot)
    address = server.address
    server.should_exit = True
    qtbot.waitUntil(lambda: not listens(address))
    fill_in(keys)
    keys.act("accept")
    assert the_only_case(desk).stage is Stage.ACCEPTED
    desk.workplace.sync.retry_now()
    desk.tick()
    qtbot.waitUntil(lambda: not desk.network.busy and not desk.workplace.sync.status().online, timeout=40_000)
    desk.tick()
    assert desk.shell.banner.isVisible()
    assert desk.workplace.sync.status().waiting > 0
    printed(qtbot, desk, "receipt-slip", "acceptance-notice")


def test_a_notice_of_non_acceptance_asks_for_grounds_and_keeps_asking(window, qtbot):
    desk = window("W01", 1)
    keys = Keys(qtbot, desk)
    sign_in(keys, qtbot)
    fill_in(keys)
    keys.act("not_accepted")
    dialog = asked(qtbot)
    keys.press(Qt.Key.Key_F9)
    assert dialog.isVisible()
    assert desk.workplace.store.journal.case_ids() == ()
    dialog.editors["grounds"].setPlainText("不属于本机关职权范围")
    keys.press(Qt.Key.Key_F9)
    assert the_only_case(desk).stage is Stage.NOT_ACCEPTED
    printed(qtbot, desk, "not-accepted-notice")


def test_the_window_answers_to_every_act_it_offers(window):
    desk = window("W01", 1)
    handled_by_the_shell = {"find", "full_screen"}
    assert set(desk._acts) | handled_by_the_shell == OFFERED


def test_after_an_acceptance_the_next_applicants_form_begins_at_its_beginning(window, qtbot):
    desk = window("W01", 1)
    keys = Keys(qtbot, desk)
    sign_in(keys, qtbot)
    fill_in(keys)
    keys.act("accept")
    assert QApplication.focusWidget() is desk.new_page.matter.picker.edit
    fill_in(keys, name="什邡市蓥华养殖场")
    keys.act("accept")
    assert len(desk.workplace.store.journal.case_ids()) == 2


def test_an_act_on_a_case_needs_a_case_and_takes_the_one_under_the_cursor(window, qtbot):
    desk = window("W01", 1)
    keys = Keys(qtbot, desk)
    sign_in(keys, qtbot)
    keys.act("hand_over")
    assert QApplication.activeModalWidget() is None
    fill_in(keys)
    keys.act("accept")
    keys.act("hand_over")
    assert QApplication.activeModalWidget() is None
    keys.act("work_list")
    keys.act("hand_over")
    assert desk.shell.scope is Scope.CASE
    asked(qtbot)
    keys.type("刘建")
    assert the_only_case(desk).custody[0].person == "刘建"
