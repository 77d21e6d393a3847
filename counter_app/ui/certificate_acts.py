"""A certificate once more, from the page of a case: on a new blank, or replaced because its holder lost it."""

from collections.abc import Callable
from functools import partial

from casework.case_state import Case, Stage
from casework.errors import RuleBroken
from counter_app.changes import Changes
from counter_app.desk import blanks, reissue
from counter_app.desk.forms import IssueForm, NumberForm, ReissueForm, ReplaceForm
from counter_app.desk.issue import issue
from counter_app.desk.recording import the_case
from counter_app.main import Workplace
from counter_app.presenters.case_acts import collector_of
from counter_app.presenters.case_page import CasePresenter
from counter_app.ui import paper_questions
from counter_app.ui.dialogs.ask import Answers
from counter_app.ui.lane import Lane
from counter_app.ui.second_person import AskBeside, second_of
from counter_app.ui.shell import Shell
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate


class CertificateActs:
    """The two acts; drawing takes its time, so both are done in the lane of the printers."""

    def __init__(
        self,
        shell: Shell,
        theme: Theme,
        presenter: CasePresenter,
        workplace: Workplace,
        printing: Lane,
        finished: Callable[[Changes | None], None],
    ) -> None:
        self._shell, self._presenter, self._workplace = shell, presenter, workplace
        self._beside = AskBeside(theme, shell, printing, lambda: presenter.words, finished)

    def table(self) -> dict[str, Callable[[], None]]:
        """Return what each act does."""
        return {"void_certificate": self._void, "replace_certificate": self._replace}

    def sealed_awaited(self, case: Case) -> bool:
        """Ask whether to print a result whose sealed paper is on its way; False says that none is."""
        since = self._presenter.seal_awaited_since()
        if not since:
            return False

        def work(answers: Answers) -> Changes:
            form = IssueForm(case_id=case.id, unsealed=bool(answers["unsealed"]))
            return issue(self._workplace.desk, form, self._workplace.printer.studio()).changes

        self._beside.ask(*paper_questions.sealed_awaited(case.number, since), work)
        return True

    def _void(self) -> None:
        """Void the blank a result is on, with a second person, and print the result on the next one."""
        case = self._presenter.case()
        if case.stage is not Stage.RESULT_AT_WINDOW or not case.blank_number:
            self._shell.say(translate("Hints", "结果在窗口、打在编号空白证上的，才能作废重打"))
            return
        work = partial(self._voided, case.id, case.blank_number)
        self._beside.ask(*paper_questions.void_certificate(case.number, case.blank_number), work)

    def _voided(self, case_id: str, number: str, answers: Answers) -> Changes:
        desk, studio = self._workplace.desk, self._workplace.printer.studio()
        reason = answers["reason"]
        second = second_of(self._workplace, answers)
        form = desk.matter_of(the_case(desk, case_id).case).certificate
        kind = form.name_zh if form else ""
        void = Changes()
        try:
            void = blanks.spoil(desk, NumberForm(number=number, reason=reason, kind=kind), second).changes
        except RuleBroken as refused:
            # It was voided or lost before, and only the new print is still missing.
            if refused.code not in {"stock.is_spoiled", "stock.is_lost"}:
                raise
        return void | reissue.reissue(desk, ReissueForm(case_id=case_id, reason=reason), studio).changes

    def _replace(self) -> None:
        case = self._presenter.case()
        if case.stage not in {Stage.DELIVERED, Stage.ARCHIVED} or not (case.decision and case.decision.certificate):
            self._shell.say(translate("Hints", "证书发给申请人以后，才能补发"))
            return

        def work(answers: Answers) -> Changes:
            form = ReplaceForm(
                case_id=case.id,
                reason=answers["reason"],
                collector=answers["name"],
                collector_id=answers["number"],
                authorised=bool(answers["authorised"]),
            )
            return reissue.replace(self._workplace.desk, form, self._workplace.printer.studio()).changes

        question = paper_questions.replace_certificate(case.number, case.blank_number, collector_of(case))
        self._beside.ask(*question, work)
