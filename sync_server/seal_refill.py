"""Papers that were sealed before the server was lost, found by what waits for them in cases that were filled again.

A server that lost everything has neither its seals nor what it had stated. Windows and departments fill it again, and
what followed a sealing in a case waits for its turn. Where such an event waits in a case whose decision stands, the
decision's papers are to be sealed once more: then the case comes to the version it had, whoever came back first.
"""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import Connection

from casework.case_state import Case
from casework.events import Event, read
from casework.lifecycle import DECISION_STANDS
from sync_server.sealing import papers_of
from sync_server.store import cases, seal_uses, seals, streams
from sync_server.store.seal_uses import Owed
from sync_server.waiting import FOR_TURNS


def owe_again(connection: Connection, department: str, now_ms: int) -> list[Owed]:
    """Note what the department's seal has to be put on once more, and return it."""
    again = [
        paper
        for case, decision in _waiting(connection)
        if case.department == department
        for paper in papers_of(case, decision, now_ms)
    ]
    seal_uses.owe(connection, again)
    return again


def without_seal(connection: Connection) -> dict[str, int]:
    """Return in how many cases something waits for papers sealed by departments that have no seal here any more."""
    registered = seals.departments(connection)
    waiting = Counter(case.department for case, _ in _waiting(connection))
    return {department: count for department, count in sorted(waiting.items()) if department not in registered}


def _waiting(connection: Connection) -> Iterator[tuple[Case, Event]]:
    """Give the cases in which something waits for its turn behind a decision that stands, with that decision."""
    ids = {held.case_id for held in streams.held_for(connection, FOR_TURNS) if held.case_id}
    for case_id, case in cases.by_ids(connection, ids).items():
        raw = seal_uses.last_decision(connection, case_id) if case.stage in DECISION_STANDS else None
        if raw is not None:
            yield case, read(raw)
