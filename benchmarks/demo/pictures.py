"""placeholder"""

from pathlib import Path


def take(out: Path) -> None:
    """Nothing yet."""
