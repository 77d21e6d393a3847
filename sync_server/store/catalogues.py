"""The catalogues that were ever in force here, each with its bundle as it was signed."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Row, select

from sync_server.store.tables import catalogue
from sync_server.store.upserts import insert_new


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a catalogue without its bundle.

    `published_ms` is 0 for one that was never announced, because it came with a release.
    """

    version: str
    effective_from: date
    sha256: str
    size: int
    signature: str
    published_ms: int


_OF_KEPT = tuple(catalogue.c[name] for name in Kept.__dataclass_fields__)


def add(connection: Connection, kept: Kept, bundle: bytes) -> None:
    """Keep a catalogue; a version that is there already stays as it is."""
    row = {name: getattr(kept, name) for name in Kept.__dataclass_fields__}
    insert_new(connection, catalogue, [{**row, "effective_from": kept.effective_from.isoformat(), "bundle": bundle}])


def all_kept(connection: Connection) -> list[Kept]:
    """Return what is known of every version, in no order that means anything."""
    return [_kept(row) for row in connection.execute(select(*_OF_KEPT))]


def bundle_of(connection: Connection, version: str) -> bytes | None:
    """Return a version's bundle; None for one that was never in force here."""
    return connection.execute(select(catalogue.c.bundle).where(catalogue.c.version == version)).scalar_one_or_none()


def bundle_named(connection: Connection, sha256: str) -> bytes | None:
    """Return the bundle with this hash; None if there is none."""
    return connection.execute(select(catalogue.c.bundle).where(catalogue.c.sha256 == sha256)).scalars().first()


def _kept(row: Row[str, str, str, int, str, int]) -> Kept:
    version, effective_from, sha256, size, signature, published_ms = row
    return Kept(version, date.fromisoformat(effective_from), sha256, size, signature, published_ms)
