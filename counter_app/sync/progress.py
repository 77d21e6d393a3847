"""How far a round is: a small value that the round sets from its lane, and anybody may read at any time."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from threading import Lock


class Phase(StrEnum):
    """What a round is doing."""

    IDLE = "idle"
    GREETING = "greeting"
    SENDING = "sending"
    FETCHING = "fetching"
    SCANS = "scans"


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a whole is done; a `total` of 0 says that nobody knows how much there is."""

    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Moment:
    """A round as it stands: events sent, rows of the mailbox fetched, bytes of scans moved.

    `first` to `last` are the numbers of the events that are on the wire now; 0 when none is.
    """

    phase: Phase = Phase.IDLE
    events: Share = field(default_factory=Share)
    rows: Share = field(default_factory=Share)
    blob_bytes: Share = field(default_factory=Share)
    first: int = 0
    last: int = 0


Told = Callable[[Moment], None]


class Progress:
    """The present moment of a round; safe to read from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._moment = Moment()
        self._told: Told | None = None

    def now(self) -> Moment:
        """Return how far the round is."""
        with self._lock:
            return self._moment

    def watch(self, told: Told | None) -> None:
        """Call `told` with every change, in the round's own thread; None ends it."""
        with self._lock:
            self._told = told

    def begin(self, phase: Phase) -> None:
        """Enter a phase; the first one of a round forgets the round before."""
        with self._lock:
            moment = Moment() if phase is Phase.GREETING else self._moment
        self._set(replace(moment, phase=phase, first=0, last=0))

    def sending(self, first: int, last: int, left: int) -> None:
        """Say that these events are on the wire, of `left` that wait, they included."""
        moment = self.now()
        events = Share(moment.events.done, max(moment.events.total, moment.events.done + left))
        self._set(replace(moment, events=events, first=first, last=last))

    def sent(self, count: int) -> None:
        """Say that events have their verdicts."""
        moment = self.now()
        done = moment.events.done + count
        self._set(replace(moment, events=Share(done, max(moment.events.total, done)), first=0, last=0))

    def fetched(self, count: int) -> None:
        """Say that rows of the mailbox are kept."""
        moment = self.now()
        self._set(replace(moment, rows=Share(moment.rows.done + count, moment.rows.total)))

    def moved(self, done_bytes: int, total_bytes: int) -> None:
        """Say how much of the scans is moved."""
        self._set(replace(self.now(), blob_bytes=Share(done_bytes, total_bytes)))

    def _set(self, moment: Moment) -> None:
        with self._lock:
            self._moment = moment
            told = self._told
        if told is not None:
            told(moment)
