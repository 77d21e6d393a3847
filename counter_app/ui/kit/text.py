"""A label: rich text with one size and one tone, and an icon before it where colour must not stand alone."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from counter_app.presenters.views import Note, Tone
from counter_app.ui.kit.prose import lay, line_px, plain, text_width
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class Dress:
    """How a tone is drawn: its icon, and the tokens of icon and text."""

    icon: str
    icon_tone: str
    ink: str


TONES = {
    Tone.PLAIN: Dress("", "ink", "ink"),
    Tone.HINT: Dress("", "ink3", "ink2"),
    Tone.OK: Dress("check-circle", "ok", "ok"),
    Tone.WARN: Dress("clock-outline", "warn", "warn"),
    Tone.BAD: Dress("alert-circle", "bad", "bad"),
    Tone.HOLD: Dress("pause-circle-outline", "hold", "hold"),
    Tone.OPEN: Dress("circle-outline", "ink2", "ink2"),
    Tone.SOURCE: Dress("history", "ink2", "ink2"),
}
_GAP = 3


class Text(QLabel):
    """Text drawn with the design's line height; it wraps, or stays on one line and elides."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        size: Size = Size.BASE,
        tone: str = "ink",
        strong: bool = False,
        wrap: bool = False,
        lines: int = 0,
        icon: str = "",
        icon_tone: str = "",
        icon_px: int = 14,
        elide: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._size, self._tone, self._strong = size, tone, strong
        self._wrap, self._lines, self._elide = wrap, lines, elide
        self._icon, self._icon_tone, self._icon_px = icon, icon_tone or tone, icon_px
        self.setFont(font(size, strong=strong))
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(
            QSizePolicy.Policy.Preferred if wrap or elide else QSizePolicy.Policy.Fixed,
            QSizePolicy.Policy.Minimum if wrap else QSizePolicy.Policy.Fixed,
        )
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show a rich text; what is read aloud has no marks."""
        super().setText(text)
        self.setAccessibleName(plain(text))
        self.updateGeometry()
        self._tell_whole()

    def set_tone(self, tone: str) -> None:
        """Draw in another colour."""
        self._tone = self._icon_tone = tone
        self.update()

    def set_note(self, note: Note | None, *, ink: str = "", icon: str = "") -> None:
        """Show a remark with the icon of its tone, or another; None clears and hides the label."""
        self.setVisible(note is not None)
        if note is None:
            self.setText("")
            return
        dress = TONES[note.tone]
        self._icon, self._icon_tone, self._tone = icon or dress.icon, dress.icon_tone, ink or dress.ink
        self.setText(note.text)

    def _indent(self) -> int:
        return self._icon_px + _GAP if self._icon else 0

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The size on one line."""
        width = text_width(self.text(), self._size, strong=self._strong) + self._indent()
        return QSize(width, line_px(self.font()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The least size that still makes sense: a few letters where the text may wrap or elide."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), 36), hint.height()) if self._wrap or self._elide else hint

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Whether the height depends on the width: when it wraps."""
        return self._wrap

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """The height of the wrapped text in `width`."""
        if not self._wrap:
            return self.sizeHint().height()
        return lay(self.text(), self.font(), width - self._indent(), self._lines).height

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where the text no longer fits, the tool tip has the whole."""
        super().resizeEvent(event)
        self._tell_whole()

    def _tell_whole(self) -> None:
        room = self.width() - self._indent()
        if self._wrap:
            cut = bool(self._lines and lay(self.text(), self.font(), room, self._lines).rest)
        else:
            cut = self._elide and self.sizeHint().width() > self.width()
        tip = plain(self.text()) if cut else ""
        if tip != self.toolTip():
            self.setToolTip(tip)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw icon and lines, in the vertical middle."""
        painter = QPainter(self)
        area = QRectF(self.contentsRect())
        indent = self._indent()
        laid = lay(self.text(), self.font(), area.width() - indent, self._lines if self._wrap else 1)
        spare = 0 if self._wrap else math.floor((area.height() - laid.height) / 2)
        top = area.top() + spare
        left = area.left()
        if self.alignment() & Qt.AlignmentFlag.AlignRight:
            left = max(left, area.right() - laid.width - indent)
        elif self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            left = max(left, left + (area.width() - laid.width - indent) / 2)
        if self._icon:
            box = QRectF(left, top + (laid.leading - self._icon_px) / 2, self._icon_px, self._icon_px)
            self._theme.paint_icon(painter, box, self._icon, self._icon_tone)
        laid.draw(painter, QPointF(left + indent, top), self._theme.color(self._tone))


class Icon(QWidget):
    """An icon alone; it carries a name for those who cannot see it, or none when words stand beside it."""

    def __init__(
        self, theme: Theme, name: str, tone: str = "ink2", px: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._name, self._tone = theme, name, tone
        self.setFixedSize(px, px)

    def set_icon(self, name: str, tone: str) -> None:
        """Show another icon."""
        self._name, self._tone = name, tone
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        if self._name:
            self._theme.paint_icon(QPainter(self), self.rect(), self._name, self._tone)
