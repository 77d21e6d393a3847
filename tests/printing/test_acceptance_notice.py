from dataclasses import replace
from datetime import date

import pytest

from casework.errors import RuleBroken
from printing.model import PaperKind
from printing.papers.acceptance_notice import draw_acceptance_notice
from printing.papers.parts import Limit, PrintMarks, ReceivedPaper
from printing.samples import ACCEPTANCE, LONG_ACCEPTANCE, REPRINTED, TOLERANCE


def test_a_notice_says_whom_what_and_by_when(samples, reader):
    text = reader.text(samples["acceptance-2"])
    for said in (
        "德阳市农业农村局",
        "行政许可申请受理通知书",
        "广汉市金穗兽药经营部：",
        "你单位2026年11月20日提出的兽药经营许可证核发申请",
        "现予受理",
        "2026年12月11日",
        "15个工作日，自受理次日起",
        "营业执照后四位4X3H",
        "现场踏勘",
        "合计5项",
        "0838-555-0123",
        "受理专用章",
        "510600-W01-261120-0023-MT",
        "回执号001000005175",
        "第1页，共1页",
    ):
        assert said in text, said


def test_a_date_without_a_published_calendar_is_marked_provisional(samples, reader):
    text = reader.text(samples["acceptance-2"])
    assert "2027年1月4日暂定" in text
    assert "2027年日历未公布" in text


def test_a_date_with_a_calendar_is_not_marked(fonts, wording, reader):
    sure = replace(ACCEPTANCE, statutory=Limit(on=date(2026, 12, 31), working_days=29))
    assert "暂定" not in reader.text(draw_acceptance_notice(sure, fonts, wording, 2))


def test_each_copy_says_which_it_is(samples, reader):
    window, applicant = reader.text(samples["acceptance-1"]), reader.text(samples["acceptance-2"])
    assert samples["acceptance-1"].copy_label == "第一联"
    assert samples["acceptance-2"].copy_label == "第二联"
    assert "申请人签收" in window
    assert "领取登记" not in window
    assert "领取登记" in applicant
    assert "申请人签收" not in applicant


def test_there_is_no_third_copy(fonts, wording):
    with pytest.raises(RuleBroken) as caught:
        draw_acceptance_notice(ACCEPTANCE, fonts, wording, 3)
    assert caught.value.code == "printing.no_such_copy"


def test_promised_papers_make_it_a_tolerance_notice_with_their_dates(samples, reader):
    text = reader.text(samples["tolerance-2"])
    assert samples["tolerance-2"].kind is PaperKind.TOLERANCE_NOTICE
    assert "容缺受理通知书" in text
    assert "另有1项已书面承诺限期补交" in text
    assert "容缺，2026年11月30日前补交" in text
    assert "补齐之前不作最终决定" in text


def test_a_promised_paper_is_a_dash_and_not_a_zero(fonts, wording, reader):
    one = replace(TOLERANCE, papers=(ReceivedPaper(number=1, name="消防验收文件", follows_by=date(2026, 11, 30)),))
    text = reader.text(draw_acceptance_notice(one, fonts, wording, 2))
    assert "消防验收文件——" in text


def test_a_matter_that_is_no_licence_has_the_plain_title(fonts, wording):
    paper = draw_acceptance_notice(replace(ACCEPTANCE, licence=False), fonts, wording, 1)
    assert paper.title == "受理通知书"


def test_a_person_is_addressed_as_a_person(samples, reader):
    assert "你2026年11月20日提出的" in reader.text(samples["acceptance-long"])


def test_english_stands_after_the_chinese_only_where_both_are_asked_for(samples, both_samples, reader):
    english = "TheapplicationofSNovember2026".replace("S", "20")
    assert english not in reader.text(samples["acceptance-2"])
    assert english in reader.text(both_samples["acceptance-2"])
    assert "Businesslicence" in reader.text(both_samples["acceptance-2"])
    assert "Noticeofacceptance" in reader.text(samples["acceptance-2"])


def test_a_long_list_goes_over_pages_with_its_head_and_every_row(fonts, wording, reader):
    paper = draw_acceptance_notice(LONG_ACCEPTANCE, fonts, wording, 1)
    pages = reader.pages(paper)
    assert paper.pages == 3
    assert all(f"第{number}页，共3页" in page for number, page in enumerate(pages, start=1))
    assert all("续页行政许可申请受理通知书" in page for page in pages[1:])
    assert "收到的材料" in pages[1]
    whole = "".join(pages)
    assert all(f"第{number}项证明材料" in whole for number in range(1, 31))
    assert "合计30项" in whole


@pytest.mark.parametrize("count", range(1, 22))
def test_the_seal_never_stands_alone_on_a_page(fonts, wording, reader, count):
    rows = tuple(ReceivedPaper(number=number, name=f"材料{number}") for number in range(1, count + 1))
    paper = draw_acceptance_notice(replace(ACCEPTANCE, papers=rows), fonts, wording, 2)
    last = reader.pages(paper)[-1]
    assert "受理专用章" in last
    assert "领取办结后" in last
    assert "询问0838" in last


def test_a_reprint_says_when_where_who_and_why(samples, reader):
    text = reader.text(samples["acceptance-reprint"])
    assert "重打（第1次）" in text
    assert REPRINTED.reprint is not None
    assert f"原因：{REPRINTED.reprint.reason}" in text
    assert "重打" not in reader.text(samples["acceptance-2"])


def test_a_long_reason_takes_two_lines_and_an_endless_one_is_refused(fonts, wording, reader):
    assert REPRINTED.reprint is not None
    long = PrintMarks(reprint=replace(REPRINTED.reprint, reason="出纸口卡纸，首张撕破后作废并已登记，由值班长核对"))
    endless = PrintMarks(reprint=replace(REPRINTED.reprint, reason="卡纸" * 60))
    assert "由值班长核对" in reader.text(draw_acceptance_notice(ACCEPTANCE, fonts, wording, 2, long))
    with pytest.raises(RuleBroken) as caught:
        draw_acceptance_notice(ACCEPTANCE, fonts, wording, 2, endless)
    assert caught.value.code == "printing.reason_too_long"


def test_the_foot_tells_two_contents_of_one_number_apart(fonts, wording, reader):
    def digest(content):
        text = reader.text(draw_acceptance_notice(content, fonts, wording, 1))
        return text[text.index("SHA-256前8位") :][12:20]

    other = replace(ACCEPTANCE, clerk="杨帆")
    assert digest(ACCEPTANCE) != digest(other)
    assert digest(ACCEPTANCE) == digest(ACCEPTANCE)
