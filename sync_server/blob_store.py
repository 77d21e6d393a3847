"""Where the bytes of complete blobs lie: a folder by hash, or an S3-like store."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Protocol

import obstore
from obstore.exceptions import BaseError
from obstore.store import ObjectStore, from_url

from casework.errors import Trouble
from sync_server.durable import sync

PIECE_BYTES = 1024 * 1024
_FANOUT = 2
_PRIVATE_FOLDER = 0o700
_PATIENCE = timedelta(seconds=30)


class BlobStore(Protocol):
    """Complete blobs, named by the SHA-256 (hexadecimal) of their bytes."""

    def keep(self, sha256: str, part: Path) -> None:
        """Take over a complete file; durable when this returns, and `part` is gone."""
        ...

    def has(self, sha256: str) -> bool:
        """Say whether a blob is here."""
        ...

    def read(self, sha256: str, start: int, end: int) -> Iterator[bytes]:
        """Give the bytes from `start` up to but without `end`, in pieces."""
        ...

    def size(self, sha256: str) -> int:
        """Return how many bytes a blob has."""
        ...

    def remove(self, sha256: str) -> None:
        """Drop a blob."""
        ...


@dataclass(frozen=True, slots=True)
class FolderStore:
    """Blobs as files, in folders by the first two digits."""

    folder: Path

    def path(self, sha256: str) -> Path:
        """Return where a blob lies."""
        return self.folder / sha256[:_FANOUT] / sha256

    def keep(self, sha256: str, part: Path) -> None:
        """Give a synced file of the same disk its name."""
        target = self.path(sha256)
        is_new = not target.parent.exists()
        target.parent.mkdir(parents=True, exist_ok=True, mode=_PRIVATE_FOLDER)
        part.replace(target)
        sync(target.parent)
        if is_new:
            sync(self.folder)

    def has(self, sha256: str) -> bool:
        """Say whether the file is here."""
        return self.path(sha256).exists()

    def read(self, sha256: str, start: int, end: int) -> Iterator[bytes]:
        """Give a part of the file."""
        with self.path(sha256).open("rb") as file:
            file.seek(start)
            while start < end and (piece := file.read(min(PIECE_BYTES, end - start))):
                start += len(piece)
                yield piece

    def size(self, sha256: str) -> int:
        """Return the file's size."""
        return self.path(sha256).stat().st_size

    def remove(self, sha256: str) -> None:
        """Delete the file."""
        self.path(sha256).unlink(missing_ok=True)


class RemoteStore:
    """Blobs in an S3-like store, each under its hash."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    def keep(self, sha256: str, part: Path) -> None:
        """Send the file up; the local one goes once the store has it."""
        try:
            obstore.put(self._store, sha256, part)
        except BaseError as error:
            raise Trouble("blob.store_away", why=type(error).__name__) from error
        part.unlink()

    def has(self, sha256: str) -> bool:
        """Ask the store for it."""
        try:
            obstore.head(self._store, sha256)
        except FileNotFoundError:
            return False
        except BaseError as error:
            raise Trouble("blob.store_away", why=type(error).__name__) from error
        return True

    def read(self, sha256: str, start: int, end: int) -> Iterator[bytes]:
        """Give a part of it, fetched piece by piece."""
        while start < end:
            piece = bytes(obstore.get_range(self._store, sha256, start=start, end=min(end, start + PIECE_BYTES)))
            if not piece:
                return
            start += len(piece)
            yield piece

    def size(self, sha256: str) -> int:
        """Return the object's size."""
        return int(obstore.head(self._store, sha256)["size"])

    def remove(self, sha256: str) -> None:
        """Delete the object."""
        obstore.delete(self._store, sha256)


def open_blob_store(address: str, folder: Path) -> BlobStore:
    """Return the store at `address` (`s3://bucket/prefix`, or what obstore knows besides); the folder if it is empty.

    Keys and endpoints are taken from the environment, as AWS names them.

    Raises:
        Trouble: `blob.store_address`.
    """
    if not address:
        return FolderStore(folder)
    try:
        return RemoteStore(from_url(address, client_options={"timeout": _PATIENCE, "allow_http": True}))
    except (BaseError, ValueError) as error:
        # The address may hold a key, so it is not repeated.
        raise Trouble("blob.store_address") from error


def sha256_of(pieces: Iterator[bytes]) -> str:
    """Return the SHA-256 of what comes in pieces, in hexadecimal."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def free_bytes(folder: Path) -> int:
    """Return the room on the disk of a folder."""
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize
