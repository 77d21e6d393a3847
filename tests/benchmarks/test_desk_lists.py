import pytest
from support.desks import a_desk, accepted

from benchmarks import desk_lists


@pytest.fixture
def place(tmp_path):
    made = a_desk(tmp_path)
    accepted(made)
    yield made
    made.close()


def test_a_small_run_gives_every_figure(place):
    figures = desk_lists.measure(place, cases=500, times=5)
    assert sorted(figures) == ["list_open_ms", "list_page_floor_ms", "list_page_ms", "list_sort_ms"]
    assert all(figure > 0 for figure in figures.values())


def test_the_copies_are_open_cases_that_can_be_found_and_have_ids_of_their_own(place):
    desk_lists.fill(place, 40)
    lists = place.store.lists
    assert lists.longest() == 41
    found = place.store.search.by_words("向阳花")
    assert len({one.case.id for one in found}) == 41
