"""What this department states: its own stream, each event chained to the one before, kept until it has its verdict."""

from collections.abc import Sequence
from dataclasses import dataclass

from casework.chain import link, stream_start
from casework.contract import EventVerdict, Receipt
from casework.events import Event
from casework.lifecycle import COUNTS, Verdict
from sync_server.department.store.database import Database

_REMEMBERED = frozenset(verdict.value for verdict in COUNTS | {Verdict.CONTESTED})


@dataclass(frozen=True, slots=True)
class Written:
    """One event of the own stream; `verdict` is None until the server has said it."""

    seq: int
    id: str
    case_id: str
    hash: bytes
    raw: bytes
    verdict: str | None
    reason: str
    ver: int
    was: str | None

    @property
    def receipt(self) -> Receipt | None:
        """What became of the event at a server that lost it; None if it counted for nothing there."""
        if self.was not in _REMEMBERED or not self.ver:
            return None
        return Receipt(seq=self.seq, ver=self.ver, contested=self.was == Verdict.CONTESTED.value)


class Journal:
    """The own stream (department, epoch); changes belong inside `Database.writing`."""

    def __init__(self, database: Database, origin: str) -> None:
        self.origin = origin
        self._database = database

    def epoch(self) -> str | None:
        """Return the epoch of this database; None until it was given one."""
        rows = self._database.rows("SELECT value FROM setting WHERE name = 'epoch'")
        return str(rows[0]["value"]) if rows else None

    def begin(self, epoch: str) -> None:
        """Begin a new epoch; whatever was written is chained again under it, and waits for its verdict again."""
        self._database.run(
            """
            INSERT INTO setting (name, value)
            VALUES ('epoch', :epoch)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """,
            epoch=epoch,
        )
        now = stream_start(self.origin, epoch)
        for one in self.after(0):
            now = link(now, one.raw)
            self._database.run(
                "UPDATE outbox SET hash = :hash, was = COALESCE(verdict, was), verdict = NULL WHERE seq = :seq",
                hash=now,
                seq=one.seq,
            )

    def write(self, event: Event) -> int:
        """Append an event; return its number."""
        rows = self._database.rows("SELECT seq, hash FROM outbox ORDER BY seq DESC LIMIT 1")
        seq, before = (rows[0]["seq"], rows[0]["hash"]) if rows else (0, self.hash_at(0))
        self._database.run(
            """
            INSERT INTO outbox (seq, id, case_id, hash, raw)
            VALUES (:seq, :id, :case_id, :hash, :raw)
            """,
            seq=seq + 1,
            id=event.header.id,
            case_id=event.header.case,
            hash=link(before, event.raw),
            raw=event.raw,
        )
        for blob in event.header.blobs:
            self._database.run(
                "INSERT INTO blob_out (sha256) VALUES (:sha256) ON CONFLICT DO NOTHING", sha256=blob.sha256
            )
        return int(seq) + 1

    def seen_epoch(self) -> int:
        """Return the server's epoch as it was last heard of; 0 before the first."""
        rows = self._database.rows("SELECT value FROM setting WHERE name = 'server_epoch'")
        return int(rows[0]["value"]) if rows else 0

    def see_epoch(self, epoch: int) -> None:
        """Note the server's epoch."""
        self._database.run(
            """
            INSERT INTO setting (name, value)
            VALUES ('server_epoch', :epoch)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """,
            epoch=str(epoch),
        )

    def acked(self) -> int:
        """Return up to which number every event has its verdict."""
        rows = self._database.rows(
            """
            SELECT COALESCE(MIN(CASE WHEN verdict IS NULL THEN seq - 1 END), MAX(seq), 0)
            FROM outbox
            """
        )
        return int(rows[0][0])

    def hash_at(self, seq: int) -> bytes:
        """Return the chain's hash after number `seq`, which must exist; 0 is the start."""
        if seq == 0:
            return stream_start(self.origin, self.epoch() or "")
        return bytes(self._database.rows("SELECT hash FROM outbox WHERE seq = :seq", seq=seq)[0]["hash"])

    def last(self) -> int:
        """Return the number of the last event; 0 before the first."""
        return int(self._database.rows("SELECT COALESCE(MAX(seq), 0) FROM outbox")[0][0])

    def after(self, seq: int, limit: int = -1) -> list[Written]:
        """Return the events behind number `seq`, at most `limit` of them."""
        return self._written("WHERE seq > :seq ORDER BY seq LIMIT :limit", seq=seq, limit=limit)

    def waiting(self) -> list[Written]:
        """Return the events without a verdict."""
        return self._written("WHERE verdict IS NULL ORDER BY seq")

    def ahead(self, case_id: str) -> list[Written]:
        """Return the events of a case that hold, or may, and have not come back through the mailbox yet."""
        return self._written(
            """
            WHERE case_id = :case_id
                AND (verdict IS NULL OR verdict = 'applied')
                AND NOT EXISTS (SELECT 1 FROM event WHERE event.id = outbox.id)
            ORDER BY seq
            """,
            case_id=case_id,
        )

    def refused(self) -> list[Written]:
        """Return the events that did not take effect; what waits for its turn while a server is refilled will."""
        return self._written(
            """
            WHERE verdict IN ('contested', 'held', 'quarantined') AND reason NOT LIKE 'case.refill%'
            ORDER BY seq
            """
        )

    def settle(self, verdicts: Sequence[EventVerdict]) -> None:
        """Keep the server's verdicts."""
        for one in verdicts:
            self._database.run(
                "UPDATE outbox SET verdict = :verdict, reason = :reason, ver = :ver WHERE seq = :seq",
                verdict=one.verdict.value,
                reason=one.reason,
                ver=one.ver,
                seq=one.seq,
            )

    def unsettle(self, seq: int) -> None:
        """Let what comes behind number `seq` be sent again, documents too: the server has lost it."""
        self._database.run(
            "UPDATE outbox SET was = verdict, verdict = NULL WHERE seq > :seq AND verdict IS NOT NULL", seq=seq
        )
        self._database.run("UPDATE blob_out SET sent = 0")

    def unsent_blobs(self) -> tuple[str, ...]:
        """Return the blobs that the server is not known to have."""
        rows = self._database.rows("SELECT sha256 FROM blob_out WHERE sent = 0 ORDER BY sha256")
        return tuple(row["sha256"] for row in rows)

    def blob_sent(self, sha256: str) -> None:
        """Note that the server has a blob."""
        self._database.run("UPDATE blob_out SET sent = 1 WHERE sha256 = :sha256", sha256=sha256)

    def _written(self, rest: str, **values: object) -> list[Written]:
        # `rest` is one of the texts above, never made of values.
        query = f"SELECT seq, id, case_id, hash, raw, verdict, reason, ver, was FROM outbox {rest}"  # noqa: S608
        return [Written(**dict(row)) for row in self._database.rows(query, **values)]
