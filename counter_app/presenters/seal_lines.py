"""Uses of a seal as lines beside the papers of a case: signed, or left to the hand with the reason.

So are the papers that the server seals and that have not arrived: since when they are on their way, or what stops them.
"""

from collections.abc import Iterable

from casework.clock import CHINA, from_ms
from casework.contract import SealWait
from counter_app.presenters.case_views import PrintLine, PrintState
from counter_app.presenters.wording import Words
from counter_app.store.seals import StoredUse, UseOutcome


def seal_line(use: StoredUse, words: Words) -> PrintLine:
    """Return the line of a use."""
    series, number = use.record.series, use.record.number
    text = words("print.seal", year=series.partition("/")[0], number=f"{number:05}")
    if use.outcome is not UseOutcome.BY_HAND:
        return PrintLine(PrintState.SEAL, text, words("print.seal_signed"))
    return PrintLine(PrintState.WAITING, text, words("print.seal_by_hand", why=_why(use.why, words)))


def awaited_lines(awaited: Iterable[SealWait], words: Words) -> tuple[PrintLine, ...]:
    """Return a line for each paper that comes sealed from the server, or should have."""
    return tuple(_awaited(paper, words) for paper in awaited)


def awaited_since(awaited: Iterable[SealWait]) -> str:
    """Return since when the first of the papers is on its way, by the clock on the wall; empty if none is."""
    coming = [paper.since for paper in awaited if paper.coming]
    return f"{from_ms(min(coming)).astimezone(CHINA):%m-%d %H:%M}" if coming else ""


def _awaited(paper: SealWait, words: Words) -> PrintLine:
    text = words("print.sealed_paper", paper=words(f"paper.{paper.paper}"))
    if paper.coming:
        return PrintLine(PrintState.WAITING, text, words("print.seal_coming", since=awaited_since([paper])))
    return PrintLine(PrintState.WAITING, text, words("print.seal_stopped", why=_why(paper.why, words)))


def _why(code: str, words: Words) -> str:
    key = f"print.{code}"
    return words(key) if words.knows(key) else code
