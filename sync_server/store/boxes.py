"""Mailboxes: positions without a gap, each with the hash of the chain there.

Appending is the last thing a write transaction does, mailboxes in the order of their names, so that no two writers can
wait for each other and every reader sees a prefix.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Select, select

from casework.chain import box_link, box_start
from sync_server.store import bulk
from sync_server.store.tables import box, box_head, event
from sync_server.store.upserts import dialect_insert


@dataclass(frozen=True, slots=True)
class Head:
    """Where a mailbox stands: its last position (0 while empty) and the chain's hash there."""

    pos: int
    chain: bytes


@dataclass(frozen=True, slots=True)
class Line:
    """One position of a mailbox, with its event."""

    pos: int
    chain: bytes
    verdict: str
    ver: int
    origin: str
    epoch: str
    seq: int
    raw: bytes
    number: str
    serial: str


def append(connection: Connection, posts: Mapping[str, Sequence[str]]) -> dict[str, Head]:
    """Append event ids to each of the mailboxes; return where these stand afterwards."""
    names = sorted(name for name, ids in posts.items() if ids)
    if not names:
        return {}
    standing = _locked(connection, names)
    begun = _begin(connection, {name: posts[name] for name in names if name not in standing})
    # Somebody else began these while we waited for them to commit.
    standing |= _locked(connection, [name for name in names if name not in standing and name not in begun])
    rows: list[tuple[object, ...]] = []
    for name in names:
        now = standing.get(name) or Head(0, box_start(name))
        for event_id in posts[name]:
            now = Head(now.pos + 1, box_link(now.chain, event_id))
            rows.append((name, now.pos, event_id, now.chain))
        standing[name] = now
    bulk.insert(connection, box, ("box", "pos", "event_id", "chain"), rows)
    heads = [(name, standing[name].pos, standing[name].chain) for name in names if name not in begun]
    bulk.insert(connection, box_head, ("box", "pos", "chain"), heads, conflict="replace")
    return standing


def _locked(connection: Connection, names: Sequence[str]) -> dict[str, Head]:
    if not names:
        return {}
    query = select(box_head).where(box_head.c.box.in_(names)).order_by(box_head.c.box).with_for_update()
    return {row.box: Head(row.pos, row.chain) for row in connection.execute(query)}


def _begin(connection: Connection, posts: Mapping[str, Sequence[str]]) -> set[str]:
    """Make the heads of mailboxes that had none, as they will stand; return those that nobody else made meanwhile.

    A row that is not there cannot be locked; inserting it makes every other writer of the mailbox wait.
    """
    begun = set()
    for name, ids in posts.items():
        chain = box_start(name)
        for event_id in ids:
            chain = box_link(chain, event_id)
        insert = dialect_insert(connection, box_head).values(box=name, pos=len(ids), chain=chain)
        begun |= set(connection.execute(insert.on_conflict_do_nothing().returning(box_head.c.box)).scalars())
    return begun


def heads(connection: Connection) -> dict[str, Head]:
    """Return where every mailbox stands."""
    return {row.box: Head(row.pos, row.chain) for row in connection.execute(select(box_head))}


def chain_at(connection: Connection, name: str, pos: int) -> bytes | None:
    """Return the chain's hash at a position; None where the mailbox has not come to it."""
    if pos == 0:
        return box_start(name)
    query = select(box.c.chain).where(box.c.box == name, box.c.pos == pos)
    return connection.execute(query).scalar_one_or_none()


def page(connection: Connection, name: str, after: int, limit: int, max_bytes: int) -> list[Line]:
    """Return the positions behind `after`, at most `limit` and, from the second on, `max_bytes` of events."""
    query = (
        select(
            box.c.pos,
            box.c.chain,
            event.c.verdict,
            event.c.ver,
            event.c.origin,
            event.c.epoch,
            event.c.seq,
            event.c.raw,
            event.c.number,
            event.c.serial,
        )
        .join(event, event.c.id == box.c.event_id)
        .where(box.c.box == name, box.c.pos > after)
        .order_by(box.c.pos)
        .limit(limit)
    )
    lines: list[Line] = []
    size = 0
    for row in connection.execute(query):
        size += len(row.raw)
        if lines and size > max_bytes:
            break
        lines.append(Line(*tuple(row)))
    return lines


def positions_of(name: str) -> Select[int, str, bytes]:
    """Return the query for a mailbox's positions in order, for whoever checks them."""
    rows = select(box.c.pos, box.c.event_id, box.c.chain).where(box.c.box == name).order_by(box.c.pos)
    return rows.execution_options(yield_per=bulk.PAGE)
