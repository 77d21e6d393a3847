"""A second copy of every own event on another disk: what is left when this one dies before the server has it all.

Each event is encrypted by itself with a key derived from the store's, bound to its stream and number, and flushed
before anything is printed. Files hold some hundred events each; those whose events are in a verified backup of the
server are removed. What a power cut tore at the end of a file is passed over and written again.
"""

import os
import secrets
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casework.errors import Trouble
from casework.events import read_header
from counter_app.store.durable import sync_folder
from counter_app.store.entry import Stream
from counter_app.store.journal import Journal
from counter_app.store.key import StoreKey

_PURPOSE = "black-box"
_ENDING = ".box"
_HEAD = struct.Struct(">IQ")
_NONCE_BYTES = 12
_MOST_BYTES = 1024 * 1024
_MOST_RECORD_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Record:
    """One event as it was copied; `raw` is None where it cannot be decrypted."""

    origin: str
    epoch: str
    seq: int
    raw: bytes | None


@dataclass(frozen=True, slots=True)
class _Segment:
    """One file: events of one stream from `first` on."""

    path: Path
    origin: str
    epoch: str
    first: int


class BlackBox:
    """The copies of one desk in one folder; a file is turned over when it has grown to `most_bytes`."""

    def __init__(self, folder: Path, key: StoreKey, most_bytes: int = _MOST_BYTES) -> None:
        self.folder = folder
        self._most_bytes = most_bytes
        self._cipher = AESGCM(key.derive(_PURPOSE))
        self._open: _Segment | None = None
        self._last = 0

    # --- writing --------------------------------------------------------------------------------------------------

    def follow(self, journal: Journal) -> None:
        """Copy every event of the present stream that is not here yet; all of it is on the disk when this returns.

        Raises:
            Trouble: `local.black_box_unwritable`. The events are committed all the same, and copied the next time.
        """
        stream = journal.stream()
        if stream is None:
            return
        try:
            last = self._find_end(stream)
            if last < stream.head:
                self._write(stream, journal.raws_after(max(last, stream.base_seq)))
        except OSError as error:
            self._open = None
            raise Trouble("local.black_box_unwritable", folder=str(self.folder), why=error.strerror or "") from error

    def _find_end(self, stream: Stream) -> int:
        """Return the last event of the stream that is here; what a power cut tore behind it is cut off."""
        if self._open and self._open.epoch == stream.epoch and self._open.path.exists():
            return self._last
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        own = [segment for segment in segments(self.folder) if segment.epoch == stream.epoch]
        self._open, self._last = None, stream.backup_mark
        if own:
            self._open, self._last = own[-1], own[-1].first - 1
            whole = list(_records(own[-1], self._cipher))
            if whole:
                self._last = whole[-1][0].seq
            end = whole[-1][1] if whole else 0
            if end < own[-1].path.stat().st_size:
                os.truncate(own[-1].path, end)
        return self._last

    def _write(self, stream: Stream, events: Iterator[tuple[int, bytes]]) -> None:
        handle = -1
        try:
            for seq, raw in events:
                if handle < 0 or os.fstat(handle).st_size >= self._most_bytes:
                    handle = self._turn_to(stream, seq, handle)
                _write_all(handle, self._sealed(stream, seq, raw))
                self._last = seq
        finally:
            if handle >= 0:
                _flush(handle)

    def _turn_to(self, stream: Stream, seq: int, handle: int) -> int:
        """Return a handle of the file that the next event goes to: the last one, or a new one if that is full."""
        if handle >= 0:
            _flush(handle)
            self._open = None
        if self._open is None or self._open.epoch != stream.epoch or self._open.path.stat().st_size >= self._most_bytes:
            path = self.folder / f"{stream.origin}.{stream.epoch}.{seq:012d}{_ENDING}"
            self._open = _Segment(path, stream.origin, stream.epoch, seq)
            new = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
            sync_folder(self.folder)
            return new
        return os.open(self._open.path, os.O_WRONLY | os.O_APPEND)

    def _sealed(self, stream: Stream, seq: int, raw: bytes) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        body = nonce + self._cipher.encrypt(nonce, raw, _bound_to(stream.origin, stream.epoch, seq))
        return _HEAD.pack(len(body), seq) + body

    # --- removing -------------------------------------------------------------------------------------------------

    def shorten(self, journal: Journal) -> int:
        """Remove files whose every event is safe elsewhere and return how many.

        Of the present stream: those that a verified backup of the server has. Of another: those of which every event is
        here as well; a file with an event that this desk lost is kept.
        """
        stream = journal.stream()
        if stream is None:
            return 0
        try:
            found = segments(self.folder)
            own = [segment for segment in found if segment.epoch == stream.epoch]
            done = [one for one, after in pairwise(own) if after.first - 1 <= stream.backup_mark]
            if self._find_end(stream) >= stream.head:
                done += [one for one in found if one.epoch != stream.epoch and self._all_known(one, journal)]
            for segment in done:
                segment.path.unlink()
        except OSError as error:
            raise Trouble("local.black_box_unwritable", folder=str(self.folder), why=error.strerror or "") from error
        return len(done)

    def _all_known(self, segment: _Segment, journal: Journal) -> bool:
        for record, _ in _records(segment, self._cipher):
            header = read_header(record.raw) if record.raw else None
            if header is None or journal.entry(header.id) is None:
                return False
        return True

    # --- checking -------------------------------------------------------------------------------------------------

    def check(self, journal: Journal) -> int:
        """Compare the copies of the present stream with it; return 0 if they agree, else the first number that differs.

        Raises:
            Trouble: `local.black_box_unreadable`.
        """
        stream = journal.stream()
        if stream is None:
            return 0
        copies = {record.seq: record.raw for record in self.records() if record.epoch == stream.epoch}
        after = max(stream.backup_mark, stream.base_seq)
        for seq, raw in journal.raws_after(after):
            if copies.get(seq) != raw:
                return seq
        return 0

    def records(self) -> Iterator[Record]:
        """Yield every event that is here, stream by stream in the order in which they were begun.

        Raises:
            Trouble: `local.black_box_unreadable`.
        """
        try:
            for segment in segments(self.folder):
                yield from (record for record, _ in _records(segment, self._cipher))
        except OSError as error:
            raise Trouble("local.black_box_unreadable", folder=str(self.folder), why=error.strerror or "") from error


