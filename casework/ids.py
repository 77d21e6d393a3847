"""Identifiers that are never shown: UUIDv7 for cases, events and epochs.

A UUIDv7 gives an index locality and nothing else: no order is ever read from it, so a wrong clock costs speed, not
correctness.
"""

import secrets
import uuid
from typing import NewType

CaseId = NewType("CaseId", str)
EventId = NewType("EventId", str)
Epoch = NewType("Epoch", str)

NO_CASE = "00000000-0000-0000-0000-000000000000"
"""Stands where an event names its case and belongs to none."""

_RANDOM_BITS = 74


def uuid7(wall_ms: int, random_bits: int | None = None) -> str:
    """Return an RFC 9562 version 7 UUID in its 36-character form.

    `wall_ms` is Unix time in milliseconds; `random_bits` (74 of them) can be given to make a result repeatable.
    """
    noise = secrets.randbits(_RANDOM_BITS) if random_bits is None else random_bits % (1 << _RANDOM_BITS)
    high, low = noise >> 62, noise & ((1 << 62) - 1)
    value = (wall_ms & ((1 << 48) - 1)) << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low
    return str(uuid.UUID(int=value))
