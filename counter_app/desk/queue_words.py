"""A printer that waits, in words: what it wants, how many papers wait, and what to do."""

from casework.sentences import Lang, sentence, table
from counter_app.store.print_queues import HeldQueue
from printing.drivers.driver import Readiness

_WANTS = "queue.wants."


def wants(queue: HeldQueue, lang: Lang) -> str:
    """Return what a device wants, in two or three words; its own words where nobody knows them.

    One that says nothing at all does not answer.
    """
    known = [code for code in table() if code.startswith(_WANTS)]
    for reason in queue.reasons:
        for code in known:
            if reason.startswith(code.removeprefix(_WANTS)):
                return sentence(code, lang)
    if not queue.reasons:
        return sentence("queue.wants.no-answer", lang)
    return sentence("queue.wants.other", lang, reasons=", ".join(queue.reasons))


def held_words(queue: HeldQueue, lang: Lang, *, on_screen: bool = True) -> str:
    """Return the sentence about a queue that waits; who has no screen is told the command instead of the key."""
    name = queue.name or sentence("queue.printer", lang)
    # One that answers will say when it is ready; of any other a person must.
    unheard = "queue.held_unheard" if on_screen else "queue.held_unheard_there"
    code = "queue.held" if queue.readiness == Readiness.ATTENTION else unheard
    return sentence(code, lang, printer=name, wants=wants(queue, lang), waiting=queue.waiting)
