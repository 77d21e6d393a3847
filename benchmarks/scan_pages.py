"""Scanned pages: how long one takes from the scanner's file to a clean page, in the process that looks into files."""

import io
import statistics
import time

from PIL import Image, ImageDraw

from counter_app.desk.paper_join import join

_TIMES = 5
_PAGES = 8
_A4_300 = (2480, 3508)
_SKEW_DEG = 1.7


def measure() -> dict[str, float]:
    """Return medians: `scan_page_ms`, a page of a run; `scan_one_ms`, one alone with the start of a process."""
    page = _page()
    one = _median_ms([page])
    more = _median_ms([page] * _PAGES)
    return {"scan_page_ms": round((more - one) / (_PAGES - 1), 1), "scan_one_ms": round(one, 1)}


def _page() -> bytes:
    """Return A4 in colour at 300 dpi that lay askew: lines of writing, and a red seal."""
    image = Image.new("RGB", _A4_300, (250, 249, 246))
    draw = ImageDraw.Draw(image)
    for line in range(40):
        for word in range(26):
            draw.rectangle((300 + word * 72, 400 + line * 66, 350 + word * 72, 436 + line * 66), fill=(40, 40, 40))
    draw.ellipse((1500, 2700, 1980, 3180), outline=(208, 0, 0), width=14)
    out = io.BytesIO()
    askew = image.rotate(_SKEW_DEG, Image.Resampling.BICUBIC, fillcolor=(250, 249, 246))
    askew.save(out, "JPEG", quality=90, dpi=(300, 300))
    return out.getvalue()


def _median_ms(files: list[bytes]) -> float:
    taken = []
    for _ in range(_TIMES):
        began = time.perf_counter()
        join(files)
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)
