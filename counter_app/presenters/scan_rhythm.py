"""What tells a scanner that types from a person: many signs in a row, none waited for, and Enter or Tab right behind.

Without Qt, so that every rhythm can be tested without waiting for it.
"""

from dataclasses import dataclass, field

LEAST_SIGNS = 6
"""A shorter burst is a person with quick fingers."""


@dataclass(slots=True)
class Rhythm:
    """Signs that came one right after the other, the longest gap between two being `gap_ms`.

    A scanner may be set up to send `prefix` first: then a burst that begins with it may be shorter.
    """

    gap_ms: int
    prefix: str = ""
    _signs: list[str] = field(default_factory=list)
    _last_ms: int = 0

    @property
    def holds(self) -> bool:
        """Whether signs are held that may yet become a scan."""
        return bool(self._signs)

    def follows(self, at_ms: int) -> bool:
        """Return whether what comes at `at_ms` belongs to the signs that are held."""
        return not self._signs or 0 <= at_ms - self._last_ms <= self.gap_ms

    def take(self, sign: str, at_ms: int | None = None) -> None:
        """Hold a sign; one without a time came together with the one before it."""
        self._signs.append(sign)
        self._last_ms = self._last_ms if at_ms is None else at_ms

    def end(self, at_ms: int) -> str:
        """Return the scan that a suffix at `at_ms` ends, without its prefix; nothing if it was a person."""
        text = "".join(self._signs)
        marked = bool(self.prefix) and text.startswith(self.prefix)
        bare = text.removeprefix(self.prefix) if marked else text
        long_enough = bool(bare) if marked else len(bare) >= LEAST_SIGNS
        return bare if long_enough and self.follows(at_ms) else ""

    def clear(self) -> None:
        """Hold nothing any more."""
        self._signs.clear()
