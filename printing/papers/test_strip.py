"""The test slip of a roll and the test label: edges of the head, a ruler, both codes, both faces, in whole dots."""

from dataclasses import dataclass

from casework.clock import CHINA
from casework.sentences import sentence
from printing.barcodes import QR_BORDER, SLIP_MODULE_MM, encode_code128, encode_qr
from printing.figures import in_fours
from printing.fonts import Fonts, Role
from printing.layout.pen import Pen
from printing.layout.roll import DOT_MM, Roll, dots, size_pt
from printing.model import FrozenPaper, Media, PaperKind, freeze
from printing.papers.parts import FIRST_PRINT, PrintMarks
from printing.papers.test_page import PrinterPage
from printing.render.content import render
from printing.wording import Wording

_ROLLS = {Media.ROLL_80: (80.0, 576), Media.ROLL_58: (58.0, 384)}
_LABELS = {Media.LABEL_60X40: (60.0, 40.0), Media.WAYBILL_76X130: (76.0, 130.0), Media.WAYBILL_100X180: (100.0, 180.0)}
STRIPS = frozenset(_ROLLS) | frozenset(_LABELS)
"""What is drawn here; other media have the page of `test_page`."""
_TEXT, _SMALL, _BAR = 24, 22, 80
_LABEL_EDGE, _LABEL_MIDDLE = 8, 182


@dataclass(frozen=True, slots=True)
class TestHead:
    """What is to be shown: the medium, and the dots of the head, None for a PDF."""

    media: Media
    dots_per_mm: float | None
    width_dots: int


def draw_test_strip(
    content: PrinterPage, fonts: Fonts, wording: Wording, head: TestHead, marks: PrintMarks = FIRST_PRINT
) -> FrozenPaper:
    """Return the test slip or label, finished.

    Raises:
        RuleBroken: a character of the printer's name has no face.
    """
    draw = _slip if head.media in _ROLLS else _label
    title = sentence("paper.test_title")
    page = draw(content, fonts, wording, head, marks).page()
    finished, form = render([page], fonts, head.dots_per_mm, title=title, subject=content.window)
    return freeze(kind=PaperKind.TEST_PAGE, title=title, content=finished, pages=1, media=head.media, format=form)


def _moment(content: PrinterPage) -> str:
    return f"{content.window} {content.at.astimezone(CHINA):%Y-%m-%d %H:%M:%S}"


def _codes(content: PrinterPage) -> tuple[str, str]:
    """Return what the bars and the QR code say: a number of twelve digits, and a text."""
    local = content.at.astimezone(CHINA)
    return f"{local:%y%m%d%H%M%S}", f"TEST-{content.window}-{local:%y%m%d%H%M}"


def _about(head: TestHead) -> str:
    return f"{head.media}　{head.width_dots} × {head.dots_per_mm or 0:.1f}/mm"


def _slip(content: PrinterPage, fonts: Fonts, wording: Wording, head: TestHead, marks: PrintMarks) -> Roll:
    roll = Roll(fonts, *_ROLLS[head.media])
    if marks.practice:
        roll.band(wording.zh("mark.practice"), 46)
    roll.line(sentence("paper.test_title"), 48, align="centre")
    roll.line(content.printer, _TEXT)
    roll.line(_moment(content), _TEXT)
    roll.line(_about(head), _SMALL)
    _ruler(roll)
    number, text = _codes(content)
    bars = encode_code128(number)
    wide = bars.width_mm(SLIP_MODULE_MM) / DOT_MM
    roll.pen.bars(roll.x(round((roll.width - wide) / 2)), dots(roll.at), bars, SLIP_MODULE_MM, dots(_BAR))
    roll.at += _BAR + 4
    roll.line(in_fours(number), 32, align="centre")
    roll.at += _matrix(roll.pen, text, roll.x(roll.width / 2), dots(roll.at), 4) / DOT_MM
    roll.line(text, _SMALL, align="centre")
    roll.line("国国国 酬鬱龘 0123456789", _TEXT)
    roll.line("国国国 酬鬱龘 0123456789", 34, heavy=True)
    roll.line(sentence("paper.test_strip"), _SMALL)
    roll.line(sentence("paper.test_strip", "en"), _SMALL)
    return roll


def _ruler(roll: Roll) -> None:
    """Draw a line from one edge of the head to the other, a mark at each millimetre from the left."""
    roll.at += 40
    foot = dots(roll.at)
    roll.pen.rule((roll.x(0), foot), (roll.x(roll.width), foot), dots(2))
    for place in range(int(roll.width * DOT_MM) + 1):
        high = 32 if place % 10 == 0 else 20 if place % 5 == 0 else 10
        at = min(roll.x(0) + place, roll.x(roll.width - 1))
        roll.pen.rule((at, foot - dots(high)), (at, foot), dots(1))
    roll.at += 20


def _matrix(pen: Pen, text: str, middle_mm: float, top_mm: float, module: int) -> float:
    """Draw a QR code in dots, its border within, around a middle; return its side in millimetres."""
    code = encode_qr(text, level="m")
    side = code.side_with_border * module * DOT_MM
    border = QR_BORDER * module * DOT_MM
    pen.matrix(middle_mm - side / 2 + border, top_mm + border, code, module * DOT_MM)
    return side


def _label(content: PrinterPage, fonts: Fonts, wording: Wording, head: TestHead, marks: PrintMarks) -> Pen:
    width_mm, height_mm = _LABELS[head.media]
    pen = Pen(fonts, width_mm, height_mm)
    edge = dots(_LABEL_EDGE)
    pen.box(edge, edge, width_mm - 2 * edge, height_mm - 2 * edge, line_mm=dots(2))
    number, text = _codes(content)
    side = _matrix(pen, text, dots(94), dots(16), 5)
    last = wording.zh("mark.practice") if marks.practice else str(head.media)
    lines = [(sentence("paper.test_title"), 30, Role.HEAVY)]
    lines += [(said, _SMALL, Role.LABEL) for said in (content.printer, _moment(content), last)]
    drop = 40.0
    for said, size, role in lines:
        pen.text(dots(_LABEL_MIDDLE), dots(drop), said, role, size_pt(size))
        drop += size * 1.3
    bars = encode_code128(number)
    left = (width_mm - bars.width_mm(SLIP_MODULE_MM)) / 2
    top = side + dots(22)
    pen.bars(round(left / DOT_MM) * DOT_MM, top, bars, SLIP_MODULE_MM, dots(_BAR))
    pen.text(width_mm / 2, top + dots(_BAR + 22), in_fours(number), Role.LABEL, size_pt(28), align="centre")
    return pen
