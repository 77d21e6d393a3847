"""Every kind of mark is rendered and looked at where it ought to be."""

from datetime import UTC, datetime

import pypdfium2
import pytest

from printing.fonts import Role
from printing.layout.marks import Box, Code, Curve, Page, Polygon, Ring, Rule, Text
from printing.render.pdf import render_pdf

# The faces must be known to the PDF library before anything is rendered.
pytestmark = pytest.mark.usefixtures("fonts")

DPI = 254  # ten dots a millimetre
BLACK, WHITE = (0, 0, 0), (255, 255, 255)


def picture(*marks):
    pdf = render_pdf([Page(40, 30, marks)], title="样张", subject="")
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].render(scale=DPI / 72).to_pil().convert("RGB")


def at(image, x_mm, y_mm):
    """Return the colour at a place; what smoothing leaves one step off black or white counts as it."""
    pixel = image.getpixel((round(x_mm * 10), round(y_mm * 10)))
    return next(
        (pure for pure in (BLACK, WHITE) if all(abs(a - b) <= 2 for a, b in zip(pixel, pure, strict=True))), pixel
    )


def test_a_box_is_filled_from_its_top_left():
    image = picture(Box(x_mm=10, y_mm=5, width_mm=20, height_mm=10, line_mm=0, fill="#D00000"))
    assert at(image, 11, 6) == (0xD0, 0, 0)
    assert at(image, 29, 14) == (0xD0, 0, 0)
    assert at(image, 11, 16) == WHITE
    assert at(image, 9, 6) == WHITE


def test_a_rule_has_its_width_and_its_gaps():
    image = picture(Rule(start=(5, 10), end=(35, 10), line_mm=1.0, dash_mm=(5.0, 5.0)))
    assert at(image, 7, 10) == BLACK
    assert at(image, 12, 10) == WHITE
    assert at(image, 17, 10) == BLACK
    assert at(image, 7, 11) == WHITE


def test_a_dash_does_not_run_on_into_the_next_mark():
    image = picture(
        Rule(start=(5, 10), end=(35, 10), line_mm=1.0, dash_mm=(5.0, 5.0)),
        Rule(start=(5, 20), end=(35, 20), line_mm=1.0),
    )
    assert all(at(image, x, 20) == BLACK for x in range(6, 35))


def test_a_code_is_black_on_its_stretches_only():
    code = Code(payload="x", stretches=((5, 5, 2, 10), (9, 5, 1, 10)), zone=(5, 5, 5, 10), module_mm=1)
    image = picture(code)
    assert [at(image, x, 8) for x in (6, 8, 9.5, 11)] == [BLACK, WHITE, BLACK, WHITE]


def test_a_ring_is_a_line_around_its_centre():
    image = picture(Ring(centre=(20, 15), radius_mm=10, line_mm=1.0))
    assert at(image, 30, 15) == BLACK
    assert at(image, 20, 5) == BLACK
    assert at(image, 20, 15) == WHITE


def test_a_polygon_is_filled():
    image = picture(Polygon(points=((10, 5), (30, 5), (20, 25)), colour="#D00000"))
    assert at(image, 20, 10) == (0xD0, 0, 0)
    assert at(image, 11, 20) == WHITE


@pytest.mark.parametrize(("closed", "ink"), [(True, BLACK), (False, WHITE)])
def test_a_closed_curve_comes_back_to_its_beginning(closed, ink):
    image = picture(Curve(points=((5, 5), (35, 5), (35, 25)), line_mm=1.0, colour="#000000", closed=closed))
    assert at(image, 20, 5) == BLACK
    assert at(image, 20, 15) == ink


def test_red_over_black_stays_black_where_it_multiplies_and_not_otherwise():
    black = Box(x_mm=5, y_mm=5, width_mm=30, height_mm=20, line_mm=0, fill="#000000")
    star = ((10, 10), (30, 10), (20, 22))
    over = picture(black, Polygon(points=star, colour="#D00000", multiply=True))
    covering = picture(black, Polygon(points=star, colour="#D00000"))
    assert at(over, 20, 14) == BLACK
    assert at(covering, 20, 14) == (0xD0, 0, 0)


def test_blending_ends_with_its_mark():
    black = Box(x_mm=5, y_mm=5, width_mm=30, height_mm=20, line_mm=0, fill="#000000")
    ring = Ring(centre=(20, 15), radius_mm=2, line_mm=0.5, colour="#D00000", multiply=True)
    white = Box(x_mm=6, y_mm=6, width_mm=4, height_mm=4, line_mm=0, fill="#FFFFFF")
    assert at(picture(black, ring, white), 8, 8) == WHITE


def block_of(**how):
    """Return the bounding box in millimetres of the ink of one square character."""
    image = picture(Text(x_mm=15, y_mm=15, runs=((Role.HEAVY, "口"),), size_pt=28.35, **how))
    left, top, right, bottom = image.convert("L").point(lambda grey: 255 if grey < 128 else 0).getbbox()
    return left / 10, top / 10, right / 10, bottom / 10


def dark_pixels(image):
    return sum(image.convert("L").histogram()[:128])


def test_letters_stand_on_their_baseline():
    left, top, right, bottom = block_of()
    assert 15 <= left < right <= 25
    assert 6 <= top < bottom <= 16.2


def test_squeezed_letters_are_narrower_and_as_high():
    plain, squeezed = block_of(), block_of(squeeze=0.5)
    assert squeezed[2] - squeezed[0] == pytest.approx((plain[2] - plain[0]) / 2, abs=0.3)
    assert squeezed[3] - squeezed[1] == pytest.approx(plain[3] - plain[1], abs=0.15)


def test_letters_turn_clockwise():
    # A quarter turn about the left end of the baseline: what stood above now lies to the right, going down.
    left, top, right, bottom = block_of(angle_deg=90)
    assert left >= 13.5
    assert right <= 24
    assert top >= 14.9
    assert bottom <= 25.1


def test_outlined_letters_leave_their_strokes_white():
    image = picture(Text(x_mm=5, y_mm=25, runs=((Role.HEAVY, "口"),), size_pt=72, outlined=True))
    solid = picture(Text(x_mm=5, y_mm=25, runs=((Role.HEAVY, "口"),), size_pt=72))
    assert 0 < dark_pixels(image) < dark_pixels(solid) / 2


def test_a_file_says_nothing_of_the_machine_or_the_time():
    page = Page(40, 30, (Text(x_mm=5, y_mm=15, runs=((Role.BODY, "德阳"),), size_pt=12),))
    pdf = render_pdf([page], title="样张", subject="510600")
    assert pdf == render_pdf([page], title="样张", subject="510600")
    assert f"D:{datetime.now(UTC):%Y}".encode() not in pdf
    assert b"/home" not in pdf
    assert b"ReportLab" not in pdf.split(b"endobj")[-2]


def test_pages_of_different_sizes_keep_them():
    pdf = render_pdf([Page(210, 297, ()), Page(297, 210, ())], title="", subject="")
    with pypdfium2.PdfDocument(pdf) as document:
        assert [round(page.get_width() * 25.4 / 72) for page in document] == [210, 297]
