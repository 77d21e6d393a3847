"""Publishing a version of the catalogue: looked at first, then stored, signed and announced in one transaction.

Whatever is wrong is told before anything is written. Once a version is announced its windows fetch it, and it is never
changed or taken back: a mistake in it is put right by a newer version.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec
import structlog
from sqlalchemy import Connection

from casework import bundle
from casework.catalogue import Catalogue
from casework.catalogue_changes import Change, changes
from casework.catalogue_load import load, version_key
from casework.clock import Clock, legal_day, wall_ms
from casework.errors import RuleBroken
from casework.facts import CataloguePublished
from sync_server.catalogue_files import read_files
from sync_server.catalogues import Catalogues, kept_of, signing_key
from sync_server.own_stream import OwnStream, Statement
from sync_server.store import catalogues as rows
from sync_server.waiting import FOR_CATALOGUE

_log = structlog.get_logger()


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What publishing a version would mean: which one it follows, from when, and what differs."""

    version: str
    effective_from: date
    follows: str
    size: int
    changes: tuple[Change, ...]


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """What was announced, and how many events that had waited for it have another verdict now."""

    version: str
    effective_from: date
    sha256: str
    size: int
    judged_again: int


@dataclass(frozen=True, slots=True)
class Publisher:
    """Publishes catalogues in the server's name."""

    catalogues: Catalogues
    own: OwnStream
    clock: Clock

    def read(self, source: Path, effective_from: date | None = None) -> Catalogue:
        """Return the catalogue in a folder or a zip, to be used from its own day or from the one given.

        Raises:
            RuleBroken: `catalogue.not_read`, `catalogue.too_large`, `catalogue.broken` with every row.
        """
        found = load(read_files(source))
        return found if effective_from is None else msgspec.structs.replace(found, effective_from=effective_from)

    def plan(self, catalogue: Catalogue) -> Plan:
        """Return what publishing it would change; nothing is written.

        Raises:
            RuleBroken: `catalogue.known`, `catalogue.older`, `catalogue.too_large`.
        """
        before = self._before(catalogue)
        known = [one.version for one in self.catalogues.kept()]
        _check_newer(catalogue, before.version, known)
        return Plan(
            version=catalogue.version,
            effective_from=catalogue.effective_from,
            follows=before.version,
            size=len(bundle.pack(catalogue, self.catalogues.region)),
            changes=changes(before, catalogue),
        )

    def publish(self, catalogue: Catalogue) -> Published:
        """Store, sign and announce a version, then judge what waited for it.

        Raises:
            RuleBroken: as `plan`.
        """
        before = self._before(catalogue).version
        packed = bundle.pack(catalogue, self.catalogues.region)
        announced: list[CataloguePublished] = []

        def choose(connection: Connection) -> list[Statement]:
            # Asked again here: two administrators may import at the same moment.
            _check_newer(catalogue, before, [one.version for one in rows.all_kept(connection)])
            notice = bundle.announced(packed, catalogue, self.catalogues.region, signing_key(connection))
            rows.add(connection, kept_of(notice, wall_ms(self.clock.now())), packed)
            announced.append(notice)
            return [Statement(notice)]

        self.own.state(choose)
        notice = announced[-1]
        _log.info("catalogue.published", version=notice.version, sha256=notice.sha256, size=notice.size)
        judged = self.own.intake.judge_again(FOR_CATALOGUE)
        return Published(
            version=notice.version,
            effective_from=notice.effective_from,
            sha256=notice.sha256,
            size=notice.size,
            judged_again=judged,
        )

    def _before(self, catalogue: Catalogue) -> Catalogue:
        """Return what is in force on the day from which it is to be used, or today if that is past."""
        return self.catalogues.in_force(max(catalogue.effective_from, legal_day(self.clock.now())))


def _check_newer(catalogue: Catalogue, in_force: str, known: list[str]) -> None:
    key = version_key(catalogue.version)
    if key in {version_key(version) for version in known}:
        raise RuleBroken("catalogue.known", version=catalogue.version)
    if key <= version_key(in_force):
        raise RuleBroken("catalogue.older", version=catalogue.version, known=in_force)
