"""One round with the server: say where we stand, send what waits, fetch what is new, then the scans.

Every step is finished or has not happened: verdicts are kept with the mark they move, rows with the cursor they move.
Whatever interrupts a round, the next one goes on from there.
"""

from dataclasses import dataclass, field

import structlog

from casework import chain
from casework.clock import Clock, wall_ms
from casework.contract import (
    MAX_FEED_ROWS,
    MAX_PUSH_BYTES,
    MAX_PUSH_EVENTS,
    PROTOCOL,
    FeedPage,
    Hello,
    Push,
    PushAnswer,
    Welcome,
)
from casework.errors import Trouble
from casework.events import read_header
from casework.lifecycle import Verdict
from casework.routing import hall_box
from counter_app.changes import Changes, Topic
from counter_app.store.entry import Batch, raw_events
from counter_app.store.journal import Journal
from counter_app.store.position import Cursor
from counter_app.store.store import Store
from counter_app.sync.answers import Corrupt, Fork, Gap, Reset, TooLarge
from counter_app.sync.api import ServerApi
from counter_app.sync.blob_exchange import exchange_blobs

_DECISION = "case.decided"
_MOST_FORKS = 2
_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class RoundReport:
    """What a round did; `renumbered` are cases whose papers must be printed again."""

    pushed: int = 0
    pulled: int = 0
    blobs_sent: int = 0
    blobs_fetched: int = 0
    renumbered: tuple[str, ...] = ()
    forks: int = 0
    changes: Changes = field(default_factory=Changes)

    def touched(self, topics: set[Topic], cases: tuple[str, ...] = ()) -> None:
        """Add to what changed."""
        self.changes |= Changes(frozenset(topics), cases)


