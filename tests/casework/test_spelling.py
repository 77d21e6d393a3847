"""The table that is kept says of every word and every sign what pypinyin says."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin, pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

from casework.spelling import syllables
from resources import spellings

WORDS = sorted(PHRASES_DICT)
SIGNS = [chr(point) for point in PINYIN_DICT]


def as_pypinyin_says(text):
    said = pinyin(text, style=Style.NORMAL, heteronym=True, errors="ignore") if text else []
    return tuple(tuple(dict.fromkeys(options)) for options in said)


def test_every_word_is_read_as_pypinyin_reads_it():
    assert [word for word in WORDS if syllables(word) != as_pypinyin_says(word)] == []


def test_every_sign_is_read_as_pypinyin_reads_it():
    assert [sign for sign in SIGNS if syllables(sign) != as_pypinyin_says(sign)] == []


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(SIGNS)), max_size=5), st.randoms())
def test_whatever_stands_together_is_cut_into_the_same_words(parts, chance: random.Random):
    text = "".join(part[: chance.randint(1, len(part))] for part in parts)
    assert syllables(text) == as_pypinyin_says(text)
    assert [sign[0] for sign in syllables(text)] == lazy_pinyin(text)


def test_a_sign_that_nobody_can_read_is_left_out():
    assert syllables("\U000323af") == ()


def test_a_table_of_another_release_is_made_anew(tmp_path):
    file = tmp_path / "pinyin" / "readings.json"
    first = spellings.kept(file)
    file.write_bytes(b'{"form":"0 0.1","signs":""}')
    assert spellings.kept(file) == first == file.read_bytes()


@pytest.mark.parametrize("text", ["重庆银行行长", "曾单", "朝阳"])
def test_the_likeliest_reading_comes_first(text):
    assert [sign[0] for sign in syllables(text)] == lazy_pinyin(text)
