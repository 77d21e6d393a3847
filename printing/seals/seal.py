"""What a seal is and how its place looks on a print: plain values, apart from what draws them."""

from dataclasses import dataclass
from enum import Enum


class SealState(Enum):
    """How the place of the seal looks on this print."""

    DRAWN = "drawn"
    SIGNED = "signed"
    """Put on by a signature once the paper is drawn; the paper leaves its place free."""
    BY_HAND = "by hand"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """A seal as registered: `purpose` (受理专用章) makes it a special seal, "" a department's own seal with the star.

    `spread_deg` is the angle from the first to the last character of the name where the engraver set it by hand;
    0 takes 27° a character and 20°, at most 236°.
    """

    organ: str
    code: str
    purpose: str = ""
    spread_deg: float = 0.0

    @property
    def diameter_mm(self) -> float:
        """The outer diameter."""
        return 40.0 if self.purpose else 42.0

    @property
    def ring_mm(self) -> float:
        """The width of the ring."""
        return 1.0 if self.purpose else 1.1

    @property
    def name_mm(self) -> float:
        """The height of the name's characters."""
        return 6.0 if self.purpose else 6.4

    @property
    def spread(self) -> float:
        """The angle from the first to the last character of the name, in degrees."""
        return self.spread_deg or min(27.0 * len(self.organ) + 20.0, 236.0)
