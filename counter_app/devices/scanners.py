"""Document scanners: what a scanner promises, and the one that every scanner can be, a folder it drops its files into.

One that scans when it is asked (`sane`) is behind the same port: what it made waits as files too. Files stay where they
are until the desk has kept them.
"""

import errno
import os
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import file_digest
from io import BufferedReader
from pathlib import Path
from typing import Protocol

from casework.errors import Trouble

MOST_BYTES = 40 * 1024 * 1024
"""More than that is read of no file."""
MOST_WAITING = 12
"""So many files are offered at once, the oldest first."""

_SETTLED_S = 1.0
_UNFINISHED = (".part", ".tmp", ".crdownload", ".filepart")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that waits at a scanner; `made_ms` is when it was finished (wall time)."""

    name: str
    size: int
    made_ms: int


class Scanner(Protocol):
    """A scanner; nothing of it is called on the screen's thread."""

    def scan(self, each: Callable[[int], None], stopped: Callable[[], bool]) -> Trouble | None:
        """Scan what lies in it, if it can be asked to and nothing waits; return why it ended before the last page.

        `each` is told of every page; soon after `stopped` says so nothing more is scanned. What came waits, whatever
        ended the scan.
        """
        ...

    def waiting(self) -> tuple[Waiting, ...]:
        """Return the files that wait, oldest first.

        Raises:
            Trouble: `scan.scanner_away` (with `why`).
        """
        ...

    def read(self, name: str) -> bytes:
        """Return a waiting file, at most a byte more than `MOST_BYTES` of it.

        Raises:
            Trouble: `scan.scanner_away` (with `why`).
        """
        ...

    def done(self, name: str, kept: str) -> None:
        """Take a file away that the desk has kept, by its SHA-256; one that cannot be taken away waits again.

        Raises:
            Trouble: `scan.not_cleared` (with `why`); `scan.changed`, it was written anew since, and stays.
        """
        ...


@dataclass(frozen=True, slots=True)
class FolderScanner:
    """The scanner's own drop folder. Links, hidden files and what is still being written do not count."""

    folder: Path
    settled_s: float = _SETTLED_S
    most: int = MOST_WAITING

    def scan(self, _each: Callable[[int], None], _stopped: Callable[[], bool]) -> Trouble | None:
        """Do nothing: whoever stands at the scanner starts it there."""
        return None

    def waiting(self) -> tuple[Waiting, ...]:
        """Return what lies there and is whole; a second later where a clock that is ahead leaves that open."""
        now = time.time()
        try:
            found = self._lying_there()
            if any(one.made_ms > now * 1000 for one in found):
                time.sleep(_SETTLED_S)
                found &= self._lying_there()
        except OSError as error:
            raise Trouble("scan.scanner_away", why=error.strerror or str(error)) from error
        settled = (one for one in found if not now - self.settled_s < one.made_ms / 1000 <= now)
        return tuple(sorted(settled, key=lambda one: (one.made_ms, one.name))[: self.most])

    def _lying_there(self) -> set[Waiting]:
        found = set()
        for path in self.folder.iterdir():
            try:
                about = path.stat(follow_symlinks=False)
            except FileNotFoundError:
                # Another window, or the scanner itself, has taken it away meanwhile.
                continue
            wanted = stat.S_ISREG(about.st_mode) and about.st_size > 0 and not path.name.startswith(".")
            if wanted and path.suffix.lower() not in _UNFINISHED:
                found.add(Waiting(path.name, about.st_size, about.st_mtime_ns // 1_000_000))
        return found

    def read(self, name: str) -> bytes:
        """Return the bytes of a file."""
        try:
            with _opened(self._path(name)) as file:
                return file.read(MOST_BYTES + 1)
        except OSError as error:
            raise Trouble("scan.scanner_away", why=error.strerror or str(error)) from error

    def done(self, name: str, kept: str) -> None:
        """Delete a file: it is in the case now, and nobody's papers lie about."""
        try:
            path = self._path(name)
            if path.exists() and _digest(path) != kept:
                raise Trouble("scan.changed", name=name)
            path.unlink(missing_ok=True)
        except OSError as error:
            raise Trouble("scan.not_cleared", why=error.strerror or str(error)) from error

    def _path(self, name: str) -> Path:
        path = self.folder / name
        if path.parent != self.folder or path.is_symlink():
            raise Trouble("scan.scanner_away", why=name)
        return path


def _opened(path: Path) -> BufferedReader:
    """Open a file for reading.

    What was put in its place since it was listed is not followed, and not waited for: a link, or a pipe that nobody
    writes into.
    """
    ways = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    file = os.fdopen(os.open(path, os.O_RDONLY | ways), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    return file


def _digest(path: Path) -> str:
    with _opened(path) as file:
        return file_digest(file, "sha256").hexdigest()
