"""接收回执 on A5 or A4, for a window without a slip printer: what the slip says, on any printer.

Names are masked as on the slip. A4 carries the same measures with wider lines.
"""

from dataclasses import dataclass

from casework.errors import RuleBroken
from printing.barcodes import A4_MODULE_MM, LEAST_HEIGHT_MM, QR_BORDER, encode_code128, encode_qr, qr_module_mm
from printing.figures import in_fours, local_second, month_day, weekday
from printing.fonts import Fonts, Role
from printing.layout.flow import Block, Frame, draw_blocks, paginate
from printing.layout.lines import Span, break_lines
from printing.layout.marks import GREY_TEXT
from printing.layout.pen import Pen
from printing.layout.tables import Cell, plain, row
from printing.model import FrozenPaper, Media, PaperKind, freeze
from printing.papers.frame import practice_band, reprint_mark
from printing.papers.notice_parts import head_cell
from printing.papers.parts import FIRST_PRINT, PrintMarks, ReceivedPaper, content_digest
from printing.papers.receipt_slip import ReceiptSlip, limit_words, masked_party
from printing.papers.sentences import named
from printing.preflight import preflighted
from printing.render.pdf import render_pdf
from printing.wording import Wording

_QR_SIDE = 25.9
_PROMISE_MM = 27.0
_CODES_MM = 30.0
_FOOT_MM = 18.8


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet's measures in millimetres; the number and count columns are equally wide on both."""

    width: float
    height: float
    left: float

    @property
    def right(self) -> float:
        """Where the text ends."""
        return self.width - self.left

    @property
    def text(self) -> float:
        """How wide the text is."""
        return self.width - 2 * self.left

    @property
    def columns(self) -> tuple[float, ...]:
        """Number, paper, originals, copies, remark."""
        remark = self.text * 0.24
        return (9.0, self.text - 37.0 - remark, 13.0, 15.0, remark)


_SHEETS = {Media.A5_PORTRAIT: _Sheet(148.0, 210.0, 14.0), Media.A4_PORTRAIT: _Sheet(210.0, 297.0, 27.0)}


@preflighted
def draw_receipt_sheet(
    content: ReceiptSlip, fonts: Fonts, wording: Wording, media: Media, marks: PrintMarks = FIRST_PRINT
) -> FrozenPaper:
    """Return the receipt for A5 or A4, finished; a long list goes over to further sheets.

    Raises:
        RuleBroken: `printing.not_a_sheet`, `printing.qr_too_long`, a character without a face.
    """
    if media not in _SHEETS:
        raise RuleBroken("printing.not_a_sheet", media=media)
    sheet = _SHEETS[media]
    blocks = (
        _promise(content, wording, sheet),
        *_papers(content, fonts, wording, sheet),
        _codes(content, fonts, wording, sheet),
    )
    top = 62.0 if marks.reprint or marks.replaces else 54.0
    placed = paginate(blocks, first_top_mm=top, next_top_mm=24.0, bottom_mm=sheet.height - _FOOT_MM - 2.0)
    pages = []
    for number, page in enumerate(placed, start=1):
        pen = Pen(fonts, sheet.width, sheet.height)
        if marks.practice:
            practice_band(pen, sheet.left, 7.0, sheet.text, 5.8, wording)
            practice_band(pen, sheet.left, sheet.height - 11.8, sheet.text, 5.8, wording)
        _head(pen, content, wording, sheet, marks, first=number == 1)
        draw_blocks(pen, page)
        _foot(pen, content, wording, sheet, number, len(placed))
        pages.append(pen.page())
    title = wording.zh("slip.title")
    return freeze(
        kind=PaperKind.RECEIPT_SLIP,
        title=title,
        content=render_pdf(pages, title=title, subject=content.numbers.case_number),
        pages=len(pages),
        media=media,
    )


