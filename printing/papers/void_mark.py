"""以上作废: what is printed beneath half a slip before it is cut off, so that its code is taken for nothing."""

from printing.fonts import Fonts, Role
from printing.layout.roll import Roll, dots, size_pt
from printing.model import Format, FrozenPaper, Media, PaperKind, freeze
from printing.render.raster import render_raster
from printing.wording import Wording

_SIZE, _RULE = 64, 6
_LEADING = 1.3


def draw_void_mark(fonts: Fonts, wording: Wording, width_dots: int, dots_per_mm: float) -> FrozenPaper:
    """Return the mark between its two rules as the raster of a head `width_dots` across.

    It is no paper of its own and nobody's document, so it counts with the test pages.
    """
    width_mm = width_dots / dots_per_mm
    roll = Roll(fonts, width_mm, round(width_mm * 8))
    roll.rule(_RULE)
    text = wording.zh("mark.void")
    middle = dots(roll.at + _SIZE * _LEADING / 2)
    roll.pen.text(roll.x(roll.width / 2), middle, text, Role.HEAVY, size_pt(_SIZE), align="centre")
    roll.at += round(_SIZE * _LEADING)
    roll.rule(_RULE)
    content = render_raster([roll.page()], fonts, dots_per_mm)
    kind, media = PaperKind.TEST_PAGE, Media.ROLL_80
    return freeze(kind=kind, title=text, content=content, pages=1, media=media, format=Format.RASTER)
