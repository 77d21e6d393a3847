"""The blanks at work: the list of boxes, and what is stated of them; F10 finds it."""

from collections.abc import Callable

from casework.errors import RuleBroken
from counter_app.changes import Changes
from counter_app.desk import blanks
from counter_app.desk.forms import HandBoxForm, LoseBlanksForm, NumberForm, ReceiveBlanksForm
from counter_app.main import Workplace
from counter_app.presenters.stock import BoxRow, stock_view
from counter_app.presenters.wording import Words
from counter_app.ui import paper_questions
from counter_app.ui.dialogs.ask import Answers, AskDialog
from counter_app.ui.dialogs.box_list import BoxList
from counter_app.ui.lane import Lane
from counter_app.ui.second_person import AskBeside, second_of
from counter_app.ui.shell import Shell
from counter_app.ui.theme.theme import Theme


class StockActs:
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
        self._desk = workplace.desk
        self.lane = Lane("stock", shell)
        self._beside = AskBeside(theme, shell, self.lane, words, self._done)
        self._finished = finished

    def table(self) -> dict[str, Callable[[], None]]:
        """Return what each act does."""
        return {"stock": self.show}

    def close(self) -> None:
        """Wait for what is under way."""
        self.lane.close()

    def show(self) -> None:
        """Show the boxes as they stand."""
        listed = BoxList(self._theme, self._shell, stock_view(self._desk, self._words()))
        acts = {
            "receive": self._receive,
            "void": self._void,
            "lose": self._lose,
            "hand": self._hand,
            "free": self._free,
        }

        def choose(act: str) -> None:
            box = listed.current
            listed.accept()
            acts[act](box)

        listed.chosen.connect(choose)
        listed.open()

    def _done(self, changes: Changes | None) -> None:
        self._finished(changes)
        self.show()

    def _receive(self, box: BoxRow | None) -> AskDialog:
        question = paper_questions.receive(blanks.kinds(self._desk), _kind(box))

        def work(answers: Answers) -> Changes:
            form = ReceiveBlanksForm(
                kind=answers["kind"], first=answers["first"], last=answers["last"], from_whom=answers["from"]
            )
            return blanks.receive(self._desk, form).changes

        return self._beside.ask(*question, work)

    def _void(self, box: BoxRow | None) -> AskDialog:
        question = paper_questions.void(box.next_number if box else "")

        def work(answers: Answers) -> Changes:
            form = NumberForm(number=answers["number"], reason=answers["reason"], kind=_kind(box))
            return blanks.spoil(self._desk, form, second_of(self._workplace, answers)).changes

        return self._beside.ask(*question, work)

    def _lose(self, box: BoxRow | None) -> AskDialog:
        question = paper_questions.lose(box.next_number if box else "")

        def work(answers: Answers) -> Changes:
            form = LoseBlanksForm(
                first=answers["first"], last=answers["last"], reason=answers["reason"], kind=_kind(box)
            )
            return blanks.lose(self._desk, form, second_of(self._workplace, answers)).changes

        return self._beside.ask(*question, work)

    def _hand(self, box: BoxRow | None) -> AskDialog:
        question = paper_questions.hand(f"{box.kind} {box.numbers}" if box else "", box.window if box else "")

        def work(answers: Answers) -> Changes:
            counted = answers["counted"].strip()
            if not (counted.isascii() and counted.isdigit()):
                raise RuleBroken("stock.count_unreadable", counted=counted or "-")
            number = box.first if box else ""
            form = HandBoxForm(number=number, counted=int(counted), to_window=answers["window"], kind=_kind(box))
            return blanks.hand_box(self._desk, form, second_of(self._workplace, answers)).changes

        return self._beside.ask(*question, work)

    def _free(self, box: BoxRow | None) -> AskDialog:
        def work(answers: Answers) -> Changes:
            form = NumberForm(number=answers["number"], reason=answers["reason"], kind=_kind(box))
            return blanks.free(self._desk, form).changes

        return self._beside.ask(*paper_questions.free(), work)


def _kind(box: BoxRow | None) -> str:
    return box.kind if box else ""
