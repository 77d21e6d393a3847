"""Finding out where a mailbox that was set back still agrees with what was read of it."""

from collections.abc import Iterable

from casework.chain import box_link, box_start
from casework.contract import Marks
from casework.errors import RuleBroken
from sync_server.department.client import Client, Cursor

_MOST_MARKS = 64


def shared_place(client: Client, box: str, read: Iterable[tuple[int, str]]) -> Cursor:
    """Return the last position of those offered at which both ends have the same chain; `read` are positions and ids.

    Offered are the last position and those 1, 2, 4, 8, … before it: so at most as much again is read as was lost.

    Raises:
        Trouble: the server cannot be asked.
    """
    chains = [box_start(box)]
    for _, event_id in read:
        chains.append(box_link(chains[-1], event_id))
    offered = tuple((pos, chains[pos].hex()) for pos in _places(len(chains) - 1))
    try:
        answer = client.common(Marks(box=box, marks=offered)) if offered else None
    except RuleBroken as refusal:
        if refusal.code not in {"request.not_found", "request.method"}:
            raise
        # A server that is older than the question.
        answer = None
    if answer is None or (answer.pos, answer.chain) not in offered:
        return Cursor(0, chains[0].hex())
    return Cursor(answer.pos, answer.chain)


def _places(last: int) -> list[int]:
    places: list[int] = []
    back = 0
    while last - back > 0 and len(places) < _MOST_MARKS:
        places.append(last - back)
        back = back * 2 or 1
    return places
