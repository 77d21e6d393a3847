"""Scans and documents: files named by the SHA-256 of their bytes, given only to whom a case with them belongs.

A file is complete before its row says so: written aside, synced, renamed, its folder synced. An orphan may stay behind
after a crash, a row without a file cannot.
"""

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from casework.access import OriginKind
from casework.clock import Clock, wall_ms
from casework.errors import RuleBroken, Trouble
from sync_server.store import blobs as rows
from sync_server.store.engine import Store
from sync_server.writers import Writer

_FANOUT = 2


@dataclass(frozen=True, slots=True)
class Found:
    """A blob that may be seen: where it lies and its media type."""

    file: Path
    mime: str


@dataclass(frozen=True, slots=True)
class Blobs:
    """The blob folder and what the database says of it."""

    store: Store
    folder: Path
    clock: Clock

    def missing(self, hashes: tuple[str, ...]) -> tuple[str, ...]:
        """Return which of the blobs are not here, in the order asked."""
        with self.store.reading() as connection:
            here = rows.present(connection, hashes)
        return tuple(sha256 for sha256 in hashes if sha256 not in here)

    def put(self, sha256: str, body: bytes) -> None:
        """Keep a blob; durable when this returns.

        Raises:
            RuleBroken: `blob.hash` (the bytes are not what their name says).
            Trouble: `blob.not_written`.
        """
        if hashlib.sha256(body).hexdigest() != sha256:
            raise RuleBroken("blob.hash")
        try:
            self._write(self.path(sha256), body)
        except OSError as error:
            raise Trouble("blob.not_written", why=os.strerror(error.errno or 0)) from error
        with self.store.writing() as connection:
            rows.add(connection, sha256, len(body), wall_ms(self.clock.now()))

    def find(self, sha256: str, reader: Writer) -> Found:
        """Return a blob of a case that belongs to the reader.

        Raises:
            RuleBroken: `blob.absent`; the same whether it is not here or not for this reader.
        """
        with self.store.reading() as connection:
            mime = _mime_for(connection, sha256, reader)
            here = bool(rows.present(connection, [sha256]))
        if mime is None or not here:
            raise RuleBroken("blob.absent")
        return Found(self.path(sha256), mime)

    def path(self, sha256: str) -> Path:
        """Return where a blob lies."""
        return self.folder / sha256[:_FANOUT] / sha256

    def _write(self, target: Path, body: bytes) -> None:
        if target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
        try:
            with part.open("xb") as out:
                out.write(body)
                out.flush()
                os.fsync(out.fileno())
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        _sync_folder(target.parent)


def _mime_for(connection: Connection, sha256: str, reader: Writer) -> str | None:
    if reader.kind is OriginKind.WINDOW:
        return rows.mime_for_hall(connection, sha256, reader.hall)
    return rows.mime_for_department(connection, sha256, reader.origin, reader.region)


def _sync_folder(folder: Path) -> None:
    # Windows can neither open nor sync a folder; its rename is durable with the file.
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
