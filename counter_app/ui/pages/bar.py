"""The bar of acts under a page: as many keys as there is room for, and F10 for the others."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from counter_app.presenters.views import Dress, Outcome
from counter_app.ui.acts import BY_ID
from counter_app.ui.kit.breadth import Breadth
from counter_app.ui.kit.key_button import OutcomeKey, SmallKey
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

_SIDE = 12
_HIGH_BAR, _LOW_BAR = 66, 46
_MAIN_KEY = "F9"


class Bar(QWidget):
    """The bar of acts under a page: keys with a reason (66 px) or small keys (46 px)."""

    pressed = Signal(str)

    def __init__(self, theme: Theme, *, small: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._small = theme, small
        self._keys: dict[str, OutcomeKey | SmallKey] = {}
        self._outcomes: tuple[Outcome, ...] = ()
        self._breadth = Breadth.WIDE
        self._more = OutcomeKey(theme, "all_acts", BY_ID["all_acts"].cap)
        self._more.setObjectName("all_acts")
        self._more.clicked.connect(self._clicked)
        self._more.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._more.hide()
        self.setFixedHeight(_LOW_BAR if small else _HIGH_BAR)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 1, _SIDE, 0)
        row.setSpacing(6 if small else 8)
        self._row = QHBoxLayout()
        self._row.setSpacing(6 if small else 8)
        self._tail_box = QWidget()
        self.tail = QHBoxLayout(self._tail_box)
        self.tail.setContentsMargins(0, 0, 0, 0)
        self.tail.setSpacing(14)
        self._spread = row
        row.addLayout(self._row, 0 if small else 1)
        row.addWidget(self._more)
        row.addStretch(0)
        row.addWidget(self._tail_box)
        self._share()

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
        self._outcomes = outcomes
        self._fit()

    def set_breadth(self, breadth: Breadth) -> None:
        """In a narrow window only the suggested key and F9 keep their places; F10 has all others."""
        self._breadth = breadth
        narrow = breadth is Breadth.NARROW
        self.setFixedHeight(_LOW_BAR if narrow or self._small else _HIGH_BAR)
        self._tail_box.setVisible(not narrow)
        self._share()
        self._fit()

    def _share(self) -> None:
        spread = not self._small
        self._spread.setStretch(0, 1 if spread else 0)
        self._spread.setStretch(2, 0 if spread else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show as many keys as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out keys that would be cut, the last first; what is suggested and what F9 does always stay."""
        narrow = self._breadth is Breadth.NARROW
        low = narrow or self._small
        for key in (*self._keys.values(), self._more):
            if isinstance(key, OutcomeKey):
                key.set_low(low)
                # Side by side with its reason a key takes the room that the reason asks for.
                self._row.setStretchFactor(key, key.whole_width() if low else 1)
        kept = [outcome.act for outcome in self._outcomes]
        always = {outcome.act for outcome in self._outcomes if outcome.dress is Dress.SUGGESTED}
        always |= {act for act in kept if BY_ID[act].key == _MAIN_KEY}
        room = self.width() - 2 * _SIDE - (0 if narrow else self._tail_box.sizeHint().width() + _SIDE)
        if narrow and self._taken(kept) > room:
            kept = [act for act in kept if act in always]
        while len(kept) > len(always) and self._taken(kept) > room:
            kept.remove(next(act for act in reversed(kept) if act not in always))
        left = len(self._outcomes) - len(kept)
        for act, key in self._keys.items():
            key.setVisible(act in kept)
        self._more.setVisible(left > 0)
        if left:
            self._more.show_act(translate("Acts", "其他 %n 种", "", left), "", Dress.READY)

    def _taken(self, kept: list[str]) -> int:
        keys = [self._keys[act] for act in kept] + ([self._more] if len(kept) < len(self._outcomes) else [])
        return sum(key.sizeHint().width() + self._row.spacing() for key in keys)

    def shown_keys(self) -> list[QWidget]:
        """Return the keys that are shown, in their order."""
        shown = [key for key in self._keys.values() if not key.isHidden()]
        return [*shown, *(() if self._more.isHidden() else (self._more,))]

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
