"""Pages of marks as a PDF with embedded subsets only.

Nothing is taken from the machine or the time, so the same pages are always the same bytes.
"""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from printing.fonts import Role
from printing.layout.marks import BLACK, Box, Code, Curve, Mark, Page, Polygon, Ring, Rule, Text
from printing.layout.pen import pt

CREATOR = "Integrated Window"

# Streams are written as they are compressed: text around them makes files a quarter larger and takes 20 ms.
rl_config.useA85 = 0

_OUTLINE = 1
_OUTLINE_MM = 0.25


def render_pdf(pages: Sequence[Page], *, title: str, subject: str, keywords: str = "") -> bytes:
    """Return the pages as a PDF that asks to be printed at its actual size.

    The faces must have been loaded before (`printing.fonts.load_fonts`): reportlab finds them by name.
    """
    out = BytesIO()
    # Without a first face of our own the file would name Helvetica, which is not embedded.
    first: Any = str(Role.BODY)
    canvas = Canvas(out, invariant=1, pageCompression=1, initialFontName=first, initialFontSize=10)
    canvas.setTitle(title)
    canvas.setSubject(subject)
    canvas.setKeywords(keywords)
    canvas.setCreator(CREATOR)
    canvas.setAuthor("")
    canvas.setProducer(CREATOR)
    canvas.setViewerPreference("PrintScaling", "None")
    for page in pages:
        canvas.setPageSize((pt(page.width_mm), pt(page.height_mm)))
        _Drawing(canvas, page.height_mm).marks(page.marks)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


class _Drawing:
    """Draws marks on one page of the canvas; turns the page's y around."""

    def __init__(self, canvas: Any, height_mm: float) -> None:
        self._canvas = canvas
        self._height_mm = height_mm

    def marks(self, marks: Sequence[Mark]) -> None:
        ways: dict[type, Callable[[Any], None]] = {
            Text: self._text,
            Rule: self._rule,
            Box: self._box,
            Code: self._code,
            Ring: self._ring,
            Polygon: self._polygon,
            Curve: self._curve,
        }
        for mark in marks:
            ways[type(mark)](mark)

    def _y(self, y_mm: float) -> float:
        return pt(self._height_mm - y_mm)

    def _line(self, line_mm: float, colour: str, dash_mm: tuple[float, ...]) -> None:
        self._canvas.setLineWidth(pt(line_mm))
        self._canvas.setStrokeColor(HexColor(colour))
        self._canvas.setDash([pt(length) for length in dash_mm])

    def _blend(self, *, multiply: bool) -> None:
        if multiply:
            self._canvas.setBlendMode("Multiply")

    def _text(self, mark: Text) -> None:
        canvas = self._canvas
        canvas.saveState()
        self._blend(multiply=mark.multiply)
        canvas.translate(pt(mark.x_mm), self._y(mark.y_mm))
        canvas.rotate(-mark.angle_deg)
        text = canvas.beginText(0, 0)
        text.setFillColor(HexColor(mark.colour))
        text.setCharSpace(mark.spacing_pt)
        text.setHorizScale(mark.squeeze * 100)
        if mark.outlined:
            canvas.setStrokeColor(HexColor(mark.colour))
            canvas.setLineWidth(pt(_OUTLINE_MM))
            # A line drawn before may have been dashed.
            canvas.setDash([])
            text.setTextRenderMode(_OUTLINE)
        for role, run in mark.runs:
            text.setFont(str(role), mark.size_pt)
            text.textOut(run)
        canvas.drawText(text)
        canvas.restoreState()

    def _rule(self, mark: Rule) -> None:
        self._line(mark.line_mm, mark.colour, mark.dash_mm)
        self._canvas.line(pt(mark.start[0]), self._y(mark.start[1]), pt(mark.end[0]), self._y(mark.end[1]))

    def _box(self, mark: Box) -> None:
        self._line(mark.line_mm, mark.colour, mark.dash_mm)
        if mark.fill:
            self._canvas.setFillColor(HexColor(mark.fill))
        self._canvas.rect(
            pt(mark.x_mm),
            self._y(mark.y_mm + mark.height_mm),
            pt(mark.width_mm),
            pt(mark.height_mm),
            stroke=int(mark.line_mm > 0),
            fill=int(mark.fill is not None),
        )

    def _code(self, mark: Code) -> None:
        self._canvas.setFillColor(HexColor(BLACK))
        path = self._canvas.beginPath()
        for x, y, width, height in mark.stretches:
            path.rect(pt(x), self._y(y + height), pt(width), pt(height))
        self._canvas.drawPath(path, stroke=0, fill=1)

    def _ring(self, mark: Ring) -> None:
        self._canvas.saveState()
        self._blend(multiply=mark.multiply)
        self._line(mark.line_mm, mark.colour, mark.dash_mm)
        self._canvas.circle(pt(mark.centre[0]), self._y(mark.centre[1]), pt(mark.radius_mm), stroke=1, fill=0)
        self._canvas.restoreState()

    def _polygon(self, mark: Polygon) -> None:
        self._canvas.saveState()
        self._blend(multiply=mark.multiply)
        self._canvas.setFillColor(HexColor(mark.colour))
        self._canvas.drawPath(self._path(mark.points, closed=True), stroke=0, fill=1)
        self._canvas.restoreState()

    def _curve(self, mark: Curve) -> None:
        self._line(mark.line_mm, mark.colour, ())
        self._canvas.drawPath(self._path(mark.points, closed=mark.closed), stroke=1, fill=0)

    def _path(self, points: Sequence[tuple[float, float]], *, closed: bool) -> "_Lines":
        return _Lines([(pt(x), self._y(y)) for x, y in points], closed=closed)


class _Lines:
    """Straight lines as the canvas takes a path, written at once: the library's way takes half of a certificate's time.

    Measures are points to a thousandth.
    """

    def __init__(self, points: Sequence[tuple[float, float]], *, closed: bool) -> None:
        (x, y), *others = points
        code = [f"n {x:.3f} {y:.3f} m", *(f"{x:.3f} {y:.3f} l" for x, y in others)]
        self._code = " ".join([*code, "h"] if closed else code)

    def getCode(self) -> str:  # noqa: N802 - the library's name
        """Return the path's commands."""
        return self._code
