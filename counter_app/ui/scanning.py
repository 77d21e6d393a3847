"""What a scan does: it opens what it is about, from any page; while a question or the lock is open it only tells."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from casework.errors import Trouble
from counter_app.presenters.shell import ShellPresenter
from counter_app.presenters.shell_views import Device, DeviceState, ScanOutcome
from counter_app.presenters.views import Tone
from counter_app.settings import Settings
from counter_app.ui.acts import Scope
from counter_app.ui.code_files import CodeFiles
from counter_app.ui.reader_watch import ReaderWatch
from counter_app.ui.shell import Shell
from counter_app.ui.sounds import Sounds
from counter_app.ui.wedge import Wedge


class Scanning(QObject):
    """The scanner and the scan line lead to the same places; only a scan has a sound.

    `heard` tells of every scan of a reader that does not type: somebody is here. On the settings page it is `tried`
    (text, device, milliseconds) and opens nothing. `stands` tells how that reader stands: None is well. `genuine`
    tells the text of a signed slip whose case is not here.
    """

    heard = Signal()
    tried = Signal(str, str, int)
    stands = Signal(object)
    genuine = Signal(str)

    def __init__(
        self,
        shell: Shell,
        presenter: ShellPresenter,
        settings: Settings,
        *,
        open_case: Callable[[str, str], None],
        list_all: Callable[[str], None],
        choose: Callable[[str], None],
        take_number: Callable[[str], str],
        redraw: Callable[[], None],
    ) -> None:
        super().__init__()
        self._shell, self._presenter = shell, presenter
        self._open_case, self._list_all, self._choose = open_case, list_all, choose
        self._redraw, self._take_number = redraw, take_number
        self.sounds = Sounds(wanted=settings.sounds, parent=self)
        self.wedge = Wedge(settings.scan_gap_ms, settings.scan_prefix, self)
        self.wedge.scanned.connect(self.scan)
        self.files = CodeFiles(shell, presenter, self)
        self.files.scanned.connect(self._read)
        self.readers = ReaderWatch(parent=self)
        self.readers.scanned.connect(self._read)
        self.readers.stood.connect(self._stands)
        # A training desk leaves the reader to the real one, whose window it hides.
        self._practice, self._reader = settings.practice, ""
        shell.page_shown.connect(self._page_shown)
        self.hold(settings)

    def hold(self, settings: Settings) -> None:
        """Listen to the reader that the settings name now."""
        wanted = "" if self._practice else settings.barcode_reader
        if wanted != self._reader:
            self._reader = wanted
            self._presenter.barcode_reader = None
            self.readers.watch(wanted)

    def _read(self, text: str, device: str, took_ms: int) -> None:
        """A code came from elsewhere than the keys."""
        if not self._shell.isVisible():
            return
        self.heard.emit()
        if self._shell.scope is Scope.SETTINGS and QApplication.activeModalWidget() is None:
            self.tried.emit(text, device, took_ms)
        else:
            self.scan(text)

    def _stands(self, trouble: Trouble | None) -> None:
        words = self._presenter.words
        word = "" if trouble is None else words("reader.word")
        self._presenter.barcode_reader = DeviceState(Device.BARCODE_READER, well=trouble is None, word=word)
        self.stands.emit(trouble)
        if self._shell.isVisible():
            self._redraw()
            if trouble is not None and self._shell.scope is not Scope.LOCK:
                self._shell.say(words.error(trouble))

    def _page_shown(self, scope: str) -> None:
        if scope == Scope.LOCK.value:
            self._presenter.forget_scan()

    def close(self) -> None:
        """Listen no longer."""
        self.wedge.end()
        self.readers.close()
        self.files.close()
        self.sounds.close()

    def scan(self, text: str) -> None:
        """Act on a scan, if nothing is open that it would be pulled away from under."""
        if self._shell.scope is Scope.LOCK:
            # Nothing of any case may be seen or told here.
            self.sounds.play(ScanOutcome.UNKNOWN)
            return
        if QApplication.activeModalWidget() is not None:
            self._presenter.scanned_too_soon()
            self.sounds.play(ScanOutcome.UNKNOWN)
            self._shell.flash(Tone.WARN)
            self._redraw()
            return
        self.sounds.play(self._lead(text, scanned=True))

    def _fill(self, number: str) -> ScanOutcome:
        """Put the number of somebody new into its field; the focus stays where it is."""
        field = self._take_number(number)
        self._presenter.filled_in(field)
        self._shell.flash(Tone.OK if field else Tone.WARN)
        self._redraw()
        return ScanOutcome.KNOWN if field else ScanOutcome.UNKNOWN

    def find(self, text: str) -> None:
        """Lead to what was typed into the scan line."""
        self._lead(text, scanned=False)

    def _lead(self, text: str, *, scanned: bool) -> ScanOutcome:
        found = self._presenter.find(text, scanned=scanned)
        if scanned and found.nobody and self._shell.scope is Scope.NEW:
            return self._fill(text)
        self._shell.flash(Tone.OK if found.case_id or found.several else Tone.WARN)
        if found.case_id:
            self._open_case(found.case_id, found.material)
        elif found.choose:
            self._redraw()
            self._choose(text)
        elif found.several:
            self._list_all(text)
        else:
            self._redraw()
            if found.slip:
                self.genuine.emit(text)
        return found.outcome
