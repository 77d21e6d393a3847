"""Finding while typing: the scan line, the list under it, and the lane in which cases are looked for.

Typing never waits: one look-up is under way at a time, and when it comes back the newest text is looked up, whatever
was typed between. Enter opens the case that is pointed at, else it leads where the whole text leads.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from counter_app.presenters.find_list import FindPresenter, Offer
from counter_app.ui.acts import Scope
from counter_app.ui.kit.find_list import FindList
from counter_app.ui.lane import Lane
from counter_app.ui.shell import Shell
from counter_app.ui.theme.theme import Theme


class Finding(QObject):
    """The scan line at work."""

    def __init__(
        self,
        shell: Shell,
        theme: Theme,
        presenter: FindPresenter,
        open_case: Callable[[str], None],
        enter: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._shell, self._presenter = shell, presenter
        self._open_case, self._enter = open_case, enter
        self._line = shell.top_bar.scan
        self._text = ""
        self.list = FindList(theme, shell)
        self.lane = Lane("finding", self)
        shell.scan_edited.connect(self._type)
        shell.scan_entered.connect(self._entered)
        shell.page_shown.connect(self._page_shown)
        self._line.moved.connect(self._move)
        self._line.unfocused.connect(self.list.hide)
        self.list.chosen.connect(self._open)

    def close(self) -> None:
        """End the lane."""
        self.lane.close()

    def ask(self, text: str) -> None:
        """Let the clerk choose among the cases that a text may mean."""
        self._line.edit.setText(text)
        self._line.edit.setFocus()
        self._type(text)

    def retranslate(self) -> None:
        """Look up again what is shown: its words are of another language."""
        if self.list.isVisible():
            self._ask()

    def _type(self, text: str) -> None:
        self._text = text.strip()
        if not self._text:
            self.list.hide()
        else:
            self._ask()

    def _ask(self) -> None:
        if not self.lane.busy:
            self.lane.run(partial(self._presenter.offer, self._text), self._arrived)

    def _arrived(self, offer: Offer) -> None:
        if not self._text or not self._line.edit.hasFocus():
            return
        if offer.refusal:
            self._shell.say(offer.refusal)
        elif offer.text == self._text:
            self.list.show_found(offer.rows, self._line)
        if offer.text != self._text:
            self._ask()

    def _move(self, step: int) -> None:
        if self.list.isVisible():
            self.list.move_by(step)
        elif step > 0 and self._line.edit.text().strip():
            self._type(self._line.edit.text())

    def _entered(self, text: str) -> None:
        case_id = self.list.current()
        if case_id:
            self._open(case_id)
            return
        self._leave()
        self._enter(text)

    def _open(self, case_id: str) -> None:
        self._leave()
        self._line.edit.clear()
        self._open_case(case_id)

    def _leave(self) -> None:
        self._text = ""
        self.list.hide()

    def _page_shown(self, scope: str) -> None:
        self._leave()
        if scope == Scope.LOCK.value:
            # Whoever comes next must not read whom the last one looked for.
            self._line.edit.clear()
