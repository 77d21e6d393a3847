"""Work lists: how many cases stand where, in which order they come, and the rows of a page of them.

An order is read once for each state of the cases, as the lines of its rows; a page is then a look-up of those lines,
the last page as quick as the first. Counts and orders are read over a connection of their own, so that the one that
acts and screens share stays free while a long list is read in another thread.
"""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from threading import Lock
from typing import Final

import msgspec

from casework.search import words
from counter_app.store.cases import Projected, projected
from counter_app.store.database import Database
from counter_app.store.search import holding, match_of

OPEN_STAGES: Final = (
    "received",
    "supplement",
    "accepted",
    "deemed_accepted",
    "in_review",
    "suspended",
    "decided",
    "result_at_window",
)
"""The stages in which somebody still has to do something, in the order of a case's life."""

# An index over some of the rows serves only a query that repeats its condition to the letter.
_OPEN: Final = f"stage IN ({', '.join(repr(stage) for stage in OPEN_STAGES)})"
_REFUSED: Final = "refused > 0"
_TO_MAIL: Final = (
    "stage = 'result_at_window' AND waybill = '' AND json_extract(CAST(state AS TEXT), '$.delivery.way') = 'courier'"
)
_MOST_CLOSED = 1_000
_STAGE_PLACES = " ".join(f"WHEN '{stage}' THEN {place}" for place, stage in enumerate(OPEN_STAGES))

Lines = Sequence[int]
"""The lines of cases in the order of a list."""


class Among(StrEnum):
    """Which cases a list is taken from."""

    OPEN = "open"
    REFUSED = "refused"
    TO_MAIL = "to_mail"
    CLOSED = "closed"


_AMONG = {
    Among.OPEN: _OPEN,
    Among.REFUSED: _REFUSED,
    Among.TO_MAIL: _TO_MAIL,
    Among.CLOSED: f"NOT ({_OPEN})",
}


# The planner would take the index by stage and look every row up; a row is a kilobyte, an entry here a hundred bytes.
_ROWS = {
    Among.OPEN: "case_row INDEXED BY case_open",
    Among.REFUSED: "case_row INDEXED BY case_refused",
    Among.TO_MAIL: "case_row INDEXED BY case_to_mail",
    Among.CLOSED: "case_row",
}


class SortBy(StrEnum):
    """What a list is sorted by."""

    DUE = "due"
    NUMBER = "number"
    MATTER = "matter"
    APPLICANT = "applicant"
    DEPARTMENT = "department"
    STAGE = "stage"
    CLERK = "clerk"


