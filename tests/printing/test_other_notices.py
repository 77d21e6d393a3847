from dataclasses import replace

import pytest

from casework.errors import RuleBroken
from printing.papers.not_accepted_notice import draw_not_accepted_notice
from printing.papers.supplement_notice import draw_supplement_notice
from printing.samples import ITEMS, LONG_SUPPLEMENT, NOT_ACCEPTED, SUPPLEMENT


def test_a_supplement_notice_names_everything_that_is_missing_once(samples, reader):
    text = reader.text(samples["supplement-2"])
    assert "其中下列3项需要补正。除此之外不缺材料。" in text
    for item in ITEMS:
        assert text.count(item.name) == 1
        assert item.problem.replace(" ", "") in text
        assert item.remedy.replace(" ", "") in text
    assert "2026年12月8日星期二" in text
    assert "五日内告知" in text
    assert "第3天" in text
    assert "最后一项补齐的当天为受理日" in text


def test_told_on_the_spot_counts_no_day(fonts, wording, reader):
    text = reader.text(draw_supplement_notice(replace(SUPPLEMENT, told_day=0), fonts, wording, 1))
    assert "当场告知" in text
    assert "第0天" not in text


def test_steps_outside_the_committed_days_are_named_only_where_there_are_any(fonts, wording, reader):
    with_steps = reader.text(draw_supplement_notice(SUPPLEMENT, fonts, wording, 1))
    without = reader.text(draw_supplement_notice(replace(SUPPLEMENT, not_counted=()), fonts, wording, 1))
    assert "现场踏勘不计入" in with_steps
    assert "不计入" not in without


def test_a_supplement_in_both_languages_explains_each_item_in_english(samples, both_samples, reader):
    remedy = "Signatthewindow;nonewcopyisneeded."
    assert remedy in reader.text(both_samples["supplement-2"])
    assert remedy not in reader.text(samples["supplement-2"])


def test_many_items_go_over_pages_and_none_is_lost_or_split(fonts, wording, reader):
    paper = draw_supplement_notice(LONG_SUPPLEMENT, fonts, wording, 2)
    pages = reader.pages(paper)
    assert paper.pages >= 2
    assert "受理专用章" in pages[-1]
    # An item's two labels are on the same page.
    for page in pages:
        assert page.count("问题") == page.count("怎么补")
    assert sum(page.count("怎么补") for page in pages) == len(LONG_SUPPLEMENT.items)


def test_both_originals_and_copies_are_asked_for_where_both_are_missing(fonts, wording, reader):
    items = (replace(ITEMS[0], originals=2, copies=3),)
    text = reader.text(draw_supplement_notice(replace(SUPPLEMENT, items=items), fonts, wording, 2))
    assert "原件2" in text
    assert "复印件3" in text


def test_a_refusal_to_accept_gives_reasons_law_and_remedies(samples, reader):
    text = reader.text(samples["not-accepted-2"])
    for reason in NOT_ACCEPTED.reasons:
        assert reason.text in text
        assert reason.law in text
    assert "六十日内向德阳市人民政府申请行政复议" in text
    assert "六个月内依法向德阳市旌阳区人民法院提起行政诉讼" in text
    assert "绵竹市教育和体育局" in text
    assert "原件4份，复印件6份" in text


def test_a_refusal_without_reasons_is_refused(fonts, wording):
    with pytest.raises(RuleBroken) as caught:
        draw_not_accepted_notice(replace(NOT_ACCEPTED, reasons=()), fonts, wording, 1)
    assert caught.value.code == "printing.no_reasons"


def test_what_was_not_given_back_is_not_spoken_of(fonts, wording, reader):
    kept = replace(NOT_ACCEPTED, returned_originals=0, returned_copies=0, right_body="")
    text = reader.text(draw_not_accepted_notice(kept, fonts, wording, 1))
    assert "退还" not in text
    assert "请向其提出申请" not in text
