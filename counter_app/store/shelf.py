"""Every catalogue at hand, and which is used when: for new cases the newest whose day has come, for others their own.

What the server published wins over what came with the release; a desk that was never sent one uses the latter. A
catalogue is read from its bundle when it is first needed and kept in memory.
"""

from datetime import date

from casework import bundle
from casework.catalogue import Catalogue
from casework.errors import RuleBroken
from casework.facts import CataloguePublished
from counter_app.logs import Log
from counter_app.store.catalogues import Kept
from counter_app.store.store import Store

# What comes with a release is for every region.
_NO_REGION = ""
_log = Log(__name__)


class Shelf:
    """The catalogues of one desk; `shipped` came with the release."""

    def __init__(self, store: Store, shipped: Catalogue) -> None:
        self._store = store
        self._shipped = shipped
        self._loaded: dict[str, Catalogue | None] = {}
        self._kept: tuple[Kept, ...] | None = None
        self._in_force: tuple[date, Catalogue] | None = None

    def in_force(self, day: date) -> Catalogue:
        """Return the catalogue that new cases of a day are made under."""
        if self._in_force is None or self._in_force[0] != day:
            # One that cannot be read any more must not hide the one before it.
            readable = [one for one in self.published() if self._load(one.version) is not None]
            chosen = bundle.in_force(readable, day)
            found = self._load(chosen.version) if chosen else None
            self._in_force = (day, found or self._shipped)
        return self._in_force[1]

    def of(self, version: str) -> Catalogue | None:
        """Return a version; None if this desk does not have it."""
        kept = self._find(version)
        if version == self._shipped.version and not (kept and kept.published):
            return self._shipped
        return self._load(version)

    def newest_version(self) -> str:
        """Return the newest version that is here, whether its day has come or not."""
        newest = bundle.newest(self.published())
        return newest.version if newest else self._shipped.version

    def published(self) -> tuple[Kept, ...]:
        """Return what is known of every catalogue that the server sent."""
        return tuple(one for one in self._all() if one.published)

    def keep_shipped(self, at_ms: int) -> None:
        """Keep the release's own catalogue for good: cases run under it, also when a later release ships another.

        Raises:
            Trouble: the disk refused; until the next start it is known from the release only.
        """
        if self._find(self._shipped.version) is not None:
            return
        unsigned = CataloguePublished(
            version=self._shipped.version,
            effective_from=self._shipped.effective_from,
            sha256="",
            size=0,
            signature="",
        )
        with self._store.database.writing():
            self.put(unsigned, bundle.pack(self._shipped, _NO_REGION), at_ms)

    def _all(self) -> tuple[Kept, ...]:
        if self._kept is None:
            self._kept = self._store.catalogues.kept()
        return self._kept

    def _find(self, version: str) -> Kept | None:
        return next((one for one in self._all() if one.version == version), None)

    def put(self, notice: CataloguePublished, packed: bytes, at_ms: int) -> None:
        """Keep a bundle that was checked; whoever asks next is answered with it in mind. Inside a transaction."""
        self._store.catalogues.keep(notice, packed, at_ms)
        self.look_again()

    def look_again(self) -> None:
        """Forget what was read from the store, as after a transaction that did not happen."""
        self._kept, self._in_force = None, None
        self._loaded.clear()

    def _load(self, version: str) -> Catalogue | None:
        if version not in self._loaded:
            kept = self._find(version)
            self._loaded[version] = self._unpacked(kept) if kept else None
        return self._loaded[version]

    def _unpacked(self, kept: Kept) -> Catalogue | None:
        place = self._store.meta.place()
        region = place.site.region if place and kept.published else _NO_REGION
        try:
            return bundle.unpack(self._store.catalogues.bundle(kept.version) or b"", region)
        except RuleBroken as broken:
            _log.error("catalogue.not_loaded", version=kept.version, code=broken.code)
            return None
