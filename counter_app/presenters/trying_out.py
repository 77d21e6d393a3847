"""What the tests of the settings page say: a printer, the server, the card reader, a scanner."""

from casework.errors import ProductError, Trouble
from casework.sentences import sentence
from counter_app.devices.cards import Card
from counter_app.presenters.views import Note, Tone
from counter_app.presenters.wording import Words
from printing.drivers.driver import Outcome, Result

CLOCK_TOLERANCE_MS = 5000
"""A clock that is off by less is right."""
SCANNER_MS_PER_SIGN = 35
"""Scanners are faster than this, people are slower."""


def server_note(words: Words, offset_ms: int, took_ms: int) -> Note:
    """Say that the server answered; `offset_ms` is how far its clock is ahead of ours."""
    seconds = round(abs(offset_ms) / 1000)
    right = abs(offset_ms) < CLOCK_TOLERANCE_MS
    key = "clock_right" if right else "clock_behind" if offset_ms > 0 else "clock_ahead"
    offset = words(f"settings.{key}", seconds=seconds)
    return Note(words("settings.server_well", offset=offset, took=took_ms), Tone.OK if right else Tone.WARN)


def print_note(words: Words, printer: str, outcome: Outcome) -> Note:
    """Say what became of the test page."""
    if outcome.result is Result.PRINTED:
        return Note(words("settings.printed", what=outcome.proof or printer), Tone.OK)
    why = sentence(outcome.code, words.lang, proof=outcome.proof) if outcome.code else outcome.proof
    uncertain = outcome.result is Result.UNCERTAIN
    key = "settings.print_uncertain" if uncertain else "settings.print_failed"
    return Note(words(key, why=why), Tone.WARN if uncertain else Tone.BAD)


def print_notes(words: Words, ends: tuple[tuple[str, Outcome], ...]) -> Note:
    """Say what became of the test pages of several printers, each by its name, as badly as the worst of them."""
    notes = [print_note(words, name, outcome) for name, outcome in ends]
    if len(ends) == 1:
        return notes[0]
    tones = {note.tone for note in notes}
    worst = next(tone for tone in (Tone.BAD, Tone.WARN, Tone.OK) if tone in tones)
    return Note("\n".join(f"{name}: {note.text}" for (name, _), note in zip(ends, notes, strict=True)), worst)


def card_note(words: Words, read: Card | ProductError) -> Note:
    """Say what the reader read: never the number itself, for others look at the screen."""
    if isinstance(read, ProductError):
        return Note(words.error(read), Tone.WARN if isinstance(read, Trouble) else Tone.BAD)
    said = words("settings.card_read", name=read.name, tail=read.number[-4:], count=len(read.address))
    return Note(said, Tone.OK)


def scan_note(words: Words, text: str, took_ms: int) -> Note:
    """Say what came in and whether a scanner typed it."""
    fast = bool(text) and took_ms <= SCANNER_MS_PER_SIGN * len(text)
    speed = words("settings.scan_fast" if fast else "settings.scan_slow", ms=took_ms)
    return Note(words("settings.scanned", count=len(text), speed=speed), Tone.OK if fast else Tone.WARN)
