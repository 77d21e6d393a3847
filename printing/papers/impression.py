"""A seal's impression alone, as the visible appearance of a signature."""

from printing.fonts import Fonts
from printing.layout.pen import Pen
from printing.render.pdf import render_pdf
from printing.seals.drawing import draw_seal
from printing.seals.seal import Seal

MARGIN_MM = 1.0


def draw_impression(seal: Seal, fonts: Fonts) -> bytes:
    """Return a PDF of one page that is as large as the impression with a margin of 1 mm.

    Raises:
        RuleBroken: `printing.seal_name`, `printing.no_glyph`.
    """
    side = seal.diameter_mm + 2 * MARGIN_MM
    pen = Pen(fonts, side, side)
    pen.put(*draw_seal(seal, (side / 2, side / 2), fonts))
    return render_pdf([pen.page()], title=seal.organ, subject=seal.code)
