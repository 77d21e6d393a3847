"""Waybills, the courier's sheet, the day's collections and receipts on sheets."""

from dataclasses import replace
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from casework.errors import RuleBroken
from printing.masking import mask_phone
from printing.model import Media, PaperKind
from printing.papers.collection_sheet import draw_collection_sheet
from printing.papers.hand_over_sheet import draw_courier_sheet
from printing.papers.parts import FIRST_PRINT, PrintMarks
from printing.papers.receipt_sheet import draw_receipt_sheet
from printing.papers.waybill import draw_waybill, waybill_page
from printing.render.raster import DOTS_203, DOTS_300, render_raster
from printing.samples import LONG_ACCEPTANCE, RECEIVED_SLIP, REPRINTED, SLIP, further


@pytest.mark.parametrize(
    ("number", "masked"),
    [("13800002041", "138****2041"), ("0838-555-0123", "083****0123"), ("110", "*10"), ("", "")],
)
def test_a_telephone_keeps_what_the_courier_needs(number, masked):
    assert mask_phone(number) == masked


def test_a_waybill_masks_name_and_phone_and_names_no_matter(samples, reader):
    text = reader.text(samples["waybill"])
    assert "刘*洋" in text
    assert "138****2041" in text
    assert "刘诗洋" not in text
    assert further.WAYBILL.address.replace(" ", "") in text
    assert "兽药" not in text


@pytest.mark.parametrize("head", [DOTS_203, DOTS_300])
@pytest.mark.parametrize("media", [Media.WAYBILL_76X130, Media.WAYBILL_100X180])
@pytest.mark.parametrize("number", ["1047382955106", "EA473124829CN", "SF1234567890123"])
def test_a_waybill_is_read_back_from_the_dots_of_its_printer(fonts, wording, head, media, number):
    content = replace(further.WAYBILL, number=number)
    page = waybill_page(content, fonts, wording, FIRST_PRINT, media)
    frame = Image.open(BytesIO(render_raster([page], fonts, head)))
    width, height = (76, 130) if media is Media.WAYBILL_76X130 else (100, 180)
    assert frame.size == (round(width * head), round(height * head))
    (read,) = zxingcpp.read_barcodes(frame.convert("L"), formats=[zxingcpp.BarcodeFormat.Code128])
    assert read.text == number


def test_a_postcode_nobody_knows_is_left_to_be_written_in(fonts, wording, reader):
    text = reader.text(draw_waybill(replace(further.WAYBILL, postcode="", sorting=""), fonts, wording))
    assert "邮编" in text
    assert "618000" not in text


def test_an_address_is_made_smaller_then_refused_but_never_cut(fonts, wording, reader):
    longer = replace(further.WAYBILL, address="四川省德阳市旌阳区天山南路三段六十六号" * 3)
    assert longer.address in reader.text(draw_waybill(longer, fonts, wording))
    with pytest.raises(RuleBroken, match="address_too_long"):
        draw_waybill(replace(longer, address=longer.address * 2), fonts, wording)


def test_a_waybill_is_for_waybill_labels(fonts, wording):
    with pytest.raises(RuleBroken, match="not_a_waybill"):
        draw_waybill(further.WAYBILL, fonts, wording, media=Media.A4_PORTRAIT)


def test_a_second_waybill_and_a_practice_one_say_so(fonts, wording, reader):
    assert "重1" in reader.text(draw_waybill(further.WAYBILL, fonts, wording, REPRINTED))
    assert "练习" in reader.text(draw_waybill(further.WAYBILL, fonts, wording, PrintMarks(practice=True)))


def test_the_couriers_sheet_has_waybills_for_labels(samples, reader):
    text = reader.text(samples["courier-1"])
    assert samples["courier-1"].kind is PaperKind.COURIER_SHEET
    assert all(row.labels in text for case in further.COURIER_SHEET.cases for row in case.rows)
    assert "交寄单001000001033" in text
    assert "共4件6份" in text
    assert "买买提·吐尔逊江" not in text


def test_forty_parcels_go_over_pages_with_a_total_at_the_end(fonts, wording, reader):
    cases = further.COURIER_SHEET.cases * 10
    pages = reader.pages(draw_courier_sheet(replace(further.COURIER_SHEET, cases=cases), fonts, wording, 2))
    assert len(pages) > 1
    assert all("本页小计" in page for page in pages)
    assert "合计40件案件60份" in pages[-1]


def test_the_day_s_collections_mask_names_and_leave_room_to_sign(fonts, wording, reader):
    rows = further.COLLECTION.rows * 3
    paper = draw_collection_sheet(replace(further.COLLECTION, rows=rows), fonts, wording)
    pages = reader.pages(paper)
    assert len(pages) > 1
    assert "共36件" in pages[0]
    assert all("领取人签字" in page for page in pages)
    assert "王晓慧" not in "".join(pages)
    with pytest.raises(RuleBroken, match="empty_sheet"):
        draw_collection_sheet(replace(further.COLLECTION, rows=()), fonts, wording)


@pytest.mark.parametrize("media", [Media.A5_PORTRAIT, Media.A4_PORTRAIT])
def test_a_receipt_on_a_sheet_says_what_the_slip_says(fonts, wording, reader, media):
    text = reader.text(draw_receipt_sheet(SLIP, fonts, wording, media))
    for said in ("接收回执", "11月20日", "星期五", "王*慧0028", "003000004218", "0030000042180"[:12], "0838-555-0123"):
        assert said in text
    assert "王晓慧" not in text
    assert "消防验收（备案）文件——" in text
    told = reader.text(draw_receipt_sheet(RECEIVED_SLIP, fonts, wording, media))
    assert "五日内告知您" in told


def test_a_long_receipt_goes_over_sheets_and_loses_no_paper(fonts, wording, reader):
    content = replace(SLIP, papers=LONG_ACCEPTANCE.papers)
    paper = draw_receipt_sheet(content, fonts, wording, Media.A5_PORTRAIT, REPRINTED)
    text = reader.text(paper)
    assert paper.pages > 1
    assert all(f"第{one.number}项证明材料" in text for one in content.papers)
    assert "重打（第1次）" in text


def test_a_receipt_sheet_is_no_roll(fonts, wording):
    with pytest.raises(RuleBroken, match="not_a_sheet"):
        draw_receipt_sheet(SLIP, fonts, wording, Media.ROLL_80)
