"""The frame of every notice: machine zone, title, copy tab, marks, foot; and the pages within it.

Measures are those of GB/T 9704: top 37, left 28, right 26, text 156 wide; the machine zone stands in the top margin.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casework.errors import RuleBroken
from printing.barcodes import A4_MODULE_MM, LEAST_HEIGHT_MM, QR_BORDER, encode_code128, encode_qr, qr_module_mm
from printing.figures import closed_date, local_minute
from printing.fonts import Fonts, Role
from printing.layout.flow import Block, draw_blocks, paginate
from printing.layout.lines import Span, break_lines, write_line
from printing.layout.marks import BLACK, GREY_TEXT, PRACTICE_GREY, WHITE, Curve, Page, Text
from printing.layout.pen import Pen, pt
from printing.papers.parts import Numbers, PrintMarks, Replaced, Reprint, Trace
from printing.seals.drawing import draw_seal
from printing.seals.seal import Seal, SealState
from printing.wording import Wording

WIDTH, HEIGHT = 210.0, 297.0
LEFT, RIGHT, TEXT_WIDTH = 28.0, 184.0, 156.0
TITLE_SPACE_EM = 0.28
FIRST_TOP, NEXT_TOP, BOTTOM = 64.7, 40.0, 270.0
QR_SIDE, QR_TOP = 25.9, 7.0
SEAL_AXIS = WIDTH - 58.0
FOOT_RULE = 274.5
SIGNATURE_MM = 42.0

FOOT_SAYS = {
    SealState.DRAWN: "foot.drawn",
    SealState.SIGNED: "foot.sealed",
    SealState.BY_HAND: "foot.by_hand",
    SealState.PRACTICE: "foot.practice",
}

_SEAL_CENTRE = 20.6
_PURPOSE_LINES, _STAR_LINES = (-2.1, 4.5), (-1.0, 8.6)
"""Where issuer and date stand from the seal's centre: above its purpose; or through its star and clear below it."""
_REPRINT_MM = 6.6
_REPRINT_LINES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFrame:
    """What stands on a notice around its text. `caption`, `copy_use` and `foot` are keys of the wording.

    `copy` 0 is a paper of which there is one only; `foot` is for papers without a seal, else the seal's own is said.
    """

    issuer: str
    title: str
    title_en: str
    numbers: Numbers
    trace: Trace
    digest: str
    copy: int
    copy_use: str
    caption: str
    marks: PrintMarks
    foot: str = ""


def set_pages(frame: NoticeFrame, blocks: Sequence[Block], fonts: Fonts, wording: Wording) -> tuple[Page, ...]:
    """Return the notice's pages: the blocks in their frame."""
    placed = paginate(blocks, first_top_mm=FIRST_TOP, next_top_mm=NEXT_TOP, bottom_mm=BOTTOM)
    pages = []
    for number, page in enumerate(placed, start=1):
        pen = Pen(fonts, WIDTH, HEIGHT)
        if frame.marks.practice:
            practice_ground(pen, wording)
            practice_band(pen, LEFT, 25.0, 124.0, 8.0, wording)
            practice_band(pen, LEFT, 284.3, TEXT_WIDTH, 6.6, wording)
        _number_zone(pen, frame.numbers, wording)
        if number == 1:
            _qr_zone(pen, frame, wording)
            _title(pen, frame)
            if frame.marks.reprint or frame.marks.replaces:
                _reprint(pen, frame.marks, wording)
        else:
            pen.text(RIGHT, 18.0, wording.zh("foot.continued", title=frame.title), Role.LABEL, 9.5, align="right")
        if frame.copy:
            copy_tab(pen, 39.0, frame.copy, frame.copy_use, wording)
        draw_blocks(pen, page)
        _foot(pen, frame, wording, number, len(placed))
        pages.append(pen.page())
    return tuple(pages)


def _number_zone(pen: Pen, numbers: Numbers, wording: Wording) -> None:
    width = pen.bars(LEFT, 10.0, encode_code128(numbers.case_number), A4_MODULE_MM, LEAST_HEIGHT_MM)
    pen.text(LEFT, 22.2, numbers.case_number, Role.PLAIN, 9.5)
    receipt = wording.zh("number.receipt", serial=numbers.serial)
    pen.text(LEFT + width, 22.2, receipt, Role.PLAIN, 9.5, align="right")


def _qr_zone(pen: Pen, frame: NoticeFrame, wording: Wording) -> None:
    code = encode_qr(frame.numbers.progress_url)
    module = qr_module_mm(code, QR_SIDE)
    left = RIGHT - code.modules * module
    pen.matrix(left, QR_TOP + QR_BORDER * module, code, module)
    edge = left - QR_BORDER * module
    pen.text(edge, 14.0, wording.zh(frame.caption), Role.PLAIN, 7.0, align="right")
    lines = break_lines((Span(wording.en(frame.caption), Role.PLAIN, 7.0),), 19.0, pen.fonts)
    for number, line in enumerate(lines):
        pen.text(edge, 17.5 + 3.5 * number, line.text, Role.PLAIN, 7.0, align="right", colour=GREY_TEXT)


