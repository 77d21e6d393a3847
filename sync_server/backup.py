"""Backups: made while the server runs, and worth something only once they were verified.

A backup is a folder: the database as one SQLite file, both settings files, and `manifest.json`, which is written last.
Blobs lie once beside all backups of a folder, named by their hash. Verifying opens a scratch copy and recomputes every
chain, mailbox, case and blob; only then do the writers' marks rise, and a writer forgets only what is below its mark.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec
import structlog

from casework.clock import Clock, from_ms, wall_ms
from casework.errors import RuleBroken, Trouble
from sync_server.blob_store import open_blob_store
from sync_server.durable import copy_whole, sync, write_whole
from sync_server.settings import SETTINGS_FILE, SITE_FILE, Settings
from sync_server.store import blobs as blob_rows
from sync_server.store import meta, streams
from sync_server.store.engine import open_store, sqlite_url
from sync_server.store.migrate import newest
from sync_server.store.snapshot import copy_database, raise_marks
from sync_server.verify import Report, Verifier

DATABASE = "server.sqlite3"
MANIFEST = "manifest.json"
BLOBS = "blobs"
_PRIVATE_FOLDER = 0o700
_CHUNK_BYTES = 1024 * 1024
_log = structlog.get_logger()

Told = Callable[[str, int, int], None]
"""Is told what is done at the moment, how much of it, and of how much."""


class StreamMark(msgspec.Struct, frozen=True, kw_only=True):
    """How far one writer's stream is in the backup; `hash` in hexadecimal."""

    origin: str
    epoch: str
    head: int
    hash: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds. `made_ms` is wall time; `verified_ms` is 0 until everything in it was recomputed."""

    made_ms: int
    server_epoch: int
    database_version: str
    database_sha256: str
    streams: tuple[StreamMark, ...]
    blobs: int
    verified_ms: int = 0


@dataclass(frozen=True, slots=True)
class Backups:
    """Makes and verifies the backups of one server."""

    settings: Settings
    clock: Clock

    def make(self, into: Path, told: Told) -> Path:
        """Make a backup below `into` and return its folder; it is not verified yet.

        Raises:
            Trouble: `backup.not_written`; what was begun is removed, the server goes on.
        """
        now_ms = wall_ms(self.clock.now())
        try:
            into.mkdir(parents=True, exist_ok=True, mode=_PRIVATE_FOLDER)
            part = Path(tempfile.mkdtemp(prefix=".part-", dir=into))
            try:
                return self._make(part, into, now_ms, told)
            finally:
                shutil.rmtree(part, ignore_errors=True)
        except OSError as error:
            raise Trouble("backup.not_written", file=str(into), why=error.strerror or str(error)) from error

    def _make(self, part: Path, into: Path, now_ms: int, told: Told) -> Path:
        store = open_store(self.settings.database)
        try:
            copy_database(store, part / DATABASE, lambda done, total: told("database", done, total))
        finally:
            store.close()
        manifest, hashes = _contents(part / DATABASE, now_ms)
        # After the database: whatever blob its rows speak of was complete before they did.
        self._copy_blobs(hashes, into / BLOBS, told)
        for name in (SETTINGS_FILE, SITE_FILE):
            if (self.settings.folder / name).exists():
                shutil.copyfile(self.settings.folder / name, part / name)
        write_whole(part / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
        target = into / f"{from_ms(now_ms):%Y%m%dT%H%M%S}-E{manifest.server_epoch}"
        part.rename(target)
        sync(into)
        _log.info("backup.made", streams=len(manifest.streams), blobs=manifest.blobs)
        return target

    def _copy_blobs(self, hashes: list[str], target: Path, told: Told) -> None:
        if self.settings.blob_store:
            # They lie in a store of their own, which is backed up by its own means.
            return
        for count, sha256 in enumerate(hashes, start=1):
            told("blobs", count, len(hashes))
            kept = target / sha256[:2] / sha256
            if not kept.exists():
                copy_whole(self.settings.blobs / sha256[:2] / sha256, kept)

    def verify(self, backup: Path) -> Report:
        """Recompute everything in a backup; if nothing differs, note it and raise the marks of the live server.

        Raises:
            RuleBroken: `backup.absent`, `backup.damaged`.
        """
        manifest = read_manifest(backup)
        if sha256_of(backup / DATABASE) != manifest.database_sha256:
            raise RuleBroken("backup.damaged", folder=str(backup))
        with tempfile.TemporaryDirectory(dir=backup.parent, prefix=".verify-") as scratch:
            copy = Path(shutil.copyfile(backup / DATABASE, Path(scratch) / DATABASE))
            store = open_store(sqlite_url(copy))
            try:
                report = Verifier(store, open_blob_store(self.settings.blob_store, backup.parent / BLOBS)).run()
            finally:
                store.close()
        if not report.differences:
            self._approve(backup, manifest)
        return report

    def _approve(self, backup: Path, manifest: Manifest) -> None:
        approved = msgspec.structs.replace(manifest, verified_ms=wall_ms(self.clock.now()))
        write_whole(backup / MANIFEST, msgspec.json.format(msgspec.json.encode(approved)))
        store = open_store(self.settings.database)
        try:
            with store.writing() as connection:
                safe = {}
                for mark in manifest.streams:
                    here = streams.entries(connection, mark.origin, mark.epoch, mark.head, mark.head)
                    # A backup of another past says nothing about this server's streams.
                    if here and here[0].hash.hex() == mark.hash:
                        safe[mark.origin, mark.epoch] = mark.head
                raise_marks(connection, safe)
        finally:
            store.close()
        _log.info("backup.verified", streams=len(safe))


def read_manifest(backup: Path) -> Manifest:
    """Return what a backup says of itself.

    Raises:
        RuleBroken: `backup.absent`: there is no whole backup in the folder.
    """
    try:
        return msgspec.json.decode((backup / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as error:
        raise RuleBroken("backup.absent", folder=str(backup)) from error


def newest_backup(folder: Path) -> Path:
    """Return the newest whole backup below `folder`, or the folder itself if it is one.

    Raises:
        RuleBroken: `backup.absent`.
    """
    if (folder / MANIFEST).exists():
        return folder
    made = [file.parent for file in folder.glob(f"*/{MANIFEST}")]
    if not made:
        raise RuleBroken("backup.absent", folder=str(folder))
    return max(made, key=lambda each: read_manifest(each).made_ms)


def _contents(database: Path, now_ms: int) -> tuple[Manifest, list[str]]:
    store = open_store(sqlite_url(database), read_only=True)
    try:
        with store.reading() as connection:
            heads = connection.execute(streams.all_streams()).all()
            hashes = [sha256 for sha256, _ in connection.execute(blob_rows.everything())]
            epoch = meta.server_epoch(connection)
    finally:
        store.close()
    marks = tuple(
        StreamMark(origin=origin, epoch=epoch, head=head, hash=tip.hex()) for origin, epoch, head, tip in heads
    )
    manifest = Manifest(
        made_ms=now_ms,
        server_epoch=epoch,
        database_version=newest(),
        database_sha256=sha256_of(database),
        streams=marks,
        blobs=len(hashes),
    )
    return manifest, hashes


def sha256_of(file: Path) -> str:
    """Return the SHA-256 of a file of a backup in hexadecimal."""
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise RuleBroken("backup.absent", folder=str(file.parent)) from error
