"""A certificate on A4 landscape, drawn on plain paper with its border, or on numbered stock without.

Values are never cut: a field goes from 15 points down to 12, then to two lines, then it is refused and belongs in an
annex. A certificate is never reprinted on the same blank; a replacement says so under its title.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.errors import RuleBroken
from printing.barcodes import QR_BORDER, encode_qr, qr_module_mm
from printing.figures import closed_date
from printing.fonts import Fonts, Role
from printing.layout.lines import Line, Span, break_lines, write_line
from printing.layout.marks import BLACK, GREY_TEXT, SEAL_RED
from printing.layout.ornaments import ACCENT, band, ground, microtext, rosette
from printing.layout.pen import Pen, mm
from printing.model import FrozenPaper, Media, PaperKind, freeze
from printing.papers.frame import one_line, practice_band, practice_ground
from printing.papers.parts import FIRST_PRINT, PrintMarks, Superseded
from printing.preflight import preflighted
from printing.render.pdf import render_pdf
from printing.seals.drawing import draw_seal
from printing.seals.seal import Seal, SealState
from printing.wording import Wording

WIDTH, HEIGHT = 297.0, 210.0
AXIS = WIDTH - 84.0

_CENTRE_Y = 163.2
SEAL_CENTRE = AXIS, _CENTRE_Y
"""Where the seal stands, from the left and from above."""
_FIELDS_X, _FIELDS_Y, _FIELDS_WIDTH, _LABEL_MM, _ROW_MM = 52.0, 62.5, 196.0, 38.0, 11.6
_MOST_FIELDS = 7
_SIZES_PT = (15, 14, 13, 12)
_TWO_LINES = 2
_HAIRLINE = "#8FA3B8"
_QR_SIDE = 25.9
_TITLE_MM, _ISSUER_MM = 236.0, 104.0
_SAYS = {
    SealState.DRAWN: "certificate.drawn",
    SealState.SIGNED: "certificate.signed",
    SealState.BY_HAND: "certificate.by_hand",
    SealState.PRACTICE: "certificate.practice",
}


class Edition(StrEnum):
    """正本 hangs on the wall, 副本 is carried about."""

    ORIGINAL = "original"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateField:
    """One field: its label in both languages and its value; `strong` sets the value bold."""

    label: str
    label_en: str
    value: str
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What a certificate says. `blank_number` is "" on plain paper; with `stock` the border is the blank's own.

    A `replacement` names the certificate that it `supersedes`, where that is known.
    """

    number: str
    case_number: str
    edition: Edition
    title: str
    title_en: str
    fields: tuple[CertificateField, ...]
    verify_url: str
    issuer: str
    issued_on: date
    seal: Seal
    blank_number: str = ""
    stock: bool = False
    replacement: bool = False
    supersedes: Superseded | None = None


@preflighted
def draw_certificate(
    content: Certificate, fonts: Fonts, wording: Wording, marks: PrintMarks = FIRST_PRINT
) -> FrozenPaper:
    """Return the certificate, finished.

    Raises:
        RuleBroken: `printing.certificate_reprint`, `printing.practice_on_stock`, `printing.too_many_fields`,
            `printing.field_too_long`, `printing.title_too_long`, a character without a face, a code not printable.
    """
    if marks.reprint:
        raise RuleBroken("printing.certificate_reprint", number=content.number)
    if marks.practice and (content.stock or content.blank_number):
        raise RuleBroken("printing.practice_on_stock")
    if len(content.fields) > _MOST_FIELDS:
        raise RuleBroken("printing.too_many_fields", count=len(content.fields), most=_MOST_FIELDS)
    pen = Pen(fonts, WIDTH, HEIGHT)
    if not content.stock:
        _border(pen, content)
    if marks.practice:
        practice_ground(pen, wording)
        practice_band(pen, 112.0, 25.4, 85.0, 6.0, wording)
        practice_band(pen, 112.0, 179.6, 70.0, 6.0, wording)
    _heads(pen, content, wording)
    for number, field in enumerate(content.fields):
        _field(pen, field, _FIELDS_Y + number * _ROW_MM, fonts)
    _verify(pen, content, wording, marks)
    _end(pen, content, fonts, marks)
    return freeze(
        kind=PaperKind.CERTIFICATE,
        title=content.title,
        content=render_pdf([pen.page()], title=content.title, subject=content.number),
        pages=1,
        media=Media.A4_LANDSCAPE,
        copy_label=wording.zh(f"certificate.edition.{content.edition}"),
    )


def _border(pen: Pen, content: Certificate) -> None:
    pen.put(*ground((WIDTH / 2, 112.0), 62.0))
    middle, corner = 15.0, 22.0
    pen.put(*band((corner, middle), WIDTH - 2 * corner, 12.0))
    pen.put(*band((corner, HEIGHT - middle), WIDTH - 2 * corner, 12.0))
    pen.put(*band((middle, corner), HEIGHT - 2 * corner, 12.0, upright=True))
    pen.put(*band((WIDTH - middle, corner), HEIGHT - 2 * corner, 12.0, upright=True))
    for x_mm in (middle, WIDTH - middle):
        for y_mm in (middle, HEIGHT - middle):
            pen.put(*rosette((x_mm, y_mm), 5.5))
    for inset, line in ((8.1, 0.9), (9.3, 0.25), (20.7, 0.25), (22.0, 0.5)):
        pen.box(inset, inset, WIDTH - 2 * inset, HEIGHT - 2 * inset, line_mm=line, colour=ACCENT)
    text = f"{content.case_number} {content.number}"
    for foot in (24.2, HEIGHT - 23.6):
        pen.put(microtext(23.6, foot, WIDTH - 2 * 23.6, text, pen.fonts))


