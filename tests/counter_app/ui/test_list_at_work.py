"""The work list of a real window: sorted, arranged and narrowed by keys, and as it was left after a restart."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from support.desks import a_desk, accepted, body, opened, received

from counter_app.desk import prints
from counter_app.ui.acts import Scope
from counter_app.ui.start import make_window
from printing.drivers.driver import Result


@pytest.fixture
def place(tmp_path):
    made = a_desk(tmp_path)
    for name in ("丙农资店", "甲农资店", "乙农资店"):
        accepted(made, applicant=body(name=name))
    yield made
    made.close()


@pytest.fixture
def at_work(qtbot):
    """Gives a window at its work list; closed at the end."""
    made = []

    def make(place):
        window = make_window(place)
        qtbot.addWidget(window.shell)
        window.start()
        qtbot.waitUntil(window.shell.isActiveWindow)
        made.append(window)
        window.do("work_list")
        return window

    yield make
    for window in made:
        window.close()
        window.shell.hide()


def applicants(window):
    rows = window.list_page.rows
    lines = range(rows.rowCount())
    return [row.applicant for line in lines if (row := rows.row_at(line)) is not None]


def columns_dialog(qtbot):
    """The dialog, reached by Tab from the rows."""
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget().objectName() == "columns"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    return QApplication.activeModalWidget()


def press(qtbot, dialog, *keys):
    for key in keys:
        qtbot.keyClick(dialog.list, key)


def test_the_columns_are_chosen_widened_and_sorted_by_keys_and_kept(place, tmp_path, at_work, qtbot):
    window = at_work(place)
    dialog = columns_dialog(qtbot)
    down = Qt.Key.Key_Down
    press(qtbot, dialog, down, down, down, Qt.Key.Key_Plus, Qt.Key.Key_Return, down, Qt.Key.Key_Space)
    assert window.list_page.table.isColumnHidden(5)
    assert applicants(window) == sorted(applicants(window))
    wide = window.list_page.table.columnWidth(4)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Escape)
    qtbot.waitUntil(window.list_page.table.hasFocus)
    window.close()
    place.close()
    again = opened(tmp_path)
    window = at_work(again)
    assert window.list_page.table.isColumnHidden(5)
    assert window.list_page.table.columnWidth(4) == wide
    assert applicants(window) == sorted(applicants(window))
    window.close()
    again.close()


def test_what_always_stands_in_the_list_cannot_be_left_out(place, at_work, qtbot):
    window = at_work(place)
    dialog = columns_dialog(qtbot)
    press(qtbot, dialog, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert not window.list_page.table.isColumnHidden(1)
    assert not window.list_page.table.isColumnHidden(2)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Escape)


def test_the_cursor_stays_on_its_case_when_the_order_turns(place, at_work, qtbot):
    window = at_work(place)
    table = window.list_page.table
    qtbot.keyClick(table, Qt.Key.Key_Down)
    case = window.list_page.current_case()
    window.list_page.sort_chosen.emit("applicant")
    window.list_page.sort_chosen.emit("applicant")
    assert window.list_page.current_case() == case
    window.do("new")
    window.do("work_list")
    assert window.list_page.current_case() == case


def test_the_filter_narrows_as_one_types_and_escape_clears_it(place, at_work, qtbot):
    window = at_work(place)
    window.do("filter")
    edit = window.list_page.filter.edit
    assert QApplication.focusWidget() is edit
    edit.setText("甲")
    edit.textEdited.emit("甲")
    assert applicants(window) == ["甲农资店"]
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert len(applicants(window)) == 3
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is window.list_page.table


def test_a_list_that_narrows_to_nothing_says_how_to_get_out(place, at_work):
    window = at_work(place)
    window.list_page.filter_edited.emit("没有这个")
    assert "Esc" in window.list_page._empty.text()
    assert not window.list_page.preview._content.isVisible()


def test_the_print_questions_are_answered_in_the_outbox(place, at_work):
    place.printer.driver.result = Result.UNCERTAIN
    prints.run(place.desk, place.printer)
    window = at_work(place)
    window.list_page.go_to_part(8)
    assert window.shell.scope is Scope.OUTBOX
    assert window.outbox_page.prints.isAncestorOf(QApplication.focusWidget())


def test_a_large_list_comes_from_the_lane_and_follows_what_changes(place, at_work, qtbot, monkeypatch):
    monkeypatch.setattr("counter_app.presenters.listing.AT_ONCE", 0)
    window = at_work(place)
    qtbot.waitUntil(lambda: len(applicants(window)) == 3)
    received(place, applicant=body(name="丁农资店"))
    window.refresh(prints.Changes())
    qtbot.waitUntil(lambda: len(applicants(window)) == 4)
    window.list_page.pill_chosen.emit("received")
    qtbot.waitUntil(lambda: applicants(window) == ["丁农资店"])


def test_a_heading_sorts_and_a_dragged_edge_widens(place, at_work):
    window = at_work(place)
    header = window.list_page.table.header
    header.sectionClicked.emit(4)
    assert applicants(window) == sorted(applicants(window))
    header.resizeSection(2, 210)
    assert window.list.columns.widths == (("number", 210),)
