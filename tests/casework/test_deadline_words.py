from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources.calendar
from casework import calendar
from casework.deadline_words import day_words, explain
from casework.deadlines import ClockStop, due_on

CHINA = calendar.load(resources.calendar.files())
INSPECTION = ClockStop(date(2026, 9, 15), date(2026, 9, 18), "踏勘", "On-site inspection")


def test_a_stopped_clock_is_told_with_what_it_moved():
    due = due_on(date(2026, 9, 8), 10, CHINA, [INSPECTION])
    assert explain(due) == (
        "9月9日是第 1 日。踏勘停钟 4 个工作日，到期日从 9月21日移到 9月28日；9月20日（周日）上班计入，中秋 3 天不计。"
    )
    assert explain(due, "en") == (
        "Day 1 is 9 Sep. On-site inspection stopped the clock for 4 working days, which moved the due date from 21 Sep"
        " to 28 Sep. Sun 20 Sep is worked and counted; Mid-Autumn Festival (3 d) is not counted."
    )


def test_several_holidays_and_a_make_up_day_are_told():
    due = due_on(date(2026, 9, 22), 25, CHINA)
    assert explain(due) == "9月23日是第 1 日。10月10日（周六）上班计入，中秋 3 天、国庆 7 天不计。"
    assert explain(due, "en") == (
        "Day 1 is 23 Sep. Sat 10 Oct is worked and counted;"
        " Mid-Autumn Festival (3 d) and National Day (7 d) are not counted."
    )


def test_a_plain_count_says_only_where_it_began():
    due = due_on(date(2026, 9, 8), 3, CHINA)
    assert (explain(due), explain(due, "en")) == ("9月9日是第 1 日。", "Day 1 is 9 Sep.")


def test_a_holiday_cut_in_two_by_another_is_told_once():
    assert explain(due_on(date(2025, 9, 26), 10, CHINA)) == (
        "9月28日是第 1 日。9月28日（周日）、10月11日（周六）上班计入，国庆 7 天、中秋 1 天不计。"
    )
    assert "Sun 28 Sep and Sat 11 Oct are worked and counted" in explain(due_on(date(2025, 9, 26), 10, CHINA), "en")


def test_two_procedures_an_extension_and_an_unpublished_year_are_told():
    stops = [
        ClockStop(date(2026, 11, 12), date(2026, 11, 12), "现场踏勘", "On-site inspection"),
        ClockStop(date(2026, 11, 17), date(2026, 11, 18), "专家评审", "Expert review"),
    ]
    due = due_on(date(2026, 11, 2), 30, CHINA, stops, 10)
    assert explain(due) == (
        "11月3日是第 1 日。现场踏勘停钟 1 个工作日、专家评审停钟 2 个工作日，到期日从 12月28日移到 12月31日；"
        "经批准延长 10 个工作日。"
    )
    past = due_on(date(2026, 11, 2), 30, CHINA, stops, 15)
    assert explain(past).endswith(
        "移到 2027年1月8日；经批准延长 15 个工作日；元旦 1 天不计。2027 年日历还没有公布，日期暂定。"
    )
    assert explain(past, "en") == (
        "Day 1 is 3 Nov. On-site inspection stopped the clock for 1 working day and Expert review stopped the clock for"
        " 2 working days, which moved the due date from 5 Jan 2027 to 8 Jan 2027. The limit was extended by 15 working"
        " days. New Year's Day (1 d) is not counted. The calendar of 2027 is not yet published, so the date is"
        " provisional."
    )


def test_a_clock_that_still_stands_is_told():
    due = due_on(date(2026, 9, 8), 5, CHINA, [ClockStop(date(2026, 9, 10), None, "踏勘", "Inspection")])
    assert explain(due).endswith("还在停钟，恢复计时后到期日再往后移。")
    assert explain(due, "en").endswith("The clock is still stopped; the due date moves on until it runs again.")


@pytest.mark.parametrize(
    ("lang", "options", "words"),
    [
        ("zh", {}, "9月22日"),
        ("en", {}, "22 Sep"),
        ("zh", {"weekday": True}, "9月22日（周二）"),
        ("en", {"weekday": True}, "Tue 22 Sep"),
        ("zh", {"beside": date(2025, 1, 1)}, "2026年9月22日"),
        ("en", {"beside": date(2025, 1, 1)}, "22 Sep 2026"),
        ("zh", {"beside": date(2026, 1, 1)}, "9月22日"),
        ("en", {"beside": date(2026, 1, 1), "weekday": True}, "Tue 22 Sep"),
    ],
)
def test_a_day_is_said_as_short_as_it_can_be(lang, options, words):
    assert day_words(date(2026, 9, 22), lang, **options) == words


@given(st.dates(date(2024, 1, 1), date(2027, 1, 1)), st.integers(1, 60))
def test_an_explanation_is_whole_sentences_in_both_languages(start, limit):
    due = due_on(start, limit, CHINA)
    assert explain(due).endswith("。")
    assert "。。" not in explain(due)
    assert explain(due, "en").endswith(".")
    assert ".." not in explain(due, "en")
