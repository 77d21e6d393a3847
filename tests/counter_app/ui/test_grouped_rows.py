import pytest
from PySide6.QtCore import Qt

from counter_app.presenters.list_views import Asked
from counter_app.ui.gallery.gallery import chinese
from counter_app.ui.gallery.list_world import ListSource
from counter_app.ui.gallery.outbox_world import SendSource
from counter_app.ui.language import Language
from counter_app.ui.models.case_rows import CaseRows, SendRows
from counter_app.ui.models.grouped_rows import PAGE, Role


@pytest.fixture
def source():
    return ListSource(chinese, later=10_000)


@pytest.fixture
def rows(source):
    model = CaseRows()
    model.retranslate()
    model.ask(source, Asked())
    return model


def test_the_model_keeps_qts_rules(rows, qtmodeltester):
    qtmodeltester.check(rows)


@pytest.mark.usefixtures("theme")
def test_the_outbox_keeps_qts_rules(qtmodeltester):
    model = SendRows()
    model.retranslate()
    model.ask(SendSource(chinese), Asked())
    qtmodeltester.check(model)


def test_rows_stand_under_the_heads_of_their_groups(rows):
    assert rows.rowCount() == 10_012 + 5
    assert rows.heads() == [0, 4, 8, 13, 16]
    assert rows.head_at(0).key == "late"
    assert rows.row_at(0) is None
    assert rows.row_at(1).number == "W03-260904-0006-K3"
    assert rows.row_at(14).number == "W03-260901-0007-K8"
    assert rows.head_at(16).count == 10_000


def test_a_screen_costs_one_page_of_the_source(rows, source):
    for line in range(25):
        rows.index(line, 3).data()
    assert source.pages_asked == [(0, PAGE)]


def test_the_end_of_a_long_list_is_asked_for_alone(rows, source):
    rows.index(rows.rowCount() - 1, 3).data()
    assert source.pages_asked == [((10_011 // PAGE) * PAGE, PAGE)]


def test_folding_hides_the_rows_and_unfolding_brings_them_back(rows):
    rows.fold("late")
    assert rows.rowCount() == 10_014
    assert rows.head_at(0).folded
    assert rows.head_at(1).key == "today"
    rows.fold("late")
    assert rows.row_at(1).number == "W03-260904-0006-K3"


def test_a_row_is_found_by_its_number_unless_it_is_folded_away(rows):
    for number in (0, 3, 11, 500, 10_011):
        assert rows._place(rows.line_of(number)) == number
    rows.fold("today")
    assert rows.line_of(3) == -1
    assert rows.line_of(10_012) == -1


def test_cells_are_read_aloud_with_the_words_of_their_chips(rows):
    spoken = [rows.index(1, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in range(8)]
    assert spoken[1] == "逾期 3 日 9-18"
    assert spoken[6] == "办理中"
    assert rows.index(0, 0).data() == "逾期 3 件"


def test_a_cell_gives_its_frozen_row_and_a_head_gives_none(rows):
    assert rows.index(1, 5).data(Role.ROW).clerk == "陈晓燕"
    assert rows.index(0, 5).data(Role.ROW) is None


def test_a_head_counts_in_the_plural_in_english(rows, language):
    language.switch(Language.ENGLISH)
    assert rows.index(0, 0).data() == "Late 3 cases"


@pytest.mark.usefixtures("theme")
def test_nothing_is_there_before_a_source_was_asked():
    model = CaseRows()
    model.retranslate()
    assert model.rowCount() == 0
    assert model.total() == 0
