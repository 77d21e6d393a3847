"""The table of cases and the index of their words, written many rows at a time.

What is shown of a case is compared with what stands there: a case that a verdict only confirms costs three figures, and
the words are indexed again only where they have changed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from casework.case_state import Case
from counter_app.store.database import Database, Row

WordsOf = Callable[[Case], str]
"""Gives the words a case is found by, separated by blanks."""

_encoder = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Shown:
    """What a row is made of: the case, its day, and the figures about its events."""

    case: Case
    due_on: date | None
    changed_ms: int
    unacked: int
    refused: int


class CaseRows:
    """Rows by the ids of their cases."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def standing(self, case_ids: Sequence[str]) -> dict[str, Row]:
        """Return the rows that are there, as far as `write` must know of them."""
        rows = self._db.rows(
            "SELECT id, line, due_on, words, state FROM case_row WHERE id IN (SELECT value FROM json_each(:ids))",
            ids=_encoder.encode(case_ids).decode(),
        )
        return {row["id"]: row for row in rows}

    def write(self, shown: Sequence[tuple[Shown, Row | None]], words_of: WordsOf) -> None:
        """Make rows show this, each beside its row so far. Inside a transaction."""
        next_line = self._next_line()
        confirmed: list[tuple[object, ...]] = []
        written: list[tuple[object, ...]] = []
        reworded: list[tuple[int, str]] = []
        for one, before in shown:
            state = _encoder.encode(one.case)
            due_on = one.due_on.isoformat() if one.due_on else None
            if before is not None and (before["state"], before["due_on"]) == (state, due_on):
                confirmed.append((one.changed_ms, one.unacked, one.refused, before["line"]))
                continue
            words = words_of(one.case)
            line = before["line"] if before is not None else next_line
            next_line += before is None
            written.append((line, *_values(one, due_on, words, state)))
            if before is None or before["words"] != words:
                reworded.append((line, words))
        self._db.run_many(_CONFIRM, confirmed)
        self._db.run_many(_UPSERT, written)
        self._db.run_many("DELETE FROM case_words WHERE rowid = ?", [(line,) for line, _ in reworded])
        self._db.run_many("INSERT INTO case_words (rowid, words) VALUES (?, ?)", reworded)

    def drop(self, rows: Sequence[Row]) -> None:
        """Remove rows that are there. Inside a transaction."""
        lines = [(row["line"],) for row in rows]
        self._db.run_many("DELETE FROM case_words WHERE rowid = ?", lines)
        self._db.run_many("DELETE FROM case_row WHERE line = ?", lines)

    def drop_all(self) -> None:
        """Remove every row. Inside a transaction."""
        self._db.run("DELETE FROM case_words")
        self._db.run("DELETE FROM case_row")

    def _next_line(self) -> int:
        return int(self._db.value("SELECT coalesce(max(line), 0) + 1 FROM case_row"))


_COLUMNS = (
    "line",
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
    f"INSERT INTO case_row ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' for _ in _COLUMNS)}) "  # noqa: S608 - fixed names
    f"ON CONFLICT (line) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _COLUMNS[1:])}"
)
_CONFIRM = "UPDATE case_row SET changed_ms = ?, unacked = ?, refused = ? WHERE line = ?"


def _values(shown: Shown, due_on: str | None, words: str, state: bytes) -> tuple[object, ...]:
    """Return the columns behind `line`, in their order."""
    case = shown.case
    return (
        case.id,
        case.ver,
        case.number,
        case.serial,
        case.stage.value,
        case.matter,
        case.department,
        case.window,
        case.clerk,
        case.applicant.name,
        case.applicant.id_number,
        case.applicant.phone,
        case.mailing.waybill if case.mailing else "",
        case.received_on.isoformat(),
        due_on,
        case.decision.decided_on.isoformat() if case.decision else None,
        shown.changed_ms,
        shown.unacked,
        shown.refused,
        words,
        state,
    )
