"""Files that are there after a power cut: written beside, flushed to the disk, then given their name."""

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Flush the folder's own entries; Windows has no such call and orders renames by itself."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_new(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Write `content` to `path` so that either the whole file is there or none.

    Raises:
        FileExistsError: the file is there already; it is left as it is.
        OSError: the disk refused; nothing is left behind.
    """
    if path.exists():
        raise FileExistsError(path)
    replace(path, content, mode=mode)


def replace(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Write `content` to `path`, in one step for every reader, replacing what was there."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
