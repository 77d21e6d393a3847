"""补正告知书, the one-time notice of what is missing: everything at once, item by item, with what to do about it.

Law: 行政许可法 art. 32(4): on the spot or within five days, all of it, once.
"""

from dataclasses import dataclass
from datetime import date

from printing.figures import closed_date, english_date, spaced_date, weekday
from printing.fonts import Fonts, Role
from printing.layout.flow import Block, Frame, keep_with_tail
from printing.layout.lines import Span
from printing.layout.marks import GREY_TEXT
from printing.layout.pen import Pen
from printing.layout.tables import Cell, Para, row
from printing.model import FrozenPaper, Media, PaperKind, freeze
from printing.papers.frame import LEFT, TEXT_WIDTH, NoticeFrame, set_pages, signature, tick_box
from printing.papers.parts import FIRST_PRINT, Numbers, Party, PrintMarks, Trace, content_digest, require_copy
from printing.papers.sentences import Setting, english_lines, sentence, set_spans
from printing.papers.supplement_item import SupplementItem, item_block
from printing.preflight import preflighted
from printing.render.pdf import render_pdf
from printing.seals.place import seal_place
from printing.seals.seal import Seal
from printing.wording import Wording

_BODY = Setting(size_pt=12, leading_pt=21, x_mm=LEFT, width_mm=TEXT_WIDTH, indent_em=2, justify=True)
_CLOCK = Setting(size_pt=10.5, leading_pt=17, x_mm=LEFT, width_mm=TEXT_WIDTH)
_WHERE_MM = (60.0, 52.0, 44.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementNotice:
    """What a supplement notice says.

    `received` counts all items handed in; `told_day` is the working day of telling, 1 to 5, and 0 where it was told
    on the spot; `not_counted` are the steps outside the committed days.
    """

    issuer: str
    applicant: Party
    applied_on: date
    matter: str
    matter_en: str
    received: int
    items: tuple[SupplementItem, ...]
    supply_by: date
    where: str
    ask_phone: str
    committed_days: int
    not_counted: tuple[str, ...]
    told_on: date
    told_day: int
    clerk: str
    window_label: str
    seal: Seal
    numbers: Numbers
    trace: Trace


@preflighted
def draw_supplement_notice(
    content: SupplementNotice, fonts: Fonts, wording: Wording, copy: int, marks: PrintMarks = FIRST_PRINT
) -> FrozenPaper:
    """Return copy 1 or 2 of the notice, finished.

    Raises:
        RuleBroken: a character without a face, a code that cannot be printed, or `printing.no_such_copy`.
    """
    frame = NoticeFrame(
        issuer=content.issuer,
        title=wording.zh("supplement.title"),
        title_en=wording.en("supplement.title"),
        numbers=content.numbers,
        trace=content.trace,
        digest=content_digest(content),
        copy=copy,
        copy_use=require_copy(copy, {1: "copy.window", 2: "copy.applicant"}),
        caption="qr.missing",
        marks=marks,
    )
    end = signature(
        issuer=content.issuer,
        day=content.told_on,
        seal=content.seal,
        state=marks.seal_state,
        fonts=fonts,
        left_part=_told(content, wording),
        gap_mm=2.0,
    )
    pages = set_pages(frame, keep_with_tail(_blocks(content, fonts, wording), end), fonts, wording)
    return freeze(
        kind=PaperKind.SUPPLEMENT_NOTICE,
        title=frame.title,
        content=render_pdf(pages, title=frame.title, subject=content.numbers.case_number),
        pages=len(pages),
        seal_place=seal_place(pages),
        media=Media.A4_PORTRAIT,
        copy_label=wording.zh(f"copy.{copy}"),
    )


def _blocks(content: SupplementNotice, fonts: Fonts, wording: Wording) -> tuple[Block, ...]:
    frame = Frame("items", LEFT, TEXT_WIDTH)
    items = [
        item_block(item, number, fonts, wording, frame, 2.4 if number == 1 else 0.0)
        for number, item in enumerate(content.items, start=1)
    ]
    return (
        *_opening(content, fonts, wording),
        *items,
        _where(content, fonts, wording),
        *_clock(content, fonts, wording),
    )


def _opening(content: SupplementNotice, fonts: Fonts, wording: Wording) -> tuple[Block, ...]:
    subject = "subject.organisation" if content.applicant.organisation else "subject.person"
    fields: dict[str, str | int] = {
        "subject": wording.zh(subject),
        "day": spaced_date(content.applied_on),
        "matter": content.matter,
        "received": content.received,
        "count": len(content.items),
    }
    english = {"subject": wording.en(subject), "day": english_date(content.applied_on), "matter": content.matter_en}
    key = "supplement.opening"
    # The number of missing items is the one figure that must not be overlooked.
    spans = tuple(
        Span(text, Role.TITLE if field in {"matter", "count"} else Role.BODY, 15 if field == "count" else 12)
        for text, field in wording.parts(key, **fields)
    )
    name = Span(wording.zh("notice.addressee", name=content.applicant.name), Role.BODY, 12)
    address = Setting(size_pt=12, leading_pt=21, x_mm=LEFT, width_mm=TEXT_WIDTH)
    return (
        *set_spans(fonts, (name,), address),
        *set_spans(fonts, spans, _BODY),
        *(english_lines(fonts, wording.en(key, **{**fields, **english}), address) if wording.bilingual else ()),
    )


def english_after(fonts: Fonts, wording: Wording, key: str, fields: dict[str, str | int]) -> tuple[Block, ...]:
    """Return a sentence's English where the site prints both languages."""
    return english_lines(fonts, wording.en(key, **fields), _BODY) if wording.bilingual else ()


def _where(content: SupplementNotice, fonts: Fonts, wording: Wording) -> Block:
    """Return the row with by when, where, whom to ask: the only large bold figures on the paper."""
    by = f"{closed_date(content.supply_by)} {weekday(content.supply_by)}"
    values = (("supplement.by", by), ("supplement.where", content.where), ("supplement.ask", content.ask_phone))
    cells = []
    for key, value in values:
        head = (Span(wording.zh(key) + " ", Role.LABEL, 8), Span(wording.en(key), Role.PLAIN, 8))
        paras = [Para(head), Para((Span(value, Role.HEAVY, 12),), leading_pt=17)]
        if wording.bilingual and key == "supplement.by":
            paras.append(Para((Span(english_date(content.supply_by), Role.PLAIN, 8),), GREY_TEXT))
        cells.append(Cell(tuple(paras), middle=False))
    frame = Frame("where", LEFT, TEXT_WIDTH)
    return row(fonts, frame, _WHERE_MM, cells, least_mm=13.5, gap_mm=3.2)


def _clock(content: SupplementNotice, fonts: Fonts, wording: Wording) -> tuple[Block, ...]:
    fields: dict[str, str | int] = {"days": content.committed_days}
    key = "supplement.clock"
    if content.not_counted:
        key = "supplement.clock_without"
        fields["steps"] = "、".join(content.not_counted)
    return sentence(fonts, wording, key, _CLOCK, fields, gap_mm=2.8)


def _told(content: SupplementNotice, wording: Wording) -> Block:
    """Return who told, on the spot or on which day, and the applicant's signature line."""
    told_by = wording.zh("supplement.told_by", clerk=content.clerk, window=content.window_label)

    def draw(pen: Pen, top_mm: float) -> None:
        pen.text(LEFT, top_mm + 17.0, told_by, Role.BODY, 10.5)
        at = LEFT
        for key, ticked in (("supplement.on_spot", not content.told_day), ("supplement.within_five", content.told_day)):
            at += pen.text(at, top_mm + 25.0, wording.zh(key), Role.BODY, 10.5) + 2.4
            tick_box(pen, at, top_mm + 25.0, ticked=bool(ticked))
            at += 4.0 + 5.6
        if content.told_day:
            pen.text(at - 3.0, top_mm + 25.0, wording.zh("supplement.on_day", number=content.told_day), Role.BODY, 10.5)
        width = pen.text(LEFT, top_mm + 33.4, wording.zh("supplement.signed"), Role.BODY, 10.5)
        pen.rule((LEFT + width + 1.5, top_mm + 36.0), (LEFT + width + 49.0, top_mm + 36.0))

    return Block(38.0, draw)
