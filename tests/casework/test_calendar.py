import json
from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources.calendar
from casework import calendar
from casework.calendar import DayKind, DayName
from casework.data_rows import RowsBroken
from casework.sentences import say

CHINA = calendar.load(resources.calendar.files())
EVERY_DAY = [date(2024, 1, 1) + timedelta(days=ahead) for ahead in range(1096)]
days = st.dates(date(2023, 6, 1), date(2028, 12, 31))


def test_the_shipped_years_are_2024_to_2026():
    assert (CHINA.covered_from, CHINA.covered_until) == (date(2024, 1, 1), date(2026, 12, 31))
    assert EVERY_DAY[-1] == date(2026, 12, 31)
    assert len(CHINA.sources) == 3
    assert all("国务院办公厅" in source for source in CHINA.sources)


def test_every_day_agrees_with_the_first_library():
    assert [day for day in EVERY_DAY if CHINA.is_working_day(day) != chinese_calendar.is_workday(day)] == []


def test_every_day_agrees_with_the_second_library():
    theirs = holidays.country_holidays("CN", years=[2024, 2025, 2026])
    assert [day for day in EVERY_DAY if CHINA.is_working_day(day) != theirs.is_working_day(day)] == []


def test_the_make_up_days_are_those_of_the_notices():
    made_up = [day for day in sorted(CHINA.make_up) if day.year > 2024]
    assert [f"{day:%Y-%m-%d}" for day in made_up] == [
        *("2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"),
        *("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"),
    ]


def test_a_day_says_what_it_is_and_which_holiday_it_belongs_to():
    assert CHINA.kind(date(2026, 9, 25)) is DayKind.HOLIDAY
    assert CHINA.name(date(2026, 9, 26)) == DayName(zh="中秋", en="Mid-Autumn Festival")
    assert CHINA.kind(date(2026, 9, 20)) is DayKind.MAKE_UP
    assert CHINA.name(date(2026, 9, 20)) == DayName(zh="国庆", en="National Day")
    assert CHINA.kind(date(2026, 9, 19)) is DayKind.WEEKEND
    assert CHINA.kind(date(2026, 9, 22)) is DayKind.WORKING
    assert CHINA.name(date(2026, 9, 22)) == DayName(zh="", en="")


def test_past_the_cover_only_weekdays_and_the_fixed_statutory_holidays_are_left():
    ahead = [date(2027, 1, 1) + timedelta(days=days) for days in range(365)]
    free = [day for day in ahead if CHINA.kind(day) is DayKind.HOLIDAY]
    assert [f"{day:%m-%d}" for day in free] == ["01-01", "05-01", "05-02", "10-01", "10-02", "10-03"]
    assert CHINA.name(date(2027, 10, 3)) == DayName(zh="国庆", en="National Day")
    assert all(CHINA.is_working_day(day) == (day.weekday() < 5) for day in ahead if day not in free)


def test_the_cover_includes_its_first_and_last_day():
    edges = [date(2023, 12, 31), date(2024, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [CHINA.covers(day) for day in edges] == [False, True, True, False]
    assert CHINA.is_working_day(date(2023, 5, 1))


@given(days, days)
def test_working_days_between_two_days_are_those_that_the_walk_passes(one, other):
    walked = 0
    for day in CHINA.working_days(one):
        if day > other:
            break
        walked += 1
    assert CHINA.working_days_between(one, other) == walked


def year_file(year=2027, **changes):
    row = {"name_zh": "元旦", "name_en": "New Year's Day", "first": f"{year}-01-01", "last": f"{year}-01-03"}
    rows = changes.pop("holidays", [row | changes])
    return json.dumps({"year": year, "source": "通知", "holidays": rows}).encode()


def refused(files):
    with pytest.raises(RowsBroken) as error:
        calendar.load(files)
    assert error.value.code == "calendar.broken"
    return [(row.file, row.row, row.code) for row in error.value.rows]


def test_a_new_year_extends_the_cover_and_changes_the_version():
    longer = calendar.load({**resources.calendar.files(), "cn-2027.json": year_file()})
    assert longer.covered_until == date(2027, 12, 31)
    assert not longer.is_working_day(date(2027, 1, 1))
    assert longer.version != CHINA.version
    assert calendar.load(resources.calendar.files()).version == CHINA.version


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        (b"", [("f", 0, "data.shape")]),
        (b"{}", [("f", 0, "data.shape")]),
        (year_file(extra=1), [("f", 1, "data.shape")]),
        (year_file(first="2027-02-30"), [("f", 1, "data.shape")]),
        (year_file(name_en=" "), [("f", 1, "data.empty_name")]),
        (year_file(last="2026-12-31"), [("f", 1, "calendar.span")]),
        (year_file(last="2027-02-01"), [("f", 1, "calendar.span")]),
        (year_file(first="2026-12-31", last="2027-01-01"), [("f", 1, "calendar.other_year")]),
        (year_file(make_up=["2027-01-05"]), [("f", 1, "calendar.make_up_on_weekday")]),
        (year_file(make_up=["2027-01-02"]), [("f", 1, "calendar.day_twice")]),
    ],
)
def test_a_broken_row_is_named_with_its_reason(content, faults):
    assert [fault for fault in refused({"f": content}) if fault[2] != "calendar.empty"] == faults


def test_every_broken_row_of_every_file_is_named_at_once():
    good = json.loads(year_file())["holidays"][0]
    faults = refused(
        {"a": year_file(holidays=[good, good | {"name_zh": ""}, good | {"first": 3}]), "b": b"[", "c": year_file(2029)}
    )
    assert {("a", 2, "data.empty_name"), ("a", 3, "data.shape"), ("b", 0, "data.shape")} <= set(faults)
    assert ("calendar", 0, "calendar.year_missing") in faults


def test_two_files_of_one_year_and_no_file_at_all_are_refused():
    assert ("b", 0, "calendar.year_twice") in refused({"a": year_file(), "b": year_file()})
    assert refused({}) == [("calendar", 0, "calendar.empty")]


def test_the_refusal_says_file_row_and_reason_in_both_languages():
    with pytest.raises(RowsBroken) as error:
        calendar.load({"cn-2027.json": year_file(make_up=["2027-01-05"])})
    assert "cn-2027.json 第 1 行：调休上班日 2027-01-05" in say(error.value)
    assert "cn-2027.json row 1: The make-up day 2027-01-05" in say(error.value, "en")
