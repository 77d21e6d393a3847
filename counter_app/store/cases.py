"""Cases as rows: what the server confirmed, in its order, with the desk's own unacknowledged events on top.

A row can always be thrown away and made again from the journal; that it comes out the same is a promise with a test.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import msgspec

from casework.case_state import Case
from casework.facts import CaseOpened
from casework.lifecycle import Verdict, judge, step
from counter_app.store.blanks import Blanks, is_of_blanks
from counter_app.store.case_rows import CaseRows, Shown, WordsOf
from counter_app.store.database import Database, Row
from counter_app.store.entry import Entry
from counter_app.store.journal import Journal

DueOf = Callable[[Case], date | None]
"""Gives the nearest day that matters for a case; the calendar behind it is the desk's."""
_OPENED = "case.opened"
_AT_ONCE = 500
_decoder = msgspec.json.Decoder(Case)


@dataclass(frozen=True, slots=True)
class Projected:
    """A case as this desk shows it: `unacked` events are still to be confirmed, `refused` own ones need a person."""

    case: Case
    due_on: date | None
    unacked: int
    refused: int
    changed_ms: int

    @property
    def pending(self) -> bool:
        """Whether the server has yet to confirm what is shown (待确认)."""
        return self.unacked > 0


class Cases:
    """The table of cases, kept in step with the journal."""

    def __init__(self, database: Database, journal: Journal, due_of: DueOf, words_of: WordsOf) -> None:
        self._db = database
        self._journal = journal
        self._due_of = due_of
        self._words_of = words_of
        self._rows = CaseRows(database)
        self._blanks = Blanks(database)

    def get(self, case_id: str) -> Projected | None:
        """Return a case by its id."""
        row = self._db.one(f"{_ROWS} WHERE id = :id", id=case_id)
        return projected(row) if row else None

    def confirmed_version(self, case_id: str) -> int | None:
        """Return the last version of a case that the server told us of."""
        found = self._db.value("SELECT max(ver) FROM event WHERE case_id = :id AND verdict IS NOT NULL", id=case_id)
        return int(found) if found else None

    def on_sheet(self, sheet: str) -> tuple[Projected, ...]:
        """Return the cases whose papers went out on a hand-over sheet, in the order in which they were entered."""
        rows = self._db.rows(
            f"{_ROWS} {_ON_SHEET} ORDER BY line",
            quoted=f'"sheet":"{sheet}"',
        )
        return tuple(projected(row) for row in rows)

    def as_of(self, case_id: str, event_id: str) -> Case | None:
        """Return a case as it stood right after one of its events, for a paper that states what was true then."""
        folded: Case | None = None
        for entry in _in_order(self._journal.history(case_id)):
            folded = self._fold(folded, entry)
            if entry.id == event_id:
                return folded
        return folded

    def refresh(self, case_ids: Iterable[str]) -> None:
        """Make the rows of these cases again. Inside the transaction that changed their events."""
        wanted = list(dict.fromkeys(case_ids))
        for start in range(0, len(wanted), _AT_ONCE):
            self._refresh(wanted[start : start + _AT_ONCE])

    def put_off(self, case_ids: Iterable[str]) -> None:
        """Note that the rows of these cases are to be made again by `catch_up`, instead of making them now.

        Inside the transaction that changed their events. A mailbox that brings much brings the same cases again and
        again; they are made once, when it is read to its end. Until then they are shown as they were.
        """
        rows = [(case_id,) for case_id in case_ids]
        self._db.run_many("INSERT INTO stale_case (case_id) VALUES (?) ON CONFLICT DO NOTHING", rows)

    def bring_up(self, case_id: str) -> None:
        """Make the row of a case now if it was put off, before somebody builds on it. Inside a transaction."""
        if self._db.run("DELETE FROM stale_case WHERE case_id = :id", id=case_id):
            self.refresh((case_id,))

    def catch_up(self) -> tuple[str, ...]:
        """Make some of the rows that were put off and return their cases; none when there are no more.

        Inside a transaction.
        """
        rows = self._db.tuples("SELECT case_id FROM stale_case ORDER BY case_id LIMIT :most", most=_AT_ONCE)
        case_ids = tuple(case_id for (case_id,) in rows)
        self.refresh(case_ids)
        self._db.run_many("DELETE FROM stale_case WHERE case_id = ?", rows)
        return case_ids

    def _refresh(self, case_ids: list[str]) -> None:
        histories = self._journal.histories(case_ids)
        standing = self._rows.standing(case_ids)
        own = self._own_origin()
        shown, gone = [], []
        for case_id in case_ids:
            entries, before = histories.get(case_id, ()), standing.get(case_id)
            if is_of_blanks(entries):
                self._blanks.refresh(case_id, entries)
                continue
            folded = self._folded(entries)
            if folded is not None:
                shown.append((self._shown(folded, entries, own), before))
            elif before is not None:
                gone.append(before)
        self._rows.write(shown, self._words_of)
        self._rows.drop(gone)

    def _folded(self, entries: Iterable[Entry]) -> Case | None:
        """Return what the events make of their case; None if nothing can be shown of it."""
        folded: Case | None = None
        for entry in _in_order(entries):
            folded = self._fold(folded, entry)
        return folded

    def rebuild(self) -> int:
        """Throw every row away and make it again from the journal; return how many there are."""
        with self._db.writing():
            self._rows.drop_all()
            self._db.run("DELETE FROM stale_case")
            self.refresh(self._journal.case_ids())
        return int(self._db.value("SELECT count(*) FROM case_row"))

    def differing(self) -> tuple[str, ...]:
        """Return the cases whose row is not what their events make of them; nothing is changed.

        Rows that were put off are known to be old and do not count.
        """
        put_off = {case_id for (case_id,) in self._db.tuples("SELECT case_id FROM stale_case")}
        differing = []
        for case_id in self._journal.case_ids():
            if case_id in put_off:
                continue
            folded = self._folded(self._journal.history(case_id))
            row = self.get(case_id)
            if (row.case if row else None) != folded:
                differing.append(case_id)
        return tuple(differing)

    def digest_rows(self) -> tuple[tuple[object, ...], ...]:
        """Return every row as plain values in the order of the ids, to compare before and after a rebuild."""
        rows = self._db.rows("SELECT * FROM case_row ORDER BY id")
        return tuple(tuple(value for name, value in row.items() if name != "line") for row in rows)

    def _fold(self, case: Case | None, entry: Entry) -> Case | None:
        event = entry.event()
        if event is None or (case is None) != isinstance(event.fact, CaseOpened):
            return case
        # What waits is shown only as far as the table allows it; the server will contest the rest.
        if not entry.counts and judge(case, event, entry.origin).verdict is not Verdict.APPLIED:
            return case
        return step(case, event, number=entry.number, serial=entry.serial)

    def _shown(self, case: Case, entries: tuple[Entry, ...], own: str) -> Shown:
        return Shown(
            case=case,
            due_on=self._due_of(case),
            changed_ms=max([entry.at_ms for entry in entries]),
            unacked=sum([entry.pending for entry in entries]),
            refused=sum([entry.origin == own and _needs_a_person(entry, entries) for entry in entries]),
        )

    def _own_origin(self) -> str:
        stream = self._journal.stream()
        return stream.origin if stream else ""


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return what makes the case: what counts, in the server's order, then what waits or is held, in ours.

    An opening that was refused still begins a case that has no other: the papers lie at the window, and whoever puts it
    right must find it.
    """
    entries = tuple(entries)
    counting = [entry for entry in entries if entry.counts]
    counting.sort(key=lambda entry: entry.ver)
    place = {entry.id: number for number, entry in enumerate(entries)}
    pending = sorted(
        (entry for entry in entries if entry.pending),
        # What stands in for a refused event is judged before what came after that.
        key=lambda entry: place.get(entry.supersedes, place[entry.id]),
    )
    shown = counting + pending
    if any(entry.type == _OPENED for entry in shown):
        return shown
    return [entry for entry in entries if entry.type == _OPENED][-1:] + shown


def _needs_a_person(entry: Entry, entries: Iterable[Entry]) -> bool:
    return entry.needs_a_person and not any(
        later.supersedes == entry.id and later.verdict is not Verdict.QUARANTINED for later in entries
    )


def projected(row: Row) -> Projected:
    """Return the row of a case as a value."""
    return Projected(
        case=_decoder.decode(row["state"]),
        due_on=date.fromisoformat(row["due_on"]) if row["due_on"] else None,
        unacked=row["unacked"],
        refused=row["refused"],
        changed_ms=row["changed_ms"],
    )


_ROWS = "SELECT state, due_on, unacked, refused, changed_ms FROM case_row"
_ON_SHEET = """WHERE id IN (
    SELECT case_id
    FROM event
    WHERE type = 'originals.handed_over'
    AND instr(CAST(raw AS TEXT), :quoted) > 0
)"""
