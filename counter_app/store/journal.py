"""Every event this desk wrote or received, byte for byte: outbox, history and evidence in one table.

Own events are chained per stream (origin, epoch) in the transaction that writes them. Nothing is ever changed but what
the server adds: a verdict, a version, a position; and whole finished cases are removed only by pruning.
"""

from collections.abc import Iterator, Sequence

import msgspec

from casework.lifecycle import Verdict
from counter_app.store.entry import ENTRIES, FOR_TURN, Entry, entry_at, entry_of
from counter_app.store.incoming import Incoming
from counter_app.store.outgoing import Outgoing


class Journal(Outgoing, Incoming):
    """The whole of it: writing and the chain, sending, receiving, and here what is read."""

    def history(self, case_id: str) -> tuple[Entry, ...]:
        """Return every event of a case in the order in which it came to this desk."""
        rows = self._db.rows(f"{ENTRIES} WHERE case_id = :case_id ORDER BY line", case_id=case_id)
        return tuple(entry_of(row) for row in rows)

    def histories(self, case_ids: Sequence[str]) -> dict[str, tuple[Entry, ...]]:
        """Return the events of each of these cases as `history` does; what is not known is left out."""
        rows = self._db.tuples(
            f"{ENTRIES} WHERE case_id IN (SELECT value FROM json_each(:ids)) ORDER BY case_id, line",  # noqa: S608 - fixed columns
            ids=msgspec.json.encode(case_ids).decode(),
        )
        found: dict[str, list[Entry]] = {}
        for row in rows:
            entry = entry_at(row)
            found.setdefault(entry.case_id, []).append(entry)
        return {case_id: tuple(entries) for case_id, entries in found.items()}

    def entry(self, event_id: str) -> Entry | None:
        """Return one event by its id."""
        row = self._db.one(f"{ENTRIES} WHERE id = :id", id=event_id)
        return entry_of(row) if row else None

    def last_own(self) -> Entry | None:
        """Return the last event this desk wrote under its present epoch."""
        stream = self.stream()
        if stream is None or stream.head == stream.base_seq:
            return None
        row = self._db.one(
            f"{ENTRIES} WHERE epoch = :epoch AND seq = :seq AND hash IS NOT NULL",
            epoch=stream.epoch,
            seq=stream.head,
        )
        return entry_of(row) if row else None

    def own_backwards(self, page: int = 200) -> Iterator[Entry]:
        """Give the events that this desk wrote under its present epoch, the last one first, a page at a time."""
        stream = self.stream()
        below = stream.head + 1 if stream else 0
        while stream is not None and below > 1:
            rows = self._db.rows(
                f"{ENTRIES} WHERE epoch = :epoch AND hash IS NOT NULL AND seq < :below ORDER BY seq DESC LIMIT :page",
                epoch=stream.epoch,
                below=below,
                page=page,
            )
            entries = [entry_of(row) for row in rows]
            yield from entries
            below = entries[-1].seq if entries else 0

    # --- the outbox -----------------------------------------------------------------------------------------------

    def waiting(self, limit: int = 500) -> tuple[Entry, ...]:
        """Return own events that have no verdict yet, oldest first."""
        stream = self.stream()
        if stream is None:
            return ()
        rows = self._db.rows(
            f"{ENTRIES} WHERE epoch = :epoch AND hash IS NOT NULL AND seq > :acked ORDER BY seq LIMIT :limit",
            epoch=stream.epoch,
            acked=stream.acked,
            limit=limit,
        )
        return tuple(entry_of(row) for row in rows)

    def refused(self, limit: int = 500) -> tuple[Entry, ...]:
        """Return own events that need a person, newest first.

        Contested, held, quarantined, or with another verdict than they had before. Left out is what was set aside, and
        what another event stands in for.
        """
        return self._own(f"{_NEEDS_A_PERSON} AND set_aside = 0 AND NOT {_SUPERSEDED}", limit)

    def aside(self, limit: int = 500) -> tuple[Entry, ...]:
        """Return own events that needed a person and were set aside, newest first."""
        return self._own(f"{_NEEDS_A_PERSON} AND set_aside = 1 AND NOT {_SUPERSEDED}", limit)

    def _own(self, condition: str, limit: int) -> tuple[Entry, ...]:
        stream = self.stream()
        if stream is None:
            return ()
        rows = self._db.rows(
            f"{ENTRIES} WHERE origin = :origin AND {_OF_NOTE} AND {condition} ORDER BY line DESC LIMIT :limit",
            origin=stream.origin,
            limit=limit,
        )
        return tuple(entry_of(row) for row in rows)

    def counts(self) -> dict[Verdict, int]:
        """Return how many own events stand under each verdict that a person has to look at; see `refused`."""
        found = self._db.rows(
            f"""SELECT verdict, count(*) AS n
            FROM event
            WHERE origin = :origin AND {_OF_NOTE}
            AND {_REFUSED} AND NOT {_CHANGED} AND set_aside = 0 AND NOT {_SUPERSEDED}
            GROUP BY verdict""",  # noqa: S608 - fixed conditions
            origin=self._origin(),
        )
        return {Verdict(row["verdict"]): row["n"] for row in found}

    def changed(self) -> int:
        """Return how many own events got another verdict than they had, which nobody has seen yet."""
        return self._count(f"{_CHANGED} AND set_aside = 0 AND NOT {_SUPERSEDED}")

    def count_aside(self) -> int:
        """Return how many own events were set aside."""
        return self._count(f"{_NEEDS_A_PERSON} AND set_aside = 1 AND NOT {_SUPERSEDED}")

    def _count(self, condition: str) -> int:
        sql = f"SELECT count(*) FROM event WHERE origin = :origin AND {_OF_NOTE} AND {condition}"  # noqa: S608 - fixed
        return int(self._db.value(sql, origin=self._origin()))

    def _origin(self) -> str:
        stream = self.stream()
        return stream.origin if stream else ""

    def held(self, limit: int = 50) -> tuple[str, ...]:
        """Return the ids of own events that are held, oldest first; what they wait for may have been settled."""
        rows = self._db.rows(
            f"""SELECT id
            FROM event
            WHERE origin = :origin AND {_OF_NOTE} AND verdict = 'held'
            ORDER BY line
            LIMIT :limit""",  # noqa: S608 - fixed conditions
            origin=self._origin(),
            limit=limit,
        )
        return tuple(row["id"] for row in rows)

    def successor(self, event_id: str) -> Entry | None:
        """Return the last event that was written to stand in for another."""
        row = self._db.one(
            f"{ENTRIES} WHERE supersedes <> '' AND supersedes = :id ORDER BY line DESC LIMIT 1", id=event_id
        )
        return entry_of(row) if row else None

    # --- all of it ------------------------------------------------------------------------------------------------

    def case_ids(self) -> tuple[str, ...]:
        """Return every case of the journal, in the order in which they came."""
        rows = self._db.rows("SELECT case_id FROM event GROUP BY case_id ORDER BY min(line)")
        return tuple(row["case_id"] for row in rows)

    def size(self) -> int:
        """Return how many events there are."""
        return int(self._db.value("SELECT count(*) FROM event"))


_REFUSED = f"(verdict IN ('contested', 'held', 'quarantined') AND reason NOT LIKE '{FOR_TURN}%')"
_CHANGED = "(was <> '' AND verdict <> 'held')"
# What the index of these rows says, word for word: only then is it used.
_OF_NOTE = "(verdict IN ('contested', 'held', 'quarantined') OR was <> '')"
_NEEDS_A_PERSON = f"({_REFUSED} OR {_CHANGED})"
_SUPERSEDED = """EXISTS (
    SELECT 1
    FROM event AS later
    WHERE later.supersedes <> '' AND later.supersedes = event.id
    AND (later.verdict IS NULL OR later.verdict <> 'quarantined')
)"""
