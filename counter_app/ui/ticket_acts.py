"""Alt+T calls the next ticket, Alt+Y calls again, F10 passes over; the queue is asked beside the screen."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from casework.errors import ProductError
from counter_app.devices.tickets import Call, Ticket
from counter_app.presenters.shell import ShellPresenter
from counter_app.presenters.tickets import TicketPresenter
from counter_app.ui.lane import Lane
from counter_app.ui.queue_display import QueueDisplay
from counter_app.ui.shell import Shell
from counter_app.ui.theme.theme import Theme


class TicketActs(QObject):
    """The tickets at work; `display` is the second window, where one is wanted."""

    def __init__(
        self,
        shell: Shell,
        theme: Theme,
        presenter: TicketPresenter,
        frame: ShellPresenter,
        drawn: Callable[[], None],
        parent: QObject,
        *,
        shows: bool,
    ) -> None:
        super().__init__(parent)
        self._shell, self._presenter, self._frame, self._drawn = shell, presenter, frame, drawn
        self.lane = Lane("queue", self)
        self.display = QueueDisplay(theme) if shows else None
        if self.display is not None:
            self.display.show_view(presenter.display())
            theme.changed.connect(self.display.update)

    def table(self) -> dict[str, Callable[[], None]]:
        """Return what each act does."""
        return {
            "next_ticket": lambda: self._ask(Call.NEXT),
            "recall_ticket": lambda: self._ask(Call.RECALL),
            "skip_ticket": lambda: self._ask(Call.SKIP),
        }

    def _ask(self, what: Call) -> None:
        """Ask once; a key that is pressed again meanwhile calls nobody twice."""
        if self.lane.busy:
            return
        self._shell.say(self._presenter.words("ticket.asking"))

        def answered(answer: Ticket | ProductError | None) -> None:
            note = self._presenter.answered(what, answer)
            self._frame.ticket = self._presenter.number
            if self.display is not None:
                self.display.show_view(self._presenter.display())
            self._drawn()
            self._shell.say(note.text)

        self.lane.run(lambda: self._presenter.ask(what), answered)

    def show(self) -> None:
        """Show the display, if one is wanted."""
        if self.display is not None:
            self.display.show_beside()

    def close(self) -> None:
        """Wait for what is under way and take the display away."""
        self.lane.close()
        if self.display is not None:
            self.display.hide()
            self.display.deleteLater()
