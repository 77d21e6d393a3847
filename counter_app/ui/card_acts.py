"""F4: the card on the reader is read beside the screen and fills the form; what cannot be read never blocks."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from casework.errors import ProductError, RuleBroken
from counter_app.devices.card_readers import reader_of
from counter_app.devices.cards import Card
from counter_app.presenters.card_fill import CardFill
from counter_app.presenters.new_application import NewPresenter
from counter_app.presenters.settings_page import SettingsPresenter
from counter_app.presenters.shell import ShellPresenter
from counter_app.presenters.shell_views import Device, DeviceState
from counter_app.presenters.views import Tone
from counter_app.ui.acts import Scope
from counter_app.ui.lane import Lane
from counter_app.ui.shell import Shell
from counter_app.ui.tongue import translate


class CardActs:
    """The card reader at work; `drawn` draws the page anew."""

    def __init__(
        self,
        shell: Shell,
        lane: Lane,
        settings: SettingsPresenter,
        frame: ShellPresenter,
        form: NewPresenter,
        fill: CardFill,
        drawn: Callable[[], None],
    ) -> None:
        self._shell, self._lane, self._settings = shell, lane, settings
        self._frame, self._form, self._fill, self._drawn = frame, form, fill, drawn

    def read(self) -> None:
        """Read the card; a second press while one is read does nothing."""
        if self._shell.scope is not Scope.NEW:
            self._shell.say(translate("Hints", "读证填在新受理里：先按 F2，再按 F4"))
        elif not self._lane.busy:
            setting = self._settings.settings().card_reader
            self._shell.say(translate("Hints", "正在读证⋯"))
            self._lane.run(lambda: read_card(setting), self._read)

    def _read(self, read: Card | ProductError) -> None:
        away = isinstance(read, ProductError) and read.code == "card.reader_away"
        word = translate("Devices", "没有回应") if away else ""
        if not (isinstance(read, ProductError) and read.code in {"card.no_reader", "card.setting"}):
            self._frame.card_reader = DeviceState(Device.CARD_READER, well=not away, word=word)
        if isinstance(read, ProductError):
            self._drawn()
            self._shell.say(self._frame.words.error(read))
            return
        if self._shell.scope is not Scope.NEW:
            # The clerk went elsewhere meanwhile; what nobody sees must not be filled in.
            return
        focus = QApplication.focusWidget()
        note = self._fill.fill(read, self._form, focus.objectName() if focus is not None else "")
        self._drawn()
        self._shell.say(note.text)
        self._shell.flash(Tone.OK if note.tone is Tone.OK else Tone.WARN)


def read_card(setting: str) -> Card | ProductError:
    """Return the card on the reader that a setting names, or why there is none. May take seconds."""
    try:
        reader = reader_of(setting)
        if reader is None:
            raise RuleBroken("card.no_reader")
        return reader.read()
    except ProductError as refused:
        return refused
