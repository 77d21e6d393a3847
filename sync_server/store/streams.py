"""Writers' streams: their heads, their chains and the events in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, delete, func, select, update

from casework.access import OriginKind
from casework.chain import stream_start
from casework.lifecycle import COUNTS, Verdict
from sync_server.store import bulk
from sync_server.store.tables import blob_ref, entry, event, hold, stream
from sync_server.store.upserts import insert_new, upsert
from sync_server.writers import Writer


@dataclass(frozen=True, slots=True)
class Head:
    """Where a stream stands: its last number (0 before the first), the chain's hash there, what is backed up."""

    seq: int
    hash: bytes
    backup_mark: int = 0


class Stored(msgspec.Struct, frozen=True):
    """An event as it is kept, with its verdict; `id` is its own, or made of its bytes where it has none to use."""

    id: str
    origin: str
    epoch: str
    seq: int
    case_id: str | None
    kind: str
    raw: bytes
    received_ms: int
    verdict: Verdict
    ver: int
    reason: str = ""
    held_by: str = ""
    number: str = ""
    serial: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One position of a stream's chain."""

    seq: int
    hash: bytes
    event_id: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A blob that an event brings to its case."""

    sha256: str
    event_id: str
    case_id: str
    mime: str


_EVENT = Stored.__struct_fields__
_ENTRY = ("origin", "epoch", "seq", "hash", "event_id")
_VERDICT_AT = _EVENT.index("verdict")


def _row(one: Stored) -> tuple[object, ...]:
    return (
        one.id,
        one.origin,
        one.epoch,
        one.seq,
        one.case_id,
        one.kind,
        one.raw,
        one.received_ms,
        one.verdict.value,
        one.ver,
        one.reason,
        one.held_by,
        one.number,
        one.serial,
    )


def _of(row: Sequence[object]) -> Stored:
    values: list[Any] = list(row)
    values[_VERDICT_AT] = Verdict(values[_VERDICT_AT])
    return Stored(*values)


def head(connection: Connection, origin: str, epoch: str) -> Head:
    """Return where the stream stands, its row locked; a stream nobody has written to stands at its start."""
    found = connection.execute(
        select(stream.c.head, stream.c.hash, stream.c.backup_mark)
        .where(stream.c.origin == origin, stream.c.epoch == epoch)
        .with_for_update()
    ).one_or_none()
    return Head(0, stream_start(origin, epoch)) if found is None else Head(*found)


def set_head(connection: Connection, writer: Writer, epoch: str, new: Head) -> None:
    """Move the stream's head, and note from which place it is written."""
    row = {
        "origin": writer.origin,
        "epoch": epoch,
        "head": new.seq,
        "hash": new.hash,
        "backup_mark": new.backup_mark,
        "kind": writer.kind.value,
        "region": writer.region,
        "hall": writer.hall,
    }
    upsert(connection, stream, [row])


def writer(connection: Connection, origin: str, epoch: str) -> Writer:
    """Return who writes this stream; it must exist."""
    query = select(stream.c.kind, stream.c.region, stream.c.hall).where(
        stream.c.origin == origin, stream.c.epoch == epoch
    )
    kind, region, hall = connection.execute(query).one()
    return Writer(kind=OriginKind(kind), origin=origin, region=region, hall=hall)


def entries(connection: Connection, origin: str, epoch: str, first: int, last: int) -> list[Entry]:
    """Return the chain's positions from `first` to `last`, both included, in order."""
    if last < first:
        return []
    rows = connection.execute(
        select(entry.c.seq, entry.c.hash, entry.c.event_id)
        .where(entry.c.origin == origin, entry.c.epoch == epoch, entry.c.seq.between(first, last))
        .order_by(entry.c.seq)
    )
    return [Entry(*row) for row in rows]


def add_entries(connection: Connection, origin: str, epoch: str, new: Sequence[Entry]) -> None:
    """Append positions to a stream's chain; its head must have a row."""
    rows = [(origin, epoch, one.seq, one.hash, one.event_id) for one in new]
    bulk.insert(connection, entry, _ENTRY, rows)


def add_events(connection: Connection, new: Sequence[Stored]) -> None:
    """Store events with their verdicts."""
    bulk.insert(connection, event, _EVENT, [_row(one) for one in new])


