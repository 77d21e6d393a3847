"""Fetching what is new: the hall's mailbox page by page, every position checked, the cursor never ahead of its rows.

A mailbox that does not go on from where this desk is (its server was restored) is gone back in to the last place that
both ends know, and read on from there; what comes twice only learns its verdict and position.
"""

from collections.abc import Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor

from casework import chain
from casework.contract import MAX_FEED_ROWS, Common, FeedPage, FeedRow, Marks
from casework.errors import Trouble
from casework.events import read_header
from casework.routing import hall_box
from counter_app.changes import Topic
from counter_app.logs import Log
from counter_app.store.position import Cursor
from counter_app.store.recovery import learn_serials
from counter_app.store.store import Store
from counter_app.sync.answers import Absent, Reset
from counter_app.sync.api import ServerApi
from counter_app.sync.progress import Phase, Progress
from counter_app.sync.pushing import AT_ONCE
from counter_app.sync.report import RoundReport

_RESULTS = frozenset({"case.decided", "result.sealed"})
_log = Log(__name__)


class Pulling:
    """The fetching half of a round."""

    def __init__(self, store: Store, api: ServerApi, progress: Progress) -> None:
        self._store = store
        self._api = api
        self._progress = progress

    def pull_all(self, report: RoundReport, wait_s: float) -> None:
        """Read the hall's mailbox to its end; `wait_s` is how long an idle question may wait for news.

        Raises:
            Trouble: it could not be read to its end; what was read is kept.
        """
        self._progress.begin(Phase.FETCHING)
        place = self._store.meta.place()
        if place is None:
            raise Trouble("sync.not_enrolled")
        with ThreadPoolExecutor(1, "wire") as wire:
            self._read(hall_box(place.site.hall), report, wait_s, wire)
        self._unconfirm(report)
        self.catch_up(report)
        learn_serials(self._store)

    def _read(self, box: str, report: RoundReport, wait_s: float, wire: Executor) -> None:
        """Take in page after page; behind a full one the next is on the wire while this one is kept."""
        resets = 0
        coming: Future[FeedPage | None] | None = None
        while True:
            cursor = self._store.positions.at(box)
            # A round that brought something is told at once; only an idle one may wait for news.
            patience = wait_s if not report.changes else 0.0
            try:
                page = coming.result() if coming else self._ask(box, cursor, patience)
            except Reset:
                coming = None
                resets += 1
                report.resets += 1
                self._go_back(box, cursor, resets)
                continue
            if page is None:
                return
            reached = checked_page(cursor, page)
            full = len(page.rows) == MAX_FEED_ROWS
            coming = wire.submit(self._ask, box, reached[-1], 0.0) if full else None
            self._take_in(box, page.rows, reached, report, more=full)

    def catch_up(self, report: RoundReport) -> None:
        """Make the rows of cases that were put off while there was more to read."""
        for cases in self._store.catch_up():
            report.touched({Topic.CASES}, cases)

    def _ask(self, box: str, cursor: Cursor, wait_s: float) -> FeedPage | None:
        return self._api.feed(box, after=cursor.pos, chain=cursor.chain.hex(), limit=MAX_FEED_ROWS, wait_s=wait_s)

    # --- rows -----------------------------------------------------------------------------------------------------

    def _take_in(
        self, box: str, rows: Sequence[FeedRow], places: Sequence[Cursor], report: RoundReport, *, more: bool
    ) -> None:
        while rows:
            kept, cases = self._keep_some(box, rows, places, more=more)
            report.pulled += kept
            report.touched({Topic.CASES, Topic.OUTBOX}, cases)
            self._progress.fetched(kept)
            rows, places = rows[kept:], places[kept:]

    def _keep_some(
        self, box: str, rows: Sequence[FeedRow], places: Sequence[Cursor], *, more: bool
    ) -> tuple[int, tuple[str, ...]]:
        """Keep rows in one transaction until there are no more, or somebody waits; return how many, and their cases."""
        store, kept = self._store, 0
        cases: dict[str, None] = {}
        with store.writing():
            while kept < len(rows) and not (kept and store.database.wanted):
                headers = store.journal.receive_all(rows[kept : kept + AT_ONCE])
                for header in headers:
                    if header.type in _RESULTS:
                        store.blobs.want(header.blobs, header.case)
                touched = dict.fromkeys(header.case for header in headers)
                if more:
                    store.cases.put_off(touched)
                else:
                    store.cases.refresh(touched)
                cases.update(touched)
                kept = min(kept + AT_ONCE, len(rows))
            store.positions.move(box, places[kept - 1])
        return kept, tuple(cases)

    def _unconfirm(self, report: RoundReport) -> None:
        """Show what others stated, and the mailbox does not have any more, as not confirmed."""
        store = self._store
        while store.journal.has_unplaced():
            with store.writing():
                cases = store.journal.unconfirm()
                store.cases.refresh(cases)
            report.touched({Topic.CASES}, cases)

    # --- going back -----------------------------------------------------------------------------------------------

    def _go_back(self, box: str, cursor: Cursor, resets: int) -> None:
        """Set the cursor to where both ends agree; when that did not help, to the beginning."""
        if resets == 1:
            place = self._common(box, cursor)
        elif resets == _MOST_RESETS:
            place = Cursor(0, chain.box_start(box))
        else:
            raise Reset("sync.reset", said="feed.reset")
        with self._store.writing():
            self._store.journal.unplace(place.pos)
            if place.pos:
                self._store.positions.move(box, place)
            else:
                self._store.positions.reset(box)
        _log.warning("sync.mailbox_reset", was=cursor.pos, now=place.pos)

    def _common(self, box: str, cursor: Cursor) -> Cursor:
        marks = self._store.journal.marks(self._store.positions.base(box), cursor.pos)
        offered = {mark.pos: mark for mark in marks if mark.pos}
        try:
            answer = self._api.common(Marks(box=box, marks=tuple((mark.pos, mark.chain.hex()) for mark in marks)))
        except Absent:
            # A server that is older than the question.
            answer = Common(pos=0, chain="0" * 64, server_epoch=0)
        mark = offered.get(answer.pos)
        return mark if mark and mark.chain.hex() == answer.chain else Cursor(0, chain.box_start(box))


_MOST_RESETS = 2


def checked_page(cursor: Cursor, page: FeedPage) -> tuple[Cursor, ...]:
    """Return the cursor after each row of a page that follows `cursor` without a gap.

    Raises:
        Trouble: `sync.box_gap`, a position was left out, or `sync.box_chain`, something was exchanged.
    """
    pos, link = cursor.pos, cursor.chain
    reached = []
    for row in page.rows:
        if row.p != pos + 1:
            raise Trouble("sync.box_gap", expected=pos + 1, found=row.p)
        header = read_header(bytes(row.e))
        if header is None:
            raise Trouble("sync.box_chain", at=row.p)
        pos, link = row.p, chain.box_link(link, header.id)
        reached.append(Cursor(pos, link))
    if page.next != pos or page.chain != link.hex():
        _log.error("sync.box_chain", at=pos)
        raise Trouble("sync.box_chain", at=pos)
    return tuple(reached)
