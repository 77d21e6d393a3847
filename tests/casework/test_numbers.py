from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import numbers
from casework.errors import RuleBroken
from casework.numbers import EPOCH_CHARACTERS, CaseNumber, MaterialLabel

windows = st.integers(0, 999).map(lambda n: f"W{n:02d}")
case_numbers = st.builds(
    CaseNumber,
    region=st.integers(0, 999_999).map(lambda n: f"{n:06d}"),
    window=windows,
    day=st.dates(date(2026, 1, 1), date(2059, 12, 31)),
    serial=st.integers(1, 99_999),
    epoch=st.sampled_from(EPOCH_CHARACTERS),
)
_EXAMPLE = CaseNumber(region="510600", window="W03", day=date(2026, 9, 22), serial=17, epoch="K")


@pytest.mark.parametrize(
    "text",
    [
        "510600-W03-260706-0017-K5",
        "510600-W03-260922-0017-KB",
        "510600-W03-260908-0005-KC",
        "510600-W03-261013-0009-KH",
    ],
)
def test_the_numbers_in_the_design_carry_their_right_check_character(text):
    assert str(numbers.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "510600w03260922 0017kb",
        "  510600-W03-260922-0017-KB\r\n",
        "５１０６００－Ｗ０３－２６０９２２－００１７－ＫＢ",
        "510600—W03—260922—0017—KB",
        "510600 W03 260922 0017 KB",
    ],
)
def test_a_number_is_read_however_a_scanner_or_a_person_gives_it(text):
    assert numbers.parse(text) == _EXAMPLE


def test_a_number_shows_its_grey_head_and_its_bold_tail():
    assert (_EXAMPLE.head, _EXAMPLE.tail) == ("510600-W03-260922-", "0017-KB")
    assert (_EXAMPLE.short_head, _EXAMPLE.short, _EXAMPLE.last_four) == ("W03-260922-", "W03-260922-0017-KB", "17KB")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "numbers.form"),
        ("hello", "numbers.form"),
        ("510600-W03-260922-017-KB", "numbers.form"),
        ("510600-W03-260922-0017-KC", "numbers.check_character"),
        ("510600-W03-260922-0018-KB", "numbers.check_character"),
    ],
)
def test_what_is_not_a_number_is_refused_by_its_code(text, code):
    with pytest.raises(RuleBroken) as refused:
        numbers.parse(text)
    assert refused.value.code == code


def test_a_day_that_does_not_exist_is_refused_though_the_check_holds():
    body = "510600W032602300017K"
    text = body + str(numbers.mod_37_36.calc_check_digit(body))
    with pytest.raises(RuleBroken) as refused:
        numbers.parse(text)
    assert (refused.value.code, refused.value.details) == ("numbers.day", {"found": "260230"})


def test_a_bare_number_with_two_readings_asks_for_hyphens():
    two_ways = CaseNumber(region="510600", window="W12", day=date(2026, 1, 1), serial=10_017, epoch="K")
    assert numbers.parse(str(two_ways)) == two_ways
    with pytest.raises(RuleBroken) as refused:
        numbers.parse(str(two_ways).replace("-", ""))
    assert refused.value.code == "numbers.ambiguous"


@given(case_numbers)
def test_a_printed_number_is_read_back_the_same(number):
    assert numbers.parse(str(number)) == number
    assert number.head + number.tail == str(number)


@given(case_numbers.filter(lambda n: n.serial < 10_000 and n.day.year < 2030))
def test_in_the_coming_years_hyphens_are_never_needed(number):
    assert numbers.parse(str(number).replace("-", "")) == number


