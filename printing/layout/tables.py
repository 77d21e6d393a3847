"""Rows of cells: wrapped text, centred in height, with the fine lines inside the frame."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from printing.fonts import Fonts, Role
from printing.layout.flow import Block, Frame
from printing.layout.lines import Line, Span, break_lines, write_line
from printing.layout.marks import BLACK, GREY_TEXT
from printing.layout.pen import Align, Pen, mm

PAD_X_MM = 1.8
PAD_Y_MM = 1.1
INNER_MM = 0.2
LEADING = 1.21


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph in a cell; its leading in points comes from its largest span unless given."""

    spans: tuple[Span, ...]
    colour: str = BLACK
    leading_pt: float = 0.0

    @property
    def line_mm(self) -> float:
        """The height of one line."""
        largest = max((span.size_pt for span in self.spans), default=0.0)
        return mm(self.leading_pt or largest * LEADING)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: paragraphs one under the other, and the ground behind them."""

    paras: tuple[Para, ...] = ()
    align: Align = "left"
    fill: str | None = None
    middle: bool = True


@dataclass(frozen=True, slots=True)
class _Set:
    """A cell's lines ready to be drawn."""

    lines: tuple[tuple[Line, Para], ...] = field(default=())

    @property
    def height_mm(self) -> float:
        return sum(para.line_mm for _, para in self.lines)


def plain(text: str, size_pt: float = 10.5, role: Role = Role.BODY, align: Align = "left") -> Cell:
    """Return a cell with one text in it; empty text makes an empty cell."""
    return Cell((Para((Span(text, role, size_pt),)),) if text else (), align)


def label(chinese: str, english: str = "", size_pt: float = 9.5) -> Cell:
    """Return a label cell: Chinese, and under it the English in small grey."""
    paras = [Para((Span(chinese, Role.LABEL, size_pt),), leading_pt=size_pt * 1.2)]
    if english:
        paras.append(Para((Span(english, Role.PLAIN, 7.0),), GREY_TEXT, leading_pt=8.4))
    return Cell(tuple(paras))


def row(
    fonts: Fonts,
    frame: Frame,
    widths_mm: Sequence[float],
    cells: Sequence[Cell],
    *,
    least_mm: float = 0.0,
    gap_mm: float = 0.0,
    keep: bool = False,
) -> Block:
    """Return a row as a block; it is as high as its fullest cell and never split."""
    sets = [_set(fonts, cell, width) for cell, width in zip(cells, widths_mm, strict=True)]
    height = max([least_mm, *(one.height_mm + 2 * PAD_Y_MM for one in sets)])

    def draw(pen: Pen, top_mm: float) -> None:
        left = frame.x_mm
        for cell, width, lines in zip(cells, widths_mm, sets, strict=True):
            if cell.fill:
                pen.box(left, top_mm, width, height, line_mm=0, fill=cell.fill)
            _write(pen, cell, lines, left, width, top_mm, height)
            left += width
        _inner_lines(pen, frame, widths_mm, top_mm, height)
        if any(cell.fill for cell in cells):
            # The ground covers the line of the row above.
            pen.rule((frame.x_mm, top_mm), (frame.x_mm + frame.width_mm, top_mm), INNER_MM)

    return Block(height, draw, gap_mm, frame, keep)


def _set(fonts: Fonts, cell: Cell, width_mm: float) -> _Set:
    room = width_mm - 2 * PAD_X_MM
    return _Set(tuple((line, para) for para in cell.paras for line in break_lines(para.spans, room, fonts)))


def _write(pen: Pen, cell: Cell, lines: _Set, left: float, width: float, top: float, height: float) -> None:
    at = top + (height - lines.height_mm) / 2 if cell.middle else top + PAD_Y_MM
    for line, para in lines.lines:
        spare = width - 2 * PAD_X_MM - mm(line.width_pt)
        shift = {"left": 0.0, "centre": spare / 2, "right": spare}[cell.align]
        write_line(pen, left + PAD_X_MM + shift, at + para.line_mm / 2, line, para.colour)
        at += para.line_mm


def _inner_lines(pen: Pen, frame: Frame, widths_mm: Sequence[float], top: float, height: float) -> None:
    left = frame.x_mm
    for width in widths_mm[:-1]:
        left += width
        pen.rule((left, top), (left, top + height), INNER_MM)
    pen.rule((frame.x_mm, top + height), (frame.x_mm + frame.width_mm, top + height), INNER_MM)
