"""The desk's store as a whole: opened once, locked for this process, checked against its witness.

`writing` is the one door for acts: what happens inside is one transaction, and when it is left without an error the
transaction, its witness and the black box's copies are all on their disks.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from casework.case_form import case_form
from casework.errors import Trouble
from casework.events import read_header
from casework.ids import uuid7
from casework.numbers import other_epoch_character
from casework.routing import hall_box
from counter_app.logs import Log
from counter_app.store.black_box import BlackBox
from counter_app.store.blanks import Blanks
from counter_app.store.blobs import WAITING, BlobFiles, Blobs
from counter_app.store.case_rows import WordsOf
from counter_app.store.cases import Cases, DueOf
from counter_app.store.catalogues import Catalogues
from counter_app.store.clerks import Clerks
from counter_app.store.database import Database
from counter_app.store.drafts import Drafts
from counter_app.store.journal import Journal
from counter_app.store.lists import Lists
from counter_app.store.lock import FolderLock
from counter_app.store.meta import Meta
from counter_app.store.numbers import SLIP, Series
from counter_app.store.position import Positions
from counter_app.store.printouts import Printouts
from counter_app.store.room import Room
from counter_app.store.seals import Seals
from counter_app.store.search import Search
from counter_app.store.unsealed import Unsealed
from counter_app.store.window_keys import WindowKeys
from counter_app.store.witness import Mark, Witness

_CASE_FORM = "case_form"
_log = Log(__name__)


class Store:
    """Everything the desk keeps. Made by `open_store`; closed once.

    `black_box` holds second copies of own events on another disk, if the site wants them; `room` is the disk itself.
    `reader` opens a second connection to the same file, for long reading beside the work.
    """

    def __init__(
        self,
        database: Database,
        files: BlobFiles,
        witness: Witness,
        due_of: DueOf,
        words_of: WordsOf,
        *,
        room: Room,
        black_box: BlackBox | None = None,
        reader: Callable[[], Database] | None = None,
    ) -> None:
        self.database = database
        self.witness = witness
        self.room = room
        self.black_box = black_box
        self.meta = Meta(database)
        self.journal = Journal(database)
        self.cases = Cases(database, self.journal, due_of, words_of)
        self.search = Search(database)
        self.lists = Lists(database, reader)
        self.blobs = Blobs(database, files)
        self.series = Series(database)
        self.drafts = Drafts(database)
        self.clerks = Clerks(database)
        self.printouts = Printouts(database)
        self.blanks = Blanks(database)
        self.positions = Positions(database)
        self.catalogues = Catalogues(database)
        self.seals = Seals(database)
        self.window_keys = WindowKeys(database)
        self.unsealed = Unsealed(database)
        self._lock: FolderLock | None = None

    def hold(self, lock: FolderLock) -> None:
        """Keep the folder's lock until the store is closed."""
        self._lock = lock

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Run an act's writes in one transaction and witness its events.

        Raises:
            Trouble: the transaction did not happen; or `local.witness_unwritable`, `local.black_box_unwritable`: it
                did, but must not be relied on before these can be written again.
        """
        with self.database.held():
            before = self._mark()
            with self.database.writing():
                yield
                # Read before the commit: behind it nothing but the witness may still fail.
                after = self._mark()
            if after is not None and after != before:
                self._vouch(after)

    def _vouch(self, mark: Mark) -> None:
        try:
            self.witness.note(mark)
        finally:
            if self.black_box is not None:
                self.black_box.follow(self.journal)

    def shorten_black_box(self) -> None:
        """Remove copies that are safe elsewhere.

        Raises:
            Trouble: `local.black_box_unwritable`.
        """
        if self.black_box is not None:
            self.black_box.shorten(self.journal)

    def _mark(self) -> Mark | None:
        stream = self.journal.stream()
        if stream is None:
            return None
        serial = self.series.last(SLIP)
        return Mark(
            epoch=stream.epoch, seq=stream.head, hash=stream.hash.hex(), serial=serial, chars=stream.epoch_chars
        )

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
        self.open_epoch(at_ms, serial=mark.serial, chars=mark.chars, set_back=True)
        return True

    def _knows(self, mark: Mark) -> bool:
        stream = self.journal.stream()
        if stream is None or mark.epoch != stream.epoch:
            return self.journal.knows_epoch(mark.epoch)
        # What was pruned had been in a backup of the server; a mark from before then can only be an old one.
        if mark.seq < stream.base_seq:
            return True
        return mark.seq <= stream.head and self.journal.hash_at(mark.seq).hex() == mark.hash

    def open_epoch(self, at_ms: int, *, serial: int = 0, chars: str = "", set_back: bool = False) -> str:
        """Begin a new epoch, chain every event of the old one into it again and read the mailbox anew.

        `serial` is the last slip serial that a newer copy of this database is known to have given; we go on behind it.
        `chars` are the epoch characters it had used; ours is another. With `set_back` that copy was on this
        very machine: whatever waits here to be printed may have come out, and a person is asked. Returns the new epoch.
        """
        stream = self.journal.stream()
        place = self.meta.place()
        if stream is None or place is None:
            raise Trouble("local.not_enrolled")
        epoch = uuid7(at_ms)
        with self.writing():
            used = "".join(dict.fromkeys(chars + stream.epoch_chars))
            self.journal.rechain(epoch, other_epoch_character(used, secrets.randbits(32)), at_ms, used=used)
            self.positions.reset(hall_box(place.site.hall))
            self.journal.unplace(0)
            if serial:
                self.series.raise_to(SLIP, serial)
            if set_back:
                self.printouts.doubt_frozen()
        _log.warning("local.new_epoch", events=stream.head)
        return epoch

    def send_again(self, acked: int) -> None:
        """Let everything behind `acked` be sent again, scans too: the server has lost it. Inside a transaction."""
        self.journal.rewind(acked)
        for _, raw in self.journal.raws_after(acked):
            header = read_header(raw)
            if header is None:
                continue
            for ref in header.blobs:
                if self.blobs.files.has(ref.sha256):
                    self.blobs.record(ref.sha256, ref.size, ref.mime, WAITING, header.case)

    def catch_up(self) -> Iterator[tuple[str, ...]]:
        """Make the rows of cases that were put off, some in each transaction, and yield the cases.

        Nobody waits for the store longer than for one of these transactions.
        """
        while True:
            with self.database.writing():
                cases = self.cases.catch_up()
            if not cases:
                return
            yield cases

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
        self.lists.close()
        self.database.close()
        if self._lock is not None:
            self._lock.release()
