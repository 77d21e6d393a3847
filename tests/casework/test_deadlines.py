from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources.calendar
from casework import calendar, deadlines
from casework.deadlines import ClockStop, CountedDay, CountedKind, due_on

CHINA = calendar.load(resources.calendar.files())
INSPECTION = ClockStop(date(2026, 9, 15), date(2026, 9, 18), "踏勘", "On-site inspection")
KINDERGARTEN = (
    ClockStop(date(2026, 10, 28), date(2026, 11, 4), "现场踏勘"),
    ClockStop(date(2026, 11, 12), date(2026, 11, 13), "专家评审"),
)

starts = st.dates(date(2024, 1, 1), date(2027, 6, 30))
covered_starts = st.dates(date(2024, 1, 1), date(2026, 8, 1))
limits = st.integers(1, 60)


@st.composite
def some_stops(draw):
    firsts = draw(st.lists(st.dates(date(2024, 1, 1), date(2027, 6, 30)), max_size=3))
    return tuple(ClockStop(first, first + timedelta(days=draw(st.integers(-1, 20))), "评审") for first in firsts)


@pytest.mark.parametrize(
    ("start", "limit", "due"),
    [
        (date(2026, 2, 12), 5, date(2026, 2, 26)),
        (date(2026, 2, 12), 20, date(2026, 3, 18)),
        (date(2026, 9, 21), 5, date(2026, 9, 29)),
        (date(2026, 9, 30), 20, date(2026, 11, 3)),
        (date(2026, 5, 8), 2, date(2026, 5, 11)),
        (date(2025, 9, 26), 10, date(2025, 10, 16)),
        (date(2026, 9, 22), 25, date(2026, 11, 3)),
        (date(2026, 9, 22), 60, date(2026, 12, 22)),
        (date(2026, 9, 8), 10, date(2026, 9, 21)),
        (date(2026, 10, 16), 25, date(2026, 11, 20)),
    ],
)
def test_the_due_dates_of_the_design_come_out(start, limit, due):
    found = due_on(start, limit, CHINA)
    assert (found.day, found.without_stops, found.provisional, found.paused) == (due, due, False, False)


def test_an_inspection_moves_the_due_date_as_the_case_page_shows():
    due = due_on(date(2026, 9, 8), 10, CHINA, [INSPECTION])
    assert (due.day, due.without_stops, due.stopped_days) == (date(2026, 9, 28), date(2026, 9, 21), 4)
    assert due.number_on(date(2026, 9, 22)) == 7
    assert due_on(date(2026, 9, 8), 20, CHINA, [INSPECTION]).day == date(2026, 10, 16)


def test_two_stops_and_an_uncovered_year_come_out_as_the_workbench_shows():
    committed = due_on(date(2026, 10, 16), 25, CHINA, KINDERGARTEN)
    assert (committed.day, committed.stopped_days) == (date(2026, 12, 2), 8)
    assert committed.number_on(date(2026, 11, 24)) == 19
    assert deadlines.working_days_left(committed.day, date(2026, 11, 24), CHINA) == 6
    statutory = due_on(date(2026, 10, 16), 60, CHINA, KINDERGARTEN)
    assert (statutory.day, statutory.provisional, statutory.unpublished) == (date(2027, 1, 21), True, (2027,))
    assert due_on(date(2026, 10, 16), 60, CHINA).day == date(2027, 1, 11)


def test_every_day_of_the_count_is_explained():
    due = due_on(date(2026, 9, 17), 4, CHINA, [ClockStop(date(2026, 9, 18), date(2026, 9, 18), "评审", "Review")])
    assert due.days == (
        CountedDay(date(2026, 9, 18), CountedKind.STOPPED, None, "评审", "Review"),
        CountedDay(date(2026, 9, 19), CountedKind.WEEKEND),
        CountedDay(date(2026, 9, 20), CountedKind.MAKE_UP, 1, "国庆", "National Day"),
        CountedDay(date(2026, 9, 21), CountedKind.COUNTED, 2),
        CountedDay(date(2026, 9, 22), CountedKind.COUNTED, 3),
        CountedDay(date(2026, 9, 23), CountedKind.COUNTED, 4),
    )
    over_holiday = due_on(date(2026, 9, 24), 1, CHINA)
    assert [day.kind for day in over_holiday.days[:3]] == [CountedKind.HOLIDAY] * 3
    assert over_holiday.days[0].name == "中秋"


