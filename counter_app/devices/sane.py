"""Flatbeds and feeders through SANE: `scanimage` scans page after page, and the pages wait like files in a folder.

`sane:DEVICE` or `sane:DEVICE?source=ADF&mode=Color&resolution=300`: what stands behind `?` are the device's own options
as `scanimage --help -d DEVICE` lists them. From a feeder (a `source` with ADF, feeder or duplex in its name) all pages
are taken, from a glass one. Pages lie in memory, readable by the desk's user only, until they are kept; whatever ends a
scan, jam, open cover or the clerk, those that came whole stay. What waits is offered before more is scanned.
"""

import os
import re
import selectors
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qsl

from casework.errors import Trouble
from counter_app.devices.scanners import FolderScanner, Waiting

MOST_PAGES = 300
PAGE_TIMEOUT_S = 120.0
"""How long a page may take; the slowest flatbeds need a minute for A4 at 600 dpi."""

_PROGRAM = "scanimage"
_OPTION = re.compile(r"[a-z][a-z0-9-]*", re.ASCII)
_DEVICE = re.compile(r"[\w.:/@%+=,;\[\] ~-]+")
_OURS = frozenset({"device-name", "format", "output-file", "batch", "batch-start", "batch-count", "batch-print"})
_FEEDER = re.compile(r"adf|feeder|duplex", re.IGNORECASE)
_LOOK_S = 0.1
_END_S = 5.0
_ENDS = {2: "scan.cancelled", 3: "scan.busy", 6: "scan.jammed", 8: "scan.cover_open"}
"""SANE's states, with which `scanimage` ends."""
_NO_MORE = 7


@dataclass(frozen=True, slots=True)
class SaneScanner:
    """A scanner that SANE knows by the name `device`; its pages lie in `folder` until they are kept."""

    device: str
    options: tuple[tuple[str, str], ...]
    folder: Path
    program: str = _PROGRAM

    def scan(self, each: Callable[[int], None], stopped: Callable[[], bool]) -> Trouble | None:
        """Scan what lies on the glass or in the feeder, unless pages wait already."""
        try:
            if self.waiting():
                return None
            running = subprocess.Popen(  # noqa: S603 - the program is ours to choose, what it is given was looked at
                self._command(),
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                stdin=subprocess.DEVNULL,
                env={**os.environ, "LC_ALL": "C.UTF-8"},
            )
        except FileNotFoundError:
            return Trouble("scan.no_scanimage")
        except OSError as error:
            return _away(error.strerror or str(error))
        with running:
            run = _Run(running, each)
            silent = run.follow(stopped)
        self._drop_unfinished()
        return self._ended(run, stopped=stopped(), silent=silent)

    def _command(self) -> list[str]:
        feeder = any(name == "source" and _FEEDER.search(value) for name, value in self.options)
        return [
            *(self.program, f"--device-name={self.device}", "--format=png"),
            *(f"--batch={self.folder}/p%03d.png", "--batch-print", f"--batch-count={MOST_PAGES if feeder else 1}"),
            *(f"--{name}={value}" for name, value in self.options),
        ]

    def _ended(self, run: "_Run", *, stopped: bool, silent: bool) -> Trouble | None:
        if silent:
            return _away(f"{PAGE_TIMEOUT_S:.0f} s")
        if stopped:
            return Trouble("scan.cancelled", pages=run.pages)
        if run.status in _ENDS:
            return Trouble(_ENDS[run.status], pages=run.pages)
        if run.status == _NO_MORE or "out of documents" in run.said:
            return None if run.pages else Trouble("scan.feeder_empty")
        return _away(run.reason) if run.status else None

    def _drop_unfinished(self) -> None:
        with suppress(OSError):
            for file in self.folder.glob("*.part"):
                file.unlink(missing_ok=True)

    def _lying(self) -> FolderScanner:
        return FolderScanner(self.folder, settled_s=0, most=MOST_PAGES)

    def waiting(self) -> tuple[Waiting, ...]:
        """Return the pages that came and were not kept yet, in their order."""
        return tuple(sorted(self._lying().waiting(), key=lambda page: page.name))

    def read(self, name: str) -> bytes:
        """Return a page."""
        return self._lying().read(name)

    def done(self, name: str, kept: str) -> None:
        """Forget a page that the desk has kept."""
        self._lying().done(name, kept)


