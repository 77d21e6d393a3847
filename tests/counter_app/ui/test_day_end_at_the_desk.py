"""The end of a day at a real window: counted, printed, handed over with a note, by keys."""

from io import BytesIO

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from support.desks import CHEAP_HASHER, CLERK, NotedDriver, a_desk, accepted
from support.shown import at_work

from casework.contract import ClerkCard
from counter_app.store.shift_notes import all_notes
from counter_app.ui.acts import Scope
from counter_app.ui.dialogs.shift_note import ShiftNoteDialog
from printing.drivers.driver import Result

OTHER = ClerkCard(code="0456", name="李国栋")


@pytest.fixture
def driver():
    return NotedDriver()


@pytest.fixture
def desk(tmp_path, qtbot, driver):
    place = a_desk(tmp_path, driver=driver)
    accepted(place)
    with at_work(place, qtbot) as window:
        qtbot.waitUntil(lambda: not window.printing.busy)
        yield window


def day_end(window, qtbot):
    window.shell._actions["day_end"].trigger()
    assert window.shell.scope is Scope.DAY_END
    qtbot.waitUntil(lambda: bool(window.around.day_page._view.sections))
    return window.around.day_page


def sign_in_as(window, card):
    with window.workplace.store.writing():
        window.workplace.store.clerks.remember(card, CHEAP_HASHER.hash("x"), window.workplace.desk.now_ms())
        window.workplace.store.clerks.begin(card.code, window.workplace.desk.now_ms(), online=True)
    window._enter()


def dialog_of(window):
    return window.shell.findChild(ShiftNoteDialog)


def test_the_day_is_shown_in_words(desk, qtbot):
    page = day_end(desk, qtbot)
    assert page._view.sections[0].title == "今天办了 1 件"
    assert ("受理", "1 次") in page._view.sections[0].lines
    assert page.note.hasFocus()


def test_the_sheet_is_printed_with_the_note_and_no_case_knows_of_it(desk, qtbot, driver):
    page = day_end(desk, qtbot)
    qtbot.keyClicks(page.note, "K3 wait for the original")
    before = len(driver.sent)
    desk.shell._actions["print_day"].trigger()
    qtbot.waitUntil(lambda: page._said.text() == "日结单出来了")
    job, paper = driver.sent[before]
    text = pypdfium2.PdfDocument(BytesIO(paper.content))[0].get_textpage().get_text_range()
    assert job.startswith("day-")
    assert "K3 wait for the original" in text
    assert CLERK.name in text


def test_a_sheet_nobody_knows_of_is_told(desk, qtbot, driver):
    page = day_end(desk, qtbot)
    driver.result = Result.UNCERTAIN
    desk.shell._actions["print_day"].trigger()
    qtbot.waitUntil(lambda: "看一眼打印机" in page._said.text())


@pytest.mark.parametrize(
    ("act", "said"), [("courier_sheet", "没有新交寄的邮件"), ("collection_sheet", "还没有发出证照文书")]
)
def test_sheets_of_a_day_without_any_say_that_there_is_nothing(desk, qtbot, act, said):
    page = day_end(desk, qtbot)
    desk.shell.act_pressed.emit(act)
    qtbot.waitUntil(lambda: said in page._said.text())


def test_the_note_is_left_the_desk_locks_and_the_next_clerk_acknowledges(desk, qtbot):
    page = day_end(desk, qtbot)
    page.note.setPlainText("三号件等原件")
    desk.shell._actions["hand_shift"].trigger()
    assert desk.shell.scope is Scope.LOCK
    sign_in_as(desk, OTHER)
    dialog = dialog_of(desk)
    qtbot.waitUntil(dialog.isVisible)
    qtbot.keyClick(dialog, Qt.Key.Key_F9)
    desk.do("lock")
    qtbot.waitUntil(lambda: dialog_of(desk) is None)
    sign_in_as(desk, OTHER)
    assert dialog_of(desk) is None


def test_a_note_put_off_comes_again_and_its_writer_never_sees_it(desk, qtbot):
    page = day_end(desk, qtbot)
    page.note.setPlainText("三号件等原件")
    desk.do("lock")
    sign_in_as(desk, CLERK)
    assert dialog_of(desk) is None
    desk.do("lock")
    for _ in range(2):
        sign_in_as(desk, OTHER)
        dialog = dialog_of(desk)
        qtbot.waitUntil(dialog.isVisible)
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: dialog_of(desk) is None)
        desk.do("lock")


def test_a_note_that_is_too_long_is_refused_and_the_desk_stays_open(desk, qtbot):
    page = day_end(desk, qtbot)
    page.note.setPlainText("字" * 1001)
    desk.shell._actions["hand_shift"].trigger()
    assert desk.shell.scope is Scope.DAY_END
    assert "1001" in page._said.text()


def test_a_note_that_is_too_long_is_left_whole_in_parts_when_the_desk_locks(desk, qtbot):
    page = day_end(desk, qtbot)
    page.note.setPlainText("字" * 1001)
    desk.do("lock")
    first, second = reversed(all_notes(desk.workplace.store))
    assert (len(first.text), len(second.text)) == (1000, 1)
    assert desk.around.day.note == ""
