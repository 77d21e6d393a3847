"""The key that everything at rest is encrypted with: 32 random bytes in a file of its own, outside the data folder.

A copy of the data folder alone opens nothing. The file is readable by its owner only; keys for single purposes are
derived from it, so that one purpose never gives away another.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from casework.errors import Trouble
from counter_app.store.durable import write_new

KEY_BYTES = 32
_OTHERS = 0o077


@dataclass(frozen=True, slots=True, repr=False)
class StoreKey:
    """The raw key; it never appears in a log, an error or a representation."""

    raw: bytes

    def derive(self, purpose: str) -> bytes:
        """Return 32 bytes that serve `purpose` alone."""
        return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(self.raw)

    @property
    def mark(self) -> str:
        """A sign by which the key is recognised without being known; kept beside the data."""
        return self.derive("mark").hex()[:16]


def read_key(path: Path) -> StoreKey:
    """Return the key in the file.

    Raises:
        Trouble: `local.key_missing`, `local.key_damaged` (not 32 bytes) or `local.key_open` (others can read it).
    """
    try:
        raw = path.read_bytes()
        mode = path.stat().st_mode
    except OSError as error:
        raise Trouble("local.key_missing", path=str(path)) from error
    if len(raw) != KEY_BYTES:
        raise Trouble("local.key_damaged", path=str(path))
    if os.name == "posix" and mode & _OTHERS:
        raise Trouble("local.key_open", path=str(path))
    return StoreKey(raw)


def make_key(path: Path) -> StoreKey:
    """Make a new key in a new file and return it; an existing file is never overwritten."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    raw = secrets.token_bytes(KEY_BYTES)
    write_new(path, raw, mode=0o600)
    return StoreKey(raw)
