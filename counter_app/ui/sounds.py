"""The sounds of a scan: one high tone for what is known, two in the middle for what is elsewhere, one low for the rest.

The waves are made here. A machine without a sound card, or a bundle without Qt's multimedia, falls back to the beep of
the system, and sound never fails an act.
"""

import importlib
import math
import struct
import tempfile
import wave
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtWidgets import QApplication

from counter_app.presenters.shell_views import ScanOutcome

_RATE = 22_050
_LOUDNESS = 0.35
_FADE_S = 0.006
_GAP_S = 0.03
_TONES: dict[ScanOutcome, tuple[tuple[float, float], ...]] = {
    ScanOutcome.KNOWN: ((1_760.0, 0.09),),
    ScanOutcome.ELSEWHERE: ((880.0, 0.05), (880.0, 0.05)),
    ScanOutcome.UNKNOWN: ((330.0, 0.14),),
}


def wave_form(outcome: ScanOutcome) -> bytes:
    """Return the tones of an outcome as 16-bit mono samples; together they last less than 150 ms."""
    silence = b"\x00\x00" * int(_RATE * _GAP_S)
    return silence.join(_tone(hertz, length_s) for hertz, length_s in _TONES[outcome])


def _tone(hertz: float, length_s: float) -> bytes:
    """Return one tone that swells and fades, so that it begins and ends without a click."""
    count = int(_RATE * length_s)
    fade = _RATE * _FADE_S
    samples = (
        _LOUDNESS * min(1.0, at / fade, (count - at) / fade) * math.sin(math.tau * hertz * at / _RATE)
        for at in range(count)
    )
    return b"".join(struct.pack("<h", int(sample * 32_767)) for sample in samples)


class Sounds(QObject):
    """Plays them, unless the site wants it quiet."""

    def __init__(self, *, wanted: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.wanted = wanted
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._effects: dict[ScanOutcome, Any] = {}

    def prepare(self) -> None:
        """Load the tones where there is something to play them with; later than the window, since it takes a moment."""
        if self.wanted and not self._effects:
            self._effects = self._load()

    def play(self, outcome: ScanOutcome) -> None:
        """Sound; never waits and never fails."""
        if not self.wanted:
            return
        effect = self._effects.get(outcome)
        if effect is not None:
            effect.play()
        else:
            QApplication.beep()

    def _load(self) -> dict[ScanOutcome, Any]:
        try:
            multimedia = importlib.import_module("PySide6.QtMultimedia")
        except ImportError:
            return {}
        if not multimedia.QMediaDevices.audioOutputs():
            return {}
        try:
            return {outcome: self._effect(multimedia, outcome) for outcome in ScanOutcome}
        except OSError:
            return {}

    def _effect(self, multimedia: Any, outcome: ScanOutcome) -> Any:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="counter-sounds-")
        file = Path(self._folder.name) / f"{outcome.value}.wav"
        with wave.open(str(file), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(_RATE)
            out.writeframes(wave_form(outcome))
        effect = multimedia.QSoundEffect(self)
        effect.setSource(QUrl.fromLocalFile(str(file)))
        return effect

    def close(self) -> None:
        """Forget the tones and remove their files."""
        self._effects = {}
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
