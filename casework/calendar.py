"""Which days the office works: versioned data with a *covered until* date, never a formula.

Holidays and make-up working days (调休) are decided by the State Council each autumn for the year that follows. Past
the last published year only the weekday rule and the statutory holidays on fixed days of the solar year can be
applied, and whatever is computed with them is provisional.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import msgspec

from casework.data_rows import BrokenRow, RowsBroken, broken, read_head

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)
_LONGEST_DAYS = 31


class DayKind(StrEnum):
    """What a day is by the calendar alone."""

    WORKING = "working"
    MAKE_UP = "make_up"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class DayName:
    """What a holiday, or the holiday a make-up day pays for, is called."""

    zh: str
    en: str


NO_NAME = DayName(zh="", en="")

# 全国年节及纪念日放假办法 (2024), art. 2: these do not wait for a notice. Those of the lunar year and the solar term
# Qingming are left out, since their days off depend on it.
_STATUTORY = {
    (1, 1): DayName(zh="元旦", en="New Year's Day"),
    (5, 1): DayName(zh="劳动节", en="Labour Day"),
    (5, 2): DayName(zh="劳动节", en="Labour Day"),
    (10, 1): DayName(zh="国庆", en="National Day"),
    (10, 2): DayName(zh="国庆", en="National Day"),
    (10, 3): DayName(zh="国庆", en="National Day"),
}


@dataclass(frozen=True, slots=True)
class Calendar:
    """The published years: `holidays` and `make_up` days with their names, `sources` in the order of the years.

    `covered_from` and `covered_until` belong to the cover. Days before it follow the weekday rule; days after it
    follow the weekday rule and the statutory holidays.
    """

    covered_from: date
    covered_until: date
    holidays: Mapping[date, DayName]
    make_up: Mapping[date, DayName]
    sources: tuple[str, ...]
    version: str

    def kind(self, day: date) -> DayKind:
        """Return what `day` is."""
        if day in self.make_up:
            return DayKind.MAKE_UP
        if self._holiday(day):
            return DayKind.HOLIDAY
        return DayKind.WEEKEND if day.weekday() >= _SATURDAY else DayKind.WORKING

    def name(self, day: date) -> DayName:
        """Return the holiday that `day` belongs to or pays for; two empty names on other days."""
        return self.make_up.get(day) or self._holiday(day) or NO_NAME

    def is_working_day(self, day: date) -> bool:
        """Tell whether the office works on `day`."""
        return self.kind(day) in {DayKind.WORKING, DayKind.MAKE_UP}

    def _holiday(self, day: date) -> DayName | None:
        if day > self.covered_until:
            return _STATUTORY.get((day.month, day.day))
        return self.holidays.get(day)

    def covers(self, day: date) -> bool:
        """Tell whether `day` lies in a published year, so that what is said of it is final."""
        return self.covered_from <= day <= self.covered_until

    def working_days(self, after: date) -> Iterator[date]:
        """Yield the working days that follow `after`, without end."""
        day = after
        while True:
            day += _ONE_DAY
            if self.is_working_day(day):
                yield day

    def working_days_between(self, after: date, until: date) -> int:
        """Return how many working days lie after `after` and not after `until`; 0 when `until` is not later."""
        span = (until - after).days
        return sum(self.is_working_day(after + timedelta(days=ahead)) for ahead in range(1, span + 1))


class _HolidayRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name_zh: str
    name_en: str
    first: date
    last: date
    make_up: tuple[date, ...] = ()


class _YearFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    year: int
    source: str
    holidays: tuple[msgspec.Raw, ...]


def load(files: Mapping[str, bytes]) -> Calendar:
    """Return the calendar that the year files make together.

    Raises:
        RowsBroken: `calendar.broken`; the error names every broken row, and a missing year between two others.
    """
    years: dict[int, _YearFile] = {}
    holidays: dict[date, DayName] = {}
    make_up: dict[date, DayName] = {}
    faults: list[BrokenRow] = []
    for file, content in sorted(files.items()):
        head, wrong = read_head(file, content, _YearFile)
        faults += wrong
        if head is None:
            continue
        if head.year in years:
            faults.append(broken(file, 0, "calendar.year_twice", year=head.year))
        years[head.year] = head
        for number, raw in enumerate(head.holidays, start=1):
            faults += _take(_Place(file, number, head.year), raw, holidays, make_up)
    faults += _gaps(years)
    if faults:
        raise RowsBroken("calendar.broken", faults)
    return Calendar(
        covered_from=date(min(years), 1, 1),
        covered_until=date(max(years), 12, 31),
        holidays=holidays,
        make_up=make_up,
        sources=tuple(years[year].source for year in sorted(years)),
        version=_version(files),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a row stands: its file, its number from 1, and the year the file is for."""

    file: str
    row: int
    year: int

    def broken(self, code: str, **details: str | int) -> BrokenRow:
        return broken(self.file, self.row, code, **details)


def _take(
    place: _Place, raw: msgspec.Raw, holidays: dict[date, DayName], make_up: dict[date, DayName]
) -> Iterator[BrokenRow]:
    """Add one holiday to both tables and yield what is wrong with it."""
    try:
        row = msgspec.json.decode(raw, type=_HolidayRow)
    except msgspec.DecodeError as error:
        yield place.broken("data.shape", reason=str(error))
        return
    if not (row.name_zh.strip() and row.name_en.strip()):
        yield place.broken("data.empty_name")
    if not 0 <= (row.last - row.first).days < _LONGEST_DAYS:
        yield place.broken("calendar.span", first=f"{row.first}", last=f"{row.last}", longest=_LONGEST_DAYS)
        return
    name = DayName(zh=row.name_zh, en=row.name_en)
    free = [row.first + timedelta(days=ahead) for ahead in range((row.last - row.first).days + 1)]
    for day in (*free, *row.make_up):
        if day.year != place.year:
            yield place.broken("calendar.other_year", day=f"{day}", year=place.year)
        if day in holidays or day in make_up:
            yield place.broken("calendar.day_twice", day=f"{day}")
        (make_up if day in row.make_up else holidays)[day] = name
    for day in row.make_up:
        if day.weekday() < _SATURDAY:
            yield place.broken("calendar.make_up_on_weekday", day=f"{day}")


def _gaps(years: Mapping[int, _YearFile]) -> Iterator[BrokenRow]:
    if not years:
        yield broken("calendar", 0, "calendar.empty")
        return
    for year in range(min(years), max(years)):
        if year not in years:
            yield broken("calendar", 0, "calendar.year_missing", year=year)


def _version(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for file, content in sorted(files.items()):
        digest.update(f"{file}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
