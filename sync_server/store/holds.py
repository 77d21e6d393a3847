"""Which writers' events wait in which cases, and for which quarantined event."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, and_, delete, func, select

from casework.lifecycle import COUNTS, Verdict
from sync_server.store import bulk
from sync_server.store.streams import Stored
from sync_server.store.tables import case_, event, hold

_COUNTING = [verdict.value for verdict in COUNTS]


@dataclass(frozen=True, slots=True)
class Hold:
    """What a writer's later events of a case wait for: an event, the place it stands in, and where it was written."""

    event_id: str
    place: str
    epoch: str
    seq: int
    received_ms: int

    @classmethod
    def of(cls, kept: Stored) -> "Hold":
        """Return the hold that a quarantined event begins."""
        return cls(kept.id, kept.place, kept.epoch, kept.seq, kept.received_ms)

    def precedes(self, other: Stored) -> bool:
        """Say whether an event of the same writer came behind the one that holds."""
        if other.epoch == self.epoch:
            return other.seq > self.seq
        return other.received_ms >= self.received_ms


@dataclass(frozen=True, slots=True)
class Standing:
    """One line of what waits: `event_id` is what can be released, empty where something else must come first.

    `number` is the case's if there is the case; `waiting` counts events, `since_ms` is wall time, `why` a code.
    """

    case_id: str
    number: str
    origin: str
    event_id: str
    since_ms: int
    waiting: int
    why: str


def standing(connection: Connection, case_ids: Collection[str]) -> dict[tuple[str, str], Hold]:
    """Return the holds in these cases by writer (origin) and case, locked for this transaction."""
    if not case_ids:
        return {}
    condition, parameters = bulk.among(connection, "hold.case_id", list(case_ids))
    lock = "" if connection.dialect.name == "sqlite" else " ORDER BY hold.case_id, hold.origin FOR UPDATE OF hold"
    rows = connection.exec_driver_sql(
        "SELECT hold.origin, hold.case_id, event.id, event.held_by, event.epoch, event.seq, event.received_ms"  # noqa: S608 - fixed names
        f" FROM hold JOIN event ON event.id = hold.held_by WHERE {condition}{lock}",
        parameters,
    )
    return {(row[0], row[1]): Hold(row[2], row[3] or row[2], row[4], row[5], row[6]) for row in rows}


def add(connection: Connection, new: Mapping[tuple[str, str], str], now_ms: int) -> None:
    """Let later events wait: for each (origin, case) the event they wait for. An older hold stays."""
    rows = [(case_id, origin, event_id, now_ms) for (origin, case_id), event_id in sorted(new.items())]
    bulk.insert(connection, hold, ("case_id", "origin", "held_by", "since_ms"), rows, conflict="keep")


def end(connection: Connection, ended: Mapping[tuple[str, str], str]) -> None:
    """End holds: for each (origin, case) the one by this event."""
    for (origin, case_id), event_id in sorted(ended.items()):
        connection.execute(
            delete(hold).where(hold.c.origin == origin, hold.c.case_id == case_id, hold.c.held_by == event_id)
        )


def corrected(connection: Connection, origin: str, case_id: str, place: str) -> bool:
    """Say whether an event of the writer stands in this place already, counting or waiting."""
    # Each half has an index of its own.
    here = and_(event.c.case_id == case_id, event.c.origin == origin, event.c.held_by == place)
    queries = (
        select(event.c.reason).where(here, event.c.verdict.in_(_COUNTING)),
        select(event.c.reason).where(here, event.c.verdict == Verdict.HELD.value, event.c.reason != "case.held"),
    )
    return any(connection.execute(query.limit(1)).first() is not None for query in queries)


def by_event(connection: Connection, event_id: str) -> list[tuple[str, str]]:
    """Return whose hold is by this event: writers (origin) and cases."""
    query = select(hold.c.origin, hold.c.case_id).where(hold.c.held_by == event_id)
    return [(origin, case_id) for origin, case_id in connection.execute(query)]


def older_than(connection: Connection, before_ms: int, limit: int) -> list[tuple[str, str]]:
    """Return the case and the event of holds that began before `before_ms`, oldest first."""
    query = select(hold.c.case_id, hold.c.held_by).where(hold.c.since_ms < before_ms).order_by(hold.c.since_ms)
    return [(case_id, event_id) for case_id, event_id in connection.execute(query.limit(limit))]


def everything(connection: Connection) -> list[Standing]:
    """Return every hold, oldest first, then what waits for something that no release brings."""
    return _holds(connection) + _others(connection)


def _holds(connection: Connection) -> list[Standing]:
    behind = (
        select(func.count())
        .where(
            event.c.verdict == Verdict.HELD.value,
            event.c.case_id == hold.c.case_id,
            event.c.origin == hold.c.origin,
            event.c.held_by == hold.c.held_by,
        )
        .correlate(hold)
        .scalar_subquery()
    )
    by = event.alias("by_event")
    query = (
        select(
            hold.c.case_id,
            func.coalesce(case_.c.number, ""),
            hold.c.origin,
            hold.c.held_by,
            hold.c.since_ms,
            behind,
            by.c.reason,
        )
        .join(by, by.c.id == hold.c.held_by)
        .outerjoin(case_, case_.c.id == hold.c.case_id)
        .order_by(hold.c.since_ms, hold.c.case_id, hold.c.origin)
    )
    return [Standing(*row) for row in connection.execute(query)]


def _others(connection: Connection) -> list[Standing]:
    since = func.min(event.c.received_ms)
    query = (
        select(
            event.c.case_id,
            func.coalesce(case_.c.number, ""),
            event.c.origin,
            since,
            func.count(),
            event.c.reason,
        )
        .outerjoin(case_, case_.c.id == event.c.case_id)
        .where(event.c.verdict == Verdict.HELD.value, event.c.reason != "case.held")
        .group_by(event.c.case_id, case_.c.number, event.c.origin, event.c.reason)
        .order_by(since, event.c.case_id, event.c.origin)
    )
    rows = connection.execute(query)
    return [Standing(case_id, number, origin, "", ms, n, why) for case_id, number, origin, ms, n, why in rows]
