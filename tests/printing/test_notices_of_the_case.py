"""Papers around acceptance and decision: what they say, and that nothing is said twice or lost."""

from dataclasses import replace
from datetime import date

import pytest

from casework.errors import RuleBroken
from printing.model import PaperKind
from printing.papers.commitment import draw_commitment
from printing.papers.decision_document import draw_decision
from printing.papers.extension_notice import draw_extension_notice
from printing.papers.not_required_notice import draw_not_required_notice
from printing.papers.parts import PrintMarks, Reason, ReceivedPaper
from printing.papers.proof_of_delivery import DeliveredDocument, draw_proof_of_delivery
from printing.papers.special_procedure_notice import draw_special_procedure_notice
from printing.samples import further


def test_a_commitment_is_the_applicants_own_and_bears_no_seal(samples, reader):
    text = reader.text(samples["commitment-1"])
    assert "德阳市教育局：" in text
    assert "本单位2026年10月13日提出民办幼儿园设立“一件事”套餐申请" in text
    assert "下列2项材料目前不能提交" in text
    assert "专用章" not in text
    assert "印样" not in text
    assert "承诺人签字或盖章" in text


def test_a_commitment_names_each_paper_with_its_own_day(samples, reader):
    text = reader.text(samples["commitment-1"])
    assert "消防验收（备案）文件原件12026年11月30日" in text
    assert "食堂食品经营许可证复印件22026年11月16日" in text


def test_a_person_promises_as_a_person(fonts, wording, reader):
    content = replace(further.COMMITMENT, applicant=replace(further.COMMITMENT.applicant, organisation=False))
    assert "本人2026年10月13日" in reader.text(draw_commitment(content, fonts, wording, 2))


def test_a_commitment_without_a_day_is_refused(fonts, wording):
    content = replace(further.COMMITMENT, papers=(ReceivedPaper(number=1, name="章程"),))
    with pytest.raises(RuleBroken, match="nothing_promised"):
        draw_commitment(content, fonts, wording, 1)


def test_a_long_commitment_keeps_its_signature_with_promises(fonts, wording, reader):
    papers = tuple(
        ReceivedPaper(number=number, name=f"第 {number} 项材料", originals=1, follows_by=date(2026, 11, 30))
        for number in range(1, 33)
    )
    pages = reader.pages(draw_commitment(replace(further.COMMITMENT, papers=papers), fonts, wording, 1))
    assert len(pages) > 1
    assert "承诺人签字或盖章" in pages[-1]
    assert "四、" in pages[-1]


def test_time_that_nobody_can_state_yet_is_said_in_words_and_not_left_blank(fonts, wording, reader):
    told = reader.text(draw_special_procedure_notice(further.SPECIAL_PROCEDURE, fonts, wording, 2))
    blank = reader.text(draw_special_procedure_notice(replace(further.SPECIAL_PROCEDURE, days=None), fonts, wording, 2))
    assert "所需时间Timeneeded10个工作日" in told
    assert "所需时间Timeneeded现在还不能确定。确定后另行书面告知，随时扫右上二维码可查。" in blank
    assert "__" not in blank


def test_an_extension_says_both_dates_and_why(samples, reader):
    text = reader.text(samples["extension-2"])
    assert "2026年12月24日" in text
    assert "2027年1月8日暂定" in text
    assert further.EXTENSION.reason in text
    assert "李建华（局长）" in text


def test_an_extension_without_reasons_is_refused(fonts, wording):
    with pytest.raises(RuleBroken, match="no_reasons"):
        draw_extension_notice(replace(further.EXTENSION, reason=" "), fonts, wording, 1)


def test_a_refusal_gives_reasons_and_both_remedies(samples, reader):
    text = reader.text(samples["decision-refused-1"])
    for reason in further.REFUSED.reasons:
        assert reason.text.replace(" ", "") in text
    assert "本决定书之日起六十日内向德阳市人民政府" in text
    assert "六个月内依法向德阳市旌阳区人民法院" in text


