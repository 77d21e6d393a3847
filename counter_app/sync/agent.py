"""The desk's agent: rounds when they are due, failures remembered and told, never raised.

A plain object: a thread, a timer or a command calls `tick`; `status` may be asked from anywhere.
"""

import time
from collections.abc import Callable
from http import HTTPStatus
from threading import Lock

from casework.clock import Clock, wall_ms
from casework.contract import Hello
from casework.errors import RuleBroken, Trouble
from counter_app.changes import Changes
from counter_app.logs import Log
from counter_app.store import clock_watch
from counter_app.store.store import Store
from counter_app.sync.answers import NotLetIn
from counter_app.sync.progress import Progress
from counter_app.sync.report import RoundReport
from counter_app.sync.round import Round
from counter_app.sync.schedule import BASE_S, CAP_S, Schedule
from counter_app.sync.status import Contact, OutboxItem, SyncStatus, outbox, read_contact, read_status, remember
from counter_app.sync.upkeep import Upkeep

_PRUNED = "sync.pruned_below"
_log = Log(__name__)
Monotonic = Callable[[], float]


class SyncAgent:
    """Keeps a desk and its server in step; `upkeep` is what is done beside it once in a while."""

    def __init__(
        self,
        store: Store,
        rounds: Round,
        schedule: Schedule,
        clock: Clock,
        monotonic: Monotonic = time.monotonic,
        *,
        mono: clock_watch.Mono | None = None,
        upkeep: Upkeep | None = None,
    ) -> None:
        self._store = store
        self._rounds = rounds
        self._schedule = schedule
        self._clock = clock
        self._monotonic = monotonic
        self._mono = mono
        self._upkeep = upkeep
        # Two rounds of one stream must not overlap.
        self._one_at_a_time = Lock()
        self._to_ask: dict[str, None] = {}

    @property
    def progress(self) -> Progress:
        """How far the present round is."""
        return self._rounds.progress

    def hello(self) -> Hello:
        """Return what this desk would greet the server with. Raises Trouble `sync.not_enrolled`."""
        return self._rounds.hello()

    def nudge(self) -> None:
        """Say that something new waits; the next `tick` is due at once while the server is there."""
        self._schedule.nudge(self._monotonic())

    def retry_now(self, event_id: str = "") -> None:
        """Say that a person wants a try at once; of a refused or held event, to ask again what became of it.

        Raises:
            RuleBroken: `amend.no_such_event`.
        """
        if event_id:
            if self._store.journal.entry(event_id) is None:
                raise RuleBroken("amend.no_such_event", event=event_id)
            self._to_ask[event_id] = None
        self._schedule.retry_now(self._monotonic())

    def begin_again(self) -> None:
        """Send what is left here to a server that will never have again what was pruned, as a new epoch.

        Raises:
            RuleBroken: `sync.begin_again_needless`: the last round did not end at what was pruned.
        """
        if read_contact(self._store).last_error != _PRUNED:
            raise RuleBroken("sync.begin_again_needless")
        with self._one_at_a_time:
            self._store.open_epoch(wall_ms(self._clock.now()))
            self._rounds.forget_greeting()

    def greet_anew(self) -> None:
        """Let the next round begin with a greeting, in which the clocks are compared."""
        self._rounds.forget_greeting()

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
            asked = tuple(self._to_ask)
            try:
                report = self._rounds.run(wait_s, asked)
            except Trouble as trouble:
                self._schedule.failed(self._monotonic(), at_least_s=_least_wait_s(trouble))
                self._note_failure(trouble)
                if self._upkeep is not None:
                    self._upkeep.keep_reserve()
                raise
            for event_id in asked:
                self._to_ask.pop(event_id, None)
            self._schedule.succeeded(self._monotonic())
            self._note_success()
            if self._upkeep is not None:
                report.changes |= self._upkeep.run()
            return report

    def status(self) -> SyncStatus:
        """Return where things stand."""
        # One turn for all of it: whoever asks during a round waits once.
        with self._store.database.held():
            return read_status(
                self._store,
                next_try_s=self.wait_s(),
                sending=self._one_at_a_time.locked(),
                clock_suspect=self._clock_suspect(),
                progress=self.progress.now(),
            )

    def outbox(self, limit: int = 500) -> tuple[OutboxItem, ...]:
        """Return what waits or needs a person, each with what is known of it now."""
        return outbox(self._store, limit, self.status())

    def _clock_suspect(self) -> bool:
        if self._mono is None:
            return False
        return clock_watch.look(self._store, wall_ms(self._clock.now()), self._mono()).suspect

    def _note_failure(self, trouble: Trouble) -> None:
        now = wall_ms(self._clock.now())
        before = read_contact(self._store)
        contact = Contact(
            last_ok_ms=before.last_ok_ms,
            offline_since_ms=before.offline_since_ms or now,
            last_error=trouble.code,
            details=dict(trouble.details),
            failures=before.failures + 1,
            refused=isinstance(trouble, NotLetIn),
        )
        _log.info("sync.failed", code=trouble.code, failures=contact.failures)
        remember(self._store, contact)

    def _note_success(self) -> None:
        remember(self._store, Contact(last_ok_ms=wall_ms(self._clock.now())))


def _least_wait_s(trouble: Trouble) -> float:
    """A server whose disk is full gets five minutes; asking sooner would only be in the administrator's way."""
    return CAP_S if trouble.details.get("status") == HTTPStatus.INSUFFICIENT_STORAGE else BASE_S / 10
