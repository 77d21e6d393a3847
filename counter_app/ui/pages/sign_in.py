"""The lock: who sits at the window. It shows nothing of any case, and the focus is always in the password."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from counter_app.presenters.shell_views import Link, Person, SignInView
from counter_app.presenters.views import Dress
from counter_app.ui import words
from counter_app.ui.acts import Scope
from counter_app.ui.kit.chip import Chip, ChipLook
from counter_app.ui.kit.devices import Devices
from counter_app.ui.kit.hint_line import KeyHint
from counter_app.ui.kit.key_button import SmallKey
from counter_app.ui.kit.keycap import HEIGHT as CAP
from counter_app.ui.kit.keycap import Hint, cap_width, paint_cap
from counter_app.ui.kit.panel import Rule
from counter_app.ui.kit.prose import draw_line
from counter_app.ui.kit.text import Icon, Text
from counter_app.ui.pages.page import Page
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme
from counter_app.ui.words import translate


class PersonCard(QWidget):
    """One clerk, 52 px high; the chosen one has the frame."""

    pressed = Signal()

    def __init__(self, theme: Theme, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._key = theme, f"Alt+{number}"
        self._person: Person | None = None
        self._chosen = False
        self.setFixedHeight(52)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_person(self, person: Person, *, chosen: bool) -> None:
        """Show a clerk."""
        self._person, self._chosen = person, chosen
        self.setAccessibleName(f"{self._key} {person.name}, {person.detail}")
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
        paint_cap(painter, self._theme, QRectF(13, 17, cap_width(self._key), CAP), self._key)
        circle = QRectF(65, 8, 36, 36)
        painter.setPen(QPen(self._theme.color("accent" if self._chosen else "line2"), 1))
        painter.setBrush(self._theme.color("accent" if self._chosen else "sunk"))
        painter.drawEllipse(circle.adjusted(0.5, 0.5, -0.5, -0.5))
        ink = self._theme.color("on_accent" if self._chosen else "ink2")
        initial = self._person.name[:1] if self._person.clerk_id else "…"
        face = font(Size.SCAN, strong=True)
        draw_line(painter, circle, initial, face, ink, Qt.AlignmentFlag.AlignHCenter)
        width = self.width() - 220
        name = font(Size.SECTION, strong=True)
        draw_line(painter, QRectF(113, 6, width, 22), self._person.name, name, self._theme.color("ink"))
        quiet = self._theme.color("ink2")
        draw_line(painter, QRectF(113, 28, width, 17), self._person.detail, font(Size.NOTE), quiet)
        if self._person.drafts:
            text: str = translate("New", "草稿 %n 件", "", self._person.drafts)
            box = QRectF(self.width() - 110, 0, 97, 52)
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
        draw_line(painter, QRectF(26, 341, 240, 22), f"{day}・{kind}" if not day.isascii() else f"{day}, {kind}", font(Size.BASE), ink)
        line = self._theme.color("on_accent")
        line.setAlphaF(0.4)
        painter.fillRect(QRectF(26, 376, 224, 1), line)
        waiting: str = translate("SignIn", "待发 %n 条，锁着也照发", "", view.waiting)
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


class _Password(QLineEdit):
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


class _CardGround(QWidget):
    """The white card with its border."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedSize(860, 476)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.setBrush(self._theme.color("panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


