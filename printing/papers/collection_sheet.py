"""领取登记: what was handed out at a window in a day, each line with a place for the collector to sign.

A working sheet: names are masked, for it lies open beside the next collector.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casework.clock import CHINA
from casework.errors import RuleBroken
from printing.figures import spaced_date
from printing.fonts import Fonts, Role
from printing.layout.flow import Block, Frame, draw_blocks, paginate
from printing.layout.lines import Span
from printing.layout.marks import GREY_TEXT
from printing.layout.pen import Pen
from printing.layout.tables import Cell, Para, plain, row
from printing.masking import mask_person
from printing.model import FrozenPaper, Media, PaperKind, freeze
from printing.papers.frame import HEIGHT, WIDTH, practice_band, practice_ground
from printing.papers.parts import FIRST_PRINT, PrintMarks, Trace, content_digest
from printing.papers.sheet_rows import LEFT, RIGHT
from printing.preflight import preflighted
from printing.render.pdf import render_pdf
from printing.wording import Wording

_WIDTHS_MM = (9.0, 70.0, 28.0, 46.0, 21.0)
_ROW_MM = 12.4
_FIRST_TOP, _NEXT_TOP, _BOTTOM = 42.0, 28.0, 272.0
_FOOT_RULE = 282.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """One result that was handed out: which case and documents, and who took it (`at` is aware, None if unknown)."""

    serial: str
    matter: str
    documents: tuple[str, ...]
    collector: str
    last_four: str
    handed_by: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionSheet:
    """What was handed out at a window on a day."""

    hall: str
    window_label: str
    day: date
    rows: tuple[Collected, ...]
    trace: Trace


@preflighted
def draw_collection_sheet(
    content: CollectionSheet, fonts: Fonts, wording: Wording, marks: PrintMarks = FIRST_PRINT
) -> FrozenPaper:
    """Return the sheet, finished.

    Raises:
        RuleBroken: `printing.empty_sheet`, a character without a face.
    """
    if not content.rows:
        raise RuleBroken("printing.empty_sheet")
    title = wording.zh("collection.title")
    placed = paginate(
        _rows(content.rows, fonts, wording), first_top_mm=_FIRST_TOP, next_top_mm=_NEXT_TOP, bottom_mm=_BOTTOM
    )
    pages = []
    for number, blocks in enumerate(placed, start=1):
        pen = Pen(fonts, WIDTH, HEIGHT)
        if marks.practice:
            practice_ground(pen, wording)
            practice_band(pen, LEFT, 6.0, RIGHT - LEFT, 6.6, wording)
            practice_band(pen, LEFT, 278.4, RIGHT - LEFT, 3.6, wording)
        _head(pen, content, wording, first=number == 1)
        draw_blocks(pen, blocks)
        _foot(pen, content, wording, number, len(placed))
        pages.append(pen.page())
    return freeze(
        kind=PaperKind.COLLECTION_SHEET,
        title=title,
        content=render_pdf(pages, title=title, subject=content.day.isoformat()),
        pages=len(pages),
        media=Media.A4_PORTRAIT,
    )


def _head(pen: Pen, content: CollectionSheet, wording: Wording, *, first: bool) -> None:
    title = wording.zh("collection.title")
    day = wording.zh("collection.day", day=spaced_date(content.day), window=content.window_label)
    if not first:
        pen.text(LEFT, 20.0, wording.zh("foot.continued", title=title), Role.TITLE, 12)
        pen.text(RIGHT, 20.0, day, Role.BODY, 10.5, align="right")
        return
    pen.text(LEFT, 16.5, content.hall, Role.LABEL, 10.5)
    pen.text(LEFT, 23.9, title, Role.TITLE, 20)
    pen.text(LEFT, 30.7, wording.en("collection.title"), Role.PLAIN, 9, colour=GREY_TEXT)
    pen.text(LEFT, 37.0, day, Role.BODY, 10.5)
    pen.text(RIGHT, 37.0, wording.zh("collection.count", count=len(content.rows)), Role.HEAVY, 10.5, align="right")


def _rows(rows: Sequence[Collected], fonts: Fonts, wording: Wording) -> tuple[Block, ...]:
    heads = (
        plain(wording.zh("acceptance.number"), 9.5, Role.LABEL, "centre"),
        *(
            plain(wording.zh(f"collection.{key}"), 9.5, Role.LABEL)
            for key in ("case", "collector", "signature", "time")
        ),
    )
    head = row(fonts, Frame("collected", LEFT, RIGHT - LEFT), _WIDTHS_MM, heads, least_mm=8.0)
    frame = Frame("collected", LEFT, RIGHT - LEFT, head)
    return (
        head,
        *(
            row(fonts, frame, _WIDTHS_MM, _cells(one, number, wording), least_mm=_ROW_MM)
            for number, one in enumerate(rows, start=1)
        ),
    )


def _cells(one: Collected, number: int, wording: Wording) -> tuple[Cell, ...]:
    serial = wording.zh("collection.serial", serial=one.serial)
    case = [Para((Span(one.matter, Role.TITLE, 10.5),)), Para((Span(serial, Role.PLAIN, 8),))]
    case += [Para((Span(document, Role.BODY, 9),)) for document in one.documents]
    who = [Para((Span(mask_person(one.collector)),))] if one.collector else []
    who += [Para((Span(one.last_four, Role.PLAIN, 9),))] if one.last_four else []
    when = [Para((Span(f"{one.at.astimezone(CHINA):%H:%M}", Role.PLAIN, 9.5),))] if one.at else []
    when += [Para((Span(one.handed_by, Role.BODY, 9),))]
    return plain(str(number), align="centre"), Cell(tuple(case)), Cell(tuple(who)), Cell(), Cell(tuple(when))


def _foot(pen: Pen, content: CollectionSheet, wording: Wording, number: int, of: int) -> None:
    pen.text(LEFT, 276.5, wording.zh("collection.rules"), Role.PLAIN, 7.5)
    pen.rule((LEFT, _FOOT_RULE), (RIGHT, _FOOT_RULE))
    trace = wording.zh("sheet.foot", job=content.trace.job, digest=content_digest(content))
    pen.text(LEFT, 286.0, trace, Role.PLAIN, 7.5)
    at = RIGHT
    if not wording.confirmed:
        at -= pen.text(RIGHT, 286.0, wording.zh("mark.sample_short"), Role.HEAVY, 7.5, align="right") + 3.0
    pen.text(at, 286.0, wording.zh("foot.page", page=number, pages=of), Role.PLAIN, 7.5, align="right")
