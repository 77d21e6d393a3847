"""Making the cases again from their histories when a release keeps them in another form.

Only events are kept for good; a case is what replaying them gives. The form in which cases are stored is noted in the
database, and when it is not this release's, every case is replayed before the server takes requests.
"""

import structlog
from sqlalchemy import Connection

from casework.case_form import case_form
from casework.case_state import Case
from casework.events import read
from casework.lifecycle import replay
from sync_server.store import cases, meta, streams
from sync_server.store.engine import Store

_FORM = "case_form"
_log = structlog.get_logger()


def rebuild_if_changed(store: Store) -> int:
    """Make every case again if it was stored in another form; return how many were made."""
    with store.reading() as connection:
        if not is_changed(connection):
            return 0
    with store.writing() as connection:
        made = rebuild(connection)
        meta.write(connection, _FORM, case_form().encode())
    _log.info("cases.rebuilt", cases=made)
    return made


def is_changed(connection: Connection) -> bool:
    """Say whether the cases are stored in another form than this release's."""
    return meta.read(connection, _FORM) != case_form().encode()


def rebuild(connection: Connection) -> int:
    """Make every case again from its history; return how many."""
    ids = [case_id for case_id, _ in connection.execute(cases.everything())]
    for case_id in ids:
        cases.save(connection, [case_from_history(connection, case_id)])
    return len(ids)


def case_from_history(connection: Connection, case_id: str) -> Case:
    """Return the case that the stored events of a history amount to.

    Raises:
        ValueError: the history does not begin with an opening that counts, or lacks an event.
        RuleBroken: an event of it cannot be read.
    """
    history = streams.history(connection, case_id)
    if [one.ver for one in history] != list(range(1, len(history) + 1)):
        raise ValueError("an event of the history is missing")
    opening = history[0] if history else None
    if opening is None:
        raise ValueError("the history is empty")
    return replay((read(one.raw) for one in history), number=opening.number, serial=opening.serial)
