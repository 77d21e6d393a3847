"""What a scanner made becomes one paper, drawn anew by a process of its own: a file can end that, never the desk.

Images are cleaned and encoded again, of PDFs only what their pages show is taken over (`paper_clean`, `paper_pdf`).
Scripts, actions, attached files, places and whatever hid behind a picture stay behind. One page of grey or colour is
kept as a JPEG, anything else as a PDF. The process has a limit of memory, of time for each page, and no file to write.
"""

import io
import json
import math
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from casework.errors import RuleBroken, Trouble
from counter_app.desk.attach import MAX_SCAN_BYTES, PDF, sniff
from counter_app.desk.paper_picture import answer_of, limit_memory, process

ARGUMENT = "--join-papers"
"""The option of `counter-app` that makes it such a process."""

MOST_PAGES = 300
PAGE_CPU_S = 4
"""How long one page may keep the processor; the dearest honest one, A4 in colour at 600 dpi, takes a fifth of that."""
PAGE_TIMEOUT_S = 20.0
"""How long one page may take by the clock, however busy the machine is."""

_MIB = 1024 * 1024
# What a file may take beside the program, which itself holds some 55 MiB. What an image needs is known from its head,
# and bounded there; A4 in colour at 600 dpi needs 195.
_IMAGE_BYTES = 230 * _MIB
_PDF_BYTES = 190 * _MIB
# When it was joined, and an identifier made from that: the same pages must be the same bytes, to be known again.
_MOMENT = re.compile(rb"(?<=/CreationDate\(D:)\d{14}|(?<=/ID\[<)[0-9A-F]+><[0-9A-F]+(?=>\])")
_CODES = frozenset(
    {"paper.broken", "paper.locked", "paper.too_large", "paper.kind", "paper.too_many", "attach.too_large"}
)


@dataclass(frozen=True, slots=True)
class Joined:
    """One paper: bytes, MIME type, its pages, how many blank ones were left out, and whether a signature was lost.

    Where every page is blank all are kept: whoever scanned them sees that, and turns the papers over.
    """

    content: bytes
    mime: str
    pages: int
    blank: int = 0
    signed: bool = False


def _nobody(_page: int) -> None:
    return


