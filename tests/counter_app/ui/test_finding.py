"""The list under the scan line, by keys: it follows the typing, opens, closes, and never keeps anybody waiting."""

from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication

from counter_app.presenters.find_list import Offer
from counter_app.presenters.list_views import CaseRow, Stage
from counter_app.presenters.views import Deadline, DeadlineKind
from counter_app.ui.acts import Scope
from counter_app.ui.finding import Finding
from counter_app.ui.models.found_rows import FoundRows


def row(case_id, applicant="绵竹市丰谷农资经营部"):
    return CaseRow(
        case_id=case_id,
        number="W03-260904-0006-K3",
        deadline=Deadline(DeadlineKind.LATE, days=3),
        matter="农药经营许可证核发",
        applicant=applicant,
        department="市农业农村局",
        stage=Stage.IN_REVIEW,
        clerk="陈晓燕",
    )


class Looker:
    """Answers with as many cases as the text has signs; holds an answer back while told to."""

    def __init__(self):
        self.asked = []
        self.may_answer = Event()
        self.may_answer.set()

    def offer(self, text):
        self.asked.append(text)
        self.may_answer.wait(10)
        return Offer(text, tuple(row(f"{text}-{number}") for number in range(len(text))) if text != "无" else ())


@pytest.fixture
def looker():
    return Looker()


@pytest.fixture
def desk(gallery, theme, looker):
    opened, entered = [], []
    finding = Finding(gallery.shell, theme, looker, opened.append, entered.append)
    finding.opened, finding.entered = opened, entered
    gallery.shell.go(Scope.LIST)
    yield finding
    looker.may_answer.set()
    finding.close()
    finding.list.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def press(qtbot, *keys):
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def type_text(qtbot, text):
    press(qtbot, Qt.Key.Key_F3)
    qtbot.keyClicks(QApplication.focusWidget(), text)


def shown(desk):
    return [found.case_id for found in desk.list.rows.found] if desk.list.isVisible() else []


def test_the_list_follows_what_is_typed(desk, qtbot):
    type_text(qtbot, "ab")
    qtbot.waitUntil(lambda: shown(desk) == ["ab-0", "ab-1"])
    press(qtbot, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: shown(desk) == ["a-0"])
    press(qtbot, Qt.Key.Key_Backspace)
    assert shown(desk) == []


def test_typing_waits_for_nothing_and_the_newest_text_wins(desk, looker, qtbot):
    looker.may_answer.clear()
    type_text(qtbot, "abcdef")
    assert desk._line.edit.text() == "abcdef"
    looker.may_answer.set()
    qtbot.waitUntil(lambda: len(shown(desk)) == 6)
    # What was typed between is never looked for: only what was first and what is last.
    assert looker.asked == ["a", "abcdef"]


def test_an_arrow_points_and_enter_opens(desk, qtbot):
    type_text(qtbot, "abc")
    qtbot.waitUntil(lambda: len(shown(desk)) == 3)
    press(qtbot, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert desk.opened == ["abc-1"]
    assert desk.entered == []
    assert shown(desk) == []
    assert desk._line.edit.text() == ""


def test_the_arrows_stop_at_the_ends_and_leave_the_list_upwards(desk, qtbot):
    type_text(qtbot, "ab")
    qtbot.waitUntil(lambda: len(shown(desk)) == 2)
    press(qtbot, *[Qt.Key.Key_Down] * 5)
    assert desk.list.current() == "ab-1"
    press(qtbot, *[Qt.Key.Key_Up] * 5)
    assert desk.list.current() == ""


def test_enter_without_pointing_asks_for_the_whole_text_however_far_the_list_is(desk, looker, qtbot):
    looker.may_answer.clear()
    type_text(qtbot, "ab")
    press(qtbot, Qt.Key.Key_Return)
    assert desk.entered == ["ab"]
    looker.may_answer.set()
    qtbot.waitUntil(lambda: not desk.lane.busy)
    assert shown(desk) == []


def test_escape_closes_and_gives_the_focus_back_where_it_was(desk, gallery, qtbot):
    gallery.list.filter.edit.setFocus()
    type_text(qtbot, "ab")
    qtbot.waitUntil(lambda: len(shown(desk)) == 2)
    press(qtbot, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is gallery.list.filter.edit
    assert shown(desk) == []


def test_what_is_nowhere_is_said_in_words(desk, qtbot):
    press(qtbot, Qt.Key.Key_F3)
    desk._line.edit.textEdited.emit("无")
    qtbot.waitUntil(desk.list.isVisible)
    assert "没有找到" in desk.list._message.text()


def test_a_click_opens(desk, qtbot):
    type_text(qtbot, "ab")
    qtbot.waitUntil(lambda: len(shown(desk)) == 2)
    second = desk.list.view.visualRect(desk.list.rows.index(1)).center()
    qtbot.mouseClick(desk.list.view.viewport(), Qt.MouseButton.LeftButton, pos=second)
    assert desk.opened == ["ab-1"]


def test_nothing_of_what_was_looked_for_stays_at_the_lock(desk, gallery, qtbot):
    type_text(qtbot, "ab")
    qtbot.waitUntil(lambda: len(shown(desk)) == 2)
    gallery.shell.go(Scope.LOCK)
    assert shown(desk) == []
    assert desk._line.edit.text() == ""


def test_the_rows_keep_qts_rules_and_are_read_aloud(qtmodeltester):
    rows = FoundRows()
    rows.show_rows((row("1"), row("2", "张伟")))
    qtmodeltester.check(rows)
    assert rows.data(rows.index(1)) == "W03-260904-0006-K3, 张伟, 农药经营许可证核发, 办理中, 逾期 3 日"
