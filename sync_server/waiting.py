"""What waits in the cases of a push, by what it waits for: an opening, a hold's end, or its turn in a refill."""

from collections.abc import Iterable

from sync_server.store.streams import Stored

FOR_OPENING = "case.unknown"
BEHIND_HOLD = "case.held"
FOR_TURN = "case.refill"
FOR_TURN_CONTESTED = "case.refill_contested"

_TURNS = frozenset({FOR_TURN, FOR_TURN_CONTESTED})
_Where = tuple[str, str]
"""A writer's origin and a case."""


class Waiting:
    """An index of held events; whatever is taken out of it is to be judged again.

    An event that waits for its turn is stored with the version that its case must have reached (`ver`), or with 0 if it
    only follows other events of its writer that do.
    """

    def __init__(self, held: Iterable[Stored] = ()) -> None:
        self._for_opening: dict[str, list[Stored]] = {}
        self._behind: dict[_Where, list[Stored]] = {}
        self._turns: dict[str, list[Stored]] = {}
        self._followers: dict[_Where, list[Stored]] = {}
        for one in held:
            self.add(one)

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

    def for_opening(self, case_id: str) -> list[Stored]:
        """Take what waits for the case to be opened, in the order in which it came."""
        return self._for_opening.pop(case_id, [])

    def behind(self, origin: str, case_id: str) -> list[Stored]:
        """Take what waits for the end of a writer's hold, in the order in which it was written."""
        return self._behind.pop((origin, case_id), [])

    def whose_turn(self, case_id: str, ver: int) -> Stored | None:
        """Take one event whose turn it is at this version of the case."""
        waiting = self._turns.get(case_id)
        if not waiting:
            return None
        first = min(waiting, key=lambda one: (one.ver, one.reason == FOR_TURN))
        if first.ver > ver:
            return None
        waiting.remove(first)
        return first

    def followers(self, case_id: str) -> list[Stored]:
        """Take the events whose writers wait for no turn any more in the case."""
        busy = {one.origin for one in self._turns.get(case_id, ())}
        free = [where for where in self._followers if where[1] == case_id and where[0] not in busy]
        return [one for where in free for one in self._followers.pop(where)]

    def is_refilling(self, origin: str, case_id: str) -> bool:
        """Say whether events of this writer wait for their turn in the case."""
        return any(one.origin == origin for one in self._turns.get(case_id, ())) or bool(
            self._followers.get((origin, case_id))
        )
