"""Keys that press: the outcome key with cap, label and reason, and the small key of bars and panels.

A key is never disabled: one that is not ready is dashed, says why, and pressing it explains.
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from counter_app.presenters.views import Dress
from counter_app.ui.kit.keycap import HEIGHT as CAP_HEIGHT
from counter_app.ui.kit.keycap import cap_width, paint_cap
from counter_app.ui.kit.prose import draw_line, line_px, text_width
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme

_HIGH, _LOW = 50, 36
_LEAST_REASON = 40


def paint_key_ground(painter: QPainter, theme: Theme, button: QPushButton, dress: Dress, radius: int) -> None:
    """Draw the ground and border of a key: filled, plain or dashed; hover, pressed and focus over it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(button.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
    filled = dress is Dress.SUGGESTED
    border = "accent" if filled else "line2"
    if button.underMouse() and not filled:
        border = "ink2"
    pen = QPen(theme.color(border), 1)
    if dress is Dress.NOT_READY:
        pen.setDashPattern([3, 3])
    painter.setPen(pen)
    painter.setBrush(theme.color("accent" if filled else "sunk" if button.isDown() else "panel"))
    painter.drawRoundedRect(box, radius, radius)
    if button.hasFocus():
        painter.setPen(QPen(theme.color("ink" if filled else "accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


class Key(QPushButton):
    """A key that Enter and Space press."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Let Enter press as well; a plain push button leaves it to its dialog."""
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.click()
        else:
            super().keyPressEvent(event)


class OutcomeKey(Key):
    """An act of the bar: cap and label on the first line, the reason on the second."""

    def __init__(self, theme: Theme, act: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._key = theme, key
        self.act = act
        self._label, self._reason, self._dress = "", "", Dress.READY
        self._low = False
        self.setFixedHeight(_HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_low(self, low: bool) -> None:  # noqa: FBT001 - a state
        """Put the reason beside the label, for a bar of a narrow window."""
        self._low = low
        self.setFixedHeight(_LOW if low else _HIGH)
        self.update()

    @property
    def dress(self) -> Dress:
        """How it is drawn now."""
        return self._dress

    def show_act(self, label: str, reason: str, dress: Dress) -> None:
        """Dress the key; its meaning stays."""
        self._label, self._reason, self._dress = label, reason, dress
        self.setAccessibleName(f"{self._key} {label}, {reason}" if reason else f"{self._key} {label}")
        # The reason may be elided; the whole of it is one hover away.
        self.setToolTip(reason)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Wide enough for cap and label; the reason may elide."""
        return QSize(cap_width(self._key) + 8 + text_width(self._label, Size.SECTION, strong=True) + 22, self.height())

    def whole_width(self) -> int:
        """Return how wide it would like to be with its reason beside the label, in logical pixels."""
        reason = text_width(self._reason, Size.NOTE) + 12 if self._reason else 0
        return self.sizeHint().width() + reason

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The same: labels never elide."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw ground, cap, label and reason."""
        painter = QPainter(self)
        paint_key_ground(painter, self._theme, self, self._dress, 5)
        filled = self._dress is Dress.SUGGESTED
        ink, quiet = ("on_accent", "on_accent") if filled else ("ink", "ink2")
        cap = QRectF(11, (_LOW - CAP_HEIGHT) / 2 if self._low else 8, cap_width(self._key), CAP_HEIGHT)
        paint_cap(painter, self._theme, cap, self._key, *(("on_accent", "on_accent") if filled else ("ink2", "line2")))
        label = QRectF(cap.right() + 7, cap.top() - 2, self.width() - cap.right() - 12, 22)
        taken = draw_line(painter, label, self._label, font(Size.SECTION, strong=True), self._theme.color(ink))
        if self._low:
            beside = label.adjusted(taken + 9, 0, -2, 0)
            if beside.width() >= _LEAST_REASON:
                draw_line(painter, beside, self._reason, font(Size.NOTE), self._theme.color(quiet))
            return
        reason = QRectF(11, 28, self.width() - 18, line_px(font(Size.NOTE)))
        draw_line(painter, reason, self._reason, font(Size.NOTE), self._theme.color(quiet))


class SmallKey(Key):
    """A key of one line: icon, label and cap in either order; `height` 26 in panels, 30 in bars."""

    def __init__(
        self,
        theme: Theme,
        key: str,
        label: str,
        *,
        icon: str = "",
        cap_first: bool = True,
        height: int = 26,
        flat: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._key, self._label, self._icon = theme, key, label, icon
        self._cap_first, self._flat, self._dress = cap_first, flat, Dress.READY
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_label(label)

    def set_label(self, label: str, dress: Dress = Dress.READY) -> None:
        """Say it with another word, in another dress."""
        self._label, self._dress = label, dress
        self.setAccessibleName(f"{self._key} {label}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Wide enough for all of it."""
        width = 20 + text_width(self._label, Size.BASE, strong=self._bold()) + 1
        width += cap_width(self._key) + (6 if self._label else 0) if self._key else 0
        return QSize(width + (22 if self._icon else 0), self.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The same: keys never wrap or elide."""
        return self.sizeHint()

    def _bold(self) -> bool:
        return self._dress is Dress.SUGGESTED

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw ground, icon, label, cap."""
        painter = QPainter(self)
        if not self._flat or self.hasFocus() or self.underMouse():
            paint_key_ground(painter, self._theme, self, self._dress, 4)
        filled = self._bold()
        ink = "on_accent" if filled else "ink"
        x = 10.0
        if self._icon:
            self._theme.paint_icon(painter, QRectF(x, (self.height() - 16) / 2, 16, 16), self._icon, ink)
            x += 22
        if self._key and self._cap_first:
            x = self._draw_cap(painter, x, filled=filled) + 6
        width = text_width(self._label, Size.BASE, strong=filled) + 1
        box = QRectF(x, 0, width, self.height())
        draw_line(painter, box, self._label, font(Size.BASE, strong=filled), self._theme.color(ink))
        if self._key and not self._cap_first:
            self._draw_cap(painter, x + (width + 6 if self._label else 0), filled=filled)

    def _draw_cap(self, painter: QPainter, x: float, *, filled: bool) -> float:
        rect = QRectF(x, (self.height() - CAP_HEIGHT) / 2, cap_width(self._key), CAP_HEIGHT)
        paint_cap(painter, self._theme, rect, self._key, *(("on_accent", "on_accent") if filled else ("ink2", "line2")))
        return rect.right()
