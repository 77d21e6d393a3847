from dataclasses import replace
from math import atan2, cos, degrees, hypot, radians, sin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.errors import RuleBroken
from printing.layout.marks import SEAL_RED, Polygon, Ring, Text
from printing.layout.pen import ASCENT_EM, mm
from printing.seals.drawing import draw_seal
from printing.seals.seal import Seal, SealState

CENTRE = (152.0, 224.5)
ACCEPTANCE_SEAL = Seal(organ="德阳市农业农村局", code="5106000021946", purpose="受理专用章")
DEPARTMENT_SEAL = Seal(organ="德阳市教育局", code="5106000012068")


def texts(marks):
    return [mark for mark in marks if isinstance(mark, Text)]


def middle_of(mark, fonts):
    """Return the middle of a turned character's square."""
    turn = radians(mark.angle_deg)
    x = mm(fonts.measure(mark.content, mark.runs[0][0], mark.size_pt)) * mark.squeeze / 2
    y = -mm(mark.size_pt) * (ASCENT_EM - 0.5)
    return mark.x_mm + x * cos(turn) - y * sin(turn), mark.y_mm + x * sin(turn) + y * cos(turn)


@pytest.mark.parametrize(("seal", "diameter", "line"), [(ACCEPTANCE_SEAL, 40.0, 1.0), (DEPARTMENT_SEAL, 42.0, 1.1)])
def test_a_seal_has_its_diameter_and_ring(fonts, seal, diameter, line):
    ring = next(mark for mark in draw_seal(seal, CENTRE, fonts) if isinstance(mark, Ring))
    assert ring.centre == CENTRE
    assert ring.line_mm == line
    assert 2 * ring.radius_mm + ring.line_mm == pytest.approx(diameter)


def test_a_special_seal_has_a_blank_centre_and_its_purpose_below(fonts):
    marks = draw_seal(ACCEPTANCE_SEAL, CENTRE, fonts)
    purpose = next(mark for mark in texts(marks) if mark.content == "受理专用章")
    assert not any(isinstance(mark, Polygon) for mark in marks)
    assert purpose.angle_deg == 0
    assert purpose.y_mm - CENTRE[1] == pytest.approx(0.605 * 20)
    width = mm(fonts.measure("受理专用章", purpose.runs[0][0], purpose.size_pt)) * purpose.squeeze
    assert width <= 0.6 * 40 + 0.01
    assert purpose.x_mm + width / 2 == pytest.approx(CENTRE[0])


def test_a_departments_seal_has_a_star_of_fourteen_pointing_up(fonts):
    star = next(mark for mark in draw_seal(DEPARTMENT_SEAL, CENTRE, fonts) if isinstance(mark, Polygon))
    reaches = [hypot(x - CENTRE[0], y - CENTRE[1]) for x, y in star.points]
    assert max(reaches) == pytest.approx(7)
    assert star.points[0] == pytest.approx((CENTRE[0], CENTRE[1] - 7))
    assert len(star.points) == 10


def test_everything_is_red_and_lies_over_the_text_like_ink(fonts):
    for seal in (ACCEPTANCE_SEAL, DEPARTMENT_SEAL):
        for mark in draw_seal(seal, CENTRE, fonts):
            assert mark.colour == SEAL_RED
            assert mark.multiply


@pytest.mark.parametrize(
    ("organ", "spread"), [("德阳市体育局", 182), ("德阳市农业农村局", 236), ("德阳市工商业联合会", 236)]
)
def test_the_name_spreads_by_its_length_up_to_236_degrees(organ, spread):
    assert Seal(organ=organ, code="1").spread == spread


def test_a_spread_set_by_hand_is_kept():
    assert replace(ACCEPTANCE_SEAL, spread_deg=196).spread == 196


@given(st.integers(2, 26), st.booleans())
@settings(max_examples=40, deadline=None)
def test_the_name_runs_left_to_right_inside_the_ring_without_touching_itself(fonts, length, special):
    seal = Seal(organ="德阳市民族宗教事务局" * 3, code="5106000012068", purpose="受理专用章" if special else "")
    seal = replace(seal, organ=seal.organ[:length])
    name = texts(draw_seal(seal, CENTRE, fonts))[:length]
    assert "".join(mark.content for mark in name) == seal.organ
    angles = [mark.angle_deg for mark in name]
    assert angles == sorted(angles)
    assert angles[-1] - angles[0] == pytest.approx(seal.spread)
    reach = seal.diameter_mm / 2
    for mark in name:
        x, y = middle_of(mark, fonts)
        distance = hypot(x - CENTRE[0], y - CENTRE[1])
        assert distance + mm(mark.size_pt) / 2 <= reach - seal.ring_mm + 0.3
        assert 0 < mark.squeeze <= 1
        assert degrees(atan2(x - CENTRE[0], CENTRE[1] - y)) == pytest.approx(mark.angle_deg, abs=0.01)


def test_a_long_name_is_squeezed_and_a_short_one_is_not(fonts):
    short = texts(draw_seal(Seal(organ="德阳市体育局", code="1"), CENTRE, fonts))[0]
    long = texts(draw_seal(Seal(organ="德阳市经济和信息化局行政审批服务科", code="1"), CENTRE, fonts))[0]
    assert short.squeeze == 1
    assert long.squeeze < 0.7


def test_the_code_runs_left_to_right_on_the_lower_arc_with_its_tops_to_the_centre(fonts):
    digits = texts(draw_seal(DEPARTMENT_SEAL, CENTRE, fonts))[-13:]
    assert "".join(mark.content for mark in digits) == DEPARTMENT_SEAL.code
    xs = [mark.x_mm for mark in digits]
    assert xs == sorted(xs)
    assert all(mark.y_mm > CENTRE[1] + 15 for mark in digits)
    assert digits[0].angle_deg - digits[1].angle_deg == pytest.approx(3.9)
    assert all(hypot(mark.x_mm - CENTRE[0], mark.y_mm - CENTRE[1]) < 21 - 1.1 for mark in digits)


@pytest.mark.parametrize("state", [SealState.BY_HAND, SealState.PRACTICE])
def test_without_an_impression_only_an_empty_ring_is_drawn(fonts, state):
    (ring,) = draw_seal(ACCEPTANCE_SEAL, CENTRE, fonts, state)
    assert isinstance(ring, Ring)
    assert ring.dash_mm
    assert ring.radius_mm == 20


@pytest.mark.parametrize("organ", ["", "局", "局" * 27])
def test_a_name_that_no_arc_holds_is_refused(fonts, organ):
    with pytest.raises(RuleBroken) as caught:
        draw_seal(replace(DEPARTMENT_SEAL, organ=organ), CENTRE, fonts)
    assert caught.value.code == "printing.seal_name"