def segments(folder: Path) -> Sequence[_Segment]:
    """Return the files of a black box in the order of their streams and events."""
    found = []
    for path in folder.iterdir() if folder.exists() else ():
        parts = path.name.removesuffix(_ENDING).split(".")
        if path.name.endswith(_ENDING) and len(parts) == 3 and parts[2].isdigit():  # noqa: PLR2004 - origin, epoch, first
            found.append(_Segment(path, parts[0], parts[1], int(parts[2])))
    return sorted(found, key=lambda segment: (segment.epoch, segment.first))


def _records(segment: _Segment, cipher: AESGCM) -> Iterator[tuple[Record, int]]:
    """Yield the whole records of a file, each with the place where it ends."""
    content = segment.path.read_bytes()
    start = 0
    while start + _HEAD.size <= len(content):
        length, seq = _HEAD.unpack_from(content, start)
        end = start + _HEAD.size + length
        if not _NONCE_BYTES < length <= _MOST_RECORD_BYTES or end > len(content):
            return
        body = content[start + _HEAD.size : end]
        bound = _bound_to(segment.origin, segment.epoch, seq)
        try:
            raw = cipher.decrypt(body[:_NONCE_BYTES], body[_NONCE_BYTES:], bound)
        except InvalidTag:
            raw = None
        yield Record(segment.origin, segment.epoch, seq, raw), end
        start = end


def _bound_to(origin: str, epoch: str, seq: int) -> bytes:
    return f"{origin}/{epoch}/{seq}".encode()


def _write_all(handle: int, content: bytes) -> None:
    while content:
        content = content[os.write(handle, content) :]


def _flush(handle: int) -> None:
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
