from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from printing.layout.flow import Block, Frame, draw_blocks, keep_with_tail, paginate
from printing.layout.marks import Box
from printing.layout.pen import Pen


def no_ink(_pen, _top_mm):
    return None


def blocks_of(heights, keeps=()):
    return [Block(height, no_ink, keep=number in keeps) for number, height in enumerate(heights)]


HEIGHTS = st.lists(st.floats(1, 60), min_size=1, max_size=40)


@given(HEIGHTS, st.sets(st.integers(1, 39), max_size=8))
@settings(max_examples=200)
def test_every_block_is_placed_once_in_its_order_and_above_the_bottom(heights, keeps):
    blocks = blocks_of(heights, keeps)
    pages = paginate(blocks, first_top_mm=64, next_top_mm=40, bottom_mm=270)
    assert [placed.block for page in pages for placed in page] == blocks
    assert all(placed.bottom_mm <= 270 + 1e-6 for page in pages for placed in page)
    for page in pages:
        for one, other in pairwise(page):
            assert other.top_mm >= one.bottom_mm - 1e-9


@given(HEIGHTS)
@settings(max_examples=100)
def test_the_tail_takes_two_blocks_along(heights):
    small = [min(height, 20) for height in heights]
    blocks = keep_with_tail(blocks_of(small), Block(42, no_ink))
    last = paginate(blocks, first_top_mm=64, next_top_mm=40, bottom_mm=270)[-1]
    assert last[-1].block.height_mm == 42
    assert len(last) >= min(3, len(blocks))


def test_a_table_repeats_its_head_on_each_further_page():
    head = Block(7, no_ink, frame=Frame("papers", 28, 156))
    frame = Frame("papers", 28, 156, head)
    rows = [Block(30, no_ink, frame=frame) for _ in range(12)]
    pages = paginate([head, *rows], first_top_mm=64, next_top_mm=40, bottom_mm=270)
    assert len(pages) == 2
    assert all(page[0].block is head for page in pages)
    assert sum(1 for page in pages for placed in page if placed.block in rows) >= 12


def test_white_above_is_dropped_at_the_top_of_a_page():
    blocks = [Block(200, no_ink), Block(100, no_ink, gap_mm=9)]
    pages = paginate(blocks, first_top_mm=64, next_top_mm=40, bottom_mm=270)
    assert pages[1][0].top_mm == 40


def test_each_run_of_rows_gets_one_frame(fonts):
    frame, other = Frame("one", 28, 156), Frame("two", 28, 156)
    blocks = [
        Block(10, no_ink, frame=frame),
        Block(12, no_ink, frame=frame),
        Block(8, no_ink),
        Block(9, no_ink, frame=other),
    ]
    pen = Pen(fonts, 210, 297)
    draw_blocks(pen, paginate(blocks, first_top_mm=40, next_top_mm=40, bottom_mm=270)[0])
    frames = [mark for mark in pen.page().marks if isinstance(mark, Box)]
    assert [(box.y_mm, box.height_mm) for box in frames] == [(40, 22), (70, 9)]


def test_a_group_taller_than_a_page_is_split_rather_than_lost():
    blocks = blocks_of([100, 100, 100, 100], keeps={1, 2, 3})
    pages = paginate(blocks, first_top_mm=64, next_top_mm=40, bottom_mm=270)
    assert [placed.block for page in pages for placed in page] == blocks
