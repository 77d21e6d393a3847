"""Writers' streams: their heads, their chains and the events in them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, func, or_, select, update

from casework.access import OriginKind
from casework.chain import stream_start
from casework.lifecycle import COUNTS, Verdict
from sync_server.store import bulk
from sync_server.store.engine import writes
from sync_server.store.tables import blob_ref, case_, device, entry, event, stream
from sync_server.store.upserts import insert_new, upsert
from sync_server.writers import Writer


@dataclass(frozen=True, slots=True)
class Head:
    """Where a stream stands: its last number (0 before the first), the chain's hash there, what is backed up."""

    seq: int
    hash: bytes
    backup_mark: int = 0


class Stored(msgspec.Struct, frozen=True):
    """An event as it is kept, with its verdict; `id` is its own, or made of its bytes where it has none to use.

    `held_by` is the event that it waits for or, for one that stands in for another, the event whose place it takes.
    """

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

    @property
    def place(self) -> str:
        """For a quarantined event: the one that it stood in for, or itself."""
        return self.held_by or self.id


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
_COLUMNS = [event.c[name] for name in _EVENT]
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


def _for_update(connection: Connection) -> str:
    return "" if connection.dialect.name == "sqlite" else " FOR UPDATE"


def _of(row: Sequence[object]) -> Stored:
    values: list[Any] = list(row)
    values[_VERDICT_AT] = Verdict(values[_VERDICT_AT])
    return Stored(*values)


def head(connection: Connection, origin: str, epoch: str) -> Head:
    """Return where the stream stands, its row locked if this transaction writes; an unknown one stands at its start."""
    query = select(stream.c.head, stream.c.hash, stream.c.backup_mark).where(
        stream.c.origin == origin, stream.c.epoch == epoch
    )
    found = connection.execute(query.with_for_update() if writes(connection) else query).one_or_none()
    return Head(0, stream_start(origin, epoch)) if found is None else Head(*found)


def lock(connection: Connection, writer: Writer, epoch: str) -> Head:
    """Return where the stream stands, so that nobody else writes to it before this transaction ends."""
    at = head(connection, writer.origin, epoch)
    if at.seq:
        return at
    # A row must be there to be locked: two first pushes at once would both find nothing.
    insert_new(connection, stream, [_stream_row(writer, epoch, at)])
    return head(connection, writer.origin, epoch)


def set_head(connection: Connection, writer: Writer, epoch: str, new: Head) -> None:
    """Move the stream's head, and note from which place it is written."""
    upsert(connection, stream, [_stream_row(writer, epoch, new)])


def _stream_row(writer: Writer, epoch: str, at: Head) -> dict[str, object]:
    return {
        "origin": writer.origin,
        "epoch": epoch,
        "head": at.seq,
        "hash": at.hash,
        "backup_mark": at.backup_mark,
        "kind": writer.kind.value,
        "region": writer.region,
        "hall": writer.hall,
    }


def writer(connection: Connection, origin: str, epoch: str) -> Writer:
    """Return who writes this stream, which must exist, with the number that a window enrolled with last."""
    query = select(stream.c.kind, stream.c.region, stream.c.hall).where(
        stream.c.origin == origin, stream.c.epoch == epoch
    )
    kind, region, hall = connection.execute(query).one()
    last = select(device.c.number).where(device.c.window == origin).order_by(device.c.enrolled_ms.desc()).limit(1)
    number = connection.execute(last).scalar_one_or_none() or 0
    return Writer(kind=OriginKind(kind), origin=origin, region=region, hall=hall, number=number)


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


def add_events(connection: Connection, new: Sequence[Stored], region: str) -> None:
    """Store events with their verdicts; `region` is their writer's."""
    bulk.insert(connection, event, (*_EVENT, "region"), [(*_row(one), region) for one in new])


