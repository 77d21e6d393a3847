"""The work list at work: what it asks for is looked up beside the screen, and how it is left is kept for its clerk."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject

from casework.errors import Trouble
from counter_app.logs import Log
from counter_app.presenters.list_taste import NARROWEST, WIDEST
from counter_app.presenters.list_views import Columns
from counter_app.presenters.listing import Answer, Question
from counter_app.presenters.work_list import ListPresenter
from counter_app.ui.acts import Scope
from counter_app.ui.dialogs.columns import ColumnsDialog, sortable
from counter_app.ui.lane import Lane
from counter_app.ui.pages.work_list import ListPage
from counter_app.ui.shell import Shell
from counter_app.ui.theme.theme import Theme

_log = Log(__name__)


class ListActs(QObject):
    """Binds the page and its presenter; `to_prints` shows the open print questions."""

    def __init__(
        self, shell: Shell, theme: Theme, presenter: ListPresenter, page: ListPage, to_prints: Callable[[], None]
    ) -> None:
        super().__init__()
        self._shell = shell
        self._theme = theme
        self._presenter = presenter
        self._page = page
        self._to_prints = to_prints
        self._dialog: ColumnsDialog | None = None
        self._lane = Lane("lists", self)
        page.pill_chosen.connect(self._choose_pill)
        page.filter_edited.connect(self.look_for)
        page.row_moved.connect(self.point_at)
        page.sort_chosen.connect(self._sort)
        page.columns_pressed.connect(self._ask_columns)
        page.column_widened.connect(self._widen)

    def table(self) -> dict[str, Callable[[], None]]:
        """Return what each act does."""
        return {"filter": self._page.filter.edit.setFocus}

    def draw(self) -> None:
        """Draw the page: at once with what is known, again when the answer to what is asked comes."""
        self.look_up()
        self._page.show_view(self._presenter.view())

    def look_up(self) -> None:
        """Ask the store in the lane, if what is known no longer holds and the answer takes its time."""
        listing = self._presenter.listing
        question = listing.question(self._presenter.asked)
        if not (self._lane.busy or listing.holds(question) or listing.quick()):
            self._lane.run(lambda: self._answer(question), self._arrived)

    def _answer(self, question: Question) -> Answer | None:
        try:
            return self._presenter.listing.answer(question)
        except Trouble:
            # The list stays as it was; the next second asks again.
            _log.warning("list.not_read", exc_info=True)
            return None

    def _arrived(self, answer: Answer | None) -> None:
        if answer is None:
            return
        self._presenter.listing.take(answer)
        if self._shell.scope is Scope.LIST:
            self.draw()

    def look_for(self, text: str) -> None:
        """Narrow the list."""
        self._presenter.look_for(text)
        self.draw()

    def point_at(self, case_id: str) -> None:
        """Show the case under the cursor."""
        if self._shell.scope is not Scope.LIST:
            # A hidden list that is worded anew moves its cursor too.
            return
        self._presenter.point_at(case_id)
        preview = self._presenter.preview()
        self._page.show_preview(preview)
        self._page.bar.show_outcomes(self._presenter.keys(preview))

    def keep(self) -> None:
        """Keep how the list was left; a disk that refuses it loses no more than that."""
        try:
            self._presenter.keep()
        except Trouble:
            _log.warning("list.not_kept", exc_info=True)

    def close(self) -> None:
        """End the lane; nothing is read from the store behind this."""
        self._lane.close()
        self._page.forget()

    def _choose_pill(self, key: str) -> None:
        if key == "prints":
            self._to_prints()
            return
        self._presenter.choose_pill(key)
        self._changed()

    def _sort(self, column: str) -> None:
        self._presenter.sort_by(column)
        self._changed()

    def _changed(self) -> None:
        self.keep()
        self.draw()
        self._show_columns()

    # --- columns --------------------------------------------------------------------------------------------------

    def _ask_columns(self) -> None:
        self._dialog = ColumnsDialog(self._theme, self._shell, sortable(self._page.titles()))
        self._dialog.shown_changed.connect(self._show_or_hide)
        self._dialog.width_changed.connect(self._step)
        self._dialog.sort_chosen.connect(self._sort)
        self._dialog.finished.connect(self._columns_done)
        self._show_columns()
        self._dialog.open()

    def _columns_done(self) -> None:
        self._dialog = None
        self.keep()
        self._page.table.setFocus()

    def _show_columns(self) -> None:
        if self._dialog is not None:
            asked, columns = self._presenter.asked, self._presenter.columns
            sort = asked.sort or "deadline"
            self._dialog.show_columns(self._page.widths(), columns.hidden, sort, descending=asked.descending)

    def _show_or_hide(self, column: str, shown: bool) -> None:  # noqa: FBT001 - the signal's form
        hidden = self._presenter.columns.hidden
        self._arrange(replace(self._presenter.columns, hidden=hidden - {column} if shown else hidden | {column}))

    def _step(self, column: str, px: int) -> None:
        self._widen(column, self._page.widths()[column] + px)

    def _widen(self, column: str, px: int) -> None:
        widths = dict(self._presenter.columns.widths)
        widths[column] = max(NARROWEST, min(WIDEST, px))
        self._arrange(replace(self._presenter.columns, widths=tuple(sorted(widths.items()))))

    def _arrange(self, columns: Columns) -> None:
        self._presenter.arrange(columns)
        self._page.show_view(self._presenter.view())
        self._show_columns()
