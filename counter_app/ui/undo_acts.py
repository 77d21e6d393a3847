"""Undo: for ten seconds after an application was ended the hint line counts them in words, and Alt+Z takes it back."""

from collections.abc import Callable

from counter_app.changes import Changes
from counter_app.presenters.new_application import NewPresenter
from counter_app.ui.acts import Scope
from counter_app.ui.shell import Shell


class UndoActs:
    """The key and the counting; `finished` is told what undoing changed, `reopened` shows the form again."""

    def __init__(
        self,
        shell: Shell,
        presenter: NewPresenter,
        finished: Callable[[Changes | None], None],
        reopened: Callable[[], None],
    ) -> None:
        self._shell, self._presenter = shell, presenter
        self._finished, self._reopened = finished, reopened
        self._counting = False

    def table(self) -> dict[str, Callable[[], None]]:
        """Return what each act does."""
        return {"undo": self._undo}

    def count(self) -> bool:
        """Say how long the last act can be undone; return whether that has just come to its end."""
        if self._shell.scope is Scope.LOCK:
            return False
        said = self._presenter.undo_words()
        ended = self._counting and not said
        if said or ended:
            self._shell.say(said)
        self._counting = bool(said)
        return ended

    def _undo(self) -> None:
        changes, said = self._presenter.undo()
        if changes is not None:
            self._finished(changes)
            self._reopened()
        self._counting = False
        self._shell.say(said)
