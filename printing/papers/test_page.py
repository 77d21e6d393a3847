"""The test page of a printer: corners, a ruler, both codes and both faces, so that a glance says what is amiss."""

from dataclasses import dataclass
from datetime import datetime

from casework.clock import CHINA
from casework.sentences import sentence
from printing.barcodes import A4_MODULE_MM, LEAST_HEIGHT_MM, encode_code128, encode_qr, qr_module_mm
from printing.fonts import Fonts, Role
from printing.layout.marks import GREY_TEXT
from printing.layout.pen import Pen
from printing.model import FrozenPaper, Media, PaperKind, freeze
from printing.papers.frame import HEIGHT, LEFT, RIGHT, WIDTH, practice_band, practice_ground
from printing.papers.parts import FIRST_PRINT, PrintMarks
from printing.preflight import preflighted
from printing.render.pdf import render_pdf
from printing.wording import Wording

_EDGE, _CORNER = 10.0, 15.0
_RULER_MM = 100
_QR_MM = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterPage:
    """What a test page says: which window and printer, and when; `at` is aware."""

    window: str
    printer: str
    at: datetime


@preflighted
def draw_printer_page(
    content: PrinterPage, fonts: Fonts, wording: Wording, marks: PrintMarks = FIRST_PRINT
) -> FrozenPaper:
    """Return the test page, finished.

    Raises:
        RuleBroken: a character of the printer's name has no face.
    """
    pen = Pen(fonts, WIDTH, HEIGHT)
    if marks.practice:
        practice_ground(pen, wording)
        practice_band(pen, LEFT, 20.0, RIGHT - LEFT, 6.6, wording)
    _corners(pen)
    title = sentence("paper.test_title")
    pen.text(WIDTH / 2, 44.0, title, Role.TITLE, 22, align="centre")
    pen.text(WIDTH / 2, 52.0, sentence("paper.test_title", "en"), Role.PLAIN, 9, align="centre", colour=GREY_TEXT)
    local = content.at.astimezone(CHINA)
    said = f"{content.window} {local:%Y-%m-%d %H:%M:%S}"
    pen.text(LEFT, 68.0, said, Role.BODY, 12)
    pen.text(LEFT, 76.0, content.printer[:70], Role.PLAIN, 9.5)
    _codes(pen, f"TEST-{content.window}-{local:%y%m%d%H%M}")
    _ruler(pen, 150.0)
    for number, code in enumerate(("paper.test_what", "paper.test_worth")):
        pen.text(LEFT, 170.0 + 14.0 * number, sentence(code), Role.PLAIN, 9)
        pen.text(LEFT, 175.0 + 14.0 * number, sentence(code, "en"), Role.PLAIN, 8, colour=GREY_TEXT)
    pdf = render_pdf((pen.page(),), title=title, subject=said)
    return freeze(kind=PaperKind.TEST_PAGE, title=title, content=pdf, pages=1, media=Media.A4_PORTRAIT)


def _corners(pen: Pen) -> None:
    for x, inward in ((_EDGE, 1), (WIDTH - _EDGE, -1)):
        for y, down in ((_EDGE, 1), (HEIGHT - _EDGE, -1)):
            pen.rule((x, y), (x + inward * _CORNER, y), 0.3)
            pen.rule((x, y), (x, y + down * _CORNER), 0.3)


def _codes(pen: Pen, text: str) -> None:
    pen.bars(LEFT, 90.0, encode_code128(text), A4_MODULE_MM, LEAST_HEIGHT_MM)
    pen.text(LEFT, 104.0, text, Role.PLAIN, 9.5)
    code = encode_qr(text)
    pen.matrix(RIGHT - _QR_MM, 88.0, code, qr_module_mm(code, _QR_MM))


def _ruler(pen: Pen, top_mm: float) -> None:
    pen.rule((LEFT, top_mm), (LEFT + _RULER_MM, top_mm), 0.2)
    for place in range(0, _RULER_MM + 1, 5):
        length = 4.0 if place % 10 == 0 else 2.0
        pen.rule((LEFT + place, top_mm), (LEFT + place, top_mm - length), 0.2)
    pen.text(LEFT, top_mm + 4.0, "0", Role.PLAIN, 8)
    pen.text(LEFT + _RULER_MM, top_mm + 4.0, "100 mm", Role.PLAIN, 8, align="centre")
