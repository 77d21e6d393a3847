"""The settings at a real window: by keys alone, saved to the file, and every device tried out."""

from contextlib import ExitStack

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from support.desks import NotedDriver, a_desk, settings_in
from support.ports import refusing_port
from support.shown import at_work

from counter_app.devices.simulator import invented
from counter_app.presenters.views import Tone
from counter_app.settings import Sources
from counter_app.ui.acts import Scope
from counter_app.ui.theme.theme import Theme
from printing.drivers.driver import Result

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def desk(tmp_path, qtbot, dressed, app):
    """Opens windows at work over sources in `tmp_path`."""
    with ExitStack() as windows:

        def make(**given):
            environ = {"COUNTER_PRINT_FOLDER": str(settings_in(tmp_path / "desk").print_folder)}
            sources = Sources(tmp_path / "counter.toml", environ, (tmp_path / "policy.toml",))
            place = a_desk(tmp_path / "desk", origin=sources, **given)
            return windows.enter_context(at_work(place, qtbot))

        yield make
    Theme.apply(dressed, app)


def settings(window):
    window.shell._actions["settings"].trigger()
    assert window.shell.scope is Scope.SETTINGS
    return window.around.settings_page


def typed(qtbot, text):
    field = QApplication.focusWidget()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_setting_is_found_changed_and_saved_by_keys(desk, qtbot, tmp_path):
    window = desk()
    page = settings(window)
    window.shell._actions["part 3"].trigger()
    assert QApplication.focusWidget().objectName() == "server"
    typed(qtbot, "https://hall.example")
    assert (tmp_path / "counter.toml").read_text() == 'server = "https://hall.example"\n'
    assert QApplication.focusWidget().objectName() == "ca_file"
    assert page.boxes["server"].editor.text() == "https://hall.example"


def test_a_wrong_value_is_told_beside_it_and_nothing_is_written(desk, qtbot, tmp_path):
    window = desk()
    page = settings(window)
    window.shell._actions["part 3"].trigger()
    typed(qtbot, "hall.example")
    box = page.boxes["server"]
    assert (box.editor.text(), box.editor.property("state")) == ("hall.example", "error")
    assert box._note.text().startswith("没有保存：“hall.example”")
    assert not (tmp_path / "counter.toml").exists()


def test_what_stands_half_typed_is_saved_when_another_section_is_chosen(desk, qtbot, tmp_path):
    window = desk()
    settings(window)
    window.shell._actions["part 6"].trigger()
    field = QApplication.focusWidget()
    field.selectAll()
    qtbot.keyClicks(field, "25")
    window.shell._actions["part 1"].trigger()
    assert (tmp_path / "counter.toml").read_text() == "idle_lock_minutes = 25\n"
    assert window.around.idle._minutes == 25


def test_colours_and_language_change_at_once(desk, qtbot):
    window = desk()
    page = settings(window)
    window.shell._actions["part 4"].trigger()
    qtbot.keyClick(page.boxes["theme"].editor, Qt.Key.Key_2)
    assert window.theme.name.value == "dark"
    qtbot.keyClick(page.boxes["language"].editor, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: page._title.text() == "Settings")
    qtbot.keyClick(page.boxes["language"].editor, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: page._title.text() == "设置")


def test_what_the_administrator_locked_cannot_be_typed_into(desk, qtbot, tmp_path):
    (tmp_path / "policy.toml").write_text('[printer]\nvalue = "folder"\nreason = "全市统一"\n', encoding="utf-8")
    window = desk()
    page = settings(window)
    assert QApplication.focusWidget().objectName() == "printer"
    qtbot.keyClicks(QApplication.focusWidget(), "ipp://x")
    assert page.boxes["printer"].editor.text() == "folder"
    assert page.boxes["printer"]._origin.text() == "管理员锁定：全市统一"


@pytest.mark.parametrize(("result", "tone"), [(Result.PRINTED, Tone.OK), (Result.UNCERTAIN, Tone.WARN)])
def test_the_test_page_goes_to_the_printer_and_no_case_knows_of_it(desk, qtbot, result, tone):
    driver = NotedDriver(result)
    window = desk(driver=driver)
    page = settings(window)
    window.shell._actions["test_page"].trigger()
    qtbot.waitUntil(lambda: page._view.results["test_page"].tone is tone)
    ((job, paper),) = driver.sent
    assert (job.startswith("test-"), paper.kind.value) == (True, "test-page")
    assert window.workplace.store.printouts.in_states(*()) == ()


def test_a_server_that_is_away_is_told_in_a_sentence(desk, qtbot):
    with refusing_port() as port:
        window = desk(server=f"http://127.0.0.1:{port}")
        page = settings(window)
        page.pills.choose(3)
        window.around.settings.change("server", f"http://127.0.0.1:{port}")
        window.shell._actions["ask_server"].trigger()
        qtbot.waitUntil(lambda: page._view.results["ask_server"].tone is Tone.BAD)


def test_the_scanner_shows_what_it_read_and_opens_nothing(desk, qtbot):
    window = desk()
    page = settings(window)
    window.shell._actions["part 2"].trigger()
    page.scan.setFocus()
    qtbot.keyClicks(page.scan, "510600-W03")
    qtbot.keyClick(page.scan, Qt.Key.Key_Return)
    assert "10" in page._scan_said.text()
    assert window.shell.scope is Scope.SETTINGS


def test_the_card_reader_is_tried_out_without_showing_the_number(desk, qtbot, tmp_path):
    (tmp_path / "cards").mkdir()
    card = invented(7)
    (tmp_path / "cards" / "a.json").write_bytes(msgspec.json.encode(card))
    window = desk()
    page = settings(window)
    window.around.settings.change("card_reader", f"folder:{tmp_path / 'cards'}")
    page.pills.choose(5)
    window.around.settings_acts.read_card()
    qtbot.waitUntil(lambda: page._view.results["read_card"].tone is Tone.OK)
    said = page._view.results["read_card"].text
    assert card.name in said
    assert card.number not in said


def test_a_desk_that_nobody_touches_locks_itself_and_keeps_the_draft(desk, qtbot):
    window = desk()
    qtbot.keyClicks(window.new_page, "x")
    window.new.edit("name", "向阳花幼儿园")
    window.around.idle._monotonic_s = lambda: window.around.idle._touched_s + 601
    window.tick()
    assert window.shell.scope is Scope.LOCK
    assert window.workplace.store.clerks.session() is None
    assert len(window.workplace.store.drafts.of("0123")) == 1
