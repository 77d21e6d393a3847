"""The table of cases and the index of their words, written many rows at a time.

What is shown of a case is compared with what stands there: a case that a verdict only confirms costs three figures, and
the words are indexed again only where they have changed, or where the case was closed or opened again.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from casework.case_state import Case, Stage
from counter_app.store.database import Database, Row

WordsOf = Callable[[Case], str]
"""Gives the words a case is found by, separated by blanks."""

OPEN_WORDS, CLOSED_WORDS = WORD_TABLES = ("open_words", "closed_words")
"""The indexes of the words, by `line`: of the cases that somebody still works on, and of those that are done with."""

_CLOSED = frozenset(
    {
        *(Stage.DELIVERED, Stage.ARCHIVED, Stage.NOT_REQUIRED, Stage.NOT_ACCEPTED),
        *(Stage.WITHDRAWN, Stage.RECALLED, Stage.REVOKED),
    }
)
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
            """SELECT id, line, due_on, words, state, stage FROM case_row
            WHERE id IN (SELECT value FROM json_each(:ids))""",
            ids=_encoder.encode(case_ids).decode(),
        )
        return {row["id"]: row for row in rows}

    def write(self, shown: Sequence[tuple[Shown, Row | None]], words_of: WordsOf) -> None:
        """Make rows show this, each beside its row so far. Inside a transaction."""
        next_line = self._next_line()
        confirmed: list[tuple[object, ...]] = []
        written: list[tuple[object, ...]] = []
        left: dict[str, list[tuple[int]]] = {table: [] for table in WORD_TABLES}
        reworded: dict[str, list[tuple[int, str]]] = {table: [] for table in WORD_TABLES}
        for one, before in shown:
            state = _encoder.encode(one.case)
            due_on = one.due_on.isoformat() if one.due_on else None
            if before is not None and (before["state"], before["due_on"]) == (state, due_on):
                confirmed.append((one.changed_ms, one.unacked, one.refused, before["line"]))
                continue
            words = words_of(one.case)
            line = before["line"] if before is not None else next_line
            next_line += before is None
            written.append((line, *_values(one, due_on, _print_of(words), state)))
            table = _words_table(one.case.stage)
            if before is None or (before["words"], _words_table(before["stage"])) != (_print_of(words), table):
                reworded[table].append((line, words))
                if before is not None:
                    left[_words_table(before["stage"])].append((line,))
        self._db.run_many(_CONFIRM, confirmed)
        self._db.run_many(_UPSERT, written)
        for table in WORD_TABLES:
            self._db.run_many(f"DELETE FROM {table} WHERE rowid = ?", left[table])  # noqa: S608 - fixed names
            self._db.run_many(f"INSERT INTO {table} (rowid, words) VALUES (?, ?)", reworded[table])  # noqa: S608 - fixed names

    def drop(self, rows: Sequence[Row]) -> None:
        """Remove rows that are there. Inside a transaction."""
        lines = [(row["line"],) for row in rows]
        for table in WORD_TABLES:
            self._db.run_many(f"DELETE FROM {table} WHERE rowid = ?", lines)  # noqa: S608 - fixed names
        self._db.run_many("DELETE FROM case_row WHERE line = ?", lines)

    def drop_all(self) -> None:
        """Remove every row. Inside a transaction."""
        for table in WORD_TABLES:
            self._db.run(f"DELETE FROM {table}")  # noqa: S608 - fixed names
        self._db.run("DELETE FROM case_row")

    def _next_line(self) -> int:
        return int(self._db.value("SELECT coalesce(max(line), 0) + 1 FROM case_row"))


def _print_of(words: str) -> str:
    """Return what tells these words from others; the words themselves are only in the index."""
    return hashlib.blake2b(words.encode(), digest_size=12).hexdigest()


def _words_table(stage: str) -> str:
    return CLOSED_WORDS if stage in _CLOSED else OPEN_WORDS


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
