"""Going into training from the lock and coming back: another window on another store, while the real one waits locked.

The real desk goes on sending what waits; nobody is signed in there. Its window is hidden, so no key reaches it.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject

from casework.errors import ProductError
from counter_app.main import Workplace
from counter_app.ui.acts import Scope
from counter_app.ui.desk_window import DeskWindow
from counter_app.ui.lane import Lane


class TrainingGround(QObject):
    """Leads from a real desk's lock to a training desk and back; `open_desk` opens the training desk's store."""

    def __init__(self, real: DeskWindow, open_desk: Callable[[], Workplace]) -> None:
        super().__init__(real)
        self._real = real
        self._open = open_desk
        self._lane = Lane("training", self)
        self.window: DeskWindow | None = None
        real.training_pressed.connect(self.enter)

    def enter(self) -> None:
        """Open the training desk; making its store takes a while, so it happens beside the screen."""
        if self.window is None and not self._lane.busy and self._real.shell.scope is Scope.LOCK:
            self._lane.run(self._opened_or_not, self._show)

    def _opened_or_not(self) -> Workplace | ProductError:
        try:
            return self._open()
        except ProductError as refused:
            return refused

    def _show(self, opened: Workplace | ProductError) -> None:
        if isinstance(opened, ProductError):
            self._real.shell.say(self._real.frame.words.error(opened))
            return
        real = self._real.shell
        self.window = DeskWindow(opened, self._real.theme, self._real.language)
        self.window.training_pressed.connect(self.leave)
        self.window.shell.setGeometry(real.geometry())
        self.window.shell.setWindowState(real.windowState())
        self.window.start()
        real.hide()

    def leave(self) -> None:
        """Go back to the real desk's lock."""
        if self.window is None or self.window.shell.scope is not Scope.LOCK:
            return
        self._real.speak()
        self._real.shell.show()
        self._real.shell.activateWindow()
        self.close_window()

    def close_window(self) -> None:
        """Close the training desk and its store."""
        window, self.window = self.window, None
        if window is not None:
            window.close()
            window.shell.hide()
            window.workplace.close()
            window.shell.deleteLater()
            window.deleteLater()

    def close(self) -> None:
        """End with the application."""
        self.close_window()
        self._lane.close()
