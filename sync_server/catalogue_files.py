"""Reading the files of a catalogue from a folder or a zip, as an administrator gives them: nothing else is touched.

Only four names are read and nothing is ever unpacked to a disk. Links, devices, names with a path in them, archives
that swell and anything above the limits are refused before a byte of them is looked at.
"""

import os
import stat
import zipfile
import zlib
from pathlib import Path

from casework.bundle import MAX_BUNDLE_BYTES
from casework.catalogue_load import DEPARTMENTS, HEAD, MATTERS, PACKAGES
from casework.errors import RuleBroken

_NAMES = frozenset({HEAD, DEPARTMENTS, MATTERS, PACKAGES})
_MOST_ENTRIES = 100
# One that was given could wait for ever for its other end.
_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0)
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)
_ENCRYPTED = 0x1
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


def read_files(source: Path) -> dict[str, bytes]:
    """Return the catalogue's files by name, from a folder or from a zip.

    Raises:
        RuleBroken: `catalogue.not_read` with what is wrong, `catalogue.too_large`.
    """
    try:
        found = source.lstat()
        if stat.S_ISDIR(found.st_mode):
            return _from_folder(source)
        if stat.S_ISREG(found.st_mode):
            return _from_zip(source, found.st_size)
    except OSError as error:
        raise RuleBroken("catalogue.not_read", file=str(source), why=error.strerror or str(error)) from error
    raise RuleBroken("catalogue.not_read", file=str(source), why="neither a folder nor a plain file")


def _from_folder(folder: Path) -> dict[str, bytes]:
    names = sorted(entry.name for entry in os.scandir(folder))
    # A file that is misspelt would silently be missing from the catalogue.
    _check_names(folder, [name for name in names if name.lower().endswith(".json")])
    files: dict[str, bytes] = {}
    room = MAX_BUNDLE_BYTES
    for name in names:
        if name in _NAMES:
            files[name] = _read_plain(folder / name, room)
            room -= len(files[name])
    return files


def _read_plain(file: Path, room: int) -> bytes:
    if file.is_symlink():
        raise RuleBroken("catalogue.not_read", file=str(file), why="a link")
    descriptor = os.open(file, os.O_RDONLY | _NO_LINKS | _WITHOUT_WAITING)
    with os.fdopen(descriptor, "rb") as opened:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise RuleBroken("catalogue.not_read", file=str(file), why="no plain file")
        return _within(opened.read(room + 1), room)


def _from_zip(file: Path, size: int) -> dict[str, bytes]:
    if size > MAX_BUNDLE_BYTES:
        raise RuleBroken("catalogue.too_large", size=size, limit=MAX_BUNDLE_BYTES)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _check_names(file, [entry.filename for entry in entries])
            files: dict[str, bytes] = {}
            room = MAX_BUNDLE_BYTES
            for entry in entries:
                _check_entry(file, entry)
                with archive.open(entry) as opened:
                    files[entry.filename] = _within(opened.read(room + 1), room)
                room -= len(files[entry.filename])
            return files
    except _BROKEN_ZIP as error:
        raise RuleBroken("catalogue.not_read", file=str(file), why=str(error)) from error


def _check_entry(file: Path, entry: zipfile.ZipInfo) -> None:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in {0, stat.S_IFREG}:
        raise RuleBroken("catalogue.not_read", file=str(file), why=f"{entry.filename}: no plain file")
    if entry.flag_bits & _ENCRYPTED:
        raise RuleBroken("catalogue.not_read", file=str(file), why=f"{entry.filename}: encrypted")


def _check_names(source: Path, names: list[str]) -> None:
    if len(names) > _MOST_ENTRIES:
        raise RuleBroken("catalogue.not_read", file=str(source), why=f"{len(names)} files")
    for name in names:
        if name not in _NAMES:
            raise RuleBroken("catalogue.not_read", file=str(source), why=f"{name[:80]!r}: another name")
        if names.count(name) > 1:
            raise RuleBroken("catalogue.not_read", file=str(source), why=f"{name}: twice")


def _within(content: bytes, room: int) -> bytes:
    if len(content) > room:
        raise RuleBroken("catalogue.too_large", size=MAX_BUNDLE_BYTES + 1, limit=MAX_BUNDLE_BYTES)
    return content
