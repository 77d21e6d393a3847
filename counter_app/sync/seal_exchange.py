"""Asking what has become of the sealing of results, so that nobody prints one whose sealed paper is on its way."""

import time
from collections.abc import Callable

from casework.errors import Trouble
from counter_app.changes import Topic
from counter_app.logs import Log
from counter_app.store.store import Store
from counter_app.sync.api import ServerApi
from counter_app.sync.report import RoundReport

LOOK_AGAIN_S = 900.0
_log = Log(__name__)


class SealExchange:
    """Asks when other cases were decided, while papers are awaited, and now and then; a round never fails by it."""

    def __init__(self, store: Store, api: ServerApi, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._api = api
        self._monotonic = monotonic
        self._asked: tuple[str, ...] = ()
        self._look_at_s = float("-inf")

    def exchange(self, report: RoundReport) -> None:
        """Ask if there is a reason to, and keep the answer. Called once the mailbox was read."""
        decided = self._store.unsealed.decided()
        known = self._store.unsealed.known()
        if decided == self._asked and not known and self._monotonic() < self._look_at_s:
            return
        try:
            told = self._api.seals(decided).papers if decided else ()
        except Trouble as trouble:
            # An older server does not know the question; the cases have nothing to do with it.
            _log.warning("seals.not_told", code=trouble.code)
            return
        self._asked, self._look_at_s = decided, self._monotonic() + LOOK_AGAIN_S
        if told != known:
            with self._store.database.writing():
                self._store.unsealed.take(told)
            report.touched({Topic.CASES}, tuple(dict.fromkeys(one.case for one in (*known, *told))))
