"""What the outbox does with the record under the cursor when two records contradict: four answers by digits."""

from collections.abc import Callable

from counter_app.changes import Changes
from counter_app.main import Workplace
from counter_app.presenters.outbox import OutboxPresenter
from counter_app.presenters.views import Note, Tone
from counter_app.ui.dialogs.ask import Answers, AskDialog, Field
from counter_app.ui.pages.outbox import OutboxPage
from counter_app.ui.shell import Shell
from counter_app.ui.tongue import translate

_ASIDE, _ASK, _OPEN, _CLAIM = range(4)


class OutboxActs:
    """The answers to a contested record; none of them changes a record, and only a claim writes a further one."""

    def __init__(
        self,
        shell: Shell,
        page: OutboxPage,
        presenter: OutboxPresenter,
        workplace: Workplace,
        refresh: Callable[[Changes], None],
        finished: Callable[[Changes], None],
        open_case: Callable[[str], None],
    ) -> None:
        self._shell, self._page, self._presenter = shell, page, presenter
        self._workplace, self._open_case = workplace, open_case
        self._refresh, self._finished = refresh, finished
        page.row_moved.connect(self._point_at)
        page.contest_answered.connect(self._answer)

    def close(self) -> None:
        """Hear nothing more of the page: the store behind it is about to be closed."""
        self._page.blockSignals(True)
        self._page.forget()

    def _point_at(self, record: str) -> None:
        self._presenter.point_at(record)
        self._page.show_contested(self._presenter.contested())

    def _answer(self, record: str, answer: int) -> None:
        if answer == _ASIDE:
            changes, said = self._presenter.set_aside(record)
            self._refresh(changes)
            self._shell.say(said)
            self._page.start()
        elif answer == _ASK:
            self._workplace.sync.retry_now(record)
            self._shell.say(self._presenter.words("outbox.asked"))
        elif answer == _CLAIM:
            self._claim(record)
        else:
            entry = self._workplace.store.journal.entry(record)
            if entry is not None:
                self._open_case(entry.case_id)

    def _claim(self, record: str) -> None:
        def attempt(answers: Answers) -> Note | None:
            changes, said = self._presenter.claim(record, answers["reason"])
            if changes is None:
                return Note(said, Tone.BAD)
            self._finished(changes)
            self._shell.say(said)
            return None

        fields = (Field("reason", translate("Ask", "理由"), lines=True),)
        title, about = self._presenter.words("contest.claim"), self._presenter.words("contest.claim_about")
        AskDialog(self._page.theme, self._shell, title, about, fields, attempt).open()
