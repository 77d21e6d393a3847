"""Writers' streams: their heads, their chains and the events in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Row, Select, func, select, update

from casework.access import OriginKind
from casework.chain import stream_start
from casework.lifecycle import COUNTS, Verdict
from sync_server.store.tables import blob_ref, entry, event, hold, stream
from sync_server.store.upserts import insert_new, rows_of, upsert
from sync_server.writers import Writer

# SQLite takes 32,766 parameters and PostgreSQL 65,535; a push has 500 events.
_CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class Head:
    """Where a stream stands: its last number (0 before the first), the chain's hash there, what is backed up."""

    seq: int
    hash: bytes
    backup_mark: int = 0


@dataclass(frozen=True, slots=True)
class Stored:
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


def _stored(row: Row[tuple[object, ...]]) -> Stored:
    fields = dict(row._mapping)  # noqa: SLF001 - the documented way to a row's names
    return Stored(**{**fields, "verdict": Verdict(fields["verdict"])})


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
    rows = connection.execute(
        select(entry.c.seq, entry.c.hash, entry.c.event_id)
        .where(entry.c.origin == origin, entry.c.epoch == epoch, entry.c.seq.between(first, last))
        .order_by(entry.c.seq)
    )
    return [Entry(*row) for row in rows]


def add_entries(connection: Connection, origin: str, epoch: str, new: Sequence[Entry]) -> None:
    """Append positions to a stream's chain; its head must have a row."""
    if new:
        rows = [{"origin": origin, "epoch": epoch, **row} for row in rows_of(new)]
        connection.execute(entry.insert(), rows)


def add_events(connection: Connection, new: Sequence[Stored]) -> None:
    """Store events with their verdicts."""
    if new:
        connection.execute(event.insert(), rows_of(new))


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
    found: dict[str, Stored] = {}
    for start in range(0, len(wanted), _CHUNK):
        rows = connection.execute(select(event).where(event.c.id.in_(wanted[start : start + _CHUNK])))
        found.update((row.id, _stored(row)) for row in rows)
    return found


def held_for(connection: Connection, case_ids: Iterable[str], reason: str) -> list[Stored]:
    """Return the events of the cases that are held for `reason`, in the order in which they came."""
    wanted = list(case_ids)
    found: list[Stored] = []
    for start in range(0, len(wanted), _CHUNK):
        query = select(event).where(
            event.c.case_id.in_(wanted[start : start + _CHUNK]),
            event.c.verdict == Verdict.HELD.value,
            event.c.reason == reason,
        )
        found += [_stored(row) for row in connection.execute(query)]
    return sorted(found, key=lambda one: (one.received_ms, one.origin, one.epoch, one.seq))


def history(connection: Connection, case_id: str) -> list[Stored]:
    """Return the events that made a case, in the order in which they count."""
    query = (
        select(event)
        .where(event.c.case_id == case_id, event.c.verdict.in_([verdict.value for verdict in COUNTS]))
        .order_by(event.c.ver)
    )
    return [_stored(row) for row in connection.execute(query)]


def holds(connection: Connection, origin: str, case_ids: Iterable[str]) -> dict[str, str]:
    """Return, for each of the cases in which this writer's events wait, the event that they wait for."""
    wanted = list(case_ids)
    found: dict[str, str] = {}
    for start in range(0, len(wanted), _CHUNK):
        rows = connection.execute(
            select(hold.c.case_id, hold.c.held_by).where(
                hold.c.origin == origin, hold.c.case_id.in_(wanted[start : start + _CHUNK])
            )
        )
        found.update((row.case_id, row.held_by) for row in rows)
    return found


def add_holds(connection: Connection, held: Mapping[tuple[str, str], str], now_ms: int) -> None:
    """Let later events wait: for each (origin, case) the event they wait for. An older hold stays."""
    rows = [
        {"case_id": case_id, "origin": origin, "held_by": event_id, "since_ms": now_ms}
        for (origin, case_id), event_id in held.items()
    ]
    insert_new(connection, hold, rows)


def add_references(connection: Connection, new: Sequence[Reference]) -> None:
    """Note which blobs belong to which case."""
    insert_new(connection, blob_ref, rows_of(new))


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
