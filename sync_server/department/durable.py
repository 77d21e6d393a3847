"""Files that are whole or not there: written aside, synced, renamed, their folder synced."""

import os
import secrets
from pathlib import Path

from casework.errors import Trouble


def write_whole(target: Path, body: bytes) -> None:
    """Make `target` hold `body`; durable when this returns, and never half of it to be seen.

    Raises:
        Trouble: `department.not_written`.
    """
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with part.open("xb") as out:
            out.write(body)
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise Trouble("department.not_written", file=str(target), why=os.strerror(error.errno or 0)) from error
    finally:
        part.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    # Windows can neither open nor sync a folder; its rename is durable with the file.
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
