"""The desk's store as a whole: opened once, locked for this process, checked against its witness.

`writing` is the one door for acts: what happens inside is one transaction, and when it is left without an error the
transaction and its witness are both on the disk.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog

from casework.case_form import case_form
from casework.clock import Clock, wall_ms
from casework.errors import Trouble
from casework.events import read_header
from casework.ids import uuid7
from casework.numbers import other_epoch_character
from casework.routing import hall_box
from counter_app.store.blobs import WAITING, BlobFiles, Blobs
from counter_app.store.cases import Cases, DueOf, WordsOf
from counter_app.store.clerks import Clerks
from counter_app.store.database import Database, connect
from counter_app.store.drafts import Drafts
from counter_app.store.durable import replace
from counter_app.store.journal import Journal
from counter_app.store.key import StoreKey, make_key, read_key
from counter_app.store.lock import FolderLock
from counter_app.store.meta import Meta
from counter_app.store.numbers import SLIP, Series
from counter_app.store.position import Positions
from counter_app.store.printouts import Printouts
from counter_app.store.schema import migrate
from counter_app.store.search import Search
from counter_app.store.witness import Mark, Witness

DATABASE = "desk.db"
_KEY_MARK = "desk.key-mark"
_CASE_FORM = "case_form"
_QUICK_CHECK_BYTES = 256 * 1024 * 1024
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the desk keeps things: `folder` data, `key_file` and `witness_file` outside it."""

    folder: Path
    key_file: Path
    witness_file: Path


class Store:
    """Everything the desk keeps. Made by `open_store`; closed once."""

    def __init__(
        self, database: Database, files: BlobFiles, witness: Witness, due_of: DueOf, words_of: WordsOf
    ) -> None:
        self.database = database
        self.witness = witness
        self.meta = Meta(database)
        self.journal = Journal(database)
        self.cases = Cases(database, self.journal, due_of, words_of)
        self.search = Search(database)
        self.blobs = Blobs(database, files)
        self.series = Series(database)
        self.drafts = Drafts(database)
        self.clerks = Clerks(database)
        self.printouts = Printouts(database)
        self.positions = Positions(database)
        self._lock: FolderLock | None = None

    def hold(self, lock: FolderLock) -> None:
        """Keep the folder's lock until the store is closed."""
        self._lock = lock

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Run an act's writes in one transaction and witness its events.

        Raises:
            Trouble: the transaction did not happen; or `local.witness_unwritable`: it did, but must not be relied on
                before the witness can be written again.
        """
        with self.database.held():
            before = self._mark()
            with self.database.writing():
                yield
                # Read before the commit: behind it nothing but the witness may still fail.
                after = self._mark()
            if after is not None and after != before:
                self.witness.note(after)

    def _mark(self) -> Mark | None:
        stream = self.journal.stream()
        return Mark(epoch=stream.epoch, seq=stream.head, hash=stream.hash.hex()) if stream else None

    def check_witness(self, at_ms: int) -> bool:
        """Compare the database with its witness, at start-up; return whether a new epoch had to be opened.

        A witness that is behind (power went between commit and witness) is brought up to date.
        """
        mark, here = self.witness.last(), self._mark()
        if here is None:
            return False
        if mark is None or self._knows(mark):
            if mark != here:
                self.witness.note(here)
            self.witness.shorten()
            return False
        ahead = mark.seq - here.seq if mark.epoch == here.epoch else 0
        self.open_epoch(at_ms, lost=max(ahead, 0))
        return True

    def _knows(self, mark: Mark) -> bool:
        stream = self.journal.stream()
        if stream is None or mark.epoch != stream.epoch:
            return self.journal.knows_epoch(mark.epoch)
        return mark.seq <= stream.head and self.journal.hash_at(mark.seq).hex() == mark.hash

    def open_epoch(self, at_ms: int, *, lost: int = 0) -> str:
        """Begin a new epoch, chain every event of the old one into it again and read the mailbox anew.

        `lost` is how many events a newer copy of this database is known to have written beyond ours; each may have
        used up one slip serial, so as many are left out. Returns the new epoch.
        """
        stream = self.journal.stream()
        place = self.meta.place()
        if stream is None or place is None:
            raise Trouble("local.not_enrolled")
        epoch = uuid7(at_ms)
        with self.writing():
            self.journal.rechain(epoch, other_epoch_character(stream.epoch_char, secrets.randbits(32)), at_ms)
            self.positions.reset(hall_box(place.site.hall))
            if lost:
                self.series.take(SLIP, skip=lost)
        _log.warning("local.new_epoch", lost=lost, events=stream.head)
        return epoch

    def send_again(self, acked: int) -> None:
        """Let everything behind `acked` be sent again, scans too: the server has lost it. Inside a transaction."""
        self.journal.rewind(acked)
        for _, raw in self.journal.raws_after(acked):
            header = read_header(raw)
            for ref in header.blobs if header is not None else ():
                if self.blobs.files.has(ref.sha256):
                    self.blobs.record(ref.sha256, ref.size, ref.mime, WAITING)

    def renew_cases(self) -> bool:
        """Make every row anew if another release kept its cases in another form; say whether it was so."""
        form = case_form()
        if self.meta.get(_CASE_FORM) == form:
            return False
        self.cases.rebuild()
        with self.database.writing():
            self.meta.put(_CASE_FORM, form)
        return True

    def close(self) -> None:
        """Close the file and give the folder back."""
        self.database.close()
        if self._lock is not None:
            self._lock.release()


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
            files = BlobFiles(places.folder / "blobs", key)
            store = Store(database, files, Witness(places.witness_file), due_of, words_of)
            now = wall_ms(clock.now())
            store.renew_cases()
            store.check_witness(now)
            with database.writing():
                store.printouts.doubt_unfinished(now)
        except BaseException:
            database.close()
            raise
    except BaseException:
        lock.release()
        raise
    store.hold(lock)
    return store


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
