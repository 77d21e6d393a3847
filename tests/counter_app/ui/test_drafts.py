"""Drafts under the clerk's hands: saved by themselves, there again after a power cut, at the same field and sign."""

import os
import signal

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from support.desks import a_desk, opened

from casework.errors import Trouble
from counter_app.ui.acts import Scope
from counter_app.ui.dialogs.drafts import DraftList
from counter_app.ui.start import make_window


@pytest.fixture
def at_work(qtbot):
    """Makes windows over a folder, each as the program is started."""
    made = []

    def start(place):
        window = make_window(place)
        qtbot.addWidget(window.shell)
        window.start()
        window.shell.activateWindow()
        qtbot.waitUntil(window.shell.isActiveWindow)
        made.append((window, place))
        return window

    yield start
    for window, place in made:
        window.close()
        place.close()


def press(qtbot, key):
    qtbot.keyClick(QApplication.activeModalWidget() or QApplication.focusWidget(), key)


def kept(window):
    return window.workplace.store.drafts.of("0123")


def typed(window, qtbot, name):
    window.do("new")
    window.new.choose("EDU-001")
    edit = window.new_page.applicant.edits["name"]
    edit.setFocus()
    qtbot.keyClicks(edit, name)


def test_a_draft_is_saved_within_a_second_of_the_last_key_without_anybody_asking(at_work, tmp_path, qtbot):
    window = at_work(a_desk(tmp_path))
    window._timer.stop()
    typed(window, qtbot, "Abcdef")
    within_a_second = []
    # Timers ring in their order, however long the machine keeps both waiting.
    QTimer.singleShot(1000, window.shell, lambda: within_a_second.append(kept(window)))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert kept(window) == ()
    qtbot.waitUntil(lambda: bool(within_a_second))
    assert len(within_a_second[0]) == 1
    assert b'"cursor":5' in kept(window)[0].content


def test_after_a_power_cut_the_form_is_there_at_the_same_field_and_sign(at_work, tmp_path, qtbot):
    a_desk(tmp_path).close()
    child = os.fork()
    if child == 0:
        # No Qt here: a screen cannot be shared with the parent. What the window saves is what the presenter saves.
        from casework.search import index_matters  # noqa: PLC0415 - in the child only
        from counter_app.presenters.new_application import NewPresenter  # noqa: PLC0415 - see above
        from counter_app.presenters.wording import Words  # noqa: PLC0415 - see above

        try:
            place = opened(tmp_path)
            page = NewPresenter(place.desk, index_matters(place.desk.catalogue), Words("zh"), "folder")
            page.choose("EDU-001")
            page.edit("name", "德阳晨光幼儿园")
            page.edit("phone", "138090266")
            page.note_place("phone", 3)
            page.save_if_changed()
            page.edit("phone", "13809026617")
            os.kill(os.getpid(), signal.SIGKILL)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    window = at_work(opened(tmp_path))
    assert window.shell.scope is Scope.NEW
    assert window.new.form.field("name") == "德阳晨光幼儿园"
    edit = QApplication.focusWidget()
    assert (edit.objectName(), edit.text(), edit.cursorPosition()) == ("phone", "138090266", 3)
    qtbot.keyClicks(edit, "7")
    assert window.new.form.field("phone") == "1387090266"


def test_a_window_that_was_closed_goes_on_in_the_checklist_where_it_was(at_work, tmp_path, qtbot):
    window = at_work(a_desk(tmp_path))
    typed(window, qtbot, "Abc")
    window._draw()
    code = window.new.view().rows[2].code
    window.new_page.go_to_target(f"{code}/copies")
    window.close()
    window.shell.hide()
    window.workplace.close()
    later = at_work(opened(tmp_path))
    assert QApplication.focusWidget() is later.new_page.materials.table
    assert later.new_page.place() == (f"{code}/copies", 0)


def test_alt_d_lists_the_drafts_enter_opens_one_and_delete_drops_one_after_asking(at_work, tmp_path, qtbot):
    window = at_work(a_desk(tmp_path))
    for name in ("Alpha", "Beta", "Gamma"):
        window.workplace.desk.clock.pass_by(minutes=1)
        typed(window, qtbot, name)
        window._draft_acts.save()
    window.do("drafts")
    listed = window.shell.findChild(DraftList)
    model = listed.list.model()
    assert [model.index(line, 0).data() for line in range(3)] == ["Gamma", "Beta", "Alpha"]
    assert [model.index(0, column).data() for column in (2, 3)] == ["09-22 10:03", "名称"]
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Delete)
    assert "Beta" in listed.note.text()
    press(qtbot, Qt.Key.Key_Escape)
    assert (listed.isVisible(), len(kept(window))) == (True, 3)
    press(qtbot, Qt.Key.Key_Delete)
    press(qtbot, Qt.Key.Key_Delete)
    assert len(kept(window)) == 2
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    assert window.new.form.field("name") == "Alpha"
    assert QApplication.focusWidget() is window.new_page.applicant.edits["name"]


def test_without_drafts_the_list_says_what_to_do(at_work, tmp_path, qtbot):
    window = at_work(a_desk(tmp_path))
    window.do("drafts")
    listed = window.shell.findChild(DraftList)
    assert "F2" in listed.note.text()
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Delete)
    assert listed.isVisible()
    press(qtbot, Qt.Key.Key_Escape)


def test_changing_over_when_nothing_changed_says_so(at_work, tmp_path, qtbot):
    window = at_work(a_desk(tmp_path))
    typed(window, qtbot, "Abc")
    window.do("rebase")
    assert "现行目录" in window.shell.hint_line._message.text()


def test_a_full_disk_leaves_a_draft_that_was_to_be_dropped_and_says_so(at_work, tmp_path, qtbot, monkeypatch):
    window = at_work(a_desk(tmp_path))
    for name in ("Alpha", "Beta"):
        typed(window, qtbot, name)
    window.do("drafts")
    listed = window.shell.findChild(DraftList)

    def full(*_what):
        raise Trouble("local.disk_full", why="")

    with monkeypatch.context() as patched:
        for act in ("drop", "note_open"):
            patched.setattr(type(window.workplace.store.drafts), act, full)
        press(qtbot, Qt.Key.Key_Delete)
        press(qtbot, Qt.Key.Key_Delete)
        assert (listed.list.model().rowCount(), len(kept(window))) == (2, 2)
        press(qtbot, Qt.Key.Key_Down)
        press(qtbot, Qt.Key.Key_Return)
        assert "磁盘满了" in window.shell.hint_line._message.text()
    assert len(kept(window)) == 2


def test_a_page_that_is_left_at_once_comes_back_at_the_same_field(at_work, tmp_path):
    window = at_work(a_desk(tmp_path))
    window.do("new")
    window.new.edit("name", "Abcdef")
    window._draw_now()
    name = window.new_page.applicant.edits["name"]
    name.setFocus()
    name.setCursorPosition(4)
    window.do("outbox")
    assert (window.new.form.at, window.new.form.cursor) == ("name", 4)