def rejudge(connection: Connection, changed: Stored) -> None:
    """Give a held event the verdict it got when it was let go."""
    connection.execute(
        update(event)
        .where(event.c.id == changed.id)
        .values(verdict=changed.verdict, ver=changed.ver, reason=changed.reason, held_by=changed.held_by)
    )


def by_ids(connection: Connection, ids: Iterable[str]) -> dict[str, Stored]:
    """Return the stored events among `ids`."""
    wanted = list(ids)
    if not wanted:
        return {}
    condition, parameters = bulk.among(connection, "id", wanted)
    rows = connection.exec_driver_sql(f"SELECT {', '.join(_EVENT)} FROM event WHERE {condition}", parameters)  # noqa: S608 - fixed names
    return {row[0]: _of(row) for row in rows}


def held(connection: Connection, case_ids: Iterable[str]) -> list[Stored]:
    """Return the events of the cases that wait for something, in the order in which they came."""
    condition, parameters = bulk.among(connection, "case_id", list(case_ids))
    rows = connection.exec_driver_sql(
        f"SELECT {', '.join(_EVENT)} FROM event WHERE verdict = 'held' AND {condition}",  # noqa: S608 - fixed names
        parameters,
    )
    return sorted(map(_of, rows), key=lambda one: (one.received_ms, one.origin, one.epoch, one.seq))


def history(connection: Connection, case_id: str) -> list[Stored]:
    """Return the events that made a case, in the order in which they count."""
    query = (
        select(*(event.c[name] for name in _EVENT))
        .where(event.c.case_id == case_id, event.c.verdict.in_([verdict.value for verdict in COUNTS]))
        .order_by(event.c.ver)
    )
    return [_of(row) for row in connection.execute(query)]


def holds(connection: Connection, case_ids: Iterable[str]) -> dict[tuple[str, str], str]:
    """Return, for each writer (origin) and case of these in which events wait, the event that they wait for."""
    condition, parameters = bulk.among(connection, "case_id", list(case_ids))
    rows = connection.exec_driver_sql(
        f"SELECT origin, case_id, held_by FROM hold WHERE {condition}",  # noqa: S608 - fixed names
        parameters,
    )
    return {(row[0], row[1]): row[2] for row in rows}


def add_holds(connection: Connection, held: Mapping[tuple[str, str], str], now_ms: int) -> None:
    """Let later events wait: for each (origin, case) the event they wait for. An older hold stays."""
    rows = [
        {"case_id": case_id, "origin": origin, "held_by": event_id, "since_ms": now_ms}
        for (origin, case_id), event_id in held.items()
    ]
    insert_new(connection, hold, rows)


def end_hold(connection: Connection, origin: str, case_id: str) -> None:
    """Let this writer's later events of the case wait no longer."""
    connection.execute(delete(hold).where(hold.c.origin == origin, hold.c.case_id == case_id))


def add_references(connection: Connection, new: Sequence[Reference]) -> None:
    """Note which blobs belong to which case."""
    rows = [(one.sha256, one.event_id, one.case_id, one.mime) for one in new]
    bulk.insert(connection, blob_ref, ("sha256", "event_id", "case_id", "mime"), rows, conflict="keep")


def all_streams() -> Select[str, str, int, bytes]:
    """Return the query for every stream's head, for whoever checks them."""
    return select(stream.c.origin, stream.c.epoch, stream.c.head, stream.c.hash).order_by(
        stream.c.origin, stream.c.epoch
    )


def chain_of(origin: str, epoch: str) -> Select[int, bytes, bytes, str]:
    """Return the query for a stream's positions with the bytes of their events, in order."""
    return (
        select(entry.c.seq, entry.c.hash, event.c.raw, event.c.id)
        .join(event, event.c.id == entry.c.event_id)
        .where(entry.c.origin == origin, entry.c.epoch == epoch)
        .order_by(entry.c.seq)
    )


def verdict_counts(connection: Connection) -> dict[str, int]:
    """Return how many events have which verdict."""
    rows = connection.execute(select(event.c.verdict, func.count()).group_by(event.c.verdict))
    return {verdict: int(count) for verdict, count in rows}
