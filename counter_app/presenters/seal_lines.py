"""Uses of a seal as lines beside the papers of a case: signed, or left to the hand with the reason."""

from counter_app.presenters.case_views import PrintLine, PrintState
from counter_app.presenters.wording import Words
from counter_app.store.seals import StoredUse, UseOutcome


def seal_line(use: StoredUse, words: Words) -> PrintLine:
    """Return the line of a use."""
    series, number = use.record.series, use.record.number
    text = words("print.seal", year=series.partition("/")[0], number=f"{number:05}")
    if use.outcome is not UseOutcome.BY_HAND:
        return PrintLine(PrintState.SEAL, text, words("print.seal_signed"))
    key = f"print.{use.why}"
    why = words(key) if words.knows(key) else use.why
    return PrintLine(PrintState.WAITING, text, words("print.seal_by_hand", why=why))
