import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from counter_app.presenters.views import Tone
from counter_app.ui.acts import Scope
from counter_app.ui.gallery.case_world import online_view, shell_view
from counter_app.ui.gallery.gallery import Gallery, chinese
from counter_app.ui.theme.tokens import ThemeName

ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


def press(qtbot, key, modifier=NONE):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


@pytest.mark.parametrize(
    ("scope", "key", "modifier", "act"),
    [
        (Scope.NEW, Qt.Key.Key_F9, NONE, "accept"),
        (Scope.NEW, Qt.Key.Key_B, ALT, "supplement"),
        (Scope.NEW, Qt.Key.Key_F7, NONE, "work_list"),
        (Scope.LIST, Qt.Key.Key_F2, NONE, "new"),
        (Scope.LIST, Qt.Key.Key_U, ALT, "urge"),
        (Scope.CASE, Qt.Key.Key_F9, NONE, "deliver"),
        (Scope.OUTBOX, Qt.Key.Key_F9, NONE, "send_now"),
        (Scope.OUTBOX, Qt.Key.Key_O, ALT, "outbox"),
        (Scope.NEW, Qt.Key.Key_F12, NONE, "lock"),
        (Scope.LOCK, Qt.Key.Key_L, ALT, "language"),
    ],
)
def test_a_key_does_its_act_whatever_has_the_focus(gallery, qtbot, scope, key, modifier, act):
    gallery.shell.go(scope)
    with qtbot.waitSignal(gallery.shell.act_pressed) as heard:
        press(qtbot, key, modifier)
    assert heard.args == [act]


def test_a_key_of_another_page_does_nothing(gallery, qtbot):
    gallery.shell.go(Scope.LIST)
    with qtbot.assertNotEmitted(gallery.shell.act_pressed):
        press(qtbot, Qt.Key.Key_B, ALT)


def test_the_lock_lets_no_page_through(gallery, qtbot):
    gallery.shell.go(Scope.LOCK)
    with qtbot.assertNotEmitted(gallery.shell.act_pressed):
        press(qtbot, Qt.Key.Key_F2)
    assert not gallery.shell.top_bar.isVisible()
    assert not gallery.shell.banner.isVisible()


def test_an_act_that_is_not_wired_has_no_key_and_no_place(theme, qtbot):
    made = Gallery(theme, frozenset({"new", "work_list", "find", "help"}))
    qtbot.addWidget(made.shell)
    made.fill(chinese)
    made.shell.show()
    made.shell.activateWindow()
    qtbot.waitUntil(made.shell.isActiveWindow)
    made.shell.go(Scope.NEW)
    assert set(made.shell._rail) == {"new", "work_list"}
    assert not made.shell.top_bar.next_ticket.isVisible()
    with qtbot.assertNotEmitted(made.shell.act_pressed):
        press(qtbot, Qt.Key.Key_F12)


def test_f3_goes_to_the_scan_line_and_escape_back_to_the_page(gallery, qtbot):
    gallery.shell.go(Scope.LIST)
    press(qtbot, Qt.Key.Key_F3)
    assert QApplication.focusWidget() is gallery.shell.top_bar.scan.edit
    press(qtbot, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is gallery.list.table


def test_enter_in_the_scan_line_asks_for_what_was_typed(gallery, qtbot):
    gallery.shell.go(Scope.LIST)
    press(qtbot, Qt.Key.Key_F3)
    qtbot.keyClicks(QApplication.focusWidget(), "mbyey")
    with qtbot.waitSignal(gallery.shell.scan_entered) as heard:
        press(qtbot, Qt.Key.Key_Return)
    assert heard.args == ["mbyey"]


@pytest.mark.usefixtures("app")
def test_alt_with_the_number_pad_is_not_a_numbered_part(gallery):
    gallery.shell.go(Scope.NEW)
    before = QApplication.focusWidget()
    kept = {}
    for modifiers in (ALT, ALT | Qt.KeyboardModifier.KeypadModifier):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_3, modifiers, "3")
        event.ignore()
        QApplication.sendEvent(before, event)
        kept[modifiers] = event.isAccepted()
    assert list(kept.values()) == [False, True]


def test_the_banner_shows_only_while_there_is_something_to_say(gallery):
    gallery.shell.go(Scope.NEW)
    gallery.shell.show_view(shell_view(chinese))
    assert gallery.shell.banner.isVisible()
    gallery.shell.show_view(online_view(chinese))
    assert not gallery.shell.banner.isVisible()


def test_the_rail_tells_page_and_count(gallery):
    gallery.shell.go(Scope.CASE)
    assert gallery.shell._rail["work_list"].accessibleName() == "待办 F7, 23"


def test_hints_follow_the_focus(gallery):
    gallery.shell.go(Scope.NEW)
    gallery.new.go_to_part(4)
    assert [hint.word for hint in gallery.new.hints()][3:5] == ["份数", "记这一格"]
    gallery.new.go_to_part(3)
    assert "份数" not in [hint.word for hint in gallery.new.hints()]


def test_a_good_scan_calms_by_itself_and_an_unknown_one_with_the_next_key(gallery, qtbot):
    gallery.shell.go(Scope.LIST)
    scan = gallery.shell.top_bar.scan
    gallery.shell.flash(Tone.OK)
    qtbot.waitUntil(lambda: scan._ground == "field")
    gallery.shell.flash(Tone.WARN)
    assert scan._ground == "warn_soft"
    QTest.keyClick(gallery.shell.windowHandle(), Qt.Key.Key_Down)
    assert scan._ground == "field"


def test_the_theme_changes_live(gallery, theme, app):
    gallery.shell.go(Scope.NEW)
    light = gallery.shell.grab().toImage().pixelColor(300, 90).name()
    theme.switch(app, ThemeName.DARK)
    dark = gallery.shell.grab().toImage().pixelColor(300, 90).name()
    assert (light, dark) != (dark, light)
    assert app.palette().window().color() == theme.color("window")


def test_a_paler_copy_of_a_colour_leaves_the_token_alone(theme):
    copy = theme.color("on_accent")
    copy.setAlphaF(0.2)
    assert theme.color("on_accent").alpha() == 255


def test_a_banner_that_came_while_the_window_was_locked_is_whole_when_it_opens(gallery):
    gallery.shell.go(Scope.LOCK)
    gallery.shell.show_view(shell_view(chinese))
    gallery.shell.go(Scope.NEW)
    assert gallery.shell.banner.isVisible()
    assert "离线" in gallery.shell.banner.accessibleName()
