"""Blocks that grow down and go over to the next page.

A block is never split; a paragraph is one block a line and a table one block a row, so both run on by themselves.
`keep` ties a block to the one before it: that is how a seal takes two lines or rows with it to a new page.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from printing.fonts import Fonts
from printing.layout.lines import Span, break_lines, write_line
from printing.layout.marks import BLACK
from printing.layout.pen import Pen, mm

FRAME_MM = 0.45


@dataclass(frozen=True, slots=True)
class Frame:
    """What the rows of one table share: the frame's place, and the head that each further page repeats."""

    name: str
    x_mm: float
    width_mm: float
    head: "Block | None" = None


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the page: its height, how to draw it from its top, and the white above it (not at a page's top)."""

    height_mm: float
    draw: Callable[[Pen, float], None]
    gap_mm: float = 0.0
    frame: Frame | None = None
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with its top in millimetres from the page's top."""

    block: Block
    top_mm: float

    @property
    def bottom_mm(self) -> float:
        """Where the block ends."""
        return self.top_mm + self.block.height_mm


def paginate(
    blocks: Sequence[Block], *, first_top_mm: float, next_top_mm: float, bottom_mm: float
) -> tuple[tuple[Placed, ...], ...]:
    """Return the pages of blocks; what is kept together moves together unless it is taller than a page."""
    pages: list[list[Placed]] = [[]]
    at = first_top_mm
    for group in _groups(blocks):
        needed = sum(block.gap_mm + block.height_mm for block in group)
        if pages[-1] and at + needed > bottom_mm:
            pages.append([])
            at = next_top_mm
        for block in group:
            if pages[-1] and at + block.gap_mm + block.height_mm > bottom_mm:
                pages.append([])
                at = next_top_mm
            head = block.frame.head if block.frame and not pages[-1] else None
            for one in (head, block) if head else (block,):
                top = at + (one.gap_mm if pages[-1] else 0.0)
                pages[-1].append(Placed(one, top))
                at = top + one.height_mm
    return tuple(tuple(page) for page in pages)


def _groups(blocks: Iterable[Block]) -> list[list[Block]]:
    groups: list[list[Block]] = []
    for block in blocks:
        if block.keep and groups:
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def keep_with_tail(blocks: Sequence[Block], tail: Block, company: int = 2) -> tuple[Block, ...]:
    """Return the blocks with `tail` last, tied to `company` blocks before it."""
    if len(blocks) <= company:
        return (*blocks[:1], *(replace(block, keep=True) for block in blocks[1:]), replace(tail, keep=bool(blocks)))
    free, tied = blocks[: len(blocks) - company + 1], blocks[len(blocks) - company + 1 :]
    return (*free, *(replace(block, keep=True) for block in tied), replace(tail, keep=True))


def draw_blocks(pen: Pen, page: Sequence[Placed]) -> None:
    """Draw a page's blocks, then a frame around each run of rows of one table."""
    for placed in page:
        placed.block.draw(pen, placed.top_mm)
    start = 0
    for number, placed in enumerate(page):
        last = number + 1 == len(page)
        if last or not _same_table(placed, page[number + 1]):
            _frame_run(pen, page[start : number + 1])
            start = number + 1


def _table(placed: Placed) -> str | None:
    return placed.block.frame.name if placed.block.frame else None


def _same_table(one: Placed, other: Placed) -> bool:
    return _table(one) is not None and _table(one) == _table(other)


def _frame_run(pen: Pen, run: Sequence[Placed]) -> None:
    frame = run[0].block.frame
    if frame is not None:
        height = run[-1].bottom_mm - run[0].top_mm
        pen.box(frame.x_mm, run[0].top_mm, frame.width_mm, height, line_mm=FRAME_MM)


def paragraph(
    fonts: Fonts,
    spans: Sequence[Span],
    *,
    x_mm: float,
    width_mm: float,
    leading_pt: float,
    indent_em: float = 0.0,
    justify: bool = False,
    gap_mm: float = 0.0,
    colour: str = BLACK,
) -> tuple[Block, ...]:
    """Return one block for each line of a paragraph; its first two lines stay together, and so do its last two."""
    size = spans[0].size_pt if spans else 0.0
    lines = break_lines(spans, width_mm, fonts, indent_pt=indent_em * size, justify=justify)
    height = mm(leading_pt)

    def block(number: int) -> Block:
        def draw(pen: Pen, top_mm: float) -> None:
            write_line(pen, x_mm, top_mm + height / 2, lines[number], colour)

        return Block(height, draw, gap_mm if number == 0 else 0.0, keep=number in {1, len(lines) - 1} and number > 0)

    return tuple(block(number) for number in range(len(lines)))