class Round:
    """Rounds of one desk with its server."""

    def __init__(self, store: Store, api: ServerApi, clock: Clock, catalog: str) -> None:
        self._store = store
        self._api = api
        self._clock = clock
        self._catalog = catalog
        self._greeted = False
        self._max_events = MAX_PUSH_EVENTS
        self._max_bytes = MAX_PUSH_BYTES

    def run(self, wait_s: float = 0.0) -> RoundReport:
        """Do one round; `wait_s` is how long the server may hold the last question for news.

        Raises:
            Trouble: the round could not be finished; what was done is kept.
        """
        report = RoundReport()
        if self._store.meta.place() is None:
            raise Trouble("sync.not_enrolled")
        try:
            self._greet(report)
            self._push_all(report)
            self._pull_all(report, wait_s)
            exchange_blobs(self._store, self._api, report)
        except Trouble as trouble:
            # Whatever went wrong may have changed where we stand: ask again.
            self._greeted = False
            trouble.add_note(f"pushed {report.pushed}, pulled {report.pulled}")
            raise
        return report

    # --- greeting -------------------------------------------------------------------------------------------------

    def _greet(self, report: RoundReport) -> None:
        while not self._greeted:
            journal = self._store.journal
            stream = journal.stream()
            if stream is None:
                raise Trouble("sync.not_enrolled")
            before_ms = wall_ms(self._clock.now())
            said = Hello(
                proto=(PROTOCOL,),
                epoch=stream.epoch,
                head=stream.head,
                hash=stream.hash.hex(),
                catalog=self._catalog,
                acked=stream.acked,
                seen_epoch=self._store.meta.server_epoch(),
            )
            welcome = self._api.hello(said)
            after_ms = wall_ms(self._clock.now())
            if _forked(journal, stream.head, welcome):
                self._fork(report)
                continue
            self._settle(welcome, offset_ms=welcome.now - (before_ms + after_ms) // 2)
            self._greeted = True

    def _settle(self, welcome: Welcome, offset_ms: int) -> None:
        store = self._store
        stream = store.journal.stream()
        with store.writing():
            store.meta.put("clock_offset_ms", str(offset_ms))
            store.meta.put("server_epoch", str(welcome.server_epoch))
            if stream is not None and welcome.head < stream.acked:
                # The server was restored to an earlier state; it gets again what it lost.
                store.send_again(welcome.head)
        self._max_events = min(MAX_PUSH_EVENTS, welcome.max_events)
        self._max_bytes = min(MAX_PUSH_BYTES, welcome.max_bytes)

    def _fork(self, report: RoundReport) -> None:
        report.forks += 1
        if report.forks > _MOST_FORKS:
            raise Trouble("sync.fork_again")
        self._store.open_epoch(wall_ms(self._clock.now()))
        report.touched({Topic.OUTBOX, Topic.CASES})

    # --- sending --------------------------------------------------------------------------------------------------

    def _push_all(self, report: RoundReport) -> None:
        max_events, max_bytes = self._max_events, self._max_bytes
        resent = False
        while batch := self._store.journal.unsent(max_events=max_events, max_bytes=max_bytes):
            try:
                answer = self._api.push(_push_of(batch))
            except Gap as gap:
                self._rewind(gap.expected - 1, batch)
                continue
            except Fork:
                self._fork(report)
                continue
            except TooLarge:
                if len(batch.raws) == 1:
                    raise
                max_events = len(batch.raws) // 2
                continue
            except Corrupt:
                if resent:
                    raise
                resent = True
                continue
            self._keep(batch, answer, report)

    def _rewind(self, acked: int, batch: Batch) -> None:
        if acked >= batch.first - 1:
            raise Trouble("sync.strange_answer", status=409, said="push.gap")
        with self._store.writing():
            self._store.send_again(acked)

    def _keep(self, batch: Batch, answer: PushAnswer, report: RoundReport) -> None:
        told = {verdict.seq for verdict in answer.verdicts}
        if told != set(range(batch.first, batch.last + 1)):
            # Nothing counts as sent without a verdict of its own.
            raise Trouble("sync.verdicts_missing", count=len(batch.raws) - len(told))
        store = self._store
        with store.writing():
            cases = store.journal.store_verdicts(batch.epoch, answer.verdicts)
            store.cases.refresh(cases)
            renumbered = self._owe_again(batch, answer)
        report.pushed += len(batch.raws)
        report.renumbered += renumbered
        report.touched({Topic.OUTBOX, Topic.CASES} | ({Topic.PRINTS} if renumbered else set()), cases)

    def _owe_again(self, batch: Batch, answer: PushAnswer) -> tuple[str, ...]:
        """Owe again the papers of cases that the server gave another number."""
        cases = []
        for verdict in answer.verdicts:
            if verdict.verdict is Verdict.RENUMBERED:
                header = read_header(batch.raws[verdict.seq - batch.first])
                if header is not None:
                    self._store.printouts.owe_again(header.case, "renumbered", wall_ms(self._clock.now()))
                    cases.append(header.case)
        return tuple(cases)

    # --- fetching -------------------------------------------------------------------------------------------------

    def _pull_all(self, report: RoundReport, wait_s: float) -> None:
        place = self._store.meta.place()
        if place is None:
            raise Trouble("sync.not_enrolled")
        box = hall_box(place.site.hall)
        was_reset = False
        while True:
            cursor = self._store.positions.at(box)
            # A round that brought something is told at once; only an idle one may wait for news.
            patience = wait_s if not report.changes else 0.0
            try:
                page = self._api.feed(
                    box, after=cursor.pos, chain=cursor.chain.hex(), limit=MAX_FEED_ROWS, wait_s=patience
                )
            except Reset:
                if was_reset:
                    raise
                was_reset = True
                with self._store.writing():
                    self._store.positions.reset(box)
                continue
            if page is None:
                return
            self._take_in(box, cursor, page, report)

    def _take_in(self, box: str, cursor: Cursor, page: FeedPage, report: RoundReport) -> None:
        reached = checked_page(cursor, page)
        store = self._store
        with store.writing():
            cases: dict[str, None] = {}
            for row in page.rows:
                case_id = store.journal.receive(row)
                if case_id is not None:
                    cases[case_id] = None
                header = read_header(bytes(row.e))
                if header is not None and header.type == _DECISION:
                    store.blobs.want(header.blobs)
            store.cases.refresh(cases)
            store.positions.move(box, reached)
        report.pulled += len(page.rows)
        report.touched({Topic.CASES, Topic.OUTBOX}, tuple(cases))


def checked_page(cursor: Cursor, page: FeedPage) -> Cursor:
    """Return the cursor after a page that follows `cursor` without a gap.

    Raises:
        Trouble: `sync.box_gap`, a position was left out, or `sync.box_chain`, something was exchanged.
    """
    pos, link = cursor.pos, cursor.chain
    for row in page.rows:
        if row.p != pos + 1:
            raise Trouble("sync.box_gap", expected=pos + 1, found=row.p)
        header = read_header(bytes(row.e))
        if header is None:
            raise Trouble("sync.box_chain", at=row.p)
        pos, link = row.p, chain.box_link(link, header.id)
    if page.next != pos or page.chain != link.hex():
        _log.error("sync.box_chain", at=pos)
        raise Trouble("sync.box_chain", at=pos)
    return Cursor(pos, link)


def _forked(journal: Journal, head: int, welcome: Welcome) -> bool:
    if welcome.head == 0:
        return False
    return welcome.head > head or journal.hash_at(welcome.head).hex() != welcome.hash


def _push_of(batch: Batch) -> Push:
    return Push(
        origin=batch.origin,
        epoch=batch.epoch,
        from_seq=batch.first,
        prev=batch.prev.hex(),
        tip=batch.tip.hex(),
        events=raw_events(batch),
        receipts=batch.receipts,
    )
