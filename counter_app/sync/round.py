"""One round with the server: say where we stand, send what waits, fetch what is new, then the scans.

Every step is finished or has not happened: verdicts are kept with the mark they move, rows with the cursor they move.
Whatever interrupts a round, the next one goes on from there. Transactions are short, so that acts commit while a long
round runs.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress

from casework.clock import Clock, wall_ms
from casework.contract import PROTOCOL, Hello, Welcome
from casework.errors import Trouble
from casework.routing import hall_box
from counter_app.changes import Topic
from counter_app.store import clock_watch
from counter_app.store.entry import Stream
from counter_app.store.journal import Journal
from counter_app.store.shelf import Shelf
from counter_app.store.store import Store
from counter_app.sync.api import ServerApi
from counter_app.sync.blob_exchange import BlobExchange
from counter_app.sync.catalogue_exchange import CatalogueExchange
from counter_app.sync.key_exchange import KeyExchange
from counter_app.sync.progress import Phase, Progress
from counter_app.sync.pulling import Pulling
from counter_app.sync.pushing import Pushing
from counter_app.sync.report import RoundReport
from counter_app.sync.seal_exchange import SealExchange

GREET_AGAIN_S = 900.0
"""How long a greeting holds: then the clocks are compared again, and what the server has in its backups is asked."""
_MOST_FORKS = 2


class Round:
    """Rounds of one desk with its server; `progress` says how far the present one is."""

    def __init__(
        self,
        store: Store,
        api: ServerApi,
        clock: Clock,
        shelf: Shelf,
        monotonic: Callable[[], float] = time.monotonic,
        *,
        mono: clock_watch.Mono | None = None,
    ) -> None:
        self.progress = Progress()
        self._store = store
        self._api = api
        self._clock = clock
        self._shelf = shelf
        self._monotonic = monotonic
        self._mono = mono
        self._greeted_until_s = 0.0
        self._held_asked = False
        self._pushing = Pushing(store, api, clock, self.progress)
        self._pulling = Pulling(store, api, self.progress)
        self._blobs = BlobExchange(store, api, lambda: wall_ms(clock.now()), self.progress.moved)
        self._catalogues = CatalogueExchange(store, shelf, api, clock, monotonic)
        self._keys = KeyExchange(store, api, monotonic)
        self._seals = SealExchange(store, api, monotonic)

    def run(self, wait_s: float = 0.0, ask_again: Sequence[str] = ()) -> RoundReport:
        """Do one round; `wait_s` is how long the server may hold the last question for news.

        `ask_again` names own events that were held or refused, to learn what has become of them.

        Raises:
            Trouble: the round could not be finished; what was done is kept.
        """
        report = RoundReport()
        if self._store.meta.place() is None:
            raise Trouble("sync.not_enrolled")
        try:
            self._exchange(report, ask_again, wait_s)
            if report.resets or self._is_another_life():
                # The server was set back: a desk that has nothing new to say must still say what was lost.
                self.forget_greeting()
                self._exchange(report, (), 0.0)
            self._catalogues.exchange(report)
            self._keys.exchange()
            self._seals.exchange(report)
            self.progress.begin(Phase.SCANS)
            self._blobs.run(report)
        except Trouble as trouble:
            # Whatever went wrong may have changed where we stand: ask again.
            self.forget_greeting()
            trouble.add_note(f"pushed {report.pushed}, pulled {report.pulled}")
            self._show_what_came(report)
            raise
        finally:
            self.progress.begin(Phase.IDLE)
        return report

    def _exchange(self, report: RoundReport, ask_again: Sequence[str], wait_s: float) -> None:
        self._greet(report)
        self._pushing.push_all(report, lambda: self._fork(report))
        if not self._held_asked:
            # What a supervisor let go and the server then refused does not come by the mailbox.
            ask_again = (*ask_again, *self._store.journal.held())
            self._held_asked = True
        self._pushing.ask_again(ask_again, report)
        self._pulling.pull_all(report, wait_s)

    def _show_what_came(self, report: RoundReport) -> None:
        """Show what a round brought before it was broken off, unless the disk is what broke it."""
        with suppress(Trouble):
            self._pulling.catch_up(report)

    def _is_another_life(self) -> bool:
        """Whether the server that answers is one that was restored since we greeted it."""
        return self._api.heard_epoch > self._store.meta.server_epoch()

    def forget_greeting(self) -> None:
        """Say again with the next round where we stand."""
        self._greeted_until_s = 0.0

    def _greet(self, report: RoundReport) -> None:
        self.progress.begin(Phase.GREETING)
        if self._api.wants_ticket():
            self.forget_greeting()
        while self._greeted_until_s <= self._monotonic():
            stream = self._store.journal.stream()
            if stream is None:
                raise Trouble("sync.not_enrolled")
            before_ms = wall_ms(self._clock.now())
            welcome = self._api.hello(self._hello(stream))
            after_ms = wall_ms(self._clock.now())
            if _forked(self._store.journal, stream.head, welcome):
                self._fork(report)
                continue
            self._settle(stream, welcome, offset_ms=welcome.now - (before_ms + after_ms) // 2)
            self._catalogues.greeted(welcome)
            self._greeted_until_s = self._monotonic() + GREET_AGAIN_S
            self._held_asked = False

    def hello(self) -> Hello:
        """Return what this desk would greet the server with.

        Raises:
            Trouble: `sync.not_enrolled`.
        """
        stream = self._store.journal.stream()
        if stream is None:
            raise Trouble("sync.not_enrolled")
        return self._hello(stream)

    def _hello(self, stream: Stream) -> Hello:
        return Hello(
            proto=(PROTOCOL,),
            epoch=stream.epoch,
            head=stream.head,
            hash=stream.hash.hex(),
            catalog=self._shelf.newest_version(),
            acked=stream.acked,
            seen_epoch=self._store.meta.server_epoch(),
        )

    def _settle(self, stream: Stream, welcome: Welcome, offset_ms: int) -> None:
        store = self._store
        with store.writing():
            restored = 0 < store.meta.server_epoch() < welcome.server_epoch
            sighting = clock_watch.sighted(stream, wall_ms(self._clock.now()), self._mono()) if self._mono else None
            store.meta.note_clock(offset_ms, sighting)
            store.meta.put("server_epoch", str(welcome.server_epoch))
            store.journal.note_backup(stream.epoch, welcome.backup_mark)
            if restored:
                self._begin_again(stream, welcome)
            elif welcome.head < stream.acked:
                store.send_again(welcome.head)
        self._pushing.keep_to(welcome.max_events, welcome.max_bytes)
        self._api.admit(welcome.ticket, (welcome.ticket_until - welcome.now) / 1000)

    def _begin_again(self, stream: Stream, welcome: Welcome) -> None:
        """Tell a restored server everything that its own backups need not have, and believe none of its old verdicts.

        Its head alone proves nothing: a late copy of a push may have reached it before this greeting.
        """
        place = self._store.meta.place()
        kept = max(stream.base_seq, min(welcome.head, welcome.backup_mark))
        self._store.send_again(min(welcome.head, kept))
        if place is not None:
            box = hall_box(place.site.hall)
            self._store.journal.unplace(0)
            self._store.positions.reset(box)

    def _fork(self, report: RoundReport) -> None:
        report.forks += 1
        if report.forks > _MOST_FORKS:
            raise Trouble("sync.fork_again")
        self._store.open_epoch(wall_ms(self._clock.now()))
        report.touched({Topic.OUTBOX, Topic.CASES})


def _forked(journal: Journal, head: int, welcome: Welcome) -> bool:
    if welcome.head == 0:
        return False
    return welcome.head > head or journal.hash_at(welcome.head).hex() != welcome.hash
