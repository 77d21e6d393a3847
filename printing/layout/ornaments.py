"""Ornaments of a certificate: guilloche bands, rosettes, microtext.

They look good and show up a photocopy; what protects a certificate is its record.
"""

from math import cos, pi, sin

from printing.fonts import Fonts, Role
from printing.layout.marks import Curve, Mark, Point, Text
from printing.layout.pen import mm, pt

ACCENT = "#2B65AE"
OK_GREEN = "#4F927B"
PALE_ACCENT = "#DCE6F2"
PALE_GREEN = "#E2EFE8"

PHASES = 12
LINE_MM = 0.11
MICRO_MM = 0.62

_STEP_MM = 0.8
_PERIOD_MM = 22.4
_SWAY, _SWING = 0.13, 0.35  # of the band's thickness
_CAP_EM = 0.733


def band(start: Point, length_mm: float, thickness_mm: float, *, upright: bool = False) -> tuple[Curve, ...]:
    """Return a guilloche band along a side: twelve lines of one wave, each a twelfth later, swaying together.

    `start` is the middle of the band's beginning; the wave is stretched until whole periods fill the length.
    """
    periods = max(1, round(length_mm / _PERIOD_MM))
    turn = 2 * pi * periods / length_mm
    steps = round(length_mm / _STEP_MM)
    curves = []
    for phase in range(PHASES):
        points = []
        for step in range(steps + 1):
            along = length_mm * step / steps
            sway = _SWAY * thickness_mm * cos(2 * turn * along)
            across = sway + _SWING * thickness_mm * sin(turn * along + 2 * pi * phase / PHASES)
            offset = (across, along) if upright else (along, across)
            points.append((start[0] + offset[0], start[1] + offset[1]))
        colour = ACCENT if phase % 2 == 0 else OK_GREEN
        curves.append(Curve(points=tuple(points), line_mm=LINE_MM, colour=colour))
    return tuple(curves)


def rosette(centre: Point, radius_mm: float) -> tuple[Curve, ...]:
    """Return a corner rosette: two rings of petals, the inner in the second colour."""
    outer = [_petals(centre, radius_mm, 0.66, 12, shift, ACCENT) for shift in (0.0, pi / 12)]
    inner = [_petals(centre, radius_mm * 0.62, 0.8, 12, shift, OK_GREEN) for shift in (0.0, pi / 24, pi / 12)]
    return (*outer, *inner)


def _petals(centre: Point, radius_mm: float, depth: float, count: int, shift: float, colour: str) -> Curve:
    points = []
    steps = count * 24
    for step in range(steps):
        angle = 2 * pi * step / steps
        reach = radius_mm * (1 - depth / 2 + depth / 2 * cos(count * angle))
        # The angle runs ahead and back, so that petals become loops.
        turned = angle + shift + 0.55 / count * 2 * sin(count * angle)
        points.append((centre[0] + reach * cos(turned), centre[1] + reach * sin(turned)))
    return Curve(points=tuple(points), line_mm=LINE_MM * 1.2, colour=colour, closed=True)


def ground(centre: Point, radius_mm: float) -> tuple[Curve, ...]:
    """Return the light rosette behind the text: long loops turned about the centre."""
    curves = []
    loops = 18
    for number in range(loops):
        lean = pi * number / loops
        points = []
        for step in range(120):
            angle = 2 * pi * step / 120
            x = radius_mm * cos(angle)
            y = radius_mm * 0.3 * sin(angle) * (1 + 0.35 * cos(3 * angle))
            points.append((centre[0] + x * cos(lean) - y * sin(lean), centre[1] + x * sin(lean) + y * cos(lean)))
        colour = PALE_ACCENT if number % 2 == 0 else PALE_GREEN
        curves.append(Curve(points=tuple(points), line_mm=0.18, colour=colour, closed=True))
    return tuple(curves)


def microtext(left_mm: float, foot_mm: float, width_mm: float, text: str, fonts: Fonts) -> Mark:
    """Return a line of letters 0.62 mm high that repeats `text` as often as it fits whole, spread to the width."""
    size = pt(MICRO_MM / _CAP_EM)
    times = max(1, int(width_mm / mm(fonts.measure(f"{text} ", Role.LABEL, size))))
    line = " ".join([text] * times)
    spare = pt(width_mm) - fonts.measure(line, Role.LABEL, size)
    return Text(
        x_mm=left_mm,
        y_mm=foot_mm,
        runs=fonts.runs(line, Role.LABEL),
        size_pt=size,
        colour=ACCENT,
        spacing_pt=max(0.0, spare / (len(line) - 1)),
    )
