"""日结单, a clerk's day on one sheet: what was done, what lies here, what waits, and the note to the next clerk."""

from dataclasses import dataclass
from datetime import datetime

from casework.clock import CHINA
from casework.sentences import sentence
from printing.fonts import Fonts, Role
from printing.layout.flow import Block, Frame, draw_blocks, paginate
from printing.layout.lines import Span
from printing.layout.marks import GREY_FILL, GREY_TEXT
from printing.layout.pen import Pen
from printing.layout.tables import Cell, Para, plain, row
from printing.model import FrozenPaper, Media, PaperKind, ReportSection, freeze
from printing.papers.frame import HEIGHT, WIDTH, practice_band, practice_ground
from printing.papers.parts import FIRST_PRINT, PrintMarks
from printing.preflight import preflighted
from printing.render.pdf import render_pdf
from printing.wording import Wording

LEFT, RIGHT = 18.0, 192.0
_FIRST_TOP, _NEXT_TOP, _BOTTOM = 48.0, 24.0, 262.0
_WIDTHS_MM = (124.0, 50.0)
_SIGN_MM = 272.0
_FRAME = Frame("day", LEFT, RIGHT - LEFT)


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySheet:
    """What the sheet says; `at` is aware, `note` may be empty."""

    hall: str
    window_label: str
    clerk: str
    at: datetime
    sections: tuple[ReportSection, ...]
    note: str


@preflighted
def draw_day_sheet(content: DaySheet, fonts: Fonts, wording: Wording, marks: PrintMarks = FIRST_PRINT) -> FrozenPaper:
    """Return the sheet, finished.

    Raises:
        RuleBroken: a character without a face.
    """
    title = sentence("paper.day_title")
    pages = []
    placed = paginate(_blocks(content, fonts), first_top_mm=_FIRST_TOP, next_top_mm=_NEXT_TOP, bottom_mm=_BOTTOM)
    for number, page in enumerate(placed, start=1):
        pen = Pen(fonts, WIDTH, HEIGHT)
        if marks.practice:
            practice_ground(pen, wording)
            practice_band(pen, LEFT, 6.0, RIGHT - LEFT, 6.6, wording)
        if number == 1:
            _head(pen, content, title)
        draw_blocks(pen, page)
        _foot(pen, wording, number, len(placed))
        pages.append(pen.page())
    pdf = render_pdf(tuple(pages), title=title, subject=content.window_label)
    return freeze(kind=PaperKind.DAY_SHEET, title=title, content=pdf, pages=len(pages), media=Media.A4_PORTRAIT)


def _blocks(content: DaySheet, fonts: Fonts) -> list[Block]:
    blocks = []
    for section in content.sections:
        head = Cell((Para((Span(section.title, Role.LABEL, 10.5),)),), fill=GREY_FILL)
        blocks.append(row(fonts, _FRAME, (RIGHT - LEFT,), (head,), least_mm=7.0, keep=True))
        lines = [(plain(what, 10), plain(figure, 10)) for what, figure in section.lines]
        blocks += [row(fonts, _FRAME, _WIDTHS_MM, line, least_mm=6.2) for line in lines]
    if content.note:
        head = Cell((Para((Span(sentence("paper.day_note"), Role.LABEL, 10.5),)),), fill=GREY_FILL)
        blocks.append(row(fonts, _FRAME, (RIGHT - LEFT,), (head,), least_mm=7.0, keep=True))
        said = content.note.splitlines()
        blocks += [row(fonts, _FRAME, (RIGHT - LEFT,), (plain(line, 10.5),), least_mm=6.2) for line in said]
    return blocks


def _head(pen: Pen, content: DaySheet, title: str) -> None:
    pen.text(WIDTH / 2, 24.0, title, Role.TITLE, 20, align="centre")
    pen.text(WIDTH / 2, 31.5, sentence("paper.day_title", "en"), Role.PLAIN, 9, align="centre", colour=GREY_TEXT)
    local = content.at.astimezone(CHINA)
    pen.text(LEFT, 42.0, f"{content.hall}　{content.window_label}　{content.clerk}", Role.BODY, 11)
    pen.text(RIGHT, 42.0, f"{local:%Y-%m-%d %H:%M}", Role.BODY, 11, align="right")


def _foot(pen: Pen, wording: Wording, number: int, of: int) -> None:
    half = (RIGHT - LEFT) / 2
    if number == of:
        for place, code in enumerate(("paper.day_gives", "paper.day_takes")):
            pen.text(LEFT + place * half, _SIGN_MM, sentence(code), Role.BODY, 10.5)
            pen.rule(
                (LEFT + place * half + 22.0, _SIGN_MM + 3.0), (LEFT + (place + 1) * half - 6.0, _SIGN_MM + 3.0), 0.2
            )
    pen.text(RIGHT, 286.0, wording.zh("foot.page", page=number, pages=of), Role.PLAIN, 7.5, align="right")