_COLUMNS = {
    SortBy.DUE: "due_on",
    SortBy.NUMBER: "number",
    SortBy.MATTER: "matter",
    SortBy.APPLICANT: "applicant",
    SortBy.DEPARTMENT: "department",
    SortBy.STAGE: f"CASE stage {_STAGE_PLACES} ELSE {len(OPEN_STAGES)} END",
    SortBy.CLERK: "clerk",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a filter: a case answers to it by any of these."""

    words: str = ""
    stages: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    windows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which cases; what is empty does not narrow. Days are included; every one of `parts` must be answered to.

    `dated` asks for cases with a due day (True) or without one (False).
    """

    among: Among = Among.OPEN
    stages: tuple[str, ...] = ()
    clerk: str = ""
    due_from: date | None = None
    due_until: date | None = None
    dated: bool | None = None
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many open cases share a stage, a clerk (`own` is the one asked for) and a nearness.

    `near` is late, today, soon, later, or none without a due day.
    """

    stage: str
    own: bool
    near: str
    count: int


class Lists:
    """Orders, counts and pages. `reader` opens the second connection when it is first needed."""

    def __init__(self, database: Database, reader: Callable[[], Database] | None = None) -> None:
        self._db = database
        self._open_reader = reader
        self._reader: Database | None = None
        self._opening = Lock()

    def longest(self) -> int:
        """Return at most how many cases there are, at once."""
        return int(self._db.value("SELECT coalesce(max(line), 0) FROM case_row"))

    def tallies(self, clerk: str, today: date, soon: date) -> tuple[Tally, ...]:
        """Return how many open cases stand where; `soon` is the last day that is near."""
        rows = self._long().tuples(
            f"""SELECT stage, clerk = :clerk,
                CASE WHEN due_on IS NULL THEN 'none' WHEN due_on < :today THEN 'late' WHEN due_on = :today THEN 'today'
                    WHEN due_on <= :soon THEN 'soon' ELSE 'later' END,
                count(*)
            FROM {_ROWS[Among.OPEN]}
            WHERE {_OPEN}
            GROUP BY 1, 2, 3""",  # noqa: S608 - fixed names
            clerk=clerk,
            today=today.isoformat(),
            soon=soon.isoformat(),
        )
        return tuple(Tally(stage, bool(own), near, count) for stage, own, near, count in rows)

    def count(self, among: Among) -> int:
        """Return how many cases there are to take from."""
        sql = f"SELECT count(*) FROM {_ROWS[among]} WHERE {_AMONG[among]}"  # noqa: S608 - fixed names
        return int(self._long().value(sql))

    def lines(self, wanted: Wanted, by: SortBy = SortBy.DUE, *, descending: bool = False) -> Lines:
        """Return the lines of a list in its order; of closed cases the last ones only, the newest first."""
        where, params = _where(wanted)
        order = f"{_COLUMNS[by]} {'DESC' if descending else 'ASC'}, line"
        if wanted.dated is None and by is SortBy.DUE:
            order = f"due_on IS NULL, {order}"
        if wanted.among is Among.CLOSED:
            order = f"line DESC LIMIT {_MOST_CLOSED}"
        sql = f"SELECT line FROM {_ROWS[wanted.among]} WHERE {where} ORDER BY {order}"  # noqa: S608 - fixed names
        found = self._long().tuples(sql, **params)
        return array("q", [line for (line,) in found])

    def rows(self, lines: Sequence[int]) -> tuple[Projected, ...]:
        """Return the cases on these lines in the same order; one that has gone meanwhile is left out."""
        found = self._db.rows(
            """SELECT line, state, due_on, unacked, refused, changed_ms
            FROM case_row
            WHERE line IN (SELECT value FROM json_each(:lines))""",
            lines=msgspec.json.encode(list(lines)).decode(),
        )
        by_line = {row["line"]: row for row in found}
        return tuple(projected(by_line[line]) for line in lines if line in by_line)

    def line_of(self, case_id: str) -> int | None:
        """Return the line of a case."""
        row = self._db.one("SELECT line FROM case_row WHERE id = :id", id=case_id)
        return int(row["line"]) if row else None

    def close(self) -> None:
        """Close the second connection."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _long(self) -> Database:
        if self._open_reader is None:
            return self._db
        # Two lanes may be the first at once.
        with self._opening:
            if self._reader is None:
                self._reader = self._open_reader()
            return self._reader


def _where(wanted: Wanted) -> tuple[str, dict[str, object]]:
    clauses, params = [_AMONG[wanted.among]], dict[str, object]()

    def one_of(column: str, values: tuple[str, ...]) -> str:
        name = f"p{len(params)}"
        params[name] = msgspec.json.encode(values).decode()
        return f"{column} IN (SELECT value FROM json_each(:{name}))"  # noqa: S608 - fixed names

    def answers(part: Part) -> str:
        columns = (
            ("stage", part.stages),
            ("department", part.departments),
            ("matter", part.matters),
            ("window", part.windows),
        )
        found = [one_of(column, values) for column, values in columns if values and wanted.among is not Among.CLOSED]
        if words(part.words):
            name = f"m{len(params)}"
            params[name] = match_of(part.words)
            found.append(holding(name))
        return f"({' OR '.join(found)})" if found else "FALSE"

    if wanted.stages:
        clauses.append(one_of("stage", wanted.stages))
    if wanted.clerk:
        clauses.append("clerk = :clerk")
        params["clerk"] = wanted.clerk
    if wanted.dated is not None:
        clauses.append("due_on IS NOT NULL" if wanted.dated else "due_on IS NULL")
    for sign, name, day in ((">=", "due_from", wanted.due_from), ("<=", "due_until", wanted.due_until)):
        if day is not None:
            clauses.append(f"due_on {sign} :{name}")
            params[name] = day.isoformat()
    clauses += [answers(part) for part in wanted.parts]
    return " AND ".join(clauses), params
