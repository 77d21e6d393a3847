"""The catalogue that ships: departments, matters with their materials, packages.

Most rows are typical and not official; each says so in its `source_note`. A site replaces them by importing its own.
"""

from pathlib import Path


def files() -> dict[str, bytes]:
    """Return the catalogue's files by name, for `casework.catalogue_load.load`."""
    return {file.name: file.read_bytes() for file in sorted(Path(__file__).parent.glob("*.json"))}
