"""Scans are drawn by a process of their own; whatever a file holds, the desk gets a picture or a sentence."""

import pytest
from support.scans import huge_png, image_bytes, pdf_bytes

from casework.errors import ProductError, RuleBroken, Trouble
from counter_app.desk.paper_picture import Drawer


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_an_image_is_drawn_no_larger_than_asked(kind):
    picture = Drawer().draw(image_bytes(kind), 0, 100)
    assert (picture.width, picture.height, picture.pages) == (60, 100, 1)
    assert len(picture.rgb) == 60 * 100 * 3


def test_each_page_of_a_pdf_is_drawn_and_a_page_beyond_the_end_is_the_last():
    content = pdf_bytes(pages=3)
    first, last, beyond = (Drawer().draw(content, page, 200) for page in (0, 2, 9))
    assert first.pages == 3
    assert max(first.width, first.height) == 200
    assert first.rgb != last.rgb
    assert beyond.rgb == last.rgb


def test_a_very_large_jpeg_is_read_at_a_fraction_of_its_size():
    picture = Drawer().draw(image_bytes("JPEG", (9000, 9000), "L"), 0, 80)
    assert (picture.width, picture.height) == (80, 80)


def test_an_image_of_400_megapixels_is_refused_before_it_is_read():
    with pytest.raises(RuleBroken, match=r"paper\.too_large"):
        Drawer().draw(huge_png(), 0, 80)


def test_a_pdf_with_a_script_is_drawn_and_the_script_does_not_run():
    content = pdf_bytes(script="while (true) app.alert('x');")
    assert b"/JavaScript" in content
    assert Drawer().draw(content, 0, 80).pages == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7 nothing",
        b"\xff\xd8\xff\xe0 not a jpeg",
        image_bytes("PNG")[:60],
        image_bytes("TIFF")[:40],
        pdf_bytes()[:200],
        b"\0" * 10_000,
    ],
)
def test_a_broken_file_gives_a_sentence(content):
    with pytest.raises(RuleBroken) as refused:
        Drawer().draw(content, 0, 80)
    assert refused.value.code in {"paper.broken", "paper.kind"}


def test_what_takes_too_long_is_given_up():
    with pytest.raises(Trouble, match=r"paper\.slow"):
        Drawer(timeout_s=0.01).draw(pdf_bytes(), 0, 80)


def test_a_closed_drawer_draws_nothing():
    drawer = Drawer()
    drawer.close()
    with pytest.raises(ProductError):
        drawer.draw(pdf_bytes(), 0, 80)
