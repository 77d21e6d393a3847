"""Which scanner the setting `scanner` names: the folder of one, or one that SANE knows."""

from pathlib import Path

from casework.errors import Trouble
from counter_app.devices.sane import sane_scanner
from counter_app.devices.scanners import FolderScanner, Scanner


def scanner_of(setting: str) -> Scanner:
    """Return the scanner that the setting `scanner` names.

    Raises:
        Trouble: `scan.no_scanner` where it names none; `scan.options`, what stands behind `?` is no option.
    """
    kind, _, where = setting.partition(":")
    if kind == "folder" and where:
        return FolderScanner(Path(where).expanduser())
    if kind == "sane" and where:
        return sane_scanner(where)
    raise Trouble("scan.no_scanner")
