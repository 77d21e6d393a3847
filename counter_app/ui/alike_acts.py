"""Earlier applicants that may be the one in the form: looked for when typing pauses, compared by Alt+K."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from casework.errors import Trouble
from counter_app.desk.alike import Alike, look_for_alike
from counter_app.desk.bench import Desk
from counter_app.presenters.new_application import NewPresenter
from counter_app.ui.dialogs.compare import CompareDialog
from counter_app.ui.lane import Lane
from counter_app.ui.pages.new_application import NewPage
from counter_app.ui.shell import Shell
from counter_app.ui.theme.theme import Theme

_PAUSE_MS = 300
_ASKED_BY = frozenset({"code", "name"})

Found = tuple[tuple[str, str], tuple[Alike, ...]]


class AlikeActs(QObject):
    """The key, and the looking; `draw` draws the page anew."""

    def __init__(
        self, shell: Shell, theme: Theme, desk: Desk, presenter: NewPresenter, page: NewPage, draw: Callable[[], None]
    ) -> None:
        super().__init__(shell)
        self._shell, self._theme, self._desk = shell, theme, desk
        self._presenter, self._draw = presenter, draw
        self.lane = Lane("alike", self)
        self._wanted = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        page.field_edited.connect(self._typed)

    def table(self) -> dict[str, Callable[[], None]]:
        """Return what each act does."""
        return {"compare": self._compare}

    def close(self) -> None:
        """End the looking."""
        self._pause.stop()
        self.lane.close()

    def _typed(self, key: str, _value: str) -> None:
        if key in _ASKED_BY:
            self._pause.start()

    def look(self) -> None:
        """Look for whoever the form may be about, unless that is known; the window asks every second."""
        if not self._presenter.alike_unknown or self.lane.busy:
            return
        asked, desk = self._presenter.asked_alike(), self._desk

        def work() -> Found:
            try:
                return asked, look_for_alike(desk, *asked)
            except Trouble:
                # Nobody is offered then; the form can be filled in all the same.
                return asked, ()

        self.lane.run(work, self._found)

    def _found(self, found: Found) -> None:
        before = len(self._presenter.alike())
        self._presenter.show_alike(*found)
        if before or self._presenter.alike():
            self._draw()
        if self._wanted:
            self._wanted = False
            self._compare()

    def _compare(self) -> None:
        if self._presenter.alike_unknown:
            # Whoever presses the key before the pause is over gets an answer when it is there.
            self._wanted = True
            self.look()
            return
        if not self._presenter.alike():
            self._shell.say(self._presenter.words("alike.none"))
            return
        presenter = self._presenter
        dialog = CompareDialog(
            self._theme, self._shell, presenter.comparisons, presenter.take_over, presenter.set_apart
        )
        dialog.finished.connect(self._decided)
        dialog.open()

    def _decided(self, _result: int) -> None:
        self._draw()
