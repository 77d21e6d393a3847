"""What the journal gives out: how a stream stands, an event with what the server said of it, events in a row."""

from dataclasses import dataclass
from typing import Any

import msgspec

from casework.contract import Receipt
from casework.errors import RuleBroken
from casework.events import Event, read
from casework.lifecycle import COUNTS, Verdict
from counter_app.store.database import Row

REFUSED = frozenset({Verdict.CONTESTED, Verdict.HELD, Verdict.QUARANTINED})
"""The verdicts that a person has to look at."""

FOR_TURN = "case.refill"
"""How the reasons begin of what only waits for its turn while a server is refilled; nobody has to look at that."""


@dataclass(frozen=True, slots=True)
class Stream:
    """The incarnation of this database that writes now.

    `epoch_chars` are all epoch characters it is known to have numbered under, `epoch_char` the present one. `acked` is
    the last event with a verdict from the server, `backup_mark` the last that a verified backup of the
    server has. Up to `base_seq` the stream was pruned; `base_hash` is the chain there, empty if it never was.
    """

    origin: str
    epoch: str
    epoch_char: str
    head: int
    hash: bytes
    acked: int
    backup_mark: int = 0
    base_seq: int = 0
    base_hash: bytes = b""
    epoch_chars: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event with what the server said of it; `verdict` is None until it has.

    `was` is an earlier verdict that the present one contradicts, empty if there is none. `set_aside` says that a person
    has seen what is wrong with it.
    """

    id: str
    origin: str
    epoch: str
    seq: int
    case_id: str
    type: str
    at_ms: int
    raw: bytes
    verdict: Verdict | None
    ver: int
    reason: str
    held_by: str
    number: str
    serial: str
    box_pos: int | None
    supersedes: str = ""
    was: str = ""
    set_aside: bool = False

    @property
    def counts(self) -> bool:
        """Whether the server let it change the case."""
        return self.verdict in COUNTS

    @property
    def pending(self) -> bool:
        """Whether what it states is still to be confirmed: it has no verdict, or is held for something else."""
        return self.verdict is None or self.verdict is Verdict.HELD

    @property
    def needs_a_person(self) -> bool:
        """Whether it was refused, for more than its turn, and nobody has seen that yet."""
        return self.verdict in REFUSED and not self.set_aside and not self.reason.startswith(FOR_TURN)

    def event(self) -> Event | None:
        """Return the event, or None if this release cannot read it (its bytes are kept)."""
        try:
            return read(self.raw)
        except RuleBroken:
            return None


@dataclass(frozen=True, slots=True)
class Batch:
    """Events of one stream in a row, ready to be sent: their bytes as they are stored.

    `receipts` say what became of those that a server had and lost.
    """

    origin: str
    epoch: str
    first: int
    prev: bytes
    tip: bytes
    raws: tuple[bytes, ...]
    receipts: tuple[Receipt, ...] = ()

    @property
    def last(self) -> int:
        """The sequence number of the last event."""
        return self.first + len(self.raws) - 1


ENTRIES = """SELECT id, origin, epoch, seq, case_id, type, at_ms, raw, verdict, ver, reason, held_by, number, serial,
    box_pos, supersedes, was, set_aside
FROM event"""
"""The beginning of every query that gives entries."""

_VERDICT = list(Entry.__dataclass_fields__).index("verdict")
_VERDICTS: dict[str | None, Verdict | None] = {None: None, **{verdict.value: verdict for verdict in Verdict}}

WAS = """CASE
    WHEN event.verdict IS NULL OR event.verdict = {new} THEN event.was
    WHEN event.was = {new} THEN ''
    WHEN event.was <> '' THEN event.was
    WHEN event.verdict = 'held' THEN ''
    ELSE event.verdict END"""
"""What `was` becomes when verdict `new` comes. A verdict that only held is no contradiction of the one that follows."""


def entry_of(row: Row) -> Entry:
    """Return a row of `ENTRIES` as a value."""
    return entry_at(tuple(row.values()))


def entry_at(row: tuple[Any, ...]) -> Entry:
    """Return the columns of `ENTRIES` as a value; they stand in the order of its fields."""
    values = list(row)
    values[_VERDICT] = _VERDICTS[row[_VERDICT]]
    values[_VERDICT + 1] = row[_VERDICT + 1] or 0
    values[-1] = bool(row[-1])
    return Entry(*values)


def raw_events(batch: Batch) -> tuple[msgspec.Raw, ...]:
    """Return the batch's bytes as the wire splices them."""
    return tuple(msgspec.Raw(raw) for raw in batch.raws)