def _title(pen: Pen, frame: NoticeFrame) -> None:
    middle = LEFT + TEXT_WIDTH / 2
    one_line(pen, frame.issuer, (middle, 40.9), 15, TEXT_WIDTH, 15 * TITLE_SPACE_EM)
    pen.text(middle, 50.4, frame.title, Role.TITLE, 22, align="centre", spacing_pt=22 * 0.04)
    pen.text(middle, 57.8, frame.title_en, Role.PLAIN, 9, align="centre", colour=GREY_TEXT)


def one_line(
    pen: Pen,
    text: str,
    middle_mm: tuple[float, float],
    size_pt: float,
    room_mm: float,
    spacing_pt: float = 0.0,
    role: Role = Role.TITLE,
) -> None:
    """Write a name centred on one line: spaced as far as there is room, never smaller and never cut.

    Raises:
        RuleBroken: `printing.title_too_long`.
    """
    natural = pen.width_of(text, role, size_pt)
    if natural > room_mm:
        raise RuleBroken("printing.title_too_long", title=text)
    spare = pt(room_mm - natural) / max(len(text) - 1, 1)
    x_mm, y_mm = middle_mm
    pen.text(x_mm, y_mm, text, role, size_pt, align="centre", spacing_pt=min(spacing_pt, spare))


def _reprint(pen: Pen, marks: PrintMarks, wording: Wording) -> None:
    # In practice the mark stands in the lower band: the upper one fills its usual place.
    if marks.practice:
        reprint_mark(pen, marks, wording, x_mm=LEFT + 0.6, y_mm=284.1, right_mm=RIGHT - 34.0, colour=WHITE)
    else:
        reprint_mark(pen, marks, wording, x_mm=LEFT, y_mm=27.5, right_mm=RIGHT - QR_SIDE - 3.0)


def copy_tab(pen: Pen, top_mm: float, copy: int, use: str, wording: Wording) -> None:
    """Draw the tab at the right edge: copy 2 solid black, the others hollow, to be told apart on a photocopy."""
    solid = copy == 2  # noqa: PLR2004 - the copy that goes out of the house
    ink = WHITE if solid else BLACK
    number = wording.zh(f"copy.{copy}")
    note = wording.zh(use).split(" ")
    height = 5.6 * len(number) + 3.2 * len(note) + 5.0
    # The hollow tab's line lies inside, so both tabs are equally wide.
    if solid:
        pen.box(195.0, top_mm, 9.0, height, line_mm=0, fill=BLACK)
    else:
        pen.box(195.2, top_mm + 0.2, 8.6, height - 0.4, line_mm=0.4)
    at = top_mm + 4.7
    for char in number:
        pen.text(199.5, at, char, Role.HEAVY, 13, align="centre", colour=ink)
        at += 5.6
    at -= 0.7
    for line in note:
        pen.text(199.5, at, line, Role.LABEL, 7, align="centre", colour=ink)
        at += 3.2


def reprint_mark(
    pen: Pen,
    marks: PrintMarks,
    wording: Wording,
    *,
    x_mm: float,
    y_mm: float,
    right_mm: float,
    colour: str = BLACK,
) -> None:
    """Draw 重打（第 n 次） or 更正件 in its frame, then when, where, who and why, as far as `right_mm`.

    Raises:
        RuleBroken: `printing.reason_too_long` where two lines do not hold it.
    """
    if marks.reprint is None and marks.replaces is None:
        return
    text, said, reason = _special(marks, wording)
    width = pen.width_of(text, Role.HEAVY, 11) + 4.4
    pen.box(x_mm, y_mm, width, _REPRINT_MM, line_mm=0.5, fill=WHITE)
    pen.text(x_mm + width / 2, y_mm + _REPRINT_MM / 2, text, Role.HEAVY, 11, align="centre")
    left = x_mm + width + 3.0
    words = Span("　".join(said), Role.PLAIN, 8.5)
    lines = break_lines((words,), right_mm - left, pen.fonts)
    if len(lines) > _REPRINT_LINES:
        raise RuleBroken("printing.reason_too_long", reason=reason)
    first = y_mm + _REPRINT_MM / 2 - 1.7 * (len(lines) - 1)
    for number, line in enumerate(lines):
        write_line(pen, left, first + 3.4 * number, line, colour)


