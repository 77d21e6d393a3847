"""Every event this desk wrote or received, byte for byte: outbox, history and evidence in one table.

Own events are chained per stream (origin, epoch) in the transaction that writes them. Nothing is ever removed or
changed but what the server adds: a verdict, a version, a position.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from casework import chain
from casework.contract import EventVerdict, FeedRow
from casework.errors import RuleBroken
from casework.events import Event, read, read_header
from casework.lifecycle import COUNTS, Verdict
from counter_app.store.database import Database, Row

REFUSED = frozenset({Verdict.CONTESTED, Verdict.HELD, Verdict.QUARANTINED})
"""The verdicts that a person has to look at."""


@dataclass(frozen=True, slots=True)
class Stream:
    """The incarnation of this database that writes now; `acked` is the last event with a verdict from the server."""

    origin: str
    epoch: str
    epoch_char: str
    head: int
    hash: bytes
    acked: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One event with what the server said of it; `verdict` is None until it has."""

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

    @property
    def counts(self) -> bool:
        """Whether the server let it change the case."""
        return self.verdict in COUNTS

    def event(self) -> Event | None:
        """Return the event, or None if this release cannot read it (its bytes are kept)."""
        try:
            return read(self.raw)
        except RuleBroken:
            return None


@dataclass(frozen=True, slots=True)
class Batch:
    """Events of one stream in a row, ready to be sent: their bytes as they are stored."""

    origin: str
    epoch: str
    first: int
    prev: bytes
    tip: bytes
    raws: tuple[bytes, ...]

    @property
    def last(self) -> int:
        """The sequence number of the last event."""
        return self.first + len(self.raws) - 1


