"""Certificates on blanks whose fields stand at places of their own, and the sheet to set a printer by."""

from dataclasses import replace

import pypdfium2
import pytest

import resources
from casework.errors import RuleBroken, Trouble
from printing import samples
from printing.blank_forms import NO_BLANKS, BlankForm, Blanks, load_forms
from printing.layout.pen import pt
from printing.model import Media, PaperKind
from printing.papers.on_blank import called, draw_blank_grid, draw_on_blank
from printing.papers.parts import PrintMarks

CONTENT = replace(samples.CERTIFICATE, blank_number="0004127", stock=True)
HEIGHT_MM = 210.0


@pytest.fixture(scope="module")
def form() -> BlankForm:
    (found,) = load_forms(str(resources.path("blank_forms"))).values()
    return found


def where(paper, text) -> tuple[float, float]:
    """Return the left edge and the middle of a text in mm from the top left."""
    with pypdfium2.PdfDocument(paper.content) as document:
        words = document[0].get_textpage()
        index, _ = words.search(text).get_next()
        left, foot, _, head = words.get_charbox(index, loose=True)
    return left / pt(1), HEIGHT_MM - (foot + head) / 2 / pt(1)


def test_every_value_stands_at_its_place_and_nothing_else_is_drawn(form, fonts, wording, reader):
    paper = draw_on_blank(CONTENT, fonts, wording, form, NO_BLANKS)
    assert (paper.kind, paper.media, paper.pages) == (PaperKind.CERTIFICATE, Media.A4_LANDSCAPE, 1)
    text = reader.text(paper)
    for field in CONTENT.fields:
        assert field.value.replace(" ", "") in text
        assert field.label not in text, "the label is the blank's own"
    assert CONTENT.issuer not in text, "the form has no place for it"
    name = next(place for place in form.field if place.value == "学校名称")
    x_mm, y_mm = where(paper, CONTENT.fields[0].value[:2])
    assert x_mm == pytest.approx(name.x_mm, abs=1.0)
    assert y_mm == pytest.approx(name.y_mm, abs=1.5)
    assert reader.codes(paper, 300) == {CONTENT.verify_url}


def test_what_is_set_moves_everything_by_just_that(form, fonts, wording):
    number = CONTENT.number
    plain = where(draw_on_blank(CONTENT, fonts, wording, form, NO_BLANKS), number)
    moved = where(draw_on_blank(CONTENT, fonts, wording, form, Blanks(right_mm=1.5, down_mm=-0.8)), number)
    assert (moved[0] - plain[0], moved[1] - plain[1]) == pytest.approx((1.5, -0.8), abs=0.05)


def test_a_long_value_is_made_smaller_then_refused_and_never_cut(form, fonts, wording, reader):
    small = replace(CONTENT.fields[1], value="王晓慧" * 12)
    content = replace(CONTENT, fields=(CONTENT.fields[0], small))
    assert small.value in reader.text(draw_on_blank(content, fonts, wording, form, NO_BLANKS))
    content = replace(CONTENT, fields=(replace(small, value="王晓慧" * 40),))
    with pytest.raises(RuleBroken, match="field_too_long"):
        draw_on_blank(content, fonts, wording, form, NO_BLANKS)


def test_a_field_without_a_place_is_refused_and_one_without_a_value_is_left_empty(form, fonts, wording):
    content = replace(CONTENT, fields=(replace(CONTENT.fields[0], label="注册资金"),))
    with pytest.raises(RuleBroken, match="blank_form_lacks"):
        draw_on_blank(content, fonts, wording, form, NO_BLANKS)
    draw_on_blank(replace(CONTENT, fields=(replace(content.fields[0], value=""),)), fonts, wording, form, NO_BLANKS)


def test_numbered_blanks_are_not_for_practice(form, fonts, wording):
    with pytest.raises(RuleBroken, match="practice_on_stock"):
        draw_on_blank(CONTENT, fonts, wording, form, NO_BLANKS, PrintMarks(practice=True))


def test_the_grid_names_its_lines_and_every_place_and_moves_with_them(form, fonts, wording, reader):
    paper = draw_blank_grid(form, NO_BLANKS, fonts, wording)
    text = reader.text(paper)
    assert all(called(place) in text for place in form.field)
    assert "issued" not in text
    assert "290" in text
    assert (paper.kind, paper.media) == (PaperKind.TEST_PAGE, form.media)
    moved = draw_blank_grid(form, Blanks(right_mm=2.0, down_mm=1.0), fonts, wording)
    assert "已右移2.0毫米，下移1.0毫米" in reader.text(moved)
    before, after = where(paper, "290"), where(moved, "290")
    assert (after[0] - before[0], after[1] - before[1]) == pytest.approx((2.0, 1.0), abs=0.05)


SIMPLE = (
    'certificate = "许可证"\nmedia = "a4-portrait"\n[[field]]\nvalue = "number"\nx_mm = 1\ny_mm = 1\nwidth_mm = 9\n'
)


def test_no_folder_means_no_forms_and_a_wrong_file_is_named(tmp_path):
    assert load_forms("") == {}
    (tmp_path / "a.toml").write_text(SIMPLE, encoding="utf-8")
    assert load_forms(str(tmp_path))["许可证"].media is Media.A4_PORTRAIT
    (tmp_path / "b.toml").write_text(SIMPLE, encoding="utf-8")
    with pytest.raises(Trouble) as caught:
        load_forms(str(tmp_path))
    assert caught.value.details["file"] == "b.toml"


@pytest.mark.parametrize(
    "text",
    [
        "certificate = ",
        'certificate = "证"\nmedia = "roll-80"\n[[field]]\nvalue = "number"\nx_mm = 1\ny_mm = 1\nwidth_mm = 9',
        'certificate = "证"\nmedia = "a4-portrait"\n[[field]]\nvalue = "number"\nx_mm = -1\ny_mm = 1\nwidth_mm = 9',
        'certificate = "证"\nmedia = "a4-portrait"\nfield = []',
        'certificate = "证"\nmedia = "a4-portrait"\n[[field]]\nvalue = "number"\nx = 1\ny_mm = 1\nwidth_mm = 9',
    ],
)
def test_a_form_that_says_what_cannot_be_is_refused(tmp_path, text):
    (tmp_path / "wrong.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Trouble, match="blank_form_wrong"):
        load_forms(str(tmp_path))
    with pytest.raises(Trouble, match="blank_form_wrong"):
        load_forms(str(tmp_path / "away"))
