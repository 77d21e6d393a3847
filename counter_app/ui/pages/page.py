"""What every page has: a head, columns, a bar of acts, hints, numbered parts, and a place where the focus starts."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from counter_app.presenters.views import Dress, Outcome
from counter_app.ui.acts import BY_ID, Scope
from counter_app.ui.kit.hint_line import KeyHint
from counter_app.ui.kit.key_button import OutcomeKey, SmallKey
from counter_app.ui.kit.keycap import Hint
from counter_app.ui.theme.theme import Theme

MARGIN = 12
GAP = 10


class Bar(QWidget):
    """The bar of acts under a page: keys with a reason (66 px) or small keys (46 px)."""

    pressed = Signal(str)

    def __init__(self, theme: Theme, *, small: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._small = theme, small
        self._keys: dict[str, OutcomeKey | SmallKey] = {}
        self.setFixedHeight(46 if small else 66)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 1, MARGIN, 0)
        row.setSpacing(6 if small else 8)
        self._row = QHBoxLayout()
        self._row.setSpacing(6 if small else 8)
        self.tail = QHBoxLayout()
        self.tail.setSpacing(14)
        row.addLayout(self._row, 0 if small else 1)
        if small:
            row.addStretch(1)
        row.addLayout(self.tail)

    def show_outcomes(self, outcomes: tuple[Outcome, ...]) -> None:
        """Dress the keys; the same acts keep their keys, so that the focus stays."""
        if tuple(self._keys) != tuple(outcome.act for outcome in outcomes):
            self._rebuild(outcomes)
        for outcome in outcomes:
            key = self._keys[outcome.act]
            label = outcome.label or BY_ID[outcome.act].words()
            if isinstance(key, OutcomeKey):
                key.show_act(label, outcome.reason, outcome.dress)
            else:
                key.set_label(label, outcome.dress)

    def _rebuild(self, outcomes: tuple[Outcome, ...]) -> None:
        for key in self._keys.values():
            key.hide()
            key.deleteLater()
        self._keys = {}
        for outcome in outcomes:
            cap = BY_ID[outcome.act].cap
            made: OutcomeKey | SmallKey
            if self._small:
                made = SmallKey(self._theme, cap, "", height=30)
            else:
                made = OutcomeKey(self._theme, outcome.act, cap)
            made.setObjectName(outcome.act)
            made.clicked.connect(self._clicked)
            self._row.addWidget(made, 1)
            self._keys[outcome.act] = made

    def _clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.pressed.emit(sender.objectName())

    def suggested(self) -> QWidget | None:
        """Return the filled key, or the first one."""
        for key in self._keys.values():
            if isinstance(key, OutcomeKey) and key.dress is Dress.SUGGESTED:
                return key
        return next(iter(self._keys.values()), None)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw ground and line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("panel"))
        painter.fillRect(QRectF(0, 0, self.width(), 1), self._theme.color("line"))


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
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isVisible() and self.isAncestorOf(new):
            self.ensureWidgetVisible(new, 0, 40)


class Page(QWidget):
    """A page of the desk."""

    act_pressed = Signal(str)
    hints_changed = Signal()

    scope = Scope.EVERYWHERE

    def __init__(self, theme: Theme, offered: frozenset[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.offered = theme, offered
        self._hints: list[tuple[Hint, str]] = []

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
