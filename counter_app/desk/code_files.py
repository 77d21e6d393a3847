"""Codes in image files that somebody brings: opened by a process of its own, for nobody knows what else is in them."""

import io
import json
import subprocess
import sys

from casework.errors import RuleBroken, Trouble
from counter_app.desk.paper_picture import MOST_PIXELS, answer_of, limit_memory, process

ARGUMENT = "--read-codes"
"""The option of `counter-app` that makes it such a process."""
MOST_BYTES = 20 * 1024 * 1024

_TIMEOUT_S = 20
_MEMORY_BYTES = 320 * 1024 * 1024
_CPU_S = 5
_LONGEST_PX = 3400
_MOST_COLOURED = 36_000_000
_CODES = frozenset({"paper.too_large", "paper.kind"})


def codes_in(content: bytes) -> tuple[str, ...]:
    """Return the texts of the codes in a JPEG, PNG or TIFF.

    Raises:
        RuleBroken: `barcode.no_code`, `paper.broken`, `paper.kind`, `paper.too_large`.
        Trouble: `paper.slow`.
    """
    if len(content) > MOST_BYTES:
        raise RuleBroken("paper.too_large")
    running = subprocess.Popen(  # noqa: S603 - ourselves
        process(ARGUMENT), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        said, _ = running.communicate(content, timeout=_TIMEOUT_S)
    except subprocess.TimeoutExpired as error:
        running.kill()
        running.communicate()
        raise Trouble("paper.slow") from error
    head, _ = answer_of(said, _CODES)
    texts = tuple(str(text) for text in head["texts"])
    if not texts:
        raise RuleBroken("barcode.no_code")
    return texts


# --- in the process ------------------------------------------------------------------------------------------------


def serve_one() -> int:
    """Read what stands on the standard input, and return the exit code."""
    limit_memory(_MEMORY_BYTES, _CPU_S)
    try:
        head: dict[str, object] = {"texts": _texts(sys.stdin.buffer.read())}
    except RuleBroken as refused:
        head = {"code": refused.code}
    except Exception:  # noqa: BLE001 - whatever a file does to a library, the desk is told that it cannot be read
        head = {"code": "paper.broken"}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n")
    sys.stdout.buffer.flush()
    return 0


def _texts(content: bytes) -> tuple[str, ...]:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - only this process needs it

    from counter_app.desk.picture_codes import read_grey  # noqa: PLC0415 - only this process needs it

    Image.MAX_IMAGE_PIXELS = None
    try:
        image = Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "TIFF"))
    except UnidentifiedImageError as error:
        raise RuleBroken("paper.kind") from error
    pixels = image.width * image.height
    if pixels > MOST_PIXELS or (image.mode not in {"1", "L"} and pixels > _MOST_COLOURED):
        raise RuleBroken("paper.too_large")
    image.draft("L", (_LONGEST_PX, _LONGEST_PX))
    grey = image.convert("L")
    grey.thumbnail((_LONGEST_PX, _LONGEST_PX))
    return read_grey(grey.width, grey.height, grey.tobytes())
