"""What stands around the pages at work: settings, the card reader, the lock after a while without a hand here."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from counter_app.devices.tickets import QueueSystem
from counter_app.main import Workplace
from counter_app.presenters.card_fill import CardFill
from counter_app.presenters.day_end import DayEndPresenter
from counter_app.presenters.idle import IdleWatch
from counter_app.presenters.new_application import NewPresenter
from counter_app.presenters.settings_page import SettingsPresenter
from counter_app.presenters.shell import ShellPresenter
from counter_app.presenters.tickets import TicketPresenter
from counter_app.presenters.wording import Words
from counter_app.settings import Settings
from counter_app.ui.acts import Scope
from counter_app.ui.card_acts import CardActs
from counter_app.ui.day_acts import DayActs
from counter_app.ui.language import Language, LanguageSwitch
from counter_app.ui.pages.day_end import DayEndPage
from counter_app.ui.pages.settings import SettingsPage
from counter_app.ui.scanning import Scanning
from counter_app.ui.settings_acts import SettingsActs
from counter_app.ui.shell import Shell
from counter_app.ui.theme.theme import Theme
from counter_app.ui.theme.tokens import ThemeName
from counter_app.ui.ticket_acts import TicketActs
from counter_app.ui.window_watch import WindowWatch

AROUND = frozenset(
    {
        "settings",
        "test_page",
        "ask_server",
        "training",
        "read_card",
        "day_end",
        "print_day",
        "courier_sheet",
        "collection_sheet",
        "hand_shift",
        "next_ticket",
        "recall_ticket",
        "skip_ticket",
    }
)
"""The acts that are wired here."""

# A key that may be a scanner's is held back before it comes here; its release is not.
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease})
_HANDS = _KEYS | {QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin}


class Around(QObject):
    """Everything that belongs to the window and to no page of cases."""

    def __init__(
        self,
        shell: Shell,
        theme: Theme,
        workplace: Workplace,
        language: LanguageSwitch,
        offered: frozenset[str],
        switch_language: Callable[[], None],
        frame: ShellPresenter,
        form: NewPresenter,
        drawn: Callable[[], None],
    ) -> None:
        super().__init__(shell)
        self._shell, self._theme, self._workplace = shell, theme, workplace
        self._language, self._switch_language = language, switch_language
        words = Words(language.language.value)
        self.settings = SettingsPresenter(workplace.sources, workplace.settings, words)
        self.settings_page = SettingsPage(theme, offered)
        shell.add_page(self.settings_page)
        self.settings_acts = SettingsActs(shell, self.settings_page, self.settings, workplace, self)
        self.settings_acts.saved.connect(self._hold_at_once)
        self.day = DayEndPresenter(workplace.desk, words)
        self.day_page = DayEndPage(theme, offered)
        shell.add_page(self.day_page)
        self.cards = CardFill(workplace.desk, words)
        lane = self.settings_acts.lane
        self.day_acts = DayActs(shell, theme, self.day_page, self.day, workplace, lane)
        self._card_acts = CardActs(shell, lane, self.settings, frame, form, self.cards, drawn)
        self.tickets = TicketPresenter(workplace.desk, words, self._queue)
        frame.queue = self._queue() is not None
        self.ticket_acts = TicketActs(
            shell, theme, self.tickets, frame, drawn, self, shows=workplace.settings.queue_display
        )
        self.idle = IdleWatch(workplace.settings.idle_lock_minutes)
        WindowWatch(self)

    def table(self) -> dict[str, Callable[[], None]]:
        """Return what each act does."""
        return {
            **self.settings_acts.table(),
            **self.day_acts.table(),
            **self.ticket_acts.table(),
            "read_card": self._read_card,
        }

    def listen(self, scanning: Scanning) -> None:
        """A scan of a reader is a hand at the desk; on the settings page it is tried out."""
        scanning.heard.connect(self.idle.touched)
        scanning.tried.connect(self.settings_acts.tried)
        scanning.stands.connect(self.settings_acts.reader_stands)
        self.settings_acts.saved.connect(scanning.hold)

    def scanner(self) -> str:
        """Return the setting of the document scanner as it stands now."""
        return self.settings.settings().scanner

    def _read_card(self) -> None:
        """On the settings page the reader is tried out; anywhere else a card is for the form."""
        if self._shell.scope is Scope.SETTINGS:
            self.settings_acts.read_card()
        else:
            self._card_acts.read()

    def _queue(self) -> QueueSystem | None:
        """Return the hall's ticket queue; a training desk calls nobody."""
        address = "" if self._workplace.settings.practice else self._workplace.settings.queue_server
        return QueueSystem(address) if address else None

    def say_in(self, words: Words) -> None:
        """Speak another language from now on."""
        self.settings.say_in(words)
        self.cards.words = self.tickets.words = words
        self.day.say_in(words)

    def draw(self, scope: Scope) -> None:
        """Draw the page if it is one of these."""
        if scope is Scope.SETTINGS:
            self.settings_acts.draw()
        elif scope is Scope.DAY_END:
            self.day_acts.draw()

    def close(self) -> None:
        """Wait for what is under way."""
        self.settings_acts.lane.close()
        self.ticket_acts.close()

    def _hold_at_once(self, settings: Settings) -> None:
        """Let what was saved hold now, where it can."""
        self.idle.set_minutes(settings.idle_lock_minutes)
        app = QApplication.instance()
        if isinstance(app, QApplication) and self._theme.name is not ThemeName(settings.theme):
            self._theme.switch(app, ThemeName(settings.theme))
        if self._language.language is not Language(settings.language):
            self._switch_language()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Note every key and click: somebody is at the desk."""
        if event.type() in _HANDS:
            self.idle.touched()
        return super().eventFilter(watched, event)