def rejudge(connection: Connection, changed: Sequence[Stored]) -> None:
    """Give held events the verdicts they got when they were let go."""
    for one in changed:
        connection.execute(
            update(event)
            .where(event.c.id == one.id)
            .values(
                kind=one.kind,
                verdict=one.verdict.value,
                ver=one.ver,
                reason=one.reason,
                held_by=one.held_by,
                number=one.number,
                serial=one.serial,
            )
        )


def by_ids(connection: Connection, ids: Iterable[str]) -> dict[str, Stored]:
    """Return the stored events among `ids`."""
    wanted = list(ids)
    if not wanted:
        return {}
    condition, parameters = bulk.among(connection, "id", wanted)
    rows = connection.exec_driver_sql(f"SELECT {', '.join(_EVENT)} FROM event WHERE {condition}", parameters)  # noqa: S608 - fixed names
    return {row[0]: _of(row) for row in rows}


def held(connection: Connection, case_ids: Collection[str], *, but_for: str) -> list[Stored]:
    """Return the events of the cases that wait, in the order in which they came; not those that wait `but_for` this."""
    if not case_ids:
        return []
    condition, parameters = bulk.among(connection, "case_id", list(case_ids))
    rows = connection.exec_driver_sql(
        f"SELECT {', '.join(_EVENT)} FROM event"  # noqa: S608 - fixed names
        f" WHERE verdict = 'held' AND {condition}{_for_update(connection)}",
        parameters,
    )
    return _in_order(one for one in map(_of, rows) if one.reason != but_for)


def held_behind(connection: Connection, origin: str, case_id: str) -> list[Stored]:
    """Return what a writer's hold keeps waiting in a case, in the order in which it was written; locked."""
    mine = (event.c.origin == origin, event.c.case_id == case_id, event.c.reason == "case.held")
    query = select(*_COLUMNS).where(event.c.verdict == Verdict.HELD.value, *mine).with_for_update()
    return _in_order(_of(row) for row in connection.execute(query))


def held_for(connection: Connection, reasons: Sequence[str], before_ms: int | None = None) -> list[Stored]:
    """Return everything that waits for one of these reasons, since before `before_ms` if that is given, in order.

    Of what waits for the opening of its case, only what has its case: two writers at once may have missed each other.
    Nothing is locked: whoever judges them locks their cases first.
    """
    late = [] if before_ms is None else [event.c.received_ms < before_ms]
    opened = event.c.case_id.in_(select(case_.c.id).where(case_.c.id == event.c.case_id))
    query = select(*_COLUMNS).where(
        event.c.verdict == Verdict.HELD.value,
        event.c.reason.in_(reasons),
        or_(event.c.reason != "case.unknown", opened),
        *late,
    )
    return _in_order(_of(row) for row in connection.execute(query))


def _in_order(found: Iterable[Stored]) -> list[Stored]:
    """Return events in the order in which they came; a writer's own order holds whatever the server's clock did."""
    latest: dict[tuple[str, str], int] = {}
    keyed = []
    for one in sorted(found, key=lambda one: (one.origin, one.epoch, one.seq)):
        stream_key = one.origin, one.epoch
        latest[stream_key] = max(latest.get(stream_key, 0), one.received_ms)
        keyed.append(((latest[stream_key], *stream_key, one.seq), one))
    return [one for _, one in sorted(keyed, key=lambda pair: pair[0])]


def history(connection: Connection, case_id: str) -> list[Stored]:
    """Return the events that made a case, in the order in which they count."""
    query = (
        select(*_COLUMNS)
        .where(event.c.case_id == case_id, event.c.verdict.in_([verdict.value for verdict in COUNTS]))
        .order_by(event.c.ver)
    )
    return [_of(row) for row in connection.execute(query)]


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
        .execution_options(yield_per=bulk.PAGE)
    )


def verdict_counts(connection: Connection) -> dict[str, int]:
    """Return how many events have which verdict."""
    rows = connection.execute(select(event.c.verdict, func.count()).group_by(event.c.verdict))
    return {verdict: int(count) for verdict, count in rows}