class SignInPage(Page):
    """The lock and the sign-in; `signed_in(clerk number on the card, password)`."""

    signed_in = Signal(int, str)
    person_chosen = Signal(int)

    scope = Scope.LOCK

    def __init__(self, theme: Theme, offered: frozenset[str], parent: QWidget | None = None) -> None:
        super().__init__(theme, offered, parent)
        self._view: SignInView | None = None
        self._chosen = 0
        self._state = Text(theme, size=Size.SECTION, strong=True, elide=False)
        self._lock = Icon(theme, "lock-outline", "ink2", 20)
        self._promise = Text(theme, size=Size.BASE, tone="ink2")
        self._link = Chip(theme)
        self._devices = Devices(theme)
        self._poster = Poster(theme)
        self._who = Text(theme, size=Size.TITLE, strong=True, elide=False)
        self._how = Text(theme, size=Size.NOTE, tone="ink2")
        self._cards = [PersonCard(theme, number) for number in range(1, 5)]
        self._label = Text(theme, size=Size.BASE, tone="ink2", elide=False)
        self.password = _Password()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setObjectName("password")
        self.password.setFixedHeight(38)
        self._caps = Text(theme, size=Size.NOTE, tone="warn", icon="keyboard-outline", icon_px=15, elide=False)
        self._caps.hide()
        self._go = SmallKey(theme, "Enter", "", cap_first=False, height=38)
        self._note = Text(theme, size=Size.NOTE, tone="ink2", wrap=True, icon="cloud-off-outline", icon_px=15)
        self._language = Hint(theme, ("Alt+L",), "")
        self._training = Hint(theme, ("Alt+5",), "")
        self._forgotten = Hint(theme, ("F1",), "")
        if "training" not in offered:
            self._training.hide()
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._top = QWidget()
        self._top.setFixedHeight(48)
        line = QHBoxLayout(self._top)
        line.setContentsMargins(20, 0, 20, 1)
        line.setSpacing(12)
        for widget in (self._lock, self._state):
            line.addWidget(widget)
        line.addWidget(self._promise, 1)
        line.addWidget(self._link)
        line.addWidget(self._devices)
        outer.addWidget(self._top)
        outer.addStretch(1)
        card = _CardGround(self.theme)
        across = QHBoxLayout(card)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._poster)
        across.addLayout(self._form(), 1)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(1)

    def _form(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(28, 26, 28, 16)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._who)
        head.addWidget(self._how, 1)
        column.addLayout(head)
        column.addSpacing(11)
        for card in self._cards:
            column.addWidget(card)
            column.addSpacing(6)
        column.addSpacing(12)
        line = QHBoxLayout()
        line.setSpacing(0)
        self._label.setMinimumWidth(54)
        inside = QHBoxLayout(self.password)
        inside.setContentsMargins(0, 0, 9, 0)
        inside.addStretch(1)
        inside.addWidget(self._caps)
        line.addWidget(self._label)
        self._label.setContentsMargins(0, 0, 8, 0)
        line.addWidget(self.password, 1)
        line.addSpacing(10)
        line.addWidget(self._go)
        column.addLayout(line)
        column.addSpacing(8)
        note = QHBoxLayout()
        note.setContentsMargins(54, 0, 0, 0)
        note.addWidget(self._note)
        column.addLayout(note)
        column.addStretch(1)
        column.addWidget(Rule(self.theme, height=21))
        foot = QHBoxLayout()
        foot.setSpacing(18)
        foot.addWidget(self._language)
        foot.addWidget(self._training)
        foot.addStretch(1)
        foot.addWidget(self._forgotten)
        column.addLayout(foot)
        return column

    def _connect(self) -> None:
        for card in self._cards:
            card.pressed.connect(self._press_card)
        self.password.moved.connect(self._move)
        self.password.caps_seen.connect(self._caps.setVisible)
        self.password.returnPressed.connect(self._enter)
        self._go.clicked.connect(self._enter)
        self._go.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        super().retranslate()
        self._promise.setText(translate("SignIn", "这里不显示任何办件内容"))
        self._who.setText(translate("SignIn", "谁在窗口？"))
        self._how.setText(translate("SignIn", "按 Alt+数字 换人，光标一直在密码里"))
        self._label.setText(translate("SignIn", "密码"))
        self.password.setAccessibleName(translate("SignIn", "密码"))
        self._caps.setText(translate("SignIn", "大写锁定开着"))
        self._go.set_label(translate("SignIn", "进入"), Dress.SUGGESTED)
        self._language.set_word(translate("SignIn", "English"))
        self._training.set_word(translate("SignIn", "练习模式（另存一处，纸上有水印）"))
        self._forgotten.set_word(translate("SignIn", "忘了密码找谁"))
        if self._view is not None:
            self.show_view(self._view)

    def show_view(self, view: SignInView) -> None:
        """Draw the view; the clerk who was chosen here stays chosen."""
        if self._view is None or self._view.chosen != view.chosen or self._view.people != view.people:
            self._chosen = view.chosen
        if view.refusal is not None and view.refusal != (self._view.refusal if self._view else None):
            self.password.clear()
        self._view = view
        self._state.setText(translate("SignIn", "已锁屏") if view.locked else translate("SignIn", "请登录"))
        offline = view.link is not Link.ONLINE
        look = ChipLook(view.link_words, "cloud-off-outline", "warn") if offline and view.link_words else None
        self._link.set_look(look)
        self._devices.show_devices(view.devices)
        self._poster.show_poster(view)
        self._show_people()
        if view.refusal is not None:
            self._note.set_note(view.refusal)
        else:
            text = translate("SignIn", "离线也能进：在本机联网登录过的人都行")
            self._note.setVisible(offline)
            self._note.setText(text)

    def _show_people(self) -> None:
        people = self._view.people if self._view else ()
        for index, card in enumerate(self._cards):
            card.setVisible(index < len(people))
            if index < len(people):
                card.show_person(people[index], chosen=index == self._chosen)

    def _press_card(self) -> None:
        sender = self.sender()
        if isinstance(sender, PersonCard):
            self.go_to_part(self._cards.index(sender) + 1)

    def _move(self, step: int) -> None:
        self.go_to_part(self._chosen + 1 + step)

    def _enter(self) -> None:
        self.signed_in.emit(self._chosen, self.password.text())

    def clear_password(self) -> None:
        """Forget what was typed: after going in, and when locked again."""
        self.password.clear()
        self._caps.hide()

    def start(self) -> None:
        """The focus is always in the password."""
        self.password.setFocus()

    def go_to_part(self, number: int) -> None:
        """Alt+1 to Alt+4 choose a clerk."""
        if self._view is not None and 0 < number <= min(len(self._cards), len(self._view.people)):
            self._chosen = number - 1
            self._show_people()
            self.person_chosen.emit(self._chosen)

    def hints(self) -> tuple[KeyHint, ...]:
        """What the keys do here."""
        return (
            KeyHint((translate("Hints", "Alt+1⋯4"),), translate("Hints", "换人")),
            KeyHint(("Enter",), translate("SignIn", "进入")),
            KeyHint(("↑", "↓"), translate("Hints", "选人")),
        )

    def side_hints(self) -> tuple[str, ...]:
        """The acts at the right of the hint line."""
        return ("language", "help")

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the ground of the top bar."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color("window"))
        painter.fillRect(0, 0, self.width(), 48, self.theme.color("panel"))
        painter.fillRect(0, 47, self.width(), 1, self.theme.color("line"))


