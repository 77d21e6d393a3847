"""Correcting a case: its details are opened in the form of a new application, where F9 states them anew."""

from collections.abc import Callable

from casework.errors import RuleBroken
from counter_app.presenters.case_page import CasePresenter
from counter_app.presenters.new_application import NewPresenter
from counter_app.ui.acts import Scope
from counter_app.ui.shell import Shell


class CorrectActs:
    """The key on a case; `go` shows a page, `open_case` the page of a case."""

    def __init__(self, shell: Shell, new: NewPresenter, case: CasePresenter, go: Callable[[Scope], None]) -> None:
        self._shell, self._new, self._case, self._go = shell, new, case, go

    def table(self) -> dict[str, Callable[[], None]]:
        """Return what each act does."""
        return {"correct": self._correct}

    def _correct(self) -> None:
        case = self._case.case()
        try:
            self._new.save_draft()
            self._new.correct_details(case.id)
        except RuleBroken as refused:
            self._shell.say(self._new.words.error(refused))
            return
        self._go(Scope.NEW)
        self._shell.page().go_to_part(3)
