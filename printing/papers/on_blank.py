"""A certificate's data on a blank that brings everything else, and the sheet to set a printer by."""

from collections.abc import Mapping

from casework.errors import RuleBroken
from casework.sentences import sentence
from printing.barcodes import QR_BORDER, encode_qr, qr_module_mm
from printing.blank_forms import OF_ITSELF, BlankField, BlankForm, Blanks
from printing.figures import closed_date
from printing.fonts import Fonts, Role
from printing.layout.lines import Line, Span, break_lines, write_line
from printing.layout.marks import GREY_TEXT
from printing.layout.pen import Pen, mm
from printing.model import FrozenPaper, Media, PaperKind, freeze
from printing.papers.certificate import Certificate
from printing.papers.frame import practice_band
from printing.papers.parts import FIRST_PRINT, PrintMarks
from printing.preflight import preflighted
from printing.render.pdf import render_pdf
from printing.wording import Wording

_SHEETS = {Media.A4_PORTRAIT: (210.0, 297.0), Media.A4_LANDSCAPE: (297.0, 210.0)}
_STEP_PT = 0.5
_LEADING = 1.22
_GRID_MM, _NAMED_MM = 10, 50
_EDGE_MM, _CROSS_MM = 10.0, 5.0
_NOTE_MM = (30.0, 20.0)


@preflighted
def draw_on_blank(
    content: Certificate,
    fonts: Fonts,
    wording: Wording,
    form: BlankForm,
    blanks: Blanks,
    marks: PrintMarks = FIRST_PRINT,
) -> FrozenPaper:
    """Return the data of a certificate at their places on its blank; frame, labels and seal are not drawn.

    Raises:
        RuleBroken: `printing.certificate_reprint`, `printing.practice_on_stock`, `printing.blank_form_lacks` (the form
            has no place for a field), `printing.field_too_long`, a character without a face.
    """
    if marks.reprint:
        raise RuleBroken("printing.certificate_reprint", number=content.number)
    if marks.practice:
        raise RuleBroken("printing.practice_on_stock")
    values = _values(content)
    for field in content.fields:
        if field.value and field.label not in {place.value for place in form.field}:
            raise RuleBroken("printing.blank_form_lacks", field=field.label, form=form.certificate)
    pen = Pen(fonts, *_SHEETS[form.media])
    for place in form.field:
        if place.value == "verify":
            _code(pen, place, blanks, content.verify_url)
        else:
            _value(pen, place, blanks, values.get(place.value, ""), fonts)
    return freeze(
        kind=PaperKind.CERTIFICATE,
        title=content.title,
        content=render_pdf([pen.page()], title=content.title, subject=content.number),
        pages=1,
        media=form.media,
        copy_label=wording.zh(f"certificate.edition.{content.edition}"),
    )


def _values(content: Certificate) -> Mapping[str, str]:
    day = content.issued_on
    return {
        "number": content.number,
        "issuer": content.issuer,
        "issued_on": closed_date(day),
        "issued_year": str(day.year),
        "issued_month": str(day.month),
        "issued_day": str(day.day),
        **{field.label: field.value for field in content.fields},
    }


def _value(pen: Pen, place: BlankField, blanks: Blanks, text: str, fonts: Fonts) -> None:
    lines, size = fitted(place, text, fonts)
    for number, line in enumerate(lines):
        width = mm(line.width_pt)
        left = place.x_mm - (width / 2 if place.align == "centre" else 0.0)
        middle = place.y_mm + number * mm(size) * _LEADING
        write_line(pen, left + blanks.right_mm, middle + blanks.down_mm, line)


def fitted(place: BlankField, text: str, fonts: Fonts) -> tuple[tuple[Line, ...], float]:
    """Return a value's lines and their size: the largest at which there are no more of them than the blank has.

    Raises:
        RuleBroken: `printing.field_too_long`.
    """
    role = Role.TITLE if place.strong else Role.BODY
    size = place.size_pt
    while text:
        lines = break_lines((Span(text, role, size),), place.width_mm, fonts)
        if len(lines) <= place.lines:
            return tuple(lines), size
        if size <= place.least_pt:
            raise RuleBroken("printing.field_too_long", field=place.value)
        size = max(size - _STEP_PT, place.least_pt)
    return (), size


