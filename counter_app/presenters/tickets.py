"""Calling tickets: which one is at this window, and what the display beside it shows."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from casework.errors import ProductError, RuleBroken
from casework.ids import uuid7
from counter_app.desk.bench import Desk
from counter_app.devices.tickets import Call, QueueSystem, Ticket
from counter_app.presenters.views import Note, Tone
from counter_app.presenters.wording import Words

REMEMBERED = 4


@dataclass(frozen=True, slots=True)
class DisplayView:
    """What people in the hall see: the ticket called now and those before; `calls` grows with every call and recall."""

    window: int
    number: str = ""
    earlier: tuple[str, ...] = ()
    calls: int = 0


class TicketPresenter:
    """The ticket at this window; `system` gives the queue, or None where none is set."""

    def __init__(self, desk: Desk, words: Words, system: Callable[[], QueueSystem | None]) -> None:
        self._desk = desk
        self.words = words
        self._system = system
        self._display = DisplayView(window=desk.place().window_number)
        self._keys: dict[Call, str] = {}

    @property
    def number(self) -> str:
        """The ticket that is at this window; empty before the first."""
        return self._display.number

    def ask(self, what: Call) -> Ticket | ProductError | None:
        """Ask the queue; may take seconds. A question without an answer keeps its key, so that none is passed over."""
        key = self._keys.setdefault(what, uuid7(self._desk.now_ms()))
        try:
            system = self._system()
            if system is None:
                raise RuleBroken("queue.none")
            ticket = system.call(what, self._desk.place().window, key)
        except ProductError as refused:
            return refused
        self._keys.pop(what, None)
        return ticket

    def answered(self, what: Call, answer: Ticket | ProductError | None) -> Note:
        """Take the answer in and say what came of it."""
        if isinstance(answer, ProductError):
            return Note(self.words.error(answer), Tone.WARN)
        shown = self._display
        if answer is None:
            if what is Call.SKIP:
                # Who was passed over is not at this window any more, whether or not somebody waits.
                self._display = replace(shown, number="", earlier=self._before())
            return Note(self.words("ticket.none_here" if what is Call.RECALL else "ticket.nobody"), Tone.HINT)
        earlier = shown.earlier if answer.number == shown.number else self._before()
        self._display = replace(shown, number=answer.number, earlier=earlier, calls=shown.calls + 1)
        key = "ticket.recalled" if what is Call.RECALL else "ticket.called"
        return Note(self.words(key, number=answer.number, waiting=answer.waiting), Tone.OK)

    def _before(self) -> tuple[str, ...]:
        shown = self._display
        return ((shown.number, *shown.earlier) if shown.number else shown.earlier)[:REMEMBERED]

    def display(self) -> DisplayView:
        """Return what the second window shows."""
        return self._display
