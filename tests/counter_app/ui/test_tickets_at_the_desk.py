"""Tickets at a real window, with a queue on a real socket and the display as a second window."""

from contextlib import ExitStack

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from support.desks import a_desk
from support.queues import queueing
from support.shown import at_work


@pytest.fixture
def hall():
    with queueing("A001", "A002", "A003") as (made, address):
        made.address = address
        yield made


@pytest.fixture
def desk(tmp_path, qtbot, hall):
    with ExitStack() as windows:

        def make(**given):
            place = a_desk(tmp_path, **{"queue_server": hall.address, "queue_display": True, **given})
            return windows.enter_context(at_work(place, qtbot))

        yield make


def act(window, qtbot, name):
    if name in window.shell._actions:
        window.shell._actions[name].trigger()
    else:
        window.do(name)
    qtbot.waitUntil(lambda: not window.around.ticket_acts.lane.busy)


def said(window):
    return window.shell.hint_line._message.text()


def test_the_next_ticket_is_in_the_top_bar_and_on_the_display(desk, qtbot):
    window = desk()
    focus = QApplication.focusWidget()
    act(window, qtbot, "next_ticket")
    display = window.around.ticket_acts.display
    assert window.shell.top_bar._ticket.text() == "A001"
    assert display.isVisible()
    assert display.accessibleName() == "请 A001 到 3 号窗口"
    assert said(window) == "叫了 A001，后面还有 2 人"
    assert QApplication.focusWidget() is focus


def test_recall_says_the_same_number_and_skip_takes_the_next(desk, qtbot):
    window = desk()
    act(window, qtbot, "next_ticket")
    act(window, qtbot, "recall_ticket")
    view = window.around.ticket_acts.display._view
    assert (view.number, view.earlier, view.calls) == ("A001", (), 2)
    act(window, qtbot, "skip_ticket")
    view = window.around.ticket_acts.display._view
    assert (view.number, view.earlier) == ("A002", ("A001",))


def test_skipping_is_found_in_the_list_of_all_acts(desk, qtbot):
    window = desk()
    act(window, qtbot, "next_ticket")
    window.shell._actions["all_acts"].trigger()
    listed = QApplication.activeModalWidget()
    listed._narrow("过号")
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.frame.ticket == "A002")


def test_an_answer_that_was_lost_passes_nobody_over(desk, qtbot, hall):
    window = desk()
    hall.lose = True
    act(window, qtbot, "next_ticket")
    assert "没有叫" in said(window)
    act(window, qtbot, "next_ticket")
    assert window.frame.ticket == "A001"


def test_when_nobody_waits_that_is_said_and_who_is_here_stays(desk, qtbot, hall):
    window = desk()
    act(window, qtbot, "next_ticket")
    hall.waiting.clear()
    act(window, qtbot, "next_ticket")
    assert said(window) == "没有人在等"
    assert window.frame.ticket == "A001"
    act(window, qtbot, "skip_ticket")
    assert window.frame.ticket == ""


def test_without_a_queue_nothing_stands_in_the_bar_and_the_act_says_why(desk, qtbot):
    window = desk(queue_server="", queue_display=False)
    assert not window.shell.top_bar.next_ticket.isVisible()
    act(window, qtbot, "next_ticket")
    assert "叫号系统" in said(window)
    assert window.around.ticket_acts.display is None


def test_the_display_speaks_english_and_goes_with_the_window(desk, qtbot):
    window = desk()
    act(window, qtbot, "next_ticket")
    display = window.around.ticket_acts.display
    window.do("language")
    qtbot.waitUntil(lambda: display.accessibleName() == "A001 to window 3, please")
    window.do("language")
    window.close()
    assert not display.isVisible()
