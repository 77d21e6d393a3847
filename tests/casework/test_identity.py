import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import identity
from casework.errors import RuleBroken
from casework.identity import UNKNOWN_AREA, Checked
from casework.sentences import say

USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
bodies = st.builds(
    lambda area, born, seq: f"{area}{born:%Y%m%d}{seq:03d}",
    st.sampled_from(["510603", "510682", "510683", "110101", "810000", "820000", "830000", "911840"]),
    st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    st.integers(0, 999),
)
resident_ids = bodies.map(identity.resident_id_with_check_digit)
uscc_codes = st.builds(
    lambda head, area, body: identity.uscc_with_check_digit(head + area + body),
    st.text(USCC_SIGNS, min_size=2, max_size=2),
    st.sampled_from(["510600", "100000", "350100"]),
    st.text(USCC_SIGNS, min_size=9, max_size=9),
)


def refusal(check, text):
    with pytest.raises(RuleBroken) as refused:
        check(text)
    return refused.value


def test_the_resident_id_of_the_design_has_its_check_digit():
    assert identity.resident_id_with_check_digit("36042619910101007") == "360426199101010071"
    assert identity.check_resident_id("36042619910101007 1") == Checked("360426199101010071")


def test_a_wrong_last_digit_is_named_with_its_place_and_what_it_should_be():
    refused = refusal(identity.check_resident_id, "510603198811020429")
    assert refused.code == "identity.check_digit"
    assert refused.details == {"position": 18, "expected": "6", "found": "9"}
    assert say(refused).startswith("第 18 位应是 6，现在是 9")


@pytest.mark.parametrize("area", ["510603", "510682", "510683", "810000", "820000", "830000", "911840", "931156"])
def test_people_of_young_counties_and_holders_of_permits_are_accepted_without_a_warning(area):
    number = identity.resident_id_with_check_digit(f"{area}19500203001")
    assert identity.check_resident_id(number) == Checked(number)


def test_an_unknown_area_is_a_warning_and_no_refusal():
    number = identity.resident_id_with_check_digit("77000019880203001")
    assert identity.check_resident_id(number) == Checked(number, (UNKNOWN_AREA,))


def test_there_are_34_provinces_and_one_more_kind_of_permit():
    known = {
        f"{first}"
        for first in range(10, 90)
        if not identity.check_resident_id(identity.resident_id_with_check_digit(f"{first}000019880203001")).warnings
    }
    assert len(known) == 35
    assert {"11", "15", "50", "51", "54", "65", "71", "83"} <= known
    assert not {"10", "16", "20", "30", "38", "47", "55", "60", "72", "84"} & known


@pytest.mark.parametrize(
    ("text", "code", "details"),
    [
        ("", "identity.length", {"expected": 18, "found": 0}),
        ("51060319881102042", "identity.length", {"expected": 18, "found": 17}),
        ("51060319881102O426", "identity.character", {"position": 15, "found": "O"}),
        ("X10603198811020426", "identity.character", {"position": 1, "found": "X"}),
        (identity.resident_id_with_check_digit("51060319880231001"), "identity.birth_date", {"found": "1988-02-31"}),
        (identity.resident_id_with_check_digit("51060300000101001"), "identity.birth_date", {"found": "0000-01-01"}),
        (identity.resident_id_with_check_digit("51060317990101001"), "identity.birth_date", {"found": "1799-01-01"}),
    ],
)
def test_a_resident_id_is_refused_with_the_reason(text, code, details):
    refused = refusal(identity.check_resident_id, text)
    assert (refused.code, refused.details) == (code, details)


def test_nobody_is_born_tomorrow():
    number = identity.resident_id_with_check_digit("51060320260923001")
    assert identity.check_resident_id(number).value == number
    assert identity.check_resident_id(number, today=date(2026, 9, 23)).value == number
    with pytest.raises(RuleBroken):
        identity.check_resident_id(number, today=date(2026, 9, 22))


@given(resident_ids)
def test_every_well_made_resident_id_passes_in_any_writing(number):
    spaced = f"{number[:6]} {number[6:14]} {number[14:].lower()}"
    assert identity.check_resident_id(spaced).value == number