def _head(pen: Pen, content: ReceiptSlip, wording: Wording, sheet: _Sheet, marks: PrintMarks, *, first: bool) -> None:
    title = wording.zh("slip.title")
    if not first:
        pen.text(sheet.left, 18.0, wording.zh("foot.continued", title=title), Role.TITLE, 12)
        pen.text(sheet.right, 18.0, content.numbers.serial, Role.PLAIN, 9.5, align="right")
        return
    pen.text(sheet.left, 17.0, content.hall, Role.LABEL, 9.5)
    pen.text(sheet.left, 24.4, title, Role.TITLE, 20)
    pen.text(sheet.left, 31.0, wording.en("slip.title"), Role.PLAIN, 9, colour=GREY_TEXT)
    code = encode_code128(content.numbers.serial)
    pen.bars(sheet.right - code.width_mm(A4_MODULE_MM), 15.0, code, A4_MODULE_MM, LEAST_HEIGHT_MM)
    pen.text(sheet.right, 27.4, in_fours(content.numbers.serial), Role.HEAVY, 11, align="right")
    pen.text(sheet.right, 31.8, content.numbers.case_number, Role.PLAIN, 8, align="right")
    at = 36.0
    if marks.reprint or marks.replaces:
        reprint_mark(pen, marks, wording, x_mm=sheet.left, y_mm=at, right_mm=sheet.right)
        at += 8.0
    at += 3.4
    for line in break_lines((Span(content.matter, Role.TITLE, 12),), sheet.text, pen.fonts)[:2]:
        pen.text(sheet.left, at, line.text, Role.TITLE, 12)
        at += 5.4
    parts = [masked_party(content.applicant, wording, "slip.applicant")]
    if content.agent:
        parts.append(masked_party(content.agent, wording, "slip.agent"))
    pen.text(sheet.left, at + 0.2, "　".join(parts), Role.BODY, 9.5)


def _promise(content: ReceiptSlip, wording: Wording, sheet: _Sheet) -> Block:
    """Return the box with the one date in the biggest figures."""
    key = "slip.reply_by" if content.accepted else "slip.told_by"
    due = content.due

    def draw(pen: Pen, top: float) -> None:
        pen.box(sheet.left, top, sheet.text, _PROMISE_MM - 3.0, line_mm=0.5)
        left = sheet.left + 3.0
        pen.text(left, top + 4.6, wording.zh(key), Role.LABEL, 9.5)
        pen.text(sheet.right - 3.0, top + 4.6, wording.en(key), Role.PLAIN, 9, align="right", colour=GREY_TEXT)
        width = pen.text(left, top + 12.2, month_day(due.on), Role.HEAVY, 24)
        beside = left + width + 3.0
        pen.text(beside, top + 10.0, weekday(due.on), Role.HEAVY, 10.5)
        year = wording.zh("slip.year", year=due.on.year)
        wide = pen.text(beside, top + 14.6, year, Role.PLAIN, 9)
        if due.provisional:
            _provisional(pen, beside + wide + 2.0, top + 14.6, wording)
        pen.text(left, top + 20.2, limit_words(content, wording, by_law=True)[0], Role.BODY, 9)

    return Block(_PROMISE_MM, draw)


def _provisional(pen: Pen, x_mm: float, middle: float, wording: Wording) -> None:
    text = wording.zh("mark.provisional")
    width = pen.text(x_mm + 0.8, middle, text, Role.PLAIN, 8)
    pen.box(x_mm, middle - 2.0, width + 1.6, 4.0, line_mm=0.2, dash_mm=(0.6, 0.5))


