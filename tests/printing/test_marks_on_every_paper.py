"""Every kind of paper says what is special about a print: reprinted, corrected, practice, sample wording."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from casework.errors import RuleBroken
from printing import samples
from printing.model import FrozenPaper, Media, PaperKind
from printing.papers.acceptance_notice import draw_acceptance_notice
from printing.papers.certificate import draw_certificate
from printing.papers.collection_sheet import draw_collection_sheet
from printing.papers.commitment import draw_commitment
from printing.papers.day_report import draw_day_sheet
from printing.papers.decision_document import draw_decision
from printing.papers.extension_notice import draw_extension_notice
from printing.papers.hand_over_sheet import draw_courier_sheet, draw_hand_over_sheet
from printing.papers.material_label import draw_material_labels
from printing.papers.not_accepted_notice import draw_not_accepted_notice
from printing.papers.not_required_notice import draw_not_required_notice
from printing.papers.parts import FIRST_PRINT, PrintMarks, Replaced, Reprint
from printing.papers.proof_of_delivery import draw_proof_of_delivery
from printing.papers.receipt_sheet import draw_receipt_sheet
from printing.papers.receipt_slip import draw_receipt_slip
from printing.papers.seal_set import draw_seal_set_order, draw_seal_set_receipt
from printing.papers.special_procedure_notice import draw_special_procedure_notice
from printing.papers.supplement_notice import draw_supplement_notice
from printing.papers.test_page import draw_printer_page
from printing.papers.waybill import draw_waybill
from printing.samples import further
from printing.wording import load_wording

AT = datetime(2026, 12, 1, 6, 30, tzinfo=UTC)
REPRINTED = PrintMarks(reprint=Reprint(number=7, at=AT, window="W09", clerk="周敏", reason="卡纸"))
CORRECTED = PrintMarks(replaces=Replaced(at=AT, reason="名称录错一字"))
PRACTICE = PrintMarks(practice=True)

Draw = Callable[..., FrozenPaper]


def two_copies(draw: Draw, content) -> Draw:
    return lambda fonts, wording, marks: draw(content, fonts, wording, 2, marks)


def one(draw: Draw, content) -> Draw:
    return lambda fonts, wording, marks: draw(content, fonts, wording, marks)


def on(draw: Draw, media: Media, content=samples.SLIP) -> Draw:
    return lambda fonts, wording, marks: draw(content, fonts, wording, media, marks)


PAPERS: dict[str, tuple[PaperKind, Draw]] = {
    "slip 80": (PaperKind.RECEIPT_SLIP, on(draw_receipt_slip, Media.ROLL_80)),
    "slip 58": (PaperKind.RECEIPT_SLIP, on(draw_receipt_slip, Media.ROLL_58)),
    "receipt A5": (PaperKind.RECEIPT_SLIP, on(draw_receipt_sheet, Media.A5_PORTRAIT)),
    "receipt A4": (PaperKind.RECEIPT_SLIP, on(draw_receipt_sheet, Media.A4_PORTRAIT)),
    "acceptance": (PaperKind.ACCEPTANCE_NOTICE, two_copies(draw_acceptance_notice, samples.ACCEPTANCE)),
    "tolerance": (PaperKind.TOLERANCE_NOTICE, two_copies(draw_acceptance_notice, samples.TOLERANCE)),
    "supplement": (PaperKind.SUPPLEMENT_NOTICE, two_copies(draw_supplement_notice, samples.SUPPLEMENT)),
    "not accepted": (PaperKind.NOT_ACCEPTED_NOTICE, two_copies(draw_not_accepted_notice, samples.NOT_ACCEPTED)),
    "not required": (PaperKind.NOT_REQUIRED_NOTICE, two_copies(draw_not_required_notice, further.NOT_REQUIRED)),
    "commitment": (PaperKind.COMMITMENT, two_copies(draw_commitment, further.COMMITMENT)),
    "special": (
        PaperKind.SPECIAL_PROCEDURE_NOTICE,
        two_copies(draw_special_procedure_notice, further.SPECIAL_PROCEDURE),
    ),
    "extension": (PaperKind.EXTENSION_NOTICE, two_copies(draw_extension_notice, further.EXTENSION)),
    "decision": (PaperKind.DECISION, two_copies(draw_decision, further.REFUSED)),
    "proof": (PaperKind.PROOF_OF_DELIVERY, one(draw_proof_of_delivery, further.PROOF)),
    "waybill": (PaperKind.WAYBILL, one(draw_waybill, further.WAYBILL)),
    "courier": (PaperKind.COURIER_SHEET, two_copies(draw_courier_sheet, further.COURIER_SHEET)),
    "sheet": (PaperKind.HAND_OVER_SHEET, two_copies(draw_hand_over_sheet, samples.SHEET)),
    "labels": (PaperKind.MATERIAL_LABEL, one(draw_material_labels, samples.LABELS)),
    "seal order": (PaperKind.SEAL_SET_ORDER, two_copies(draw_seal_set_order, further.SEAL_SET_ORDER)),
    "seal receipt": (PaperKind.SEAL_SET_RECEIPT, two_copies(draw_seal_set_receipt, further.SEAL_SET_RECEIPT)),
    "certificate": (
        PaperKind.CERTIFICATE,
        one(draw_certificate, replace(samples.CERTIFICATE, blank_number="", stock=False)),
    ),
    "collection": (PaperKind.COLLECTION_SHEET, one(draw_collection_sheet, further.COLLECTION)),
    "day sheet": (PaperKind.DAY_SHEET, one(draw_day_sheet, samples.DAY_SHEET)),
    "test page": (PaperKind.TEST_PAGE, one(draw_printer_page, samples.PRINTER_PAGE)),
}
NEVER_REPRINTED = {"certificate"}
"""Void, and another blank."""
OF_THE_HOUSE = {"collection", "day sheet", "test page"}
"""However often one is printed, it is the same paper."""
WITHOUT_WORDING = {"day sheet", "test page"}
"""They state nothing to anybody outside, so no wording of theirs is to be confirmed."""
OF_A_CASE = sorted(PAPERS.keys() - OF_THE_HOUSE - NEVER_REPRINTED)


def drawn(name, fonts, wording, marks=FIRST_PRINT) -> FrozenPaper:
    kind, draw = PAPERS[name]
    paper = draw(fonts, wording, marks)
    assert paper.kind is kind
    return paper


def test_no_kind_of_paper_is_left_out():
    assert {kind for kind, _ in PAPERS.values()} == set(PaperKind)


@pytest.mark.parametrize("name", PAPERS)
def test_a_first_print_bears_no_mark(name, fonts, wording, reader):
    text = reader.text(drawn(name, fonts, wording))
    assert not [mark for mark in ("重打", "重1", "重7", "更正件", "练习") if mark in text]


@pytest.mark.parametrize("name", OF_A_CASE)
def test_a_reprint_says_that_it_is_one(name, fonts, wording, reader):
    first = reader.pages(drawn(name, fonts, wording, REPRINTED))[0]
    assert "重打（第7次）" in first or "重7" in first


@pytest.mark.parametrize("name", OF_A_CASE)
def test_in_practice_a_reprint_says_both(name, fonts, wording, reader):
    text = reader.text(drawn(name, fonts, wording, replace(REPRINTED, practice=True)))
    assert "重打（第7次）" in text or "重7" in text
    assert "练习不作凭据" in text


@pytest.mark.parametrize("name", PAPERS)
def test_practice_stands_on_every_page(name, fonts, wording, reader):
    pages = reader.pages(drawn(name, fonts, wording, PRACTICE))
    assert all("练习不作凭据" in page for page in pages)


@pytest.mark.parametrize("name", sorted(set(OF_A_CASE) - {"labels", "waybill"}))
def test_a_corrected_paper_names_the_print_that_is_void(name, fonts, wording, reader):
    text = reader.text(drawn(name, fonts, wording, CORRECTED))
    assert "更正件" in text
    assert "替代2026-12-0114:30打印的一份，那份作废" in text


@pytest.mark.parametrize("name", sorted(NEVER_REPRINTED))
def test_what_is_never_reprinted_refuses_to_be(name, fonts, wording):
    with pytest.raises(RuleBroken, match="reprint"):
        drawn(name, fonts, wording, REPRINTED)


@pytest.mark.parametrize("name", sorted(PAPERS.keys() - WITHOUT_WORDING))
def test_wording_that_nobody_confirmed_is_marked_as_a_sample(name, fonts, wording, wording_data, reader):
    confirmed = load_wording(wording_data.replace(b'"confirmed": false', b'"confirmed": true', 1))
    assert confirmed.confirmed
    assert not wording.confirmed
    marks = ("示例文本", "样张")
    assert any(mark in reader.text(drawn(name, fonts, wording)) for mark in marks)
    assert not any(mark in reader.text(drawn(name, fonts, confirmed)) for mark in marks)
