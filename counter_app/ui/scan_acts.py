"""F5: pages of the scanner become a scan of the material under the cursor, on a new application or a case.

While a scanner scans F5 stops it; every page is told as it comes and as it is cleaned.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from casework.errors import ProductError, RuleBroken, Trouble
from counter_app.changes import Changes
from counter_app.desk.attach import attach_kept
from counter_app.desk.bench import Desk
from counter_app.presenters.case_page import CasePresenter
from counter_app.presenters.new_application import NewPresenter
from counter_app.presenters.scan_papers import Offered, Taken, clear, offered, take, taken_words, ticks
from counter_app.presenters.views import Note, Tone
from counter_app.ui.acts import Scope
from counter_app.ui.dialogs.ask import Answers, AskDialog, Field
from counter_app.ui.lane import Lane
from counter_app.ui.pages.case_page import CasePage
from counter_app.ui.pages.new_application import NewPage
from counter_app.ui.shell import Shell
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate


@dataclass(frozen=True, slots=True)
class _Target:
    """For what is scanned: a material of a case, or of the form that is kept as a draft, and by whom."""

    clerk: str

    material: str
    name: str
    case_id: str = ""
    draft_id: str = ""


class Progress(QObject):
    """Brings the number of a page from the lane to the screen."""

    came = Signal(str, int)

    def __init__(self, parent: QObject, tell: Callable[[str, int], None]) -> None:
        super().__init__(parent)
        self._tell = tell
        self._stop = Event()
        self.came.connect(self._came)

    def telling(self, key: str) -> Callable[[int], None]:
        """Return what tells of a page, from any thread."""
        return lambda page: self.came.emit(key, page)

    def _came(self, key: str, page: int) -> None:
        self._tell(key, page)

    def begin(self) -> None:
        """Nothing is to be stopped."""
        self._stop.clear()

    def stop(self) -> None:
        """Let the scanner stop."""
        self._stop.set()

    def stopped(self) -> bool:
        """Whether it shall; asked from any thread."""
        return self._stop.is_set()


class ScanActs:
    """The document scanner at work; what takes time is done in a lane."""

    def __init__(
        self,
        shell: Shell,
        theme: Theme,
        desk: Desk,
        setting: Callable[[], str],
        new: tuple[NewPresenter, NewPage],
        case: tuple[CasePresenter, CasePage],
        finished: Callable[[Changes | None], None],
    ) -> None:
        self._shell, self._theme, self._desk, self._setting = shell, theme, desk, setting
        self._new, self._new_page = new
        self._case, self._case_page = case
        self._finished = finished
        self.lane = Lane("scanner", shell)
        self._progress = Progress(shell, self._page_came)

    def table(self) -> dict[str, Callable[[], None]]:
        """Return what each act does."""
        return {"scan": self._scan}

    def close(self) -> None:
        """End the lane; a scan that is under way stops, its pages wait."""
        self._progress.stop()
        self.lane.close()

    def _page_came(self, key: str, page: int) -> None:
        if self.lane.busy:
            self._shell.say(self._new.words(key, page=page))

    def _scan(self) -> None:
        if self.lane.busy:
            self._progress.stop()
            return
        try:
            if self._desk.store.meta.is_training():
                raise RuleBroken("scan.training")
            target = self._target()
        except ProductError as refused:
            self._shell.say(self._new.words.error(refused))
            return
        if target is None:
            self._shell.say(translate("Hints", "扫描是给材料的：先按 F2 新受理，或打开一件"))
            return
        setting, progress = self._setting(), self._progress
        progress.begin()
        self.lane.run(
            lambda: offered(setting, progress.telling("scan.page"), progress.stopped),
            lambda found: self._offer(target, found),
        )

    def _target(self) -> _Target | None:
        clerk = self._desk.clerk().code
        if self._shell.scope is Scope.NEW:
            table = self._new_page.materials.table
            line = table.currentIndex().row()
            code = table.rows.rows[line].code if 0 <= line < len(table.rows.rows) else ""
            name = self._new.scans_for(code)
            self._new.save_draft()
            return _Target(clerk, code, name, draft_id=self._new.draft_id)
        if self._shell.scope is Scope.CASE:
            view = self._case.view()
            line = self._case_page.papers.table.currentIndex().row()
            if view is not None and 0 <= line < len(view.papers):
                return _Target(clerk, view.papers[line].code, view.papers[line].name, view.case_id)
        return None

    def _offer(self, target: _Target, found: Offered | ProductError) -> None:
        words = self._new.words
        if isinstance(found, ProductError):
            self._shell.say(words.error(found))
            return
        self._shell.say(words.error(found.trouble) if found.trouble is not None else "")
        if not self._still_sits(target) or QApplication.activeModalWidget() is not None:
            return
        # A heap of pages from a feeder is one paper; nobody ticks three hundred of them.
        lots = ticks(found.files, words)

        def attempt(answers: Answers) -> Note | None:
            names = [name for key, _, names in lots if answers[key] for name in names]
            if not names:
                return Note(words.error(RuleBroken("scan.none_chosen")), Tone.BAD)
            self._take(target, names)
            return None

        fields = tuple(Field(key, said, "1", tick=True) for key, said, _ in lots)
        AskDialog(self._theme, self._shell, translate("Acts", "扫描"), target.name, fields, attempt).open()

    def _take(self, target: _Target, names: list[str]) -> None:
        setting, desk, cleaned = self._setting(), self._desk, self._progress.telling("scan.cleaning")
        self._shell.say(translate("Hints", "正在收扫描的页⋯"))
        self.lane.run(
            lambda: take(desk, setting, names, target.material, cleaned),
            lambda taken: self._taken(target, setting, taken),
        )

    def _taken(self, target: _Target, setting: str, taken: Taken | ProductError) -> None:
        words = self._new.words
        if isinstance(taken, ProductError):
            self._shell.say(words.error(taken))
            return
        try:
            held = self._attach(target, taken)
        except ProductError as refused:
            self._new.forget((taken.scan,))
            self._shell.say(words.error(refused))
            return
        if not held:
            # The clerk went on to something else meanwhile; the files wait for the next F5.
            self._new.forget((taken.scan,))
            self._shell.say("")
            return
        self._shell.say(taken_words(taken, target.name, words))
        self.lane.run(lambda: clear(setting, taken.files), self._cleared)

    def _attach(self, target: _Target, taken: Taken) -> bool:
        """Add the scan to the case or the form; say whether there was still one to add it to."""
        if not self._still_sits(target):
            return False
        if target.case_id:
            self._finished(attach_kept(self._desk, target.case_id, taken.scan).changes)
            return True
        if not self._new.take_scan(taken.scan, target.draft_id):
            return False
        self._new.save_draft()
        self._finished(None)
        return True

    def _still_sits(self, target: _Target) -> bool:
        """Whether nobody locked the window meanwhile."""
        session = self._desk.store.clerks.session()
        return session is not None and session.clerk.code == target.clerk

    def _cleared(self, trouble: Trouble | None) -> None:
        if trouble is not None:
            self._shell.say(self._new.words.error(trouble))
