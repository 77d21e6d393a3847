"""One item of a supplement notice: number, name, what is wrong, what to do, what to bring, a box to tick."""

from collections.abc import Iterator
from dataclasses import dataclass

from printing.fonts import Fonts, Role
from printing.layout.flow import Block, Frame
from printing.layout.lines import Line, Span, break_lines, write_line
from printing.layout.marks import BLACK, GREY_TEXT
from printing.layout.pen import Pen, pt
from printing.wording import Wording

BRING_MM = 25.0
TICK_MM = 7.0

_NUMBER_X, _NAME_X, _TEXT_X = 4.4, 10.4, 24.4
_PAD_MM = 1.8


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementItem:
    """One thing to put right: what is wrong, what to do, how many originals and copies to bring."""

    name: str
    name_en: str
    problem: str
    problem_en: str
    remedy: str
    remedy_en: str
    originals: int
    copies: int


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the item: its place from the table's left, its height, and the label that stands before it."""

    line: Line
    x_mm: float
    height_mm: float
    colour: str = BLACK
    label: str = ""


def item_block(item: SupplementItem, number: int, fonts: Fonts, wording: Wording, frame: Frame, gap_mm: float) -> Block:
    """Return an item as one block across `frame`; it is never split."""
    rows = tuple(_rows(item, fonts, wording, frame.width_mm - BRING_MM))
    counts = (item.originals > 0) + (item.copies > 0)
    bring = 14.6 + TICK_MM + counts * (8.7 if wording.bilingual else 4.1) - 4.1
    height = max(bring + _PAD_MM, sum(row.height_mm for row in rows) + 2 * _PAD_MM)
    edge = frame.x_mm + frame.width_mm - BRING_MM

    def draw(pen: Pen, top_mm: float) -> None:
        pen.text(frame.x_mm + _NUMBER_X, top_mm + _PAD_MM + 3.2, str(number), Role.HEAVY, 15, align="centre")
        at = top_mm + _PAD_MM
        for row in rows:
            middle = at + row.height_mm / 2
            if row.label:
                pen.text(frame.x_mm + _NAME_X, middle, row.label, Role.PLAIN, 9)
            write_line(pen, frame.x_mm + row.x_mm, middle, row.line, row.colour)
            at += row.height_mm
        pen.rule((edge, top_mm), (edge, top_mm + height), dash_mm=(0.9, 0.7))
        pen.rule((frame.x_mm, top_mm + height), (frame.x_mm + frame.width_mm, top_mm + height))
        _bring(pen, item, wording, edge + BRING_MM / 2, top_mm + _PAD_MM)

    return Block(height, draw, gap_mm, frame)


def _rows(item: SupplementItem, fonts: Fonts, wording: Wording, width_mm: float) -> Iterator[_Row]:
    yield from _name_rows(item, fonts, width_mm - _NAME_X - 1.8)
    room = width_mm - _TEXT_X - 1.8
    parts = (("supplement.problem", item.problem, item.problem_en), ("supplement.remedy", item.remedy, item.remedy_en))
    for key, chinese, english in parts:
        label = wording.zh(key)
        for number, line in enumerate(break_lines((Span(chinese),), room, fonts)):
            yield _Row(line, _TEXT_X, 5.2, label=label if number == 0 else "")
        if wording.bilingual and english:
            for line in break_lines((Span(english, Role.PLAIN, 8),), room, fonts):
                yield _Row(line, _TEXT_X, 4.2, GREY_TEXT)


def _name_rows(item: SupplementItem, fonts: Fonts, room_mm: float) -> Iterator[_Row]:
    """Return the name's rows; its English follows on the line if it fits, else stands beneath."""
    name = Span(item.name, Role.TITLE, 10.5)
    lines = break_lines((name,), room_mm, fonts)
    english = (Span("   ", Role.PLAIN, 7.5), Span(item.name_en, Role.PLAIN, 7.5))
    beside = pt(room_mm) - lines[-1].width_pt if lines else 0.0
    fits = sum(fonts.measure(span.text, span.role, span.size_pt) for span in english) <= beside
    if len(lines) == 1 and fits and item.name_en:
        yield _Row(break_lines((name, *english), room_mm, fonts)[0], _NAME_X, 6.2)
        return
    for line in lines:
        yield _Row(line, _NAME_X, 6.2)
    if item.name_en:
        for line in break_lines(english[1:], room_mm, fonts):
            yield _Row(line, _NAME_X, 4.2, GREY_TEXT)


def _bring(pen: Pen, item: SupplementItem, wording: Wording, middle_x: float, top_mm: float) -> None:
    pen.text(middle_x, top_mm + 1.7, wording.zh("supplement.bring"), Role.PLAIN, 8, align="centre")
    at = top_mm + 6.2
    for key, count in (("supplement.originals", item.originals), ("supplement.copies", item.copies)):
        if not count:
            continue
        pen.text(middle_x, at, wording.zh(key, count=count), Role.TITLE, 10.5, align="centre")
        at += 4.1
        if wording.bilingual:
            pen.text(middle_x, at, wording.en(key, count=count), Role.PLAIN, 7, align="centre", colour=GREY_TEXT)
            at += 4.6
    pen.box(middle_x - TICK_MM / 2, at - 1.6, TICK_MM, TICK_MM, line_mm=0.25)
    pen.text(middle_x, at + TICK_MM + 0.6, wording.zh("supplement.tick"), Role.PLAIN, 7, align="centre")
