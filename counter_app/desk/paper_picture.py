"""Pictures of scanned papers, drawn by a process of its own: what is in a file can end that process, never the desk.

The process has a limit of time and, where the system knows one, of memory; scripts in a PDF are not run, forms are not
filled. It speaks one line of JSON each way, followed by bytes: the file goes in, red, green and blue come out.
"""

import io
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.errors import RuleBroken, Trouble

ARGUMENT = "--draw-paper"
"""The option of `counter-app` that makes it such a process."""

LONGEST_PX = 4096
MOST_PIXELS = 60_000_000
_TIMEOUT_S = 20
_MEMORY_BYTES = 1536 * 1024 * 1024
_CODES = frozenset({"paper.broken", "paper.locked", "paper.too_large", "paper.kind"})


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as `width` x `height` pixels of three bytes each, and how many pages the paper has."""

    width: int
    height: int
    rgb: bytes
    pages: int


def process(argument: str) -> list[str]:
    """Return the command that starts the desk's program as a process for papers, whichever program asks."""
    return program(sys.executable, argument, bundled=getattr(sys, "frozen", False))


def program(executable: str, argument: str, *, bundled: bool) -> list[str]:
    """Return the same for an executable: in a bundle `counterctl` cannot look into files."""
    if not bundled:
        return [executable, "-m", "counter_app", argument]
    own = Path(executable)
    return [str(own.with_name(f"counter-app{own.suffix}")), argument]


class Drawer:
    """Draws one page after another; `close` ends what is under way."""

    def __init__(self, timeout_s: float = _TIMEOUT_S) -> None:
        self._timeout_s = timeout_s
        self._running: subprocess.Popen[bytes] | None = None
        self._closed = False

    def draw(self, content: bytes, page: int, longest_px: int) -> Picture:
        """Return a page, counted from 0, with its longer side at most `longest_px` long.

        Raises:
            RuleBroken: `paper.broken`, `paper.locked`, `paper.too_large`, `paper.kind`.
            Trouble: `paper.slow`, it took too long.
        """
        if self._closed:
            raise Trouble("paper.slow")
        asked = {"page": page, "longest": max(1, min(longest_px, LONGEST_PX))}
        running = subprocess.Popen(  # noqa: S603 - ourselves
            process(ARGUMENT), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._running = running
        try:
            said, _ = running.communicate(json.dumps(asked).encode() + b"\n" + content, timeout=self._timeout_s)
        except subprocess.TimeoutExpired as error:
            running.kill()
            running.communicate()
            raise Trouble("paper.slow") from error
        finally:
            self._running = None
        return _understood(said)

    def close(self) -> None:
        """Draw nothing any more."""
        self._closed = True
        running = self._running
        if running is not None:
            running.kill()


def answer_of(said: bytes, codes: frozenset[str]) -> tuple[dict[str, Any], bytes]:
    """Return the line of JSON that a process for papers said, and the bytes behind it.

    Raises:
        RuleBroken: the code it gave if that is one of `codes`, else `paper.broken`.
    """
    line, _, made = said.partition(b"\n")
    try:
        head = json.loads(line)
    except ValueError as error:
        # The process ended without a word: the file was too much for it.
        raise RuleBroken("paper.broken") from error
    if "code" in head:
        raise RuleBroken(head["code"] if head["code"] in codes else "paper.broken")
    return head, made


def _understood(said: bytes) -> Picture:
    head, rgb = answer_of(said, _CODES)
    picture = Picture(width=head["width"], height=head["height"], rgb=rgb, pages=head["pages"])
    if len(rgb) != picture.width * picture.height * 3:
        raise RuleBroken("paper.broken")
    return picture


# --- in the process ------------------------------------------------------------------------------------------------


def serve_one() -> int:
    """Draw what stands on the standard input, and return the exit code."""
    limit_memory(most_s=_TIMEOUT_S)
    line, _, content = sys.stdin.buffer.read().partition(b"\n")
    asked = json.loads(line)
    try:
        drawn = _pdf if content.startswith(b"%PDF-") else _image
        width, height, rgb, pages = drawn(content, int(asked["page"]), int(asked["longest"]))
    except RuleBroken as refused:
        _say({"code": refused.code})
    except Exception:  # noqa: BLE001 - whatever a file does to a library, the desk is told that it cannot be shown
        _say({"code": "paper.broken"})
    else:
        _say({"width": width, "height": height, "pages": pages}, rgb)
    return 0


def _say(head: dict[str, int | str], rgb: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + rgb)
    sys.stdout.buffer.flush()


def limit_memory(most_bytes: int = _MEMORY_BYTES, most_s: int | None = None) -> None:
    """Let this process have so much memory and so many seconds on the processor, if that is said."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - only where it exists

    resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
    if most_s is not None:
        resource.setrlimit(resource.RLIMIT_CPU, (most_s, most_s))


def _pdf(content: bytes, page: int, longest: int) -> tuple[int, int, bytes, int]:
    import pypdfium2  # noqa: PLC0415 - only this process needs it

    try:
        document = pypdfium2.PdfDocument(content)
        # Without its forms a paper is drawn without its seal, which is the visible part of a signature.
        document.init_forms()
    except pypdfium2.PdfiumError as error:
        raise RuleBroken("paper.locked" if "assword" in str(error) else "paper.broken") from error
    pages = len(document)
    leaf = document[min(page, pages - 1)]
    scale = longest / max(*leaf.get_size(), 1)
    image = leaf.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
    return image.width, image.height, image.tobytes(), pages


def _image(content: bytes, page: int, longest: int) -> tuple[int, int, bytes, int]:
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 - only this process needs it

    # What is too large is refused below, before a pixel is read, and with a sentence of ours.
    Image.MAX_IMAGE_PIXELS = None
    try:
        image = Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "TIFF"))
    except UnidentifiedImageError as error:
        raise RuleBroken("paper.kind") from error
    pages = int(getattr(image, "n_frames", 1))
    if pages > 1:
        image.seek(min(page, pages - 1))
    # A JPEG can be read at a fraction of its size; then even a very large one is small.
    image.draft("RGB", (longest, longest))
    if image.width * image.height > MOST_PIXELS:
        raise RuleBroken("paper.too_large")
    made = ImageOps.exif_transpose(image).convert("RGB")
    made.thumbnail((longest, longest))
    return made.width, made.height, made.tobytes(), pages
