"""Papers as files in a folder: for archives, for print rooms that watch a folder, and for showing the product.

A file appears whole or not at all, and is never another job's file.
"""

import os
import re
from contextlib import suppress
from pathlib import Path

from printing.drivers.driver import DeviceState, Outcome, Readiness, Result
from printing.model import Format, FrozenPaper

_SUFFIX = {Format.PDF: "pdf", Format.RASTER: "tiff"}
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")


def file_name(paper: FrozenPaper, job_id: str) -> str:
    """Return the job's file name: job and kind of paper, with only characters that every file system takes."""
    return f"{_UNSAFE.sub('_', job_id)}.{paper.kind}.{_SUFFIX[paper.format]}"


class FolderDriver:
    """Writes each paper as `<job>.<kind>.pdf` (`.tiff` where it is dots) into `folder`, which is made at need."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, paper: FrozenPaper, job_id: str) -> Outcome:
        """Write the paper's file: temporary file, fsync, link under its name, fsync of the folder.

        A file of the same job with the same bytes counts as printed, for then an earlier attempt came through; other
        bytes under the name are left alone and the attempt has failed.
        """
        target = self._folder / file_name(paper, job_id)
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _write_durably(part, paper.content)
            # A link fails where a file already is; a rename would silently take its place.
            os.link(part, target)
        except FileExistsError:
            return _already_there(target, paper)
        except OSError as error:
            return Outcome(Result.FAILED, "printing.folder_unwritable", error.strerror or str(error))
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        try:
            _sync_folder(self._folder)
        except OSError as error:
            return Outcome(Result.UNCERTAIN, "printing.folder_unsynced", error.strerror or str(error))
        return Outcome(Result.PRINTED, proof=target.name)

    def status(self) -> DeviceState:
        """Return READY where the folder can be written to."""
        place = next((path for path in (self._folder, *self._folder.parents) if path.exists()), self._folder)
        if place.is_dir() and os.access(place, os.W_OK | os.X_OK):
            return DeviceState(Readiness.READY)
        return DeviceState(Readiness.ATTENTION, ("folder-not-writable",))


def _write_durably(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    # Windows has no handle on a folder; there the file's own sync is all there is.
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _already_there(target: Path, paper: FrozenPaper) -> Outcome:
    try:
        same = target.read_bytes() == paper.content
    except OSError as error:
        return Outcome(Result.UNCERTAIN, "printing.folder_unreadable", error.strerror or str(error))
    if same:
        return Outcome(Result.PRINTED, proof=target.name)
    return Outcome(Result.FAILED, "printing.file_of_another_job", target.name)
