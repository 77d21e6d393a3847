"""A scan is told by its form and its check digit, and codes in files are read by a process of their own."""

import io

import pytest
import segno
from PIL import Image
from support.desks import body, resident_id
from support.hostile import corpus
from support.scans import huge_png, image_bytes

from casework import numbers
from casework.errors import RuleBroken
from casework.slips import SlipSerial, progress_link
from counter_app.desk.code_files import codes_in
from counter_app.desk.scan_router import Form, route

SERIAL = SlipSerial(window=3, running=17).digits
NUMBER = "510600-W03-260706-0017-K"
NUMBER += numbers.CaseNumber("510600", "W03", numbers.date(2026, 7, 6), 17, "K").check
GOOD = {
    NUMBER: Form.NUMBER,
    NUMBER.replace("-", "").lower(): Form.NUMBER,
    f"{NUMBER}-M01-1": Form.LABEL,
    SERIAL: Form.SERIAL,
    f"{SERIAL[:4]} {SERIAL[4:8]} {SERIAL[8:]}": Form.SERIAL,
    body().id_number: Form.USCC,
    resident_id(1): Form.RESIDENT_ID,
    "EA123456785CN": Form.WAYBILL,
    progress_link("https://hall.example", "A" * 32): Form.LINK,
    f"HTTPS://HALL.EXAMPLE/{'A2' * 100}": Form.SIGNED,
}


@pytest.mark.parametrize(("text", "form"), GOOD.items())
def test_a_good_scan_is_told_by_its_form(text, form):
    scan = route(text)
    assert (scan.form, scan.good, scan.refused) == (form, True, None)


def changed(text):
    """The text with its last digit changed, as a dirty code would be read."""
    place = max(place for place, sign in enumerate(text) if sign.isdigit())
    return text[:place] + str((int(text[place]) + 1) % 10) + text[place + 1 :]


@pytest.mark.parametrize("text", [NUMBER, SERIAL, body().id_number, resident_id(1), "EA123456785CN"])
def test_a_scan_with_a_wrong_digit_keeps_its_form_and_says_why_it_is_not_good(text):
    scan = route(changed(text))
    assert scan.form is route(text).form
    assert not scan.good
    assert isinstance(scan.refused, RuleBroken)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("https://example.com/a?b=c", Form.ADDRESS),
        ("hello", Form.UNKNOWN),
        ("", Form.UNKNOWN),
        ("王晓慧", Form.UNKNOWN),
    ],
)
def test_what_is_not_ours_is_never_good(text, form):
    assert (route(text).form, route(text).good) == (form, False)


def picture(text, kind="PNG", scale=6):
    out = io.BytesIO()
    segno.make(text, error="q", micro=False).save(out, kind="png", scale=scale, border=4)
    image = Image.open(out).convert("RGB")
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_code_in_a_file_is_read(kind):
    assert codes_in(picture(NUMBER, kind)) == (NUMBER,)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (image_bytes("PNG"), "barcode.no_code"),
        (b"no picture", "paper.kind"),
        (huge_png(), "paper.too_large"),
        (image_bytes("JPEG")[:300], "paper.broken"),
        (corpus()["png of 400 megapixels"][0], "paper.too_large"),
        (bytes(21 * 1024 * 1024), "paper.too_large"),
    ],
)
def test_a_file_without_a_code_is_refused_with_a_sentence(content, code):
    with pytest.raises(RuleBroken) as refused:
        codes_in(content)
    assert refused.value.code == code
