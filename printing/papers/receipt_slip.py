"""接收回执, the receipt slip of 80 or 58 mm paper: what was received, by when an answer comes, how to follow it.

Measured in the printer's dots: 576 or 384 across. Names are masked, for a slip lies about.
"""

from dataclasses import dataclass
from datetime import datetime

from casework.errors import RuleBroken
from printing.barcodes import QR_BORDER, SLIP_MODULE_MM, encode_code128, encode_qr
from printing.figures import in_fours, local_second, month_day, weekday
from printing.fonts import Fonts, Role
from printing.layout.lines import Span, break_lines
from printing.layout.roll import DOT_MM, LEADING, Roll, dots, face, size_pt
from printing.masking import mask_person, shorten_organisation
from printing.model import FrozenPaper, Media, PaperKind, freeze
from printing.papers.frame import replaced_words, reprint_words
from printing.papers.parts import FIRST_PRINT, Limit, Numbers, Party, PrintMarks, ReceivedPaper
from printing.preflight import preflighted
from printing.render.content import render
from printing.wording import Wording

QR_DOTS = 207
QR_LEAST_DOTS = 3
BAR_DOTS = 80

_TEXT, _SMALL = 24, 22


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptSlip:
    """What a slip says.

    Before acceptance `accepted` is False: `due` is the day by which the applicant is told whether it is complete,
    and there is no statutory date yet.
    """

    hall: str
    window_label: str
    matter: str
    applicant: Party
    agent: Party | None
    accepted: bool
    due: Limit
    statutory: Limit | None
    not_counted: tuple[str, ...]
    papers: tuple[ReceivedPaper, ...]
    ask_phone: str
    collect_at: str
    clerk: str
    at: datetime
    numbers: Numbers


@dataclass(frozen=True, slots=True)
class _Size:
    """What differs between the two widths, in dots; `wide` lists every paper, the narrow slip gives totals."""

    paper_mm: float
    printable: int
    title: int
    matter: int
    day: int
    number: int
    wide: bool


_SIZES = {
    Media.ROLL_80: _Size(80.0, 576, 52, 34, 68, 34, wide=True),
    Media.ROLL_58: _Size(58.0, 384, 48, 30, 60, 32, wide=False),
}


@preflighted
def draw_receipt_slip(
    content: ReceiptSlip,
    fonts: Fonts,
    wording: Wording,
    media: Media,
    marks: PrintMarks = FIRST_PRINT,
    *,
    dots_per_mm: float | None = None,
) -> FrozenPaper:
    """Return the slip for a roll of 80 or 58 mm, finished: as dots of a head, or as a PDF where no head is named.

    Raises:
        RuleBroken: `printing.not_a_roll`, `printing.qr_too_long`, a character without a face.
    """
    if media not in _SIZES:
        raise RuleBroken("printing.not_a_roll", media=media)
    size = _SIZES[media]
    roll = Roll(fonts, size.paper_mm, size.printable)
    if marks.practice:
        roll.band(wording.zh("mark.practice"), 46)
    _replaces(roll, marks, wording)
    _reprint(roll, marks, wording)
    _head(roll, content, wording, size)
    _who(roll, content, wording, size)
    _promise(roll, content, wording, size)
    _papers(roll, content, wording, size)
    _following(roll, content, wording)
    _codes(roll, content, wording, size)
    _foot(roll, content, wording, marks)
    if marks.practice:
        roll.band(wording.zh("mark.practice"), 46)
    title = wording.zh("slip.title")
    finished, form = render([roll.page()], fonts, dots_per_mm, title=title, subject=content.numbers.case_number)
    return freeze(kind=PaperKind.RECEIPT_SLIP, title=title, content=finished, pages=1, media=media, format=form)


def _reprint(roll: Roll, marks: PrintMarks, wording: Wording) -> None:
    reprint = marks.reprint
    if reprint is None:
        return
    top = roll.at
    roll.at += 8
    roll.line(wording.zh("mark.reprint", number=reprint.number), 34, align="centre")
    for words in reprint_words(reprint, wording):
        roll.line(words, _SMALL, align="centre", inset=8)
    roll.at += 6
    roll.frame(top, 4, after=12)


def _replaces(roll: Roll, marks: PrintMarks, wording: Wording) -> None:
    if marks.replaces is None:
        return
    top = roll.at
    roll.at += 8
    roll.line(wording.zh("mark.replaces"), 34, align="centre")
    for words in replaced_words(marks.replaces, wording):
        roll.line(words, _SMALL, align="centre", inset=8)
    roll.at += 6
    roll.frame(top, 4, after=12)


