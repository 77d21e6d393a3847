"""The faces papers are set in, by role, and the check that every character can be drawn.

Only TrueType files are used and only the glyphs of a paper are embedded. Each role has a named fallback in the other
family; a character that neither has is refused by name, because a blank box on a paper with legal effect is worse
than no paper. One `Fonts` value is built at start-up and passed to whoever draws (six faces: about 0.3 s).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from casework.errors import RuleBroken, Trouble


class Role(StrEnum):
    """What a piece of text is for; the value is the face's file name without its suffix."""

    BODY = "NotoSerifSC-Regular"
    TITLE = "NotoSerifSC-Bold"
    PLAIN = "NotoSansSC-Regular"
    LABEL = "NotoSansSC-Medium"
    SEMI = "NotoSansSC-SemiBold"
    HEAVY = "NotoSansSC-Bold"


FALLBACK: Mapping[Role, Role] = {
    Role.BODY: Role.PLAIN,
    Role.TITLE: Role.HEAVY,
    Role.PLAIN: Role.BODY,
    Role.LABEL: Role.BODY,
    Role.SEMI: Role.TITLE,
    Role.HEAVY: Role.TITLE,
}

_BLOCK = 100  # a bfchar section holds at most 100 entries (PDF 32000-1, 9.10.3)


class EmbeddedFace(TTFont):
    """A TrueType face whose text can be copied out of the PDF, also beyond U+FFFF.

    reportlab writes such code points as one number of five digits, which readers take for something else; a CMap
    wants UTF-16 (PDF 32000-1, 9.10.3). The subsets are kept before reportlab forgets them and the maps rewritten.
    """

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's name
        """Add the face's subsets to the document and put right how they map back to characters."""
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        for number, reference in enumerate(self._map_names(len(subsets))):
            stream = doc.idToObject[reference]
            stream.content = to_unicode_map(reference.partition(":")[2], subsets[number])

    def _map_names(self, count: int) -> Iterator[str]:
        for number in range(count):
            tag = f"{number:06d}".translate(str.maketrans("0123456789", "ABCDEFGIJK"))
            yield f"toUnicodeCMap:{tag}+{self.face.name.decode('ascii')}{self.face.subfontNameX.decode('ascii')}"


def to_unicode_map(name: str, subset: list[int]) -> str:
    """Return the CMap that turns the codes of a subset back into characters, in UTF-16."""
    pairs = [(code, char) for code, char in enumerate(subset) if char]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for start in range(0, len(pairs), _BLOCK):
        block = pairs[start : start + _BLOCK]
        lines.append(f"{len(block)} beginbfchar")
        lines.extend(f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>" for code, char in block)
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Fonts:
    """The loaded faces. `measure` and `runs` refuse what cannot be drawn."""

    faces: Mapping[Role, EmbeddedFace]

    def runs(self, text: str, role: Role) -> tuple[tuple[Role, str], ...]:
        """Return `text` cut where the face changes: the role's own, else its fallback.

        Raises:
            RuleBroken: `printing.no_glyph`, naming the character and the text it stands in.
        """
        return tuple(
            (face, "".join(chars)) for face, chars in groupby(text, key=lambda char: self._face_for(char, role, text))
        )

    def measure(self, text: str, role: Role, size_pt: float) -> float:
        """Return the width of `text` in points."""
        return sum(float(self.faces[face].stringWidth(run, size_pt)) for face, run in self.runs(text, role))

    def _face_for(self, char: str, role: Role, text: str) -> Role:
        for candidate in (role, FALLBACK[role]):
            if ord(char) in self.faces[candidate].face.charToGlyph:
                return candidate
        raise RuleBroken("printing.no_glyph", field=text, character=char, point=f"U+{ord(char):04X}")


def load_fonts(folder: Path) -> Fonts:
    """Load the face of every role from the TrueType files in `folder` and make them known to reportlab.

    Raises:
        Trouble: `printing.font_missing` or `printing.font_unreadable`, naming the file.
    """
    faces = {}
    for role in Role:
        file = folder / f"{role}.ttf"
        if not file.is_file():
            raise Trouble("printing.font_missing", file=file.name)
        try:
            face = EmbeddedFace(str(role), str(file), asciiReadable=False, shapable=False)
        except TTFError as error:
            raise Trouble("printing.font_unreadable", file=file.name) from error
        pdfmetrics.registerFont(face)
        faces[role] = face
    return Fonts(faces)
