"""Pages of marks as dots of a printer's head: one bit a dot, nothing between two dots, never dithered.

Type is drawn grey at its size and cut at a threshold; codes, boxes and rules lie on whole dots, and a code's modules
are all equally many dots wide. (A PDF scaled down for such a head gives bars that no reader reads.)
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageColor, ImageDraw, ImageFont

from printing.fonts import Fonts, Role
from printing.layout.marks import BLACK, MM_PER_PT, Box, Code, Page, Rule, Text

DOTS_203 = 8.0
"""Dots a millimetre of a head that is called 203 dpi."""
DOTS_300 = 300 / 25.4
"""Dots a millimetre at 300 dpi."""

THRESHOLD = 140
"""What is darker (0 to 255) becomes a dot."""

_WHITE = 255
_INCH_MM = 25.4


def render_raster(pages: Sequence[Page], fonts: Fonts, dots_per_mm: float) -> bytes:
    """Return the pages as a TIFF of one bit a dot (white is 1), a frame each.

    Only what slips and labels are made of: straight text, rules, boxes and codes.

    Raises:
        ValueError: another mark, or text that is turned, squeezed or outlined.
    """
    frames = [_Drawing(page, fonts, dots_per_mm).done() for page in pages]
    out = BytesIO()
    dpi = round(dots_per_mm * _INCH_MM)
    frames[0].save(out, "TIFF", compression="group4", dpi=(dpi, dpi), save_all=True, append_images=frames[1:])
    return out.getvalue()


@cache
def _face(file: str, size_px: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(file, size_px, layout_engine=ImageFont.Layout.BASIC)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Draws the marks of one page in grey, in its own dots."""

    page: Page
    fonts: Fonts
    dots_per_mm: float

    def done(self) -> Image.Image:
        """Return the page, cut to one bit."""
        grey = Image.new("L", (self._dots(self.page.width_mm), self._dots(self.page.height_mm)), _WHITE)
        draw = ImageDraw.Draw(grey)
        ways: dict[type, Callable[[ImageDraw.ImageDraw, Any], None]] = {
            Text: self._text,
            Rule: self._rule,
            Box: self._box,
            Code: self._code,
        }
        for mark in self.page.marks:
            if type(mark) not in ways:
                raise ValueError(f"a raster holds no {type(mark).__name__}")
            ways[type(mark)](draw, mark)
        return grey.point(lambda value: 0 if value < THRESHOLD else _WHITE).convert("1", dither=Image.Dither.NONE)

    def _dots(self, length_mm: float) -> int:
        return round(length_mm * self.dots_per_mm)

    def _width(self, line_mm: float) -> int:
        return max(1, self._dots(line_mm))

    def _text(self, draw: ImageDraw.ImageDraw, mark: Text) -> None:
        if mark.angle_deg or mark.squeeze != 1 or mark.outlined:
            raise ValueError("a raster holds straight text only")
        x, y = mark.x_mm * self.dots_per_mm, mark.y_mm * self.dots_per_mm
        size = mark.size_pt * MM_PER_PT * self.dots_per_mm
        for role, run in mark.runs:
            face = self._font(role, size)
            for char in run:
                draw.text((x, y), char, fill=_grey(mark.colour), font=face, anchor="ls")
                # By the layout's own measure: what a hinted face calls its width is a whole number of dots.
                x += (self.fonts.measure(char, role, mark.size_pt) + mark.spacing_pt) * MM_PER_PT * self.dots_per_mm

    def _font(self, role: Role, size_px: float) -> ImageFont.FreeTypeFont:
        return _face(str(self.fonts.faces[role].face.filename), size_px)

    def _rule(self, draw: ImageDraw.ImageDraw, mark: Rule) -> None:
        if mark.start[0] != mark.end[0] and mark.start[1] != mark.end[1]:
            raise ValueError("a raster holds level and upright rules only")
        wide = self._width(mark.line_mm)
        left, top = (self._dots(min(mark.start[axis], mark.end[axis])) for axis in (0, 1))
        right, foot = (self._dots(max(mark.start[axis], mark.end[axis])) for axis in (0, 1))
        along = right - left if foot == top else foot - top
        for begin, length in _strokes(along, tuple(max(1, self._dots(one)) for one in mark.dash_mm)):
            if foot == top:
                _fill(draw, left + begin, top - wide // 2, length, wide, mark.colour)
            else:
                _fill(draw, left - wide // 2, top + begin, wide, length, mark.colour)

    def _box(self, draw: ImageDraw.ImageDraw, mark: Box) -> None:
        left, top = self._dots(mark.x_mm), self._dots(mark.y_mm)
        wide, high = self._dots(mark.x_mm + mark.width_mm) - left, self._dots(mark.y_mm + mark.height_mm) - top
        if mark.fill:
            _fill(draw, left, top, wide, high, mark.fill)
        if not mark.line_mm:
            return
        line = self._width(mark.line_mm)
        dash = tuple(max(1, self._dots(one)) for one in mark.dash_mm)
        # The line lies on the edge, half inside and half outside, as in the PDF.
        before = line // 2
        for begin, length in _strokes(wide + line, dash):
            for edge in (top, top + high):
                _fill(draw, left - before + begin, edge - before, length, line, mark.colour)
        for begin, length in _strokes(high + line, dash):
            for edge in (left, left + wide):
                _fill(draw, edge - before, top - before + begin, line, length, mark.colour)

    def _code(self, draw: ImageDraw.ImageDraw, mark: Code) -> None:
        x, y, wide, high = mark.zone
        # A hundredth of a dot of tolerance: three dots are a little less than .375 mm in floating point.
        module = int(mark.module_mm * self.dots_per_mm + 0.01)
        if not module:
            raise ValueError("the code is finer than the dots")
        left = self._dots(x + wide / 2) - round(wide / mark.module_mm) * module // 2
        top = self._dots(y)
        bar = module if mark.square else self._dots(high)
        for dark_x, dark_y, dark_wide, _ in mark.stretches:
            across, down, stretch = (round(one / mark.module_mm) for one in (dark_x - x, dark_y - y, dark_wide))
            _fill(draw, left + across * module, top + down * module, stretch * module, bar, BLACK)


def _fill(draw: ImageDraw.ImageDraw, left: int, top: int, wide: int, high: int, colour: str) -> None:
    if wide > 0 and high > 0:
        draw.rectangle((left, top, left + wide - 1, top + high - 1), fill=_grey(colour))


def _strokes(length: int, dash: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return where the strokes of a line begin and how long they are; an undashed line is one."""
    if not dash:
        return [(0, length)]
    on, off = dash
    return [(begin, min(on, length - begin)) for begin in range(0, length, on + off)]


@cache
def _grey(colour: str) -> int:
    red, green, blue = ImageColor.getrgb(colour)[:3]
    # ITU-R BT.601, as Pillow turns colours into grey.
    return round(0.299 * red + 0.587 * green + 0.114 * blue)
