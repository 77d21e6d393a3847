"""Scans and documents: taken in chunk by chunk, complete before anything says so, given only to whom a case belongs.

A chunk is on the disk before it is answered for. Whoever was cut off asks how far it came and goes on from there; the
whole is compared with its name before it is a blob. An orphan may stay behind after a crash, a row without its bytes
cannot.
"""

import errno
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection

from casework.access import OriginKind
from casework.clock import Clock, wall_ms
from casework.contract import MAX_CHUNK_BYTES
from casework.errors import RuleBroken, Trouble
from sync_server.blob_store import PIECE_BYTES, BlobStore, FolderStore, free_bytes, sha256_of
from sync_server.running import wait_for
from sync_server.store import blobs as rows
from sync_server.store.engine import Store
from sync_server.writers import Writer

_PARTS = "parts"
_DAY_S = 86_400
_MIB = 1024 * 1024
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True, slots=True)
class Found:
    """A blob that may be seen: its media type, its size, and its bytes from `start` up to `end`."""

    mime: str
    size: int
    store: BlobStore
    sha256: str

    def read(self, start: int, end: int) -> Iterator[bytes]:
        """Give a part of the bytes, in pieces."""
        return self.store.read(self.sha256, start, end)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a blob came: complete, or `offset` bytes of it by this writer."""

    complete: bool
    offset: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some bytes of a blob, from `offset` on; the whole has `length` bytes."""

    offset: int
    length: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Blobs:
    """Takes blobs in and gives them out. Parts lie in `folder`, complete ones in `kept`.

    No blob is longer than `max_bytes`; below `floor_bytes` of room on the disk none is taken, so that events still are.
    """

    store: Store
    folder: Path
    clock: Clock
    kept: BlobStore = field(default_factory=lambda: FolderStore(Path()))
    max_bytes: int = 64 * _MIB
    floor_bytes: int = 0

    def missing(self, hashes: tuple[str, ...]) -> tuple[str, ...]:
        """Return which of the blobs are not here, in the order asked."""
        with self.store.reading() as connection:
            here = rows.present(connection, hashes)
        return tuple(sha256 for sha256 in hashes if sha256 not in here)

    def standing(self, sha256: str, writer: Writer) -> Standing:
        """Return how far a blob came from this writer."""
        if not self.missing((sha256,)):
            return Standing(complete=True, offset=0)
        part = self._part(sha256, writer)
        return Standing(complete=False, offset=part.stat().st_size if part.exists() else 0)

    def append(self, sha256: str, writer: Writer, chunk: Chunk) -> Standing:
        """Add a chunk; it is durable when this returns, and the blob is complete with its last one.

        Raises:
            RuleBroken: `blob.offset` (with `offset`: where to go on), `blob.too_large`, `blob.length` (the chunk goes
                beyond the length that was given), `blob.hash` (the whole is not what its name says; it begins anew).
            Trouble: `store.full`, `blob.not_written`.
        """
        self._check(chunk)
        if not self.missing((sha256,)):
            return Standing(complete=True, offset=chunk.length)
        try:
            part = self._part(sha256, writer)
            with _opened_alone(part) as out:
                offset = _add(out, chunk)
                if offset < chunk.length:
                    return Standing(complete=False, offset=offset)
                self._complete(sha256, part, chunk)
        except OSError as error:
            raise _disk_trouble(error) from error
        with self.store.writing() as connection:
            rows.add(connection, sha256, chunk.length, wall_ms(self.clock.now()))
        return Standing(complete=True, offset=chunk.length)

    def put(self, sha256: str, body: bytes) -> None:
        """Take a small blob whole; durable when this returns.

        Raises:
            RuleBroken: `blob.hash` (the bytes are not what their name says).
            Trouble: as `append`.
        """
        if hashlib.sha256(body).hexdigest() != sha256:
            raise RuleBroken("blob.hash")
        self._check(Chunk(0, len(body), body))
        if not self.missing((sha256,)) and self.kept.has(sha256):
            return
        try:
            part = self._parts() / f"{sha256}.{os.getpid()}.{time.monotonic_ns()}"
            with part.open("xb") as out:
                _write_all(out.fileno(), body)
            self.kept.keep(sha256, part)
        except OSError as error:
            raise _disk_trouble(error) from error
        with self.store.writing() as connection:
            rows.add(connection, sha256, len(body), wall_ms(self.clock.now()))

    def find(self, sha256: str, reader: Writer) -> Found:
        """Return a blob of a case that belongs to the reader.

        Raises:
            RuleBroken: `blob.absent`; the same whether it is not here or not for this reader.
        """
        with self.store.reading() as connection:
            mime = _mime_for(connection, sha256, reader)
            size = rows.size(connection, sha256)
        if mime is None or size is None:
            raise RuleBroken("blob.absent")
        return Found(mime, size, self.kept, sha256)

    def path(self, sha256: str) -> Path:
        """Return where a blob lies that is kept in the folder."""
        return FolderStore(self.folder).path(sha256)

    def drop_stale(self, days: int) -> int:
        """Drop parts that nobody has added to for so many days; return how many."""
        before_s = self.clock.now().timestamp() - days * _DAY_S
        stale = [part for part in self._parts().iterdir() if part.stat().st_mtime < before_s]
        for part in stale:
            part.unlink(missing_ok=True)
        return len(stale)

    def _check(self, chunk: Chunk) -> None:
        if not 0 < chunk.length <= self.max_bytes:
            raise RuleBroken("blob.too_large", limit=self.max_bytes // _MIB)
        if len(chunk.content) > MAX_CHUNK_BYTES or chunk.offset + len(chunk.content) > chunk.length:
            raise RuleBroken("blob.length")
        if free_bytes(self._parts()) - len(chunk.content) < self.floor_bytes:
            raise Trouble("store.full")

    def _complete(self, sha256: str, part: Path, last: Chunk) -> None:
        if _hash_of(part, last) != sha256:
            part.unlink()
            raise RuleBroken("blob.hash")
        self.kept.keep(sha256, part)

    def _parts(self) -> Path:
        folder = self.folder / _PARTS
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder

    def _part(self, sha256: str, writer: Writer) -> Path:
        """Return the one part of this writer's; two that send the same blob do not write into one file."""
        who = hashlib.sha256(f"{writer.kind}/{writer.region}/{writer.origin}".encode()).hexdigest()[:16]
        return self._parts() / f"{sha256}.{who}"


@contextmanager
def _opened_alone(part: Path) -> Iterator[int]:
    """Open a part for one request at a time, whichever process of the server has it."""
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        wait_for(handle)
        # Whoever had it before may have completed it: then this is another file's name by now, or nobody's.
        if not part.exists() or part.stat().st_ino != os.fstat(handle).st_ino:
            raise RuleBroken("blob.offset", offset=0)
        yield handle
    finally:
        os.close(handle)


def _add(handle: int, chunk: Chunk) -> int:
    """Append a chunk to an open part and return how long that is now."""
    here = os.lseek(handle, 0, os.SEEK_END)
    if here != chunk.offset:
        raise RuleBroken("blob.offset", offset=here)
    try:
        _write_all(handle, chunk.content)
    except OSError:
        # A half-written chunk would make the next offset a guess.
        os.ftruncate(handle, here)
        raise
    return here + len(chunk.content)


def _write_all(handle: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(handle, view) :]
    os.fsync(handle)


def _hash_of(part: Path, last: Chunk) -> str:
    """Return the hash of a part that is complete with its last chunk."""
    if not last.offset:
        return hashlib.sha256(last.content).hexdigest()
    with part.open("rb") as whole:
        return sha256_of(iter(lambda: whole.read(PIECE_BYTES), b""))


def _disk_trouble(error: OSError) -> Trouble:
    if error.errno in _NO_ROOM:
        return Trouble("store.full")
    return Trouble("blob.not_written", why=os.strerror(error.errno or 0))


def _mime_for(connection: Connection, sha256: str, reader: Writer) -> str | None:
    if reader.kind is OriginKind.WINDOW:
        return rows.mime_for_hall(connection, sha256, reader.hall)
    return rows.mime_for_department(connection, sha256, reader.origin, reader.region)