def test_a_procedure_without_an_english_name_keeps_its_chinese_one():
    due = due_on(date(2026, 9, 17), 1, CHINA, [ClockStop(date(2026, 9, 18), date(2026, 9, 18), "评审")])
    assert due.days[0].name_en == "评审"


def test_a_stop_that_lasts_makes_the_date_the_earliest_possible():
    open_stop = ClockStop(date(2026, 9, 15), None, "踏勘")
    assert due_on(date(2026, 9, 8), 10, CHINA, [open_stop]).day == date(2026, 9, 22)
    seen = due_on(date(2026, 9, 8), 10, CHINA, [open_stop], as_of=date(2026, 9, 18))
    assert (seen.day, seen.paused, seen.stopped_days) == (date(2026, 9, 28), True, 4)
    earlier = due_on(date(2026, 9, 8), 10, CHINA, [open_stop], as_of=date(2026, 9, 1))
    assert earlier.stopped_days == 1


def test_a_stop_after_the_due_date_changes_nothing():
    due = due_on(date(2026, 9, 8), 3, CHINA, [ClockStop(date(2026, 9, 15), None, "踏勘")], as_of=date(2026, 9, 30))
    assert (due.day, due.paused, due.stopped_days) == (date(2026, 9, 11), False, 0)


def test_a_stop_on_the_due_day_itself_moves_it():
    stop = ClockStop(date(2026, 9, 11), None, "踏勘")
    assert due_on(date(2026, 9, 8), 3, CHINA, [stop]).paused
    assert due_on(date(2026, 9, 8), 3, CHINA, [stop]).day == date(2026, 9, 14)


def test_overlapping_stops_count_each_day_once():
    overlapping = [INSPECTION, ClockStop(date(2026, 9, 17), date(2026, 9, 21), "评审")]
    assert due_on(date(2026, 9, 8), 10, CHINA, overlapping).stopped_days == 6


def test_an_extension_is_added_to_the_limit():
    extended = due_on(date(2026, 9, 22), 20, CHINA, extension_days=10)
    assert extended.day == due_on(date(2026, 9, 22), 30, CHINA).day
    assert (extended.limit_days, extended.extension_days) == (20, 10)


@pytest.mark.parametrize(("limit", "extension"), [(0, 0), (-1, 5), (5, -1)])
def test_a_limit_of_no_days_is_a_mistake_of_the_caller(limit, extension):
    with pytest.raises(ValueError, match="limit"):
        due_on(date(2026, 9, 22), limit, CHINA, extension_days=extension)


def test_a_notice_is_due_five_working_days_after_receipt():
    assert deadlines.notice_due(date(2026, 9, 22), CHINA).day == date(2026, 9, 30)


def test_an_application_without_an_answer_counts_as_accepted_the_day_after_the_notice_was_due():
    assert deadlines.deemed_accepted_on(date(2026, 9, 22), CHINA) == date(2026, 10, 1)
    assert deadlines.deemed_accepted_on(date(2026, 9, 21), CHINA) == date(2026, 9, 30)


def test_a_result_is_due_at_the_window_ten_working_days_after_the_decision():
    assert deadlines.result_at_window_by(date(2026, 9, 22), CHINA).day == date(2026, 10, 13)


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2026, 9, 17), 2),
        (date(2026, 9, 18), 1),
        (date(2026, 9, 19), 1),
        (date(2026, 9, 20), 0),
        (date(2026, 9, 21), -1),
        (date(2026, 9, 23), -3),
        (date(2026, 9, 24), -4),
        (date(2026, 9, 25), -4),
        (date(2026, 9, 28), -5),
    ],
)
def test_the_days_left_are_working_days_and_late_ones_include_today(today, left):
    assert deadlines.working_days_left(date(2026, 9, 20), today, CHINA) == left


