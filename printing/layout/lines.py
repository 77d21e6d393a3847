"""Breaking text into lines by the rules of Chinese setting (标点避头尾).

No line begins with a closing mark or ends with an opening one, a word or a number in Latin letters stays whole, a
name is not broken at its `·`, and the last line of a paragraph never holds one character alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from unicodedata import east_asian_width

from printing.fonts import Fonts, Role
from printing.layout.marks import BLACK
from printing.layout.pen import ASCENT_EM, Pen, mm, pt

NOT_FIRST = frozenset("，。、；：？！）》」』】〕”’…—·%‰℃,.;:?!)]}")
NOT_LAST = frozenset("（《「『【〔“‘·([{")

_TOLERANCE_PT = 0.01
_MOST_STRETCH_EM = 2.2
_LEAST_CHARS = 2
_DASH_MM = (0.6, 0.5)


@dataclass(frozen=True, slots=True)
class Span:
    """Text in one face and size; `boxed` puts a fine dashed frame around it, as around 暂定."""

    text: str
    role: Role = Role.BODY
    size_pt: float = 10.5
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character with its face, size and width, as lines are filled with them."""

    char: str
    role: Role
    size_pt: float
    width_pt: float
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One finished line. `stretch_pt` is put after each character but the last to reach the right edge."""

    glyphs: tuple[Glyph, ...]
    indent_pt: float = 0.0
    stretch_pt: float = 0.0

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(glyph.char for glyph in self.glyphs)

    @property
    def width_pt(self) -> float:
        """The width of the characters, the indent and the stretch counted."""
        gaps = max(len(self.glyphs) - 1, 0)
        return self.indent_pt + sum(glyph.width_pt for glyph in self.glyphs) + self.stretch_pt * gaps


def break_lines(
    spans: Iterable[Span], width_mm: float, fonts: Fonts, *, indent_pt: float = 0.0, justify: bool = False
) -> tuple[Line, ...]:
    """Return the lines of one paragraph set to `width_mm`; the first begins `indent_pt` further in."""
    glyphs = [
        Glyph(char, span.role, span.size_pt, fonts.measure(char, span.role, span.size_pt), span.boxed)
        for span in spans
        for char in span.text
    ]
    room = pt(width_mm)
    filled = _fill(_words(glyphs), room, indent_pt)
    lines = [
        Line(tuple(_trimmed(words)), indent_pt if number == 0 else 0.0)
        for number, words in enumerate(_no_orphan(filled))
    ]
    if justify:
        lines = [_justified(line, room) for line in lines[:-1]] + lines[-1:]
    return tuple(lines)


def _is_wide(char: str) -> bool:
    return east_asian_width(char) in "WF" or char in "“”‘’…—·"


def may_break(before: str, after: str) -> bool:
    """Say whether a line may end after `before` when `after` comes next."""
    if before in NOT_LAST or after in NOT_FIRST or after == " ":
        return False
    return before in " -/" or _is_wide(before) or _is_wide(after)


def _words(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    if not glyphs:
        return []
    words = [[glyphs[0]]]
    for before, after in pairwise(glyphs):
        if may_break(before.char, after.char):
            words.append([after])
        else:
            words[-1].append(after)
    return words


def _width(glyphs: Iterable[Glyph]) -> float:
    return sum(glyph.width_pt for glyph in glyphs)


def _trimmed(words: Sequence[Sequence[Glyph]]) -> list[Glyph]:
    glyphs = [glyph for word in words for glyph in word]
    while glyphs and glyphs[-1].char == " ":
        glyphs.pop()
    return glyphs


def _fill(words: list[list[Glyph]], room_pt: float, indent_pt: float) -> list[list[list[Glyph]]]:
    lines: list[list[list[Glyph]]] = [[]]
    left = room_pt - indent_pt
    for word in words:
        for piece in _cut_to(word, room_pt):
            inked = _width(_trimmed([piece]))
            if lines[-1] and inked > left + _TOLERANCE_PT:
                lines.append([])
                left = room_pt
            lines[-1].append(piece)
            left -= _width(piece)
    return [line for line in lines if line]


def _cut_to(word: list[Glyph], room_pt: float) -> list[list[Glyph]]:
    """Return a word cut where it is longer than a whole line: an address without a break, a long number."""
    pieces: list[list[Glyph]] = [[]]
    for glyph in word:
        if pieces[-1] and _width(pieces[-1]) + glyph.width_pt > room_pt + _TOLERANCE_PT and glyph.char != " ":
            pieces.append([])
        pieces[-1].append(glyph)
    return pieces


def _no_orphan(lines: list[list[list[Glyph]]]) -> list[list[list[Glyph]]]:
    if len(lines) < _LEAST_CHARS or len(lines[-2]) <= _LEAST_CHARS:
        return lines
    last = [glyph for glyph in _trimmed(lines[-1]) if glyph.char not in NOT_FIRST]
    if len(last) >= _LEAST_CHARS:
        return lines
    return [*lines[:-2], lines[-2][:-1], [lines[-2][-1], *lines[-1]]]


def _justified(line: Line, room_pt: float) -> Line:
    slack = room_pt - line.width_pt
    if len(line.glyphs) < _LEAST_CHARS or slack > _MOST_STRETCH_EM * line.glyphs[0].size_pt:
        return line
    return replace(line, stretch_pt=slack / (len(line.glyphs) - 1))


def write_line(pen: Pen, x_mm: float, middle_mm: float, line: Line, colour: str = BLACK) -> None:
    """Write a broken line from `x_mm`; its first character is centred on `middle_mm`, all share its baseline."""
    at_pt = pt(x_mm) + line.indent_pt
    for (role, size, boxed), group in groupby(line.glyphs, key=lambda one: (one.role, one.size_pt, one.boxed)):
        run = list(group)
        text = "".join(one.char for one in run)
        middle = middle_mm + mm(line.glyphs[0].size_pt - size) * (ASCENT_EM - 0.5)
        width = pen.text(mm(at_pt), middle, text, role, size, colour=colour, spacing_pt=line.stretch_pt)
        if boxed:
            height = mm(size) * 1.35
            pen.box(mm(at_pt) - 0.7, middle - height / 2, width + 1.4, height, dash_mm=_DASH_MM)
        at_pt += _width(run) + line.stretch_pt * len(run)
