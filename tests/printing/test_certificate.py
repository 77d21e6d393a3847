from dataclasses import replace

import pytest

from casework.errors import RuleBroken
from printing.papers.certificate import CertificateField, draw_certificate, fitted_lines
from printing.papers.parts import PrintMarks
from printing.samples import CERTIFICATE, LONG_ADDRESS, REPRINTED


def field_of(value: str) -> CertificateField:
    return CertificateField(label="地址", label_en="Address", value=value)


def test_a_certificate_holds_every_field_its_numbers_and_its_edition(samples, reader):
    text = reader.text(samples["certificate"])
    for field in CERTIFICATE.fields:
        assert field.label in text
        assert field.value.replace(" ", "") in text
    assert "5106-JY-MB-2026-0031" in text
    assert "0004127" in text
    assert "正本" in text
    assert samples["certificate"].copy_label == "正本"


def test_a_replacement_says_so(samples, reader):
    assert "补发" in reader.text(samples["certificate-stock"])
    assert "补发" not in reader.text(samples["certificate"])


def test_numbered_stock_gets_no_border_and_no_microtext(samples, reader):
    micro = f"{CERTIFICATE.case_number}{CERTIFICATE.number}"
    assert micro in reader.text(samples["certificate"])
    assert micro not in reader.text(samples["certificate-stock"])


@pytest.mark.parametrize(
    ("value", "size", "lines"),
    [
        ("德阳市旌阳区长江东路", 15, 1),
        ("长" * 29, 15, 1),
        ("长" * 31, 14, 1),
        ("长" * 34, 13, 1),
        ("长" * 37, 12, 1),
        ("长" * 38, 12, 2),
        ("长" * 74, 12, 2),
    ],
)
def test_a_value_shrinks_to_twelve_points_and_then_takes_two_lines(fonts, value, size, lines):
    fitted = fitted_lines(field_of(value), fonts)
    assert len(fitted) == lines
    assert {glyph.size_pt for line in fitted for glyph in line.glyphs} == {size}
    assert "".join(line.text for line in fitted) == value


def test_a_value_that_two_lines_cannot_hold_is_refused_by_the_name_of_its_field(fonts):
    with pytest.raises(RuleBroken) as caught:
        fitted_lines(field_of(LONG_ADDRESS * 2), fonts)
    assert caught.value.code == "printing.field_too_long"
    assert caught.value.details["field"] == "地址"


def test_an_empty_value_is_an_empty_line(fonts, wording, reader):
    empty = replace(CERTIFICATE, fields=(field_of(""),))
    assert "地址" in reader.text(draw_certificate(empty, fonts, wording))


def test_a_certificate_is_never_printed_again_under_its_number(fonts, wording):
    with pytest.raises(RuleBroken) as caught:
        draw_certificate(CERTIFICATE, fonts, wording, REPRINTED)
    assert caught.value.code == "printing.certificate_reprint"


def test_practice_is_never_printed_on_numbered_stock(fonts, wording):
    with pytest.raises(RuleBroken) as caught:
        draw_certificate(CERTIFICATE, fonts, wording, PrintMarks(practice=True))
    assert caught.value.code == "printing.practice_on_stock"


def test_more_fields_than_the_paper_holds_are_refused(fonts, wording):
    with pytest.raises(RuleBroken) as caught:
        draw_certificate(replace(CERTIFICATE, fields=(field_of("一"),) * 8), fonts, wording)
    assert caught.value.code == "printing.too_many_fields"
