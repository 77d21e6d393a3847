"""Papers: how long each takes to draw and freeze, against a blank page of the same library with the same face."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

import resources
from printing import samples
from printing.drivers.dots import pictures
from printing.drivers.label_languages import Zpl
from printing.fonts import Fonts, load_fonts
from printing.model import Media
from printing.papers.acceptance_notice import draw_acceptance_notice
from printing.papers.certificate import draw_certificate
from printing.papers.hand_over_sheet import draw_hand_over_sheet
from printing.papers.material_label import draw_material_labels
from printing.papers.receipt_slip import draw_receipt_slip
from printing.render.raster import DOTS_203
from printing.wording import Wording, load_wording

_TIMES = 15
_LABELS = 24


def measure() -> dict[str, float]:
    """Return how long papers take to draw and freeze, as medians in ms, and how many labels a second.

    `slip_ms` is the slip as the dots that a thermal head burns, `slip_pdf_ms` the same as a PDF; `labels_per_s` are
    drawn as dots and framed in the language of a label printer; `notice_vs_blank` compares with a blank page.
    """
    fonts = load_fonts(resources.path("fonts"))
    wording = load_wording(resources.read("wording/papers.json"))
    draws: dict[str, Callable[[], object]] = {
        "slip_ms": lambda: draw_receipt_slip(samples.SLIP, fonts, wording, Media.ROLL_80, dots_per_mm=DOTS_203),
        "slip_pdf_ms": lambda: draw_receipt_slip(samples.SLIP, fonts, wording, Media.ROLL_80),
        "notice_ms": lambda: draw_acceptance_notice(samples.ACCEPTANCE, fonts, wording, 2),
        "certificate_ms": lambda: draw_certificate(samples.CERTIFICATE, fonts, wording),
        "sheet_ms": lambda: draw_hand_over_sheet(samples.SHEET, fonts, wording, 1),
        "blank_ms": _blank,
    }
    metrics = {name: round(_median_ms(draw), 2) for name, draw in draws.items()}
    labels_ms = _median_ms(lambda: _labels(fonts, wording))
    metrics["labels_per_s"] = round(_LABELS / labels_ms * 1000, 1)
    return {**metrics, "notice_vs_blank": round(metrics["notice_ms"] / metrics["blank_ms"], 1)}


def _labels(fonts: Fonts, wording: Wording) -> None:
    labels = [replace(samples.LABEL, piece=number) for number in range(1, _LABELS + 1)]
    paper = draw_material_labels(labels, fonts, wording, dots_per_mm=DOTS_203)
    for picture in pictures(paper.content):
        Zpl().label(picture, DOTS_203)


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
