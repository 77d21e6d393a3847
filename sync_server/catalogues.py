"""Every version of the catalogue that was ever in force here: what intake judges by, and what windows fetch.

A version is read from its bundle when the first event names it, and kept in memory from then on; versions never change.
New ones come in by `Publisher`, from another process as a rule, so what is the newest is asked of the database.
"""

from datetime import date

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from sqlalchemy import Connection

from casework import bundle
from casework.catalogue import Catalogue
from casework.catalogue_load import version_key
from casework.clock import Clock, legal_day
from casework.errors import RuleBroken
from casework.facts import CataloguePublished
from casework.signing import key_name
from sync_server.store import catalogues as rows
from sync_server.store import meta
from sync_server.store.catalogues import Kept
from sync_server.store.engine import Store

_log = structlog.get_logger()


class Catalogues:
    """The catalogues of a region; `shipped` came with this release and is used where none was published."""

    def __init__(self, store: Store, shipped: Catalogue, region: str, clock: Clock) -> None:
        self.region = region
        self._store = store
        self._clock = clock
        self._shipped = shipped
        self._loaded = {shipped.version: shipped}

    def knows(self, catalog: str) -> bool:
        """Say whether a version was ever in force here."""
        return self.of(catalog) is not None

    def department_of(self, matter: str, catalog: str) -> str | None:
        """Return the department that owns a matter under a version, also of a withdrawn one; None if unknown.

        A version that was never in force here is answered from the one that is.
        """
        catalogue = self.of(catalog) or self.in_force(legal_day(self._clock.now()))
        try:
            return catalogue.known_matter(matter).department
        except RuleBroken:
            return None

    def of(self, version: str) -> Catalogue | None:
        """Return a version; None for one that was never in force here."""
        if version not in self._loaded:
            with self._store.reading() as connection:
                packed = rows.bundle_of(connection, version)
            if packed is None:
                return None
            try:
                self._loaded[version] = bundle.unpack(packed, self.region)
            except RuleBroken as broken:
                # What names it waits, rather than being judged by another catalogue.
                _log.error("catalogue.not_loaded", version=version, code=broken.code)
                return None
        return self._loaded[version]

    def newest_version(self) -> str:
        """Return the newest version that was published, whether its day has come or not."""
        newest = bundle.newest(self.published())
        return newest.version if newest else self._shipped.version

    def in_force(self, day: date) -> Catalogue:
        """Return the version that new cases of `day` are made under."""
        chosen = bundle.in_force(self.published(), day)
        return (self.of(chosen.version) if chosen else None) or self._shipped

    def kept(self) -> list[Kept]:
        """Return what is known of every version, oldest first, the shipped one too."""
        with self._store.reading() as connection:
            return sorted(rows.all_kept(connection), key=lambda one: version_key(one.version))

    def published(self) -> list[Kept]:
        """Return what is known of every version that was announced, oldest first."""
        return [one for one in self.kept() if one.published_ms]

    def fetch(self, sha256: str) -> bytes:
        """Return the bundle with this hash.

        Raises:
            RuleBroken: `catalogue.absent`.
        """
        with self._store.reading() as connection:
            found = rows.bundle_named(connection, sha256)
        if found is None:
            raise RuleBroken("catalogue.absent")
        return found

    def keep_shipped(self) -> None:
        """Keep the release's own version for good: windows write under it, also when a later release ships another.

        What waited for that version is not judged here.
        """
        if any(one.version == self._shipped.version for one in self.kept()):
            return
        with self._store.writing() as connection:
            packed = bundle.pack(self._shipped, self.region)
            notice = bundle.announced(packed, self._shipped, self.region, signing_key(connection))
            rows.add(connection, kept_of(notice), packed)

    def department_name(self, code: str) -> str | None:
        """Return a department's name, as the newest version that knows it says; None for a code nobody knows."""
        for catalogue in (self._shipped, *(self.of(one.version) for one in reversed(self.kept()))):
            for department in catalogue.departments if catalogue is not None else ():
                if department.code == code:
                    return department.name_zh
        return None


def public_key(connection: Connection) -> str:
    """Return the name of the key that the server signs with; empty if it has none."""
    raw = meta.read(connection, meta.SERVER_KEY)
    return key_name(Ed25519PrivateKey.from_private_bytes(raw).public_key()) if raw else ""


def signing_key(connection: Connection) -> Ed25519PrivateKey:
    """Return the key that the server signs with, which is made if it has none yet. Inside a transaction."""
    made = Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    return Ed25519PrivateKey.from_private_bytes(meta.write_new(connection, meta.SERVER_KEY, made))


def kept_of(notice: CataloguePublished, published_ms: int = 0) -> Kept:
    """Return what is kept of a catalogue that is announced like this."""
    return Kept(
        version=notice.version,
        effective_from=notice.effective_from,
        sha256=notice.sha256,
        size=notice.size,
        signature=notice.signature,
        published_ms=published_ms,
    )
