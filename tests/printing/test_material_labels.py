"""Labels for kept originals: one a page, found again by their code, without any name."""

from dataclasses import replace

import pypdfium2
import pytest

from casework.errors import RuleBroken
from casework.numbers import parse_label
from printing.model import Media, PaperKind
from printing.papers.material_label import draw_material_labels
from printing.samples import LABEL, LABELS, REPRINTED

LONG = "资产来源、资金数额及有效证明文件，并附验资报告、银行资信证明与捐赠协议的原件"


def test_a_label_says_which_piece_of_which_material_of_which_case(samples, reader):
    text = reader.text(samples["label"])
    for said in ("M03", "原件1/2", "资产来源、资金数额及有效证明文件", "德阳市教育局", "3号窗2026-10-13", "办结归档"):
        assert said in text
    assert "W03-261013-0009-KH510600-W03-261013-0009-KH-M03-1" in text


def test_the_code_is_the_labels_number_and_leads_to_the_material(samples, reader):
    (read,) = reader.codes(samples["label"], 203)
    label = parse_label(read)
    assert (label.case.format(), label.material, label.piece) == (LABEL.case_number, "M03", 1)


def test_every_piece_has_a_page_of_its_own_of_60_by_40_mm(fonts, wording, reader):
    paper = draw_material_labels(LABELS, fonts, wording)
    assert (paper.pages, paper.media, paper.kind) == (2, Media.LABEL_60X40, PaperKind.MATERIAL_LABEL)
    assert [reader.codes(paper, 203, page) for page in range(2)] == [{label.number} for label in LABELS]
    with pypdfium2.PdfDocument(paper.content) as document:
        sizes = [tuple(round(side / 72 * 25.4, 1) for side in page.get_size()) for page in document]
    assert sizes == [(60.0, 40.0)] * 2


def test_a_long_name_is_made_smaller_then_cut_and_never_leaves_the_label(fonts, wording, reader):
    text = reader.text(draw_material_labels([replace(LABEL, material=LONG)], fonts, wording))
    assert "资产来源、资金数额及有效" in text
    assert "…" in text
    assert "捐赠协议的原件" not in text
    whole = reader.text(draw_material_labels([replace(LABEL, material=LONG[:20])], fonts, wording))
    assert LONG[:20] in whole


def test_a_long_department_leaves_room_for_window_and_day(fonts, wording, reader):
    department = "德阳市经济和信息化局（德阳市国防科学技术工业办公室）"
    text = reader.text(draw_material_labels([replace(LABEL, department=department)], fonts, wording))
    assert "德阳市经济和信息…3号窗2026-10-13" in text


def test_a_reprint_and_practice_say_so_and_the_code_still_reads(samples, fonts, wording, reader):
    assert "原件1/2重1" in reader.text(draw_material_labels([LABEL], fonts, wording, REPRINTED))
    practice = samples["label-practice"]
    assert "练习不作凭据" in reader.text(practice)
    assert "复印件2/2重1" in reader.text(practice)
    assert reader.codes(practice, 203) == {LABELS[1].number}


def test_the_longest_number_still_makes_whole_dots(fonts, wording, reader):
    label = replace(LABEL, case_number="510600-W103-261013-0009-KHX", place="M12", piece=99)
    assert reader.codes(draw_material_labels([label], fonts, wording), 203) == {label.number}


def test_what_no_code_can_hold_and_what_no_face_has_is_refused(fonts, wording):
    with pytest.raises(RuleBroken, match=r"printing\.qr_too_long"):
        draw_material_labels([replace(LABEL, case_number="A" * 900)], fonts, wording)
    with pytest.raises(RuleBroken, match=r"printing\.no_glyph"):
        draw_material_labels([replace(LABEL, material="\U000f0000")], fonts, wording)
    with pytest.raises(ValueError, match="nothing to label"):
        draw_material_labels([], fonts, wording)
