import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.errors import RuleBroken
from printing.papers.hand_over_sheet import draw_hand_over_sheet
from printing.papers.sheet_rows import SheetCase, SheetRow, placed_rows, sheet_pages
from printing.samples import REPRINTED, SHEET, TEACHER


def case_of(rows: int, number: int = 1) -> SheetCase:
    return SheetCase(
        matter=f"事项{number}",
        case_number="510600-W03-261016-0027-K4",
        serial=f"{number:012d}",
        organisation="广汉市金雁艺术学校",
        person="",
        rows=tuple(
            SheetRow(labels=f"M{row:02d}-1", material=f"材料{row}", originals=1, copies=2) for row in range(rows)
        ),
    )


def test_a_sheet_counts_cases_and_pieces_in_figures_and_capitals(samples, reader):
    first, second = reader.pages(samples["sheet-1"])
    assert "共4件24份" in first
    assert "4件案件22份" in first
    assert "大写原件壹拾肆份，复印件捌份" in first
    assert "本案余2份转下页" in first
    assert "（承上页）" in second
    assert "合计4件案件24份" in second


def test_persons_are_masked_and_organisations_stand_whole(samples, reader):
    text = reader.text(samples["sheet-1"])
    assert "王*慧" in text
    assert "王晓慧" not in text
    assert "何*静" in text
    assert "广汉市金雁艺术学校" in text


def test_a_single_page_has_one_sum(samples, reader):
    text = reader.text(samples["sheet-2"])
    assert text.count("本页小计") == 1
    assert "转下页" not in text


@pytest.mark.parametrize(
    ("copy", "label", "use"), [(1, "第一联", "交出方"), (2, "第二联", "接收方"), (3, "第三联", "传送方")]
)
def test_each_party_has_a_copy(fonts, wording, reader, copy, label, use):
    paper = draw_hand_over_sheet(SHEET, fonts, wording, copy)
    assert paper.copy_label == label
    assert f"{use}留存" in reader.text(paper)


def test_a_reprint_is_marked(fonts, wording, reader):
    text = reader.text(draw_hand_over_sheet(SHEET, fonts, wording, 1, REPRINTED))
    assert "重打（第1次）" in text


def test_a_departments_long_name_stands_whole(fonts, wording, reader):
    long = replace(SHEET, sender="德阳市经济和信息化局行政审批科", carrier="市政务服务中心机要交通站")
    text = reader.text(draw_hand_over_sheet(long, fonts, wording, 1))
    assert "德阳市经济和信息化局行政审批科" in text
    assert "市政务服务中心机要交通站" in text


@pytest.mark.parametrize("cases", [(), (replace(TEACHER, rows=()),)])
def test_an_empty_sheet_is_refused(fonts, wording, cases):
    with pytest.raises(RuleBroken) as caught:
        draw_hand_over_sheet(replace(SHEET, cases=cases), fonts, wording, 1)
    assert caught.value.code == "printing.empty_sheet"


@given(st.lists(st.integers(1, 30), min_size=1, max_size=8))
@settings(max_examples=25, deadline=None)
def test_rows_never_run_into_the_signatures(fonts, wording, sizes):
    cases = [case_of(rows, number) for number, rows in enumerate(sizes, start=1)]
    pages = sheet_pages(cases, fonts, wording, first_top_mm=66.9)
    for page in pages:
        # The signatures begin 2 mm under the rows and need 38 mm down to the foot's rule.
        assert page.bottom_mm + 2.0 + 32.0 + 6.0 <= 282.5
        tops = [placed.top_mm for placed in placed_rows(page)]
        assert tops == sorted(tops)


def test_every_page_of_a_long_sheet_has_its_code_its_sum_and_the_signatures(fonts, wording, reader):
    long = replace(SHEET, cases=(case_of(60),))
    paper = draw_hand_over_sheet(long, fonts, wording, 2)
    assert paper.pages >= 3
    assert re.findall(r"M(\d\d)-1材料", reader.text(paper)) == [f"{row:02d}" for row in range(60)]
    for number, page in enumerate(reader.pages(paper)):
        assert SHEET.serial in reader.codes(paper, 203, number)
        assert "本页小计" in page
        assert "差异记录" in page
        assert f"第{number + 1}页，共{paper.pages}页" in page
