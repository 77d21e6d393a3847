"""The fullest papers: nothing runs off a page or over an edge, and none of what is long or rare is lost."""

import pypdfium2
import pytest
from PIL import Image, ImageOps

from printing.model import Media
from printing.samples.__main__ import contact_sheet
from printing.samples.rare import BODY, PERSON, every_full_paper

DPI = 100
EDGE_MM = 6.0
ON_ROLLS = {Media.ROLL_58, Media.ROLL_80, Media.LABEL_60X40, Media.WAYBILL_76X130, Media.WAYBILL_100X180}


@pytest.fixture(scope="module", params=["zh", "zh+en"])
def full(request, fonts, wording, both):
    return every_full_paper(fonts, wording if request.param == "zh" else both)


def pictures(paper):
    with pypdfium2.PdfDocument(paper.content) as document:
        return [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]


def test_nothing_comes_nearer_to_an_edge_than_office_printers_reach(full):
    least = int(EDGE_MM * DPI / 25.4) - 1
    for name, paper in full.items():
        for picture in pictures(paper) if paper.media not in ON_ROLLS else []:
            left, top, right, bottom = ImageOps.invert(picture).getbbox()
            assert min(left, top, picture.width - right, picture.height - bottom) >= least, name


def test_long_and_rare_names_stand_whole_on_notices(full, reader):
    for name in ("acceptance", "not-accepted", "commitment", "special-procedure", "decision-refused"):
        # The copy tab stands beside the name and is read in between.
        assert BODY.name in reader.text(full[name]).replace("时带来", ""), name
    for name in ("acceptance-practice", "supplement", "not-required", "extension", "decision-granted", "proof"):
        assert PERSON.name in reader.text(full[name]), name


def test_names_are_masked_where_others_see_them(full, reader):
    for name in ("waybill", "slip-80", "slip-58", "receipt-a5", "receipt-a4"):
        text = reader.text(full[name])
        assert PERSON.name not in text, name
        assert "阿*江" in text, name


def test_practice_is_said_on_every_practice_print(full, reader):
    for name in ("acceptance-practice", "not-required", "extension", "decision-granted", "waybill-100", "receipt-a4"):
        assert "练习" in reader.text(full[name]), name


def test_all_papers_stand_on_one_sheet():
    sheet = contact_sheet([Image.new("RGB", (827, 1169), "white")] * 9)
    assert sheet.width > 8 * 400
    assert sheet.height > 2 * 600