def _head(roll: Roll, content: ReceiptSlip, wording: Wording, size: _Size) -> None:
    if size.wide:
        roll.pair(content.hall, content.window_label, _TEXT, heavy=(False, True))
    else:
        roll.line(f"{content.hall} {content.window_label}", _TEXT)
    roll.line(wording.zh("slip.title"), size.title)
    english = wording.en("slip.title")
    roll.line(f"{english}　{wording.zh('slip.keep')}" if size.wide else english, _TEXT if size.wide else _SMALL)
    roll.rule(4)


def _who(roll: Roll, content: ReceiptSlip, wording: Wording, size: _Size) -> None:
    roll.line(content.matter, size.matter, heavy=True)
    parts = [masked_party(content.applicant, wording, "slip.applicant")]
    if content.agent:
        parts.append(masked_party(content.agent, wording, "slip.agent"))
    if size.wide and roll.pen.width_of("　".join(parts), face(_TEXT, heavy=False), size_pt(_TEXT)) <= dots(roll.width):
        parts = ["　".join(parts)]
    for part in parts:
        roll.line(part, _TEXT)
    roll.at += 10


def masked_party(party: Party, wording: Wording, key: str) -> str:
    """Return an applicant or agent as others may see it; `key` is the wording of a person."""
    if party.organisation:
        return shorten_organisation(party.name)
    return wording.zh(key, name=mask_person(party.name), last_four=party.last_four)


def _promise(roll: Roll, content: ReceiptSlip, wording: Wording, size: _Size) -> None:
    """Draw the box with the one date in the biggest figures."""
    top = roll.at
    roll.at += 10
    key = "slip.reply_by" if content.accepted else "slip.told_by"
    inset = 16
    roll.place(wording.zh(key), _TEXT, face(_TEXT, heavy=False), inset=inset)
    roll.place(wording.en(key), _TEXT, face(_TEXT, heavy=False), align="right", inset=inset)
    roll.at += round(_TEXT * LEADING)
    width = roll.place(month_day(content.due.on), size.day, Role.HEAVY, inset=inset)
    beside = inset + width + (16 if size.wide else 10)
    middle = roll.at + size.day * LEADING / 2
    year = wording.zh("slip.year", year=content.due.on.year)
    if content.due.provisional:
        year += f" {wording.zh('mark.provisional')}"
    for text, dots_high, drop, role in (
        (weekday(content.due.on), 28 if size.wide else 26, -17, Role.HEAVY),
        (year, _SMALL, 17, Role.LABEL),
    ):
        roll.pen.text(roll.x(beside), dots(middle + drop), text, role, size_pt(dots_high))
    roll.at += round(size.day * LEADING)
    for text in _limits(content, wording, size):
        roll.line(text, _SMALL, inset=inset)
    roll.at += 8
    roll.frame(top, 4)


def _limits(content: ReceiptSlip, wording: Wording, size: _Size) -> list[str]:
    chinese, english = limit_words(content, wording, by_law=size.wide)
    return [chinese, english] if wording.bilingual else [chinese]


def limit_words(content: ReceiptSlip, wording: Wording, *, by_law: bool) -> tuple[str, str]:
    """Return from how many days the date was counted, in both languages; `by_law` adds the statutory date."""
    fields: dict[str, str | int] = {"days": content.due.working_days}
    key = "slip.days"
    if content.accepted and content.not_counted:
        key, fields["steps"] = "slip.days_without", "、".join(content.not_counted)
    chinese = wording.zh(key, **fields)
    if content.statutory and by_law:
        statutory = "slip.statutory_provisional" if content.statutory.provisional else "slip.statutory"
        chinese += f"。{wording.zh(statutory, day=content.statutory.on.isoformat())}"
    return chinese, wording.en(key, **fields)


