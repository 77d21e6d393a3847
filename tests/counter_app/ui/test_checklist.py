from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from counter_app.presenters.views import MarkColumn
from counter_app.ui.gallery.gallery import chinese
from counter_app.ui.gallery.new_world import new_view
from counter_app.ui.kit.checklist import Checklist
from counter_app.ui.models.checklist_rows import ChecklistRows


@pytest.fixture
def rows():
    return new_view(chinese).rows


@pytest.fixture
def table(theme, qtbot, rows):
    made = Checklist(theme)
    qtbot.addWidget(made)
    made.resize(540, 400)
    made.show_rows(rows)
    made.show()
    made.setFocus()
    return made


@pytest.mark.usefixtures("theme")
def test_the_model_keeps_qts_rules(rows, qtmodeltester):
    model = ChecklistRows()
    model.show_rows(rows)
    qtmodeltester.check(model)


@pytest.mark.parametrize(("key", "column"), list(zip("12345", MarkColumn, strict=True)))
def test_a_digit_marks_its_column_in_the_current_row(table, qtbot, key, column):
    table.go_to("M04", MarkColumn.ORIGINALS)
    with qtbot.waitSignal(table.marked) as heard:
        qtbot.keyClick(table, key)
    assert heard.args == ["M04", column.value, "toggle"]
    assert table.currentIndex().column() == 2 + list(MarkColumn).index(column)


@pytest.mark.parametrize(("key", "value"), [("+", "more"), ("=", "more"), ("-", "less")])
def test_plus_and_minus_count_in_the_cell_that_takes_keys(table, qtbot, key, value):
    table.go_to("M05", MarkColumn.COPIES)
    with qtbot.waitSignal(table.marked) as heard:
        qtbot.keyClick(table, key)
    assert heard.args == ["M05", "copies", value]


def test_space_takes_the_row_as_required_and_goes_to_the_next(table, qtbot):
    table.go_to("M04", MarkColumn.COPIES)
    with qtbot.waitSignal(table.as_required) as heard:
        qtbot.keyClick(table, Qt.Key.Key_Space)
    assert heard.args == ["M04"]
    assert table.currentIndex().row() == 4


def test_enter_goes_down_and_past_the_last_row_out(table, qtbot):
    table.go_to("M05", MarkColumn.COPIES)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert table.currentIndex().row() == 5
    with qtbot.waitSignal(table.went_on):
        qtbot.keyClick(table, Qt.Key.Key_Return)


def test_shift_enter_goes_up_and_before_the_first_row_out(table, qtbot):
    table.go_to("M02", MarkColumn.COPIES)
    qtbot.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert table.currentIndex().row() == 0
    with qtbot.waitSignal(table.went_back):
        qtbot.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)


def test_new_marks_leave_the_cell_that_takes_keys_where_it_is(table, rows):
    table.go_to("M03", MarkColumn.LATER)
    table.show_rows(tuple(replace(row, pages=row.pages + 1) for row in rows))
    assert (table.currentIndex().row(), table.currentIndex().column()) == (2, 6)


def test_only_cells_that_take_marks_can_be_current(table):
    table.setCurrentIndex(table.rows.index(3, 1))
    assert table.currentIndex().column() == 2


def test_the_input_method_is_off(table):
    assert not table.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_rows_share_the_height_between_46_and_63_pixels(table):
    assert all(46 <= table.rowHeight(line) <= 64 for line in range(6))
    table.resize(540, 200)
    assert all(table.rowHeight(line) == 46 for line in range(6))


def test_a_cell_is_read_aloud_with_row_column_and_mark(table):
    index = table.rows.index(3, 3)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "4 园舍产权证明或租赁合同, 复印 1/2"