def _code(pen: Pen, place: BlankField, blanks: Blanks, url: str) -> None:
    code = encode_qr(url)
    module = qr_module_mm(code, place.width_mm)
    quiet = QR_BORDER * module
    pen.matrix(place.x_mm + blanks.right_mm + quiet, place.y_mm + blanks.down_mm + quiet, code, module)


def draw_blank_grid(
    form: BlankForm, blanks: Blanks, fonts: Fonts, wording: Wording, marks: PrintMarks = FIRST_PRINT
) -> FrozenPaper:
    """Return the sheet to hold against a blank: a grid of 10 mm, crosses 10 mm from the edges, each field's place.

    Everything is moved as it will be on the blank, so what is measured here is what is still amiss.
    """
    pen = Pen(fonts, *_SHEETS[form.media])
    _grid(pen, blanks)
    for place in form.field:
        _place(pen, place, blanks)
    x_mm, y_mm = _NOTE_MM
    title = sentence("paper.blank_grid", form=form.certificate)
    pen.text(x_mm, y_mm, title, Role.HEAVY, 12)
    moved = sentence("paper.blank_moved", right=f"{blanks.right_mm:.1f}", down=f"{blanks.down_mm:.1f}")
    pen.text(x_mm, y_mm + 6, moved, Role.PLAIN, 9)
    pen.text(x_mm, y_mm + 11, sentence("paper.blank_how"), Role.PLAIN, 9)
    pen.text(x_mm, y_mm + 15.5, sentence("paper.blank_how", "en"), Role.PLAIN, 8, colour=GREY_TEXT)
    if marks.practice:
        practice_band(pen, x_mm, y_mm + 18, 90.0, 6.0, wording)
    pdf = render_pdf((pen.page(),), title=title, subject=form.certificate)
    return freeze(kind=PaperKind.TEST_PAGE, title=title, content=pdf, pages=1, media=form.media)


def _grid(pen: Pen, blanks: Blanks) -> None:
    width, height = pen.width_mm, pen.height_mm
    right, down = blanks.right_mm, blanks.down_mm
    for at in range(_GRID_MM, int(width), _GRID_MM):
        pen.rule((at + right, 6.0), (at + right, height - 6.0), 0.25 if at % _NAMED_MM == 0 else 0.08, colour=GREY_TEXT)
        if at != _EDGE_MM:
            pen.text(at + right, 7.5 + down, str(at), Role.PLAIN, 7, align="centre")
    for at in range(_GRID_MM, int(height), _GRID_MM):
        pen.rule((6.0, at + down), (width - 6.0, at + down), 0.25 if at % _NAMED_MM == 0 else 0.08, colour=GREY_TEXT)
        if at != _EDGE_MM:
            pen.text(7.0 + right, at + down, str(at), Role.PLAIN, 7)
    for x in (_EDGE_MM, width - _EDGE_MM):
        for y in (_EDGE_MM, height - _EDGE_MM):
            pen.rule((x - _CROSS_MM / 2 + right, y + down), (x + _CROSS_MM / 2 + right, y + down), 0.4)
            pen.rule((x + right, y - _CROSS_MM / 2 + down), (x + right, y + _CROSS_MM / 2 + down), 0.4)


def _place(pen: Pen, place: BlankField, blanks: Blanks) -> None:
    code = place.value == "verify"
    line_mm = mm(place.size_pt) * _LEADING
    height = place.width_mm if code else line_mm * place.lines
    left = place.x_mm - (place.width_mm / 2 if place.align == "centre" else 0.0) + blanks.right_mm
    top = place.y_mm - (0.0 if code else line_mm / 2) + blanks.down_mm
    pen.box(left, top, place.width_mm, height, line_mm=0.3)
    pen.text(left + 1.0, top + min(height / 2, line_mm / 2), called(place), Role.LABEL, 8)


def called(place: BlankField) -> str:
    """Return what people call what stands at a place."""
    return sentence(f"paper.blank_{place.value}") if place.value in OF_ITSELF else place.value
