"""How each clerk left the work list: kept in the store, so that it is the same after a restart.

The filter too: it stands above the list for all to see, and the store that keeps it is encrypted.
"""

import msgspec

from counter_app.presenters.list_views import KEPT_COLUMNS, ColumnId
from counter_app.presenters.listing import PILLS
from counter_app.store.store import Store

START = "hall"
LONGEST_FILTER = 200
NARROWEST, WIDEST = 40, 600
"""How wide (px) a clerk can make a column."""


class Taste(msgspec.Struct, frozen=True, kw_only=True):
    """Which list, filter and order, columns left out, widths (px) by column, and the case of the last row."""

    pill: str = START
    text: str = ""
    sort: str = ""
    descending: bool = False
    hidden: tuple[str, ...] = ()
    widths: dict[str, int] = {}
    case_id: str = ""


class Tastes:
    """The tastes of this desk's clerks."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: dict[str, Taste] = {}

    def of(self, clerk: str) -> Taste:
        """Return how a clerk left the list; what another release wrote and this one does not know is left out."""
        if clerk not in self._kept:
            self._kept[clerk] = _known(self._store.meta.get(_name(clerk)))
        return self._kept[clerk]

    def keep(self, clerk: str, taste: Taste) -> None:
        """Keep it, if it is another than before.

        Raises:
            Trouble: the disk refused it.
        """
        if taste == self.of(clerk):
            return
        with self._store.database.writing():
            self._store.meta.put(_name(clerk), msgspec.json.encode(taste).decode())
        self._kept[clerk] = taste


def _name(clerk: str) -> str:
    return f"list:{clerk}"


def _known(text: str) -> Taste:
    try:
        taste = msgspec.json.decode(text, type=Taste)
    except msgspec.MsgspecError:
        return Taste()
    columns, sortable = set(ColumnId), set(ColumnId) - {ColumnId.FLAG, ColumnId.DEADLINE}
    return Taste(
        text=taste.text[:LONGEST_FILTER],
        pill=taste.pill if taste.pill in PILLS and taste.pill != "prints" else START,
        sort=taste.sort if taste.sort in sortable else "",
        descending=taste.descending,
        hidden=tuple(name for name in taste.hidden if name in columns - KEPT_COLUMNS),
        widths={name: max(NARROWEST, min(WIDEST, px)) for name, px in taste.widths.items() if name in columns},
        case_id=taste.case_id,
    )
