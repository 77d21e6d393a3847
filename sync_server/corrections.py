"""Events that stand in for others: which quarantined event one may replace, and whether that was done already.

A correction that is quarantined itself leaves the case held, and may be corrected in its turn; all of them stand for
the first one, their place.
"""

from sqlalchemy import Connection

from casework.events import Header, read_header
from casework.lifecycle import COUNTS, Judgement, Verdict
from sync_server.store import holds, streams
from sync_server.store.holds import Hold
from sync_server.store.streams import Stored
from sync_server.writers import Writer

_WRONG = Judgement(Verdict.QUARANTINED, "event.supersedes_wrong")
_DONE = Judgement(Verdict.CONTESTED, "event.superseded_already")


class Corrections:
    """The corrections that one writer makes in one transaction."""

    def __init__(self, connection: Connection, writer: Writer) -> None:
        self._connection = connection
        self._writer = writer
        self._done: set[str] = set()

    def place_of(self, named: Stored | None, header: Header, hold: Hold | None) -> tuple[str, Judgement | None]:
        """Return the event whose place a correction takes, and why it may not if it may not.

        `named` is the event that it names, if it is known; `hold` the one that its case is under.
        """
        old = named if named is not None and self._may_replace(named, header) else self._under_bytes(header, hold)
        if old is None:
            return "", _WRONG
        place = old.place
        if place in self._done or holds.corrected(self._connection, self._writer.origin, header.case, place):
            return place, _DONE
        return place, None

    def note(self, correction: Stored) -> None:
        """Note what became of a correction: its place is taken if it counts or waits."""
        if correction.verdict in COUNTS or correction.verdict is Verdict.HELD:
            self._done.add(correction.held_by)
        else:
            self._done.discard(correction.held_by)

    def _may_replace(self, old: Stored, header: Header) -> bool:
        own = (old.origin, old.verdict) == (self._writer.origin, Verdict.QUARANTINED)
        return own and old.case_id in {None, header.case}

    def _under_bytes(self, header: Header, hold: Hold | None) -> Stored | None:
        """Return the event that holds the case if its writer calls it by an id that another event has."""
        if hold is None or not hold.event_id.startswith("raw:"):
            return None
        kept = streams.by_ids(self._connection, [hold.event_id]).get(hold.event_id)
        held_header = read_header(kept.raw) if kept is not None else None
        return kept if held_header is not None and held_header.id == header.supersedes else None
