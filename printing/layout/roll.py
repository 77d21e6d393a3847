"""Setting a slip down a roll of paper, in the dots of its printer: 8 a millimetre, nothing between two dots."""

from printing.fonts import Fonts, Role
from printing.layout.lines import Span, break_lines
from printing.layout.marks import BLACK, WHITE, Page
from printing.layout.pen import Align, Pen, pt

DOT_MM = 0.125
LEADING = 1.34
HEAVY_FROM = 31
FEED_MM = 12.0
TOP_DOTS = 24

_TALL_MM = 2000.0


def dots(count: float) -> float:
    """Return printer dots in millimetres."""
    return count * DOT_MM


def size_pt(count: float) -> float:
    """Return a type size of so many dots in points."""
    return pt(dots(count))


class Roll:
    """A pen with a cursor `at` that moves down, in dots from the top; x is counted from the printable left."""

    def __init__(self, fonts: Fonts, paper_mm: float, printable_dots: int) -> None:
        self.pen = Pen(fonts, paper_mm, _TALL_MM)
        self.left_mm = (paper_mm - dots(printable_dots)) / 2
        self.width = printable_dots
        self.at = float(TOP_DOTS)

    def x(self, count: float) -> float:
        """Return a place across in millimetres from the paper's edge."""
        return self.left_mm + dots(count)

    def page(self) -> Page:
        """Return the slip with the feed before the cut."""
        return self.pen.page(dots(self.at) + FEED_MM)

    def line(self, text: str, size: int, *, align: Align = "left", heavy: bool = False, inset: int = 0) -> None:
        """Write one line and move down; a line that is too long goes on in the next."""
        role = face(size, heavy=heavy)
        for one in break_lines((Span(text, role, size_pt(size)),), dots(self.width - 2 * inset), self.pen.fonts):
            self.place(one.text, size, role, align=align, inset=inset)
            self.at += round(size * LEADING)

    def place(self, text: str, size: int, role: Role, *, align: Align = "left", inset: int = 0) -> float:
        """Write at the cursor without moving down; return the width in dots."""
        at = {"left": inset, "centre": self.width / 2, "right": self.width - inset}[align]
        middle = dots(self.at + size * LEADING / 2)
        return self.pen.text(self.x(at), middle, text, role, size_pt(size), align=align) / DOT_MM

    def pair(self, left: str, right: str, size: int, *, heavy: tuple[bool, bool] = (False, False)) -> None:
        """Write two texts at both ends of a line; the left one wraps before it meets the right."""
        roles = face(size, heavy=heavy[0]), face(size, heavy=heavy[1])
        taken = self.place(right, size, roles[1], align="right") if right else 0.0
        room = dots(self.width - taken - size / 2)
        lines = break_lines((Span(left, roles[0], size_pt(size)),), room, self.pen.fonts)
        for one in lines:
            self.place(one.text, size, roles[0])
            self.at += round(size * LEADING)
        if not lines:
            self.at += round(size * LEADING)

    def rule(self, line: int, before: int = 8, after: int = 8, *, dash: bool = False) -> None:
        """Draw a line across with white before and after."""
        self.at += before
        middle = dots(self.at + line / 2)
        self.pen.rule(
            (self.x(0), middle), (self.x(self.width), middle), dots(line), dash_mm=(0.75, 0.625) if dash else ()
        )
        self.at += line + after

    def frame(self, top: float, line: int, after: int = 10) -> None:
        """Draw a frame around what was set since `top` and move below it."""
        height = self.at - top
        half = dots(line) / 2
        self.pen.box(
            self.x(0) + half, dots(top) + half, dots(self.width - line), dots(height - line), line_mm=dots(line)
        )
        self.at += after

    def band(self, text: str, height: int) -> None:
        """Draw a black band with white text across the paper."""
        self.pen.box(self.x(0), dots(self.at), dots(self.width), dots(height), line_mm=0, fill=BLACK)
        middle = dots(self.at + height / 2)
        self.pen.text(self.x(self.width / 2), middle, text, Role.HEAVY, size_pt(28), align="centre", colour=WHITE)
        self.at += height + 12


def face(size: int, *, heavy: bool) -> Role:
    """Return the face of a size: Medium to 30 dots, Bold above and where asked."""
    return Role.HEAVY if heavy or size >= HEAVY_FROM else Role.LABEL
