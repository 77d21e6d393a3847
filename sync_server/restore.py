"""Putting a backup in the place of the server's database; what was there is moved aside, never deleted."""

import shutil
from pathlib import Path

import structlog

from casework.errors import RuleBroken, Trouble
from sync_server.backup import BLOBS, DATABASE, Manifest, Told, newest_backup, read_manifest, sha256_of
from sync_server.durable import copy_whole, sync
from sync_server.settings import SETTINGS_FILE, SITE_FILE, Settings
from sync_server.store import meta
from sync_server.store.engine import open_store, sqlite_url
from sync_server.store.migrate import newest

_PRIVATE_FOLDER = 0o700
_log = structlog.get_logger()


def restore(backup: Path, folder: Path, told: Told, *, older: bool = False) -> int:
    """Put a backup in the place of the server's database and return the new server epoch.

    The server must not run. The database that was there is moved aside, never deleted. Writers notice the new epoch,
    send again what the backup lacks, and read their mailboxes from where both still agree.

    Raises:
        RuleBroken: `backup.absent`, `backup.damaged`, `backup.newer` (a later release made it), `backup.older` (a newer
            one lies beside it and `older` does not say that this one is meant).
        Trouble: `backup.not_restored`, with the reason of the disk.
    """
    manifest = read_manifest(backup)
    _must_be_newest(backup, manifest, older=older)
    if sha256_of(backup / DATABASE) != manifest.database_sha256:
        raise RuleBroken("backup.damaged", folder=str(backup))
    if manifest.database_version > newest():
        raise RuleBroken("backup.newer", found=manifest.database_version, newest=newest())
    try:
        return _restore(backup, manifest, folder, told)
    except OSError as error:
        raise Trouble("backup.not_restored", folder=str(folder), why=error.strerror or str(error)) from error


def _restore(backup: Path, manifest: Manifest, folder: Path, told: Told) -> int:
    folder.mkdir(parents=True, exist_ok=True, mode=_PRIVATE_FOLDER)
    settings = Settings(folder=folder)
    database = folder / DATABASE
    part = database.with_name(f"{DATABASE}.restored")
    told("database", 0, 1)
    shutil.copyfile(backup / DATABASE, part)
    epoch = max(_epoch_of(database), manifest.server_epoch) + 1
    store = open_store(sqlite_url(part))
    try:
        with store.writing() as connection:
            meta.write(connection, meta.SERVER_EPOCH, str(epoch).encode())
    finally:
        store.close()
    _restore_blobs(backup.parent / BLOBS, settings.blobs, told)
    for name in (SETTINGS_FILE, SITE_FILE):
        if (backup / name).exists() and not (folder / name).exists():
            shutil.copyfile(backup / name, folder / name)
    _move_aside(database)
    sync(part)
    part.rename(database)
    sync(folder)
    told("database", 1, 1)
    _log.info("backup.restored", server_epoch=epoch)
    return epoch


def _restore_blobs(source: Path, target: Path, told: Told) -> None:
    files = sorted(source.glob("??/*"))
    for count, file in enumerate(files, start=1):
        told("blobs", count, len(files))
        kept = target / file.parent.name / file.name
        if not kept.exists():
            copy_whole(file, kept)


def _move_aside(database: Path) -> None:
    """Keep what was there, log included, under the first free name."""
    number = 1
    while any(database.parent.glob(f"{DATABASE}.before-{number}*")):
        number += 1
    for ending in ("", "-wal", "-shm"):
        file = database.with_name(database.name + ending)
        if file.exists():
            file.rename(database.with_name(f"{DATABASE}.before-{number}{ending}"))


def _epoch_of(database: Path) -> int:
    """Return the epoch of the database that is replaced; 0 where it cannot tell any more."""
    if not database.exists():
        return 0
    try:
        store = open_store(sqlite_url(database), read_only=True)
        try:
            with store.reading() as connection:
                return meta.server_epoch(connection)
        finally:
            store.close()
    except Trouble:
        return 0


def _must_be_newest(backup: Path, manifest: Manifest, *, older: bool) -> None:
    """Refuse a backup that is not the newest: writers may have forgotten what only the newest has."""
    newer = newest_backup(backup.parent)
    if not older and read_manifest(newer).made_ms > manifest.made_ms:
        raise RuleBroken("backup.older", newer=newer.name)
