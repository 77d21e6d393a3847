"""What the scanners' test page says of every scan: what came, from where, how fast, what it is, whether it is right."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from casework.clock import CHINA
from counter_app.desk.scan_router import Form, Scan, route
from counter_app.presenters.views import Note, Tone
from counter_app.presenters.wording import Words

MOST_ROWS = 8
_SHOWN = 28
_ENDS = 4


@dataclass(frozen=True, slots=True)
class Trial:
    """One scan as it came; an empty `device` is the keyboard."""

    text: str
    device: str
    took_ms: int
    at: datetime


@dataclass(slots=True)
class ScanTrials:
    """The last scans, the newest first; they are forgotten with every visit of the page."""

    _trials: deque[Trial] = field(default_factory=lambda: deque(maxlen=MOST_ROWS))

    def add(self, trial: Trial) -> None:
        """Note a scan."""
        self._trials.appendleft(trial)

    def clear(self) -> None:
        """Forget them."""
        self._trials.clear()

    def rows(self, words: Words) -> tuple[Note, ...]:
        """Return a line for each."""
        return tuple(_row(trial, words) for trial in self._trials)


def _row(trial: Trial, words: Words) -> Note:
    scan = route(trial.text)
    said = words(
        "trial.row",
        time=f"{trial.at.astimezone(CHINA):%H:%M:%S}",
        device=trial.device.rpartition("/")[2] or words("trial.keyboard"),
        form=words(f"trial.{scan.form.value}"),
        verdict=_verdict(scan, words),
        text=_shown(trial.text, scan.form),
        count=len(trial.text),
        took=trial.took_ms,
    )
    return Note(said, Tone.OK if scan.good else Tone.BAD if scan.refused else Tone.WARN)


def _verdict(scan: Scan, words: Words) -> str:
    if scan.refused is not None:
        return words.split(words.error(scan.refused))[0]
    return words("trial.good" if scan.good else "trial.not_ours")


def _shown(text: str, form: Form) -> str:
    """Return as much of a text as others at the counter may see; of a person's number the two ends."""
    bare = "".join(sign for sign in text if sign.isprintable())
    if form is Form.RESIDENT_ID:
        return f"{bare[:_ENDS]}…{bare[-_ENDS:]}"
    return bare if len(bare) <= _SHOWN else f"{bare[:_SHOWN]}…"
