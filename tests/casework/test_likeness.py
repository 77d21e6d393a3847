import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.likeness import Likeness, likeness

NAMES = st.text(alphabet="德阳向日葵幼儿园有限公司王雪梅A1", max_size=12)


@pytest.mark.parametrize(
    ("name", "other", "like"),
    [
        ("德阳童乐学前教育有限公司", "德阳童乐学前教育有限公司", Likeness.SAME),
        ("德阳童乐（学前）", "德阳童乐(学前)", Likeness.SAME),
        ("王雪梅", "王雪梅 ", Likeness.SAME),
        ("王雪梅", "王雪美", Likeness.SOUND),
        ("张丽", "章丽", Likeness.SOUND),
        ("德阳童乐学前教育有限公司", "德阳同乐学前教育有限公司", Likeness.SOUND),
        ("德阳童乐学前教育有限公司", "德阳童乐学前教育公司", None),
        ("德阳童乐学前教育有限公司", "德阳童乐学前教有限公司", Likeness.ONE_SIGN),
        ("德阳童乐学前教育有限公司", "德阳新童乐学前教育有限公司", Likeness.ONE_SIGN),
        ("德阳童乐学前教育有限公司", "德阳童星学前教育有限公司", Likeness.ONE_SIGN),
        ("王芳", "王丽", None),
        ("", "", None),
        ("，。", "，。", None),
    ],
)
def test_names_are_alike_by_sign_by_sound_or_but_for_one_sign(name, other, like):
    assert likeness(name, other) is like


@given(NAMES, NAMES)
def test_likeness_is_mutual(name, other):
    assert likeness(name, other) is likeness(other, name)


@given(NAMES.filter(lambda name: len(name) > 3), st.data())
def test_one_sign_more_less_or_other_is_always_noticed(name, data):
    at = data.draw(st.integers(0, len(name) - 1))
    for other in (name[:at] + name[at + 1 :], name[:at] + "厂" + name[at:], name[:at] + "厂" + name[at + 1 :]):
        assert likeness(name, other) is not None
