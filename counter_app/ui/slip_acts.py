"""A genuine slip whose case is not here: what it says, and the case written again from it, if that is wanted."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from casework.errors import ProductError, RuleBroken
from counter_app.changes import Changes
from counter_app.desk.bench import Desk
from counter_app.desk.read_slip import rebuild, said, verify_slip
from counter_app.presenters.views import Note, Tone
from counter_app.presenters.wording import Words
from counter_app.ui.dialogs.ask import Answers, AskDialog
from counter_app.ui.paper_questions import SURE, genuine_slip
from counter_app.ui.shell import Shell
from counter_app.ui.theme.theme import Theme


class SlipActs(QObject):
    """Offers to rebuild; nothing is written unless the clerk says that the server does not have the case either."""

    def __init__(
        self,
        shell: Shell,
        theme: Theme,
        desk: Desk,
        words: Callable[[], Words],
        finished: Callable[[Changes | None], None],
        open_case: Callable[[str, str], None],
    ) -> None:
        super().__init__(shell)
        self._shell, self._theme, self._desk, self._words = shell, theme, desk, words
        self._finished, self._open_case = finished, open_case

    def offer(self, scanned: str) -> None:
        """Show what a genuine slip says and ask whether its case is to be written again."""
        words = self._words()
        try:
            lines = said(self._desk, verify_slip(self._desk, scanned), words.lang)
        except ProductError as refused:
            self._shell.say(words.error(refused))
            return

        def attempt(answers: Answers) -> Note | None:
            return self._rebuild(scanned, sure=bool(answers[SURE]))

        dialog = AskDialog(self._theme, self._shell, *genuine_slip(tuple(lines[:-1])), attempt)
        dialog.open()

    def _rebuild(self, scanned: str, *, sure: bool) -> Note | None:
        words = self._words()
        if not sure:
            return Note(words.error(RuleBroken("slip.not_sure")), Tone.BAD)
        try:
            done = rebuild(self._desk, scanned)
        except ProductError as refused:
            return Note(words.error(refused), Tone.BAD)
        self._finished(done.changes)
        self._open_case(done.value.case.id, "")
        return None
