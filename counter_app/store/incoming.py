"""What comes from the hall's mailbox: everybody's events, each with its verdict and its position."""

from collections.abc import Iterable, Iterator

from casework import chain
from casework.contract import FeedRow
from casework.events import Header, read_header
from counter_app.store.entry import WAS
from counter_app.store.position import Cursor
from counter_app.store.streams import Streams

_PAGE = 5000
_MOST_AT_ONCE = 500


class Incoming(Streams):
    """Receiving. Positions are those of one mailbox, the hall's."""

    def receive(self, row: FeedRow) -> str | None:
        """Keep one event of the mailbox and return its case; None if not even its header can be read.

        Inside a transaction. An event that is here already only learns its verdict and position.
        """
        headers = self.receive_all((row,))
        return headers[0].case if headers else None

    def receive_all(self, rows: Iterable[FeedRow]) -> tuple[Header, ...]:
        """Keep events of the mailbox as `receive` does and return their headers, of those that have one."""
        kept = []
        for row in rows:
            raw = bytes(row.e)
            header = read_header(raw)
            if header is not None:
                kept.append((row, raw, header))
        self._db.run_many(_RECEIVE, [_received(*one) for one in kept])
        return tuple(header for _, _, header in kept)

    # --- what the mailbox had ---------------------------------------------------------------------------------------

    def placed(self, after: int) -> Iterator[tuple[int, str]]:
        """Yield position and id of every event behind a position of the mailbox, in order."""
        while True:
            rows = self._db.rows(
                "SELECT box_pos, id FROM event WHERE box_pos > :after ORDER BY box_pos LIMIT :page",
                after=after,
                page=_PAGE,
            )
            yield from ((row["box_pos"], row["id"]) for row in rows)
            if len(rows) < _PAGE:
                return
            after = rows[-1]["box_pos"]

    def marks(self, base: Cursor, last: int) -> tuple[Cursor, ...]:
        """Return checkpoints of the mailbox that was read to `last`: there and 1, 2, 4 … before it, then `base`.

        The chain is made again from the ids in the order of the mailbox; where it has a gap it ends.
        """
        wanted = {last} | {last - (1 << power) for power in range(last.bit_length())}
        found = [base]
        link, expected = base.chain, base.pos + 1
        for pos, event_id in self.placed(base.pos):
            if pos != expected or pos > last:
                break
            link, expected = chain.box_link(link, event_id), pos + 1
            if pos in wanted:
                found.append(Cursor(pos, link))
        return tuple(reversed(found))

    def check_box(self, base: Cursor, cursor: Cursor) -> int:
        """Make the mailbox's chain again from `base` to `cursor`; return 0 if it holds, else where it breaks."""
        link, expected = base.chain, base.pos + 1
        for pos, event_id in self.placed(base.pos):
            if pos != expected:
                return expected
            link, expected = chain.box_link(link, event_id), pos + 1
        return 0 if Cursor(expected - 1, link) == cursor else expected

    def unplace(self, after: int) -> None:
        """Forget the positions behind one: the mailbox went on differently from there. Inside a transaction."""
        self._db.run("UPDATE event SET box_pos = NULL WHERE box_pos > :after", after=after)

    def has_unplaced(self) -> bool:
        """Say whether others' events are here that lost their position and have not got a new one."""
        return self._db.one(f"SELECT 1 FROM event WHERE {_UNPLACED} LIMIT 1") is not None  # noqa: S608 - a fixed condition

    def unconfirm(self) -> tuple[str, ...]:
        """Take the verdict from others' events that the mailbox, read to its end, does not have any more.

        Inside a transaction; some hundreds at once. Returns their cases: the events are kept and shown as not confirmed
        until their writer has sent them again.
        """
        rows = self._db.rows(
            f"SELECT line, case_id FROM event WHERE {_UNPLACED} LIMIT :most",  # noqa: S608 - a fixed condition
            most=_MOST_AT_ONCE,
        )
        self._db.run_many("UPDATE event SET verdict = NULL, ver = NULL WHERE line = :line", [dict(row) for row in rows])
        return tuple(dict.fromkeys(row["case_id"] for row in rows))


def _received(row: FeedRow, raw: bytes, header: Header) -> dict[str, object]:
    return {
        "id": header.id,
        "origin": row.o,
        "epoch": row.ep,
        "seq": row.s,
        "case_id": header.case,
        "type": header.type,
        "at_ms": header.at,
        "raw": raw,
        "verdict": row.v.value,
        "ver": row.ver,
        "number": row.n,
        "serial": row.sl,
        "pos": row.p,
        "supersedes": header.supersedes,
    }


_UNPLACED = "box_pos IS NULL AND hash IS NULL AND verdict IS NOT NULL"
_RECEIVE = f"""INSERT INTO event (id, origin, epoch, seq, case_id, type, at_ms, raw, verdict, ver, number, serial,
    box_pos, supersedes)
VALUES (:id, :origin, :epoch, :seq, :case_id, :type, :at_ms, :raw, :verdict, :ver, :number, :serial,
    :pos, :supersedes)
ON CONFLICT (id) DO UPDATE
SET was = CASE WHEN event.hash IS NULL THEN '' ELSE {WAS.format(new="excluded.verdict")} END,
    set_aside = CASE WHEN event.verdict = excluded.verdict THEN event.set_aside ELSE 0 END,
    reason = CASE WHEN event.verdict = excluded.verdict THEN event.reason ELSE '' END,
    held_by = CASE WHEN event.verdict = excluded.verdict THEN event.held_by ELSE '' END,
    verdict = excluded.verdict, ver = excluded.ver, box_pos = excluded.box_pos, number = excluded.number,
    serial = excluded.serial"""  # noqa: S608 - a fixed expression
