"""How many codes are still read after ten kinds of wear: those of every paper, and of slips and labels as dots.

Slips and labels are the dots of their printer's head. Pages come from office printers, which have dots enough, so they
are what a scanner of so many dots sees. Each code is cut out with its surroundings, worn, and read by a decoder that
knows nothing but Code 128 and QR.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
import zxingcpp
from PIL import Image, ImageSequence

import resources
from benchmarks.wear import ENLARGED, WEAR, Wear
from printing import samples
from printing.barcodes import SLIP_MODULE_MM, encode_code128, encode_qr
from printing.fonts import Fonts, load_fonts
from printing.layout.pen import Pen
from printing.layout.roll import DOT_MM
from printing.model import FrozenPaper, Media
from printing.papers.material_label import draw_material_labels
from printing.papers.receipt_slip import BAR_DOTS, QR_DOTS, draw_receipt_slip
from printing.papers.waybill import draw_waybill
from printing.render.raster import DOTS_203, DOTS_300, render_raster
from printing.samples import further
from printing.wording import Wording, load_wording

HEADS: Mapping[str, float] = {"203": DOTS_203, "300": DOTS_300}
"""Dots a millimetre by what heads are called."""

_FORMATS = zxingcpp.BarcodeFormats((zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.QRCode))
_AROUND_MM = 5.0
_ON_ROLLS = frozenset({Media.ROLL_58, Media.ROLL_80, Media.LABEL_60X40, Media.WAYBILL_76X130, Media.WAYBILL_100X180})


@dataclass(frozen=True, slots=True)
class PrintedCode:
    """A code in the dots of its printer, white around it."""

    paper: str
    payload: str
    picture: Image.Image


@dataclass(frozen=True, slots=True)
class Reading:
    """Whether a code was read after one kind of wear."""

    paper: str
    payload: str
    wear: str
    read: bool


def measure() -> dict[str, float]:
    """Return `read_rate_203` and `read_rate_300`: codes read of all, in percent."""
    fonts = load_fonts(resources.path("fonts"))
    wording = load_wording(resources.read("wording/papers.json"))
    return {
        f"read_rate_{name}": rate_percent(readings(printed_codes(fonts, wording, head), head))
        for name, head in HEADS.items()
    }


def printed_codes(fonts: Fonts, wording: Wording, head: float) -> tuple[PrintedCode, ...]:
    """Return every code of every paper at `head` dots a millimetre, once for each kind of paper."""
    found: dict[tuple[str, str], PrintedCode] = {}
    for name, paper in samples.every_paper(fonts, wording).items():
        if paper.media not in _ON_ROLLS:
            for code in _of_pages(name, paper, head):
                found.setdefault((name.partition("-")[0], code.payload), code)
    for name, paper in _as_dots(fonts, wording, head).items():
        for frame in ImageSequence.Iterator(Image.open(BytesIO(paper.content))):
            for code in _cut_out(name, frame.convert("L"), head):
                found.setdefault((name, code.payload), code)
    return tuple(found.values())


def _as_dots(fonts: Fonts, wording: Wording, head: float) -> dict[str, FrozenPaper]:
    """Return slips, labels and waybills as their printer's dots."""
    slips = {
        f"slip {media}": draw_receipt_slip(samples.SLIP, fonts, wording, media, dots_per_mm=head)
        for media in (Media.ROLL_80, Media.ROLL_58)
    }
    waybills = {
        media.value: draw_waybill(further.WAYBILL, fonts, wording, media=media, dots_per_mm=head)
        for media in (Media.WAYBILL_76X130, Media.WAYBILL_100X180)
    }
    return slips | waybills | {"label": draw_material_labels(samples.LABELS, fonts, wording, dots_per_mm=head)}


def readings(codes: Sequence[PrintedCode], head: float, wear: Mapping[str, Wear] = WEAR) -> tuple[Reading, ...]:
    """Return what became of every code after every kind of wear. The same dots wear the same way every time."""
    done = []
    for number, code in enumerate(codes):
        large = code.picture.resize((code.picture.width * ENLARGED, code.picture.height * ENLARGED))
        for name, worn in wear.items():
            chance = random.Random(f"{name} {number}")  # noqa: S311 - the same wear every time
            picture = worn(large, head * ENLARGED, chance)
            texts = {found.text for found in zxingcpp.read_barcodes(picture, formats=_FORMATS)}
            done.append(Reading(code.paper, code.payload, name, code.payload in texts))
    return tuple(done)


def rate_percent(done: Sequence[Reading]) -> float:
    """Return how many of the readings went well, in percent."""
    return round(100 * sum(one.read for one in done) / len(done), 2)


def slip_codes(fonts: Fonts, head: float, module_mm: float = SLIP_MODULE_MM) -> Iterator[PrintedCode]:
    """Yield the codes of a slip by themselves, in modules of `module_mm`."""
    slip = samples.SLIP.numbers
    pen = Pen(fonts, 72, 20)
    pen.bars(10, 5, encode_code128(slip.serial), module_mm, BAR_DOTS * DOT_MM)
    yield PrintedCode("slip", slip.serial, _dots(pen, head))
    matrix = encode_qr(slip.progress_url)
    dots = round((QR_DOTS // matrix.side_with_border) * module_mm / SLIP_MODULE_MM)
    pen = Pen(fonts, 40, 40)
    pen.matrix(5, 5, matrix, dots * DOT_MM)
    yield PrintedCode("slip", slip.progress_url, _dots(pen, head))


def _dots(pen: Pen, head: float) -> Image.Image:
    return _first(render_raster([pen.page()], pen.fonts, head))


def _first(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content)).convert("L")


def _of_pages(name: str, paper: FrozenPaper, head: float) -> Iterator[PrintedCode]:
    """Yield the codes of a paper's pages as a scanner of so many dots a millimetre sees them."""
    with pypdfium2.PdfDocument(paper.content) as document:
        for page in document:
            yield from _cut_out(name, page.render(scale=head * 25.4 / 72).to_pil().convert("L"), head)


def _cut_out(name: str, page: Image.Image, head: float) -> Iterator[PrintedCode]:
    around = round(_AROUND_MM * head)
    for found in zxingcpp.read_barcodes(page, formats=_FORMATS):
        at = found.position
        corners = (at.top_left, at.top_right, at.bottom_left, at.bottom_right)
        across, down = [corner.x for corner in corners], [corner.y for corner in corners]
        box = (
            max(min(across) - around, 0),
            max(min(down) - around, 0),
            min(max(across) + around, page.width),
            min(max(down) + around, page.height),
        )
        yield PrintedCode(name, found.text, page.crop(box))
