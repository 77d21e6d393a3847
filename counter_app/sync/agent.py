"""The desk's agent: rounds when they are due, failures remembered and told, never raised.

A plain object: a thread, a timer or a command calls `tick`; `status` may be asked from anywhere.
"""

import time
from collections.abc import Callable
from threading import Lock

import structlog

from casework.clock import Clock, wall_ms
from casework.errors import Trouble
from counter_app.changes import Changes
from counter_app.store.store import Store
from counter_app.sync.answers import NotLetIn
from counter_app.sync.round import Round, RoundReport
from counter_app.sync.schedule import Schedule
from counter_app.sync.status import Contact, SyncStatus, read_status, remember

_log = structlog.get_logger(__name__)
Monotonic = Callable[[], float]


class SyncAgent:
    """Keeps a desk and its server in step."""

    def __init__(
        self, store: Store, rounds: Round, schedule: Schedule, clock: Clock, monotonic: Monotonic = time.monotonic
    ) -> None:
        self._store = store
        self._rounds = rounds
        self._schedule = schedule
        self._clock = clock
        self._monotonic = monotonic
        # Two rounds of one stream must not overlap.
        self._one_at_a_time = Lock()

    def nudge(self) -> None:
        """Say that something new waits; the next `tick` is due at once while the server is there."""
        self._schedule.nudge(self._monotonic())

    def retry_now(self) -> None:
        """Say that a person wants a try at once."""
        self._schedule.retry_now(self._monotonic())

    def wait_s(self) -> float:
        """Return the seconds until the next round is due."""
        return self._schedule.wait_s(self._monotonic())

    def tick(self, wait_s: float = 0.0) -> Changes:
        """Do a round if one is due and return what it changed; a failure only shows in the status."""
        if self.wait_s() > 0:
            return Changes()
        try:
            return self.run(wait_s).changes
        except Trouble:
            return Changes()

    def run(self, wait_s: float = 0.0) -> RoundReport:
        """Do a round now and return what it did.

        Raises:
            Trouble: it could not be finished; it is noted, and tried again when due.
        """
        with self._one_at_a_time:
            try:
                report = self._rounds.run(wait_s)
            except Trouble as trouble:
                self._schedule.failed(self._monotonic())
                self._note_failure(trouble)
                raise
            self._schedule.succeeded(self._monotonic())
            self._note_success()
            return report

    def status(self) -> SyncStatus:
        """Return where things stand."""
        return read_status(self._store, next_try_s=self.wait_s(), sending=self._one_at_a_time.locked())

    def _note_failure(self, trouble: Trouble) -> None:
        now = wall_ms(self._clock.now())
        before = read_status(self._store).contact
        contact = Contact(
            last_ok_ms=before.last_ok_ms,
            offline_since_ms=before.offline_since_ms or now,
            last_error=trouble.code,
            failures=before.failures + 1,
            refused=isinstance(trouble, NotLetIn),
        )
        _log.info("sync.failed", code=trouble.code, failures=contact.failures)
        remember(self._store, contact)

    def _note_success(self) -> None:
        remember(self._store, Contact(last_ok_ms=wall_ms(self._clock.now())))
