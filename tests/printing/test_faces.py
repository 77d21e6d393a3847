import re
import subprocess
import zlib
from base64 import a85decode
from dataclasses import replace

import pytest

from casework.errors import RuleBroken, Trouble
from printing.fonts import FALLBACK, Role, load_fonts, to_unicode_map
from printing.layout.pen import Pen
from printing.model import Media, PaperKind, freeze
from printing.papers.acceptance_notice import draw_acceptance_notice
from printing.render.pdf import render_pdf
from printing.samples import ACCEPTANCE

# Characters of real given names that registries struggle with, five of them beyond U+FFFF.
RARE = "㛃䶮𬱖𬭎𫖯𬀩喆淼堃犇翀昉頔邗旻垚赟贇㻏𣲗𫍯"
UNDRAWABLE = "\U0001f40e"


def paper_with(fonts, text):
    pen = Pen(fonts, 210, 297)
    pen.text(28, 40, text, Role.BODY, 14)
    return freeze(
        kind=PaperKind.ACCEPTANCE_NOTICE,
        title="样张",
        content=render_pdf([pen.page()], title="样张", subject=""),
        pages=1,
        media=Media.A4_PORTRAIT,
    )


def test_rare_names_are_drawn_and_can_be_copied_out_again(fonts, reader):
    assert len(RARE) == 21
    assert reader.text(paper_with(fonts, RARE)) == RARE


def test_another_reader_finds_the_same_characters(fonts, tmp_path):
    file = tmp_path / "rare.pdf"
    file.write_bytes(paper_with(fonts, RARE).content)
    said = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True, timeout=30).stdout
    assert re.sub(r"\s", "", said.decode()) == RARE


def test_a_rare_name_on_a_notice_stays_whole(fonts, wording, reader):
    applicant = replace(ACCEPTANCE.applicant, name="王䶮𬱖", organisation=False)
    text = reader.text(draw_acceptance_notice(replace(ACCEPTANCE, applicant=applicant), fonts, wording, 2))
    assert "王䶮𬱖：" in text


def test_a_character_without_a_face_is_refused_by_name(fonts, wording):
    applicant = replace(ACCEPTANCE.applicant, name=f"王{UNDRAWABLE}")
    with pytest.raises(RuleBroken) as caught:
        draw_acceptance_notice(replace(ACCEPTANCE, applicant=applicant), fonts, wording, 2)
    assert caught.value.code == "printing.no_glyph"
    assert caught.value.details == {"field": "申请人，名称", "character": UNDRAWABLE, "point": "U+1F40E"}


@pytest.mark.parametrize("text", ["一\t二", "一\n二", "一\x00二"])
def test_a_control_character_is_refused(fonts, text):
    with pytest.raises(RuleBroken):
        fonts.runs(text, Role.BODY)


def test_each_face_has_a_fallback_in_the_other_family():
    assert set(FALLBACK) == set(Role)
    assert all(("Serif" in role) != ("Serif" in other) for role, other in FALLBACK.items())


def test_a_character_that_only_the_fallback_has_is_set_in_it(fonts):
    only_sans = next(
        chr(point)
        for point in sorted(fonts.faces[Role.PLAIN].face.charToGlyph)
        if point not in fonts.faces[Role.BODY].face.charToGlyph and point > 0x2E80
    )
    assert fonts.runs(f"德{only_sans}", Role.BODY) == ((Role.BODY, "德"), (Role.PLAIN, only_sans))


def test_code_points_beyond_the_first_plane_are_written_in_utf_16():
    written = to_unicode_map("X", [0, ord("德"), ord("𬱖")])
    assert "<01> <5FB7>" in written
    assert "<02> <D873DC56>" in written
    assert "<00> <" not in written.partition("endcodespacerange")[2]


def test_a_map_is_written_in_sections_of_a_hundred():
    written = to_unicode_map("X", list(range(1, 251)))
    assert re.findall(r"(\d+) beginbfchar", written) == ["100", "100", "50"]


def test_no_map_in_a_file_names_a_code_point_of_five_digits(samples):
    maps = []
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", samples["acceptance-2"].content, re.DOTALL):
        data = match.group(1).strip()
        if data.endswith(b"~>"):
            data = a85decode(b"<~" + data, adobe=True)
        try:
            text = zlib.decompress(data)
        except zlib.error:
            continue
        if b"beginbfchar" in text:
            maps.append(text)
    assert maps
    assert all(len(word) in {2, 4, 8} for text in maps for word in re.findall(rb"<([0-9A-F]+)>", text))


def test_a_missing_face_is_named(tmp_path):
    with pytest.raises(Trouble) as caught:
        load_fonts(tmp_path)
    assert caught.value.code == "printing.font_missing"
    assert str(caught.value.details["file"]).endswith(".ttf")


def test_a_broken_face_is_named(tmp_path):
    for role in Role:
        (tmp_path / f"{role}.ttf").write_bytes(b"not a font")
    with pytest.raises(Trouble) as caught:
        load_fonts(tmp_path)
    assert caught.value.code == "printing.font_unreadable"


def test_a_width_is_the_sum_of_its_characters(fonts):
    assert fonts.measure("德阳", Role.BODY, 10) == pytest.approx(20)
    assert fonts.measure("", Role.BODY, 10) == 0