class _Run:
    """One run of `scanimage`: which pages came, what it said, how it ended."""

    def __init__(self, running: "subprocess.Popen[bytes]", each: Callable[[int], None]) -> None:
        self._running, self._each = running, each
        self._texts: dict[str, bytes] = {"pages": b"", "said": b""}
        self.pages = 0

    @property
    def status(self) -> int:
        """SANE's state at the end; 0 is well."""
        return self._running.returncode

    @property
    def said(self) -> str:
        """What it said of itself."""
        return self._texts["said"].decode(errors="replace")

    @property
    def reason(self) -> str:
        """The last line that says what went wrong."""
        lines = [line.removeprefix("scanimage: ") for line in self.said.splitlines() if line.startswith("scanimage:")]
        told = [line for line in lines if "signal" not in line]
        return (told or ["-"])[-1]

    def follow(self, stopped: Callable[[], bool]) -> bool:
        """Tell of every page until it ends; True where nothing came for too long and it was ended."""
        silent_since = time.monotonic()
        with selectors.DefaultSelector() as watch:
            for name, stream in (("pages", self._running.stdout), ("said", self._running.stderr)):
                if stream is not None:
                    watch.register(stream, selectors.EVENT_READ, name)
            while watch.get_map():
                for key, _ in watch.select(_LOOK_S):
                    if self._take(key.fd, key.data):
                        silent_since = time.monotonic()
                    else:
                        watch.unregister(key.fileobj)
                silent = time.monotonic() - silent_since > PAGE_TIMEOUT_S
                if silent or stopped():
                    self._stop()
                    return silent
        self._running.wait()
        return False

    def _take(self, descriptor: int, name: str) -> bool:
        data = os.read(descriptor, 4096)
        self._texts[name] += data
        came = self._texts["pages"].count(b"\n")
        while self.pages < came:
            self.pages += 1
            self._each(self.pages)
        return bool(data)

    def _stop(self) -> None:
        """Let the scanner end its page, or end the program where it does not."""
        self._running.send_signal(signal.SIGTERM)
        try:
            self._running.communicate(timeout=_END_S)
        except subprocess.TimeoutExpired:
            self._running.kill()
            self._running.communicate()


def _away(why: str) -> Trouble:
    return Trouble("scan.device_away", why=why)


def sane_scanner(where: str, program: str = _PROGRAM) -> SaneScanner:
    """Return the scanner that stands behind `sane:`.

    Raises:
        Trouble: `scan.options` (with `option`); `scan.scanner_away`, there is nowhere to lay pages.
    """
    device, _, query = where.partition("?")
    options = tuple(parse_qsl(query, keep_blank_values=True))
    wrong = [name for name, _ in options if not _OPTION.fullmatch(name) or name in _OURS]
    if wrong or not _DEVICE.fullmatch(device):
        raise Trouble("scan.options", option=(wrong or [device])[0])
    return SaneScanner(device, options, _pages_of(device), program)


def _pages_of(device: str) -> Path:
    """Return the folder for a device's pages: in memory where the system has a place for that, ours alone."""
    homes = (os.environ.get("XDG_RUNTIME_DIR", ""), "/dev/shm", tempfile.gettempdir())  # noqa: S108 - looked at below
    home = next(Path(one) for one in homes if one and Path(one).is_dir())
    user = str(os.getuid()) if hasattr(os, "getuid") else "desk"
    folder = home / f"integrated-window-scans-{user}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        about = folder.lstat()
        if hasattr(os, "getuid") and (about.st_uid != os.getuid() or folder.is_symlink() or about.st_mode & 0o077):
            raise Trouble("scan.scanner_away", why=str(folder))
        mine = folder / sha256(device.encode()).hexdigest()[:16]
        mine.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise Trouble("scan.scanner_away", why=error.strerror or str(error)) from error
    return mine
