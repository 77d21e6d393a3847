"""A scanner is told from a person by its rhythm, whatever it types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.presenters.scan_rhythm import LEAST_SIGNS, Rhythm


def typed(text, gap_ms, *, suffix_after_ms=None, prefix=""):
    """What comes of a text typed with `gap_ms` between two keys, and Enter behind it."""
    rhythm, at = Rhythm(35, prefix), 1_000
    for sign in text:
        if not rhythm.follows(at):
            rhythm.clear()
        rhythm.take(sign, at)
        at += gap_ms
    return rhythm.end(at - gap_ms + (gap_ms if suffix_after_ms is None else suffix_after_ms))


@given(st.text(alphabet="0123456789ABCDEFW-:/.", min_size=LEAST_SIGNS, max_size=80), st.integers(0, 35))
def test_a_quick_burst_with_enter_behind_it_is_a_scan(text, gap_ms):
    assert typed(text, gap_ms) == text


@given(st.text(alphabet="0123456789ABCDEFW-:/.", min_size=LEAST_SIGNS, max_size=80), st.integers(36, 400))
def test_a_person_who_types_the_same_is_no_scanner(text, gap_ms):
    assert typed(text, gap_ms) == ""


@pytest.mark.parametrize(
    ("text", "suffix_after_ms", "prefix", "scan"),
    [
        ("12345", 5, "", ""),
        ("123456", 5, "", "123456"),
        ("123456", 300, "", ""),
        ("~12", 5, "~", "12"),
        ("~", 5, "~", ""),
        ("~123456", 5, "~", "123456"),
        ("123456", 5, "~", "123456"),
    ],
)
def test_length_suffix_and_prefix_decide(text, suffix_after_ms, prefix, scan):
    assert typed(text, 5, suffix_after_ms=suffix_after_ms, prefix=prefix) == scan


def test_a_clock_that_goes_backwards_ends_a_burst():
    rhythm = Rhythm(35)
    rhythm.take("1", 1_000)
    assert not rhythm.follows(900)
