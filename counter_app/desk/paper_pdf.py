"""The pages of a foreign PDF drawn into one of ours: what they show comes along, and nothing that does anything.

For the process that looks into files (`paper_join`). Notes and filled-in fields become part of the picture; scripts,
actions, links, attached files and signatures stay behind. A page that is nothing but pictures is a scanned one and
is cleaned like any other scan; every other page keeps its letters and lines.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2
from pypdfium2 import raw

from casework.errors import RuleBroken
from counter_app.desk import paper_clean
from counter_app.desk.paper_picture import MOST_PIXELS

MOST_PAGES = 300
_MOST_POINTS = 14_400
_POINTS_PER_INCH = 72
_MOST_PICTURES = 4
_DEEPEST = 8
_STOWED_AWAY = re.compile(
    rb"/(?:JavaScript|EmbeddedFile|Filespec|RichMedia|Launch|OpenAction|SubmitForm)(?![A-Za-z0-9])"
    rb"|/(?:JS|AA|EF|AF)\s*[(<\[\d/]"
)
"""Names of PDF that nothing on a page needs; PDFium writes them plainly, however they were written before."""


def document(content: bytes) -> Any:
    """Return an opened PDF.

    Raises:
        RuleBroken: `paper.broken`, `paper.locked`, `paper.too_many`.
    """
    try:
        opened = pypdfium2.PdfDocument(content)
        count = len(opened)
    except pypdfium2.PdfiumError as error:
        raise RuleBroken("paper.locked" if "assword" in str(error) else "paper.broken") from error
    if not count:
        raise RuleBroken("paper.broken")
    if count > MOST_PAGES:
        raise RuleBroken("paper.too_many")
    return opened


def is_signed(content: bytes) -> bool:
    """Say whether a PDF carries an electronic signature, which does not outlive being drawn anew."""
    return b"/ByteRange" in content and b"/Contents" in content


def drawn(content: bytes) -> Iterator[tuple[bytes, bool]]:
    """Return each page as a PDF of one page, and whether it is blank.

    Raises:
        RuleBroken: as `document`; `paper.too_large`.
    """
    opened = document(content)
    for number in range(len(opened)):
        try:
            yield _page(opened, number)
        except pypdfium2.PdfiumError as error:
            raise RuleBroken("paper.broken") from error


def _page(opened: Any, number: int) -> tuple[bytes, bool]:
    page = opened[number]
    width, height = page.get_size()
    if not (0 < width <= _MOST_POINTS and 0 < height <= _MOST_POINTS):
        raise RuleBroken("paper.too_large")
    notes = raw.FPDFPage_GetAnnotCount(page)
    if notes and raw.FPDFPage_Flatten(page, raw.FLAT_PRINT) != raw.FLATTEN_FAIL:
        # What the notes show is part of the page only once it is read again.
        page.close()
        page = opened[number]
    kinds = _kinds(page)
    if kinds and len(kinds) <= _MOST_PICTURES and set(kinds) == {raw.FPDF_PAGEOBJ_IMAGE}:
        return _pictured(page)
    made = _captured(opened, page, number)
    # What a page draws with comes along whole, and with it whatever else was hung onto that.
    return _pictured(page) if _STOWED_AWAY.search(made) else (made, not kinds)


def _pictured(page: Any) -> tuple[bytes, bool]:
    """Return a page as a cleaned picture of what it shows."""
    scale = min(paper_clean.DPI / _POINTS_PER_INCH, paper_clean.LONGEST_PX / max(page.get_size()))
    picture = page.render(scale=scale, may_draw_forms=False).to_pil()
    cleaned = paper_clean.cleaned(picture, scale * _POINTS_PER_INCH)
    return cleaned.pdf(), cleaned.blank


def _kinds(page: Any) -> list[int]:
    """Return what kinds of things stand on a page; a flood of pixels among them is refused before it is decoded."""
    kinds = []
    for thing in page.get_objects(max_depth=_DEEPEST):
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            across, down = thing.get_px_size()
            if across * down > MOST_PIXELS:
                raise RuleBroken("paper.too_large")
        if thing.type != raw.FPDF_PAGEOBJ_FORM:
            kinds.append(thing.type)
    return kinds


def _captured(opened: Any, page: Any, number: int) -> bytes:
    """Return what a page shows as a page of a new document, turned as it was."""
    made = pypdfium2.PdfDocument.new()
    shown = opened.page_as_xobject(number, made)
    left, bottom, right, top = page.get_cropbox()
    leaf = made.new_page(right - left, top - bottom)
    placed = shown.as_pageobject()
    placed.set_matrix(pypdfium2.PdfMatrix().translate(-left, -bottom))
    leaf.insert_obj(placed)
    leaf.set_rotation(page.get_rotation())
    leaf.gen_content()
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