def _heads(pen: Pen, content: Certificate, wording: Wording) -> None:
    width = pen.text(34.0, 31.7, wording.zh("certificate.number"), Role.PLAIN, 10.5)
    pen.text(34.0 + width + 3.2, 31.5, content.number, Role.SEMI, 13, spacing_pt=0.4)
    edition = f"certificate.edition.{content.edition}"
    pen.text(263.0, 31.0, wording.zh(edition), Role.SEMI, 12, align="right", spacing_pt=2)
    pen.text(263.0, 36.8, wording.en(edition), Role.PLAIN, 8, align="right", colour=GREY_TEXT)
    one_line(pen, content.title, (WIDTH / 2, 45.4), 34, _TITLE_MM, 34 * 0.22)
    english = content.title_en
    if content.replacement:
        words = wording.zh("certificate.replacement"), wording.en("certificate.replacement")
        english = f"{words[0]} {words[1]}　{english}"
    at = 54.7 if content.supersedes else 56.1
    pen.text(WIDTH / 2, at, english, Role.PLAIN, 11, align="centre", colour=GREY_TEXT, spacing_pt=0.4)
    if content.supersedes:
        pen.text(WIDTH / 2, 60.0, superseded_words(content.supersedes, wording), Role.PLAIN, 9, align="centre")


def superseded_words(old: Superseded, wording: Wording) -> str:
    """Return which certificate a replacement takes the place of, and from which day that one is void."""
    day = closed_date(old.on)
    if old.blank:
        return wording.zh("certificate.supersedes", day=day, blank=old.blank, times=old.times)
    return wording.zh("certificate.supersedes_plain", day=day, times=old.times)


def _field(pen: Pen, field: CertificateField, top: float, fonts: Fonts) -> None:
    pen.text(_FIELDS_X, top + 4.2, field.label, Role.LABEL, 10.5)
    pen.text(_FIELDS_X, top + 8.3, field.label_en, Role.PLAIN, 7.5, colour=GREY_TEXT)
    lines = fitted_lines(field, fonts)
    size = mm(lines[0].glyphs[0].size_pt) if lines else 0.0
    first = top + (5.3 if len(lines) == 1 else 3.2)
    for number, line in enumerate(lines):
        write_line(pen, _FIELDS_X + _LABEL_MM, first + number * size * 1.22, line)
    foot = top + _ROW_MM
    pen.rule((_FIELDS_X, foot), (_FIELDS_X + _FIELDS_WIDTH, foot), 0.15, colour=_HAIRLINE)


def fitted_lines(field: CertificateField, fonts: Fonts) -> tuple[Line, ...]:
    """Return a value's line at the largest size that holds it, or two lines at the least size.

    Raises:
        RuleBroken: `printing.field_too_long`.
    """
    role = Role.TITLE if field.strong else Role.BODY
    room = _FIELDS_WIDTH - _LABEL_MM
    for size in _SIZES_PT:
        lines = break_lines((Span(field.value, role, size),), room, fonts)
        if len(lines) <= 1:
            return lines
    if len(lines) > _TWO_LINES:
        raise RuleBroken("printing.field_too_long", field=field.label)
    return lines


def _verify(pen: Pen, content: Certificate, wording: Wording, marks: PrintMarks) -> None:
    code = encode_qr(content.verify_url)
    module = qr_module_mm(code, _QR_SIDE)
    pen.matrix(34.0 + QR_BORDER * module, 150.0 + QR_BORDER * module, code, module)
    says = _SAYS[marks.seal_state]
    at = 160.7
    for text, colour in (
        (wording.zh("certificate.verify"), BLACK),
        (wording.en("certificate.verify"), GREY_TEXT),
        (wording.zh(says), BLACK),
        (wording.en(says), GREY_TEXT),
    ):
        pen.text(63.9, at, text, Role.PLAIN, 7.5, colour=colour)
        at += 3.9
    if not wording.confirmed:
        specimen = f"{wording.zh('certificate.specimen')}　{wording.en('certificate.specimen')}"
        pen.text(34.0, 183.2, specimen, Role.PLAIN, 8)


def _end(pen: Pen, content: Certificate, fonts: Fonts, marks: PrintMarks) -> None:
    one_line(pen, content.issuer, (AXIS, _CENTRE_Y - 1.0), 16, _ISSUER_MM, role=Role.BODY)
    pen.text(AXIS, _CENTRE_Y + 8.2, closed_date(content.issued_on), Role.BODY, 16, align="centre")
    pen.put(*draw_seal(content.seal, (AXIS, _CENTRE_Y), fonts, marks.seal_state))
    if content.blank_number:
        number = f"№ {content.blank_number}"
        pen.text(263.0, 183.8, number, Role.SEMI, 12, align="right", colour=SEAL_RED, spacing_pt=1.6)
