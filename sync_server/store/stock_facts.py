"""What windows stated, with effect, of boxes of blanks."""

from sqlalchemy import Connection, func, select, text

from casework.blank_facts import BlanksReceived
from casework.blanks import PREFIX
from casework.events import read
from casework.routing import hall_box
from casework.stock_book import Stated
from sync_server.store.tables import COUNTS, box, event


class StockSeen:
    """Which kinds of blanks halls ever received; every look reads only what came since the one before."""

    def __init__(self) -> None:
        self._read_to: dict[str, int] = {}
        self._kinds: dict[str, frozenset[str]] = {}

    def has(self, connection: Connection, hall: str, kind: str) -> bool:
        """Say whether a hall ever received numbered blanks for certificates of a kind."""
        known = self._kinds.get(hall, frozenset())
        if kind in known:
            return True
        mailbox = box.c.box == hall_box(hall)
        head = connection.execute(select(func.max(box.c.pos)).where(mailbox)).scalar() or 0
        new = (mailbox, box.c.pos > self._read_to.get(hall, 0), box.c.pos <= head)
        came = select(event.c.raw).join(box, box.c.event_id == event.c.id).where(event.c.kind == "stock.received", *new)
        facts = (read(bytes(raw)).fact for raw in connection.execute(came).scalars())
        known |= {fact.kind for fact in facts if isinstance(fact, BlanksReceived)}
        self._kinds[hall], self._read_to[hall] = known, head
        return kind in known


def by_box(connection: Connection) -> dict[str, list[Stated]]:
    """Return the facts about every box of blanks by its id, in the order in which every window folds them."""
    found: dict[str, list[Stated]] = {}
    of_blanks = (event.c.kind.startswith(PREFIX, autoescape=True), text(f"event.{COUNTS}"))
    query = select(event.c.raw).join(box, box.c.event_id == event.c.id).where(*of_blanks)
    for raw in connection.execute(query.order_by(box.c.box, box.c.pos)).scalars():
        stated = read(bytes(raw))
        found.setdefault(stated.header.case, []).append((stated.fact, stated.header.actor.code))
    return found
