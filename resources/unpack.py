"""Unpacks the fonts: they ship as WOFF2, a third of the size; reportlab and Qt want TrueType.

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


if __name__ == "__main__":
    for face in unpack():
        sys.stderr.write(f"unpacked {face.name}\n")
