"""What is typed, ticked and chosen on New reaches its presenter; the page is drawn once for all keys that came."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from casework.errors import RuleBroken
from casework.parties import DeliveryWay
from counter_app.presenters.new_application import MarkChange, NewPresenter
from counter_app.presenters.views import Collecting, MarkColumn
from counter_app.ui.pages.new_application import NewPage
from counter_app.ui.shell import Shell

_WAYS = {
    Collecting.WINDOW: DeliveryWay.WINDOW,
    Collecting.MAIL: DeliveryWay.COURIER,
    Collecting.ELECTRONIC: DeliveryWay.ELECTRONIC,
}


class FormHands(QObject):
    """The wires between the page of a new application and its presenter; `draw` draws the page that is shown."""

    def __init__(self, shell: Shell, page: NewPage, presenter: NewPresenter, draw: Callable[[], None]) -> None:
        super().__init__(shell)
        self._shell, self._page, self._new, self._draw = shell, page, presenter, draw
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._draw_once)
        page.matter_typed.connect(self._type_matter)
        page.matter_chosen.connect(self.choose_matter)
        page.question_answered.connect(self._answer_question)
        page.field_edited.connect(self._edit)
        page.authority_ticked.connect(self._hold_authority)
        page.mark_changed.connect(self.mark)
        page.as_required.connect(self._as_required)
        page.collecting_chosen.connect(self._collect)
        page.summary_closed.connect(self._close_summary)

    def stop(self) -> None:
        """Draw nothing any more."""
        self._soon.stop()

    def choose_matter(self, code: str) -> None:
        """Begin the form of a matter; one that cannot be begun is told in the hint line."""
        try:
            self._new.choose(code)
        except RuleBroken as refused:
            self._shell.say(self._new.words.error(refused))
        self._draw()

    def mark(self, code: str, column: str, change: str) -> None:
        """Change what came of a material."""
        self._new.mark(code, MarkColumn(column), MarkChange(change))
        self._soon.start()

    def _draw_once(self) -> None:
        self._draw()

    def _type_matter(self, text: str) -> None:
        self._page.show_matches(self._new.offers(text))

    def _answer_question(self, key: str, index: int) -> None:
        self._new.answer(key, index)
        self._draw()

    def _edit(self, key: str, value: str) -> None:
        self._new.edit(key, value)
        self._soon.start()

    def _hold_authority(self, held: bool) -> None:  # noqa: FBT001 - the signal's form
        self._new.hold_authority(held)
        self._draw()

    def _as_required(self, code: str) -> None:
        self._new.take_as_required(code)
        self._soon.start()

    def _collect(self, way: str) -> None:
        self._new.collect(_WAYS[Collecting(way)])
        self._draw()

    def _close_summary(self) -> None:
        self._new.close_summary()
        self._draw()