def test_a_grant_names_the_certificate_and_no_remedies(samples, reader):
    text = reader.text(samples["decision-granted-2"])
    assert "民办学校办学许可证，编号5106-JY-MB-2026-0031" in text
    assert "2026年12月1日至2029年11月30日" in text
    assert "如果不服" not in text
    assert "开园前完成教职工健康检查" in text


@pytest.mark.parametrize(("granted", "title"), [(True, "准予决定书"), (False, "不予决定书")])
def test_what_is_no_licence_is_not_called_one(fonts, wording, granted, title):
    content = replace(further.GRANTED if granted else further.REFUSED, licence=False)
    assert draw_decision(content, fonts, wording, 1).title == title


@pytest.mark.parametrize("content", [replace(further.REFUSED, reasons=())])
def test_refusing_without_reasons_is_refused(fonts, wording, content):
    with pytest.raises(RuleBroken, match="no_reasons"):
        draw_decision(content, fonts, wording, 1)
    with pytest.raises(RuleBroken, match="no_reasons"):
        draw_not_required_notice(replace(further.NOT_REQUIRED, reasons=()), fonts, wording, 1)


def test_a_department_seal_is_the_departments(samples, reader):
    assert "受理专用章" not in reader.text(samples["decision-granted-2"])
    assert "受理专用章" in reader.text(samples["extension-2"])


def test_a_proof_of_delivery_lists_every_document_with_its_number(samples, reader):
    text = reader.text(samples["proof"])
    assert "民办学校办学许可证5106-JY-MB-2026-00311件" in text
    assert "德教许〔2026〕31号2件" in text
    assert "王晓慧，证件后四位0028" in text
    assert "更正件" in text
    assert "联" not in samples["proof"].copy_label


def test_a_mailed_proof_names_the_waybill_and_leaves_the_time_open(fonts, wording, reader):
    text = reader.text(draw_proof_of_delivery(further.MAILED_PROOF, fonts, wording))
    assert "邮寄送达，EMS1047382955106" in text
    assert "________年____月____日____时____分" in text


def test_who_stands_in_is_said_to(fonts, wording, reader):
    text = reader.text(draw_proof_of_delivery(replace(further.PROOF, stand_in=True), fonts, wording))
    assert "凭书面授权代收" in text


def test_nothing_delivered_needs_no_proof(fonts, wording):
    with pytest.raises(RuleBroken, match="nothing_delivered"):
        draw_proof_of_delivery(replace(further.PROOF, documents=()), fonts, wording)


def test_forty_documents_go_over_pages(fonts, wording, reader):
    documents = tuple(DeliveredDocument(title=f"文书 {n}", number=f"第 {n} 号") for n in range(1, 31))
    text = reader.text(draw_proof_of_delivery(replace(further.PROOF, documents=documents), fonts, wording))
    assert all(f"文书{n}第{n}号" in text for n in range(1, 31))


def test_papers_without_a_seal_say_so_and_practice_says_practice(fonts, wording, reader):
    practice = PrintMarks(practice=True)
    for paper in (
        draw_commitment(further.COMMITMENT, fonts, wording, 1, practice),
        draw_proof_of_delivery(further.PROOF, fonts, wording, practice),
    ):
        text = reader.text(paper)
        assert "练习件，不作凭据" in text
        assert "不加盖本机关印章" not in text


def test_a_provision_stands_with_each_reason(fonts, wording, reader):
    reasons = (Reason(text="不需要。", text_en="", law="《行政许可法》第十三条"),)
    paper = draw_not_required_notice(replace(further.NOT_REQUIRED, reasons=reasons), fonts, wording, 1)
    assert paper.kind is PaperKind.NOT_REQUIRED_NOTICE
    assert "依据：《行政许可法》第十三条" in reader.text(paper)
