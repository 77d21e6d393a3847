"""The lock at work: signing in beside the screen, and locking with nothing of any case left in sight."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog

from counter_app.changes import Changes
from counter_app.presenters.new_application import NewPresenter
from counter_app.presenters.sign_in import SignInPresenter
from counter_app.ui.acts import Scope
from counter_app.ui.lane import Lane
from counter_app.ui.pages.sign_in import SignInPage
from counter_app.ui.window_watch import WindowWatch


class LockActs(QObject):
    """The lock. Sign-in has a lane of its own: nobody waits for a round with the server to end.

    `leaving` keeps what was begun elsewhere before whoever sits here is signed out; `entered` shows the first page,
    `show` any other, and `refused` draws the lock with the reason.
    """

    def __init__(
        self,
        page: SignInPage,
        presenter: SignInPresenter,
        form: NewPresenter,
        leaving: Callable[[], None],
        entered: Callable[[], None],
        show: Callable[[Scope], None],
        refused: Callable[[], None],
    ) -> None:
        super().__init__(page)
        self._page, self._presenter, self._form = page, presenter, form
        self._leaving, self._entered, self._show, self._refused = leaving, entered, show, refused
        self.lane = Lane("sign-in", self)
        self._watch = WindowWatch(self)
        page.signed_in.connect(self._sign_in)
        page.person_chosen.connect(presenter.choose)

    def close(self) -> None:
        """End the lane and hear no keys any more."""
        self._watch.end()
        self.lane.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Lock from within a question too: the window behind it hears no keys while it is open."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() != Qt.Key.Key_F12 or not watched.isWindowType() or QApplication.activeModalWidget() is None:
            return False
        if not self._page.isVisible() and self._page.window().isVisible():
            self._page.act_pressed.emit("lock")
        return True

    def lock(self) -> None:
        """Close what is asked, keep the draft, sign out and show the lock."""
        try:
            for dialog in self._page.window().findChildren(QDialog):
                dialog.reject()
            self._leaving()
            self._form.save_draft()
            self._form.put_away()
            self._presenter.lock()
        finally:
            # A full disk leaves the draft where it is, but nobody may go on at a window that was left.
            self._page.clear_password()
            self._show(Scope.LOCK)

    def _sign_in(self, clerk: str, password: str) -> None:
        if not self.lane.busy:
            self.lane.run(lambda: self._presenter.sign_in(clerk, password), self._signed_in)

    def _signed_in(self, changes: Changes | None) -> None:
        if changes is None:
            self._refused()
            return
        self._page.clear_password()
        self._entered()
