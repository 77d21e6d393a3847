"""材料标签, 60 × 40 mm: one label for each original that is kept, so that it finds back to its case and place.

Measured in the dots of a 203-dpi printer, 480 × 320. No name stands on it, for it is seen by whoever carries the file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casework.errors import RuleBroken
from printing.barcodes import QR_BORDER, encode_qr
from printing.fonts import Fonts, Role
from printing.layout.lines import Span, break_lines
from printing.layout.marks import BLACK, WHITE, Page
from printing.layout.pen import Pen
from printing.layout.roll import DOT_MM, dots, face, size_pt
from printing.model import FrozenPaper, Media, PaperKind, freeze
from printing.papers.parts import FIRST_PRINT, PrintMarks
from printing.preflight import preflighted
from printing.render.content import render
from printing.wording import Wording

_WIDTH_MM, _HEIGHT_MM = 60.0, 40.0
_LEFT, _RIGHT, _BESIDE = 16, 464, 182
_CODE_DOTS, _CODE_AT, _MODULE_DOTS, _LEAST_MODULE_DOTS = 165, 6, 5, 3
_NAME_SIZES = (28, 26, 24)
_NAME_LINES = 2
_TAG_HIGH, _TAG_PAD = 46, 10
_TAG_SIZES = (28, 26, 24, 22, 20, 18)
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialLabel:
    """What one label says: the material's place in the checklist (`M03`), and which of its pieces this is.

    `pieces` counts originals and copies together, originals first. `region` is left out of the large number.
    """

    case_number: str
    region: str
    place: str
    piece: int
    pieces: int
    original: bool
    material: str
    department: str
    window: int
    received_on: date

    @property
    def number(self) -> str:
        """The label's own number, which its code holds."""
        return f"{self.case_number}-{self.place}-{self.piece}"


@preflighted
def draw_material_labels(
    labels: Sequence[MaterialLabel],
    fonts: Fonts,
    wording: Wording,
    marks: PrintMarks = FIRST_PRINT,
    *,
    dots_per_mm: float | None = None,
) -> FrozenPaper:
    """Return the labels of a case, one a page in the order given, finished: as dots of a head, or as a PDF.

    Raises:
        RuleBroken: `printing.qr_too_long`, a character without a face.
        ValueError: there is no label to draw.
    """
    if not labels:
        raise ValueError("nothing to label")
    pages = [_page(label, fonts, wording, marks) for label in labels]
    title = wording.zh("label.title")
    finished, form = render(pages, fonts, dots_per_mm, title=title, subject=labels[0].case_number)
    return freeze(
        kind=PaperKind.MATERIAL_LABEL,
        title=title,
        content=finished,
        pages=len(pages),
        media=Media.LABEL_60X40,
        format=form,
    )


def _page(label: MaterialLabel, fonts: Fonts, wording: Wording, marks: PrintMarks) -> Page:
    pen = Pen(fonts, _WIDTH_MM, _HEIGHT_MM)
    _code(pen, label)
    _write(pen, _BESIDE, 42, label.place, 54)
    _tag(pen, label, wording, marks)
    for drop, (text, size) in zip((94, 129), _name(pen, label.material), strict=False):
        _write(pen, _BESIDE, drop, text, size, heavy=True)
    _write(pen, _BESIDE, 165, wording.zh("label.goes"), 26)
    if not wording.confirmed:
        _write(pen, _RIGHT, 165, wording.zh("mark.sample_short"), 22, right=True)
    _rule(pen, 188, 3)
    if marks.practice:
        _band(pen, wording.zh("mark.practice"))
    else:
        _origin(pen, label, wording)
    _rule(pen, 238, 2)
    _write(pen, _LEFT, 267, label.case_number.removeprefix(f"{label.region}-"), 40)
    _write(pen, _LEFT, 302, label.number, 24)
    return pen.page()


