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
from counter_app.store.database import Database, Row
from counter_app.store.entry import Entry
from counter_app.store.journal import Journal

DueOf = Callable[[Case], date | None]
"""Gives the nearest day that matters for a case; the calendar behind it is the desk's."""
WordsOf = Callable[[Case], str]
"""Gives the words a case is found by, separated by blanks."""

_OPENED = "case.opened"
_encoder = msgspec.json.Encoder()
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
        for case_id in case_ids:
            entries = self._journal.history(case_id)
            folded: Case | None = None
            for entry in _in_order(entries):
                folded = self._fold(folded, entry)
            if folded is not None:
                self._write(folded, entries)
            else:
                self._drop(case_id)

    def rebuild(self) -> int:
        """Throw every row away and make it again from the journal; return how many there are."""
        with self._db.writing():
            self._db.run("DELETE FROM case_words")
            self._db.run("DELETE FROM case_row")
            self.refresh(self._journal.case_ids())
        return int(self._db.value("SELECT count(*) FROM case_row"))

    def differing(self) -> tuple[str, ...]:
        """Return the cases whose row is not what their events make of them; nothing is changed."""
        differing = []
        for case_id in self._journal.case_ids():
            folded: Case | None = None
            for entry in _in_order(self._journal.history(case_id)):
                folded = self._fold(folded, entry)
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

    def _write(self, case: Case, entries: tuple[Entry, ...]) -> None:
        own = self._own_origin()
        due = self._due_of(case)
        words = self._words_of(case)
        before = self._db.one("SELECT line, words FROM case_row WHERE id = :id", id=case.id)
        self._db.run(
            _UPSERT,
            id=case.id,
            ver=case.ver,
            number=case.number,
            serial=case.serial,
            stage=case.stage.value,
            matter=case.matter,
            department=case.department,
            window=case.window,
            clerk=case.clerk,
            applicant=case.applicant.name,
            applicant_id=case.applicant.id_number,
            phone=case.applicant.phone,
            waybill=case.mailing.waybill if case.mailing else "",
            received_on=case.received_on.isoformat(),
            due_on=due.isoformat() if due else None,
            decided_on=case.decision.decided_on.isoformat() if case.decision else None,
            changed_ms=max(entry.at_ms for entry in entries),
            unacked=sum(entry.pending for entry in entries),
            refused=sum(entry.origin == own and _needs_a_person(entry, entries) for entry in entries),
            words=words,
            state=_encoder.encode(case),
        )
        if before is None or before["words"] != words:
            self._index(case.id, words)

    def _drop(self, case_id: str) -> None:
        """Remove the row of a case of which nothing can be shown."""
        row = self._db.one("SELECT line FROM case_row WHERE id = :id", id=case_id)
        if row is not None:
            self._db.run("DELETE FROM case_words WHERE rowid = :line", line=row["line"])
            self._db.run("DELETE FROM case_row WHERE line = :line", line=row["line"])

    def _index(self, case_id: str, words: str) -> None:
        line = self._db.value("SELECT line FROM case_row WHERE id = :id", id=case_id)
        self._db.run("DELETE FROM case_words WHERE rowid = :line", line=line)
        self._db.run("INSERT INTO case_words (rowid, words) VALUES (:line, :words)", line=line, words=words)

    def _own_origin(self) -> str:
        stream = self._journal.stream()
        return stream.origin if stream else ""


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return what makes the case: what counts, in the server's order, then what waits or is held, in ours.

    An opening that was refused still begins a case that has no other: the papers lie at the window, and whoever puts it
    right must find it.
    """
    entries = tuple(entries)
    counting = sorted((entry for entry in entries if entry.counts), key=lambda entry: entry.ver)
    shown = counting + [entry for entry in entries if entry.pending]
    if any(entry.type == _OPENED for entry in shown):
        return shown
    return [entry for entry in entries if entry.type == _OPENED][-1:] + shown


def _needs_a_person(entry: Entry, entries: Iterable[Entry]) -> bool:
    return entry.needs_a_person and not any(
        later.supersedes == entry.id and later.verdict not in {None, Verdict.QUARANTINED} for later in entries
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
_COLUMNS = (
    "id",
    "ver",
    "number",
    "serial",
    "stage",
    "matter",
    "department",
    "window",
    "clerk",
    "applicant",
    "applicant_id",
    "phone",
    "waybill",
    "received_on",
    "due_on",
    "decided_on",
    "changed_ms",
    "unacked",
    "refused",
    "words",
    "state",
)
_UPSERT = (
    f"INSERT INTO case_row ({', '.join(_COLUMNS)}) VALUES ({', '.join(':' + name for name in _COLUMNS)}) "  # noqa: S608 - fixed names
    f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _COLUMNS[1:])}"
)
