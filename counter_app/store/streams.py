"""The streams this desk writes: every own event is chained in the transaction that writes it.

A stream may have been pruned from its beginning; its base keeps the chain's hash there, so what is left stays checkable
and can be sent again. What lies before the base cannot, and that is said.
"""

from collections.abc import Iterator

from casework import chain
from casework.errors import RuleBroken, Trouble
from casework.events import MAX_EVENT_BYTES, Event, Header, read_header
from counter_app.store.database import Database, Row
from counter_app.store.entry import Stream

_PAGE = 500


class Streams:
    """The table of streams, and the own events in it."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def stream(self) -> Stream | None:
        """Return the stream that writes now; None before the window is enrolled."""
        row = self._db.one(
            """SELECT origin, epoch, epoch_char, head, hash, acked, backup_mark, base_seq,
                coalesce(base_hash, x'') AS base_hash, epoch_chars
            FROM stream
            ORDER BY place DESC
            LIMIT 1"""
        )
        return Stream(**row) if row else None

    def present(self) -> Stream:
        """Return the stream that writes now.

        Raises:
            RuleBroken: `desk.not_enrolled`.
        """
        stream = self.stream()
        if stream is None:
            raise RuleBroken("desk.not_enrolled")
        return stream

    def knows_epoch(self, epoch: str) -> bool:
        """Say whether this database ever wrote under `epoch`."""
        return self._db.one("SELECT 1 FROM stream WHERE epoch = :epoch", epoch=epoch) is not None

    def open_stream(self, origin: str, epoch: str, epoch_char: str, at_ms: int, *, used: str = "") -> None:
        """Begin a new stream; what is written from now on belongs to it. Inside a transaction.

        `used` are the epoch characters that were used before.
        """
        self._db.run(
            """INSERT INTO stream (epoch, place, epoch_char, epoch_chars, origin, hash, opened_ms)
            VALUES (
                :epoch, (SELECT coalesce(max(place), 0) + 1 FROM stream), :epoch_char, :epoch_chars, :origin, :hash,
                :at_ms
            )""",
            epoch=epoch,
            epoch_char=epoch_char,
            epoch_chars=used + epoch_char,
            origin=origin,
            hash=chain.stream_start(origin, epoch),
            at_ms=at_ms,
        )

    # --- writing --------------------------------------------------------------------------------------------------

    def append(self, event: Event) -> int:
        """Write an event of this desk at the end of its stream and return its sequence number. Inside a transaction.

        Raises:
            RuleBroken: `event.too_large`, or `desk.not_enrolled`; nothing was written.
        """
        if len(event.raw) > MAX_EVENT_BYTES:
            raise RuleBroken("event.too_large", size=len(event.raw), limit=MAX_EVENT_BYTES)
        return self._put(event.header, event.raw)

    def adopt(self, raw: bytes) -> Header | None:
        """Write an event that a lost copy of this desk had written, under its own id. Inside a transaction.

        Returns its header, or None if it is here already or cannot be read.
        """
        header = read_header(raw)
        if header is None or self._db.one("SELECT 1 FROM event WHERE id = :id", id=header.id):
            return None
        self._put(header, raw)
        return header

    def _put(self, header: Header, raw: bytes) -> int:
        stream = self.present()
        seq, tip = stream.head + 1, chain.link(stream.hash, raw)
        self._db.run(
            """INSERT INTO event (id, origin, epoch, seq, hash, case_id, type, at_ms, raw, supersedes)
            VALUES (:id, :origin, :epoch, :seq, :hash, :case_id, :type, :at_ms, :raw, :supersedes)""",
            id=header.id,
            origin=stream.origin,
            epoch=stream.epoch,
            seq=seq,
            hash=tip,
            case_id=header.case,
            type=header.type,
            at_ms=header.at,
            raw=raw,
            supersedes=header.supersedes,
        )
        self._move_head(stream.epoch, seq, tip)
        return seq

    def _move_head(self, epoch: str, seq: int, tip: bytes) -> None:
        self._db.run("UPDATE stream SET head = :seq, hash = :tip WHERE epoch = :epoch", seq=seq, tip=tip, epoch=epoch)

    def rechain(self, epoch: str, epoch_char: str, at_ms: int, *, used: str) -> int:
        """Open `epoch` and put every event that is left of the present stream into it, in order; return how many.

        For a database that is older than what it was known to have written. The server knows the events by their ids.
        """
        old = self.stream()
        if old is None:
            return 0
        self.open_stream(old.origin, epoch, epoch_char, at_ms, used=used)
        tip = chain.stream_start(old.origin, epoch)
        moved = []
        for seq, row in enumerate(self._stream_rows(old.epoch, after=old.base_seq), start=1):
            tip = chain.link(tip, row["raw"])
            moved.append({"line": row["line"], "epoch": epoch, "seq": seq, "hash": tip})
        self._db.run_many("UPDATE event SET epoch = :epoch, seq = :seq, hash = :hash WHERE line = :line", moved)
        self._move_head(epoch, len(moved), tip)
        return len(moved)

    def rebase(self, seq: int) -> None:
        """Let the present stream begin behind its event `seq`, which is about to be pruned. Inside a transaction."""
        self._db.run(
            "UPDATE stream SET base_seq = :seq, base_hash = :hash WHERE epoch = :epoch",
            seq=seq,
            hash=self.hash_at(seq),
            epoch=self.present().epoch,
        )

    # --- reading --------------------------------------------------------------------------------------------------

    def hash_at(self, seq: int) -> bytes:
        """Return the present stream's hash after its event `seq`; 0 is its beginning.

        Raises:
            RuleBroken: `desk.not_enrolled`.
            Trouble: `sync.pruned_below`, the event is not here any more.
        """
        stream = self.present()
        if seq == 0:
            return chain.stream_start(stream.origin, stream.epoch)
        if seq == stream.base_seq:
            return stream.base_hash
        if seq == stream.head:
            return stream.hash
        self._must_be_here(stream, seq)
        found = self._db.value(
            "SELECT hash FROM event WHERE epoch = :epoch AND seq = :seq AND hash IS NOT NULL",
            epoch=stream.epoch,
            seq=seq,
        )
        return bytes(found)

    @staticmethod
    def _must_be_here(stream: Stream, seq: int) -> None:
        if seq < stream.base_seq:
            raise Trouble("sync.pruned_below", asked=seq, base=stream.base_seq)

    def raws_after(self, seq: int) -> Iterator[tuple[int, bytes]]:
        """Yield number and bytes of the present stream's events behind `seq`, in order."""
        for row in self._stream_rows(self.present().epoch, after=seq):
            yield row["seq"], bytes(row["raw"])

    def cases_after(self, seq: int, until: int) -> Iterator[tuple[int, str]]:
        """Yield number and case of the present stream's events behind `seq` up to `until`, in order."""
        epoch = self.present().epoch
        while True:
            rows = self._db.rows(
                """SELECT seq, case_id
                FROM event
                WHERE epoch = :epoch AND hash IS NOT NULL AND seq > :after AND seq <= :until
                ORDER BY seq
                LIMIT :page""",
                epoch=epoch,
                after=seq,
                until=until,
                page=_PAGE,
            )
            yield from ((row["seq"], row["case_id"]) for row in rows)
            if len(rows) < _PAGE:
                return
            seq = rows[-1]["seq"]

    def check_chain(self) -> int:
        """Recompute the present stream's chain over the stored bytes; return 0 if it holds, else the first bad seq."""
        stream = self.stream()
        if stream is None:
            return 0
        tip, expected = self.hash_at(stream.base_seq), stream.base_seq + 1
        for row in self._stream_rows(stream.epoch, after=stream.base_seq):
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
                """SELECT line, seq, hash, raw, verdict, ver, number, serial
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
