"""物料流转凭证 (the hall says 交接单), the hand-over sheet: every paper that changes hands, counted three times.

One scan of the sheet's code receives all, of a case's code that case. Persons' names are masked, for the sheet travels.
"""

from dataclasses import dataclass
from datetime import datetime

from casework.clock import CHINA
from printing.barcodes import A4_MODULE_MM, encode_code128
from printing.figures import month_day
from printing.fonts import Fonts, Role
from printing.layout.flow import draw_blocks
from printing.layout.lines import Span, break_lines, write_line
from printing.layout.marks import BLACK, GREY_TEXT, Page
from printing.layout.pen import Pen, mm
from printing.model import FrozenPaper, Media, PaperKind, freeze
from printing.papers.frame import HEIGHT, WIDTH, copy_tab, practice_band, practice_ground, reprint_mark
from printing.papers.parts import FIRST_PRINT, PrintMarks, Trace, content_digest, require_copy
from printing.papers.sheet_rows import (
    COURIER,
    HAND_OVER,
    LEFT,
    RIGHT,
    SheetCase,
    SheetForm,
    placed_rows,
    sheet_pages,
    totals,
)
from printing.preflight import preflighted
from printing.render.pdf import render_pdf
from printing.wording import Wording

_COLUMNS_MM = (41.3, 40.8, 40.8, 51.1)
_SIGN_MM = 32.0
_FOOT_RULE = 282.5
_ENDS_MM = (18.0, 62.7, 108.2)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverSheet:
    """What a hand-over sheet says. `serial` is the sheet's own 12-digit number; `handed_at` is aware."""

    hall: str
    serial: str
    sender: str
    sender_person: str
    carrier: str
    carrier_person: str
    receiver: str
    receiver_section: str
    cases: tuple[SheetCase, ...]
    handed_at: datetime
    trace: Trace


@preflighted
def draw_hand_over_sheet(
    content: HandOverSheet, fonts: Fonts, wording: Wording, copy: int, marks: PrintMarks = FIRST_PRINT
) -> FrozenPaper:
    """Return copy 1 (sender), 2 (receiver) or 3 (carrier) of the sheet, finished.

    Raises:
        RuleBroken: `printing.empty_sheet`, `printing.no_such_copy`, a character without a face, a code not printable.
    """
    return _draw(content, fonts, wording, copy, marks, HAND_OVER)


@preflighted
def draw_courier_sheet(
    content: HandOverSheet, fonts: Fonts, wording: Wording, copy: int, marks: PrintMarks = FIRST_PRINT
) -> FrozenPaper:
    """Return copy 1 or 2 of the sheet for a courier, who takes results along under the waybills in its rows.

    Raises:
        RuleBroken: as `draw_hand_over_sheet`.
    """
    return _draw(content, fonts, wording, copy, marks, COURIER)


def _draw(
    content: HandOverSheet, fonts: Fonts, wording: Wording, copy: int, marks: PrintMarks, form: SheetForm
) -> FrozenPaper:
    use = require_copy(copy, {1: "copy.sender", 2: "copy.receiver", 3: "copy.carrier"})
    shift = 0.0 if marks.reprint else -8.0
    rows = sheet_pages(content.cases, fonts, wording, first_top_mm=66.9 + shift, form=form)
    pages = []
    for number, page in enumerate(rows, start=1):
        pen = Pen(fonts, WIDTH, HEIGHT)
        _practice(pen, marks, wording)
        _sheet_code(pen, content, wording, form)
        copy_tab(pen, 13.8, copy, use, wording)
        if number == 1:
            _head(pen, content, wording, form)
            reprint_mark(pen, marks, wording, x_mm=LEFT, y_mm=37.1, right_mm=RIGHT)
            _ways(pen, content, wording, 49.9 + shift)
        else:
            title = wording.zh("foot.continued", title=wording.zh(f"{form.area}.title"))
            pen.text(LEFT, 20.0, title, Role.TITLE, 12)
        draw_blocks(pen, placed_rows(page))
        _signatures(pen, content, wording, form, max(233.1, page.bottom_mm + 2.0))
        _foot(pen, content, wording, number, len(rows))
        pages.append(pen.page())
    return _frozen(content, pages, wording, copy, form)


