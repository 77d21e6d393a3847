from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.figures import (
    capital_number,
    closed_date,
    english_date,
    in_fours,
    local_minute,
    local_second,
    month_day,
    spaced_date,
    weekday,
)
from printing.masking import mask_person, shorten_organisation

DAY = date(2026, 11, 20)
VALUES = {"零": 0, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
TENS = {"拾": 10, "佰": 100, "仟": 1000}


def test_a_date_is_written_in_each_of_its_forms():
    assert spaced_date(DAY) == "2026 年 11 月 20 日"
    assert closed_date(DAY) == "2026年11月20日"
    assert month_day(DAY) == "11月20日"
    assert english_date(DAY) == "20 November 2026"
    assert weekday(DAY) == "星期五"


def test_times_are_those_of_the_wall_in_china():
    moment = datetime(2026, 11, 19, 18, 42, 7, tzinfo=UTC)
    assert local_minute(moment) == "2026-11-20 02:42"
    assert local_second(moment) == "2026-11-20 02:42:07"


def test_a_number_is_read_in_fours():
    assert in_fours("003000004218") == "0030 0000 4218"


@pytest.mark.parametrize(
    ("count", "written"),
    [(0, "零"), (8, "捌"), (10, "壹拾"), (14, "壹拾肆"), (105, "壹佰零伍"), (1005, "壹仟零伍"), (1050, "壹仟零伍拾")],
)
def test_capital_numerals_are_those_of_the_accounts(count, written):
    assert capital_number(count) == written


@given(st.integers(0, 9999))
def test_capital_numerals_read_back_as_the_number(count):
    total = digit = 0
    for char in capital_number(count):
        if char in TENS:
            total, digit = total + digit * TENS[char], 0
        else:
            digit = VALUES[char]
    assert total + digit == count


@pytest.mark.parametrize("count", [-1, 10_000])
def test_more_than_a_sheet_holds_is_a_bug(count):
    with pytest.raises(ValueError, match="outside"):
        capital_number(count)


@pytest.mark.parametrize(
    ("name", "masked"),
    [("王晓慧", "王*慧"), ("何静", "何*"), ("买买提·吐尔逊江", "买*江"), ("王", "*"), ("", "*"), ("王䶮𬱖", "王*𬱖")],
)
def test_a_person_is_known_by_first_and_last(name, masked):
    assert mask_person(name) == masked


@pytest.mark.parametrize(
    ("name", "shortened"),
    [
        ("向阳花幼儿园（筹）", "向阳*幼儿园（筹）"),
        ("广汉市金穗兽药经营部", "广汉*经营部"),
        ("星光书店", "星*店"),
        ("德阳书院", "德*院"),
        ("小星光书店", "小星*书店"),
    ],
)
def test_an_organisation_keeps_its_beginning_and_its_kind(name, shortened):
    assert shorten_organisation(name) == shortened


@given(st.text(alphabet="德阳市星光书店花园（）筹", min_size=5, max_size=20))
def test_a_shortened_name_always_hides_something(name):
    assert "*" in shorten_organisation(name)
