"""Which positions of mailboxes are claimed, until when, and under which number.

All positions up to a mailbox's floor are done, so that looking for work does not begin at the beginning of time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, or_, select, text, update

from sync_server.store import meta
from sync_server.store.tables import COUNTS, box, claim, counter, event
from sync_server.store.upserts import insert_new, upsert

_FENCES_AN_EPOCH = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Position:
    """A position of a mailbox, with its event and case."""

    pos: int
    event_id: str
    case_id: str


@dataclass(frozen=True, slots=True)
class Lease:
    """A claim: its number, whose it is, until when; `done_ms` is None while the position is not done."""

    fence: int
    holder: str
    until_ms: int
    done_ms: int | None = None


def next_fence(connection: Connection, name: str) -> int:
    """Return the mailbox's next number; whoever claims from the same mailbox waits here until this transaction ends.

    Numbers grow across a restore of the server too: each of its epochs has a range of its own.
    """
    last = _locked(connection, f"claim:{name}")
    given = max(last, (meta.server_epoch(connection) - 1) * _FENCES_AN_EPOCH) + 1
    upsert(connection, counter, [{"name": f"claim:{name}", "value": given}])
    return given


def free(connection: Connection, name: str, now_ms: int, limit: int, among: Sequence[int] = ()) -> list[Position]:
    """Return the first positions that are neither done nor under a living lease, in order; `among` limits the choice.

    A case belongs to one holder at a time: as long as one of its positions is under a living lease, the others wait.
    On PostgreSQL the positions are locked, and those that another transaction has locked are passed over.
    """
    floor = _floor(connection, name)
    taken = (
        select(event.c.case_id)
        .join(box, box.c.event_id == event.c.id)
        .join(claim, and_(claim.c.box == box.c.box, claim.c.pos == box.c.pos))
        .where(claim.c.box == name, claim.c.pos > floor, claim.c.done_ms.is_(None), claim.c.until_ms > now_ms)
        .where(event.c.case_id.is_not(None))
    )
    query = (
        select(box.c.pos, box.c.event_id, func.coalesce(event.c.case_id, ""))
        .join(event, event.c.id == box.c.event_id)
        .outerjoin(claim, and_(claim.c.box == box.c.box, claim.c.pos == box.c.pos))
        .where(box.c.box == name, box.c.pos > floor)
        .where(or_(claim.c.pos.is_(None), and_(claim.c.done_ms.is_(None), claim.c.until_ms <= now_ms)))
        .where(or_(event.c.case_id.is_(None), event.c.case_id.not_in(taken)))
        .order_by(box.c.pos)
        .limit(limit)
        .with_for_update(skip_locked=True, of=box)
    )
    if among:
        query = query.where(box.c.pos.in_(among))
    return [Position(*row) for row in connection.execute(query)]


def take(connection: Connection, name: str, positions: Sequence[Position], lease: Lease) -> None:
    """Put the positions under one lease."""
    rows = [
        {
            "box": name,
            "pos": one.pos,
            "fence": lease.fence,
            "holder": lease.holder,
            "until_ms": lease.until_ms,
            "done_ms": None,
        }
        for one in positions
    ]
    upsert(connection, claim, rows)


def lease_of(connection: Connection, name: str, pos: int) -> tuple[Position, Lease] | None:
    """Return a position with its last claim, which is locked; None if nobody ever claimed it."""
    query = (
        select(
            box.c.event_id,
            func.coalesce(event.c.case_id, ""),
            claim.c.fence,
            claim.c.holder,
            claim.c.until_ms,
            claim.c.done_ms,
        )
        .join(box, and_(box.c.box == claim.c.box, box.c.pos == claim.c.pos))
        .join(event, event.c.id == box.c.event_id)
        .where(claim.c.box == name, claim.c.pos == pos)
        .with_for_update(of=claim)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    event_id, case_id, fence, holder, until_ms, done_ms = row
    return Position(pos, event_id, case_id), Lease(fence, holder, until_ms, done_ms)


def renew(connection: Connection, name: str, pos: int, until_ms: int) -> None:
    """Let a position's claim live on."""
    connection.execute(update(claim).where(claim.c.box == name, claim.c.pos == pos).values(until_ms=until_ms))


def finish(connection: Connection, name: str, pos: int, now_ms: int) -> None:
    """Note that a position is done, and raise the mailbox's floor over all that are done without a gap."""
    connection.execute(update(claim).where(claim.c.box == name, claim.c.pos == pos).values(done_ms=now_ms))
    floor = _locked(connection, _floor_name(name))
    if pos != floor + 1:
        return
    done = select(claim.c.pos).where(claim.c.box == name, claim.c.pos > floor, claim.c.done_ms.is_not(None))
    for number in connection.execute(done.order_by(claim.c.pos)).scalars():
        if number != floor + 1:
            break
        floor = number
    upsert(connection, counter, [{"name": _floor_name(name), "value": floor}])


def fences(connection: Connection, name: str, case_ids: Iterable[str]) -> dict[str, int]:
    """Return, for each of the cases that was ever claimed in the mailbox, the number of its last claim."""
    query = (
        select(event.c.case_id, func.max(claim.c.fence))
        .join(box, box.c.event_id == event.c.id)
        .join(claim, and_(claim.c.box == box.c.box, claim.c.pos == box.c.pos))
        # As the index over histories says it, or the index is not used.
        .where(box.c.box == name, event.c.case_id.in_(list(case_ids)), text(f"event.{COUNTS}"))
        .group_by(event.c.case_id)
    )
    return {case_id: int(fence) for case_id, fence in connection.execute(query)}


def _locked(connection: Connection, series: str) -> int:
    """Return where a series stands, its row locked; a row that was not there could be locked by nobody."""
    insert_new(connection, counter, [{"name": series, "value": 0}])
    return int(
        connection.execute(select(counter.c.value).where(counter.c.name == series).with_for_update()).scalar_one()
    )


def _floor(connection: Connection, name: str) -> int:
    query = select(counter.c.value).where(counter.c.name == _floor_name(name))
    return int(connection.execute(query).scalar_one_or_none() or 0)


def _floor_name(name: str) -> str:
    return f"done:{name}"
