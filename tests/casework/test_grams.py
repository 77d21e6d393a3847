"""What a case is indexed under holds every piece of whatever a clerk may ask for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import grams, search

search.initials("张")  # The tables of pinyin take longer to load than one example may take.
names = st.text(alphabet="民办幼儿园重庆曾单乐山银行长A1·（） 𠀀", max_size=20)


@given(names, st.data())
def test_a_name_holds_every_piece_of_each_of_its_parts(name, data):
    units = search.words(name)
    start = data.draw(st.integers(0, len(units)))
    end = data.draw(st.integers(start, len(units)))
    asked = " ".join(units[start:end])
    assert set(grams.part(asked)) <= set(grams.name_grams(name))
    if not start:
        assert set(grams.beginning(asked)) <= set(grams.name_grams(name))


@given(names, st.data())
def test_a_name_holds_every_piece_of_its_initials(name, data):
    spelled = search.initials(name)
    letters = data.draw(st.sampled_from(spelled)) if spelled else ""
    start = data.draw(st.integers(0, len(letters)))
    pieces = set(grams.name_grams(name))
    if letters.isalpha():
        assert set(grams.initials_beginning(letters)) <= pieces
        assert set(grams.initials_part(letters[start:])) <= pieces


@given(st.text(max_size=30))
def test_every_piece_is_one_word_of_the_index(text):
    ways = (grams.part, grams.beginning, grams.part_of_number, grams.initials_part, grams.initials_beginning)
    for piece in (*grams.name_grams(text), *(piece for way in ways for piece in way(text))):
        assert piece
        assert not set(piece) & set(' "*()-:^')


@pytest.mark.parametrize(
    "asked",
    ["0017", "0017K", "0017-KB", "0017kb", "260922", "260922-0017", "2609220017KB", "W03-260922", "w03-260922-0017-kb"],
)
def test_a_number_is_found_by_its_day_its_serial_and_its_end(asked):
    wanted = grams.part_of_number(asked)
    assert wanted
    assert set(wanted) <= set(grams.number_grams("510600-W03-260922-0017-KB"))


def test_a_longer_window_and_serial_are_a_number_too():
    pieces = set(grams.number_grams("510600-W103-260922-10017-KB"))
    assert set(grams.part_of_number("10017-KB")) <= pieces
    assert set(grams.part_of_number("W103-260922")) <= pieces


def test_a_telephone_is_found_whole_and_by_its_last_four():
    pieces = set(grams.digit_grams("139 0000-2254"))
    assert set(grams.part_of_number("2254")) <= pieces
    assert set(grams.part_of_number("13900002254")) <= pieces


@pytest.mark.parametrize("asked", ["", " ", "（）", "-"])
def test_what_has_no_words_asks_for_nothing(asked):
    assert not grams.part(asked) + grams.beginning(asked) + grams.initials_part(asked) + grams.part_of_number(asked)


def test_one_letter_is_too_little_and_two_are_enough():
    assert grams.initials_part("z") == grams.initials_beginning("z") == ()
    assert grams.initials_part("zw")
    assert grams.initials_beginning("zw")


def test_a_long_name_has_a_bounded_number_of_pieces():
    assert len(grams.name_grams("长" * 10_000)) < 3_000
    assert len(grams.name_grams("德阳市旌阳区向阳花重庆幼儿园有限公司")) < 150
