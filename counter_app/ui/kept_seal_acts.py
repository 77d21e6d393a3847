"""The seals kept at this window, at work: the list, and the steps of custody that two people take; F10 finds it."""

from collections.abc import Callable

from counter_app.changes import Changes
from counter_app.desk import seal_custody
from counter_app.main import Workplace
from counter_app.presenters.kept_seals import SealRow, SealsView, seals_view
from counter_app.presenters.wording import Words
from counter_app.store.seals import Custody
from counter_app.ui import paper_questions
from counter_app.ui.dialogs.ask import Answers
from counter_app.ui.dialogs.seal_list import SealList
from counter_app.ui.lane import Lane
from counter_app.ui.second_person import AskBeside, second_of
from counter_app.ui.shell import Shell
from counter_app.ui.theme.theme import Theme

_STEPS = {
    "suspend": Custody.SUSPENDED,
    "resume": Custody.RESUMED,
    "lost": Custody.LOST,
    "misused": Custody.MISUSED,
}


class KeptSealActs:
    """The list and its digits."""

    def __init__(
        self,
        shell: Shell,
        theme: Theme,
        workplace: Workplace,
        words: Callable[[], Words],
        finished: Callable[[Changes | None], None],
    ) -> None:
        self._shell, self._theme, self._workplace, self._words = shell, theme, workplace, words
        self._finished = finished
        self.lane = Lane("seals", shell)
        self._beside = AskBeside(theme, shell, self.lane, words, self._done)

    def table(self) -> dict[str, Callable[[], None]]:
        """Return what each act does."""
        return {"seals": self.show}

    def close(self) -> None:
        """Wait for what is under way."""
        self.lane.close()

    def show(self) -> None:
        """Read the registers and show the seals as they stand."""
        if not self.lane.busy:
            words = self._words()
            self.lane.run(lambda: seals_view(self._workplace.desk, words), self._list)

    def _list(self, view: SealsView) -> None:
        listed = SealList(self._theme, self._shell, view)

        def choose(act: str) -> None:
            seal = listed.current
            if seal is not None:
                listed.accept()
                self._ask(act, seal)

        listed.chosen.connect(choose)
        listed.open()

    def _ask(self, act: str, seal: SealRow) -> None:
        desk = self._workplace.desk

        def work(answers: Answers) -> Changes:
            second = second_of(self._workplace, answers)
            if act == "hand":
                seal_custody.hand_over(desk, seal.code, second)
            else:
                seal_custody.step(desk, seal.code, _STEPS[act], second, answers["note"])
            return Changes()

        self._beside.ask(*paper_questions.custody(act, seal.name, seal.code), work)

    def _done(self, changes: Changes | None) -> None:
        self._finished(changes)
        self.show()
