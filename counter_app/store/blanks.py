"""Boxes of numbered blanks as rows: folded from their facts, thrown away and made again like the rows of cases.

What was pruned from the journal lives on in `base`, the box as it stood then; the facts that are left go on from there.
Which facts a base holds is kept, because a mailbox that is read anew brings them once more.
"""

import json
from collections.abc import Sequence

import msgspec

from casework.blanks import PREFIX, Box, replay
from casework.fact import Fact
from casework.lifecycle import Verdict
from counter_app.store.database import Database
from counter_app.store.entry import Entry
from counter_app.store.journal import Journal

_LAST = 2**62
_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Box)


class Blanks:
    """The table of boxes, kept in step with the journal."""

    def __init__(self, database: Database) -> None:
        self._db = database

    # --- reading --------------------------------------------------------------------------------------------------

    def get(self, box_id: str) -> Box | None:
        """Return a box by its id."""
        row = self._db.one("SELECT state FROM blank_box WHERE id = :id", id=box_id)
        return _decoder.decode(row["state"]) if row else None

    def all(self) -> tuple[Box, ...]:
        """Return every box of the hall, in the order in which they came to be known here."""
        return tuple(
            _decoder.decode(row["state"]) for row in self._db.rows("SELECT state FROM blank_box ORDER BY line")
        )

    def open_at(self, window: str, kind: str = "") -> tuple[Box, ...]:
        """Return the boxes of a window that still hold blanks, of one kind if it is given, the oldest first."""
        rows = self._db.rows(
            """SELECT state FROM blank_box
            WHERE window = :window AND stock > 0 AND (:kind = '' OR kind = :kind)
            ORDER BY line""",
            window=window,
            kind=kind,
        )
        return tuple(_decoder.decode(row["state"]) for row in rows)

    def knows(self, kind: str) -> bool:
        """Say whether the hall ever received blanks of a kind."""
        return self._db.one("SELECT 1 FROM blank_box WHERE kind = :kind LIMIT 1", kind=kind) is not None

    def holding(self, number: str, kind: str = "") -> tuple[Box, ...]:
        """Return the boxes a number is of: blanks of two kinds may bear the same numbers."""
        return tuple(box for box in self.all() if kind in {"", box.kind} and box.span.offset(number) is not None)

    def of_case(self, number: str, case_id: str) -> Box | None:
        """Return the box of the blank that was last stated to be a case's."""
        return next((box for box in self.holding(number) if _case_of(box, number) == case_id), None)

    # --- in step with the journal ---------------------------------------------------------------------------------

    def refresh(self, box_id: str, entries: Sequence[Entry]) -> None:
        """Make the row of a box again from its facts. Inside the transaction that changed them."""
        box = replay(self._base(box_id), box_id, _facts(self._unsettled(entries)))
        if box is None:
            self._db.run("DELETE FROM blank_box WHERE id = :id", id=box_id)
        else:
            self.put(box)

    def put(self, box: Box) -> None:
        """Keep a box as it stands now. Inside a transaction."""
        self._db.run(
            """INSERT INTO blank_box (id, line, kind, window, stock, state)
            VALUES (:id, (SELECT coalesce(max(line), 0) + 1 FROM blank_box), :kind, :window, :stock, :state)
            ON CONFLICT (id) DO UPDATE
            SET kind = excluded.kind, window = excluded.window, stock = excluded.stock, state = excluded.state""",
            id=box.id,
            kind=box.kind,
            window=box.window,
            stock=box.balance.stock,
            state=_encoder.encode(box),
        )

    def _base(self, box_id: str) -> Box | None:
        row = self._db.one("SELECT base FROM blank_box WHERE id = :id", id=box_id)
        return _decoder.decode(row["base"]) if row and row["base"] else None

    # --- pruning --------------------------------------------------------------------------------------------------

    def ids(self) -> frozenset[str]:
        """Return the ids of all boxes."""
        return frozenset(row["id"] for row in self._db.rows("SELECT id FROM blank_box"))

    def settled_until(self, epoch: str, before_ms: int) -> int:
        """Return the last number of a stream before its first fact about blanks since `before_ms`."""
        first = self._db.value(
            """SELECT min(seq) FROM event
            WHERE epoch = :epoch AND hash IS NOT NULL AND at_ms >= :before_ms
            AND case_id IN (SELECT id FROM blank_box)""",
            epoch=epoch,
            before_ms=before_ms,
        )
        return int(first) - 1 if first else _LAST

    def settling(self, journal: Journal, until: int) -> tuple[Entry, ...]:
        """Return what goes of every box when the own stream goes up to `until`: its first facts, also others'."""
        stream = journal.stream()
        going: list[Entry] = []
        for box_id in self.ids() if until and stream else ():
            history = journal.history(box_id)
            own = [one for one in history if stream and one.epoch == stream.epoch and one.seq <= until]
            top = max((one.box_pos or 0 for one in own), default=0)
            ids = {one.id for one in own} | {one.id for one in history if one.box_pos and one.box_pos <= top}
            going += [one for one in history if one.id in ids]
        return tuple(going)

    def settle(self, entries: Sequence[Entry]) -> None:
        """Take facts into the bases of their boxes and remove them. Inside a transaction."""
        for box_id in dict.fromkeys(entry.case_id for entry in entries):
            mine = self._unsettled([entry for entry in entries if entry.case_id == box_id])
            box = replay(self._base(box_id), box_id, _facts(mine))
            if box is not None:
                self._db.run("UPDATE blank_box SET base = :base WHERE id = :id", base=_encoder.encode(box), id=box_id)
        gone = [(entry.id,) for entry in entries]
        self._db.run_many("INSERT INTO settled_fact (id) VALUES (?) ON CONFLICT DO NOTHING", gone)
        self._db.run_many("DELETE FROM event WHERE id = ?", gone)

    def _unsettled(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """Return what no base has: a mailbox that was read anew brings settled facts once more."""
        ids = json.dumps([entry.id for entry in entries])
        rows = self._db.rows("SELECT id FROM settled_fact WHERE id IN (SELECT value FROM json_each(:ids))", ids=ids)
        settled = {row["id"] for row in rows}
        return [entry for entry in entries if entry.id not in settled]


def _case_of(box: Box, number: str) -> str:
    blank = box.blank(number)
    return blank.case if blank else ""


def is_of_blanks(entries: Sequence[Entry]) -> bool:
    """Say whether these events, which share one `case`, are about a box of blanks."""
    return bool(entries) and entries[0].type.startswith(PREFIX)


def _facts(entries: Sequence[Entry]) -> list[tuple[Fact, str]]:
    """Return what the facts say, in their order: the server's, then our own that wait for it."""
    standing = [one for one in entries if one.counts or one.verdict is None or one.verdict is Verdict.HELD]
    standing.sort(key=lambda one: one.box_pos if one.counts and one.box_pos else _LAST)
    events = [one.event() for one in standing]
    return [(event.fact, event.header.actor.code) for event in events if event is not None]
