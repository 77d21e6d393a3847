from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printing.fonts import Role
from printing.layout.flow import Frame
from printing.layout.lines import Span
from printing.layout.marks import GREY_FILL, Box, Rule, Text
from printing.layout.ornaments import band, ground, microtext, rosette
from printing.layout.pen import Pen, mm
from printing.layout.roll import DOT_MM, FEED_MM, Roll, dots, face, size_pt
from printing.layout.tables import PAD_X_MM, Cell, Para, label, plain, row
from printing.papers.sentences import named

FRAME = Frame("t", 28, 100)


def drawn(fonts, block, top=50.0):
    pen = Pen(fonts, 210, 297)
    block.draw(pen, top)
    return pen.page().marks


def test_a_row_is_as_high_as_its_fullest_cell(fonts):
    low = row(fonts, FRAME, (50, 50), (plain("短"), plain("短")), least_mm=7.6)
    high = row(fonts, FRAME, (50, 50), (plain("短"), plain("很长的材料名称" * 8)), least_mm=7.6)
    assert low.height_mm == 7.6
    assert high.height_mm > 15


@given(st.text(alphabet="材料名称一二三，。", min_size=1, max_size=200), st.sampled_from(["left", "centre", "right"]))
@settings(max_examples=60, deadline=None)
def test_a_cells_text_stays_inside_the_cell(fonts, text, align):
    block = row(fonts, FRAME, (60, 40), (Cell((Para((Span(text),)),), align), Cell()))
    for mark in drawn(fonts, block):
        if isinstance(mark, Text):
            width = mm(fonts.measure(mark.content, mark.runs[0][0], mark.size_pt))
            assert mark.x_mm >= 28 + PAD_X_MM - 0.01
            assert mark.x_mm + width <= 28 + 60 - PAD_X_MM + 0.01
            assert 50 < mark.y_mm < 50 + block.height_mm


def test_an_empty_cell_stays_empty(fonts):
    block = row(fonts, FRAME, (50, 50), (plain(""), plain("")), least_mm=7.6)
    assert not [mark for mark in drawn(fonts, block) if isinstance(mark, Text)]


def test_a_grey_row_keeps_the_line_above_it(fonts):
    grey = row(fonts, FRAME, (100,), (Cell(fill=GREY_FILL),), least_mm=12)
    white = row(fonts, FRAME, (100,), (Cell(),), least_mm=12)
    tops = [
        [mark for mark in drawn(fonts, one) if isinstance(mark, Rule) and mark.start[1] == 50] for one in (grey, white)
    ]
    assert [len(found) for found in tops] == [1, 0]
    assert any(isinstance(mark, Box) and mark.fill == GREY_FILL for mark in drawn(fonts, grey))


def test_a_label_has_its_english_beneath(fonts):
    words = [
        mark
        for mark in drawn(fonts, row(fonts, FRAME, (100,), (label("受理日", "Accepted on"),)))
        if isinstance(mark, Text)
    ]
    assert [mark.content for mark in words] == ["受理日", "Accepted on"]
    assert words[0].y_mm < words[1].y_mm


@pytest.mark.parametrize(("width", "lines"), [(120, 1), (50, 2)])
def test_a_materials_english_follows_on_the_line_only_where_it_fits(fonts, both, width, lines):
    cell = named(fonts, both, Span("经营场所及仓储证明"), "Proof of premises and storage", width)
    assert len(cell.paras) == lines


def test_a_materials_english_is_left_out_in_chinese(fonts, wording):
    assert len(named(fonts, wording, Span("证明"), "Proof", 50).paras) == 1


def test_a_slip_is_cut_after_its_feed(fonts):
    roll = Roll(fonts, 80, 576)
    roll.at = 800
    assert roll.page().height_mm == 800 * DOT_MM + FEED_MM
    assert roll.page().width_mm == 80


@pytest.mark.parametrize(("paper", "printable", "left"), [(80, 576, 4.0), (58, 384, 5.0)])
def test_the_printable_width_lies_in_the_middle_of_the_roll(fonts, paper, printable, left):
    roll = Roll(fonts, paper, printable)
    assert roll.x(0) == left
    assert roll.x(printable) == paper - left


def test_a_long_line_goes_on_below_and_stays_on_the_paper(fonts):
    roll = Roll(fonts, 58, 384)
    before = roll.at
    roll.line("民办幼儿园设立“一件事”套餐及其延续、变更、终止", 30, heavy=True)
    assert roll.at - before >= 2 * 30
    for mark in roll.page().marks:
        assert isinstance(mark, Text)
        assert mark.x_mm + mm(fonts.measure(mark.content, Role.HEAVY, mark.size_pt)) <= roll.x(384) + 0.01


def test_a_pair_wraps_its_left_text_before_it_meets_the_right(fonts):
    roll = Roll(fonts, 58, 384)
    roll.pair("第 10 项证明材料，包括其附件、图纸及说明", "10 / 12", 24)
    right, *left = roll.page().marks
    assert len(left) >= 2
    for mark in left:
        assert mark.x_mm + mm(fonts.measure(mark.content, Role.LABEL, mark.size_pt)) < right.x_mm


def test_a_pair_without_a_left_text_moves_down_all_the_same(fonts):
    roll = Roll(fonts, 58, 384)
    before = roll.at
    roll.pair("", "正本", 22)
    assert roll.at > before


def test_letters_above_thirty_dots_are_bold():
    assert face(30, heavy=False) is Role.LABEL
    assert face(31, heavy=False) is Role.HEAVY
    assert face(24, heavy=True) is Role.HEAVY


def test_eight_dots_are_a_millimetre():
    assert dots(8) == 1.0
    assert mm(size_pt(24)) == pytest.approx(3.0)


@pytest.mark.parametrize("upright", [True, False])
def test_a_guilloche_band_stays_in_its_band_and_ends_where_it_should(upright):
    curves = band((22, 15), 253, 12, upright=upright)
    assert len(curves) == 12
    assert {curve.line_mm for curve in curves} == {0.11}
    assert len({curve.colour for curve in curves}) == 2
    along, across = (1, 0) if upright else (0, 1)
    start = (22, 15)
    for curve in curves:
        assert all(abs(point[across] - start[across]) <= 6.0 for point in curve.points)
        assert curve.points[0][along] == start[along]
        assert curve.points[-1][along] == pytest.approx(start[along] + 253)


def test_rosettes_stay_within_their_radius():
    for curves, radius in ((rosette((15, 15), 5.5), 5.5), (ground((15, 15), 62), 66)):
        for curve in curves:
            assert curve.closed
            assert max(hypot(x - 15, y - 15) for x, y in curve.points) <= radius + 1e-6


def test_microtext_repeats_whole_numbers_over_the_whole_width(fonts):
    mark = microtext(23.6, 24.2, 249.8, "510600-W03-261013-0009-KH 5106-JY-MB-2026-0031", fonts)
    count = mark.content.count("510600-W03-261013-0009-KH")
    assert count == mark.content.count("5106-JY-MB-2026-0031") >= 3
    width = mm(fonts.measure(mark.content, Role.LABEL, mark.size_pt) + mark.spacing_pt * (len(mark.content) - 1))
    assert width == pytest.approx(249.8, abs=0.1)
