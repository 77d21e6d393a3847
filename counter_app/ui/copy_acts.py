"""Alt+C: every field of a case onto the clipboard."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication

from casework.errors import RuleBroken
from counter_app.desk.bench import Desk
from counter_app.presenters.copying import as_lines, fields_of
from counter_app.presenters.wording import Words
from counter_app.ui.shell import Shell


class CopyActs:
    """`current` gives the case that is shown or under the cursor; empty when there is none."""

    def __init__(self, shell: Shell, desk: Desk, words: Callable[[], Words], current: Callable[[], str]) -> None:
        self._shell = shell
        self._desk = desk
        self._words = words
        self._current = current

    def copy(self) -> None:
        """Copy, and say of which case and how many fields."""
        words = self._words()
        try:
            fields = fields_of(self._desk, self._current(), words)
        except RuleBroken:
            self._shell.say(words("copy.none"))
            return
        QGuiApplication.clipboard().setText(as_lines(fields))
        self._shell.say(words("copy.done", number=fields[0][1], count=len(fields)))