def _code(pen: Pen, label: MaterialLabel) -> None:
    # A label is scanned close by and seldom soiled; at M its 31 characters fit into dots of a size heads keep apart.
    code = encode_qr(label.number, level="m")
    module = min(_MODULE_DOTS, _CODE_DOTS // code.side_with_border)
    if module < _LEAST_MODULE_DOTS:
        raise RuleBroken("printing.qr_too_long", length=len(code.payload))
    at = dots(_CODE_AT + QR_BORDER * module)
    pen.matrix(at, at, code, module * DOT_MM)


def _tag(pen: Pen, label: MaterialLabel, wording: Wording, marks: PrintMarks) -> None:
    """Say which piece this is: an original white on black, a copy in a frame."""
    key = "label.original" if label.original else "label.copy"
    text = wording.zh(key, piece=label.piece, pieces=label.pieces)
    if marks.reprint:
        text += f" {wording.zh('label.reprint', number=marks.reprint.number)}"
    room = _RIGHT - _BESIDE - pen.width_of(label.place, face(54, heavy=True), size_pt(54)) / DOT_MM - 8
    widths = {size: pen.width_of(text, Role.HEAVY, size_pt(size)) / DOT_MM + 2 * _TAG_PAD for size in _TAG_SIZES}
    size = next((size for size, wide in widths.items() if wide <= room), _TAG_SIZES[-1])
    wide = widths[size]
    box = (dots(_RIGHT - wide), dots(19), dots(wide), dots(_TAG_HIGH))
    if label.original:
        pen.box(*box, line_mm=0, fill=BLACK)
    else:
        pen.box(*box, line_mm=dots(2))
    colour = WHITE if label.original else BLACK
    middle = dots(19 + _TAG_HIGH / 2)
    pen.text(dots(_RIGHT - _TAG_PAD), middle, text, Role.HEAVY, size_pt(size), align="right", colour=colour)


def _name(pen: Pen, name: str) -> list[tuple[str, int]]:
    """Return the name in two lines at most, with the size in dots; smaller if it must be, and cut at the smallest."""
    room = dots(_RIGHT - _BESIDE)
    for size in _NAME_SIZES:
        lines = [line.text for line in break_lines((Span(name, Role.HEAVY, size_pt(size)),), room, pen.fonts)]
        if len(lines) <= _NAME_LINES:
            return [(line, size) for line in lines]
    last = _cut(pen, lines[_NAME_LINES - 1] + lines[_NAME_LINES], size, room, Role.HEAVY)
    return [(line, size) for line in (*lines[: _NAME_LINES - 1], last)]


def _cut(pen: Pen, text: str, size: int, room_mm: float, role: Role) -> str:
    """Return as much of a text as there is room for, with a sign that there is more."""
    if pen.width_of(text, role, size_pt(size)) <= room_mm:
        return text
    while text and pen.width_of(text + _ELLIPSIS, role, size_pt(size)) > room_mm:
        text = text[:-1]
    return text + _ELLIPSIS


def _origin(pen: Pen, label: MaterialLabel, wording: Wording) -> None:
    """Write the department, and the window and day at which the paper came in."""
    text = wording.zh("label.received", window=label.window, day=label.received_on.isoformat())
    taken = _write(pen, _RIGHT, 213, text, 26, right=True)
    room = dots(_RIGHT - _LEFT - 14) - taken
    sizes = [size for size in _NAME_SIZES if pen.width_of(label.department, Role.HEAVY, size_pt(size)) <= room]
    size = sizes[0] if sizes else _NAME_SIZES[-1]
    _write(pen, _LEFT, 213, _cut(pen, label.department, size, room, Role.HEAVY), size, heavy=True)


def _band(pen: Pen, text: str) -> None:
    pen.box(dots(_LEFT), dots(192), dots(_RIGHT - _LEFT), dots(44), line_mm=0, fill=BLACK)
    middle = dots((_LEFT + _RIGHT) / 2)
    pen.text(middle, dots(214), text, Role.HEAVY, size_pt(28), align="centre", colour=WHITE)


def _rule(pen: Pen, at: float, line: int) -> None:
    middle = dots(at + line / 2)
    pen.rule((dots(_LEFT), middle), (dots(_RIGHT), middle), dots(line))


def _write(
    pen: Pen, at: float, middle: float, text: str, size: int, *, heavy: bool = False, right: bool = False
) -> float:
    """Write a line and return its width in millimetres."""
    role = face(size, heavy=heavy)
    return pen.text(dots(at), dots(middle), text, role, size_pt(size), align="right" if right else "left")
