"""Opening the store: made on the very first start, found whole on every later one, and never silently replaced."""

import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from casework.clock import Clock, wall_ms
from casework.errors import Trouble
from counter_app.logs import Log
from counter_app.store.black_box import BlackBox
from counter_app.store.blobs import BlobFiles
from counter_app.store.case_rows import WordsOf
from counter_app.store.cases import DueOf
from counter_app.store.database import Database, connect
from counter_app.store.durable import replace, sync_folder
from counter_app.store.key import StoreKey, make_key, read_key
from counter_app.store.lock import FolderLock
from counter_app.store.room import Room
from counter_app.store.schema import migrate
from counter_app.store.store import Store
from counter_app.store.witness import Witness

DATABASE = "desk.db"
_KEY_MARK = "desk.key-mark"
_QUICK_CHECK_BYTES = 256 * 1024 * 1024
_OWNER_ONLY = 0o600
_log = Log(__name__)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the desk keeps things: `folder` data, `key_file`, `witness_file` and `black_box_folder` outside it.

    `reserve_bytes` is how much of the disk is kept in reserve; 0 keeps none.
    """

    folder: Path
    key_file: Path
    witness_file: Path
    black_box_folder: Path | None = None
    reserve_bytes: int = 0


def open_store(places: Places, clock: Clock, due_of: DueOf, words_of: WordsOf) -> Store:
    """Open the store of a data folder, making it on the very first start.

    Raises:
        Trouble: `local.in_use`, `local.key_missing`, `local.wrong_key`, `local.empty`, `local.missing`,
            `local.damaged`, `local.newer_schema` and what the disk says. Nothing that was there is replaced.
    """
    places.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = FolderLock(places.folder).take()
    try:
        key = _key(places)
        database = _open_database(places.folder / DATABASE, key)
        try:
            migrate(database)
            store = Store(
                database,
                BlobFiles(places.folder / "blobs", key),
                Witness(places.witness_file),
                due_of,
                words_of,
                room=Room(places.folder, places.reserve_bytes),
                black_box=BlackBox(places.black_box_folder, key) if places.black_box_folder else None,
                reader=lambda: Database(connect(places.folder / DATABASE, key)),
            )
            _bring_in_order(store, wall_ms(clock.now()))
        except BaseException:
            database.close()
            raise
    except BaseException:
        lock.release()
        raise
    store.hold(lock)
    return store


def _bring_in_order(store: Store, now_ms: int) -> None:
    """Do what every start begins with."""
    store.renew_cases()
    # The last round may have been interrupted between a long mailbox and its cases.
    list(store.catch_up())
    store.check_witness(now_ms)
    with store.database.writing():
        store.printouts.doubt_unfinished(now_ms)
    if store.black_box is not None:
        try:
            store.black_box.follow(store.journal)
        except Trouble as trouble:
            # The disk may not be plugged in yet; the next act copies what is missing, or says so.
            _log.warning("local.black_box_behind", code=trouble.code)
    store.room.keep_reserve()


def _key(places: Places) -> StoreKey:
    """Return the key that belongs to the folder; made with it, and only with it."""
    marked, path = places.folder / _KEY_MARK, places.folder / DATABASE
    if not marked.exists():
        is_first = not path.exists() and not places.key_file.exists()
        key = make_key(places.key_file) if is_first else read_key(places.key_file)
        if path.exists():
            # The power went between the file and its mark, or the mark was deleted: the file itself tells.
            connect(path, key).close()
        else:
            _make_database(path, key)
        replace(marked, key.mark.encode())
        return key
    key = read_key(places.key_file)
    if marked.read_bytes().decode(errors="replace") != key.mark:
        raise Trouble("local.wrong_key", path=str(places.key_file))
    return key


def _make_database(path: Path, key: StoreKey) -> None:
    """Make a whole new file beside its place and give it its name last, so that a half-made one is never opened."""
    part = path.with_name(f"{path.name}.new")
    for leftover in path.parent.glob(f"{part.name}*"):
        leftover.unlink()
    part.touch(mode=_OWNER_ONLY)
    database = Database(connect(part, key))
    migrate(database)
    database.utils.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    part.rename(path)


def _open_database(path: Path, key: StoreKey) -> Database:
    if not path.exists():
        raise Trouble("local.missing", path=str(path))
    if path.stat().st_size == 0:
        raise Trouble("local.empty", path=str(path))
    try:
        _keep_private(path)
        database = Database(connect(path, key))
    except Trouble as trouble:
        if trouble.code == "local.unreadable":
            raise Trouble("local.damaged", path=str(path)) from trouble
        raise
    if path.stat().st_size <= _QUICK_CHECK_BYTES:
        try:
            check_whole(database, path)
        except BaseException:
            database.close()
            raise
    return database


def _keep_private(path: Path) -> None:
    """Let nobody else read the file; the engine gives its log the same mode."""
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) != _OWNER_ONLY:
        with suppress(OSError):
            path.chmod(_OWNER_ONLY)


def check_whole(database: Database, path: Path) -> None:
    """Read every page and let the engine check it.

    Raises:
        Trouble: `local.damaged`.
    """
    try:
        broken_pages = database.rows("PRAGMA cipher_integrity_check")
        said = database.value("PRAGMA quick_check")
    except Trouble as trouble:
        raise Trouble("local.damaged", path=str(path)) from trouble
    if broken_pages or said != "ok":
        raise Trouble("local.damaged", path=str(path))


def set_database_aside(places: Places) -> Path:
    """Move a database that cannot be used out of the way and return where it is; key, scans and witness stay.

    The next start makes a new one, which has to be enrolled. Nothing is deleted.

    Raises:
        Trouble: `local.in_use`; `local.nothing_to_set_aside`; `local.disk`.
    """
    if not places.folder.exists():
        raise Trouble("local.nothing_to_set_aside", folder=str(places.folder))
    with FolderLock(places.folder):
        names = [DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", _KEY_MARK]
        found = [places.folder / name for name in names if (places.folder / name).exists()]
        if not found:
            raise Trouble("local.nothing_to_set_aside", folder=str(places.folder))
        number = 1
        while (aside := places.folder / f"aside-{number}").exists():
            number += 1
        try:
            aside.mkdir(mode=0o700)
            for path in found:
                path.rename(aside / path.name)
            sync_folder(aside)
            sync_folder(places.folder)
        except OSError as error:
            raise Trouble("local.disk", why=error.strerror or "") from error
    return aside