@given(case_numbers, st.data())
def test_one_wrong_sign_is_always_noticed(number, data):
    bare = str(number).replace("-", "")
    place = data.draw(st.integers(0, len(bare) - 1))
    wrong = data.draw(st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ").filter(lambda sign: sign != bare[place]))
    with pytest.raises(RuleBroken):
        numbers.parse(bare[:place] + wrong + bare[place + 1 :])


@pytest.mark.parametrize(
    "wrong",
    [
        {"region": "51"},
        {"window": "3"},
        {"window": "W007"},
        {"serial": 0},
        {"epoch": "I"},
        {"epoch": ""},
        {"epoch": "KK"},
    ],
)
def test_a_malformed_number_cannot_be_built(wrong):
    parts = {"region": "510600", "window": "W03", "day": date(2026, 9, 22), "serial": 17, "epoch": "K"}
    with pytest.raises(ValueError, match="case number"):
        CaseNumber(**parts | wrong)


@given(st.text(EPOCH_CHARACTERS, max_size=31), st.integers(0, 2**64))
def test_a_new_epoch_character_differs_from_all_that_were_used(used, noise):
    chosen = numbers.other_epoch_character(used, noise)
    assert chosen not in used
    assert chosen in EPOCH_CHARACTERS


@given(st.permutations(EPOCH_CHARACTERS), st.integers(0, 2**64))
def test_when_all_epoch_characters_are_used_the_new_one_differs_from_the_last(used, noise):
    assert numbers.other_epoch_character("".join(used), noise) != used[-1]


def test_every_other_epoch_character_can_be_drawn():
    assert {numbers.other_epoch_character("K", noise) for noise in range(31)} == set(EPOCH_CHARACTERS) - {"K"}
    assert numbers.other_epoch_character("", 31) == "Z"


@given(case_numbers, st.integers(1, 99), st.integers(1, 999))
def test_a_material_label_is_read_back_the_same(number, place, piece):
    label = MaterialLabel(case=number, material=f"M{place:02d}", piece=piece)
    assert numbers.parse_label(str(label)) == label
    assert numbers.parse_label(f" {str(label).lower()} ") == label


@pytest.mark.parametrize("text", ["510600-W03-260922-0017-KB", "", "M01-1", "510600-W03-260922-0017-KB-M01-0"])
def test_what_is_not_a_label_is_refused(text):
    with pytest.raises(RuleBroken) as refused:
        numbers.parse_label(text)
    assert refused.value.code in {"numbers.label_form", "numbers.form"}


def is_read(text):
    try:
        return str(numbers.parse(text)).replace("-", "") == text
    except RuleBroken:
        return False


def test_every_single_typing_error_in_a_number_is_noticed():
    bare = "510600W032609220017KB"
    wrong = [
        bare[:place] + sign + bare[place + 1 :]
        for place in range(len(bare))
        for sign in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        if sign != bare[place]
    ]
    assert len(wrong) == 735
    assert is_read(bare)
    assert not any(is_read(text) for text in wrong)


def test_every_swap_of_two_neighbours_in_a_number_is_noticed():
    bare = "510600W032609220017KB"
    swapped = {bare[:at] + bare[at + 1] + bare[at] + bare[at + 2 :] for at in range(len(bare) - 1)} - {bare}
    assert len(swapped) == 17
    assert not any(is_read(text) for text in swapped)


near_numbers = st.one_of(
    case_numbers.map(str),
    st.builds(
        lambda number, at, sign: str(number)[:at] + sign + str(number)[at + 1 :],
        case_numbers,
        st.integers(0, 26),
        st.sampled_from("0129AIKOUZ- -５"),
    ),
    st.builds(lambda number, at: str(number)[:at] + str(number)[at + 1 :], case_numbers, st.integers(0, 26)),
)


@given(near_numbers)
def test_the_printed_form_is_told_apart_as_parsing_and_formatting_would(text):
    try:
        number = numbers.parse(text)
        printed = number.format() == text
    except RuleBroken:
        number, printed = _EXAMPLE, False
    assert numbers.is_printed_form(text, number.region, number.window) == printed
    assert not numbers.is_printed_form(text, "999999" if number.region != "999999" else "000000", number.window)


def test_a_number_of_no_day_or_of_serial_nought_is_no_printed_form():
    body = "510600W03260931" + "0017K"
    impossible = f"510600-W03-260931-0017-K{numbers.mod_37_36.calc_check_digit(body)}"
    assert not numbers.is_printed_form(impossible, "510600", "W03")
    nought = f"510600-W03-260922-0000-K{numbers.mod_37_36.calc_check_digit('510600W032609220000K')}"
    assert not numbers.is_printed_form(nought, "510600", "W03")
    assert numbers.is_printed_form(str(_EXAMPLE), "510600", "W03")
