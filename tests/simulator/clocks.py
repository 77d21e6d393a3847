"""Time that passes only when the simulator says so, and clocks that may be wrong by years."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

START = datetime(2026, 9, 22, 2, 0, tzinfo=UTC)


@dataclass
class VirtualTime:
    """Seconds since the beginning; the monotonic clock of every machine."""

    elapsed_s: float = 0.0

    def pass_by(self, seconds: float) -> None:
        self.elapsed_s += seconds

    def monotonic(self) -> float:
        return self.elapsed_s


@dataclass(frozen=True)
class MachineBoot:
    """One start of a machine, and its clock that cannot be set."""

    id: str
    time: VirtualTime

    def mono(self) -> tuple[str, int]:
        return self.id, round(self.time.elapsed_s * 1000)


@dataclass
class WallClock:
    """One machine's wall clock: true time and whatever it is off by."""

    time: VirtualTime
    off: timedelta = field(default_factory=timedelta)

    def now(self) -> datetime:
        return START + timedelta(seconds=self.time.elapsed_s) + self.off
