"""Several scanned pages made into one PDF, by a process of its own: what a file holds can end that, never the desk.

Images are drawn anew and only the pages of PDFs are taken over, so scripts, forms and files inside stay behind. One
file alone stays as it is; its pages are counted.
"""

import io
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from casework.errors import RuleBroken, Trouble
from counter_app.desk.attach import PDF, sniff
from counter_app.desk.paper_picture import MOST_PIXELS, answer_of, limit_memory, process

ARGUMENT = "--join-papers"
"""The option of `counter-app` that makes it such a process."""

MOST_PAGES = 300
_TIMEOUT_S = 60
_DPI = 200
_QUALITY = 82
# When it was joined, and an identifier made from that: the same pages must be the same bytes, to be known again.
_MOMENT = re.compile(rb"(?<=/CreationDate\(D:)\d{14}|(?<=/ID\[<)[0-9A-F]+><[0-9A-F]+(?=>\])")
_CODES = frozenset({"paper.broken", "paper.locked", "paper.too_large", "paper.kind", "paper.too_many"})


@dataclass(frozen=True, slots=True)
class Joined:
    """One paper made of the files: its bytes, their MIME type, and how many pages it has."""

    content: bytes
    mime: str
    pages: int


def join(files: Sequence[bytes]) -> Joined:
    """Return the files, in their order, as one paper. May take seconds.

    Raises:
        RuleBroken: `attach.kind`, `paper.broken`, `paper.locked`, `paper.too_large`, `paper.too_many`.
        Trouble: `paper.slow`.
    """
    for content in files:
        sniff(content)
    head = json.dumps([len(content) for content in files]).encode()
    running = subprocess.Popen(  # noqa: S603 - ourselves
        process(ARGUMENT), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        said, _ = running.communicate(b"\n".join((head, b"".join(files))), timeout=_TIMEOUT_S)
    except subprocess.TimeoutExpired as error:
        running.kill()
        running.communicate()
        raise Trouble("paper.slow") from error
    answer, made = answer_of(said, _CODES)
    pages = int(answer["pages"])
    return Joined(files[0], sniff(files[0]), pages) if len(files) == 1 else Joined(made, PDF, pages)


# --- in the process ------------------------------------------------------------------------------------------------


def serve_one() -> int:
    """Join what stands on the standard input, and return the exit code."""
    limit_memory()
    line, _, content = sys.stdin.buffer.read().partition(b"\n")
    try:
        pages, made = _joined(json.loads(line), content)
    except RuleBroken as refused:
        _say({"code": refused.code})
    except Exception:  # noqa: BLE001 - whatever a file does to a library, the desk is told that it cannot be kept
        _say({"code": "paper.broken"})
    else:
        _say({"pages": pages}, made)
    return 0


def _say(head: dict[str, int | str], made: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + made)
    sys.stdout.buffer.flush()


def _joined(sizes: list[int], content: bytes) -> tuple[int, bytes]:
    import pypdfium2  # noqa: PLC0415 - only this process needs it

    whole = pypdfium2.PdfDocument.new()
    at = 0
    for size in sizes:
        one, at = content[at : at + size], at + size
        for part in [one] if one.startswith(b"%PDF-") else _drawn(one):
            _take_pages(whole, part)
            if len(whole) > MOST_PAGES:
                raise RuleBroken("paper.too_many")
    out = io.BytesIO()
    if len(sizes) > 1:
        whole.save(out)
    return len(whole), _MOMENT.sub(lambda found: re.sub(rb"[0-9A-F]", b"0", found[0]), out.getvalue())


def _take_pages(whole: Any, part: bytes) -> None:
    import pypdfium2  # noqa: PLC0415 - only this process needs it

    try:
        document = pypdfium2.PdfDocument(part)
        if not len(document):
            raise RuleBroken("paper.broken")
        whole.import_pages(document)
    except pypdfium2.PdfiumError as error:
        raise RuleBroken("paper.locked" if "assword" in str(error) else "paper.broken") from error


def _drawn(content: bytes) -> list[bytes]:
    """Return each frame of an image as a PDF of one page, upright, at its own size on paper."""
    from PIL import Image, ImageOps, ImageSequence  # noqa: PLC0415 - only this process needs it

    # What is too large is refused below, before a pixel is read, and with a sentence of ours.
    Image.MAX_IMAGE_PIXELS = None
    made: list[bytes] = []
    image = Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "TIFF"))
    for frame in ImageSequence.Iterator(image):
        if frame.width * frame.height > MOST_PIXELS:
            raise RuleBroken("paper.too_large")
        if len(made) >= MOST_PAGES:
            raise RuleBroken("paper.too_many")
        dpi = float(frame.info.get("dpi", (_DPI, _DPI))[0])
        upright = ImageOps.exif_transpose(frame).convert("L" if frame.mode in {"1", "L"} else "RGB")
        out = io.BytesIO()
        upright.save(out, "PDF", resolution=dpi if dpi > 1 else _DPI, quality=_QUALITY)
        made.append(out.getvalue())
    return made
