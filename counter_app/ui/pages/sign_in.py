"""The lock: who sits at the window. It shows nothing of any case, and the focus is always in the password."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from counter_app.presenters.shell_views import Link, SignInView
from counter_app.presenters.views import Dress, Note, Tone
from counter_app.ui.acts import Scope
from counter_app.ui.kit.breadth import Breadth
from counter_app.ui.kit.chip import Chip, ChipLook
from counter_app.ui.kit.devices import Devices
from counter_app.ui.kit.hint_line import KeyHint
from counter_app.ui.kit.key_button import SmallKey
from counter_app.ui.kit.keycap import Hint
from counter_app.ui.kit.panel import Rule
from counter_app.ui.kit.text import Icon, Text
from counter_app.ui.pages.page import Page
from counter_app.ui.pages.sign_in_parts import CardGround, Password, PersonCard, Poster
from counter_app.ui.theme.fonts import Size
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

_MARGINS, _LOW_MARGINS = (28, 26, 28, 16), (18, 10, 18, 8)


class SignInPage(Page):
    """The lock and the sign-in; `signed_in(work number, password)`."""

    signed_in = Signal(str, str)
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
        self.code = QLineEdit()
        self.code.setObjectName("work_number")
        self.code.setFixedSize(120, 38)
        self.code.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.password = Password()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setObjectName("password")
        self.password.setFixedHeight(38)
        self._caps = Text(theme, size=Size.NOTE, tone="warn", icon="keyboard-outline", icon_px=15, elide=False)
        self._caps.hide()
        self._go = SmallKey(theme, "Enter", "", cap_first=False, height=38)
        self._note = Text(theme, size=Size.NOTE, tone="ink2", wrap=True, icon="cloud-off-outline", icon_px=15)
        self._language = Hint(theme, ("Alt+L",), "")
        self._training = Hint(theme, ("Alt+5",), "")
        self._forgotten = Text(theme, size=Size.NOTE, tone="ink2", elide=False)
        if "training" not in offered:
            self._training.hide()
        self._card = CardGround(theme)
        self._gaps: list[tuple[QSpacerItem, int, int]] = []
        self._narrow = False
        self._rule = Rule(theme, height=21)
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
        across = QHBoxLayout(self._card)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._poster)
        across.addLayout(self._form(), 1)
        outer.addWidget(self._card, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(1)

    def _form(self) -> QVBoxLayout:
        column = self._column = QVBoxLayout()
        column.setContentsMargins(*_MARGINS)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._who)
        head.addWidget(self._how, 1)
        head.addStretch(0)
        column.addLayout(head)
        self._add_gap(column, 11, 6)
        for card in self._cards:
            column.addWidget(card)
            self._add_gap(column, 6, 4)
        self._add_gap(column, 12, 4)
        line = QHBoxLayout()
        line.setSpacing(0)
        self._label.setMinimumWidth(72)
        inside = QHBoxLayout(self.password)
        inside.setContentsMargins(0, 0, 9, 0)
        inside.addStretch(1)
        inside.addWidget(self._caps)
        line.addWidget(self._label)
        line.addSpacing(8)
        line.addWidget(self.code)
        line.addSpacing(6)
        line.addWidget(self.password, 1)
        line.addSpacing(10)
        line.addWidget(self._go)
        column.addLayout(line)
        self._add_gap(column, 8, 4)
        note = QHBoxLayout()
        note.setContentsMargins(54, 0, 0, 0)
        note.addWidget(self._note)
        column.addLayout(note)
        column.addStretch(1)
        self._add_gap(column, 0, 6)
        column.addWidget(self._rule)
        foot = QHBoxLayout()
        foot.setSpacing(18)
        foot.addWidget(self._language)
        foot.addWidget(self._training)
        foot.addStretch(1)
        foot.addWidget(self._forgotten)
        column.addLayout(foot)
        return column

    def _add_gap(self, column: QVBoxLayout, high: int, low: int) -> None:
        gap = QSpacerItem(0, high, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        column.addItem(gap)
        self._gaps.append((gap, high, low))

    def set_breadth(self, breadth: Breadth) -> None:
        """In a narrow window the coloured side goes, and what it says in short stands above."""
        super().set_breadth(breadth)
        self._narrow = breadth is Breadth.NARROW
        self._poster.setVisible(not self._narrow)
        self._how.setVisible(not self._narrow)
        self._rule.setVisible(not self._narrow)
        for card in self._cards:
            card.set_low(low=self._narrow)
        for gap, high, low in self._gaps:
            gap.changeSize(0, low if self._narrow else high, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._column.setContentsMargins(*(_LOW_MARGINS if self._narrow else _MARGINS))
        self._column.invalidate()
        self._card.set_low(low=self._narrow)
        self._say_promise()

    def _say_promise(self) -> None:
        if self._narrow and self._view is not None:
            window = translate("SignIn", "{0} 号窗口").format(self._view.window)
            self._promise.setText(f"{window}  **{self._view.now:%H:%M}**")
        else:
            self._promise.setText(translate("SignIn", "这里不显示任何办件内容"))

    def _connect(self) -> None:
        for card in self._cards:
            card.pressed.connect(self._press_card)
        self.password.moved.connect(self._move)
        self.password.caps_seen.connect(self._caps.setVisible)
        self.password.returnPressed.connect(self._enter)
        self.code.returnPressed.connect(self.password.setFocus)
        self._go.clicked.connect(self._enter)
        self._go.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        super().retranslate()
        self._who.setText(translate("SignIn", "谁在窗口？"))
        self._how.setText(translate("SignIn", "按 Alt+数字 换人，光标一直在密码里"))
        self.password.setAccessibleName(translate("SignIn", "密码"))
        self.code.setAccessibleName(translate("SignIn", "工号"))
        self.code.setPlaceholderText(translate("SignIn", "工号"))
        self._caps.setText(translate("SignIn", "大写锁定开着"))
        self._go.set_label(translate("SignIn", "进入"), Dress.SUGGESTED)
        self._language.set_word(translate("SignIn", "English"))
        self._name_training()
        self._forgotten.setText(translate("SignIn", "忘了密码，请管理员重设"))
        if self._view is not None:
            self.show_view(self._view)

    def _name_training(self) -> None:
        if self._view is not None and self._view.training:
            self._training.set_word(translate("SignIn", "离开练习，回到真的窗口"))
        else:
            self._training.set_word(translate("SignIn", "练习模式（另存一处，纸上有水印）"))

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
        self._say_promise()
        self._name_training()
        self._show_people()
        if view.refusal is not None:
            self._note.set_note(view.refusal)
        else:
            text = translate("SignIn", "离线也能进：在本机联网登录过的人都行")
            if not self._known():
                text = translate("SignIn", "第一次在本机登录要联网")
            self._note.set_note(Note(text, Tone.HINT) if offline else None, ink="ink2", icon="cloud-off-outline")
        if self._narrow:
            self._card.set_low(low=True)

    def _show_people(self) -> None:
        people = self._view.people if self._view else ()
        for index, card in enumerate(self._cards):
            card.setVisible(index < len(people))
            if index < len(people):
                card.show_person(people[index], chosen=index == self._chosen)
        self.code.setVisible(not self._known())
        self._label.setText(translate("SignIn", "密码") if self._known() else translate("SignIn", "工号和密码"))

    def _known(self) -> str:
        """Return the work number of whoever is chosen; nothing for somebody who has no card here."""
        people = self._view.people if self._view else ()
        return people[self._chosen].clerk_id if self._chosen < len(people) else ""

    def _press_card(self) -> None:
        sender = self.sender()
        if isinstance(sender, PersonCard):
            self.go_to_part(self._cards.index(sender) + 1)

    def _move(self, step: int) -> None:
        self.go_to_part(self._chosen + 1 + step)

    def _enter(self) -> None:
        self.signed_in.emit(self._known() or self.code.text().strip(), self.password.text())

    def clear_password(self) -> None:
        """Forget what was typed: after going in, and when locked again."""
        self.code.clear()
        self.password.clear()
        self._caps.hide()

    def start(self) -> None:
        """The focus is in the password; whoever has no card here gives the work number first."""
        (self.password if self._known() else self.code).setFocus()

    def go_to_part(self, number: int) -> None:
        """Alt+1 to Alt+4 choose a clerk; Alt+5 goes into training and out of it."""
        if number == len(self._cards) + 1 and "training" in self.offered:
            self.act_pressed.emit("training")
        if self._view is not None and 0 < number <= min(len(self._cards), len(self._view.people)):
            self._chosen = number - 1
            self._show_people()
            self.show_view(self._view)
            self.start()
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
