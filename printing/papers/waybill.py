"""快递面单, a courier's waybill of 76 × 130 or 100 × 180 mm: our own sample, for a carrier without a layout of its own.

Measured in the dots of a 203-dpi printer. Name and telephone are masked, the address is whole; the matter is not named.
"""

from dataclasses import dataclass
from datetime import datetime

from casework.errors import RuleBroken
from printing.barcodes import QUIET_MODULES, encode_code128
from printing.figures import in_fours, local_minute
from printing.fonts import Fonts, Role
from printing.layout.lines import Span, break_lines
from printing.layout.marks import BLACK, WHITE, Page
from printing.layout.pen import Pen
from printing.layout.roll import DOT_MM, dots, face, size_pt
from printing.masking import mask_person, mask_phone
from printing.model import FrozenPaper, Media, PaperKind, freeze
from printing.papers.parts import FIRST_PRINT, Numbers, PrintMarks
from printing.preflight import preflighted
from printing.render.content import render
from printing.wording import Wording

_MODULE_DOTS, _LEAST_MODULE_DOTS = 4, 3
_BARS_DOTS = 112
_ADDRESS_SIZES = (34, 30, 26)
_ADDRESS_LINES = 3
_POSTCODE = 6
_SORTING, _SORTING_LONG, _SHORT_SORTING = 62, 40, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Waybill:
    """What a waybill says. `number` is the carrier's; `postcode` and `sorting` (the district) may be "".

    `piece` of `pieces`; `certificates` and `documents` are how many of each lie inside.
    """

    carrier: str
    number: str
    recipient: str
    phone: str
    address: str
    postcode: str
    sorting: str
    sender: str
    sender_phone: str
    certificates: int
    documents: int
    piece: int
    pieces: int
    at: datetime
    numbers: Numbers


@dataclass(frozen=True, slots=True)
class _Size:
    """A medium in dots, and by how much type and places are larger than on the small one."""

    width: int
    height: int
    type: float

    @property
    def down(self) -> float:
        """How far places stand apart, to those of the small medium."""
        return self.height / _SMALL_HEIGHT


_SMALL_HEIGHT = 1040
_MARGIN = 20
_SIZES = {
    Media.WAYBILL_76X130: _Size(608, 1040, 1.0),
    Media.WAYBILL_100X180: _Size(800, 1440, 1.3),
}


@preflighted
def draw_waybill(
    content: Waybill,
    fonts: Fonts,
    wording: Wording,
    marks: PrintMarks = FIRST_PRINT,
    media: Media = Media.WAYBILL_76X130,
    *,
    dots_per_mm: float | None = None,
) -> FrozenPaper:
    """Return the waybill, finished: as dots of a head, or as a PDF.

    Raises:
        RuleBroken: `printing.not_a_waybill`, `printing.address_too_long`, `printing.not_a_code`, a character without a
            face.
    """
    title = wording.zh("waybill.title")
    page = waybill_page(content, fonts, wording, marks, media)
    finished, form = render([page], fonts, dots_per_mm, title=title, subject=content.numbers.case_number)
    return freeze(kind=PaperKind.WAYBILL, title=title, content=finished, pages=1, media=media, format=form)


def waybill_page(content: Waybill, fonts: Fonts, wording: Wording, marks: PrintMarks, media: Media) -> Page:
    """Return the waybill's page of marks; see `draw_waybill`."""
    if media not in _SIZES:
        raise RuleBroken("printing.not_a_waybill", media=media)
    sheet = _Sheet(fonts, _SIZES[media])
    _carrier(sheet, content, wording, marks)
    _number(sheet, content)
    _sorting(sheet, content, wording)
    _recipient(sheet, content, wording)
    _sender(sheet, content, wording)
    _contents(sheet, content, wording, marks)
    _signature(sheet, content, wording)
    return sheet.pen.page()


