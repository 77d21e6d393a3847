"""Data that ships with the product: catalogue, calendar, wording, fonts, translations, icons.

Code reads it through `read`, never by a path of its own, so that a bundle may keep it elsewhere.
"""

from pathlib import Path

ROOT = Path(__file__).parent


def read(name: str) -> bytes:
    """Return the bytes of the resource `name`, a path below `resources/` with forward slashes."""
    return (ROOT / name).read_bytes()


def path(name: str) -> Path:
    """Return where the resource `name` lies on disk, for libraries that want a file."""
    return ROOT / name
