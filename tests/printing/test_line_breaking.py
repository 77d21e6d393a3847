from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printing.fonts import Role
from printing.layout.lines import NOT_FIRST, NOT_LAST, Span, break_lines, may_break, write_line
from printing.layout.marks import Box, Text
from printing.layout.pen import Pen, pt

PROSE = st.text(alphabet="德阳市农业局，。（）《》“”、·ab1 -2026年", min_size=1, max_size=120)


def lines_of(fonts, text, width_mm, **how):
    return break_lines((Span(text, Role.BODY, 10.5),), width_mm, fonts, **how)


@given(PROSE, st.floats(20, 156))
@settings(max_examples=150, deadline=None)
def test_nothing_but_spaces_at_line_ends_is_lost(fonts, text, width_mm):
    lines = lines_of(fonts, text, width_mm)
    assert "".join(line.text for line in lines).replace(" ", "") == text.replace(" ", "")


@given(PROSE, st.floats(20, 156))
@settings(max_examples=150, deadline=None)
def test_no_line_is_wider_than_its_room_unless_a_chain_of_marks_is(fonts, text, width_mm):
    for line in lines_of(fonts, text, width_mm):
        assert line.width_pt <= pt(width_mm) + 0.02


@given(st.text(alphabet="德阳市农业局材料，。（）《》、", min_size=1, max_size=80))
@settings(max_examples=150, deadline=None)
def test_no_line_begins_with_a_closing_mark_where_a_word_fits(fonts, text):
    lines = lines_of(fonts, text, 60)
    for before, after in pairwise(lines):
        joined = before.text[-1] + after.text[0]
        # Only a chain of marks longer than the whole line may be cut.
        if may_break(*joined):
            assert after.text[0] not in NOT_FIRST
            assert before.text[-1] not in NOT_LAST


def test_a_name_is_not_broken_at_its_dot(fonts):
    text = "申请人买买提·吐尔逊江"
    for width in range(18, 60):
        for line in lines_of(fonts, text, width):
            assert not line.text.startswith("·")
            assert not line.text.endswith("·")


def test_a_number_and_a_word_stay_whole(fonts):
    lines = lines_of(fonts, "编号是 510600W0326101300 的案件 certificate", 40)
    assert any("510600W0326101300" in line.text for line in lines)
    assert any("certificate" in line.text for line in lines)


def test_a_word_longer_than_the_line_is_cut_and_not_lost(fonts):
    lines = lines_of(fonts, "A" * 80, 30)
    assert len(lines) > 1
    assert "".join(line.text for line in lines) == "A" * 80


@pytest.mark.parametrize("count", range(2, 60))
def test_the_last_line_never_holds_one_character_alone(fonts, count):
    lines = lines_of(fonts, "字" * count, 42)
    assert len(lines[-1].text) >= 2
    assert len(lines) == 1 or len(lines[-2].text) >= 9


def test_a_justified_line_reaches_the_right_edge_and_the_last_does_not(fonts):
    lines = lines_of(fonts, "德阳市农业农村局受理兽药经营许可证核发申请" * 3, 60.5, justify=True)
    assert all(line.width_pt == pytest.approx(pt(60.5)) for line in lines[:-1])
    assert lines[-1].stretch_pt == 0


def test_the_first_line_is_indented_and_no_other(fonts):
    lines = lines_of(fonts, "德阳市" * 20, 60, indent_pt=21)
    assert [line.indent_pt for line in lines] == [21.0] + [0.0] * (len(lines) - 1)


def test_no_text_makes_no_line(fonts):
    assert lines_of(fonts, "", 60) == ()


def test_a_larger_figure_shares_the_baseline_of_its_line(fonts):
    spans = (Span("下列 ", Role.BODY, 12), Span("3", Role.TITLE, 15), Span(" 项", Role.BODY, 12))
    pen = Pen(fonts, 210, 297)
    write_line(pen, 28, 100, break_lines(spans, 150, fonts)[0])
    baselines = {round(mark.y_mm, 6) for mark in pen.page().marks if isinstance(mark, Text)}
    assert len(baselines) == 1


def test_a_boxed_span_gets_its_dashed_frame(fonts):
    pen = Pen(fonts, 210, 297)
    line = break_lines((Span("2027 年 "), Span("暂定", Role.PLAIN, 8, boxed=True)), 150, fonts)[0]
    write_line(pen, 28, 100, line)
    boxes = [mark for mark in pen.page().marks if isinstance(mark, Box)]
    assert len(boxes) == 1
    assert boxes[0].dash_mm
