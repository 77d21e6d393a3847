"""Brings the Material Design icons out of qtawesome: the font and where in it each icon lies.

qtawesome ships them and its import takes 24 MB and 0.1 s, most of it for Qt's modules that a desk does not use. So its
two files are copied once, at set-up (`python -m resources.icons`), when the bundle is made, or at first need.
"""

import os
from importlib.util import find_spec
from pathlib import Path

from resources import ROOT

FOLDER = ROOT / "icons"
FONT, PLACES = "icons.ttf", "places.json"
_FOUND_AS = {FONT: "materialdesignicons6-webfont-[0-9]*.ttf", PLACES: "materialdesignicons6-webfont-charmap-*.json"}


def kept(folder: Path = FOLDER) -> Path:
    """Return the folder that holds the font and, by the icons' names, their code points in hexadecimal (JSON)."""
    for name, pattern in _FOUND_AS.items():
        target = folder / name
        if not target.exists():
            folder.mkdir(exist_ok=True)
            half_done = target.with_suffix(f".{os.getpid()}.part")
            half_done.write_bytes(_shipped(pattern).read_bytes())
            half_done.replace(target)
    return folder


def _shipped(pattern: str) -> Path:
    found = find_spec("qtawesome")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("qtawesome, which brings the icons, is not installed", name="qtawesome")
    return next((Path(found.origin).parent / "fonts").glob(pattern))


if __name__ == "__main__":
    kept()
