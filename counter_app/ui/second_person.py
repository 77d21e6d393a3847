"""A question whose answer is worked out beside the screen, and the fields of the second person it may need."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from casework.contract import ClerkCard
from casework.errors import ProductError
from counter_app.changes import Changes
from counter_app.main import Workplace
from counter_app.presenters.views import Note, Tone
from counter_app.presenters.wording import Words
from counter_app.ui.dialogs.ask import Answers, AskDialog, Field
from counter_app.ui.lane import Lane
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

Work = Callable[[Answers], Changes]


def second_fields() -> tuple[Field, ...]:
    """Return the fields in which a colleague proves to stand by."""
    return (
        Field("second", translate("Ask", "另一人的工号"), latin=True),
        Field("password", translate("Ask", "另一人的密码"), secret=True),
    )


def second_of(workplace: Workplace, answers: Answers) -> ClerkCard:
    """Return the colleague who typed into those fields. Takes a third of a second.

    Raises:
        RuleBroken: it is nobody else, or not their password.
    """
    return workplace.second_person(answers["second"], answers["password"])


class AskBeside:
    """Asks; the work is done in a lane while the question stays open, and `finished` hears what it changed."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        lane: Lane,
        words: Callable[[], Words],
        finished: Callable[[Changes | None], None],
    ) -> None:
        self._theme, self._parent, self._lane = theme, parent, lane
        self._words, self._finished = words, finished

    def ask(self, title: str, about: str, fields: tuple[Field, ...], work: Work) -> AskDialog:
        """Open the question; it closes once the work went through."""
        under_way: list[Answers] = []
        closed: list[int] = []

        def attempt(answers: Answers) -> Note:
            if not under_way:
                under_way.append(answers)
                self._lane.run(lambda: self._worked(work, answers), told)
            return Note(translate("Ask", "正在核对"), Tone.HINT)

        def told(result: Changes | ProductError) -> None:
            under_way.clear()
            if not isinstance(result, ProductError):
                if not closed:
                    dialog.accept()
                self._finished(result)
            elif not closed:
                dialog.refuse(Note(self._words().error(result), Tone.BAD))

        dialog = AskDialog(self._theme, self._parent, title, about, fields, attempt)
        dialog.finished.connect(closed.append)
        dialog.open()
        return dialog

    @staticmethod
    def _worked(work: Work, answers: Answers) -> Changes | ProductError:
        try:
            return work(answers)
        except ProductError as refused:
            return refused
