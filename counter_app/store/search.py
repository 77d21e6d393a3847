"""Finding cases: by exact number in an index, by name, initials or part of a number in the words of each case.

Words are single characters, so that a name of two characters is found; a query is a phrase of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.likeness import core
from casework.search import initials, words
from counter_app.store.cases import Projected, projected
from counter_app.store.database import Database

_SELECT = "SELECT case_row.state, due_on, unacked, refused, changed_ms FROM case_row"
_SHORTEST_NAME, _LONG_NAME = 2, 12
_COUNT = "SELECT count(*) FROM case_row"


class Key(StrEnum):
    """A column in which a case is looked up exactly; its value is the column."""

    ID = "id"
    NUMBER = "number"
    SERIAL = "serial"
    APPLICANT_ID = "applicant_id"
    PHONE = "phone"
    WAYBILL = "waybill"


class Order(StrEnum):
    """How a list is sorted; its value is the column."""

    DUE = "due_on"
    CHANGED = "changed_ms"
    RECEIVED = "received_on"
    NUMBER = "number"
    APPLICANT = "applicant"
    MATTER = "matter"
    STAGE = "stage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which cases a list shows; what is empty does not narrow. `due_until` and `due_from` are both included."""

    stages: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    windows: tuple[str, ...] = ()
    clerk: str = ""
    due_from: date | None = None
    due_until: date | None = None
    without_due: bool = False
    pending: bool = False
    refused: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list and how many rows the whole list has."""

    rows: tuple[Projected, ...]
    total: int


class Search:
    """Look-ups over the rows of the cases."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def by(self, key: Key, value: str, limit: int = 50) -> tuple[Projected, ...]:
        """Return the cases with this exact value, the last changed first."""
        rows = self._db.rows(
            f"""{_SELECT}
            WHERE {key.value} = :value
            ORDER BY changed_ms DESC
            LIMIT :limit""",
            value=value,
            limit=limit,
        )
        return tuple(projected(row) for row in rows)

    def by_words(self, text: str, limit: int = 50) -> tuple[Projected, ...]:
        """Return the cases that hold the words of `text` as neighbours, the last changed first.

        The last word may be only the beginning of one; a text without words finds nothing.
        """
        if not words(text):
            return ()
        rows = self._db.rows(
            f"""{_SELECT}
            JOIN case_words ON case_row.line = case_words.rowid
            WHERE case_words MATCH :match
            ORDER BY changed_ms DESC
            LIMIT :limit""",
            match=_match(text),
            limit=limit,
        )
        return tuple(projected(row) for row in rows)

    def page(
        self, wanted: Filter, order: Order = Order.DUE, *, descending: bool = False, offset: int = 0, limit: int = 100
    ) -> Page:
        """Return one page of a list; cases without a value to sort by come last."""
        where, params = _where(wanted)
        total = self._db.value(f"{_COUNT} WHERE {where}", **params)
        direction = "DESC" if descending else "ASC"
        rows = self._db.rows(
            f"""{_SELECT}
            WHERE {where}
            ORDER BY {order.value} IS NULL, {order.value} {direction}, line
            LIMIT :limit OFFSET :offset""",
            limit=limit,
            offset=offset,
            **params,
        )
        return Page(tuple(projected(row) for row in rows), int(total))

    def count(self, wanted: Filter) -> int:
        """Return how many cases a list has."""
        where, params = _where(wanted)
        return int(self._db.value(f"{_COUNT} WHERE {where}", **params))

    def resembling(self, name: str, id_number: str, limit: int = 200) -> tuple[Projected, ...]:
        """Return cases that may be of the same applicant, the newest first of each way they were found.

        By number, by the whole name, and by names of which a part or the initials are the same; whoever asks compares
        the names. At most `limit` cases for each way. The store is free for others between the ways, but all together
        take long enough to be asked for beside the screen.
        """
        found: dict[str, Projected] = {}
        if id_number:
            found |= {one.case.id: one for one in self.by(Key.APPLICANT_ID, id_number, limit)}
        for match in _likely(name):
            rows = self._db.rows(
                f"""{_SELECT}
                JOIN case_words ON case_row.line = case_words.rowid
                WHERE case_words MATCH :match
                ORDER BY case_words.rowid DESC
                LIMIT :limit""",
                match=match,
                limit=limit,
            )
            found |= {one.case.id: one for one in map(projected, rows) if one.case.id not in found}
        return tuple(found.values())


def _match(text: str) -> str:
    # Only letters, characters and digits are left in the words, so nothing can leave the quotes.
    return f'"{" ".join(words(text))}" *'


def _likely(name: str) -> Iterator[str]:
    """Yield what to look for: the name, names with one sign other than here, names with its sound.

    Legal forms are left out: nearly every row holds their signs, and a phrase of them takes a fifth of a second among a
    million cases. What is left takes some hundredths for each.
    """
    signs = core(name)
    if len(words(name)) < _SHORTEST_NAME:
        return
    yield _phrase(signs)
    if spelled := initials(name, 1):
        yield _phrase((spelled[0],))
    if len(signs) > _LONG_NAME:
        # One sign is wrong in one half only, and half of a long name is telling enough.
        middle = len(signs) // 2
        yield _phrase(signs[:middle])
        yield _phrase(signs[middle:])
    elif len(signs) > _SHORTEST_NAME:
        for place in range(len(signs)):
            yield " AND ".join(_phrase(part) for part in (signs[:place], signs[place + 1 :]) if part)


def _phrase(signs: tuple[str, ...]) -> str:
    # Only letters, characters and digits are left in the words, so nothing can leave the quotes.
    return f'"{" ".join(signs)}"'


def _where(wanted: Filter) -> tuple[str, dict[str, object]]:
    clauses = ["TRUE"]
    params: dict[str, object] = {}
    for column, values in (
        ("stage", wanted.stages),
        ("department", wanted.departments),
        ("window", wanted.windows),
        ("clerk", (wanted.clerk,) if wanted.clerk else ()),
    ):
        if values:
            names = [f"{column}_{place}" for place in range(len(values))]
            clauses.append(f"{column} IN ({', '.join(':' + name for name in names)})")
            params |= dict(zip(names, values, strict=True))
    if wanted.due_from:
        clauses.append("due_on >= :due_from")
        params["due_from"] = wanted.due_from.isoformat()
    if wanted.due_until:
        clauses.append("due_on <= :due_until")
        params["due_until"] = wanted.due_until.isoformat()
    if words(wanted.words):
        clauses.append("line IN (SELECT rowid FROM case_words WHERE case_words MATCH :match)")
        params["match"] = _match(wanted.words)
    switches = (
        (wanted.without_due, "due_on IS NULL"),
        (wanted.pending, "unacked > 0"),
        (wanted.refused, "refused > 0"),
    )
    clauses += [clause for on, clause in switches if on]
    return " AND ".join(clauses), params
