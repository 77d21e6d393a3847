"""The seals kept at this window as rows: how each stands, and whether the registers of their uses are whole."""

from dataclasses import dataclass

from casework.clock import CHINA, from_ms
from casework.sentences import sentence
from counter_app.desk.bench import Desk
from counter_app.presenters.views import Note, Tone
from counter_app.presenters.wording import Words
from counter_app.store.seals import StoredSeal


@dataclass(frozen=True, slots=True)
class SealRow:
    """One seal; `until` is the last day of its certificate."""

    name: str
    code: str
    state: str
    custodian: str
    key: str
    until: str
    uses: int


@dataclass(frozen=True, slots=True)
class SealsView:
    """The list and what is to be said of it."""

    rows: tuple[SealRow, ...]
    note: Note


def seals_view(desk: Desk, words: Words) -> SealsView:
    """Return the seals; every register of uses is read through, so ask beside the screen."""
    seals = desk.store.seals.all()
    rows = tuple(_row(desk, seal, words) for seal in seals)
    broken = [(seal.code, use) for seal in seals if (use := desk.store.seals.broken_at(seal.code))]
    if broken:
        code, use = broken[0]
        return SealsView(rows, Note(sentence("ctl.seal_broken", words.lang, seal=code, use=use), Tone.BAD))
    if not rows:
        return SealsView(rows, Note(words("kept.none"), Tone.HINT))
    return SealsView(rows, Note(words("kept.whole", count=len(rows)), Tone.OK))


def _row(desk: Desk, seal: StoredSeal, words: Words) -> SealRow:
    last = desk.store.seals.last(seal.code)
    return SealRow(
        name=seal.name,
        code=seal.code,
        state=words(f"kept.{seal.state}"),
        custodian=_named(desk, seal.custodian, words),
        key=words(f"kept.key_{seal.key.partition(':')[0] or 'none'}"),
        until=f"{from_ms(seal.until_ms).astimezone(CHINA):%Y-%m-%d}" if seal.until_ms else "-",
        uses=last.line if last else 0,
    )


def _named(desk: Desk, code: str, words: Words) -> str:
    known = desk.store.clerks.known(code)
    if known is None:
        return code
    return known.name_en if words.lang == "en" and known.name_en else known.name
