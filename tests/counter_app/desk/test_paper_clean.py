"""Scanned pages are kept upright, straight, cropped to the paper and no larger than reading needs."""

import io

import pytest
import segno
from PIL import Image, ImageDraw, ImageOps

from counter_app.desk import paper_clean
from counter_app.desk.paper_clean import cleaned, is_blank, pages_of, skew

A4 = (1654, 2339)
PAPER = (250, 249, 246)
RED = (208, 0, 0)


def sheet(size=A4, *, seal=None):
    """A page of lines that look like writing from afar; one of them is short, so that up is up."""
    image = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(image)
    wide, high = size
    for line in range(20):
        top = high * (line + 3) // 30
        for word in range(4 if line == 19 else 16):
            left = wide * (word + 2) // 20
            draw.rectangle((left, top, left + wide // 30, top + high // 90), fill=(40, 40, 40))
    if seal:
        box = (wide * 3 // 5, high * 3 // 4, wide * 4 // 5, high * 3 // 4 + wide // 5)
        draw.ellipse(box, outline=seal, width=wide // 150)
    return image


def file_of(image, kind="PNG", **how):
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def only(content):
    (page,) = pages_of(content)
    return page


@pytest.mark.parametrize("angle", [-7, -2.3, -0.6, 0.8, 4, 6.5])
def test_a_page_that_lay_askew_is_straightened(angle):
    askew = sheet().rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=PAPER)
    assert skew(askew) == pytest.approx(-angle, abs=0.25)
    assert abs(skew(cleaned(askew, 200).image)) <= 0.25


def test_a_straight_page_is_left_as_it_lies():
    assert cleaned(sheet(), 200).image.size == A4


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_photograph_stands_as_the_camera_was_held(orientation):
    back = {1: 0, 3: 180, 6: 90, 8: -90}[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    page = only(file_of(sheet().rotate(back, expand=True), "JPEG", exif=exif))
    assert page.image.height > page.image.width
    top, bottom = (page.image.crop((0, at, page.image.width, at + 300)) for at in (0, page.image.height - 300))
    assert is_blank(bottom) is True
    assert is_blank(top) is False


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_with_a_code_of_ours_is_turned_upright_by_it(turn):
    page = sheet()
    code = io.BytesIO()
    segno.make("510600W03260706 0017", error="q").save(code, kind="png", scale=6, border=4)
    page.paste(Image.open(code).convert("RGB"), (1300, 40))
    upright = cleaned(page.rotate(turn, expand=True), 200).image
    assert upright.size == A4
    difference = ImageOps.grayscale(Image.blend(upright.convert("RGB"), ImageOps.invert(page), 0.5)).getextrema()
    assert difference[1] - difference[0] < 60


@pytest.mark.parametrize("angle", [0, 2.5])
def test_a_dark_lid_around_the_paper_is_cut_away(angle):
    lid = (26, 25, 28)
    glass = Image.new("RGB", (2380, 3400), lid)
    glass.paste(sheet().rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=lid), (300, 500))
    made = cleaned(glass, 200).image
    assert made.width == pytest.approx(A4[0], abs=40)
    assert made.height == pytest.approx(A4[1], abs=40)


def test_where_all_around_is_light_nothing_is_cut():
    small = Image.new("L", A4, 255)
    small.paste(sheet((500, 300)).convert("L"), (100, 100))
    assert cleaned(small, 200).image.size == A4


def test_a_page_of_600_dots_an_inch_is_kept_with_200_at_its_own_size():
    page = only(file_of(sheet((4960, 7016)).convert("L"), "PNG", dpi=(600, 600)))
    assert page.image.size == (1653, 2339)
    assert page.dpi == pytest.approx(200, abs=0.1)


def test_a_photograph_that_knows_no_size_is_taken_for_a4():
    page = only(file_of(sheet((3000, 4000)), "JPEG", dpi=(72, 72)))
    assert max(page.image.size) / page.dpi == pytest.approx(297 / 25.4, abs=0.02)
    assert max(page.image.size) == 2339


def test_black_and_white_stays_so_grey_stays_grey_and_a_seal_stays_red():
    assert only(file_of(sheet().convert("1"), "PNG", dpi=(200, 200))).image.mode == "1"
    assert only(file_of(sheet(), "PNG", dpi=(200, 200))).image.mode == "L"
    sealed = only(file_of(sheet(seal=RED), "PNG", dpi=(200, 200)))
    assert sealed.image.mode == "RGB"
    assert any(red > 150 and green < 90 for _, (red, green, _blue) in sealed.image.getcolors(1 << 24))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_pixels_is_drawn_as_grey_colour_or_black_and_white(mode):
    kind = "TIFF" if mode == "CMYK" else "PNG"
    image = sheet((800, 1100)).convert("L" if mode == "I;16" else mode)
    image = image.convert("I;16") if mode == "I;16" else image
    assert only(file_of(image, kind)).image.mode in {"1", "L", "RGB"}


def test_one_small_character_is_not_blank_and_dust_and_shadows_are():
    page = Image.effect_noise(A4, 6).point(lambda value: min(255, value + 110))
    assert is_blank(page)
    dusty = page.copy()
    for number in range(6):
        dusty.putpixel((300 + 90 * number, 1000), 0)
    assert is_blank(dusty)
    ImageDraw.Draw(page).text((800, 1100), "a", fill=20, font_size=34)
    assert not is_blank(page)


def test_what_shows_through_from_the_back_is_blank():
    page = Image.new("L", A4, 245)
    ImageDraw.Draw(page).rectangle((300, 300, 900, 600), fill=210)
    assert is_blank(page)


def test_the_pages_of_a_tiff_come_one_by_one():
    pages = [sheet((600, 800)).convert("L"), sheet((700, 800)).convert("L")]
    content = file_of(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    assert [page.image.width for page in pages_of(content)] == [600, 700]


def test_further_pictures_of_a_photograph_are_no_pages():
    content = file_of(sheet((600, 800)), "MPO", save_all=True, append_images=[sheet((600, 800))])
    assert len(list(pages_of(content))) == 1


def test_nothing_of_a_file_but_its_picture_is_kept():
    exif = Image.Exif()
    exif[0x010E] = "a remark"
    page = only(file_of(sheet(), "JPEG", exif=exif, comment=b"a remark", icc_profile=b"a profile"))
    for made in (page.jpeg(), page.pdf()):
        assert b"a remark" not in made
        assert b"a profile" not in made
    assert paper_clean.QUALITY < 90
