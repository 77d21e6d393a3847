"""The pieces of the lock: the clerks' cards, the coloured side, the password."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from counter_app.presenters.shell_views import Person, SignInView
from counter_app.ui import words
from counter_app.ui.kit.keycap import HEIGHT as CAP
from counter_app.ui.kit.keycap import cap_width, paint_cap
from counter_app.ui.kit.prose import draw_line
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

_HIGH_CARD, _LOW_CARD = 52, 36


class PersonCard(QWidget):
    """One clerk; the chosen one has the frame."""

    pressed = Signal()

    def __init__(self, theme: Theme, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._key = theme, f"Alt+{number}"
        self._person: Person | None = None
        self._chosen = self._low = False
        self.setFixedHeight(_HIGH_CARD)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_person(self, person: Person, *, chosen: bool) -> None:
        """Show a clerk."""
        self._person, self._chosen = person, chosen
        self.setAccessibleName(f"{self._key} {person.name}, {person.detail}")
        self.update()

    def set_low(self, *, low: bool) -> None:
        """Put the detail beside the name, for a low window."""
        self._low = low
        self.setFixedHeight(_LOW_CARD if low else _HIGH_CARD)
        self.update()

    def mousePressEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click chooses."""
        self.pressed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw frame, key, initial, name, detail."""
        if self._person is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inset = 1.0 if self._chosen else 0.5
        painter.setPen(QPen(self._theme.color("accent" if self._chosen else "line"), 2 if self._chosen else 1))
        painter.setBrush(self._theme.color("accent_soft" if self._chosen else "panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 4, 4)
        paint_cap(painter, self._theme, QRectF(13, (self.height() - CAP) / 2, cap_width(self._key), CAP), self._key)
        across = self.height() - 8 if self._low else 36
        circle = QRectF(83 - across / 2, (self.height() - across) / 2, across, across)
        painter.setPen(QPen(self._theme.color("accent" if self._chosen else "line2"), 1))
        painter.setBrush(self._theme.color("accent" if self._chosen else "sunk"))
        painter.drawEllipse(circle.adjusted(0.5, 0.5, -0.5, -0.5))
        ink = self._theme.color("on_accent" if self._chosen else "ink2")
        initial = self._person.name[:1] if self._person.clerk_id else "…"
        face = font(Size.SCAN, strong=True)
        draw_line(painter, circle, initial, face, ink, Qt.AlignmentFlag.AlignHCenter)
        width = self.width() - 220
        name = font(Size.SECTION, strong=True)
        title = QRectF(113, 0 if self._low else 6, width, self.height() if self._low else 22)
        taken = draw_line(painter, title, self._person.name, name, self._theme.color("ink"))
        quiet = self._theme.color("ink2")
        beside = title.adjusted(taken + 12, 0, 0, 0)
        detail = beside if self._low else QRectF(113, 28, width, 17)
        draw_line(painter, detail, self._person.detail, font(Size.NOTE), quiet)
        if self._person.drafts:
            text = translate("New", "草稿 %n 件", "", self._person.drafts)
            box = QRectF(self.width() - 110, 0, 97, self.height())
            draw_line(painter, box, text, font(Size.NOTE), quiet, Qt.AlignmentFlag.AlignRight)


class Poster(QWidget):
    """The blue side of the card: hall, window, time, what goes on behind the lock."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: SignInView | None = None
        self.setFixedWidth(276)

    def show_poster(self, view: SignInView) -> None:
        """Show the window and the time."""
        self._view = view
        self.setAccessibleName(f"{view.hall} {view.window}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        if self._view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(0, 0, self.width() + 8, self.height()), 7, 7)
        painter.setClipRect(self.rect())
        painter.fillPath(shape, self._theme.color("accent"))
        ink = self._theme.color("on_accent")
        view = self._view
        draw_line(painter, QRectF(26, 27, 240, 20), view.hall, font(Size.SECTION), ink)
        draw_line(painter, QRectF(26, 47, 240, 20), translate("SignIn", "综合窗口"), font(Size.SECTION), ink)
        number = str(view.window)
        face = font(Size.HUGE, strong=True)
        draw_line(painter, QRectF(26, 82, 200, 110), number, face, ink)
        at = 26 + draw_line(painter, QRectF(-999, 0, 400, 110), number, face, ink) + 12
        draw_line(painter, QRectF(at, 148, 150, 30), translate("Shell", "号窗口"), font(Size.WINDOW), ink)
        clock = font(Size.HUGE, strong=True)
        clock.setPointSizeF(32)
        draw_line(painter, QRectF(26, 295, 240, 54), f"{view.now:%H:%M}", clock, ink)
        day = words.day_and_weekday(view.now)
        kind = translate("SignIn", "工作日") if view.workday else translate("SignIn", "休息日")
        draw_line(
            painter,
            QRectF(26, 341, 240, 22),
            f"{day}・{kind}" if not day.isascii() else f"{day}, {kind}",
            font(Size.BASE),
            ink,
        )
        line = self._theme.color("on_accent")
        line.setAlphaF(0.4)
        painter.fillRect(QRectF(26, 376, 224, 1), line)
        waiting = translate("SignIn", "待发 %n 条，锁着也照发", "", view.waiting)
        for index, (icon, text) in enumerate(
            (
                ("tray-arrow-up", waiting),
                ("printer-outline", translate("SignIn", "打印照常出纸")),
                ("barcode-scan", translate("SignIn", "锁着时扫码只响一声，不打开")),
            )
        ):
            top = 388 + 23 * index
            self._theme.paint_icon(painter, QRectF(26, top + 3, 15, 15), icon, "on_accent")
            draw_line(painter, QRectF(44, top, 220, 21), text, font(Size.NOTE), ink)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The card's height."""
        return QSize(276, 476)


class Password(QLineEdit):
    """The password: arrows choose the clerk, Enter goes in."""

    moved = Signal(int)
    caps_seen = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Up and down belong to the clerks."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
            return
        text, shift = event.text(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if len(text) == 1 and text.isalpha():
            self.caps_seen.emit(text.isupper() != shift)
        super().keyPressEvent(event)


class CardGround(QWidget):
    """The white card with its border."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.set_low(low=False)

    def set_low(self, *, low: bool) -> None:
        """Take no more height than its content, and the width of a narrow window."""
        self.setFixedSize(*((616, self.sizeHint().height()) if low else (860, 476)))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.setBrush(self._theme.color("panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
