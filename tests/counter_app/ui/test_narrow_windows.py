"""What 200 per cent on a small screen asks of the pages around the work: everything is seen, nothing is cut."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from counter_app.ui.acts import Scope
from counter_app.ui.gallery.case_world import sign_in_view
from counter_app.ui.gallery.dialogs_world import close_dialogs
from counter_app.ui.gallery.gallery import TONGUES, chinese, english
from counter_app.ui.gallery.new_world import new_view
from counter_app.ui.gallery.settings_world import day_end_view, settings_view
from counter_app.ui.gallery.state import go
from counter_app.ui.gallery.states import STATES
from counter_app.ui.kit.section_tabs import TabKey
from counter_app.ui.language import Language
from counter_app.ui.theme.fonts import Size

NARROW, FOLDED = (683, 384), (1100, 768)


def settle():
    for _ in range(3):
        QApplication.processEvents()


@pytest.fixture(params=TONGUES)
def narrow(request, gallery, language):
    language.switch(request.param)
    gallery.fill(TONGUES[request.param])
    gallery.shell.resize(*NARROW)
    settle()
    return gallery


def whole(shell, widget):
    """Whether all of a widget lies inside the window and is seen."""
    place = widget.mapTo(shell, widget.rect().topLeft())
    return widget.isVisible() and shell.rect().contains(widget.rect().translated(place))


def test_the_lock_shows_every_clerk_and_the_password(narrow):
    narrow.shell.go(Scope.LOCK)
    settle()
    page = narrow.sign_in
    pieces = [*page._cards, page.password, page._go, page._language, page._forgotten]
    assert [piece.accessibleName() for piece in pieces if not whole(narrow.shell, piece)] == []
    assert not page._poster.isVisible()
    assert "10:54" in page._promise.text()
    assert "3" in page._promise.text()


def test_the_lock_comes_back_to_its_card_in_a_wide_window(gallery):
    gallery.shell.go(Scope.LOCK)
    for size in (NARROW, (1366, 768)):
        gallery.shell.resize(*size)
        settle()
    assert gallery.sign_in._poster.isVisible()
    assert (gallery.sign_in._card.width(), gallery.sign_in._card.height()) == (860, 476)


def test_a_refusal_leaves_no_mark_on_what_is_said_next(gallery):
    refused = next(state for state in STATES if state.name == "lock-refused")
    refused.prepare(gallery, chinese)
    assert gallery.sign_in._note._tone == "bad"
    gallery.sign_in.show_view(sign_in_view(chinese))
    assert gallery.sign_in._note._tone == "ink2"


def test_what_stands_beside_the_settings_stands_beneath_them(narrow):
    page = narrow.settings
    page.show_view(settings_view(english, "printers"))
    go(narrow, english, Scope.SETTINGS)
    settle()
    focus = QApplication.focusWidget()
    assert page._main.isAncestorOf(page._trials)
    assert page.boxes["printer"].editor.width() > 250
    narrow.shell.resize(1366, 768)
    settle()
    assert page._aside.isAncestorOf(page._trials)
    assert page._aside.isVisible()
    assert QApplication.focusWidget() is focus


def test_the_days_end_is_one_column_whose_figures_tab_brings_into_sight(narrow, qtbot):
    page = narrow.day_end
    page.show_view(day_end_view(chinese))
    go(narrow, chinese, Scope.DAY_END)
    settle()
    assert page.note.hasFocus()
    assert page._left.isAncestorOf(page.note)
    names = []
    for _ in range(5):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        settle()
        panel = QApplication.focusWidget()
        names.append(panel.accessibleName())
        assert panel.visibleRegion().boundingRect().height() >= 26
    assert names[0].startswith("今天办了 26 件")
    assert names[4].endswith("2 条")


def test_tabs_write_smaller_before_a_name_is_cut(narrow):
    t = english if narrow.sign_in.code.placeholderText() == "Work number" else chinese
    narrow.new.show_view(new_view(t))
    narrow.shell.go(Scope.NEW)
    settle()
    keys = [key for key in narrow.new.sections.tabs.findChildren(TabKey) if key.isVisible()]
    assert len(keys) == 6
    assert all(key.sizeHint().width() <= key.width() for key in keys)
    assert {key._size for key in keys} <= {Size.BASE, Size.NOTE}


def test_no_question_is_larger_than_its_window(narrow):
    t, faults = TONGUES[Language.CHINESE], []
    for state in STATES:
        if not state.name.startswith(("ask-", "paper")):
            continue
        state.prepare(narrow, t)
        settle()
        dialog = next(one for one in narrow.shell.findChildren(QDialog) if one.isVisible())
        room = narrow.shell.size()
        if dialog.width() > room.width() or dialog.height() > room.height():
            faults.append((state.name, dialog.size()))
        close_dialogs(narrow, t)
        settle()
    assert faults == []


def test_the_column_that_stays_takes_the_room_of_the_one_that_yields(gallery):
    gallery.shell.resize(*FOLDED)
    gallery.shell.go(Scope.CASE)
    page = gallery.case
    page.give_focus(page.timeline)
    page.turn_side()
    settle()
    columns = [place.column for place in page.sections._places if place.column.isVisible()]
    taken = sum(column.width() for column in columns)
    assert len(columns) == 2
    assert taken > page.width() - 60


def test_who_the_fields_belong_to_is_said_before_both(gallery):
    first = next(state for state in STATES if state.name == "lock-first-start")
    first.prepare(gallery, chinese)
    settle()
    assert gallery.sign_in._label.text() == "工号和密码"
    assert QApplication.focusWidget() is gallery.sign_in.code
