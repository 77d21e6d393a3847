"""What waits in the cases of a push, by what it waits for: an opening, a hold's end, or its turn in a refill.

Holds are kept per writer and case: what a writer says of a case waits for the writer's own quarantined event, and for
nobody else's.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

from sync_server.store.holds import Hold
from sync_server.store.streams import Stored

FOR_OPENING = "case.unknown"
BEHIND_HOLD = "case.held"
FOR_TURN = "case.refill"
FOR_TURN_CONTESTED = "case.refill_contested"
FOR_KIND = "event.unknown_kind"
FOR_CATALOGUE = ("case.unknown_matter", "case.unknown_catalogue")
FOR_TURNS = (FOR_TURN, FOR_TURN_CONTESTED)

_TURNS = frozenset(FOR_TURNS)
_Where = tuple[str, str]
"""A writer's origin and a case."""


def in_turn(held: Sequence[Stored]) -> list[Stored]:
    """Return events in the order in which they are to be judged again: those of a refill by the version they need."""
    return sorted(held, key=lambda one: (one.reason in _TURNS and not one.ver, one.ver if one.reason in _TURNS else 0))


class Holds:
    """The holds of the cases that a transaction touches; `new` and `ended` are what it changed."""

    def __init__(self) -> None:
        self.new: dict[_Where, str] = {}
        self.ended: dict[_Where, str] = {}
        self._standing: dict[_Where, Hold] = {}

    def fetched(self, standing: Mapping[_Where, Hold]) -> None:
        """Take in what the database has."""
        self._standing.update(standing)

    def by(self, origin: str, case_id: str, event: Stored | None = None) -> Hold | None:
        """Return the hold that a new event of this writer and case waits for, or that `event` came behind of."""
        if not self._standing:
            return None
        hold = self._standing.get((origin, case_id))
        return hold if hold is None or event is None or hold.precedes(event) else None

    def begin(self, kept: Stored, case_id: str) -> None:
        """Let the writer's later events of the case wait for this one; an older hold stays."""
        where = kept.origin, case_id
        if where not in self._standing:
            self._standing[where] = Hold.of(kept)
            self.new[where] = kept.id

    def released_by(self, case_id: str, event_id: str) -> list[_Where]:
        """Return whose hold in the case is by this event."""
        return [where for where, hold in self._standing.items() if where[1] == case_id and hold.event_id == event_id]

    def end(self, origin: str, case_id: str) -> None:
        """Let nothing wait any longer."""
        where = origin, case_id
        hold = self._standing.pop(where)
        if self.new.pop(where, None) is None:
            self.ended[where] = hold.event_id


class Waiting:
    """An index of held events; whatever is taken out of it is to be judged again.

    An event that waits for its turn is stored with the version that its case must have reached (`ver`), or with 0 if it
    only follows other events of its writer that do.
    """

    def __init__(self) -> None:
        self._for_opening: dict[str, list[Stored]] = {}
        self._behind: dict[_Where, list[Stored]] = {}
        self._turns: dict[str, list[Stored]] = {}
        self._followers: dict[_Where, list[Stored]] = {}
        self._free: deque[Stored] = deque()
        self._moved: dict[str, int] = {}

    def add(self, held: Stored) -> None:
        """Take in an event that is held."""
        if held.case_id is None:
            return
        where = held.origin, held.case_id
        if held.reason == FOR_OPENING:
            self._for_opening.setdefault(held.case_id, []).append(held)
        elif held.reason == BEHIND_HOLD:
            self._behind.setdefault(where, []).append(held)
        elif held.reason in _TURNS and held.ver:
            self._turns.setdefault(held.case_id, []).append(held)
        elif held.reason in _TURNS:
            self._followers.setdefault(where, []).append(held)

    def free(self, held: Iterable[Stored]) -> None:
        """Let these be judged next, in this order."""
        self._free.extend(held)

    def opened(self, case_id: str) -> None:
        """Let go what waited for the case to be opened, in the order in which it came."""
        if self._for_opening:
            self._free.extend(self._for_opening.pop(case_id, ()))

    def hold_ended(self, origin: str, case_id: str, stored: Iterable[Stored]) -> None:
        """Let go what waited for the end of a writer's hold: what the database has, then what came since."""
        self._free.extend(stored)
        self._free.extend(self._behind.pop((origin, case_id), ()))

    def moved(self, case_id: str, ver: int) -> None:
        """Note which version a case has come to: it may be some event's turn."""
        if self._turns or self._followers:
            self._moved[case_id] = ver

    def next_free(self) -> Stored | None:
        """Take the next event that is free to be judged; None if all the others wait on."""
        for case_id, ver in self._moved.items():
            if (turn := self._whose_turn(case_id, ver)) is not None:
                return turn
        while not self._free and self._moved:
            self._free.extend(self._freed_followers(self._moved.popitem()[0]))
        return self._free.popleft() if self._free else None

    def _whose_turn(self, case_id: str, ver: int) -> Stored | None:
        waiting = self._turns.get(case_id)
        if not waiting:
            return None
        first = min(waiting, key=lambda one: (one.ver, one.reason == FOR_TURN))
        if first.ver > ver:
            return None
        waiting.remove(first)
        return first

    def _freed_followers(self, case_id: str) -> list[Stored]:
        """Take the events whose writers wait for no turn any more in the case."""
        busy = {one.origin for one in self._turns.get(case_id, ())}
        free = [where for where in self._followers if where[1] == case_id and where[0] not in busy]
        return [one for where in free for one in self._followers.pop(where)]

    def is_refilling(self, origin: str, case_id: str) -> bool:
        """Say whether events of this writer wait for their turn in the case."""
        if not (self._turns or self._followers):
            return False
        return any(one.origin == origin for one in self._turns.get(case_id, ())) or bool(
            self._followers.get((origin, case_id))
        )