def test_the_first_day_after_the_due_day_is_late_even_on_a_weekend():
    friday = date(2026, 9, 11)
    assert [deadlines.working_days_left(friday, friday + timedelta(days=ahead), CHINA) for ahead in range(4)] == [
        *(0, -1, -1, -1)
    ]


def test_the_number_used_up_never_passes_the_limit_and_starts_at_none():
    due = due_on(date(2026, 9, 8), 10, CHINA)
    assert (due.number_on(date(2026, 9, 8)), due.number_on(date(2026, 9, 9)), due.number_on(date(2027, 1, 1))) == (
        0,
        1,
        10,
    )


def test_a_weekend_before_the_first_day_uses_nothing_up():
    due = due_on(date(2026, 9, 11), 3, CHINA)
    assert [due.number_on(date(2026, 9, day)) for day in (12, 13, 14)] == [0, 0, 1]


def test_days_before_the_cover_make_a_date_provisional_too():
    assert due_on(date(2023, 12, 28), 5, CHINA).unpublished == (2023,)
    assert not due_on(date(2023, 12, 31), 5, CHINA).provisional
    assert due_on(date(2026, 12, 31), 1, CHINA).unpublished == (2027,)
    assert not due_on(date(2026, 12, 30), 1, CHINA).provisional


@given(starts, limits, some_stops(), st.integers(0, 10))
def test_the_days_that_count_are_exactly_the_limit_and_numbered_in_order(start, limit, stops, extension):
    due = due_on(start, limit, CHINA, stops, extension)
    numbers = [day.number for day in due.days if day.number is not None]
    assert numbers == list(range(1, limit + extension + 1))
    assert [day.day for day in due.days] == [start + timedelta(days=ahead) for ahead in range(1, len(due.days) + 1)]
    assert due.day == due.days[-1].day


@given(starts, limits, some_stops())
def test_the_due_day_is_a_working_day_on_which_the_clock_runs(start, limit, stops):
    due = due_on(start, limit, CHINA, stops)
    assert CHINA.is_working_day(due.day)
    assert not any(stop.from_day <= due.day <= stop.until_day for stop in stops)


@given(starts, limits, some_stops())
def test_a_longer_limit_is_always_due_later(start, limit, stops):
    assert due_on(start, limit, CHINA, stops).day < due_on(start, limit + 1, CHINA, stops).day


@given(starts, limits, some_stops())
def test_a_later_start_is_never_due_earlier(start, limit, stops):
    assert due_on(start, limit, CHINA, stops).day <= due_on(start + timedelta(days=1), limit, CHINA, stops).day


@given(starts, limits, some_stops())
def test_a_stop_never_shortens_and_moves_by_the_working_days_it_took(start, limit, stops):
    due = due_on(start, limit, CHINA, stops)
    assert due.without_stops == due_on(start, limit, CHINA).day
    assert due.without_stops <= due.day
    assert CHINA.working_days_between(due.without_stops, due.day) == due.stopped_days


@given(covered_starts, st.integers(1, 20))
def test_a_date_inside_the_cover_is_final(start, limit):
    assert not due_on(start, limit, CHINA).provisional


@given(starts, limits)
def test_a_date_past_the_cover_is_always_provisional(start, limit):
    due = due_on(start, limit, CHINA)
    assert due.provisional == (due.day > CHINA.covered_until)


@given(starts, limits, st.dates(date(2024, 1, 1), date(2027, 12, 31)))
def test_the_sign_of_the_days_left_tells_whether_it_is_late(start, limit, today):
    due = due_on(start, limit, CHINA).day
    left = deadlines.working_days_left(due, today, CHINA)
    assert (left > 0, left == 0, left < 0) == (today < due, today == due, today > due)


@given(covered_starts)
def test_a_deemed_acceptance_comes_after_five_whole_working_days(received):
    deemed = deadlines.deemed_accepted_on(received, CHINA)
    assert CHINA.working_days_between(received, deemed - timedelta(days=1)) == 5
    assert deadlines.working_days_left(deadlines.notice_due(received, CHINA).day, deemed, CHINA) < 0