def _frozen(content: HandOverSheet, pages: list[Page], wording: Wording, copy: int, form: SheetForm) -> FrozenPaper:
    title = wording.zh(f"{form.area}.title")
    return freeze(
        kind=PaperKind.COURIER_SHEET if form is COURIER else PaperKind.HAND_OVER_SHEET,
        title=title,
        content=render_pdf(pages, title=title, subject=content.serial),
        pages=len(pages),
        media=Media.A4_PORTRAIT,
        copy_label=wording.zh(f"copy.{copy}"),
    )


def _practice(pen: Pen, marks: PrintMarks, wording: Wording) -> None:
    if marks.practice:
        practice_ground(pen, wording)
        practice_band(pen, LEFT, 6.0, RIGHT - LEFT, 6.6, wording)
        practice_band(pen, LEFT, 278.4, RIGHT - LEFT, 3.6, wording)


def _sheet_code(pen: Pen, content: HandOverSheet, wording: Wording, form: SheetForm) -> None:
    code = encode_code128(content.serial)
    pen.bars(RIGHT - code.width_mm(A4_MODULE_MM), 14.0, code, A4_MODULE_MM, 11.0)
    pen.text(RIGHT, 27.6, wording.zh(form.number, serial=content.serial), Role.PLAIN, 10.5, align="right")


def _head(pen: Pen, content: HandOverSheet, wording: Wording, form: SheetForm) -> None:
    pen.text(LEFT, 16.5, content.hall, Role.LABEL, 10.5)
    pen.text(LEFT, 23.9, wording.zh(f"{form.area}.title"), Role.TITLE, 20)
    pen.text(LEFT, 30.7, wording.en(f"{form.area}.title"), Role.PLAIN, 9, colour=GREY_TEXT)


def _ways(pen: Pen, content: HandOverSheet, wording: Wording, top: float) -> None:
    """Draw from, by and to with their persons, arrows between, and the number of cases and pieces at the right."""
    ends = (
        ("sheet.from", content.sender, content.sender_person),
        ("sheet.by", content.carrier, content.carrier_person),
        ("sheet.to", content.receiver, content.receiver_section),
    )
    for number, (key, name, person) in enumerate(ends):
        x_mm, last = _ENDS_MM[number], number + 1 == len(ends)
        pen.text(x_mm, top, _both(wording, key), Role.PLAIN, 8)
        # A department's long name takes up to three smaller lines, so that the arrow keeps its place.
        room = 48.0 if last else 33.0
        lines = break_lines((Span(name, Role.HEAVY, 12),), room, pen.fonts)
        first, step = 5.7, 0.0
        if len(lines) > 1:
            lines = break_lines((Span(name, Role.HEAVY, 10),), room, pen.fonts)
            first, step = 3.8, 3.9
        for line_number, line in enumerate(lines):
            write_line(pen, x_mm, top + first + step * line_number, line)
        pen.text(x_mm, top + first + step * (len(lines) - 1) + (3.6 if step else 5.4), person, Role.BODY, 9)
        if not last:
            width = max(mm(line.width_pt) for line in lines) if lines else 0.0
            _arrow(pen, x_mm + max(width + 3.0, 28.5), _ENDS_MM[number + 1] - 4.7, top + 5.7)
    _, originals, copies = totals(content.cases)
    at = RIGHT
    for text, is_figure in (
        (wording.zh("sheet.pieces_unit"), False),
        (f" {originals + copies} ", True),
        (f"{wording.zh('sheet.cases_unit')}　", False),
        (f" {len(content.cases)} ", True),
        (wording.zh("sheet.cases"), False),
    ):
        role, size, drop = (Role.HEAVY, 16.0, 0.0) if is_figure else (Role.PLAIN, 8.0, 0.7)
        at -= pen.text(at, top + 5.7 + drop, text, role, size, align="right")


