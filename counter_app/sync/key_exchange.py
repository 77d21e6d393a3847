"""Fetching the windows' public keys, so that any window verifies any window's slip, also for days without a network."""

import time
from collections.abc import Callable

from casework import window_keys
from casework.errors import ProductError
from counter_app.logs import Log
from counter_app.store.store import Store
from counter_app.sync.api import ServerApi

LOOK_AGAIN_S = 900.0
_log = Log(__name__)


class KeyExchange:
    """Asks for the list now and then; one that our server did not sign is not taken, and a round never fails by it."""

    def __init__(self, store: Store, api: ServerApi, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._api = api
        self._monotonic = monotonic
        self._look_at_s = float("-inf")

    def exchange(self) -> None:
        """Fetch the list if it is time to and it is another one."""
        place, server_key = self._store.meta.place(), self._store.catalogues.server_key()
        if place is None or not server_key or self._monotonic() < self._look_at_s:
            return
        try:
            listed = self._api.window_keys(self._store.window_keys.tag())
            if listed is not None:
                keys = window_keys.opened(listed[0], place.site.region, server_key)
                with self._store.database.writing():
                    self._store.window_keys.take(keys, listed[1])
        except ProductError as refused:
            # The cases have nothing to do with it; what is known is used further.
            _log.warning("window_keys.not_taken", code=refused.code)
        self._look_at_s = self._monotonic() + LOOK_AGAIN_S
