from dataclasses import replace
from datetime import date

import pytest

from casework.errors import RuleBroken
from printing.model import Media
from printing.papers.parts import ReceivedPaper
from printing.papers.receipt_slip import draw_receipt_slip
from printing.samples import NUMBERS, SLIP


def test_the_wide_slip_lists_every_paper_and_the_narrow_one_gives_totals(samples, reader):
    wide, narrow = reader.text(samples["slip-80"]), reader.text(samples["slip-58"])
    for paper in SLIP.papers:
        assert paper.name in wide
    assert "原件4复印件6" in wide
    assert "收到材料5项原4复6" in narrow
    assert SLIP.papers[0].name not in narrow


@pytest.mark.parametrize("name", ["slip-80", "slip-58"])
def test_a_slip_promises_a_date_and_shows_its_numbers(samples, reader, name):
    text = reader.text(samples[name])
    for said in ("11月20日", "星期五", "25个工作日，踏勘、评审不计", "003000004218", "510600-W03-261013-0009-KH"):
        assert said in text


@pytest.mark.parametrize("name", ["slip-80", "slip-58", "slip-80-received"])
def test_names_on_a_slip_are_masked(samples, reader, name):
    text = reader.text(samples[name])
    assert "王晓慧" not in text
    assert "向阳花" not in text
    assert "买买提" not in text


def test_what_follows_later_stands_in_a_box_and_is_not_counted_as_received(samples, reader):
    text = reader.text(samples["slip-80"])
    assert "容缺1项，11月30日前补交" in text
    assert "收到材料5项" in text


def test_several_later_dates_are_each_named(fonts, wording, reader):
    papers = (
        ReceivedPaper(number=1, name="甲", follows_by=date(2026, 11, 30)),
        ReceivedPaper(number=2, name="乙", follows_by=date(2026, 12, 10)),
    )
    text = reader.text(draw_receipt_slip(replace(SLIP, papers=papers), fonts, wording, Media.ROLL_80))
    assert "容缺2项，11月30日前补交" in text
    assert "乙，12月10日" in text


def test_before_acceptance_the_slip_promises_to_tell_within_five_days(samples, reader):
    text = reader.text(samples["slip-80-received"])
    assert "五日内告知您" in text
    assert "10月23日" in text
    assert "最晚答复" not in text
    assert "法定" not in text


def test_a_reprinted_practice_slip_says_both(samples, reader):
    text = reader.text(samples["slip-58-practice"])
    assert "重打（第1次）" in text
    assert "重打1" in text
    assert text.count("练习不作凭据") == 2


def test_a_first_print_is_called_the_original(samples, reader):
    assert "正本" in reader.text(samples["slip-80"])


def test_a_slip_is_not_printed_on_a_sheet(fonts, wording):
    with pytest.raises(RuleBroken) as caught:
        draw_receipt_slip(SLIP, fonts, wording, Media.A4_PORTRAIT)
    assert caught.value.code == "printing.not_a_roll"


@pytest.mark.parametrize("media", [Media.ROLL_80, Media.ROLL_58])
def test_a_payload_too_long_for_whole_dots_is_refused(fonts, wording, media):
    numbers = replace(NUMBERS, progress_url="https://zw.deyang.example/" + "a" * 200)
    with pytest.raises(RuleBroken) as caught:
        draw_receipt_slip(replace(SLIP, numbers=numbers), fonts, wording, media)
    assert caught.value.code == "printing.qr_too_long"


def test_a_longer_list_makes_a_longer_slip(samples):
    assert samples["slip-80-received"].pages == 1
    assert len(samples["slip-80-received"].content) > 0