def _papers(roll: Roll, content: ReceiptSlip, wording: Wording, size: _Size) -> None:
    received = [paper for paper in content.papers if not paper.follows_by]
    originals, copies = sum(one.originals for one in received), sum(one.copies for one in received)
    head = wording.zh("slip.received", count=len(received))
    if not size.wide:
        roll.pair(head, wording.zh("slip.totals_short", originals=originals, copies=copies), _TEXT, heavy=(True, True))
        roll.at += 4
        return
    roll.pair(head, wording.zh("slip.columns"), _TEXT, heavy=(True, True))
    for paper in received:
        roll.pair(f"{paper.number} {paper.name}", f"{paper.originals} / {paper.copies}", _TEXT)
    roll.rule(2, 4, 4)
    totals = wording.zh("slip.totals", originals=originals, copies=copies)
    roll.pair(wording.zh("slip.total"), totals, _TEXT, heavy=(True, True))
    roll.at += 6


def _following(roll: Roll, content: ReceiptSlip, wording: Wording) -> None:
    """Draw the box with what was promised for later and until when."""
    following = [paper for paper in content.papers if paper.follows_by]
    if not following:
        return
    top = roll.at
    roll.at += 8
    first = min(paper.follows_by for paper in following if paper.follows_by)
    text = wording.zh("slip.follows", count=len(following), day=month_day(first))
    roll.line(text, _TEXT, heavy=True, inset=12)
    for paper in following:
        later = f"，{month_day(paper.follows_by)}" if paper.follows_by and paper.follows_by != first else ""
        roll.line(f"{paper.number} {paper.name}{later}", _TEXT, inset=12)
    roll.at += 6
    roll.frame(top, 2)


def _codes(roll: Roll, content: ReceiptSlip, wording: Wording, size: _Size) -> None:
    code = encode_qr(content.numbers.progress_url)
    module = QR_DOTS // code.side_with_border
    if module < QR_LEAST_DOTS:
        raise RuleBroken("printing.qr_too_long", length=len(code.payload))
    side = code.side_with_border * module
    left = 0.0 if size.wide else (roll.width - side) / 2
    border = QR_BORDER * module
    roll.pen.matrix(roll.x(left + border), dots(roll.at + border), code, module * DOT_MM)
    ask = wording.zh("slip.ask", phone=content.ask_phone)
    collect = wording.zh("slip.collect", place=content.collect_at)
    if size.wide:
        _beside(roll, wording, side + 8, ask, collect)
        roll.at += side + 4
    else:
        roll.at += side
        roll.line(f"{wording.zh('qr.progress')}　{wording.en('qr.progress')}", _TEXT, align="centre", heavy=True)
        roll.line(ask, _TEXT, align="centre")
        roll.at += 4
    _serial(roll, content, size)


def _beside(roll: Roll, wording: Wording, left: float, ask: str, collect: str) -> None:
    """Write what the code is for, whom to ask and how to collect, to the right of the QR code."""
    lines = ((wording.zh("qr.progress"), 32), (wording.en("qr.progress"), _TEXT), (ask, 28), (collect, _SMALL))
    drop = 30.0
    for text, high in lines:
        role = Role.HEAVY if high >= 28 else Role.LABEL  # noqa: PLR2004 - the telephone is heavy at 28 dots
        for piece in _wrapped(roll, text, role, high, roll.width - left):
            roll.pen.text(roll.x(left), dots(roll.at + drop), piece, role, size_pt(high))
            drop += high * 1.4
        drop += 4


def _wrapped(roll: Roll, text: str, role: Role, high: int, room: float) -> list[str]:
    lines = break_lines((Span(text, role, size_pt(high)),), dots(room), roll.pen.fonts)
    return [line.text for line in lines]


def _serial(roll: Roll, content: ReceiptSlip, size: _Size) -> None:
    bars = encode_code128(content.numbers.serial)
    wide = bars.width_mm(SLIP_MODULE_MM) / DOT_MM
    roll.pen.bars(roll.x(round((roll.width - wide) / 2)), dots(roll.at), bars, SLIP_MODULE_MM, dots(BAR_DOTS))
    roll.at += BAR_DOTS + 4
    roll.line(in_fours(content.numbers.serial), size.number, align="centre")
    roll.line(content.numbers.case_number, _TEXT if size.wide else _SMALL, align="centre")
    roll.rule(2, 4, 6, dash=True)


def _foot(roll: Roll, content: ReceiptSlip, wording: Wording, marks: PrintMarks) -> None:
    roll.pair(content.clerk, local_second(content.at), _SMALL)
    label = wording.zh("mark.original")
    if marks.reprint:
        label = wording.zh("mark.reprint_short", number=marks.reprint.number)
    roll.pair("" if wording.confirmed else wording.zh("mark.sample_short"), label, _SMALL)
    roll.at += 12
