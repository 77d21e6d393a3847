"""The settings at work: what is changed is saved, what can hold at once does, and every device can be tried out."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from casework.errors import ProductError, Trouble
from counter_app.main import Workplace
from counter_app.presenters.scan_trials import ScanTrials, Trial
from counter_app.presenters.settings_page import SettingsPresenter
from counter_app.presenters.trying_out import card_note, print_notes, scan_note, server_note
from counter_app.presenters.views import Note, Tone
from counter_app.ui.acts import Scope
from counter_app.ui.card_acts import read_card
from counter_app.ui.lane import Lane
from counter_app.ui.pages.settings import SettingsPage
from counter_app.ui.shell import Shell

Answer = TypeVar("Answer")


class SettingsActs(QObject):
    """The settings page; `saved` tells what stands after a change."""

    saved = Signal(object)

    def __init__(
        self, shell: Shell, page: SettingsPage, presenter: SettingsPresenter, workplace: Workplace, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._shell, self._page, self._presenter, self._workplace = shell, page, presenter, workplace
        self.lane = Lane("devices", self)
        self._trials = ScanTrials()
        self._reader: Trouble | None = None
        self._heard = False
        page.section_chosen.connect(self._choose)
        page.setting_changed.connect(self._change)
        page.scan_tried.connect(self._scanned)

    def table(self) -> dict[str, Callable[[], None]]:
        """Return what each act does."""
        return {
            "settings": self._show,
            "test_page": self._print_test_page,
            "ask_server": self._ask_server,
        }

    def _show(self) -> None:
        self._presenter.begin()
        self._trials.clear()
        self.draw()
        self._shell.go(Scope.SETTINGS)

    def draw(self) -> None:
        """Show the page as it stands."""
        self._page.show_view(self._presenter.view())
        words, setting = self._presenter.words, self._presenter.settings().barcode_reader
        stands = Note(words("reader.there", setting=setting), Tone.OK)
        if self._reader is not None:
            stands = Note(words.error(self._reader), Tone.BAD)
        self._page.show_trials(stands if setting and self._heard else None, self._trials.rows(words))

    def _choose(self, section: str) -> None:
        self._presenter.choose(section)
        self.draw()
        self._page.start()

    def _change(self, name: str, text: str) -> None:
        settings = self._presenter.change(name, text)
        if settings is not None:
            self.saved.emit(settings)
        self.draw()

    def _scanned(self, text: str, took_ms: int) -> None:
        self._page.show_scan(scan_note(self._presenter.words, text, took_ms))
        self.tried(text, "", took_ms)

    def tried(self, text: str, device: str, took_ms: int) -> None:
        """Show a scan that is only tried out."""
        self._trials.add(Trial(text, device, took_ms, self._workplace.desk.clock.now()))
        self.draw()

    def reader_stands(self, trouble: Trouble | None) -> None:
        """Show how the reader stands; None is well."""
        self._reader, self._heard = trouble, True
        self.draw()

    # --- trying out ---

    def _print_test_page(self) -> None:
        words, settings = self._presenter.words, self._presenter.settings()
        self._try(
            "test_page",
            Note(words("settings.printing", what=settings.printer), Tone.HINT),
            lambda: (
                (settings.printer, self._workplace.print_test_page(settings)),
                *self._workplace.print_test_strips(settings),
            ),
            lambda ends: print_notes(words, ends),
        )

    def _ask_server(self) -> None:
        words, settings = self._presenter.words, self._presenter.settings()
        self._try(
            "ask_server",
            _asking(words("settings.asking", what=settings.server or "-", seconds=round(settings.timeout_s))),
            lambda: self._workplace.ask_server(settings),
            lambda answer: server_note(words, answer.offset_ms, answer.took_ms),
        )

    def read_card(self) -> None:
        """Try the card reader out."""
        words, settings = self._presenter.words, self._presenter.settings()
        self._try(
            "read_card",
            _asking(words("settings.asking", what=settings.card_reader or "-", seconds=3)),
            lambda: read_card(settings.card_reader),
            lambda card: card_note(words, card),
        )

    def _try(self, act: str, meanwhile: Note, work: Callable[[], Answer], say: Callable[[Answer], Note]) -> None:
        """Try something out beside the screen; a second press meanwhile asks nothing."""
        if self.lane.busy:
            return
        words = self._presenter.words

        def attempt() -> Note:
            try:
                return say(work())
            except ProductError as refused:
                return Note(words.error(refused), Tone.BAD)

        def told(note: Note) -> None:
            self._presenter.told(act, note)
            self.draw()

        told(meanwhile)
        self.lane.run(attempt, told)


def _asking(text: str) -> Note:
    return Note(text, Tone.HINT)