def join(files: Sequence[bytes], each: Callable[[int], None] = _nobody, timeout_s: float = PAGE_TIMEOUT_S) -> Joined:
    """Return the files, in their order, as one clean paper; `each` is told of every page. May take seconds.

    Raises:
        RuleBroken: `attach.kind`, `attach.too_large`, `paper.broken`, `paper.locked`, `paper.too_large`,
            `paper.too_many`.
        Trouble: `paper.slow`, a page took longer than `PAGE_CPU_S` or `timeout_s`.
    """
    for content in files:
        sniff(content)
    running = subprocess.Popen(  # noqa: S603 - ourselves
        process(ARGUMENT), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    watch = _Watch(running, timeout_s)
    # Pages are told while later files still go in.
    giving = threading.Thread(target=_give, args=(running.stdin, files), daemon=True)
    with running:
        giving.start()
        try:
            said = _asked(running, watch, each)
        finally:
            watch.end()
            running.kill()
            # What is not given yet finds nobody any more, and is its own affair: nobody else may close the pipe on it.
            giving.join()
    if watch.ran_out or (not said and running.returncode == -getattr(signal, "SIGXCPU", 0)):
        raise Trouble("paper.slow")
    try:
        answer, made = answer_of(said, _CODES)
    except RuleBroken as refused:
        if refused.code == "attach.too_large":
            raise RuleBroken(refused.code, size=MAX_SCAN_BYTES, limit=MAX_SCAN_BYTES) from refused
        raise
    pages, blank, signed = int(answer["pages"]), int(answer["blank"]), bool(answer["signed"])
    return Joined(made, sniff(made), pages, blank, signed)


def _asked(running: "subprocess.Popen[bytes]", watch: "_Watch", each: Callable[[int], None]) -> bytes:
    """Return the last line of the process with what follows; empty where it ended without one."""
    told = running.stdout
    if told is None:
        return b""
    while line := told.readline():
        watch.begin()
        if b'"page"' not in line:
            return line + told.read()
        each(int(json.loads(line)["page"]))
    return b""


def _give(given: IO[bytes] | None, files: Sequence[bytes]) -> None:
    # A process that ends before it has read everything has said why, or nothing.
    if given is None:
        return
    with suppress(OSError), given:
        given.write(json.dumps([len(content) for content in files]).encode() + b"\n")
        for content in files:
            given.write(content)


class _Watch:
    """Ends a process that says nothing for too long."""

    def __init__(self, running: "subprocess.Popen[bytes]", timeout_s: float) -> None:
        self._running, self._timeout_s = running, timeout_s
        self._timer: threading.Timer | None = None
        self.ran_out = False
        self.begin()

    def begin(self) -> None:
        """Wait anew."""
        self.end()
        self._timer = threading.Timer(self._timeout_s, self._too_long)
        self._timer.daemon = True
        self._timer.start()

    def _too_long(self) -> None:
        self.ran_out = True
        self._running.kill()

    def end(self) -> None:
        """Wait no longer."""
        if self._timer is not None:
            self._timer.cancel()


# --- in the process ------------------------------------------------------------------------------------------------


def serve_one() -> int:
    """Join what stands on the standard input, and return the exit code."""
    limit_memory()
    _allow_another_page()
    try:
        head, made = _joined(json.loads(sys.stdin.buffer.readline()), sys.stdin.buffer)
    except RuleBroken as refused:
        _say({"code": refused.code})
    except Exception:  # noqa: BLE001 - whatever a file does to a library, the desk is told that it cannot be kept
        _say({"code": "paper.broken"})
    else:
        _say(head, made)
    return 0


def _say(head: dict[str, int | str], made: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + made)
    sys.stdout.buffer.flush()


@dataclass(frozen=True, slots=True)
class _Leaf:
    """One page as a PDF, and as a JPEG where it may stand alone as one."""

    pdf: bytes
    blank: bool
    jpeg: bytes = b""


def _allow_memory(kind: str, program_bytes: int) -> None:
    """Bound what the process may hold while it looks into a file of this kind."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - only where it exists

    most = program_bytes + (_PDF_BYTES if kind == PDF else _IMAGE_BYTES)
    resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _held_bytes() -> int:
    """Return how many bytes of addresses the program itself takes; a bundle takes more than a checkout."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except OSError:
        return 100 * _MIB
    return pages * os.sysconf("SC_PAGE_SIZE")


def _allow_another_page() -> None:
    """Let the process work for as long again as one page may take; it ends where that is not enough."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - only where it exists

    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used.ru_utime + used.ru_stime) + PAGE_CPU_S, most))


def _joined(sizes: list[int], files: IO[bytes]) -> tuple[dict[str, int | str], bytes]:
    from counter_app.desk import paper_pdf  # noqa: PLC0415 - only this process needs it

    program_bytes = _held_bytes()
    leaves: list[_Leaf] = []
    signed, room = False, MAX_SCAN_BYTES
    for size in sizes:
        content = files.read(size)
        _allow_memory(sniff(content), program_bytes)
        signed = signed or (sniff(content) == PDF and paper_pdf.is_signed(content))
        for leaf in _leaves(content):
            leaves.append(leaf)
            room -= len(leaf.pdf)
            if len(leaves) > MOST_PAGES:
                raise RuleBroken("paper.too_many")
            if room < 0:
                raise RuleBroken("attach.too_large")
            _say({"page": len(leaves)})
            _allow_another_page()
    if not leaves:
        raise RuleBroken("paper.broken")
    kept = [leaf for leaf in leaves if not leaf.blank] or leaves
    head: dict[str, int | str] = {"pages": len(kept), "blank": len(leaves) - len(kept), "signed": signed}
    return head, kept[0].jpeg if len(kept) == 1 and kept[0].jpeg else _bound(kept)


def _leaves(content: bytes) -> Iterator[_Leaf]:
    from counter_app.desk import paper_clean, paper_pdf  # noqa: PLC0415 - only this process needs them

    if sniff(content) == PDF:
        for made, blank in paper_pdf.drawn(content):
            yield _Leaf(made, blank)
        return
    first = True
    for page in paper_clean.pages_of(content):
        # Black and white alone would be larger as a JPEG, and worse.
        alone = first and page.image.mode != "1"
        yield _Leaf(page.pdf(), page.blank, page.jpeg() if alone else b"")
        first = first and page.blank


def _bound(leaves: Sequence[_Leaf]) -> bytes:
    import pypdfium2  # noqa: PLC0415 - only this process needs it

    whole: Any = pypdfium2.PdfDocument.new()
    for leaf in leaves:
        whole.import_pages(pypdfium2.PdfDocument(leaf.pdf))
    out = io.BytesIO()
    whole.save(out)
    return _MOMENT.sub(lambda found: re.sub(rb"[0-9A-F]", b"0", found[0]), out.getvalue())