@given(resident_ids, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_in_a_resident_id_is_always_noticed(number, place, shift):
    wrong = str((int(number[place]) + shift) % 10)
    assert refusal(identity.check_resident_id, number[:place] + wrong + number[place + 1 :]).code.startswith(
        "identity."
    )


def test_the_credit_codes_of_the_design_have_their_check_sign():
    assert identity.uscc_with_check_digit("91350100M000100Y4") == "91350100M000100Y43"
    assert identity.check_uscc("91510603MAD4T7KL24") == Checked("91510603MAD4T7KL24")


@pytest.mark.parametrize("head", ["A1", "N2", "9A", "Y1"])
def test_letters_in_the_first_two_places_of_a_credit_code_are_accepted(head):
    number = identity.uscc_with_check_digit(f"{head}110000600037341")
    assert identity.check_uscc(number) == Checked(number)


@pytest.mark.parametrize(
    ("text", "code", "details"),
    [
        ("91350100M000100Y", "identity.length", {"expected": 18, "found": 16}),
        ("91350100M000100Y44", "identity.check_digit", {"position": 18, "expected": "3", "found": "4"}),
        ("91350100MOO0100Y43", "identity.character", {"position": 10, "found": "O"}),
        ("9135A100M000100Y43", "identity.character", {"position": 5, "found": "A"}),
    ],
)
def test_a_credit_code_is_refused_with_the_reason(text, code, details):
    refused = refusal(identity.check_uscc, text)
    assert (refused.code, refused.details) == (code, details)


def test_a_credit_code_of_an_unknown_area_is_warned_about():
    number = identity.uscc_with_check_digit("91990000600037341")
    assert identity.check_uscc(number).warnings == (UNKNOWN_AREA,)


@given(uscc_codes)
def test_every_well_made_credit_code_passes_in_any_writing(number):
    assert identity.check_uscc(f"{number[:9]}-{number[9:].lower()}") == Checked(number)


@given(uscc_codes, st.integers(0, 17), st.sampled_from(USCC_SIGNS))
def test_one_wrong_sign_in_a_credit_code_is_always_noticed(number, place, sign):
    if sign != number[place]:
        refusal(identity.check_uscc, number[:place] + sign + number[place + 1 :])


def test_the_international_waybill_of_the_design_has_its_check_digit():
    assert identity.s10_with_check_digit("EA", "47312482") == "EA473124829CN"
    assert identity.check_waybill("ea 4731 2482 9 cn") == Checked("EA473124829CN")
    refused = refusal(identity.check_waybill, "EA473124827CN")
    assert refused.code == "identity.waybill_check_digit"
    assert refused.details == {"position": 11, "expected": "9", "found": "7"}


@given(st.integers(0, 99_999_999), st.integers(1, 9))
def test_one_wrong_check_digit_of_a_waybill_is_always_noticed(serial, shift):
    number = identity.s10_with_check_digit("EE", f"{serial:08d}", "CN")
    assert identity.check_waybill(number).value == number
    wrong = str((int(number[10]) + shift) % 10)
    refusal(identity.check_waybill, number[:10] + wrong + number[11:])


@pytest.mark.parametrize("text", ["1234567890123", "SF1234567890", "9876 5432 1012"])
def test_domestic_waybills_are_taken_as_they_are(text):
    assert identity.check_waybill(text) == Checked(text.replace(" ", ""))


@pytest.mark.parametrize("text", ["", "12345", "编号123456", "A" * 33])
def test_what_is_no_waybill_is_refused(text):
    assert refusal(identity.check_waybill, text).code == "identity.waybill_form"


@given(st.text(alphabet=string.printable + "王德阳０１２３Ｘ", max_size=20))
def test_no_text_whatever_makes_a_check_fail_otherwise_than_by_a_rule(text):
    for check in (identity.check_resident_id, identity.check_uscc, identity.check_waybill):
        try:
            assert check(text).value
        except RuleBroken as refused:
            assert say(refused, "en") != say(refused, "zh")  # noqa: PT017 - either outcome is lawful