def _both(wording: Wording, key: str) -> str:
    return f"{wording.zh(key)} {wording.en(key)}" if wording.bilingual else wording.zh(key)


def _arrow(pen: Pen, start: float, end: float, y_mm: float) -> None:
    pen.rule((start, y_mm), (end, y_mm), 0.45)
    for turn in (-2.1, 2.1):
        pen.rule((end, y_mm), (end - 2.4, y_mm + turn), 0.45)


def _signatures(pen: Pen, content: HandOverSheet, wording: Wording, form: SheetForm, top: float) -> None:
    _, originals, copies = totals(content.cases)
    count = wording.zh("sheet.count", count=originals + copies)
    blank = wording.zh("sheet.count", count="").strip()
    local = content.handed_at.astimezone(CHINA)
    moment = f"{month_day(local.date())} {local:%H:%M}"
    parties = (
        ("sheet.sender", (("sheet.sign", ""), ("sheet.time", moment), ("sheet.counted", count))),
        ("sheet.carrier", (("sheet.sign", ""), ("sheet.taken_at", ""), ("sheet.counted_in", blank))),
        ("sheet.receiver", (("sheet.sign", ""), ("sheet.received_at", ""), ("sheet.counted_received", blank))),
    )
    pen.box(LEFT, top, RIGHT - LEFT, _SIGN_MM, line_mm=0.3)
    at = LEFT
    for (title, fields), width in zip(parties, _COLUMNS_MM, strict=False):
        pen.text(at + 2.2, top + 4.6, _both(wording, title), Role.HEAVY, 10.5)
        for number, (key, value) in enumerate(fields):
            middle = top + 11.3 + 7.8 * number
            pen.text(at + 2.2, middle, wording.zh(key), Role.BODY, 9)
            pen.text(at + (22.6 if value == blank else 12.4), middle, value, Role.BODY, 9)
            if number + 1 < len(fields):
                pen.rule((at + 2.2, middle + 3.8), (at + width - 2.4, middle + 3.8), 0.1)
        at += width
        pen.rule((at, top), (at, top + _SIGN_MM))
    pen.text(at + 2.4, top + 4.6, _both(wording, "sheet.differences"), Role.HEAVY, 10.5)
    note = Span(wording.zh("sheet.differences_note"), Role.BODY, 8.5)
    for number, line in enumerate(break_lines((note,), _COLUMNS_MM[3] - 4.8, pen.fonts)):
        pen.text(at + 2.4, top + 9.8 + 4.3 * number, line.text, Role.BODY, 8.5, colour=GREY_TEXT)
    _rules(pen, wording, form, top + _SIGN_MM + 3.6)


def _rules(pen: Pen, wording: Wording, form: SheetForm, top: float) -> None:
    texts = [wording.zh(f"{form.area}.rules")] + ([wording.en(f"{form.area}.rules")] if wording.bilingual else [])
    at = top
    for text, colour in zip(texts, (BLACK, GREY_TEXT), strict=False):
        for line in break_lines((Span(text, Role.PLAIN, 7.5),), RIGHT - LEFT, pen.fonts):
            pen.text(LEFT, at, line.text, Role.PLAIN, 7.5, colour=colour)
            at += 3.6


def _foot(pen: Pen, content: HandOverSheet, wording: Wording, number: int, of: int) -> None:
    pen.rule((LEFT, _FOOT_RULE), (RIGHT, _FOOT_RULE))
    trace = wording.zh("sheet.foot", job=content.trace.job, digest=content_digest(content))
    pen.text(LEFT, 286.0, trace, Role.PLAIN, 7.5)
    at = RIGHT
    if not wording.confirmed:
        at -= pen.text(RIGHT, 286.0, wording.zh("mark.sample_short"), Role.HEAVY, 7.5, align="right") + 3.0
    pen.text(at, 286.0, wording.zh("foot.page", page=number, pages=of), Role.PLAIN, 7.5, align="right")
