"""A page as a scanner would give it, and a decision as a department would send it: drawn here, about nobody."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

import resources

_FACE = "NotoSerifSC-Regular"
_PAGE = (620, 877)


def scanned_page(number: str, matter: str) -> bytes:
    """Return a PNG that looks like a filled-in form."""
    page = Image.new("L", _PAGE, 250)
    pen = ImageDraw.Draw(page)
    title = ImageFont.truetype(str(resources.path(f"fonts/{_FACE}.ttf")), 26)
    text = ImageFont.truetype(str(resources.path(f"fonts/{_FACE}.ttf")), 15)
    pen.text((210, 60), "申请表（示例）", font=title, fill=20)
    pen.text((60, 120), f"{matter}　{number}", font=text, fill=40)
    for line in range(12):
        top = 160 + line * 50
        pen.rectangle((60, top, 560, top + 50), outline=60)
        pen.line((180, top, 180, top + 50), fill=60)
    out = BytesIO()
    page.save(out, "PNG", optimize=True)
    return out.getvalue()


def decision_pdf(number: str, department: str, matter: str, applicant: str, *, granted: bool) -> bytes:
    """Return a one-page decision document."""
    if _FACE not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(_FACE, str(resources.path(f"fonts/{_FACE}.ttf"))))
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, initialFontName=_FACE)  # type: ignore[arg-type]  # it is a name
    title = "准予行政许可决定书" if granted else "不予行政许可决定书"
    canvas.setTitle(title)
    canvas.setFont(_FACE, 22)
    canvas.drawCentredString(105 * mm, 240 * mm, title)
    canvas.setFont(_FACE, 14)
    said = "符合法定条件，准予许可。" if granted else "不符合法定条件，不予许可。"
    lines = (
        f"{applicant}：",
        f"　　你（单位）申请的{matter}（{number}），",
        f"经审查，{said}",
        "",
        department,
        "示例文本，不是法定文书",
    )
    for row, line in enumerate(lines):
        canvas.drawString(28 * mm, (215 - row * 10) * mm, line)
    canvas.save()
    return out.getvalue()
