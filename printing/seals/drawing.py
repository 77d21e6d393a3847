"""Drawing the impressions of two kinds of seals, as vectors laid over the text as ink lies on it.

Special seals: 40 mm, ring 1.0, blank centre, purpose in a straight line. Departments' seals: 42 mm, ring 1.1, star 14.
The organ's name runs on the upper arc and the registration code on the lower. No state emblem is ever drawn here.
"""

from math import cos, pi, radians, sin

from casework.errors import RuleBroken
from printing.fonts import Fonts, Role
from printing.layout.marks import BLACK, SEAL_RED, Mark, Point, Polygon, Ring, Text
from printing.layout.pen import ASCENT_EM, mm, pt
from printing.seals.place import free_place
from printing.seals.seal import Seal, SealState

_NAME_EM = 1.07  # a character's square to the height of its ink
_DIGIT_EM = 1 / 0.733  # a digit's size to its height
_ARC_FILL = 0.96
_CODE_STEP_DEG = 3.9
_PURPOSE_MM = 4.4
_PURPOSE_DROP = 0.605
_PURPOSE_WIDTH = 0.6
_CODE_MM = 1.9
_STAR_INNER = 0.381966  # the inner corners of a regular five-pointed star to its points
_LONGEST_NAME = 26


def draw_seal(seal: Seal, centre: Point, fonts: Fonts, state: SealState = SealState.DRAWN) -> tuple[Mark, ...]:
    """Return the marks of an impression with its centre at `centre`, or of the empty place for a hand stamp.

    Raises:
        RuleBroken: `printing.seal_name` for a name that no arc holds, `printing.no_glyph` for a character without face.
    """
    radius = seal.diameter_mm / 2
    if state is SealState.SIGNED:
        return (free_place(centre, seal.diameter_mm),)
    if state is SealState.BY_HAND:
        return (Ring(centre=centre, radius_mm=radius, line_mm=0.2, colour=BLACK, dash_mm=(0.2, 1.2)),)
    if state is SealState.PRACTICE:
        return (Ring(centre=centre, radius_mm=radius, line_mm=0.4, colour=SEAL_RED, dash_mm=(3.0, 2.0)),)
    if not 2 <= len(seal.organ) <= _LONGEST_NAME:  # noqa: PLR2004 - one character has no arc
        raise RuleBroken("printing.seal_name", organ=seal.organ, longest=_LONGEST_NAME)
    ring = Ring(
        centre=centre, radius_mm=radius - seal.ring_mm / 2, line_mm=seal.ring_mm, colour=SEAL_RED, multiply=True
    )
    middle = _purpose(seal, centre, fonts) if seal.purpose else _star(centre, 7.0)
    return (ring, *_name(seal, centre, fonts), middle, *_code(seal, centre, fonts))


def _turned(centre: Point, angle_deg: float, offset: Point) -> Point:
    """Return the point at `offset` from `centre` in axes turned clockwise by the angle."""
    turn = radians(angle_deg)
    x, y = offset
    return centre[0] + x * cos(turn) - y * sin(turn), centre[1] + x * sin(turn) + y * cos(turn)


def _red(char: str, at: Point, role: Role, size_pt: float, fonts: Fonts, angle_deg: float, squeeze: float) -> Text:
    return Text(
        x_mm=at[0],
        y_mm=at[1],
        runs=fonts.runs(char, role),
        size_pt=size_pt,
        colour=SEAL_RED,
        angle_deg=angle_deg,
        squeeze=squeeze,
        multiply=True,
    )


def _name(seal: Seal, centre: Point, fonts: Fonts) -> list[Text]:
    size = seal.name_mm * _NAME_EM
    # Between ring and name stays the width of the ring.
    arc_radius = seal.diameter_mm / 2 - 2 * seal.ring_mm - seal.name_mm / 2
    step = seal.spread / (len(seal.organ) - 1)
    room = (arc_radius - seal.name_mm / 4) * radians(step) * _ARC_FILL
    squeeze = min(1.0, room / size)
    marks = []
    for number, char in enumerate(seal.organ):
        angle = step * number - seal.spread / 2
        width = mm(fonts.measure(char, Role.TITLE, pt(size))) * squeeze
        at = _turned(centre, angle, (-width / 2, -arc_radius + size * (ASCENT_EM - 0.5)))
        marks.append(_red(char, at, Role.TITLE, pt(size), fonts, angle, squeeze))
    return marks


def _purpose(seal: Seal, centre: Point, fonts: Fonts) -> Text:
    size = _PURPOSE_MM * _NAME_EM
    width = mm(fonts.measure(seal.purpose, Role.TITLE, pt(size)))
    squeeze = min(1.0, _PURPOSE_WIDTH * seal.diameter_mm / width)
    at = centre[0] - width * squeeze / 2, centre[1] + _PURPOSE_DROP * seal.diameter_mm / 2
    return _red(seal.purpose, at, Role.TITLE, pt(size), fonts, 0.0, squeeze)


def _code(seal: Seal, centre: Point, fonts: Fonts) -> list[Text]:
    size = _CODE_MM * _DIGIT_EM
    foot_radius = seal.diameter_mm / 2 - 1.8 * seal.ring_mm
    room = (foot_radius - _CODE_MM / 2) * radians(_CODE_STEP_DEG)
    marks = []
    for number, char in enumerate(seal.code):
        angle = ((len(seal.code) - 1) / 2 - number) * _CODE_STEP_DEG
        width = mm(fonts.measure(char, Role.HEAVY, pt(size)))
        squeeze = min(1.0, room * _ARC_FILL / width)
        at = _turned(centre, angle, (-width * squeeze / 2, foot_radius))
        marks.append(_red(char, at, Role.HEAVY, pt(size), fonts, angle, squeeze))
    return marks


def _star(centre: Point, radius_mm: float) -> Polygon:
    points = []
    for corner in range(10):
        reach = radius_mm if corner % 2 == 0 else radius_mm * _STAR_INNER
        angle = pi * corner / 5
        points.append((centre[0] + reach * sin(angle), centre[1] - reach * cos(angle)))
    return Polygon(points=tuple(points), colour=SEAL_RED, multiply=True)
