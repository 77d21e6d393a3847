"""One desk at a time on a data folder, held by the operating system: a dead process holds nothing."""

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from casework.errors import Trouble


class FolderLock:
    """Holds a folder for this process from `take` to `release`."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "lock"
        self._handle: int | None = None

    def take(self) -> Self:
        """Take the folder at once.

        Raises:
            Trouble: `local.in_use`, another process holds it.
        """
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(handle)
        except OSError as error:
            os.close(handle)
            raise Trouble("local.in_use", folder=str(self._path.parent)) from error
        self._handle = handle
        return self

    def release(self) -> None:
        """Give the folder back; the file stays, only the lock goes."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> Self:
        return self.take()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
