import re
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from PIL import ImageOps

from printing.model import Media, PaperKind
from printing.papers.acceptance_notice import draw_acceptance_notice
from printing.papers.receipt_slip import draw_receipt_slip
from printing.samples import (
    ACCEPTANCE,
    CERTIFICATE,
    LABELS,
    NUMBERS,
    SHEET,
    SLIP,
    SUPPLEMENT,
    every_paper,
    every_paper_of_the_house,
    further,
)


def _notice(numbers):
    return {numbers.case_number, numbers.progress_url}


# The longest payload planned: a signed receipt, upper case and base32, 234 characters.
SIGNED_URL = "HTTPS://ZW.DEYANG.EXAMPLE/R/" + "A2C4E6G7I3K5M7OP" * 12 + "QRSTUVWXYZ2345"
ONE_CASE = {SHEET.serial, SHEET.cases[1].serial}
ON_A_SLIP = {SLIP.numbers.serial, SLIP.numbers.progress_url}
OF_A_PAPER = {
    "acceptance": _notice(NUMBERS),
    "tolerance": _notice(NUMBERS),
    "supplement": _notice(SUPPLEMENT.numbers),
    "not-accepted": _notice(SUPPLEMENT.numbers),
    "not-required": _notice(further.NOT_REQUIRED.numbers),
    "commitment": _notice(further.COMMITMENT.numbers),
    "special-procedure": _notice(further.SPECIAL_PROCEDURE.numbers),
    "extension": _notice(further.EXTENSION.numbers),
    "decision": _notice(further.GRANTED.numbers),
    "proof": _notice(further.PROOF.numbers),
    "seal-order": _notice(further.SEAL_SET_ORDER.numbers),
    "seal-receipt": _notice(further.SEAL_SET_RECEIPT.numbers),
    "sheet-1": {SHEET.serial, *(case.serial for case in SHEET.cases)},
    "sheet": ONE_CASE,
    "courier": {further.COURIER_SHEET.serial, *(case.serial for case in further.COURIER_SHEET.cases)},
    "waybill": {further.WAYBILL.number},
    "label-practice": {LABELS[1].number},
    "label": {LABELS[0].number},
    "certificate": {CERTIFICATE.verify_url},
    "slip": ON_A_SLIP,
    "receipt": ON_A_SLIP,
}


def codes_of(name: str) -> set[str]:
    return next(codes for begin, codes in OF_A_PAPER.items() if name.startswith(begin))


@pytest.mark.parametrize("dpi", [203, 300])
def test_every_code_on_every_paper_is_read_back(samples, reader, dpi):
    assert {name: reader.codes(paper, dpi) for name, paper in samples.items()} == {
        name: codes_of(name) for name in samples
    }


@pytest.mark.parametrize("dpi", [203, 300])
def test_every_code_is_read_back_from_the_bilingual_papers(both_samples, reader, dpi):
    assert {name: reader.codes(paper, dpi) for name, paper in both_samples.items()} == {
        name: codes_of(name) for name in both_samples
    }


@pytest.mark.parametrize("dpi", [203, 300])
def test_the_longest_signed_receipt_is_read_back_from_a_notice_and_both_slips(fonts, wording, reader, dpi):
    numbers = replace(NUMBERS, progress_url=SIGNED_URL)
    assert len(SIGNED_URL) == 234
    papers = [
        draw_acceptance_notice(replace(ACCEPTANCE, numbers=numbers), fonts, wording, 1),
        draw_receipt_slip(replace(SLIP, numbers=numbers), fonts, wording, Media.ROLL_80),
        draw_receipt_slip(replace(SLIP, numbers=numbers), fonts, wording, Media.ROLL_58),
    ]
    for paper in papers:
        assert SIGNED_URL in reader.codes(paper, dpi)


def test_a_page_without_its_code_reads_nothing(reader, paper_of):
    # The control: the reader must not find what is not there.
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    out = BytesIO()
    document.save(out)
    assert reader.codes(paper_of(out.getvalue()), 203) == set()


