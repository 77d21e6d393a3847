"""What a camera sees, as scans."""

from dataclasses import dataclass, field

from counter_app.devices.readings import Reading

SEEN_AGAIN_S = 2.0
"""A code that stays before the camera is told once; taken away for so long, it is told anew."""


@dataclass(slots=True)
class Sight:
    """Each code once, however many frames show it."""

    _seen: dict[str, float] = field(default_factory=dict)

    def take(self, texts: tuple[str, ...], now_s: float) -> tuple[Reading, ...]:
        """Return the codes of a frame that were not before the camera a moment ago."""
        new = tuple(text for text in texts if now_s - self._seen.get(text, -SEEN_AGAIN_S) >= SEEN_AGAIN_S)
        self._seen.update(dict.fromkeys(texts, now_s))
        return tuple(Reading(text) for text in new)
