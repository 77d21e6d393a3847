"""One clerk goes, another comes: in three seconds, whatever the server does, and nothing stays in sight."""

import socket
import threading
import time
from contextlib import ExitStack

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from support.desks import CHEAP_HASHER, a_desk
from support.shown import at_work

from casework.contract import ClerkCard
from counter_app.ui.acts import Scope

PASSWORD = "an-invented-password"
OTHER = ClerkCard(code="0456", name="李国栋")


@pytest.fixture
def silent():
    """A server that takes every connection and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        held = []

        def take():
            while True:
                try:
                    held.append(listening.accept()[0])
                except OSError:
                    return

        thread = threading.Thread(target=take, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()
        for connection in held:
            connection.close()


@pytest.fixture
def desk(tmp_path, qtbot):
    with ExitStack() as windows:

        def make(**given):
            place = a_desk(tmp_path, **given)
            with place.store.writing():
                place.store.clerks.remember(OTHER, CHEAP_HASHER.hash(PASSWORD), place.desk.now_ms() - 1)
                place.store.meta.put("device_key", "11" * 32)
            return windows.enter_context(at_work(place, qtbot))

        yield make


def change_over(window, qtbot):
    """Lock, choose the second clerk, type the password; return the seconds until their page is there."""
    began = time.monotonic()
    window.shell._actions["lock"].trigger()
    window.shell._actions["part 2"].trigger()
    qtbot.keyClicks(QApplication.focusWidget(), PASSWORD)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.shell.scope is Scope.NEW)
    return time.monotonic() - began


def test_a_clerk_changes_over_in_three_seconds_even_while_the_server_is_silent(desk, qtbot, silent):
    window = desk(server=silent, timeout_s=5)
    window.tick()
    assert window.network.busy
    assert change_over(window, qtbot) < 3.0
    assert window.workplace.desk.clerk() == OTHER


def test_a_dialog_is_not_left_in_sight_when_the_desk_locks_itself(desk):
    window = desk()
    window.shell._actions["not_required"].trigger()
    assert window.shell.findChild(QDialog).isVisible()
    window.around.idle._monotonic_s = lambda: window.around.idle._touched_s + 601
    window.tick()
    assert window.shell.scope is Scope.LOCK
    assert not any(dialog.isVisible() for dialog in window.shell.findChildren(QDialog))


def test_the_draft_stays_with_its_owner(desk, qtbot):
    window = desk()
    window.new.edit("name", "向阳花幼儿园")
    change_over(window, qtbot)
    assert window.new.form.fields == {}
    assert window.workplace.store.drafts.of(OTHER.code) == ()
    assert len(window.workplace.store.drafts.of("0123")) == 1


def test_a_second_enter_while_the_password_is_checked_asks_once(desk, qtbot):
    window = desk()
    window.shell._actions["lock"].trigger()
    asked = []
    window.lock.sign_in = lambda clerk, _password: asked.append(clerk)
    for _ in range(3):
        window.sign_in_page.signed_in.emit("0123", "x")
    qtbot.waitUntil(lambda: not window._lock_acts.lane.busy)
    assert len(asked) == 1


@pytest.mark.parametrize("act", ["new", "work_list", "outbox", "settings", "day_end"])
def test_every_page_locks_and_nobody_is_signed_in_behind_the_lock(desk, qtbot, act):
    window = desk()
    window.shell._actions[act].trigger()
    assert change_over(window, qtbot) < 3.0
    assert window.workplace.desk.clerk() == OTHER