class Journal:
    """The table of events and the streams they are chained in."""

    def __init__(self, database: Database) -> None:
        self._db = database

    # --- the stream that writes -------------------------------------------------------------------------------

    def stream(self) -> Stream | None:
        """Return the stream that writes now; None before the window is enrolled."""
        row = self._db.one(
            """SELECT origin, epoch, epoch_char, head, hash, acked
            FROM stream
            ORDER BY place DESC
            LIMIT 1"""
        )
        return Stream(**row) if row else None

    def knows_epoch(self, epoch: str) -> bool:
        """Say whether this database ever wrote under `epoch`."""
        return self._db.one("SELECT 1 FROM stream WHERE epoch = :epoch", epoch=epoch) is not None

    def open_stream(self, origin: str, epoch: str, epoch_char: str, at_ms: int) -> None:
        """Begin a new stream; what is written from now on belongs to it. Inside a transaction."""
        self._db.run(
            """INSERT INTO stream (epoch, place, epoch_char, origin, hash, opened_ms)
            VALUES (:epoch, (SELECT coalesce(max(place), 0) + 1 FROM stream), :epoch_char, :origin, :hash, :at_ms)""",
            epoch=epoch,
            epoch_char=epoch_char,
            origin=origin,
            hash=chain.stream_start(origin, epoch),
            at_ms=at_ms,
        )

    def append(self, event: Event) -> int:
        """Write an event of this desk at the end of its stream and return its sequence number. Inside a transaction."""
        stream = self.stream()
        if stream is None:
            raise RuleBroken("desk.not_enrolled")
        seq, tip = stream.head + 1, chain.link(stream.hash, event.raw)
        header = event.header
        self._db.run(
            """INSERT INTO event (id, origin, epoch, seq, hash, case_id, type, at_ms, raw)
            VALUES (:id, :origin, :epoch, :seq, :hash, :case_id, :type, :at_ms, :raw)""",
            id=header.id,
            origin=stream.origin,
            epoch=stream.epoch,
            seq=seq,
            hash=tip,
            case_id=header.case,
            type=header.type,
            at_ms=header.at,
            raw=event.raw,
        )
        self._move_head(stream.epoch, seq, tip)
        return seq

    def _move_head(self, epoch: str, seq: int, tip: bytes) -> None:
        self._db.run(
            "UPDATE stream SET head = :seq, hash = :tip WHERE epoch = :epoch",
            seq=seq,
            tip=tip,
            epoch=epoch,
        )

    def rechain(self, epoch: str, epoch_char: str, at_ms: int) -> int:
        """Open `epoch` and put every event of the present stream into it, in order; return how many.

        For a database that is older than what it was known to have written. The server knows the events by their ids.
        """
        old = self.stream()
        if old is None:
            return 0
        self.open_stream(old.origin, epoch, epoch_char, at_ms)
        tip = chain.stream_start(old.origin, epoch)
        moved = []
        for seq, row in enumerate(self._stream_rows(old.epoch, after=0), start=1):
            tip = chain.link(tip, row["raw"])
            moved.append({"line": row["line"], "epoch": epoch, "seq": seq, "hash": tip})
        self._db.run_many("UPDATE event SET epoch = :epoch, seq = :seq, hash = :hash WHERE line = :line", moved)
        self._move_head(epoch, len(moved), tip)
        return len(moved)

    # --- sending ----------------------------------------------------------------------------------------------

    def unsent(self, *, max_events: int, max_bytes: int) -> Batch | None:
        """Return the next events without a verdict, within both limits (at least one event), or None."""
        stream = self.stream()
        if stream is None or stream.acked == stream.head:
            return None
        raws: list[bytes] = []
        size = 0
        for row in self._stream_rows(stream.epoch, after=stream.acked, limit=max_events):
            size += len(row["raw"])
            if raws and size > max_bytes:
                break
            raws.append(row["raw"])
        prev = self.hash_at(stream.acked)
        return Batch(stream.origin, stream.epoch, stream.acked + 1, prev, chain.tip(prev, raws), tuple(raws))

    def hash_at(self, seq: int) -> bytes:
        """Return the present stream's hash after its event `seq`; 0 is its beginning."""
        stream = self.stream()
        if stream is None:
            raise RuleBroken("desk.not_enrolled")
        if seq == 0:
            return chain.stream_start(stream.origin, stream.epoch)
        found = self._db.value(
            "SELECT hash FROM event WHERE origin = :origin AND epoch = :epoch AND seq = :seq",
            origin=stream.origin,
            epoch=stream.epoch,
            seq=seq,
        )
        return bytes(found)

    def store_verdicts(self, epoch: str, verdicts: Iterable[EventVerdict]) -> tuple[str, ...]:
        """Keep what the server said of events of `epoch`, move the mark of what is acknowledged, and return the cases.

        Inside a transaction. A verdict that came before is simply kept again.
        """
        touched: dict[str, None] = {}
        last = 0
        for verdict in verdicts:
            row = self._db.one(
                "SELECT line, case_id FROM event WHERE epoch = :epoch AND seq = :seq AND hash IS NOT NULL",
                epoch=epoch,
                seq=verdict.seq,
            )
            if row is None:
                continue
            touched[row["case_id"]] = None
            last = max(last, verdict.seq)
            self._judge(row["line"], verdict)
        self._db.run(
            "UPDATE stream SET acked = max(acked, min(head, :last)) WHERE epoch = :epoch",
            last=last,
            epoch=epoch,
        )
        return tuple(touched)

    def _judge(self, line: int, verdict: EventVerdict) -> None:
        self._db.run(
            """UPDATE event
            SET verdict = :verdict, ver = :ver, reason = :reason, held_by = :by, number = :number, serial = :serial
            WHERE line = :line""",
            line=line,
            verdict=verdict.verdict.value,
            ver=verdict.ver,
            reason=verdict.reason,
            by=verdict.by,
            number=verdict.number,
            serial=verdict.serial,
        )

    def rewind(self, acked: int) -> None:
        """Send again from behind `acked`: the server knows less than we thought. Inside a transaction."""
        stream = self.stream()
        if stream is not None:
            self._db.run(
                "UPDATE stream SET acked = min(head, :acked) WHERE epoch = :epoch",
                acked=acked,
                epoch=stream.epoch,
            )

    # --- receiving --------------------------------------------------------------------------------------------

    def receive(self, row: FeedRow) -> str | None:
        """Keep one event of the mailbox and return its case; None if not even its header can be read.

        Inside a transaction. An event that is here already only learns its verdict and position.
        """
        raw = bytes(row.e)
        header = read_header(raw)
        if header is None:
            return None
        self._db.run(
            """INSERT INTO event (id, origin, epoch, seq, case_id, type, at_ms, raw, verdict, ver, number, serial,
                box_pos)
            VALUES (:id, :origin, :epoch, :seq, :case_id, :type, :at_ms, :raw, :verdict, :ver, :number, :serial,
                :pos)
            ON CONFLICT (id) DO UPDATE
            SET verdict = excluded.verdict, ver = excluded.ver, box_pos = excluded.box_pos,
                number = excluded.number, serial = excluded.serial""",
            id=header.id,
            origin=row.o,
            epoch=row.ep,
            seq=row.s,
            case_id=header.case,
            type=header.type,
            at_ms=header.at,
            raw=raw,
            verdict=row.v.value,
            ver=row.ver,
            number=row.n,
            serial=row.sl,
            pos=row.p,
        )
        return header.case

    # --- reading ----------------------------------------------------------------------------------------------

    def history(self, case_id: str) -> tuple[Entry, ...]:
        """Return every event of a case in the order in which it came to this desk."""
        rows = self._db.rows(f"{_ENTRIES} WHERE case_id = :case_id ORDER BY line", case_id=case_id)
        return tuple(_entry(row) for row in rows)

    def entry(self, event_id: str) -> Entry | None:
        """Return one event by its id."""
        row = self._db.one(f"{_ENTRIES} WHERE id = :id", id=event_id)
        return _entry(row) if row else None

    def waiting(self, limit: int = 500) -> tuple[Entry, ...]:
        """Return own events that have no verdict yet, oldest first."""
        stream = self.stream()
        if stream is None:
            return ()
        rows = self._db.rows(
            f"{_ENTRIES} WHERE origin = :origin AND epoch = :epoch AND seq > :acked ORDER BY seq LIMIT :limit",
            origin=stream.origin,
            epoch=stream.epoch,
            acked=stream.acked,
            limit=limit,
        )
        return tuple(_entry(row) for row in rows)

    def refused(self, limit: int = 500) -> tuple[Entry, ...]:
        """Return own events that were contested, held or quarantined, newest first."""
        stream = self.stream()
        if stream is None:
            return ()
        rows = self._db.rows(
            f"""{_ENTRIES}
            WHERE origin = :origin
            AND verdict IN ('contested', 'held', 'quarantined')
            ORDER BY line DESC
            LIMIT :limit""",
            origin=stream.origin,
            limit=limit,
        )
        return tuple(_entry(row) for row in rows)

    def counts(self) -> dict[Verdict, int]:
        """Return how many own events stand under each verdict that a person has to look at."""
        stream = self.stream()
        found = self._db.rows(
            """SELECT verdict, count(*) AS n
            FROM event
            WHERE origin = :origin
            AND verdict IN ('contested', 'held', 'quarantined')
            GROUP BY verdict""",
            origin=stream.origin if stream else "",
        )
        return {Verdict(row["verdict"]): row["n"] for row in found}

    def case_ids(self) -> tuple[str, ...]:
        """Return every case of the journal, in the order in which they came."""
        rows = self._db.rows("SELECT case_id FROM event GROUP BY case_id ORDER BY min(line)")
        return tuple(row["case_id"] for row in rows)

    def size(self) -> int:
        """Return how many events there are."""
        return int(self._db.value("SELECT count(*) FROM event"))

    def check_chain(self) -> int:
        """Recompute the present stream's chain over the stored bytes; return 0 if it holds, else the first bad seq."""
        stream = self.stream()
        if stream is None:
            return 0
        tip, expected = chain.stream_start(stream.origin, stream.epoch), 1
        for row in self._stream_rows(stream.epoch, after=0):
            tip = chain.link(tip, row["raw"])
            if row["seq"] != expected or row["hash"] != tip:
                return expected
            expected += 1
        return 0 if (expected - 1, tip) == (stream.head, stream.hash) else expected

    def _stream_rows(self, epoch: str, *, after: int, limit: int = -1) -> Iterator[Row]:
        """Yield own events of a stream in order, fetched in pages so that a long journal never lies in memory."""
        while limit:
            page = _PAGE if limit < 0 else min(limit, _PAGE)
            rows = self._db.rows(
                """SELECT line, seq, hash, raw
                FROM event
                WHERE epoch = :epoch AND hash IS NOT NULL AND seq > :after
                ORDER BY seq
                LIMIT :page""",
                epoch=epoch,
                after=after,
                page=page,
            )
            yield from rows
            if len(rows) < page:
                return
            after, limit = rows[-1]["seq"], limit - page if limit > 0 else limit


_PAGE = 500
_ENTRIES = """SELECT id, origin, epoch, seq, case_id, type, at_ms, raw, verdict, ver, reason, held_by, number, serial,
    box_pos
FROM event"""


def _entry(row: Row) -> Entry:
    values = dict(row)
    values["verdict"] = Verdict(values["verdict"]) if values["verdict"] else None
    values["ver"] = values["ver"] or 0
    return Entry(**values)


def raw_events(batch: Batch) -> tuple[msgspec.Raw, ...]:
    """Return the batch's bytes as the wire splices them."""
    return tuple(msgspec.Raw(raw) for raw in batch.raws)
