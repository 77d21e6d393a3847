"""What every page has: a head, columns, a bar of acts, hints, numbered parts, and a place where the focus starts."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from counter_app.ui.acts import BY_ID, Scope
from counter_app.ui.focus import follow_focus
from counter_app.ui.kit.breadth import Breadth
from counter_app.ui.kit.hint_line import KeyHint
from counter_app.ui.kit.keycap import Hint
from counter_app.ui.pages.arrangement import Arrangement
from counter_app.ui.pages.bar import Bar
from counter_app.ui.theme.theme import Theme

MARGIN = 12
GAP = 10


class Column(QScrollArea):
    """A column of panels; it scrolls when the window is low, and keeps what has the focus in sight."""

    def __init__(self, width: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        inner = QWidget()
        self.setWidget(inner)
        inner.setAutoFillBackground(False)
        self.panels = QVBoxLayout(inner)
        self.panels.setContentsMargins(0, 0, 0, 0)
        self.panels.setSpacing(GAP)
        if width:
            self.setFixedWidth(width)
        # What was shown only now is laid out a turn later; its place is known then.
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._keep_in_sight)
        follow_focus(self, self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isVisible() and self.isAncestorOf(new):
            self._keep_in_sight()
            self._again.start()

    def _keep_in_sight(self) -> None:
        focus, inner = QApplication.focusWidget(), self.widget()
        if focus is None or inner is None or not inner.isAncestorOf(focus):
            return
        if focus.height() > self.viewport().height():
            self.verticalScrollBar().setValue(focus.mapTo(inner, focus.rect().topLeft()).y())
        else:
            self.ensureWidgetVisible(focus, 0, 40)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep what has the focus in sight in a lower window, too."""
        super().resizeEvent(event)
        self._follow(None, QApplication.focusWidget())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows that nobody used move the column; every other key goes on to the page."""
        bar = self.verticalScrollBar()
        step = {
            Qt.Key.Key_Up: -bar.singleStep() * 2,
            Qt.Key.Key_Down: bar.singleStep() * 2,
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
        }.get(Qt.Key(event.key()))
        if step is None:
            event.ignore()
        else:
            bar.setValue(bar.value() + step)


class Page(QWidget):
    """A page of the desk."""

    act_pressed = Signal(str)
    hints_changed = Signal()

    scope = Scope.EVERYWHERE
    keeps_head = False

    def __init__(self, theme: Theme, offered: frozenset[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.offered = theme, offered
        self._hints: list[tuple[Hint, str]] = []
        self.arrangement: Arrangement | None = None
        self._below: Bar | None = None
        self._page_head: QWidget | None = None
        self._across: QHBoxLayout | None = None
        self._side_of = QVBoxLayout()
        self._above = 0
        self._left_for_side: QWidget | None = None

    def arrange(self, arrangement: Arrangement, bar: Bar) -> None:
        """Take what gives the sections their places, and the bar beneath them."""
        self.arrangement, self._below = arrangement, bar
        arrangement.moved = self.hints_changed.emit
        arrangement.tabs.chosen.connect(self.go_to_part)

    def lay_out(
        self, head: QWidget, columns: tuple[tuple[QWidget, int], ...], *, pills: QWidget | None = None, top: int = 0
    ) -> None:
        """Stack head, tabs or pills, the line of the folded column, the columns by their shares, and the bar."""
        self._page_head = head
        across = QHBoxLayout()
        across.setSpacing(GAP)
        for column, share in columns:
            across.addWidget(column, share)
        self._across, self._above = across, top
        self._side_of = QVBoxLayout()
        self._side_of.setContentsMargins(MARGIN, 0, MARGIN, 0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(head)
        if pills is not None:
            row = QHBoxLayout()
            row.setContentsMargins(MARGIN, 0, MARGIN, 0)
            row.addWidget(pills)
            outer.addLayout(row)
        if self.arrangement is not None:
            outer.addWidget(self.arrangement.tabs)
            self._side_of.addWidget(self.arrangement.fold)
        outer.addLayout(self._side_of)
        outer.addLayout(across, 1)
        if self._below is not None:
            outer.addWidget(self._below)
        self._set_margins(Breadth.WIDE)

    def _set_margins(self, breadth: Breadth) -> None:
        if self._across is None:
            return
        narrow, folded = breadth is Breadth.NARROW, breadth is Breadth.FOLDED
        side, below = (0, 0) if narrow else (MARGIN, GAP)
        self._across.setContentsMargins(
            side, 4 if narrow and self._above else self._above or (GAP if folded else 0), side, below
        )
        self._side_of.setContentsMargins(MARGIN, self._above if folded else 0, MARGIN, 0)
        if self._page_head is not None:
            self._page_head.setVisible(not narrow or self.keeps_head)

    def set_breadth(self, breadth: Breadth) -> None:
        """Arrange the page for a window of this breadth."""
        self._set_margins(breadth)
        if self.arrangement is not None:
            self.arrangement.set_breadth(breadth)
        if self._below is not None:
            self._below.set_breadth(breadth)

    @property
    def narrow(self) -> bool:
        """Whether one section at a time is shown."""
        return self.arrangement is not None and self.arrangement.breadth is Breadth.NARROW

    def give_focus(self, widget: QWidget) -> None:
        """Put the focus on a widget, and what holds it into sight."""
        if self.arrangement is not None:
            self.arrangement.reveal(widget)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn_side(self) -> None:
        """Open or fold the right column; what can be answered there takes the focus, and gives it back."""
        arrangement, focus = self.arrangement, QApplication.focusWidget()
        if arrangement is None:
            return
        arrangement.turn_side()
        inside = [widget for widget in self.focus_order() if arrangement.in_side(widget) and arrangement.shown(widget)]
        if arrangement.opened and inside:
            self._left_for_side = focus
            self.give_focus(inside[0])
        elif not arrangement.opened and (focus is None or arrangement.in_side(focus)):
            self.give_focus(self._left_for_side or self.focus_order()[0])

    def focus_order(self) -> list[QWidget]:
        """Return what takes the focus, in the order of the work; empty leaves it to Qt."""
        return []

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802, FBT001 - Qt's name
        """Go on in the order of the work, round and round, also to sections that are not in sight; F3 leaves it."""
        order = self.focus_order()
        arrangement, focus = self.arrangement, QApplication.focusWidget()
        if arrangement is None or arrangement.settling or focus not in order:
            return super().focusNextPrevChild(forward)
        at = order.index(focus)
        round_again = [*order[at + 1 :], *order[:at]]
        rest = round_again if forward else round_again[::-1]
        for widget in rest:
            if arrangement.shown(widget):
                arrangement.reveal(widget)
                widget.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
                return True
        return super().focusNextPrevChild(forward)

    def act_hint(self, act: str, *, key: str = "", word_first: bool = False) -> Hint:
        """Return a hint for an act; one that is not offered stays hidden."""
        hint = Hint(self.theme, (key or BY_ID[act].key,), "", word_first=word_first)
        if act not in self.offered:
            hint.hide()
        self._hints.append((hint, act))
        return hint

    def retranslate(self) -> None:
        """Say everything in the language in force; a page of its own kind does more."""
        for hint, act in self._hints:
            hint.set_word(BY_ID[act].words())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def start(self) -> None:
        """Put the focus where work on this page begins."""

    def go_to_part(self, number: int) -> None:
        """Put the focus into the part with that number."""

    def hints(self) -> tuple[KeyHint, ...]:
        """Return what the keys do where the focus is."""
        return ()

    def side_hints(self) -> tuple[str, ...]:
        """Return the acts that always stand at the right of the hint line."""
        return ("new", "find", "lock", "help")


def chain(widgets: Iterable[QWidget]) -> None:
    """Let Tab go through the widgets in this order."""
    earlier: QWidget | None = None
    for widget in widgets:
        if earlier is not None:
            QWidget.setTabOrder(earlier, widget)
        earlier = widget


def drop(layout_owner: QObject) -> None:
    """Take a widget away at once and for good."""
    if isinstance(layout_owner, QWidget):
        layout_owner.hide()
    layout_owner.deleteLater()
