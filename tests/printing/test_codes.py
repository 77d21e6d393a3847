import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.errors import RuleBroken
from printing.barcodes import (
    A4_MODULE_MM,
    QR_LEAST_MODULE_MM,
    encode_code128,
    encode_qr,
    qr_module_mm,
)
from printing.fonts import Role
from printing.layout.marks import Code
from printing.layout.pen import Pen


def test_a_case_number_takes_277_modules_and_a_receipt_number_101():
    assert encode_code128("510600-W01-261120-0023-MT").modules == 277
    assert encode_code128("001000005175").modules == 101
    assert encode_code128("510600-W01-261120-0023-MT").width_mm(A4_MODULE_MM) == pytest.approx(91.4, abs=0.1)


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=30))
def test_a_symbol_is_the_same_each_time_and_ends_dark(payload):
    first, again = encode_code128(payload), encode_code128(payload)
    assert first == again
    start, wide = first.bars[-1]
    assert start + wide == first.modules
    assert first.bars[0][0] == 0


@pytest.mark.parametrize("payload", ["", "德阳", "A\tB", "A\x7f"])
def test_what_scanners_cannot_type_is_refused(payload):
    with pytest.raises(RuleBroken) as caught:
        encode_code128(payload)
    assert caught.value.code == "printing.not_a_code"


def test_the_signed_receipt_takes_version_11():
    assert encode_qr("HTTPS://ZW.DEYANG.EXAMPLE/R/" + "A2" * 103).modules == 61


def test_a_qr_code_has_its_three_finders():
    code = encode_qr("HTTPS://ZW.DEYANG.EXAMPLE")
    last = code.modules - 7
    assert (0, 0, 7) in code.stretches
    assert (0, last, 7) in code.stretches
    assert (last, 0, 7) in code.stretches


def test_an_empty_or_an_endless_qr_code_is_refused():
    with pytest.raises(RuleBroken) as empty:
        encode_qr("")
    with pytest.raises(RuleBroken) as endless:
        encode_qr("x" * 5000)
    assert (empty.value.code, endless.value.code) == ("printing.qr_empty", "printing.qr_too_long")


def test_a_module_is_never_finer_than_three_dots():
    assert qr_module_mm(encode_qr("HTTPS://ZW.DEYANG.EXAMPLE/R/" + "A2" * 103), 25.9) >= QR_LEAST_MODULE_MM * 0.99
    with pytest.raises(RuleBroken) as caught:
        qr_module_mm(encode_qr("x" * 200), 25.9)
    assert caught.value.code == "printing.qr_too_long"


def test_a_code_is_one_mark_with_the_place_it_takes(fonts):
    pen = Pen(fonts, 210, 297)
    width = pen.bars(28, 10, encode_code128("001000005175"), A4_MODULE_MM, 10)
    (mark,) = pen.page().marks
    assert isinstance(mark, Code)
    assert mark.zone == (28, 10, width, 10)
    assert mark.stretches[-1][0] + mark.stretches[-1][2] == pytest.approx(28 + width)


def test_a_pen_writes_nothing_for_no_text(fonts):
    pen = Pen(fonts, 210, 297)
    assert pen.text(28, 10, "", Role.BODY, 10) == 0
    assert pen.page().marks == ()
