"""The kinds of printers that are known, a TOML file each."""

from resources import path


def files() -> dict[str, bytes]:
    """Return the text of each profile by its name."""
    return {file.stem: file.read_bytes() for file in sorted(path("printers").glob("*.toml"))}
