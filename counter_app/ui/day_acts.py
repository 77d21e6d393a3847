"""The end of a day at work: counted beside the screen, printed, and handed to the next clerk with a note."""

from collections.abc import Callable

from casework.errors import ProductError, Trouble
from counter_app.desk.shift import MOST_LINES
from counter_app.main import Workplace
from counter_app.presenters.day_end import DayEndPresenter
from counter_app.presenters.wording import Words
from counter_app.store.shift_notes import ShiftNote
from counter_app.ui.acts import Scope
from counter_app.ui.dialogs.shift_note import ShiftNoteDialog
from counter_app.ui.lane import Lane
from counter_app.ui.pages.day_end import DayEndPage
from counter_app.ui.shell import Shell
from counter_app.ui.theme.theme import Theme
from printing.drivers.driver import Outcome
from printing.model import PaperKind, ReportSection


class DayActs:
    """The keys of the page; `lock` locks the desk."""

    def __init__(
        self,
        shell: Shell,
        theme: Theme,
        page: DayEndPage,
        presenter: DayEndPresenter,
        workplace: Workplace,
        lane: Lane,
    ) -> None:
        self._shell, self._theme, self._page = shell, theme, page
        self._presenter, self._workplace, self._lane = presenter, workplace, lane
        page.note_written.connect(presenter.write)

    def table(self) -> dict[str, Callable[[], None]]:
        """Return what each act does."""
        return {
            "day_end": self._show,
            "print_day": self._print,
            "courier_sheet": lambda: self._print_sheet(PaperKind.COURIER_SHEET),
            "collection_sheet": lambda: self._print_sheet(PaperKind.COLLECTION_SHEET),
            "hand_shift": self._hand_over,
        }

    def draw(self) -> None:
        """Show the page as it stands."""
        self._page.show_view(self._presenter.view())

    def _show(self) -> None:
        self._presenter.begin()
        self.draw()
        self._shell.go(Scope.DAY_END)
        self._lane.run(self._presenter.count, self._counted)

    def _counted(self, report: object) -> None:
        self._presenter.counted(report, self._workplace.sync.status())  # type: ignore[arg-type]
        self.draw()

    def _print(self) -> None:
        sections = self._presenter.sections(Words("zh"), MOST_LINES)
        if sections:
            note = self._presenter.note
            self._lane.run(lambda: self._sent(sections, note), self._printed)

    def _sent(self, sections: tuple[ReportSection, ...], note: str) -> Outcome | ProductError:
        try:
            return self._workplace.print_day_sheet(sections, note)
        except ProductError as refused:
            return refused

    def _printed(self, outcome: Outcome | ProductError, paper: PaperKind = PaperKind.DAY_SHEET) -> None:
        self._presenter.printed(outcome, paper)
        self.draw()

    def _print_sheet(self, paper: PaperKind) -> None:
        self._lane.run(lambda: self._sheet_sent(paper), lambda outcome: self._printed(outcome, paper))

    def _sheet_sent(self, paper: PaperKind) -> Outcome | ProductError:
        try:
            if paper is PaperKind.COURIER_SHEET:
                return self._workplace.print_courier_sheets()
            return self._workplace.print_collection_sheet()
        except ProductError as refused:
            return refused

    def _hand_over(self) -> None:
        """Leave the note and lock: the lock itself leaves what stands in it."""
        if self._presenter.leave():
            self._shell.act_pressed.emit("lock")
        else:
            self.draw()

    def locked(self) -> None:
        """Leave what was written when the desk is locked in the middle of it."""
        self._presenter.locked()

    def entered(self) -> None:
        """Show whoever has just signed in what the clerk before left."""
        note = self._presenter.handed()
        if note is None:
            return
        dialog = ShiftNoteDialog(self._theme, self._shell, note.text, self._presenter.signature(note))
        dialog.acknowledged.connect(lambda: self._acknowledge(note))
        dialog.open()

    def _acknowledge(self, note: ShiftNote) -> None:
        try:
            self._presenter.acknowledge(note)
        except Trouble as trouble:
            self._shell.say(self._presenter.words.error(trouble))