def _special(marks: PrintMarks, wording: Wording) -> tuple[str, tuple[str, ...], str]:
    """Return the word in the frame, what is said beside it, and the reason in it."""
    if marks.reprint is None and marks.replaces is not None:
        return wording.zh("mark.replaces"), replaced_words(marks.replaces, wording), marks.replaces.reason
    reprint = marks.reprint
    if reprint is None:
        raise ValueError("nothing is special about this print")
    said = reprint_words(reprint, wording)
    if marks.replaces is not None:
        said = (replaced_words(marks.replaces, wording)[0], said[1])
    return wording.zh("mark.reprint", number=reprint.number), said, reprint.reason


def replaced_words(replaced: Replaced, wording: Wording) -> tuple[str, str]:
    """Return which print a paper replaces, and why."""
    return (
        wording.zh("mark.replaces_what", at=local_minute(replaced.at)),
        wording.zh("mark.reprint_why", reason=replaced.reason),
    )


def reprint_words(reprint: Reprint, wording: Wording) -> tuple[str, str]:
    """Return when, where and by whom a paper was printed again, and why."""
    when = local_minute(reprint.at)
    return (
        wording.zh("mark.reprint_when", at=when, window=reprint.window, clerk=reprint.clerk),
        wording.zh("mark.reprint_why", reason=reprint.reason),
    )


def practice_ground(pen: Pen, wording: Wording) -> None:
    """Draw the word for practice three times in outline under what comes after."""
    word = wording.zh("mark.practice").partition("　")[0]
    for number in (1, 2, 3):
        pen.put(
            Text(
                x_mm=pen.width_mm * 0.38,
                y_mm=pen.height_mm * number / 4 + 16.0,
                runs=pen.fonts.runs(word, Role.HEAVY),
                size_pt=72,
                colour=PRACTICE_GREY,
                angle_deg=-30,
                outlined=True,
            )
        )


def practice_band(pen: Pen, x_mm: float, y_mm: float, width_mm: float, height_mm: float, wording: Wording) -> None:
    """Draw a black band that says that this is practice, its word at the band's right half."""
    size = min(12.0, pt(height_mm * 0.7))
    pen.box(x_mm, y_mm, width_mm, height_mm, line_mm=0, fill=BLACK)
    word = wording.zh("mark.practice")
    pen.text(x_mm + width_mm - 3.0, y_mm + height_mm / 2, word, Role.HEAVY, size, align="right", colour=WHITE)


def _foot(pen: Pen, frame: NoticeFrame, wording: Wording, number: int, of: int) -> None:
    what = FOOT_SAYS[frame.marks.seal_state]
    if frame.foot and not frame.marks.practice:
        what = frame.foot
    trace = wording.zh(
        "foot.print" if frame.trace.window else "foot.made",
        at=local_minute(frame.trace.at),
        window=frame.trace.window,
        job=frame.trace.job,
        digest=frame.digest,
    )
    pen.rule((LEFT, FOOT_RULE), (RIGHT, FOOT_RULE), 0.2)
    pen.text(LEFT, 278.2, wording.zh(what), Role.PLAIN, 7.5)
    pen.text(LEFT, 282.1, trace, Role.PLAIN, 7.5)
    pen.text(RIGHT, 278.2, wording.zh("foot.page", page=number, pages=of), Role.PLAIN, 7.5, align="right")
    if not wording.confirmed:
        pen.text(RIGHT, 282.1, wording.zh("mark.sample"), Role.HEAVY, 7.5, align="right")


def signature(
    *, issuer: str, day: date, seal: Seal, state: SealState, fonts: Fonts, left_part: Block, gap_mm: float = 5.0
) -> Block:
    """Return the block that ends a notice: its left part, and issuer, date and seal on one axis at the right."""
    # Drawn once here, so that a name no face has is refused before anything is laid out.
    draw_seal(seal, (SEAL_AXIS, 0.0), fonts, state)

    def draw(pen: Pen, top_mm: float) -> None:
        centre = top_mm + _SEAL_CENTRE
        lines = _PURPOSE_LINES if seal.purpose else _STAR_LINES
        left_part.draw(pen, top_mm)
        pen.text(SEAL_AXIS, centre + lines[0], issuer, Role.BODY, 12, align="centre")
        pen.text(SEAL_AXIS, centre + lines[1], closed_date(day), Role.BODY, 12, align="centre")
        pen.put(*draw_seal(seal, (SEAL_AXIS, centre), fonts, state))

    return Block(max(SIGNATURE_MM, left_part.height_mm), draw, gap_mm)


def tick_box(pen: Pen, x_mm: float, middle_mm: float, *, ticked: bool) -> None:
    """Draw a box of 3.4 mm, with its tick where the answer is known."""
    pen.box(x_mm, middle_mm - 1.7, 3.4, 3.4, line_mm=0.25)
    if ticked:
        corners = ((x_mm + 0.6, middle_mm), (x_mm + 1.4, middle_mm + 0.9), (x_mm + 2.9, middle_mm - 1.1))
        pen.put(Curve(points=corners, line_mm=0.4, colour=BLACK))
