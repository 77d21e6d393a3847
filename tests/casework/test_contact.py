import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import contact
from casework.errors import RuleBroken


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("138 0902 6617", "13809026617"),
        ("+86 138-0902-6617", "13809026617"),
        ("0086 13809026617", "13809026617"),
        ("１３８０９０２６６１７", "13809026617"),
        ("0838-5550123", "0838-5550123"),
        ("(0838) 5550123", "0838-5550123"),
        ("08385550123", "0838-5550123"),
        ("010-66012345", "010-66012345"),
        ("028 8655 0123", "028-86550123"),
        ("0755-2655 0123", "0755-26550123"),
        ("0838-5550123转8012", "0838-5550123转8012"),
        ("0838-5550123 ext. 12", "0838-5550123转12"),
        ("400-810-0123", "4008100123"),
    ],
)
def test_a_telephone_is_brought_to_one_written_form(text, value):
    assert contact.check_phone(text).value == value


@pytest.mark.parametrize(
    ("text", "code", "details"),
    [
        ("1380902661", "identity.phone_length", {"expected": 11, "found": 10}),
        ("138090266177", "identity.phone_length", {"expected": 11, "found": 12}),
        ("5550123", "identity.phone_area", {"found": "5550123"}),
        ("12345678901", "identity.phone_form", {"found": "12345678901"}),
        ("none", "identity.phone_form", {"found": "none"}),
        ("", "identity.phone_form", {"found": ""}),
    ],
)
def test_a_telephone_is_refused_with_the_reason(text, code, details):
    with pytest.raises(RuleBroken) as refused:
        contact.check_phone(text)
    assert (refused.value.code, refused.value.details) == (code, details)


def test_a_mobile_number_is_read_in_groups():
    assert contact.spaced_phone("13809026617") == "138 0902 6617"
    assert contact.spaced_phone("0838-5550123") == "0838-5550123"


@pytest.mark.parametrize(
    ("name", "masked"),
    [("王雪慧", "王*慧"), ("王慧", "王*"), ("王", "*"), ("", ""), ("欧阳若雪", "欧**雪"), (" 王雪慧 ", "王*慧")],
)
def test_a_name_is_masked_in_its_middle(name, masked):
    assert contact.mask_name(name) == masked


@given(st.text(alphabet="王雪慧若阳何敏", min_size=2, max_size=8))
def test_a_masked_name_keeps_its_length_and_never_shows_the_whole(name):
    masked = contact.mask_name(name)
    assert len(masked) == len(name)
    assert masked != name


def test_an_identity_number_shows_its_last_four_only():
    assert contact.mask_id("510603198811020028") == "**** 0028"
    assert contact.last_four("510603198811020028") == "0028"


def test_a_number_too_short_to_hide_shows_nothing():
    assert contact.mask_id("0028") == "****"


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("13809026127", "138****6127"),
        ("0838-5550123", "0838-****123"),
        ("0838-5550123转12", "0838-****123"),
        ("4008100123", "****123"),
        ("110", "****"),
    ],
)
def test_a_telephone_is_masked_in_its_middle(number, masked):
    assert contact.mask_phone(number) == masked
