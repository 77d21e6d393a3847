"""Slips and labels as dots of a printer's head: whole dots, one bit, the same every time."""

from io import BytesIO
from itertools import groupby

import pytest
import zxingcpp
from PIL import Image

from printing import samples
from printing.barcodes import encode_code128, encode_qr
from printing.fonts import Role
from printing.layout.marks import Page, Polygon, Text
from printing.layout.pen import Pen
from printing.render.raster import DOTS_203, DOTS_300, render_raster

HEADS = [DOTS_203, DOTS_300]


def frames(content):
    image = Image.open(BytesIO(content))
    for number in range(image.n_frames):
        image.seek(number)
        yield image.copy()


def picture(pen, head=DOTS_203):
    (frame,) = frames(render_raster([pen.page()], pen.fonts, head))
    return frame


def runs(line):
    return [(dark, len(list(dots))) for dark, dots in groupby(line, key=lambda dot: not dot)]


@pytest.mark.parametrize(("head", "module"), [(DOTS_203, 3), (DOTS_300, 4)])
def test_every_bar_is_a_whole_number_of_equal_modules(fonts, head, module):
    pen = Pen(fonts, 80, 20)
    bars = encode_code128("003000004218")
    pen.bars(10.3, 2.1, bars, 0.375, 10)
    frame = picture(pen, head)
    assert frame.mode == "1"
    row = [frame.getpixel((x, round(5 * head))) for x in range(frame.width)]
    found = [(dark, wide) for dark, wide in runs(row)][1:-1]
    assert all(wide % module == 0 for _, wide in found)
    assert [wide // module for dark, wide in found if dark] == [wide for _, wide in bars.bars]


@pytest.mark.parametrize("head", HEADS)
def test_a_qr_code_has_square_modules_and_is_read_back(fonts, head):
    pen = Pen(fonts, 60, 60)
    matrix = encode_qr(samples.URL)
    pen.matrix(5.07, 5.03, matrix, 0.375)
    frame = picture(pen, head)
    box = frame.convert("L").point(lambda dot: 255 - dot).getbbox()
    module = int(0.375 * head + 0.01)
    assert (box[2] - box[0], box[3] - box[1]) == (matrix.modules * module, matrix.modules * module)
    (read,) = zxingcpp.read_barcodes(frame.convert("L"))
    assert read.text == samples.URL


def test_lines_of_four_and_two_dots_have_four_and_two(fonts):
    pen = Pen(fonts, 20, 20)
    pen.rule((2, 5), (18, 5), 0.5)
    pen.box(4, 10, 10, 5, line_mm=0.25)
    frame = picture(pen)
    column = [frame.getpixel((80, y)) for y in range(frame.height)]
    assert [wide for dark, wide in runs(column) if dark] == [4, 2, 2]


def test_type_ends_where_the_layout_says(fonts):
    pen = Pen(fonts, 80, 10)
    pen.text(70, 5, "2026-10-16 10:42:07", Role.LABEL, 7.8, align="right")
    box = picture(pen).convert("L").point(lambda dot: 255 - dot).getbbox()
    assert 70 * 8 - 3 <= box[2] <= 70 * 8


def test_each_page_is_a_frame_and_the_same_page_the_same_bytes(fonts):
    pen = Pen(fonts, 20, 10)
    pen.text(2, 5, "受理", Role.HEAVY, 12)
    pages = [pen.page(), Page(20, 10, ())]
    content = render_raster(pages, fonts, DOTS_203)
    assert [frame.size for frame in frames(content)] == [(160, 80), (160, 80)]
    assert content == render_raster(pages, fonts, DOTS_203)


def test_what_a_head_cannot_show_as_it_is_meant_is_refused(fonts):
    turned = Text(x_mm=1, y_mm=5, runs=fonts.runs("印", Role.BODY), size_pt=10, angle_deg=5)
    for mark in (turned, Polygon(points=((1, 1), (2, 2), (3, 1)))):
        with pytest.raises(ValueError, match="a raster holds"):
            render_raster([Page(20, 10, (mark,))], fonts, DOTS_203)
    pen = Pen(fonts, 20, 20)
    pen.bars(2, 2, encode_code128("12"), 0.1, 10)
    with pytest.raises(ValueError, match="finer than the dots"):
        picture(pen)
