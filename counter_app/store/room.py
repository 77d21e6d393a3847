"""Room on the disk: how much is left, and a reserve that is given up so that begun work can be finished and sent.

The reserve is a file of real blocks in the data folder. While there is less room than another reserve of that size,
nothing new is begun: the applicant keeps the papers, and what is here is brought to the server.
"""

import os
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from casework.errors import Trouble
from counter_app.store.durable import sync_folder

MIB = 1024 * 1024
LOW_BYTES = 256 * MIB
_NAME = "reserve.bin"
_BLOCK_BYTES = MIB


class Level(StrEnum):
    """How the disk stands."""

    FINE = "fine"
    LOW = "low"
    RESERVE = "reserve"


@dataclass(frozen=True, slots=True)
class RoomView:
    """What is free, how that is, and whether the reserve is still there."""

    free_bytes: int
    level: Level
    has_reserve: bool


def free_bytes(folder: Path) -> int:
    """Return how much is free on the disk of a folder."""
    return shutil.disk_usage(folder).free


@dataclass(frozen=True, slots=True)
class Room:
    """The disk under a data folder; `reserve_bytes` of 0 keeps no reserve and refuses nothing.

    Below `low_bytes` people are told. `free_of` says how much is free.
    """

    folder: Path
    reserve_bytes: int = 0
    free_of: Callable[[Path], int] = free_bytes
    low_bytes: int = LOW_BYTES

    @property
    def path(self) -> Path:
        """Where the reserve lies."""
        return self.folder / _NAME

    def view(self) -> RoomView:
        """Return how the disk stands; a disk that cannot be asked is taken to be fine."""
        try:
            free = self.free_of(self.folder)
        except OSError:
            return RoomView(-1, Level.FINE, has_reserve=False)
        has_reserve = self.path.exists()
        if free + (self.reserve_bytes if has_reserve else 0) < 2 * self.reserve_bytes:
            level = Level.RESERVE
        else:
            level = Level.LOW if free < self.low_bytes else Level.FINE
        return RoomView(free, level, has_reserve)

    def must_hold_more(self) -> None:
        """Say no to a new application while there is only room for what was begun.

        Raises:
            Trouble: `local.reserve`.
        """
        found = self.view()
        if found.level is Level.RESERVE:
            raise Trouble("local.reserve", free=found.free_bytes // MIB)

    def keep_reserve(self) -> bool:
        """Lay the reserve down if it is not there and there is plenty of room; return whether it is there."""
        if not self.reserve_bytes:
            return False
        found = self.view()
        if not found.has_reserve and found.free_bytes >= self.reserve_bytes + self.low_bytes:
            self._lay_down()
        return self.path.exists()

    def free_reserve(self) -> int:
        """Give the reserve up and return how many bytes that gave back.

        Raises:
            Trouble: `local.disk`.
        """
        try:
            size = self.path.stat().st_size if self.path.exists() else 0
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise Trouble("local.disk", why=error.strerror or "") from error
        return size

    def _lay_down(self) -> None:
        part = self.path.with_name(f"{_NAME}.part")
        try:
            handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
            try:
                _fill(handle, self.reserve_bytes)
                os.fsync(handle)
            finally:
                os.close(handle)
            part.replace(self.path)
            sync_folder(self.folder)
        except OSError:
            # Without a reserve the desk works as well; it is tried again.
            part.unlink(missing_ok=True)


def _fill(handle: int, size: int) -> None:
    """Take up real blocks; what a file system would compress away or leave as a hole is no reserve."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(handle, 0, size)
        return
    block = secrets.token_bytes(_BLOCK_BYTES)
    for start in range(0, size, _BLOCK_BYTES):
        os.write(handle, block[: size - start])