def test_further_pages_carry_the_case_number_and_no_qr_code(samples, reader):
    long = samples["acceptance-long"]
    assert [reader.codes(long, 203, page) for page in range(1, long.pages)] == [{NUMBERS.case_number}] * (
        long.pages - 1
    )


def test_the_same_content_makes_the_same_bytes(samples, fonts, wording):
    again = every_paper(fonts, wording)
    assert {name: paper.sha256 for name, paper in again.items()} == {
        name: paper.sha256 for name, paper in samples.items()
    }


def test_copies_and_reprints_are_papers_of_their_own(samples):
    hashes = {samples[name].sha256 for name in ("acceptance-1", "acceptance-2", "acceptance-reprint")}
    assert len(hashes) == 3


def test_no_face_is_missing_from_any_file(samples, both_samples):
    for paper in (*samples.values(), *both_samples.values()):
        names = re.findall(rb"/BaseFont /(\S+)", paper.content)
        assert names
        assert all(re.match(rb"[A-K]{6}\+Noto(Serif|Sans)SC-", name) for name in names)
        assert len(re.findall(rb"/FontFile2 ", paper.content)) == len(names)
        assert b"Helvetica" not in paper.content


def test_every_paper_asks_to_be_printed_at_its_actual_size(samples):
    assert all(b"/PrintScaling /None" in paper.content for paper in samples.values())


def test_every_paper_is_a_sample_until_the_site_confirms_its_wording(samples, reader):
    for name, paper in samples.items():
        text = reader.text(paper)
        assert "示例文本" in text or "样张" in text, name


def test_confirmed_wording_takes_the_sample_mark_away(fonts, wording, reader):
    confirmed = replace(wording, confirmed=True)
    for name, paper in every_paper(fonts, confirmed).items():
        text = reader.text(paper)
        assert "示例文本" not in text, name
        assert "样张" not in text, name


def test_every_kind_of_paper_has_a_sample(samples, fonts, wording):
    every = [*samples.values(), *every_paper_of_the_house(fonts, wording).values()]
    assert {paper.kind for paper in every} == set(PaperKind)


def test_a_paper_knows_how_many_pages_its_file_has(samples):
    for paper in samples.values():
        with pypdfium2.PdfDocument(paper.content) as document:
            assert len(document) == paper.pages


@pytest.mark.parametrize(
    ("name", "width", "height"),
    [("acceptance-1", 210, 297), ("certificate", 297, 210), ("slip-80", 80, None), ("slip-58", 58, None)],
)
def test_a_page_has_the_size_of_its_paper(samples, name, width, height):
    with pypdfium2.PdfDocument(samples[name].content) as document:
        found = [round(side * 25.4 / 72) for side in document[0].get_size()]
    assert found[0] == width
    assert height is None or found[1] == height


def test_nothing_on_a_sheet_lies_where_office_printers_cannot_reach(samples, both_samples):
    margin_px = 47  # 6 mm at 200 dpi
    for papers in (samples, both_samples):
        for name, paper in papers.items():
            if name.startswith(("slip", "label", "waybill")):
                continue
            with pypdfium2.PdfDocument(paper.content) as document:
                for page in document:
                    image = page.render(scale=200 / 72).to_pil().convert("L")
                    left, top, right, bottom = ImageOps.invert(image).getbbox()
                    assert min(left, top) >= margin_px, name
                    assert image.width - right >= margin_px, name
                    assert image.height - bottom >= margin_px, name


def test_a_drawn_seal_is_never_called_an_electronic_signature(samples, reader):
    for name in ("acceptance-2", "supplement-2", "not-accepted-2", "certificate"):
        assert "不是电子签名" in reader.text(samples[name])


def test_a_place_for_a_hand_stamp_says_so_and_holds_no_impression(samples, reader):
    last = reader.pages(samples["acceptance-long"])[-1]
    assert "加盖实物印章后有效" in last
    assert "受理专用章" not in last
    assert "不是电子签名" not in last


def test_a_practice_print_says_so_and_bears_no_seal(samples, reader):
    for name in ("acceptance-practice", "sheet-practice", "certificate-practice", "slip-58-practice"):
        text = reader.text(samples[name])
        assert text.count("练习") >= 2
        assert "受理专用章" not in text