class _Sheet:
    """A pen whose places are those of the small medium."""

    def __init__(self, fonts: Fonts, size: _Size) -> None:
        self.size = size
        self.pen = Pen(fonts, dots(size.width), dots(size.height))
        self.right = size.width - _MARGIN

    def y(self, place: float) -> float:
        """Return a place down the small medium as one on this, in dots."""
        return place * self.size.down

    def high(self, size: float) -> int:
        """Return a size of type for this medium."""
        return round(size * self.size.type)

    def write(
        self, at: float, middle: float, text: str, size: int, *, heavy: bool = False, right: bool = False
    ) -> float:
        """Write a line whose middle is at a place of the small medium; return its width in dots."""
        high = self.high(size)
        role = face(size, heavy=heavy)
        place = dots(at), dots(self.y(middle))
        return self.pen.text(*place, text, role, size_pt(high), align="right" if right else "left") / DOT_MM

    def rule(self, place: float, line: int) -> None:
        """Draw a line across."""
        middle = dots(round(self.y(place)) + line / 2)
        self.pen.rule((dots(_MARGIN), middle), (dots(self.right), middle), dots(line))

    def tag(self, place: float, text: str, *, solid: bool) -> None:
        """Draw the square that says who is who."""
        side = self.high(46)
        box = (dots(_MARGIN), dots(round(self.y(place)) - side // 2), dots(side), dots(side))
        if solid:
            self.pen.box(*box, line_mm=0, fill=BLACK)
        else:
            self.pen.box(*box, line_mm=dots(2))
        middle = dots(_MARGIN + side / 2)
        colour = WHITE if solid else BLACK
        size = size_pt(self.high(32))
        self.pen.text(middle, dots(self.y(place)), text, Role.HEAVY, size, align="centre", colour=colour)

    def lines(self, text: str, size: int, room: float, role: Role) -> list[str]:
        """Return a text broken into lines of so many dots."""
        spans = (Span(text, role, size_pt(self.high(size))),)
        return [line.text for line in break_lines(spans, dots(room), self.pen.fonts)]


def _carrier(sheet: _Sheet, content: Waybill, wording: Wording, marks: PrintMarks) -> None:
    sheet.write(_MARGIN, 38, content.carrier, 36, heavy=True)
    sheet.write(sheet.right, 36, local_minute(content.at), 26, right=True)
    sheet.write(_MARGIN, 74, wording.zh("waybill.product"), 26)
    pieces = wording.zh("waybill.pieces", number=content.piece, count=content.pieces)
    if marks.reprint:
        pieces += f" {wording.zh('label.reprint', number=marks.reprint.number)}"
    sheet.write(sheet.right, 74, pieces, 30, heavy=True, right=True)
    sheet.rule(100, 3)


def _number(sheet: _Sheet, content: Waybill) -> None:
    """Draw the carrier's number at the widest module that leaves the quiet zones, and beneath it in fours."""
    code = encode_code128(content.number)
    wanted = round(_MODULE_DOTS * sheet.size.type)
    module = min(wanted, sheet.size.width // (code.modules + 2 * QUIET_MODULES))
    if module < _LEAST_MODULE_DOTS:
        raise RuleBroken("printing.not_a_code", payload=content.number)
    left = (sheet.size.width - code.modules * module) // 2
    top, high = round(sheet.y(116)), round(_BARS_DOTS * sheet.size.down)
    sheet.pen.bars(dots(left), dots(top), code, module * DOT_MM, dots(high))
    middle, size = dots(sheet.size.width / 2), size_pt(sheet.high(40))
    number = in_fours(content.number) if content.number.isdigit() else content.number
    sheet.pen.text(middle, dots(sheet.y(258)), number, Role.HEAVY, size, align="centre")
    sheet.rule(290, 3)


def _sorting(sheet: _Sheet, content: Waybill, wording: Wording) -> None:
    """Write postcode and district in the largest type; a postcode that nobody knows is written in by hand."""
    size = _SORTING if len(content.sorting) <= _SHORT_SORTING else _SORTING_LONG
    taken = sheet.write(sheet.right, 338, content.sorting, size, heavy=True, right=True)
    if content.postcode:
        sheet.write(_MARGIN, 338, content.postcode, 72, heavy=True)
    else:
        width = sheet.write(_MARGIN, 338, wording.zh("waybill.postcode"), 26)
        side = min(sheet.high(52), (sheet.right - taken - _MARGIN - width - 30) / _POSTCODE - 8)
        for number in range(_POSTCODE):
            left = _MARGIN + width + 12 + number * (side + 8)
            top = sheet.y(338) - side / 2
            sheet.pen.box(dots(left), dots(top), dots(side), dots(side), line_mm=dots(2))
    sheet.rule(386, 3)


def _recipient(sheet: _Sheet, content: Waybill, wording: Wording) -> None:
    sheet.tag(424, wording.zh("waybill.to"), solid=True)
    left = _MARGIN + sheet.high(46) + 16
    taken = sheet.write(left, 424, mask_person(content.recipient), 40, heavy=True)
    sheet.write(left + taken + 24, 426, mask_phone(content.phone), 34)
    for size in _ADDRESS_SIZES:
        lines = sheet.lines(content.address, size, sheet.right - left, face(size, heavy=False))
        if len(lines) <= _ADDRESS_LINES:
            break
    else:
        raise RuleBroken("printing.address_too_long", address=content.address)
    for number, line in enumerate(lines):
        sheet.write(left, 476 + number * 44, line, size)
    sheet.rule(598, 2)


def _sender(sheet: _Sheet, content: Waybill, wording: Wording) -> None:
    sheet.tag(632, wording.zh("waybill.from"), solid=False)
    left = _MARGIN + sheet.high(46) + 16
    room = sheet.right - left
    lines = sheet.lines(content.sender, 26, room, face(26, heavy=False))[:1]
    for place, text in ((628, lines[0] if lines else ""), (662, content.sender_phone)):
        sheet.write(left, place, text, 26)
    sheet.write(left, 696, wording.zh("waybill.return"), 26)
    sheet.rule(722, 3)


def _inside(content: Waybill, wording: Wording) -> str:
    """Return what is inside; nothing is said of what is not."""
    if not content.documents:
        return wording.zh("waybill.contents_certificates", certificates=content.certificates)
    if not content.certificates:
        return wording.zh("waybill.contents_documents", documents=content.documents)
    return wording.zh("waybill.contents", certificates=content.certificates, documents=content.documents)


def _contents(sheet: _Sheet, content: Waybill, wording: Wording, marks: PrintMarks) -> None:
    inside = _inside(content, wording)
    sheet.write(_MARGIN, 750, inside, 26)
    sheet.write(sheet.right, 750, wording.zh("waybill.fee"), 26, heavy=True, right=True)
    text = wording.zh("mark.practice" if marks.practice else "waybill.own_hands")
    top, high = round(sheet.y(780)), round(sheet.y(60))
    sheet.pen.box(dots(_MARGIN), dots(top), dots(sheet.right - _MARGIN), dots(high), line_mm=0, fill=BLACK)
    middle, size = dots(sheet.size.width / 2), size_pt(sheet.high(32))
    sheet.pen.text(middle, dots(top + high / 2), text, Role.HEAVY, size, align="centre", colour=WHITE)


def _signature(sheet: _Sheet, content: Waybill, wording: Wording) -> None:
    top, high = round(sheet.y(856)), round(sheet.y(104))
    wide = round((sheet.right - _MARGIN) * 0.64)
    sheet.pen.box(dots(_MARGIN), dots(top), dots(wide), dots(high), line_mm=dots(2))
    sheet.write(_MARGIN + 10, 876, wording.zh("waybill.signed_by"), 24)
    sheet.write(_MARGIN + wide * 0.56, 876, wording.zh("waybill.signed_at"), 24)
    left = _MARGIN + wide + 14
    sheet.write(left, 872, wording.zh("waybill.receipt"), 24)
    serial = in_fours(content.numbers.serial)
    sheet.write(left, 906, serial[:9], 34, heavy=True)
    sheet.write(left, 944, serial[10:], 34, heavy=True)
    if not wording.confirmed:
        sheet.write(_MARGIN, 988, wording.zh("waybill.sample"), 22)
    sheet.write(sheet.right, 988, content.numbers.case_number.partition("-")[2], 22, right=True)
