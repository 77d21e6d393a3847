"""The acts that end a new application; those that need a reason ask for it first."""

from collections.abc import Callable

from counter_app.changes import Changes
from counter_app.presenters.new_application import NewPresenter
from counter_app.presenters.views import Note, Tone
from counter_app.ui.dialogs.ask import Answers, AskDialog, Field
from counter_app.ui.shell import Shell
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate


class NewActs:
    """The keys of the bar."""

    def __init__(
        self, shell: Shell, theme: Theme, presenter: NewPresenter, finished: Callable[[Changes | None], None]
    ) -> None:
        self._shell = shell
        self._theme = theme
        self._presenter = presenter
        self._finished = finished

    def table(self) -> dict[str, Callable[[], None]]:
        """Return what each act does."""
        return {
            "accept": self._accept,
            "tolerance": lambda: self._end(self._presenter.accept_with_tolerance()),
            "supplement": lambda: self._end(self._presenter.supplement()),
            "receive": lambda: self._end(self._presenter.receive()),
            "not_accepted": self._not_accepted,
            "not_required": self._not_required,
        }

    def _accept(self) -> None:
        if not self._presenter.correcting_details:
            self._end(self._presenter.accept())
        elif self._presenter.may_correct():
            fields = (Field("reason", translate("Ask", "为什么更正，会印在新回执上")),)
            self._ask(translate("Ask", "更正"), fields, lambda answers: self._presenter.correct_for(answers["reason"]))
        else:
            self._finished(None)

    def _end(self, changes: Changes | None) -> None:
        """Tell what came of it; after a case is taken in, the next applicant's form begins at its beginning."""
        self._finished(changes)
        if changes is not None:
            self._shell.page().start()

    def _not_accepted(self) -> None:
        fields = (
            Field("grounds", translate("Ask", "理由，一行一条"), lines=True),
            Field("remedies", translate("Ask", "救济途径"), self._presenter.words("new.remedies"), lines=True),
            Field("body", translate("Ask", "应向哪里申请"), optional=True),
        )
        self._ask(translate("Ask", "不予受理"), fields, self._refuse)

    def _refuse(self, answers: Answers) -> Changes | None:
        grounds = tuple(line.strip() for line in answers["grounds"].splitlines() if line.strip())
        remedies = tuple(line.strip() for line in answers["remedies"].splitlines() if line.strip())
        return self._presenter.not_accept(grounds, remedies, answers["body"].strip())

    def _not_required(self) -> None:
        fields = (Field("reason", translate("Ask", "为什么无需许可"), lines=True),)
        self._ask(
            translate("Ask", "无需许可，当场告知"),
            fields,
            lambda answers: self._presenter.not_required(answers["reason"].strip()),
        )

    def _ask(self, title: str, fields: tuple[Field, ...], act: Callable[[Answers], Changes | None]) -> None:
        def attempt(answers: Answers) -> Note | None:
            changes = act(answers)
            failure = self._presenter.view().failure
            if changes is not None or failure is None:
                self._end(changes)
                return None
            # It is told in the question; a summary on the page behind would take the focus there.
            self._presenter.close_summary()
            return Note(" ".join(fault.title for fault in failure.faults), Tone.BAD)

        matter = self._presenter.view().matter
        dialog = AskDialog(self._theme, self._shell, title, matter.name if matter else "", fields, attempt)
        dialog.rejected.connect(lambda: self._finished(None))
        dialog.open()
