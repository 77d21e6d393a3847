"""Fetching the catalogues that the server publishes: announced in a mailbox of their own, taken only when all is right.

The mailbox is asked when the server's greeting names a version that is not here, and every few minutes. What is
announced is noted in the transaction that moves the cursor; then each bundle is fetched, checked and kept on its own. A
bundle that is not right is refused: the desk goes on with what it has, tells why, and never lets the cases wait for it.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from casework import bundle
from casework.catalogue_load import version_key
from casework.clock import Clock, legal_day, wall_ms
from casework.contract import MAX_FEED_ROWS, FeedPage, FeedRow, Welcome
from casework.errors import RuleBroken, Trouble
from casework.events import read
from casework.facts import CataloguePublished
from casework.lifecycle import COUNTS
from casework.routing import catalogue_box
from counter_app.changes import Topic
from counter_app.logs import Log
from counter_app.store.catalogues import Announced
from counter_app.store.position import Cursor
from counter_app.store.shelf import Shelf
from counter_app.store.store import Store
from counter_app.sync.answers import Reset
from counter_app.sync.api import ServerApi
from counter_app.sync.pulling import checked_page
from counter_app.sync.report import RoundReport

LOOK_AGAIN_S = 300.0
"""How long a desk that was greeted goes without asking for new announcements."""
_SERVER = "server"
_SHOWN = 16
_log = Log(__name__)


@dataclass(slots=True)
class _Held:
    """What is known in this process only: when to look again, and what needs no second fetching."""

    look_at_s: float = 0.0
    not_again: frozenset[str] = frozenset()


class CatalogueExchange:
    """The catalogues' part of a round."""

    def __init__(
        self, store: Store, shelf: Shelf, api: ServerApi, clock: Clock, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._store = store
        self._shelf = shelf
        self._api = api
        self._clock = clock
        self._monotonic = monotonic
        self._held = _Held()

    def greeted(self, welcome: Welcome) -> None:
        """Compare what the server says of itself: the key it is known by, and its newest catalogue.

        The first key it shows is believed, as everything else was at enrolment; another one later is not.
        """
        rows = self._store.catalogues
        known, other = rows.server_key(), rows.other_key()
        now = welcome.server_key
        if now and now != (other or known):
            with self._store.database.writing():
                if not known:
                    rows.trust(now)
                else:
                    rows.note_other_key("" if now == known else now)
            if known and now != known:
                _log.error("catalogue.key_changed", now=now[:_SHOWN], known=known[:_SHOWN])
        if welcome.catalog != self._shelf.newest_version():
            self._held.look_at_s = 0.0

    def exchange(self, report: RoundReport) -> None:
        """Fetch what is announced and not here, if it is time to; what cannot be had is told in the status."""
        if self._monotonic() < self._held.look_at_s:
            return
        try:
            self._follow()
            self._fetch_all(report)
        except Trouble as trouble:
            # The cases' own mailbox has nothing to do with it; a server that is away shows there.
            _log.warning("catalogue.not_fetched", code=trouble.code)
        self._held.look_at_s = self._monotonic() + LOOK_AGAIN_S

    # --- what is announced ----------------------------------------------------------------------------------------

    def _follow(self) -> None:
        region = self._region()
        box = catalogue_box(region)
        was_reset = False
        while True:
            cursor = self._store.positions.at(box)
            try:
                page = self._api.feed(box, after=cursor.pos, chain=cursor.chain.hex(), limit=MAX_FEED_ROWS, wait_s=0.0)
            except Reset:
                if was_reset:
                    raise
                # Announcements are few and known by their version: they are simply read again.
                was_reset = True
                with self._store.database.writing():
                    self._store.positions.reset(box)
                continue
            if page is None:
                return
            self._note(box, page, checked_page(cursor, page)[-1])

    def _note(self, box: str, page: FeedPage, reached: Cursor) -> None:
        rows = self._store.catalogues
        noted = {one.notice.version: one for one in rows.announced()}
        here = {one.version for one in self._shelf.published()}
        for notice in notices(page.rows):
            if notice.version not in here:
                noted[notice.version] = Announced(notice=notice)
        with self._store.database.writing():
            rows.set_announced(tuple(noted.values()))
            self._store.positions.move(box, reached)

    # --- what is fetched ------------------------------------------------------------------------------------------

    def _fetch_all(self, report: RoundReport) -> None:
        for one in sorted(self._store.catalogues.announced(), key=lambda one: _order(one.notice)):
            try:
                self._fetch(one.notice, report)
            except RuleBroken as refusal:
                self._refuse(one, refusal)

    def _fetch(self, notice: CataloguePublished, report: RoundReport) -> None:
        rows = self._store.catalogues
        if rows.other_key():
            raise RuleBroken("catalogue.key_changed", now=rows.other_key()[:_SHOWN])
        bundle.check_notice(notice, self._region(), rows.server_key())
        self._check_newer(notice)
        if notice.sha256 in self._held.not_again:
            return
        packed = self._api.catalogue(notice.sha256)
        bundle.check_bytes(notice, packed)
        try:
            bundle.opened(notice, packed, self._region(), rows.server_key())
        except RuleBroken:
            # It came as it was signed, so it would come like this again.
            self._held.not_again |= {notice.sha256}
            raise
        self._keep(notice, packed)
        report.touched({Topic.CATALOGUE})
        _log.info("catalogue.taken", version=notice.version, effective_from=f"{notice.effective_from}")

    def _check_newer(self, notice: CataloguePublished) -> None:
        current = bundle.in_force(self._shelf.published(), legal_day(self._clock.now()))
        if current is not None and version_key(notice.version) < version_key(current.version):
            raise RuleBroken("catalogue.older", version=notice.version, known=current.version)

    def _keep(self, notice: CataloguePublished, packed: bytes) -> None:
        try:
            with self._store.database.writing():
                self._shelf.put(notice, packed, wall_ms(self._clock.now()))
                self._forget(notice.version)
        finally:
            # Also when the disk refused: then it is not here after all.
            self._shelf.look_again()

    def _refuse(self, one: Announced, refusal: RuleBroken) -> None:
        if refusal.code != one.refused:
            _log.warning("catalogue.refused", version=one.notice.version, code=refusal.code)
        with self._store.database.writing():
            if refusal.code == "catalogue.older":
                # Nothing will ever make it the newest again.
                self._forget(one.notice.version)
                return
            told = Announced(notice=one.notice, refused=refusal.code, details=refusal.details)
            rows = self._store.catalogues
            rows.set_announced(tuple(told if each == one else each for each in rows.announced()))

    def _forget(self, version: str) -> None:
        rows = self._store.catalogues
        rows.set_announced(tuple(one for one in rows.announced() if one.notice.version != version))

    def _region(self) -> str:
        place = self._store.meta.place()
        if place is None:
            raise Trouble("sync.not_enrolled")
        return place.site.region


def notices(rows: Sequence[FeedRow]) -> list[CataloguePublished]:
    """Return what the server announced in these rows; what a later release may say besides is left alone."""
    found = []
    for row in rows:
        if row.o != _SERVER or row.v not in COUNTS:
            continue
        try:
            fact = read(bytes(row.e)).fact
        except RuleBroken:
            continue
        if isinstance(fact, CataloguePublished):
            found.append(fact)
    return found


def _order(notice: CataloguePublished) -> tuple[int, ...]:
    try:
        return version_key(notice.version)
    except RuleBroken:
        return ()
