"""The window in every width: what folds, what has the page, and that nothing which takes the focus is out of sight."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from counter_app.presenters.views import MarkColumn
from counter_app.ui.acts import Scope
from counter_app.ui.gallery.gallery import TONGUES, chinese
from counter_app.ui.gallery.new_world import failed_view
from counter_app.ui.kit.breadth import Breadth, breadth_of
from counter_app.ui.kit.key_button import Key
from counter_app.ui.kit.keycap import Hint

PAGES = [Scope.NEW, Scope.LIST, Scope.CASE, Scope.OUTBOX]
SIZES = [(1366, 768), (1366, 696), (1100, 768), (960, 600), (683, 384)]
ALT = Qt.KeyboardModifier.AltModifier


def settle():
    for _ in range(3):
        QApplication.processEvents()


def sized(gallery, width, height):
    gallery.shell.resize(width, height)
    settle()
    return gallery.shell


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)
    settle()


def beyond(shell, piece):
    """Whether a piece stands out of the window at a side; a column may have scrolled it up or down."""
    left = piece.mapTo(shell, piece.rect().topLeft()).x()
    return left < 0 or left + piece.width() > shell.width()


def in_sight(widget):
    """Whether a widget is shown inside its window, at least its first rows."""
    visible = widget.visibleRegion().boundingRect()
    least = min(widget.height(), 26)
    return widget.isVisible() and visible.height() >= least


@pytest.mark.parametrize(
    ("width", "breadth"),
    [(1366, Breadth.WIDE), (1280, Breadth.WIDE), (1279, Breadth.FOLDED), (960, Breadth.FOLDED), (959, Breadth.NARROW)],
)
def test_the_width_says_what_becomes_of_the_right_column(width, breadth):
    assert breadth_of(width) is breadth


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scope", PAGES)
@pytest.mark.parametrize("tongue", TONGUES)
def test_no_key_and_no_hint_is_cut_in_any_window(gallery, language, tongue, scope, size):
    language.switch(tongue)
    gallery.fill(TONGUES[tongue])
    shell = sized(gallery, *size)
    shell.go(scope)
    settle()
    cut = [
        piece.accessibleName()
        for kind in (Key, Hint)
        for piece in shell.findChildren(kind)
        if piece.isVisible() and (piece.width() < piece.sizeHint().width() or beyond(shell, piece))
    ]
    assert cut == []
    assert (shell.width(), shell.height()) == size


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scope", PAGES)
def test_what_has_the_focus_is_in_sight_wherever_the_work_goes(gallery, qtbot, scope, size):
    shell = sized(gallery, *size)
    shell.go(scope)
    seen = []
    for _ in range(40):
        focus = QApplication.focusWidget()
        assert in_sight(focus), focus
        seen.append(focus)
        press(qtbot, Qt.Key.Key_Tab)
    wanted = [widget for widget in shell.page().focus_order() if not widget.isHidden()]
    missed = [widget for widget in wanted if widget not in seen and shell.page().arrangement.shown(widget)]
    assert missed == []


def test_the_folded_column_opens_by_its_key_and_folds_again(gallery, qtbot):
    shell = sized(gallery, 1100, 768)
    shell.go(Scope.NEW)
    assert not gallery.new.aside.isVisible()
    assert gallery.new.sections.fold.isVisible()
    assert "11月3日" in gallery.new.sections.fold.accessibleName()
    press(qtbot, Qt.Key.Key_6, ALT)
    assert gallery.new.aside.isVisible()
    press(qtbot, Qt.Key.Key_6, ALT)
    assert not gallery.new.aside.isVisible()


@pytest.mark.parametrize("width", [1366, 1100])
def test_the_preview_beside_the_list_is_put_away_and_brought_back(gallery, width):
    sized(gallery, width, 768).go(Scope.LIST)
    before = gallery.list.preview.isVisible()
    gallery.list.turn_side()
    assert gallery.list.preview.isVisible() is not before
    gallery.list.turn_side()
    assert gallery.list.preview.isVisible() is before
    assert QApplication.focusWidget() is gallery.list.table


@pytest.mark.parametrize("size", SIZES)
def test_an_error_summary_comes_into_sight_and_gives_the_focus_back(gallery, qtbot, size):
    shell = sized(gallery, *size)
    shell.go(Scope.NEW)
    gallery.new.go_to_target("phone")
    gallery.new.show_view(failed_view(chinese))
    settle()
    assert QApplication.focusWidget() is gallery.new.aside.faults
    assert in_sight(gallery.new.aside.faults)
    press(qtbot, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is gallery.new.applicant.edits["phone"]
    assert in_sight(gallery.new.applicant.edits["phone"])


def test_a_narrow_window_shows_one_section_under_tabs_that_tell_their_state(gallery, qtbot):
    shell = sized(gallery, 683, 384)
    shell.go(Scope.NEW)
    assert gallery.new.sections.tabs.isVisible()
    assert not shell._side.isVisible()
    press(qtbot, Qt.Key.Key_4, ALT)
    assert gallery.new.materials.isVisible()
    assert not gallery.new.matter.isVisible()
    assert "材料 3/6" in gallery.new.sections.tabs._keys[4].accessibleName()
    shown = [key.objectName() for key in gallery.new.bar.shown_keys()]
    assert shown == ["accept", "supplement", "all_acts"]


def test_the_whole_current_row_of_the_checklist_is_in_sight_in_a_narrow_window(gallery):
    shell = sized(gallery, 683, 384)
    shell.go(Scope.NEW)
    table = gallery.new.materials.table
    for row in table.rows.rows:
        gallery.new.go_to_target(f"{row.code}/{MarkColumn.COPIES}")
        settle()
        assert table.viewport().rect().contains(table.visualRect(table.currentIndex()))


def test_a_window_that_grows_narrow_keeps_the_focus_and_its_section(gallery):
    shell = sized(gallery, 1366, 768)
    shell.go(Scope.NEW)
    gallery.new.go_to_target("agent_phone")
    for size in [(683, 384), (1100, 700), (1366, 768), (683, 384)]:
        sized(gallery, *size)
        assert QApplication.focusWidget() is gallery.new.applicant.edits["agent_phone"]
        assert in_sight(QApplication.focusWidget())


def test_a_narrow_case_begins_at_its_open_question(gallery):
    shell = sized(gallery, 683, 384)
    shell.go(Scope.CASE)
    settle()
    assert QApplication.focusWidget() is gallery.case.prints.box
    assert in_sight(gallery.case.prints.box)
