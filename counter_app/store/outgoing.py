"""What goes to the server and what comes back for it: batches of own events, and a verdict for each."""

from collections.abc import Iterable

from casework import chain
from casework.contract import EventVerdict, Receipt
from casework.errors import RuleBroken
from casework.lifecycle import COUNTS, Verdict
from counter_app.store.database import Row
from counter_app.store.entry import WAS, Batch, Stream
from counter_app.store.streams import Streams


class Outgoing(Streams):
    """Sending, as far as the tables know of it."""

    def unsent(self, *, max_events: int, max_bytes: int, behind: int = 0) -> Batch | None:
        """Return the next events without a verdict, within both limits (at least one event), or None.

        `behind` is the number of an event that was sent and whose verdict is not kept yet.
        """
        stream = self.stream()
        if stream is None:
            return None
        after = max(stream.acked, behind)
        return self._batch(stream, after, max_events, max_bytes) if after < stream.head else None

    def alone(self, event_id: str) -> Batch | None:
        """Return one own event that has a verdict, to ask again what became of it; None if there is none."""
        stream = self.stream()
        row = self._db.one("SELECT epoch, seq, hash FROM event WHERE id = :id", id=event_id)
        if stream is None or row is None or row["hash"] is None or row["epoch"] != stream.epoch:
            return None
        return self._batch(stream, row["seq"] - 1, 1, 0) if row["seq"] <= stream.acked else None

    def _batch(self, stream: Stream, after: int, max_events: int, max_bytes: int) -> Batch:
        raws: list[bytes] = []
        receipts: list[Receipt] = []
        size = 0
        for row in self._stream_rows(stream.epoch, after=after, limit=max_events):
            size += len(row["raw"])
            if raws and size > max_bytes:
                break
            raws.append(row["raw"])
            if row["ver"] and row["verdict"] in _REMEMBERED:
                receipts.append(_receipt(row))
        prev = self.hash_at(after)
        tip = chain.tip(prev, raws)
        return Batch(stream.origin, stream.epoch, after + 1, prev, tip, tuple(raws), tuple(receipts))

    def renumbered(self, epoch: str, verdicts: Iterable[EventVerdict]) -> tuple[str, ...]:
        """Return the cases that these verdicts, before they are kept, give another number than they have here."""
        cases = []
        for verdict in verdicts:
            if verdict.verdict is not Verdict.RENUMBERED:
                continue
            row = self._db.one(
                """SELECT case_id
                FROM event
                WHERE epoch = :epoch AND seq = :seq AND hash IS NOT NULL
                AND (number <> :number OR serial <> :serial)""",
                epoch=epoch,
                seq=verdict.seq,
                number=verdict.number,
                serial=verdict.serial,
            )
            if row is not None:
                cases.append(str(row["case_id"]))
        return tuple(cases)

    def store_verdicts(self, epoch: str, verdicts: Iterable[EventVerdict]) -> tuple[str, ...]:
        """Keep what the server said of events of `epoch`, move the mark of what is acknowledged, and return the cases.

        Inside a transaction. A verdict that came before is simply kept again; one that contradicts an earlier one keeps
        that in `was`, until a person has seen it.
        """
        given = {verdict.seq: verdict for verdict in verdicts}
        rows = self._db.tuples(
            """SELECT seq, line, case_id
            FROM event
            WHERE epoch = :epoch AND hash IS NOT NULL AND seq BETWEEN :first AND :last
            ORDER BY seq""",
            epoch=epoch,
            first=min(given, default=0),
            last=max(given, default=0),
        )
        known = [(given[seq], line, case_id) for seq, line, case_id in rows if seq in given]
        self._db.run_many(_JUDGE, [_judgement(verdict, line) for verdict, line, _ in known])
        last = max((verdict.seq for verdict, _, _ in known), default=0)
        self._db.run(
            "UPDATE stream SET acked = max(acked, min(head, :last)) WHERE epoch = :epoch",
            last=last,
            epoch=epoch,
        )
        return tuple(dict.fromkeys(case_id for _, _, case_id in known))

    def rewind(self, acked: int) -> None:
        """Send again from behind `acked`: the server knows less than we thought. Inside a transaction.

        What has no verdict yet is never passed over, however much of it the server has.

        Raises:
            Trouble: `sync.pruned_below`, what the server lacks is not here any more.
        """
        stream = self.stream()
        if stream is not None:
            self._must_be_here(stream, acked)
            self._db.run(
                "UPDATE stream SET acked = min(acked, :acked) WHERE epoch = :epoch",
                acked=acked,
                epoch=stream.epoch,
            )

    def note_backup(self, epoch: str, mark: int) -> None:
        """Keep up to where a verified backup of the server has the stream. Inside a transaction."""
        self._db.run(
            "UPDATE stream SET backup_mark = min(head, :mark) WHERE epoch = :epoch AND backup_mark <> :mark",
            mark=mark,
            epoch=epoch,
        )

    def set_aside(self, event_id: str) -> str:
        """Note that a person has seen what is wrong with an event, and return its case. Inside a transaction.

        Raises:
            RuleBroken: `outbox.nothing_to_set_aside`, nothing is wrong with it.
        """
        row = self._db.one(
            """SELECT case_id
            FROM event
            WHERE id = :id AND (verdict IN ('contested', 'held', 'quarantined') OR was <> '')""",
            id=event_id,
        )
        if row is None:
            raise RuleBroken("outbox.nothing_to_set_aside")
        self._db.run("UPDATE event SET set_aside = 1 WHERE id = :id", id=event_id)
        return str(row["case_id"])


_REMEMBERED = frozenset(verdict.value for verdict in COUNTS | {Verdict.CONTESTED})


def _receipt(row: Row) -> Receipt:
    return Receipt(
        seq=row["seq"],
        ver=row["ver"],
        contested=row["verdict"] == Verdict.CONTESTED.value,
        number=row["number"],
        serial=row["serial"],
    )


def _judgement(verdict: EventVerdict, line: int) -> dict[str, object]:
    return {
        "line": line,
        "verdict": verdict.verdict.value,
        "ver": verdict.ver,
        "reason": verdict.reason,
        "by": verdict.by,
        "number": verdict.number,
        "serial": verdict.serial,
    }


_JUDGE = f"""UPDATE event
SET was = {WAS.format(new=":verdict")},
    set_aside = CASE WHEN verdict = :verdict THEN set_aside ELSE 0 END,
    verdict = :verdict, ver = :ver, reason = :reason, held_by = :by, number = :number, serial = :serial
WHERE line = :line"""  # noqa: S608 - a fixed expression
