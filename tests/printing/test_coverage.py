"""The table of what can be printed says what the faces say."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.errors import RuleBroken
from printing.coverage import undrawable
from printing.fonts import FALLBACK, Role
from resources import read
from resources.unpack import printable


def test_the_table_is_what_the_fonts_hold_in_every_role(fonts):
    assert read("fonts/printable.txt").decode() == printable()
    told = {point for point in range(0x110000) if not undrawable(chr(point))}
    for role in Role:
        held = {face: set(fonts.faces[face].face.charToGlyph) for face in (role, FALLBACK[role])}
        assert told <= set().union(*held.values())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=20), st.sampled_from(Role))
def test_what_the_table_lets_through_is_never_refused_by_a_paper(fonts, text, role):
    if not undrawable(text):
        fonts.runs(text, role)
        return
    with pytest.raises(RuleBroken) as refused:
        fonts.runs(text, role)
    assert refused.value.details["character"] == undrawable(text)


def test_rare_names_pass_and_the_first_sign_without_a_face_is_named():
    assert undrawable("王䶮𬱖 A-1（总店）①") == ""
    assert undrawable("王\U00020bb7😀") == "\U00020bb7"
