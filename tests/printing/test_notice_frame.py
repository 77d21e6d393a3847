from dataclasses import replace
from itertools import pairwise

import pytest

from printing.fonts import Role
from printing.layout.flow import Block
from printing.layout.marks import BLACK, Box, Code, Ring, Text
from printing.layout.pen import Pen, mm
from printing.papers.frame import (
    BOTTOM,
    LEFT,
    RIGHT,
    NoticeFrame,
    copy_tab,
    practice_band,
    practice_ground,
    set_pages,
    signature,
    tick_box,
)
from printing.papers.parts import FIRST_PRINT, PrintMarks
from printing.samples import ACCEPTANCE, NUMBERS, REPRINTED, TRACE
from printing.seals.seal import SealState


@pytest.fixture
def frame():
    return NoticeFrame(
        issuer="德阳市农业农村局",
        title="受理通知书",
        title_en="Notice of acceptance",
        numbers=NUMBERS,
        trace=TRACE,
        digest="7F3A91C2",
        copy=2,
        copy_use="copy.collect",
        caption="qr.progress",
        marks=FIRST_PRINT,
    )


def line_of(text, height=8.8):
    return Block(height, lambda pen, top: pen.text(LEFT, top + height / 2, text, Role.BODY, 12) and None)


def pages_of(frame, fonts, wording, count=1):
    blocks = [line_of(f"第{number}行") for number in range(count)]
    end = signature(
        issuer=frame.issuer,
        day=ACCEPTANCE.accepted_on,
        seal=ACCEPTANCE.seal,
        state=SealState.DRAWN,
        fonts=fonts,
        left_part=Block(40, lambda _pen, _top: None),
    )
    return set_pages(frame, [*blocks, end], fonts, wording)


def codes(page):
    return [mark for mark in page.marks if isinstance(mark, Code)]


def test_the_case_number_stands_at_its_place_on_every_page(frame, fonts, wording):
    pages = pages_of(frame, fonts, wording, 40)
    assert len(pages) == 2
    for page in pages:
        bars = next(code for code in codes(page) if code.payload == NUMBERS.case_number)
        assert bars.zone == pytest.approx((28, 10, 91.4, 10), abs=0.05)


def test_the_qr_code_ends_flush_with_the_text_and_only_the_first_page_has_it(frame, fonts, wording):
    first, second = pages_of(frame, fonts, wording, 40)
    (qr,) = [code for code in codes(first) if code.payload == NUMBERS.progress_url]
    left, top, width, height = qr.zone
    assert left + width == pytest.approx(RIGHT)
    assert width == height
    assert 7 < top < 10
    assert top + height < 33
    assert all(code.payload != NUMBERS.progress_url for code in codes(second))


def test_nothing_stands_in_the_quiet_zone_beside_the_bars(frame, fonts, wording):
    (page,) = pages_of(replace(frame, marks=PrintMarks(practice=True)), fonts, wording)
    bars = next(code for code in codes(page) if code.payload == NUMBERS.case_number)
    left, top, width, height = bars.zone
    for mark in page.marks:
        if isinstance(mark, Text) and top < mark.y_mm - mm(mark.size_pt) * 0.3 < top + height and not mark.outlined:
            assert mark.x_mm > left + width + 3.3


def test_the_seals_ring_keeps_away_from_every_code_and_crosses_the_issuer(frame, fonts, wording):
    (page,) = pages_of(frame, fonts, wording)
    (ring,) = [mark for mark in page.marks if isinstance(mark, Ring)]
    assert ring.centre[0] == 210 - 58
    for code in codes(page):
        _, top, _, height = code.zone
        assert ring.centre[1] - 20 - (top + height) >= 5
    issuer = [mark for mark in page.marks if isinstance(mark, Text) and mark.content == "德阳市农业农村局"][-1]
    middle = issuer.y_mm - mm(issuer.size_pt) * 0.38
    assert ring.centre[1] - middle == pytest.approx(2.1)
    date = next(mark for mark in page.marks if isinstance(mark, Text) and mark.content == "2026年11月20日")
    assert date.y_mm - issuer.y_mm == pytest.approx(6.6)


def test_text_ends_above_the_foot(frame, fonts, wording):
    for page in pages_of(frame, fonts, wording, 40):
        rows = [mark for mark in page.marks if isinstance(mark, Text) and "行" in mark.content]
        assert all(mark.y_mm < BOTTOM for mark in rows)


def test_a_reprint_and_practice_change_no_place_of_the_text(frame, fonts, wording):
    def place(marks):
        (page,) = pages_of(replace(frame, marks=marks), fonts, wording)
        row = next(mark for mark in page.marks if isinstance(mark, Text) and mark.content == "第0行")
        return row.x_mm, row.y_mm

    plain = place(FIRST_PRINT)
    assert place(REPRINTED) == plain
    assert place(replace(REPRINTED, practice=True)) == plain


@pytest.mark.parametrize(("copy", "solid"), [(1, False), (2, True), (3, False)])
def test_only_the_copy_that_leaves_the_house_is_solid_black(fonts, wording, copy, solid):
    pen = Pen(fonts, 210, 297)
    copy_tab(pen, 39, copy, "copy.window", wording)
    tab = next(mark for mark in pen.page().marks if isinstance(mark, Box))
    assert (tab.fill == BLACK) is solid
    assert tab.x_mm >= 195
    assert tab.x_mm + tab.width_mm <= 204
    colours = {mark.colour for mark in pen.page().marks if isinstance(mark, Text)}
    assert (BLACK in colours) is not solid


def test_a_tab_reads_from_top_to_bottom_inside_its_box(fonts, wording):
    pen = Pen(fonts, 210, 297)
    copy_tab(pen, 39, 2, "copy.collect", wording)
    tab = next(mark for mark in pen.page().marks if isinstance(mark, Box))
    words = [mark for mark in pen.page().marks if isinstance(mark, Text)]
    assert "".join(mark.content for mark in words) == "第二联申请人留存领证时带来"
    assert all(one.y_mm < other.y_mm for one, other in pairwise(words))
    assert all(tab.x_mm <= mark.x_mm for mark in words)
    assert words[-1].y_mm < tab.y_mm + tab.height_mm


def test_the_practice_word_stands_three_times_in_outline(fonts, wording):
    pen = Pen(fonts, 210, 297)
    practice_ground(pen, wording)
    words = [mark for mark in pen.page().marks if isinstance(mark, Text)]
    assert [mark.content for mark in words] == ["练习"] * 3
    assert all(mark.outlined and mark.angle_deg == -30 and mark.size_pt == 72 for mark in words)


def test_a_low_band_has_smaller_letters(fonts, wording):
    pen = Pen(fonts, 210, 297)
    practice_band(pen, 18, 278, 174, 3.6, wording)
    practice_band(pen, 18, 6, 174, 8, wording)
    low, high = (mark for mark in pen.page().marks if isinstance(mark, Text))
    assert mm(low.size_pt) < 3.6
    assert high.size_pt == 12


@pytest.mark.parametrize("ticked", [True, False])
def test_a_box_is_ticked_only_where_the_answer_is_known(fonts, ticked):
    pen = Pen(fonts, 210, 297)
    tick_box(pen, 28, 100, ticked=ticked)
    assert len(pen.page().marks) == (2 if ticked else 1)
