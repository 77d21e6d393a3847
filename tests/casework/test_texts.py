"""What nobody sees does not stay in a text; what people see stays as it is."""

import unicodedata

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.parties import IdKind, Party, PartyKind
from casework.texts import tidied, tidy


@pytest.mark.parametrize(
    ("given_text", "seen"),
    [
        ("德阳\u200b向阳花\ufeff幼儿园", "德阳向阳花幼儿园"),
        ("\u202e王德贵\u202c\u200f", "王德贵"),
        ("第一行\r\n\t第二行", "第一行 第二行"),
        ("A\x00B\x1b[31m", "AB[31m"),
        ("葛\U000e0100城", "葛城"),
        ("\u00a0张\u2003三\u2028", "张 三"),
        ("欧阳\N{IDEOGRAPHIC SPACE}娜", "欧阳\N{IDEOGRAPHIC SPACE}娜"),
        ("\ufeff\u200b\n", ""),
        ("\ud800", ""),
        ("𠮷野 <b>&", "𠮷野 <b>&"),
    ],
)
def test_only_what_can_be_seen_stays(given_text, seen):
    assert tidy(given_text) == seen


@given(st.text())
def test_a_tidy_text_is_one_line_without_anything_unseen_and_stays_as_it_is(text):
    clean = tidy(text)
    assert tidy(clean) == clean
    assert not {unicodedata.category(sign) for sign in clean} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1))
def test_what_can_be_seen_is_never_touched(text):
    assert tidy(text) == text


def test_texts_inside_tuples_and_structs_become_tidy_and_the_rest_is_the_same_object():
    party = Party(kind=PartyKind.PERSON, name="王\u200b慧", id_kind=IdKind.OTHER, id_number="A1")
    ours = ("x", 7, None, party)
    assert tidied(ours) == ("x", 7, None, msgspec.structs.replace(party, name="王慧"))
    clean = ("x", 7, None, msgspec.structs.replace(party, name="王慧"))
    assert tidied(clean) is clean
    assert tidied(PartyKind.PERSON) is PartyKind.PERSON


@given(st.text())
def test_every_sign_is_looked_at_whether_the_text_is_plain_or_not(text):
    assert tidy(text) == tidy(text + "\u200b") == tidy("\u200b" + text)
