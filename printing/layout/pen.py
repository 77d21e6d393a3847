"""A pen that puts marks on one page and refuses, at once, a character that cannot be drawn."""

from typing import Literal

from printing.barcodes import Bars, Matrix
from printing.fonts import Fonts, Role
from printing.layout.marks import BLACK, MM_PER_PT, Box, Code, Mark, Page, Point, Rule, Text

Align = Literal["left", "centre", "right"]

# Where the baseline lies in a Chinese character's square, from its top (Noto's own figure).
ASCENT_EM = 0.88


def pt(mm: float) -> float:
    """Return millimetres in points."""
    return mm / MM_PER_PT


def mm(points: float) -> float:
    """Return points in millimetres."""
    return points * MM_PER_PT


class Pen:
    """Collects the marks of one page of the given size."""

    def __init__(self, fonts: Fonts, width_mm: float, height_mm: float) -> None:
        self.fonts = fonts
        self.width_mm = width_mm
        self.height_mm = height_mm
        self._marks: list[Mark] = []

    def page(self, height_mm: float | None = None) -> Page:
        """Return the page; a roll's height is known only at the end."""
        return Page(self.width_mm, height_mm or self.height_mm, tuple(self._marks))

    def put(self, *marks: Mark) -> None:
        """Add marks made elsewhere, such as a seal's."""
        self._marks.extend(marks)

    def width_of(self, text: str, role: Role, size_pt: float, spacing_pt: float = 0.0) -> float:
        """Return the width of a stretch in millimetres; spacing stands between characters only."""
        return mm(self.fonts.measure(text, role, size_pt) + spacing_pt * max(len(text) - 1, 0))

    def text(
        self,
        x_mm: float,
        middle_mm: float,
        text: str,
        role: Role,
        size_pt: float,
        *,
        align: Align = "left",
        colour: str = BLACK,
        spacing_pt: float = 0.0,
    ) -> float:
        """Write one line whose characters' squares are centred on `middle_mm`; return its width in millimetres.

        `x_mm` is the left end, the middle or the right end by `align`.
        """
        if not text:
            return 0.0
        width = self.width_of(text, role, size_pt, spacing_pt)
        left = x_mm - {"left": 0.0, "centre": width / 2, "right": width}[align]
        self._marks.append(
            Text(
                x_mm=left,
                y_mm=middle_mm + mm(size_pt) * (ASCENT_EM - 0.5),
                runs=self.fonts.runs(text, role),
                size_pt=size_pt,
                colour=colour,
                spacing_pt=spacing_pt,
            )
        )
        return width

    def rule(
        self, start: Point, end: Point, line_mm: float = 0.2, *, dash_mm: tuple[float, ...] = (), colour: str = BLACK
    ) -> None:
        """Draw a straight line."""
        self._marks.append(Rule(start=start, end=end, line_mm=line_mm, dash_mm=dash_mm, colour=colour))

    def box(
        self,
        x_mm: float,
        y_mm: float,
        width_mm: float,
        height_mm: float,
        *,
        line_mm: float = 0.2,
        fill: str | None = None,
        dash_mm: tuple[float, ...] = (),
        colour: str = BLACK,
    ) -> None:
        """Draw a rectangle from its top left."""
        self._marks.append(
            Box(
                x_mm=x_mm,
                y_mm=y_mm,
                width_mm=width_mm,
                height_mm=height_mm,
                line_mm=line_mm,
                fill=fill,
                dash_mm=dash_mm,
                colour=colour,
            )
        )

    def bars(self, x_mm: float, y_mm: float, code: Bars, module_mm: float, height_mm: float) -> float:
        """Draw a Code 128 whose first bar begins at `x_mm`; return the width of its bars."""
        stretches = tuple((x_mm + first * module_mm, y_mm, wide * module_mm, height_mm) for first, wide in code.bars)
        width = code.width_mm(module_mm)
        zone = (x_mm, y_mm, width, height_mm)
        self._marks.append(Code(payload=code.payload, stretches=stretches, zone=zone, module_mm=module_mm))
        return width

    def matrix(self, x_mm: float, y_mm: float, code: Matrix, module_mm: float) -> None:
        """Draw a QR symbol whose first dark module begins at `x_mm`, `y_mm`; the border is left white."""
        stretches = tuple(
            (x_mm + column * module_mm, y_mm + row * module_mm, wide * module_mm, module_mm)
            for row, column, wide in code.stretches
        )
        side = code.modules * module_mm
        zone = (x_mm, y_mm, side, side)
        self._marks.append(Code(payload=code.payload, stretches=stretches, zone=zone, module_mm=module_mm, square=True))
