"""Hash chains: one over every stream a writer keeps, one over every mailbox a reader follows.

Both are SHA-256. A stream's chain covers the events' bytes, so nothing in it can be altered, dropped or reordered
unseen; a mailbox's covers the events' ids, so a reader notices at once that it was skipped.
"""

import hashlib
from collections.abc import Iterable

HASH_BYTES = 32


def stream_start(origin: str, epoch: str) -> bytes:
    """Return the hash before a stream's first event; it binds the chain to its writer and epoch."""
    return hashlib.sha256(f"{origin}/{epoch}".encode()).digest()


def link(previous: bytes, raw: bytes) -> bytes:
    """Return the stream's hash after the event whose bytes are `raw`."""
    return hashlib.sha256(previous + raw).digest()


def tip(previous: bytes, events: Iterable[bytes]) -> bytes:
    """Return the stream's hash after all of `events`, in order."""
    for raw in events:
        previous = link(previous, raw)
    return previous


def box_start(box: str) -> bytes:
    """Return the hash before a mailbox's first position."""
    return hashlib.sha256(box.encode()).digest()


def box_link(previous: bytes, event_id: str) -> bytes:
    """Return the mailbox's hash after the event of this id."""
    return hashlib.sha256(previous + event_id.encode()).digest()
