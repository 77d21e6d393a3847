"""What a scan does: it opens what it is about, from any page; while a question or the lock is open it only tells."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from counter_app.presenters.shell import ShellPresenter
from counter_app.presenters.shell_views import ScanOutcome
from counter_app.presenters.views import Tone
from counter_app.settings import Settings
from counter_app.ui.acts import Scope
from counter_app.ui.shell import Shell
from counter_app.ui.sounds import Sounds
from counter_app.ui.wedge import Wedge


class Scanning(QObject):
    """The scanner and the scan line lead to the same places; only a scan has a sound.

    `genuine` tells the text of a signed slip whose case is not here.
    """

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
        shell.page_shown.connect(self._page_shown)

    def _page_shown(self, scope: str) -> None:
        if scope == Scope.LOCK.value:
            self._presenter.forget_scan()

    def close(self) -> None:
        """Listen no longer."""
        self.wedge.end()
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
