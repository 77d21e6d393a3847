"""What is done beside the rounds, in their lane: old finished cases are pruned once a day, the reserve is laid down."""

from datetime import timedelta

from casework.clock import Clock, wall_ms
from casework.errors import Trouble
from counter_app.changes import Changes, Topic
from counter_app.logs import Log
from counter_app.store.prune import prune
from counter_app.store.store import Store

_PRUNED = "pruned_ms"
_log = Log(__name__)
_DAY_MS = round(timedelta(days=1).total_seconds() * 1000)


class Upkeep:
    """Keeps a store in shape; `keep_days` of 0 prunes nothing."""

    def __init__(self, store: Store, clock: Clock, keep_days: int) -> None:
        self._store = store
        self._clock = clock
        self._keep_days = keep_days

    def run(self) -> Changes:
        """Do what is due and return what it changed; what the disk refuses is done another time."""
        try:
            self.keep_reserve()
            self._store.shorten_black_box()
            return self._prune_if_due()
        except Trouble as trouble:
            _log.warning("upkeep.failed", code=trouble.code)
            return Changes()

    def keep_reserve(self) -> None:
        """Lay the reserve down again once there is room for it; that needs no server."""
        self._store.room.keep_reserve()

    def _prune_if_due(self) -> Changes:
        store, now_ms = self._store, wall_ms(self._clock.now())
        last_ms = int(store.meta.get(_PRUNED) or 0)
        # A clock that was set back must not put it off for ever.
        if not self._keep_days or 0 <= now_ms - last_ms < _DAY_MS:
            return Changes()
        pruned = prune(store, now_ms - self._keep_days * _DAY_MS)
        with store.database.writing():
            store.meta.put(_PRUNED, str(now_ms))
        return Changes(frozenset({Topic.CASES, Topic.PRINTS})) if pruned.cases else Changes()
