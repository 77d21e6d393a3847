"""A due date in one sentence, in Chinese and English: where the count began, what did not count, what moved it."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from casework.deadlines import CountedDay, CountedKind, DueDate
from casework.sentences import Lang

_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def explain(due: DueDate, lang: Lang = "zh") -> str:
    """Return why the due date is what it is, in whole sentences."""
    return _explain_en(due) if lang == "en" else _explain_zh(due)


def day_words(day: date, lang: Lang = "zh", *, beside: date | None = None, weekday: bool = False) -> str:
    """Return `9月22日` or `22 Sep`; the year is said when it is not that of `beside`, the weekday when asked for."""
    if lang == "en":
        words = f"{day.day} {_MONTHS_EN[day.month - 1]}"
        words = words if beside is None or beside.year == day.year else f"{words} {day.year}"
        return f"{_WEEKDAYS_EN[day.weekday()]} {words}" if weekday else words
    words = f"{day.month}月{day.day}日"
    words = words if beside is None or beside.year == day.year else f"{day.year}年{words}"
    return f"{words}（周{_WEEKDAYS_ZH[day.weekday()]}）" if weekday else words


def _explain_zh(due: DueDate) -> str:
    def said(day: date, *, weekday: bool = False) -> str:
        return day_words(day, beside=due.start, weekday=weekday)

    clauses = []
    if stopped := _tally(each.name for each in due.days if each.kind is CountedKind.STOPPED):
        procedures = "、".join(f"{name}停钟 {count} 个工作日" for name, count in stopped)
        clauses.append(f"{procedures}，到期日从 {said(due.without_stops)}移到 {said(due.day)}")
    if due.extension_days:
        clauses.append(f"经批准延长 {due.extension_days} 个工作日")
    worked = "、".join(said(each.day, weekday=True) for each in _made_up(due))
    holidays = "、".join(f"{name} {count} 天" for name, count in _holidays(due, "zh"))
    counting = [f"{worked}上班计入"] if worked else []
    counting += [f"{holidays}不计"] if holidays else []
    clauses += ["，".join(counting)] if counting else []
    sentences = [f"{said(_first(due))}是第 1 日", "；".join(clauses)]
    if due.paused:
        sentences.append("还在停钟，恢复计时后到期日再往后移")
    if due.provisional:
        years = "、".join(map(str, due.unpublished))
        sentences.append(f"{years} 年日历还没有公布，日期暂定")
    return "".join(f"{words}。" for words in sentences if words)


def _explain_en(due: DueDate) -> str:
    def said(day: date, *, weekday: bool = False) -> str:
        return day_words(day, "en", beside=due.start, weekday=weekday)

    sentences = [f"Day 1 is {said(_first(due))}"]
    if stopped := _tally(each.name_en for each in due.days if each.kind is CountedKind.STOPPED):
        procedures = _listed_en(f"{name} stopped the clock for {_days_en(count)}" for name, count in stopped)
        sentences.append(f"{procedures}, which moved the due date from {said(due.without_stops)} to {said(due.day)}")
    if due.extension_days:
        sentences.append(f"The limit was extended by {_days_en(due.extension_days)}")
    counting = []
    if worked := [said(each.day, weekday=True) for each in _made_up(due)]:
        counting.append(f"{_listed_en(worked)} {'is' if len(worked) == 1 else 'are'} worked and counted")
    if holidays := [f"{name} ({count} d)" for name, count in _holidays(due, "en")]:
        counting.append(f"{_listed_en(holidays)} {'is' if len(holidays) == 1 else 'are'} not counted")
    sentences.append("; ".join(counting))
    if due.paused:
        sentences.append("The clock is still stopped; the due date moves on until it runs again")
    if due.provisional:
        years = _listed_en(map(str, due.unpublished))
        sentences.append(f"The calendar of {years} is not yet published, so the date is provisional")
    return " ".join(f"{words}." for words in sentences if words)


def _first(due: DueDate) -> date:
    return next(each.day for each in due.days if each.number == 1)


def _made_up(due: DueDate) -> list[CountedDay]:
    return [each for each in due.days if each.kind is CountedKind.MAKE_UP]


def _holidays(due: DueDate, lang: Lang) -> list[tuple[str, int]]:
    free = [each for each in due.days if each.kind is CountedKind.HOLIDAY]
    return _tally(each.name_en if lang == "en" else each.name for each in free)


def _tally(names: Iterable[str]) -> list[tuple[str, int]]:
    """Return each name with how often it comes, in the order of first coming."""
    return list(Counter(names).items())


def _days_en(count: int) -> str:
    return f"{count} working day{'' if count == 1 else 's'}"


def _listed_en(words: Iterable[str]) -> str:
    *before, last = words
    return f"{', '.join(before)} and {last}" if before else last
