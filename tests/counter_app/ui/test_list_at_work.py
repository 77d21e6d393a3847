"""The work list of a real window: sorted, arranged and narrowed by keys, and as it was left after a restart."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from support.desks import a_desk, accepted, body, opened, received

from casework.errors import Trouble
from counter_app.desk import print_queues, prints
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
    qtbot.keyClick(window.list_page.table, Qt.Key.Key_End)
    case = window.list_page.current_case()
    window.close()
    place.close()
    again = opened(tmp_path)
    window = at_work(again)
    assert window.list_page.table.isColumnHidden(5)
    assert window.list_page.table.columnWidth(4) == wide
    assert window.list_page.current_case() == case
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
    print_queues.run(place.desk, place.printer)
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


def test_a_list_that_cannot_be_read_stays_as_it_was_and_is_asked_for_again(place, at_work, qtbot, monkeypatch):
    monkeypatch.setattr("counter_app.presenters.listing.AT_ONCE", 0)
    window = at_work(place)
    qtbot.waitUntil(lambda: len(applicants(window)) == 3)
    lists, refused = place.store.lists, []

    def refuse():
        refused.append(1)
        raise Trouble("local.disk")

    lists.close()
    opens, lists._open_reader = lists._open_reader, refuse
    window.list_page.pill_chosen.emit("received")
    qtbot.waitUntil(lambda: bool(refused))
    assert len(applicants(window)) == 3
    lists._open_reader = opens
    qtbot.waitUntil(lambda: applicants(window) == [])


def test_every_row_is_as_high_as_the_others_whatever_stood_there_before(place, at_work):
    received(place, applicant=body(name="丁农资店"))
    window = at_work(place)
    table, rows = window.list_page.table, window.list_page.rows
    for sort in ("applicant", "deadline", "stage"):
        window.list_page.sort_chosen.emit(sort)
        for line in range(rows.rowCount()):
            assert table.rowHeight(line) == (26 if line in rows.heads() else 28)


def export_to(folder, window, qtbot):
    window.do("export")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    dialog.fileSelected.emit(str(folder))
    dialog.reject()


def said(window):
    return window.shell.hint_line._message.text()


def test_what_is_shown_is_exported_and_the_clerk_is_told_where_it_lies(place, tmp_path, at_work, qtbot):
    window = at_work(place)
    window.list_page.filter_edited.emit("甲")
    export_to(tmp_path, window, qtbot)
    qtbot.waitUntil(lambda: "导出 1 件" in said(window))
    (path,) = tmp_path.glob("*.csv")
    assert str(path) in said(window)
    text = path.read_text(encoding="utf-8-sig")
    assert text.count("\n") == 2
    assert "甲农资店" in text
    assert body().id_number not in text
    assert body().phone not in text


def test_a_folder_that_cannot_be_written_to_is_told(place, tmp_path, at_work, qtbot):
    window = at_work(place)
    export_to(tmp_path / "gone", window, qtbot)
    qtbot.waitUntil(lambda: "找不到文件夹" in said(window))


def test_the_outbox_is_exported_too(place, tmp_path, at_work, qtbot):
    window = at_work(place)
    window.do("outbox")
    export_to(tmp_path, window, qtbot)
    qtbot.waitUntil(lambda: "件，已脱敏" in said(window))
    (path,) = tmp_path.glob("*.csv")
    assert "甲农资店" in path.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("opened_first", [False, True])
def test_all_fields_of_a_case_are_copied_as_lines(place, at_work, opened_first):
    window = at_work(place)
    if opened_first:
        window.do("open")
    window.do("copy_fields")
    lines = dict(line.split("\t") for line in QApplication.clipboard().text().splitlines())
    assert lines["申请人名称"] == "丙农资店"
    assert lines["申请人证件号"] == body().id_number
    assert lines["编号"] in said(window)
    assert window.shell.scope is (Scope.CASE if opened_first else Scope.LIST)


def test_there_is_nothing_to_copy_in_an_empty_list(place, at_work):
    window = at_work(place)
    window.list_page.filter_edited.emit("没有这个")
    window.do("copy_fields")
    assert said(window) == "先选一件，再复制"


def test_a_heading_sorts_and_a_dragged_edge_widens(place, at_work):
    window = at_work(place)
    header = window.list_page.table.header
    header.sectionClicked.emit(4)
    assert applicants(window) == sorted(applicants(window))
    header.resizeSection(2, 210)
    assert window.list.columns.widths == (("number", 210),)
