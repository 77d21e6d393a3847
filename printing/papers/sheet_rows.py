"""The rows of a hand-over sheet and how they go over pages: no row is split, and what is carried over is counted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from casework.errors import RuleBroken
from printing.barcodes import A4_MODULE_MM, LEAST_HEIGHT_MM, encode_code128
from printing.figures import capital_number
from printing.fonts import Fonts, Role
from printing.layout.flow import Block, Frame, Placed
from printing.layout.lines import Span
from printing.layout.marks import GREY_FILL
from printing.layout.pen import Pen
from printing.layout.tables import Cell, Para, plain, row
from printing.masking import mask_person
from printing.wording import Wording

LEFT, RIGHT = 18.0, 192.0
ROW_MM, CASE_MM, CARRY_MM = 6.7, 12.4, 5.9
NEXT_TOP = 34.0
ROWS_END = 217.6

_CASE_MM = (103.0, 71.0)
_TICK_MM = 4.0
_FRAME = Frame("sheet", LEFT, RIGHT - LEFT)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetForm:
    """Which sheet it is: the area of its words, the key of its number, and its six columns in millimetres."""

    area: str
    number: str
    widths_mm: tuple[float, float, float, float, float, float]


HAND_OVER = SheetForm(area="sheet", number="number.sheet", widths_mm=(19.1, 70.8, 13.1, 15.0, 16.0, 40.0))
COURIER = SheetForm(area="courier", number="number.courier", widths_mm=(36.0, 63.9, 13.1, 13.1, 16.0, 31.9))


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One material: its labels (M01-1、2), its name, and how many originals and copies change hands.

    `note` says where it goes in the end.
    """

    labels: str
    material: str
    originals: int = 0
    copies: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCase:
    """One case on the sheet: organisations stand whole, `person` is masked when the sheet is drawn."""

    matter: str
    case_number: str
    serial: str
    organisation: str
    person: str
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class SheetPage:
    """The rows of one page from `top_mm` down, its sums, and where they end."""

    blocks: tuple[Block, ...]
    top_mm: float

    @property
    def bottom_mm(self) -> float:
        """Where the last row ends."""
        return self.top_mm + sum(block.height_mm for block in self.blocks)


@dataclass(frozen=True, slots=True)
class _Item:
    """A material's row in its case, before pages are known."""

    case: int
    row: SheetRow
    block: Block


def totals(cases: Sequence[SheetCase]) -> tuple[int, int, int]:
    """Return the numbers of cases, originals and copies."""
    rows = [one for case in cases for one in case.rows]
    return len(cases), sum(one.originals for one in rows), sum(one.copies for one in rows)


def placed_rows(page: SheetPage) -> tuple[Placed, ...]:
    """Return a page's rows with their tops."""
    at, placed = page.top_mm, []
    for block in page.blocks:
        placed.append(Placed(block, at))
        at += block.height_mm
    return tuple(placed)


def sheet_pages(
    cases: Sequence[SheetCase], fonts: Fonts, wording: Wording, *, first_top_mm: float, form: SheetForm = HAND_OVER
) -> tuple[SheetPage, ...]:
    """Return the pages of a sheet, each with its head, its cases' rows, what is carried over and its sums.

    Raises:
        RuleBroken: `printing.empty_sheet` where there is nothing to hand over.
    """
    if not cases or not all(case.rows for case in cases):
        raise RuleBroken("printing.empty_sheet")
    items = [_Item(number, one, _material(one, fonts, form)) for number, case in enumerate(cases) for one in case.rows]
    # A continued case's row is the longer one.
    heights = [_case(case, 1, fonts, wording, continued=True).height_mm for case in cases]
    split = _split(items, heights, first_top_mm)
    pages = []
    for number, chunk in enumerate(split):
        before, after = (split[number - 1] if number else []), (split[number + 1] if number + 1 < len(split) else [])
        blocks = [_head(fonts, wording, form), *_body(cases, chunk, before, fonts, wording)]
        blocks += _carry(chunk, split[number + 1 :], fonts, wording) if after else []
        blocks += _sums(cases, chunk, fonts, wording, form, last_of_many=not after and number > 0)
        pages.append(SheetPage(tuple(blocks), first_top_mm if number == 0 else NEXT_TOP))
    return tuple(pages)


def _split(items: Sequence[_Item], case_mm: Sequence[float], first_top_mm: float) -> list[list[_Item]]:
    pages: list[list[_Item]] = [[]]
    at = first_top_mm + 7.0
    for item in items:
        opens = not pages[-1] or pages[-1][-1].case != item.case
        needed = item.block.height_mm + (case_mm[item.case] if opens else 0.0)
        if pages[-1] and at + needed > ROWS_END:
            pages.append([])
            at = NEXT_TOP + 7.0
            needed = item.block.height_mm + case_mm[item.case]
        pages[-1].append(item)
        at += needed
    return pages