def _papers(content: ReceiptSlip, fonts: Fonts, wording: Wording, sheet: _Sheet) -> tuple[Block, ...]:
    heads = (
        plain(wording.zh("acceptance.number"), 9, Role.LABEL, "centre"),
        head_cell(wording, "receipt_sheet.papers"),
        *(plain(wording.zh(f"acceptance.{key}"), 9, Role.LABEL, "centre") for key in ("originals", "copies")),
        plain(wording.zh("acceptance.remark"), 9, Role.LABEL),
    )
    head = row(fonts, Frame("received", sheet.left, sheet.text), sheet.columns, heads, least_mm=6.6)
    frame = Frame("received", sheet.left, sheet.text, head)
    rows = [
        row(fonts, frame, sheet.columns, _cells(paper, fonts, wording, sheet), least_mm=6.6, keep=number == 0)
        for number, paper in enumerate(content.papers)
    ]
    here = [paper for paper in content.papers if not paper.follows_by]
    total = (
        plain(wording.zh("acceptance.total", count=len(here)), 9, Role.LABEL, "centre"),
        plain(str(sum(paper.originals for paper in here)), 9.5, Role.HEAVY, "centre"),
        plain(str(sum(paper.copies for paper in here)), 9.5, Role.HEAVY, "centre"),
        Cell(),
    )
    first, second, *rest = sheet.columns
    return (head, *rows, row(fonts, frame, (first + second, *rest), total, least_mm=6.6, keep=True))


def _cells(paper: ReceivedPaper, fonts: Fonts, wording: Wording, sheet: _Sheet) -> tuple[Cell, ...]:
    counts = ("—", "—") if paper.follows_by else (str(paper.originals), str(paper.copies))
    remarks = [
        wording.zh(key)
        for key, holds in (("acceptance.seen", paper.seen), ("acceptance.electronic", paper.electronic))
        if holds
    ]
    if paper.follows_by:
        remarks.append(wording.zh("acceptance.follows", day=month_day(paper.follows_by)))
    return (
        plain(str(paper.number), 9.5, align="centre"),
        named(fonts, wording, Span(paper.name, Role.BODY, 9.5), paper.name_en, sheet.columns[1]),
        *(plain(count, 9.5, align="centre") for count in counts),
        plain("；".join([*remarks, *([paper.remark] if paper.remark else [])]), 8),
    )


def _codes(content: ReceiptSlip, fonts: Fonts, wording: Wording, sheet: _Sheet) -> Block:
    """Return the QR code with what it is for, whom to ask and how to collect."""
    code = encode_qr(content.numbers.progress_url)
    module = qr_module_mm(code, _QR_SIDE)
    texts = (
        (wording.zh("qr.progress"), Role.HEAVY, 12.0),
        (wording.en("qr.progress"), Role.PLAIN, 8.0),
        (wording.zh("slip.ask", phone=content.ask_phone), Role.LABEL, 10.5),
        (wording.zh("slip.collect", place=content.collect_at), Role.BODY, 9.5),
        (wording.zh("slip.keep"), Role.BODY, 9.0),
    )
    room = sheet.text - _QR_SIDE - 4.0
    lines = [
        (line.text, role, size)
        for text, role, size in texts
        for line in break_lines((Span(text, role, size),), room, fonts)
    ]
    height = max(_CODES_MM, 4.9 * len(lines) + 3.0)

    def draw(pen: Pen, top: float) -> None:
        border = QR_BORDER * module
        pen.matrix(sheet.left + border - 1.5, top + border, code, module)
        at = top + 3.6
        for text, role, size in lines:
            pen.text(sheet.left + _QR_SIDE + 2.0, at, text, role, size)
            at += 4.9

    return Block(height, draw, 2.0)


def _foot(pen: Pen, content: ReceiptSlip, wording: Wording, sheet: _Sheet, number: int, of: int) -> None:
    top = sheet.height - _FOOT_MM
    pen.rule((sheet.left, top - 1.4), (sheet.right, top - 1.4))
    who = wording.zh(
        "receipt_sheet.foot",
        clerk=content.clerk,
        window=content.window_label,
        at=local_second(content.at),
        digest=content_digest(content),
    )
    pen.text(sheet.left, top + 1.0, who, Role.PLAIN, 7.5)
    pen.text(sheet.right, top + 1.0, wording.zh("foot.page", page=number, pages=of), Role.PLAIN, 7.5, align="right")
    if not wording.confirmed:
        pen.text(sheet.right, top + 3.9, wording.zh("mark.sample_short"), Role.HEAVY, 7.5, align="right")
