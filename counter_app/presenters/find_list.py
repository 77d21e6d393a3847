"""The list under the scan line: the cases that what is typed may mean, ready to be drawn.

Asked beside the screen's thread, so it holds nothing that changes.
"""

from dataclasses import dataclass, replace

from casework.errors import ProductError
from casework.search import MatterIndex
from counter_app.desk.bench import Desk
from counter_app.desk.suggest import suggest
from counter_app.presenters.list_source import CaseSource
from counter_app.presenters.list_views import CaseRow
from counter_app.presenters.wording import Words
from counter_app.store.cases import Projected


@dataclass(frozen=True, slots=True)
class Offer:
    """The cases for a text, best first; `refusal` says why none could be looked for."""

    text: str
    rows: tuple[CaseRow, ...] = ()
    refusal: str = ""


class FindPresenter:
    """The list under the scan line."""

    def __init__(self, desk: Desk, matters: MatterIndex, words: Words) -> None:
        self._desk = desk
        self._matters = matters
        self.words = words

    def offer(self, text: str) -> Offer:
        """Return the cases to show for what has been typed so far."""
        try:
            source = CaseSource(self._desk, self.words, (), ())
            found = suggest(self._desk, self._matters, text)
            return Offer(text, tuple(self._row(source, each) for each in found))
        except ProductError as trouble:
            return Offer(text, refusal=self.words.error(trouble))

    def _row(self, source: CaseSource, found: Projected) -> CaseRow:
        """Return a row; one whose number was changed says so, since an old slip may be what is asked with."""
        row, case = source.row(found), found.case
        if case.earlier_number:
            said = self.words(
                "find.renumbered", earlier=case.earlier_number.removeprefix(f"{case.region}-"), matter=row.matter
            )
        elif case.earlier_serial:
            said = self.words("find.new_slip", matter=row.matter)
        else:
            return row
        return replace(row, matter=said)
