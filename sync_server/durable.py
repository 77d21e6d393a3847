"""Files that are whole or not there: written aside, synced, renamed, their folder synced."""

import os
import secrets
import shutil
from pathlib import Path


def write_whole(target: Path, body: bytes, *, mode: int = 0o666) -> None:
    """Make `target` hold `body`; durable when this returns, and never half of it to be seen."""
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        part.touch(mode=mode)
        part.write_bytes(body)
        _name(part, target)
    finally:
        part.unlink(missing_ok=True)


def copy_whole(source: Path, target: Path) -> None:
    """Copy a file in the same way; its folder is made if it is not there."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        shutil.copyfile(source, part)
        _name(part, target)
    finally:
        part.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Flush a file, or a folder's own entries, to the disk."""
    # Windows can neither open nor sync a folder; its rename is durable with the file.
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _name(part: Path, target: Path) -> None:
    sync(part)
    part.replace(target)
    sync(target.parent)
