from hypothesis import given
from hypothesis import strategies as st

from casework.scanned import compact


def test_spaces_dashes_case_and_width_are_levelled():
    assert compact(" ab－１２—x \r\n") == "AB12X"


@given(st.text(alphabet="09azAZ０９ａＺ－—- \t\r王", max_size=30))
def test_levelling_twice_changes_nothing_more(text):
    assert compact(compact(text)) == compact(text)


@given(st.text(alphabet="0123456789ABCX", max_size=20))
def test_what_is_level_already_stays_as_it_is(text):
    assert compact(text) == text
