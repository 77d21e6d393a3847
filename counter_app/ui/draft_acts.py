"""Drafts at work: saved while the clerk types, listed, opened again at the same place, changed over to a catalogue."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from casework.errors import RuleBroken, Trouble
from counter_app.presenters.new_application import NewPresenter
from counter_app.ui.acts import Scope
from counter_app.ui.dialogs.drafts import DraftList
from counter_app.ui.pages.new_application import NewPage
from counter_app.ui.shell import Shell
from counter_app.ui.theme.theme import Theme

_PAUSE_MS = 350
"""A pause in typing after which the draft is saved; together with the window's own second, never later than that."""


class DraftActs(QObject):
    """The keys for drafts; `go` shows a page, `draw` draws the one that is shown."""

    def __init__(
        self,
        shell: Shell,
        theme: Theme,
        presenter: NewPresenter,
        page: NewPage,
        go: Callable[[Scope], None],
        draw: Callable[[], None],
    ) -> None:
        super().__init__(shell)
        self._shell, self._theme = shell, theme
        self._presenter, self._page = presenter, page
        self._go, self._draw = go, draw
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.save)
        for typed in (page.matter_chosen, page.field_edited, page.authority_ticked, page.mark_changed):
            typed.connect(self._typed)
        for typed in (page.as_required, page.collecting_chosen, page.question_answered):
            typed.connect(self._typed)

    def table(self) -> dict[str, Callable[[], None]]:
        """Return what each act does."""
        return {"drafts": self._list, "rebase": self._rebase}

    def _typed(self, *_what: object) -> None:
        self._pause.start()

    def note_place(self) -> None:
        """Tell the presenter where in the form the clerk is."""
        place = self._page.place()
        if place is not None:
            self._presenter.note_place(*place)

    def save(self) -> None:
        """Keep what was typed and where; what the disk refuses is told in the hint line."""
        if self._shell.scope is Scope.LOCK:
            return
        self.note_place()
        try:
            self._presenter.save_if_changed()
        except Trouble as trouble:
            self._shell.say(self._presenter.words.error(trouble))

    def stop(self) -> None:
        """End the waiting for a pause."""
        self._pause.stop()

    def resume(self) -> None:
        """Go on where the program ended, if a draft was before the clerk then."""
        if self._presenter.resume():
            self.show()

    def _list(self) -> None:
        self.note_place()
        had_form = self._presenter.save_draft()
        rows = self._presenter.drafts()
        if len(rows) == 1 and not had_form:
            # There is nothing to choose between.
            self._reopen(rows[0].id)
            return
        listed = DraftList(self._theme, self._shell, rows, self._drop)
        listed.chosen.connect(self._reopen)
        listed.open()

    def _reopen(self, draft_id: str) -> None:
        try:
            found = self._presenter.reopen(draft_id)
        except Trouble as trouble:
            self._shell.say(self._presenter.words.error(trouble))
            return
        if found:
            self.show()

    def _drop(self, draft_id: str) -> bool:
        try:
            self._presenter.drop_draft(draft_id)
        except Trouble as trouble:
            self._shell.say(self._presenter.words.error(trouble))
            return False
        self._draw()
        return True

    def show(self) -> None:
        """Show the form with the focus where the clerk left it."""
        self._go(Scope.NEW)
        form = self._presenter.form
        self._page.return_to(form.at, form.cursor)

    def _rebase(self) -> None:
        try:
            changed = self._presenter.rebase()
        except RuleBroken as refused:
            self._shell.say(self._presenter.words.error(refused))
            return
        if not changed:
            self._shell.say(self._presenter.words("draft.not_pinned"))
        self._pause.start()
        self._draw()
