"""Sending what waits: in batches that fit, and whatever one event holds, those behind it are not kept waiting.

A batch that the server cannot take is halved, down to the single event; one that cannot be taken as it is goes as bytes
that nobody need understand. Whoever waits for the store gets it in between: a transaction ends when somebody does.
"""

from base64 import b64encode
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from casework.clock import Clock, wall_ms
from casework.contract import MAX_PUSH_BYTES, MAX_PUSH_EVENTS, EventVerdict, Push, PushAnswer
from casework.errors import Trouble
from counter_app.changes import Topic
from counter_app.logs import Log
from counter_app.store.entry import Batch, raw_events
from counter_app.store.store import Store
from counter_app.sync.answers import Corrupt, Fork, Gap, TooLarge, Unreadable
from counter_app.sync.api import ServerApi
from counter_app.sync.progress import Phase, Progress
from counter_app.sync.report import RoundReport

AT_ONCE = 100
"""After so many verdicts or rows a transaction ends if somebody waits for the store."""
_OPAQUE = 0
_log = Log(__name__)


class Pushing:
    """The sending half of a round."""

    def __init__(self, store: Store, api: ServerApi, clock: Clock, progress: Progress) -> None:
        self._store = store
        self._api = api
        self._clock = clock
        self._progress = progress
        self._max_events = MAX_PUSH_EVENTS
        self._max_bytes = MAX_PUSH_BYTES
        self._distrusted = False

    def keep_to(self, max_events: int, max_bytes: int) -> None:
        """Send no more at once than the server says it takes."""
        self._max_events = min(MAX_PUSH_EVENTS, max_events)
        self._max_bytes = min(MAX_PUSH_BYTES, max_bytes)

    def push_all(self, report: RoundReport, fork: Callable[[], None]) -> None:
        """Send until nothing waits; `fork` is called when another copy of this database wrote under our epoch.

        Raises:
            Trouble: something could not be sent; what was is kept.
        """
        self._progress.begin(Phase.SENDING)
        self._push_in_a_row(report)
        # A size of 0 stands for one event as bytes that need not be JSON.
        size, resent = self._max_events, False
        while batch := self._store.journal.unsent(max_events=max(size, 1), max_bytes=self._max_bytes):
            try:
                answer = self._send(batch, opaque=size == _OPAQUE)
            except Gap as gap:
                self._rewind(gap.expected - 1, batch)
                continue
            except Fork:
                fork()
                continue
            except (TooLarge, Unreadable) as refusal:
                size = _smaller(size, batch, refusal)
                continue
            except Corrupt as refusal:
                if self._distrusted:
                    size = _smaller(size, batch, refusal)
                    continue
                # Once it may be the line; what arrives altered twice is taken apart in the next round.
                if resent:
                    self._distrusted = True
                    raise
                resent = True
                continue
            self._keep(batch, answer, report)
            size = min(max(2 * size, 1), self._max_events)
        self._distrusted = False

    def _push_in_a_row(self, report: RoundReport) -> None:
        """Send full batches one after the other, the next on the wire while the verdicts on the last are kept.

        Should this end between the two, what was sent is sent again and gets the same verdicts. What the server cannot
        take as it is ends the row and is sent again alone.
        """
        batch = self._next_batch()
        if batch is None or len(batch.raws) < self._max_events:
            return
        told: tuple[Batch, PushAnswer] | None = None
        with ThreadPoolExecutor(1, "wire") as wire:
            while batch is not None:
                self._tell(batch)
                coming = wire.submit(self._api.push, push_of(batch))
                if told is not None:
                    self._keep(*told, report, more=True)
                following = self._next_batch(behind=batch.last)
                try:
                    told = batch, coming.result()
                except (Gap, Fork, TooLarge, Unreadable, Corrupt):
                    return
                batch = following
        if told is not None:
            self._keep(*told, report)

    def _next_batch(self, behind: int = 0) -> Batch | None:
        journal = self._store.journal
        return journal.unsent(max_events=self._max_events, max_bytes=self._max_bytes, behind=behind)

    def ask_again(self, event_ids: Sequence[str], report: RoundReport) -> None:
        """Ask what has become of events by now that were held or refused before."""
        for event_id in event_ids:
            batch = self._store.journal.alone(event_id)
            if batch is None:
                continue
            try:
                answer = self._send(batch)
            except (Gap, Fork):
                # The server does not have it any more: it is sent again with everything behind it.
                return
            self._keep(batch, answer, report)

    def _send(self, batch: Batch, *, opaque: bool = False) -> PushAnswer:
        self._tell(batch)
        return self._api.push(push_of(batch, opaque=opaque))

    def _tell(self, batch: Batch) -> None:
        stream = self._store.journal.stream()
        left = stream.head - batch.first + 1 if stream else 0
        self._progress.sending(batch.first, batch.last, left)

    def _rewind(self, acked: int, batch: Batch) -> None:
        if acked >= batch.first - 1:
            raise Trouble("sync.strange_answer", status=409, said="push.gap")
        with self._store.writing():
            self._store.send_again(acked)

    def _keep(self, batch: Batch, answer: PushAnswer, report: RoundReport, *, more: bool = False) -> None:
        """Keep an answer; with `more` to come the cases are only noted, see `Cases.put_off`."""
        verdicts = sorted(answer.verdicts, key=lambda verdict: verdict.seq)
        if {verdict.seq for verdict in verdicts} != set(range(batch.first, batch.last + 1)):
            # Nothing counts as sent without a verdict of its own.
            raise Trouble("sync.verdicts_missing", count=len(batch.raws) - len(verdicts))
        while verdicts:
            kept = self._keep_some(batch.epoch, verdicts, answer.backup_mark, report, more=more)
            self._progress.sent(kept)
            verdicts = verdicts[kept:]
        report.pushed += len(batch.raws)

    def _keep_some(
        self, epoch: str, verdicts: Sequence[EventVerdict], backup_mark: int, report: RoundReport, *, more: bool
    ) -> int:
        """Keep verdicts in one transaction until there are no more, or somebody waits; return how many."""
        store, kept = self._store, 0
        cases: dict[str, None] = {}
        renumbered: tuple[str, ...] = ()
        with store.writing():
            while kept < len(verdicts) and not (kept and store.database.wanted):
                part = verdicts[kept : kept + AT_ONCE]
                numbered = store.journal.renumbered(epoch, part)
                touched = store.journal.store_verdicts(epoch, part)
                if more and not numbered:
                    store.cases.put_off(touched)
                else:
                    # Papers that are owed again must find the new number.
                    store.cases.refresh(touched)
                renumbered += numbered
                cases.update(dict.fromkeys(touched))
                kept += len(part)
            store.journal.note_backup(epoch, backup_mark)
            for case_id in renumbered:
                store.printouts.owe_again(case_id, "renumbered", wall_ms(self._clock.now()))
        report.renumbered += renumbered
        report.touched({Topic.OUTBOX, Topic.CASES} | ({Topic.PRINTS} if renumbered else set()), tuple(cases))
        return kept


def _smaller(size: int, batch: Batch, refusal: Trouble) -> int:
    """Return how many events to try next; raise the refusal if there is no smaller way."""
    if size == _OPAQUE:
        raise refusal
    if len(batch.raws) == 1:
        _log.warning("sync.sent_opaque", seq=batch.first)
    return len(batch.raws) // 2


def push_of(batch: Batch, *, opaque: bool = False) -> Push:
    """Return a batch as it travels; `opaque` for bytes that the server could not read."""
    return Push(
        origin=batch.origin,
        epoch=batch.epoch,
        from_seq=batch.first,
        prev=batch.prev.hex(),
        tip=batch.tip.hex(),
        events=() if opaque else raw_events(batch),
        opaque=tuple(b64encode(raw).decode("ascii") for raw in batch.raws) if opaque else (),
        receipts=batch.receipts,
    )
