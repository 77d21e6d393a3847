"""What windows stated, with effect, of boxes of blanks."""

from sqlalchemy import Connection, select, text

from casework.blanks import PREFIX
from casework.events import read
from casework.stock_book import Stated
from sync_server.store.tables import COUNTS, box, event


def by_box(connection: Connection) -> dict[str, list[Stated]]:
    """Return the facts about every box of blanks by its id, in the order in which every window folds them."""
    found: dict[str, list[Stated]] = {}
    of_blanks = (event.c.kind.startswith(PREFIX, autoescape=True), text(f"event.{COUNTS}"))
    query = select(event.c.raw).join(box, box.c.event_id == event.c.id).where(*of_blanks)
    for raw in connection.execute(query.order_by(box.c.box, box.c.pos)).scalars():
        stated = read(bytes(raw))
        found.setdefault(stated.header.case, []).append((stated.fact, stated.header.actor.code))
    return found