def _body(
    cases: Sequence[SheetCase], chunk: Sequence[_Item], before: Sequence[_Item], fonts: Fonts, wording: Wording
) -> list[Block]:
    blocks: list[Block] = []
    open_case = -1
    for item in chunk:
        if item.case != open_case:
            continued = bool(before) and before[-1].case == item.case
            blocks.append(_case(cases[item.case], item.case + 1, fonts, wording, continued=continued))
            open_case = item.case
        blocks.append(item.block)
    return blocks


def _head(fonts: Fonts, wording: Wording, form: SheetForm) -> Block:
    keys = ("label", "material", "originals", "copies", "received", "difference")
    centred = {"originals", "copies", "received"}
    cells = [
        plain(wording.zh(f"{form.area}.{key}"), 9.5, Role.LABEL, "centre" if key in centred else "left") for key in keys
    ]
    return row(fonts, _FRAME, form.widths_mm, cells, least_mm=7.0)


def _case(case: SheetCase, number: int, fonts: Fonts, wording: Wording, *, continued: bool) -> Block:
    title = f"{number}　{case.matter}"
    if continued:
        title += f"（{wording.zh('sheet.from_previous')}）"
    party = case.organisation + (f" {mask_person(case.person)}" if case.person else "")
    cells = (
        Cell(
            (
                Para((Span(title, Role.TITLE, 10.5),)),
                Para((Span(f"{case.case_number}　{party.strip()}", Role.PLAIN, 8),)),
            ),
            fill=GREY_FILL,
        ),
        Cell(),
    )
    base = row(fonts, _FRAME, _CASE_MM, cells, least_mm=CASE_MM)
    code = encode_code128(case.serial)

    def draw(pen: Pen, top_mm: float) -> None:
        base.draw(pen, top_mm)
        middle = top_mm + base.height_mm / 2
        pen.bars(LEFT + _CASE_MM[0] + 10.3, middle - LEAST_HEIGHT_MM / 2, code, A4_MODULE_MM, LEAST_HEIGHT_MM)
        pen.text(RIGHT - 1.8, middle, case.serial, Role.PLAIN, 8, align="right")

    return replace(base, draw=draw)


def _material(one: SheetRow, fonts: Fonts, form: SheetForm) -> Block:
    widths = form.widths_mm
    cells = (
        plain(one.labels, 9.5, Role.PLAIN),
        plain(one.material),
        plain(str(one.originals) if one.originals else "", align="centre"),
        plain(str(one.copies) if one.copies else "", align="centre"),
        Cell(),
        plain(one.note, 8.5),
    )
    base = row(fonts, _FRAME, widths, cells, least_mm=ROW_MM)
    left = LEFT + sum(widths[:4]) + (widths[4] - _TICK_MM) / 2

    def draw(pen: Pen, top_mm: float) -> None:
        base.draw(pen, top_mm)
        pen.box(left, top_mm + (base.height_mm - _TICK_MM) / 2, _TICK_MM, _TICK_MM, line_mm=0.25)

    return replace(base, draw=draw)


def _carry(chunk: Sequence[_Item], later: Sequence[Sequence[_Item]], fonts: Fonts, wording: Wording) -> list[Block]:
    open_case = chunk[-1].case
    rest = [item.row for page in later for item in page if item.case == open_case]
    if not rest:
        return []
    count = sum(one.originals + one.copies for one in rest)
    text = wording.zh("sheet.to_next", count=count)
    return [row(fonts, _FRAME, (RIGHT - LEFT,), (plain(text, 8, Role.PLAIN, "right"),), least_mm=CARRY_MM)]


def _sums(
    cases: Sequence[SheetCase],
    chunk: Sequence[_Item],
    fonts: Fonts,
    wording: Wording,
    form: SheetForm,
    *,
    last_of_many: bool,
) -> list[Block]:
    here = [
        replace(cases[number], rows=tuple(item.row for item in chunk if item.case == number))
        for number in sorted({item.case for item in chunk})
    ]
    rows = [_sum("sheet.subtotal", here, fonts, wording, form)]
    if last_of_many:
        rows.append(_sum("sheet.total", cases, fonts, wording, form))
    return rows


def _sum(key: str, cases: Sequence[SheetCase], fonts: Fonts, wording: Wording, form: SheetForm) -> Block:
    count, originals, copies = totals(cases)
    amount = wording.zh("sheet.amount", cases=count, pieces=originals + copies)
    capital = wording.zh(f"{form.area}.capital", originals=capital_number(originals), copies=capital_number(copies))
    cells = (
        Cell((Para((Span(f"{wording.zh(key)}　", Role.HEAVY, 10.5), Span(amount, Role.PLAIN, 10.5))),)),
        plain(str(originals), 10.5, Role.TITLE, "centre"),
        plain(str(copies), 10.5, Role.TITLE, "centre"),
        plain(capital, 8, Role.PLAIN),
    )
    first, second, third, fourth, *rest = form.widths_mm
    widths = (first + second, third, fourth, sum(rest))
    return row(fonts, _FRAME, widths, cells, least_mm=ROW_MM)
