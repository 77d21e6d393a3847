"""Unpacks the fonts: they ship as WOFF2, a third of the size; reportlab and Qt want TrueType.

`printable.txt` beside them lists the characters that every role can print, by its face or the other family's; after a
font was changed, `python -m resources.unpack --printable` writes it anew.

Run at set-up (`python -m resources.unpack`) and by the installer; `resources.fonts` tells where the faces lie.
"""

import os
import sys
from pathlib import Path

from resources import ROOT


def unpack(folder: Path = ROOT / "fonts") -> list[Path]:
    """Write each `.woff2` in `folder` as `.ttf` beside it unless it is there, and return the new files."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - 80 ms that only set-up should pay

    made = []
    for packed in sorted(folder.glob("*.woff2")):
        target = packed.with_suffix(".ttf")
        if target.exists():
            continue
        font = TTFont(packed)
        font.flavor = None
        half_done = target.with_suffix(f".{os.getpid()}.part")
        font.save(half_done)
        half_done.replace(target)
        made.append(target)
    return made


def printable(folder: Path = ROOT / "fonts") -> str:
    """Return the ranges of characters that the faces of either family hold at every weight, one a line in hex."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - as above

    families: dict[str, set[int]] = {}
    for packed in sorted(folder.glob("*.woff2")):
        held = set(TTFont(packed).getBestCmap())
        family = packed.name.partition("-")[0]
        families[family] = families[family] & held if family in families else held
    ranges: list[list[int]] = []
    for point in sorted(set().union(*families.values())):
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return "".join(f"{first:X}-{last:X}\n" for first, last in ranges)


if __name__ == "__main__":
    if "--printable" in sys.argv:
        (ROOT / "fonts" / "printable.txt").write_text(printable(), encoding="ascii")
    for face in unpack():
        sys.stderr.write(f"unpacked {face.name}\n")
