"""Where the sections of a page stand in a window of any width.

Wide: every column. Folded: the right column is a line under the page's head until its key opens it; the column that the
clerk is not in gives it the room. Narrow: one section at a time. What takes the focus is brought into sight first.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from counter_app.presenters.sections import SectionState
from counter_app.ui.kit.breadth import Breadth
from counter_app.ui.kit.panel import Panel
from counter_app.ui.kit.section_tabs import FoldLine, SectionTab, SectionTabs
from counter_app.ui.theme.theme import Theme

_ANY_WIDTH = 16777215
"""Qt's own word for no limit."""


def put_away(widget: QWidget) -> bool:
    """Whether a widget was hidden on purpose; one that was never shown is not."""
    return widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide) and widget.isHidden()


class Slot(QWidget):
    """Holds a panel in its column; it goes when its panel goes, or while another section has the page."""

    def __init__(self, panel: QWidget, *, fills: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panel, self._fills = panel, fills
        self._away = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(panel)
        self.setVisible(not put_away(panel))
        panel.installEventFilter(self)

    def set_away(self, *, away: bool, alone: bool) -> None:
        """Leave the page to another section, or come back; who is alone stands at the top, or fills the page."""
        self._away = away
        top = Qt.AlignmentFlag.AlignTop if alone and not self._fills else Qt.AlignmentFlag(0)
        self._column.setAlignment(self.panel, top)
        self._settle()

    def _settle(self) -> None:
        self.setVisible(not self._away and not put_away(self.panel))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Come and go with the panel."""
        if watched is self.panel and event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._settle()
        return False


@dataclass(frozen=True, slots=True)
class Place:
    """One column and the sections it holds, by number; `width` in logical pixels, 0 for what is left over."""

    column: QWidget
    slots: dict[int, Slot]
    width: int = 0


def _give_width(place: Place, width: int) -> None:
    place.column.setMinimumWidth(width)
    place.column.setMaximumWidth(width or _ANY_WIDTH)


class Arrangement:
    """The columns of one page, the last of which folds."""

    def __init__(self, theme: Theme, places: tuple[Place, ...], fold_key: str, *, may_hide: bool = False) -> None:
        """Arrange `places`; `may_hide` lets the key put the last column away in a wide window, too."""
        self._places, self._may_hide, self._hidden = places, may_hide, False
        self._side = places[-1].column
        self._breadth = Breadth.WIDE
        self._current = min(number for place in places for number in place.slots)
        self._opened = False
        self.settling = False
        self._yielding: QWidget | None = None
        self._states: tuple[SectionTab, ...] = ()
        self.tabs, self.fold = SectionTabs(theme), FoldLine(theme, fold_key)
        self.tabs.hide()
        self.fold.hide()
        self.tabs.chosen.connect(self.go)
        self.fold.clicked.connect(self.turn_side)
        self.moved: Callable[[], None] = lambda: None
        for place in places:
            _give_width(place, place.width)

    @property
    def breadth(self) -> Breadth:
        """What the window allows now."""
        return self._breadth

    @property
    def current(self) -> int:
        """The section that has the page in a narrow window."""
        return self._current

    @property
    def opened(self) -> bool:
        """Whether the folded column is open."""
        return self._opened

    def set_breadth(self, breadth: Breadth) -> None:
        """Arrange the page for a window; what has the focus stays in sight."""
        if breadth is self._breadth:
            return
        self._breadth, self._opened = breadth, False
        focus = QApplication.focusWidget()
        held = self._section_of(focus) if focus is not None else 0
        if breadth is Breadth.NARROW and held:
            self._current = held
        elif breadth is Breadth.FOLDED and focus is not None and self._side.isAncestorOf(focus):
            self._opened = True
        self._settle()

    def show_states(self, words: dict[int, str], states: tuple[SectionState, ...], summary: str) -> None:
        """Show how the sections stand, and what the folded column would say first (rich)."""
        self._states = tuple(SectionTab(state.number, words[state.number], state) for state in states)
        self._draw(summary)

    def _draw(self, summary: str | None = None) -> None:
        self.tabs.show_tabs(self._states, self._current)
        self.fold.show_line(self.fold.text() if summary is None else summary, opened=self._opened)

    def go(self, number: int) -> None:
        """Give the page to a section; nothing in a window that shows them all."""
        if self._breadth is Breadth.NARROW and any(number in place.slots for place in self._places):
            self._current = number
            self._settle()
            self.moved()

    def turn_side(self) -> None:
        """Open the folded column, or fold it again."""
        if self._breadth is Breadth.WIDE and self._may_hide:
            self._hidden = not self._hidden
            self._settle()
        self.open_side(opened=not self._opened)

    def open_side(self, *, opened: bool) -> None:
        """Open or fold the right column; in a narrow window its first section has the page, or the first of all."""
        if self._breadth is Breadth.NARROW:
            self._opened = opened
            self.go(min((self._places[-1] if opened else self._places[0]).slots))
        elif self._breadth is Breadth.FOLDED and opened is not self._opened:
            self._opened = opened
            self._settle()

    def reveal(self, widget: QWidget) -> None:
        """Bring what is about to take the focus into sight."""
        if self._breadth is Breadth.NARROW:
            number = self._section_of(widget)
            if number and number != self._current:
                self.go(number)
        elif self._breadth is Breadth.FOLDED:
            if self._side.isAncestorOf(widget):
                self.open_side(opened=True)
            elif self._yielding is not None and self._yielding.isAncestorOf(widget):
                self.open_side(opened=False)

    def shown(self, widget: QWidget) -> bool:
        """Whether a widget would be seen if its section had the page."""
        for place in self._places:
            for slot in place.slots.values():
                if slot.isAncestorOf(widget):
                    return not put_away(slot.panel) and widget.isVisibleTo(slot)
        return widget.isVisible()

    def in_side(self, widget: QWidget) -> bool:
        """Whether a widget is in the right column."""
        return self._side.isAncestorOf(widget)

    def _section_of(self, widget: QWidget) -> int:
        for place in self._places:
            for number, slot in place.slots.items():
                if slot.isAncestorOf(widget):
                    return number
        return 0

    def _settle(self) -> None:
        # What is hidden with the focus in it gives the focus on; that must not open anything again.
        self.settling = True
        try:
            self._place()
        finally:
            self.settling = False
        self._draw()

    def _heir(self) -> Place | None:
        """Return the column that takes the room of one that yields, where that was the one that fills the page."""
        gone = [place for place in self._places if place.column is self._yielding]
        if not gone or gone[0].width:
            return None
        return next(place for place in self._places if place is not gone[0])

    def _place(self) -> None:
        narrow, folded = self._breadth is Breadth.NARROW, self._breadth is Breadth.FOLDED
        focus = QApplication.focusWidget()
        self._yielding = None
        if folded and self._opened and len(self._places) > 2:  # noqa: PLR2004 - two columns have room for both
            free = (place.column for place in self._places[:-1] if not (focus and place.column.isAncestorOf(focus)))
            self._yielding = next(free)
        heir = self._heir()
        for place in self._places:
            for number, slot in place.slots.items():
                slot.set_away(away=narrow and number != self._current, alone=narrow)
                if isinstance(slot.panel, Panel):
                    slot.panel.show_head(shown=not narrow)
            _give_width(place, 0 if narrow or place is heir else place.width)
            gone = (narrow and self._current not in place.slots) or place.column is self._yielding
            away = not self._opened if folded else self._hidden and not narrow
            folded_away = place.column is self._side and away
            place.column.setVisible(not (gone or folded_away))
        self.tabs.setVisible(narrow and bool(self._states))
        self.fold.setVisible(folded)
