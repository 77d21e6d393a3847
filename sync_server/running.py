"""Whether the server of a folder is running, held by the operating system: a dead process holds nothing.

Every process that serves shares the folder; whoever exchanges the database under it needs the folder alone.
"""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casework.errors import Trouble

LOCK_FILE = "server.lock"


def keep_what_is_loaded() -> None:
    """Let the collector leave alone what is loaded by now, for the whole life of a process that serves.

    It would go through all of it again and again while pushes come in, which takes a fifth of their time.
    """
    gc.collect()
    gc.freeze()


@contextmanager
def serving(folder: Path) -> Iterator[None]:
    """Share the folder with whoever else serves it.

    Raises:
        Trouble: `serve.being_restored`, somebody exchanges its database.
    """
    with _held(folder, shared=True, code="serve.being_restored"):
        yield


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep the server from being started, and be sure that it is not running.

    Raises:
        Trouble: `serve.running`.
    """
    with _held(folder, shared=False, code="serve.running"):
        yield


@contextmanager
def _held(folder: Path, *, shared: bool, code: str) -> Iterator[None]:
    handle = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            _lock(handle, shared=shared)
        except OSError as error:
            raise Trouble(code, folder=str(folder)) from error
        yield
    finally:
        os.close(handle)


def wait_for(handle: int) -> None:
    """Lock an open file for its holder alone, however long others have it; closing it gives it back."""
    _lock(handle, shared=False, wait=True)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int, *, shared: bool, wait: bool = False) -> None:
        # Windows has no shared lock; one server a folder is all that is run there.
        del shared
        msvcrt.locking(handle, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int, *, shared: bool, wait: bool = False) -> None:
        how = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        fcntl.flock(handle, how if wait else how | fcntl.LOCK_NB)
