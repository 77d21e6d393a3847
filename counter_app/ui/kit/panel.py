"""A panel: a bordered box with a head of number square, title, remark and what stands at the right."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from counter_app.presenters.views import Note, Tone
from counter_app.ui.kit.prose import draw_line
from counter_app.ui.kit.text import Icon, Text
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme

HEAD = 29
PADDING = 10


class NumberSquare(QWidget):
    """The number of a section; it turns to the colour of what is wrong when the section holds an error."""

    def __init__(self, theme: Theme, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._number, self._wrong = theme, number, False
        self.setFixedSize(18, 18)

    def set_wrong(self, wrong: bool) -> None:  # noqa: FBT001 - a state
        """Mark the section."""
        self._wrong = wrong
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the square and its digit."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self._theme.color("bad_fill" if self._wrong else "ink2")
        painter.setPen(QPen(ground, 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        ink = self._theme.color("on_bad" if self._wrong else "panel")
        face = font(Size.NOTE, strong=True)
        width = len(str(self._number)) * 7
        draw_line(painter, QRectF((18 - width) / 2, 0, width + 2, 18), str(self._number), face, ink)


class Panel(QFrame):
    """A box on the page; content goes into `body`, extra things of the head into `add_right`."""

    def __init__(
        self,
        theme: Theme,
        title: str = "",
        *,
        number: int = 0,
        icon: str = "",
        flush: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._wrong, self._headless = theme, False, False
        outer = QVBoxLayout(self)
        side = 1 if flush else PADDING + 1
        outer.setContentsMargins(side, 1, side, 1 if flush else PADDING - 2)
        self._flush, self._outer = flush, outer
        outer.setSpacing(0)
        self._head = QWidget()
        self._head.setFixedHeight(HEAD)
        row = QHBoxLayout(self._head)
        row.setContentsMargins(PADDING if flush else 0, 2, PADDING if flush else 0, 0)
        row.setSpacing(8)
        self._square = NumberSquare(theme, number) if number else None
        if self._square:
            row.addWidget(self._square)
        if icon:
            row.addWidget(Icon(theme, icon, "ink2", 18))
        self.title = Text(theme, title, size=Size.SECTION, strong=True, elide=False)
        self.remark = Text(theme, "", size=Size.NOTE, tone="ink3")
        self.remark.hide()
        row.addWidget(self.title)
        row.addWidget(self.remark)
        row.addStretch(1)
        self._head_row = row
        outer.addWidget(self._head)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(5)
        outer.addLayout(self.body, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def add_right(self, widget: QWidget) -> None:
        """Put a widget at the right end of the head."""
        self._head_row.addWidget(widget)

    def set_remark(self, text: str) -> None:
        """Say something in small behind the title."""
        self.remark.set_note(Note(text, Tone.HINT) if text else None, ink="ink3")

    def set_faults(self, note: Note | None) -> None:
        """Mark the section wrong and count the faults in its head; None clears."""
        self._wrong = note is not None
        if self._square:
            self._square.set_wrong(self._wrong)
        if note is not None:
            self.remark.set_note(note)

    def hide_head(self) -> None:
        """Show the box without a head, for good."""
        self._headless = True
        self._head.hide()

    def show_head(self, *, shown: bool) -> None:
        """Show the head, or leave it out where a tab says the same."""
        self._head.setVisible(shown and not self._headless)
        edges = self._outer.contentsMargins()
        edges.setTop(1 if shown or self._flush else PADDING - 2)
        self._outer.setContentsMargins(edges)

    def take_focus(self) -> None:
        """Let the panel take the focus to be read: it draws the ring, and the arrows move its column."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Panels may be squeezed; their content elides or scrolls."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), 200), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the box."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.setBrush(self._theme.color("panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        for rule in self.findChildren(Rule):
            if rule.across:
                painter.fillRect(0, rule.y() + rule.height() // 2, self.width(), 1, self._theme.color("line"))


class Rule(QWidget):
    """A thin line; `across` lets the panel draw it on from border to border."""

    def __init__(self, theme: Theme, *, height: int = 11, across: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.across = theme, across
        self.setFixedHeight(height)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it in the middle of its height."""
        y = self.height() // 2
        QPainter(self).fillRect(0, y, self.width(), 1, self._theme.color("line"))
