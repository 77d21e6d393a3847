"""What printers can do, as data: a file each in `resources/printers`, chosen by name in the settings.

A profile says what a printer may be trusted with: whether it tells its state, and which proof it gives that a paper
came out. Who writes more into it than the device can do makes papers out of nothing.
"""

import tomllib
from enum import StrEnum
from functools import cache
from typing import Annotated

import msgspec

from printing.model import Media
from resources.printers import files

# As `printing.render.raster` has them; whoever reads settings need not load what draws.
_DOTS = {203: 8.0, 300: 300 / 25.4}


class PrinterLanguage(StrEnum):
    """What the bytes are that a printer takes."""

    PDF = "pdf"
    ESCPOS = "escpos"
    ZPL = "zpl"
    TSPL = "tspl"


class Proof(StrEnum):
    """How a printer shows that a paper came out."""

    PROCESS_ID = "process-id"
    IMPRESSIONS = "impressions"
    """It counts sides or labels itself."""
    FILE = "file"
    NONE = "none"


class PrinterProfile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of printer; `name` is Chinese and English, `dpi` and `width_dots` are of printers that take dots."""

    name: tuple[str, str]
    language: PrinterLanguage
    media: frozenset[Media]
    proof: Proof
    dpi: Annotated[int, msgspec.Meta(ge=0)] = 0
    width_dots: Annotated[int, msgspec.Meta(ge=0)] = 0
    feed_mm: float = 12.0
    """From the head to the cutter or the edge to tear at."""
    status: bool = True
    cutter: bool = False
    colour: bool = True

    def __post_init__(self) -> None:
        """Refuse a printer of dots whose dots are not known."""
        if self.language is not PrinterLanguage.PDF and (self.dpi not in _DOTS or not self.width_dots):
            raise ValueError(f"{self.name[1]}: dpi is one of {', '.join(map(str, _DOTS))}, width_dots the dots across")

    @property
    def dots_per_mm(self) -> float | None:
        """Dots a millimetre; None for a printer that takes pages and no dots."""
        return _DOTS[self.dpi] if self.language is not PrinterLanguage.PDF else None


@cache
def profiles() -> dict[str, PrinterProfile]:
    """Return every profile by the name that settings use."""
    return {
        name: msgspec.convert(tomllib.loads(text.decode()), PrinterProfile, strict=False)
        for name, text in files().items()
    }
