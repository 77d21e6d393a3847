import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import slips
from casework.errors import RuleBroken
from casework.slips import SlipSerial

serials = st.builds(SlipSerial, window=st.integers(0, 999), running=st.integers(0, 99_999_999))


def test_the_slip_in_the_design_carries_its_right_check_digit():
    serial = slips.parse("0030 0000 4218")
    assert serial == SlipSerial(window=3, running=421)
    assert serial.format() == "0030 0000 4218"
    assert str(serial) == "003000004218"


@given(serials)
def test_a_printed_serial_is_read_back_the_same(serial):
    assert slips.parse(serial.format()) == serial
    assert slips.parse(f"{serial}\r") == serial


@given(serials, st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(serial, place, shift):
    digits = serial.digits
    wrong = str((int(digits[place]) + shift) % 10)
    with pytest.raises(RuleBroken) as refused:
        slips.parse(digits[:place] + wrong + digits[place + 1 :])
    assert refused.value.code == "slips.check_digit"


@pytest.mark.parametrize("text", ["", "00300000421", "0030000042188", "00300000421B", "003０0000421٨"])
def test_what_is_not_twelve_digits_is_refused(text):
    with pytest.raises(RuleBroken) as refused:
        slips.parse(text)
    assert refused.value.code == "slips.form"


@pytest.mark.parametrize(("window", "running"), [(-1, 0), (1000, 0), (3, -1), (3, 100_000_000)])
def test_a_serial_that_does_not_fit_cannot_be_built(window, running):
    with pytest.raises(ValueError, match="slip serial"):
        SlipSerial(window=window, running=running)


def test_a_secret_holds_at_least_128_bits():
    assert slips.secret(bytes(slips.SECRET_BYTES)) == "A" * 32
    assert len(slips.secret(bytes(range(16)))) == 26
    with pytest.raises(ValueError, match="128"):
        slips.secret(bytes(15))


@given(st.binary(min_size=20, max_size=20), st.binary(min_size=20, max_size=20))
def test_different_noise_makes_different_secrets(one, other):
    assert (slips.secret(one) == slips.secret(other)) == (one == other)


@given(st.binary(min_size=16, max_size=32))
def test_the_link_stays_in_the_alphanumeric_mode_of_qr(noise):
    link = slips.progress_link("https://hall.deyang.example:8443/", slips.secret(noise))
    assert link.startswith("HTTPS://HALL.DEYANG.EXAMPLE:8443/P/")
    assert set(link) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


def test_a_base_address_outside_the_alphanumeric_mode_is_refused():
    with pytest.raises(ValueError, match="alphanumeric"):
        slips.progress_link("https://大厅.example", "A" * 32)


near_serials = st.one_of(
    serials.map(lambda serial: serial.digits),
    st.builds(
        lambda serial, at, sign: serial.digits[:at] + sign + serial.digits[at + 1 :],
        serials,
        st.integers(0, 11),
        st.sampled_from("0123456789 ０a"),
    ),
)


@given(near_serials)
def test_the_printed_form_is_told_apart_as_parsing_would(text):
    try:
        serial = slips.parse(text)
        printed = serial.digits == text
    except RuleBroken:
        serial, printed = SlipSerial(window=0, running=0), False
    assert slips.is_printed_form(text, serial.window) == printed
    assert not slips.is_printed_form(text, serial.window + 1)
