"""Finding cases: by exact number in an index, by name, initials or part of a number in the words of each case.

However many cases there are, a look-up reads few: the words of open and of closed cases are looked through from the
newest line on, and only the newest that answer are put in order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework import grams
from casework.likeness import core
from casework.search import initials, words
from counter_app.store.case_rows import CLOSED_WORDS, OPEN_WORDS
from counter_app.store.cases import Projected, projected
from counter_app.store.database import Database, Row

_SELECT = "SELECT case_row.state, due_on, unacked, refused, changed_ms FROM case_row"
_SHORTEST_NAME, _LONG_NAME = 2, 12
_COUNT = "SELECT count(*) FROM case_row"
_LOOKED_AT = 48
"""So many of the newest cases that answer are put in the order of their last change."""
_NARROWED = 2_000
"""So many of the newest open, and as many closed ones, a list holds that is narrowed by words."""


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
        """Return the cases with this exact value, the last changed first; the empty value is nobody's."""
        # Without the second condition the index of the waybills, which leaves out the empty ones, is not used.
        rows = self._db.rows(
            f"""{_SELECT}
            WHERE {key.value} = :value AND {key.value} <> ''
            ORDER BY changed_ms DESC
            LIMIT :limit""",
            value=value,
            limit=limit,
        )
        return tuple(projected(row) for row in rows)

    def by_beginning(self, key: Key, beginning: str, limit: int = 50) -> tuple[Projected, ...]:
        """Return cases whose value begins so, the last changed first; of very many, any."""
        column = key.value
        within = f"{column} >= :beginning AND {column} < :behind AND {column} <> ''"
        some = f"SELECT line FROM case_row WHERE {within} LIMIT :most"  # noqa: S608 - fixed names
        rows = self._db.rows(
            f"""{_SELECT}
            WHERE line IN ({some})
            ORDER BY changed_ms DESC
            LIMIT :limit""",
            beginning=beginning,
            behind=beginning[:-1] + chr(ord(beginning[-1]) + 1),
            most=_LOOKED_AT,
            limit=limit,
        )
        return tuple(projected(row) for row in rows)

    def by_grams(self, wanted: Sequence[str], limit: int = 50, *, any_of: bool = False) -> tuple[Projected, ...]:
        """Return the cases with all these words (see `casework.grams`), or with any of them.

        Open cases come before closed ones, the last changed first within each, as far as the newest are concerned.
        """
        if not wanted:
            return ()
        match = _match(wanted, any_of=any_of)
        found = self._newest(OPEN_WORDS, match, limit)
        if len(found) < limit:
            found += self._newest(CLOSED_WORDS, match, limit - len(found))
        return tuple(projected(row) for row in found)

    def _newest(self, table: str, match: str, limit: int) -> list[Row]:
        return self._db.rows(
            f"""{_SELECT}
            WHERE line IN ({_newest_lines(table)})
            ORDER BY changed_ms DESC
            LIMIT :limit""",
            match=match,
            most=max(_LOOKED_AT, limit),
            limit=limit,
        )

    def by_words(self, text: str, limit: int = 50) -> tuple[Projected, ...]:
        """Return the cases that hold `text`: as a part of a name, of a name's initials, of a number; open ones first.

        A text without words finds nothing.
        """
        found: dict[str, Projected] = {}
        for wanted in _ways(text):
            found |= {one.case.id: one for one in self.by_grams(wanted, limit) if one.case.id not in found}
        return tuple(found.values())[:limit]

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
        for match in filter(None, _likely(name)):
            for table in (OPEN_WORDS, CLOSED_WORDS):
                rows = self._newest(table, match, limit)
                found |= {one.case.id: one for one in map(projected, rows) if one.case.id not in found}
        return tuple(found.values())


def holding(param: str) -> str:
    """Return the condition on a line that its case holds what `match_of` made, given as the parameter `param`.

    Of open cases all, of closed ones the newest.
    """
    every_open = f"SELECT rowid FROM {OPEN_WORDS} WHERE {OPEN_WORDS} MATCH :{param}"  # noqa: S608 - fixed names
    newest_closed = _newest_lines(CLOSED_WORDS, param, str(_NARROWED))
    return f"line IN ({every_open} UNION ALL SELECT * FROM ({newest_closed}))"  # noqa: S608 - fixed names


def match_of(text: str) -> str:
    """Return what the index of words is asked for a text, in all the ways in which it can be meant."""
    # A text that means nothing finds nothing: no case has the empty word.
    return " OR ".join(f"({_match(way)})" for way in _ways(text)) or '""'


def _ways(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the words that cases must hold, for each way in which `text` can be meant."""
    ways = (grams.part(text), grams.part_of_number(text), grams.initials_part(text))
    return tuple(way for way in ways if way)


def _newest_lines(table: str, param: str = "match", most: str = ":most") -> str:
    return f"SELECT rowid FROM {table} WHERE {table} MATCH :{param} ORDER BY rowid DESC LIMIT {most}"  # noqa: S608 - fixed names


def _match(wanted: Sequence[str], *, any_of: bool = False) -> str:
    # Only letters, characters and digits are left in the words, so nothing can leave the quotes.
    return (" OR " if any_of else " AND ").join(f'"{one}"' for one in wanted)


def _likely(name: str) -> Iterator[str]:
    """Yield what to look for: the name, names with its sound, names with one sign other than here.

    Legal forms are left out: nearly every row holds their signs.
    """
    signs = core(name)
    if len(words(name)) < _SHORTEST_NAME:
        return
    yield _of_parts(signs)
    if spelled := grams.initials_part(next(iter(initials(name, 1)), "")):
        yield _match(spelled)
    if len(signs) > _LONG_NAME:
        # One sign is wrong in one half only, and half of a long name is telling enough.
        middle = len(signs) // 2
        yield _of_parts(signs[:middle])
        yield _of_parts(signs[middle:])
    elif len(signs) > _SHORTEST_NAME:
        for place in range(len(signs)):
            yield _of_parts(signs[:place], signs[place + 1 :])


def _of_parts(*parts: Sequence[str]) -> str:
    """Return what asks for names that hold every part."""
    texts = ["".join(part) for part in parts]
    return _match([piece for text in texts for piece in grams.part(text) or grams.initials_part(text)])


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
    if wanted.words.strip():
        params["match"] = match_of(wanted.words)
        clauses.append(holding("match"))
    switches = (
        (wanted.without_due, "due_on IS NULL"),
        (wanted.pending, "unacked > 0"),
        (wanted.refused, "refused > 0"),
    )
    clauses += [clause for on, clause in switches if on]
    return " AND ".join(clauses), params
