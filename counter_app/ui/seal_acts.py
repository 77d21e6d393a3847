"""The free seal set of a case, from its page: F10 asks for whatever the next step needs."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from casework.case_state import Case
from casework.errors import RuleBroken
from casework.identity import check_uscc
from casework.seal_facts import SealKind
from casework.seal_sets import SealStep
from counter_app.changes import Changes
from counter_app.desk import seal_sets
from counter_app.desk.forms import FileSealsForm, HandSealsForm, OrderSealsForm
from counter_app.desk.paper_intake import cards_taken_in
from counter_app.main import Workplace
from counter_app.presenters.case_acts import collector_of
from counter_app.presenters.case_page import CasePresenter
from counter_app.ui import paper_questions
from counter_app.ui.dialogs.ask import Answers
from counter_app.ui.lane import Lane
from counter_app.ui.second_person import AskBeside
from counter_app.ui.shell import Shell
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate


class SealActs:
    """One act: the next step of the set."""

    def __init__(
        self,
        shell: Shell,
        theme: Theme,
        presenter: CasePresenter,
        workplace: Workplace,
        lane: Lane,
        finished: Callable[[Changes | None], None],
    ) -> None:
        self._shell, self._presenter, self._desk = shell, presenter, workplace.desk
        self._beside = AskBeside(theme, shell, lane, lambda: presenter.words, finished)
        self._folder = str(Path.home())

    def table(self) -> dict[str, Callable[[], None]]:
        """Return what each act does."""
        return {"seal_set": self._next}

    def _next(self) -> None:
        case = self._presenter.case()
        kept = case.seal_set
        if kept is None:
            self._order(case)
        elif kept.step is SealStep.ORDERED:
            self._file(case)
        elif kept.step is SealStep.FILED:
            self._engrave(case)
        elif kept.step is SealStep.ENGRAVED:
            self._hand_out(case)
        else:
            self._shell.say(translate("Hints", "这一套印章已经发出了"))

    def _order(self, case: Case) -> None:
        given = (case.applicant.name, _uscc_of(case), case.applicant.representative)
        question = paper_questions.order_seals(case.number, *given, self._presenter.words)

        def work(answers: Answers) -> Changes:
            form = OrderSealsForm(
                case_id=case.id,
                maker=answers["maker"],
                kinds=tuple(kind for kind in SealKind if answers[kind.value]),
                name=answers["name"],
                uscc=answers["uscc"],
                representative=answers["representative"],
            )
            return seal_sets.order(self._desk, form).changes

        self._beside.ask(*question, work)

    def _file(self, case: Case) -> None:
        pieces = case.seal_set.pieces if case.seal_set else ()
        kinds = tuple(piece.kind for piece in pieces)
        question = paper_questions.file_seals(case.number, kinds, self._presenter.words)

        def work(answers: Answers) -> Changes:
            given = tuple(answers[f"code{place}"] for place in range(len(pieces)))
            form = FileSealsForm(case_id=case.id, filing_number=answers["filing"], codes=given)
            return seal_sets.file(self._desk, form).changes

        self._beside.ask(*question, work)

    def _engrave(self, case: Case) -> None:
        title = translate("Ask", "印模卡的扫描件")
        files, _ = QFileDialog.getOpenFileNames(self._shell, title, self._folder, "PDF, JPEG, PNG, TIFF (*.*)")
        if files:
            self.cards_chosen(case, tuple(files))

    def cards_chosen(self, case: Case, files: tuple[str, ...]) -> None:
        """Ask once more with the files that were chosen, and state that the seals came."""
        self._folder = str(Path(files[0]).parent)

        def work(_answers: Answers) -> Changes:
            cards = cards_taken_in(self._desk, [Path(name) for name in files])
            return seal_sets.engrave(self._desk, case.id, cards).changes

        names = tuple(Path(name).name for name in files)
        self._beside.ask(*paper_questions.seals_came(case.number, names), work)

    def _hand_out(self, case: Case) -> None:
        def work(answers: Answers) -> Changes:
            form = HandSealsForm(
                case_id=case.id,
                collector=answers["name"],
                collector_id=answers["number"],
                authorised=bool(answers["authorised"]),
                waybill=answers["waybill"],
            )
            return seal_sets.hand_out(self._desk, form).changes

        self._beside.ask(*paper_questions.hand_out_seals(case.number, collector_of(case)), work)


def _uscc_of(case: Case) -> str:
    try:
        return check_uscc(case.applicant.id_number).value
    except RuleBroken:
        return ""
