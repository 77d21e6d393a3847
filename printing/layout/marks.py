"""What a page is made of: frozen marks in millimetres from the top left, y downwards.

Paper modules make marks; renderers draw them. So one layout serves PDF, raster and preview, and a test can ask where
a thing stands without reading a file. Sizes of type and spacing are in points, angles in degrees clockwise.
"""

from dataclasses import dataclass

from printing.fonts import Role

BLACK = "#000000"
GREY_TEXT = "#444444"
GREY_FILL = "#EFEFEF"
PRACTICE_GREY = "#E0E0E0"
WHITE = "#FFFFFF"
SEAL_RED = "#D00000"

MM_PER_PT = 25.4 / 72

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A stretch of text; `x_mm`, `y_mm` is the left end of its baseline, about which it turns.

    `squeeze` is the width of the letters to their natural width; `outlined` draws the contour only.
    """

    x_mm: float
    y_mm: float
    runs: tuple[tuple[Role, str], ...]
    size_pt: float
    colour: str = BLACK
    spacing_pt: float = 0.0
    angle_deg: float = 0.0
    squeeze: float = 1.0
    multiply: bool = False
    outlined: bool = False

    @property
    def content(self) -> str:
        """The characters, whatever their faces."""
        return "".join(run for _, run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A straight line; `dash_mm` is (), or dash and gap."""

    start: Point
    end: Point
    line_mm: float = 0.2
    dash_mm: tuple[float, ...] = ()
    colour: str = BLACK


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle; `line_mm` 0 draws no frame, `fill` None no ground."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    line_mm: float = 0.2
    fill: str | None = None
    dash_mm: tuple[float, ...] = ()
    colour: str = BLACK


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A machine-readable code: all its dark stretches `(x, y, width, height)`, drawn as one path in pure black.

    `zone` is the place from the first to the last module; `square` says that modules are as high as wide.
    """

    payload: str
    stretches: tuple[tuple[float, float, float, float], ...]
    zone: tuple[float, float, float, float]
    module_mm: float
    square: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """A circle's line."""

    centre: Point
    radius_mm: float
    line_mm: float
    colour: str = BLACK
    dash_mm: tuple[float, ...] = ()
    multiply: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Polygon:
    """A filled shape with straight sides."""

    points: tuple[Point, ...]
    colour: str = BLACK
    multiply: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A line through many points, for ornaments."""

    points: tuple[Point, ...]
    line_mm: float
    colour: str
    closed: bool = False


Mark = Text | Rule | Box | Code | Ring | Polygon | Curve


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page; marks are drawn in their order."""

    width_mm: float
    height_mm: float
    marks: tuple[Mark, ...]
