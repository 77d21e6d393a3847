"""Papers: how long each takes to draw and freeze, against a blank page of the same library with the same face."""

import statistics
import time
from collections.abc import Callable
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

import resources
from printing import samples
from printing.fonts import load_fonts
from printing.model import Media
from printing.papers.acceptance_notice import draw_acceptance_notice
from printing.papers.certificate import draw_certificate
from printing.papers.hand_over_sheet import draw_hand_over_sheet
from printing.papers.receipt_slip import draw_receipt_slip
from printing.wording import load_wording

_TIMES = 15


def measure() -> dict[str, float]:
    """Return `slip_ms`, `notice_ms`, `certificate_ms`, `sheet_ms`, `blank_ms` and `notice_vs_blank` as medians."""
    fonts = load_fonts(resources.path("fonts"))
    wording = load_wording(resources.read("wording/papers.json"))
    draws: dict[str, Callable[[], object]] = {
        "slip_ms": lambda: draw_receipt_slip(samples.SLIP, fonts, wording, Media.ROLL_80),
        "notice_ms": lambda: draw_acceptance_notice(samples.ACCEPTANCE, fonts, wording, 2),
        "certificate_ms": lambda: draw_certificate(samples.CERTIFICATE, fonts, wording),
        "sheet_ms": lambda: draw_hand_over_sheet(samples.SHEET, fonts, wording, 1),
        "blank_ms": _blank,
    }
    metrics = {name: round(_median_ms(draw), 2) for name, draw in draws.items()}
    return {**metrics, "notice_vs_blank": round(metrics["notice_ms"] / metrics["blank_ms"], 1)}


def _blank() -> None:
    canvas = Canvas(BytesIO(), invariant=1)
    canvas.showPage()
    canvas.save()


def _median_ms(act: Callable[[], object]) -> float:
    act()
    taken = []
    for _ in range(_TIMES):
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)
