"""The finished bytes of pages: a PDF, or the dots of the head they are for."""

from collections.abc import Sequence

from printing.fonts import Fonts
from printing.layout.marks import Page
from printing.model import Format
from printing.render.pdf import render_pdf
from printing.render.raster import render_raster


def render(
    pages: Sequence[Page], fonts: Fonts, dots_per_mm: float | None, *, title: str, subject: str
) -> tuple[bytes, Format]:
    """Return the pages as dots of a head of `dots_per_mm`, or as a PDF where that is None, and which of them it is."""
    if dots_per_mm:
        return render_raster(pages, fonts, dots_per_mm), Format.RASTER
    return render_pdf(pages, title=title, subject=subject), Format.PDF
