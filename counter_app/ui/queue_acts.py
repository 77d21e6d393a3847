"""Printers that wait: asked again every few seconds beside the screen, and at once when a person says so."""

from collections.abc import Callable

from casework.errors import ProductError
from casework.sentences import sentence
from counter_app.changes import Changes, Topic
from counter_app.main import Workplace
from counter_app.presenters.wording import Words
from counter_app.store.print_queues import HeldQueue
from counter_app.ui.lane import Lane
from counter_app.ui.shell import Shell

ASK_EVERY_TICKS = 5


class QueueActs:
    """The key and the asking; `finished` is told that papers may have come out."""

    def __init__(
        self,
        shell: Shell,
        workplace: Workplace,
        lane: Lane,
        refresh: Callable[[Changes], None],
        words: Callable[[], Words],
    ) -> None:
        self._shell, self._workplace, self._lane = shell, workplace, lane
        self._refresh, self._words = refresh, words
        self._ticks = 0

    def table(self) -> dict[str, Callable[[], None]]:
        """Return what each act does."""
        return {"resume_prints": self._resume}

    def look(self) -> None:
        """Once a second: every few seconds ask the printers that wait whether they are ready."""
        self._ticks = (self._ticks + 1) % ASK_EVERY_TICKS
        if not self._ticks and not self._lane.busy and self._held():
            self._lane.run(lambda: self.print_owed(pressed=False), self._refresh)

    def print_owed(self, *, pressed: bool) -> Changes:
        """Bring out what is owed; beside the screen."""
        try:
            changes = self._workplace.print_owed(pressed=pressed).changes
        except ProductError:
            # What is owed stays owed and shows on the case and in the outbox; the next act tries again.
            changes = Changes()
        return changes | Changes(frozenset({Topic.PRINTS}))

    def _resume(self) -> None:
        self._lane.run(lambda: self.print_owed(pressed=True), self._resumed)

    def _resumed(self, changes: Changes) -> None:
        self._refresh(changes)
        waiting = sum(queue.waiting for queue in self._held())
        code = "queue.resumed" if waiting else "queue.resumed_all"
        self._shell.say(sentence(code, self._words().lang, waiting=waiting))

    def _held(self) -> tuple[HeldQueue, ...]:
        return self._workplace.store.printouts.queues.held()
