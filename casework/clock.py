"""Time as the office counts it: kept in UTC, and a legal day is a day in China.

China keeps one zone without summer time, so a fixed offset is exact and needs no zone database on the machine.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

CHINA = timezone(timedelta(hours=8), "CST")


class Clock(Protocol):
    """Where an act gets its time from; a test gives its own."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        return datetime.now(UTC)


class CorrectedClock:
    """A clock that is known to be off: `offset_ms` says by how much the right one is ahead, asked each time."""

    def __init__(self, clock: Clock, offset_ms: Callable[[], int]) -> None:
        self._clock = clock
        self._offset_ms = offset_ms

    def now(self) -> datetime:
        """Return the present moment by the right clock."""
        return self._clock.now() + timedelta(milliseconds=self._offset_ms())


class StoppedClock:
    """A clock that stands at one moment, so that everything of one act has the same time."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        """Return the moment at which it was stopped."""
        return self._moment


def legal_day(moment: datetime) -> date:
    """Return the day on which `moment` falls in China; naive values are refused."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone has no legal day")
    return moment.astimezone(CHINA).date()


def wall_ms(moment: datetime) -> int:
    """Return `moment` as Unix time in whole milliseconds."""
    return round(moment.timestamp() * 1000)


def from_ms(ms: int) -> datetime:
    """Return the aware UTC moment of a Unix time in milliseconds."""
    return datetime.fromtimestamp(ms / 1000, UTC)
