"""How far every reader has come with its mailbox, and at which position it and the server part."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, and_, case, select

from casework.chain import box_start
from sync_server.store.boxes import Head
from sync_server.store.tables import box, box_head, event, reading
from sync_server.store.upserts import dialect_insert

# Whole numbers of both engines have 63 bits.
_LAST_POSITION = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Reached:
    """A reader asked, at `at_ms`, for what lies behind `pos` of a mailbox."""

    reader: str
    box: str
    pos: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class Behind:
    """A reader, the mailbox's head, and when the first event that it has not read came in; None if it has read all."""

    reached: Reached
    head: int
    waits_since_ms: int | None


def note(connection: Connection, reached: Sequence[Reached]) -> None:
    """Note how far readers have come; of what several workers say of one reader the highest wins."""
    if not reached:
        return
    insert = dialect_insert(connection, reading)
    highest = {
        name: case((insert.excluded[name] > reading.c[name], insert.excluded[name]), else_=reading.c[name])
        for name in ("pos", "at_ms")
    }
    upsert = insert.on_conflict_do_update(index_elements=["reader", "box"], set_=highest)
    connection.execute(upsert, [asdict(one) for one in reached])


def behind(connection: Connection) -> list[Behind]:
    """Return every reader that ever asked, by mailbox and name."""
    first_unread = and_(box.c.box == reading.c.box, box.c.pos == reading.c.pos + 1)
    query = (
        select(reading, box_head.c.pos.label("head"), event.c.received_ms)
        .outerjoin(box_head, box_head.c.box == reading.c.box)
        .outerjoin(box, first_unread)
        .outerjoin(event, event.c.id == box.c.event_id)
        .order_by(reading.c.box, reading.c.reader)
    )
    return [
        Behind(Reached(row.reader, row.box, row.pos, row.at_ms), row.head or 0, row.received_ms)
        for row in connection.execute(query)
    ]


def common(connection: Connection, name: str, marks: Sequence[tuple[int, str]]) -> Head:
    """Return the highest of a reader's marks (position, chain in hexadecimal) that the mailbox has; else its start."""
    wanted = {pos: chain for pos, chain in marks if 0 < pos <= _LAST_POSITION}
    query = select(box.c.pos, box.c.chain).where(box.c.box == name, box.c.pos.in_(wanted)).order_by(box.c.pos.desc())
    for row in connection.execute(query):
        if row.chain.hex() == wanted[row.pos]:
            return Head(row.pos, row.chain)
    return Head(0, box_start(name))
