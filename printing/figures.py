"""How dates, amounts and numbers are written on paper, in Chinese and English."""

from datetime import date, datetime

from casework.clock import CHINA

WEEKDAYS = ("一", "二", "三", "四", "五", "六", "日")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_TENS = ("", "拾", "佰", "仟")
_LIMIT = 10_000


def spaced_date(day: date) -> str:
    """Return `2026 年 11 月 20 日`, the form of running text."""
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def closed_date(day: date) -> str:
    """Return `2026年11月20日`, the form under a signature."""
    return f"{day.year}年{day.month}月{day.day}日"


def month_day(day: date) -> str:
    """Return `11月20日`."""
    return f"{day.month}月{day.day}日"


def english_date(day: date) -> str:
    """Return `20 November 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday(day: date) -> str:
    """Return `星期五`."""
    return f"星期{WEEKDAYS[day.weekday()]}"


def local_minute(moment: datetime) -> str:
    """Return `2026-11-20 10:42` in China's time."""
    return moment.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")


def local_second(moment: datetime) -> str:
    """Return `2026-11-20 10:42:07` in China's time."""
    return moment.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")


def in_fours(number: str) -> str:
    """Return `0030 0000 4218`: a number as people read it aloud."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def capital_number(count: int) -> str:
    """Return a count in the numerals that cannot be altered by a stroke: 14 is `壹拾肆`.

    Raises:
        ValueError: below 0 or above 9999; no sheet holds so many papers.
    """
    if not 0 <= count < _LIMIT:
        raise ValueError(f"{count} is outside 0..{_LIMIT - 1}")
    written, gap = "", False
    for place in range(3, -1, -1):
        digit = count // 10**place % 10
        if digit:
            written += ("零" if gap else "") + _DIGITS[digit] + _TENS[place]
            gap = False
        elif written:
            gap = True
    return written or _DIGITS[0]
