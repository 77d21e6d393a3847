"""Questions answered by a digit and nothing else: did the paper come out, which record stands."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from counter_app.presenters.list_views import Choice
from counter_app.presenters.views import Dress
from counter_app.ui.kit.key_button import Key, paint_key_ground
from counter_app.ui.kit.keycap import HEIGHT as CAP
from counter_app.ui.kit.keycap import cap_width, paint_cap
from counter_app.ui.kit.prose import draw_line, text_width
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme


class ChoiceKey(Key):
    """One answer with its digit; it never takes the focus, the whole question has it."""

    def __init__(self, theme: Theme, digit: int, choice: Choice, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._digit, self._choice = theme, digit, choice
        self.setFixedHeight(height)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        wide = QSizePolicy.Policy.Expanding if choice.detail else QSizePolicy.Policy.Fixed
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{digit} {choice.text} {choice.detail}".strip())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Digit and words."""
        return QSize(text_width(self._choice.text, Size.BASE) + cap_width("1") + 23, self.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The same: keys never elide, but for their detail."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw ground, digit, words."""
        painter = QPainter(self)
        paint_key_ground(painter, self._theme, self, Dress.READY, 4)
        cap = QRectF(9, (self.height() - CAP) / 2, cap_width(str(self._digit)), CAP)
        paint_cap(painter, self._theme, cap, str(self._digit))
        x = cap.right() + 8
        box = QRectF(x, 0, self.width() - x - 4, self.height())
        taken = draw_line(painter, box, self._choice.text, font(Size.BASE), self._theme.color("ink"))
        if self._choice.detail:
            rest = QRectF(x + taken + 5, 0, self.width() - x - taken - 12, self.height())
            draw_line(painter, rest, self._choice.detail, font(Size.NOTE), self._theme.color("ink2"))


class Choices(QWidget):
    """The answers of one question: a row of short ones or a column of long ones. Digits answer; Enter does nothing."""

    answered = Signal(int)

    def __init__(self, theme: Theme, *, column: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._column = theme, column
        self._keys: list[ChoiceKey] = []
        layout: QBoxLayout = QVBoxLayout(self) if column else QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6 if column else 4)
        layout.setAlignment(Qt.AlignmentFlag.AlignTop if column else Qt.AlignmentFlag.AlignLeft)
        self._row = layout
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def show_choices(self, choices: tuple[Choice, ...]) -> None:
        """Offer other answers."""
        for key in self._keys:
            key.hide()
            key.deleteLater()
        self._keys = []
        for digit, choice in enumerate(choices, 1):
            key = ChoiceKey(self._theme, digit, choice, 30 if self._column else 26)
            key.clicked.connect(self._clicked)
            self._row.addWidget(key)
            self._keys.append(key)

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, ChoiceKey):
            self.answered.emit(self._keys.index(sender))

    def answer(self, event: QKeyEvent) -> bool:
        """Take a key press of the question this belongs to; return whether it was an answer."""
        digit = event.key() - Qt.Key.Key_1
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not 0 <= digit < len(self._keys):
            return False
        self.answered.emit(digit)
        return True


class QuestionBox(QWidget):
    """A box that takes the focus as a whole and answers to digits only."""

    answered = Signal(int)

    def __init__(self, theme: Theme, *, tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._tone = theme, tone
        self.choices: Choices | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def take_choices(self, choices: Choices) -> None:
        """Let the digits answer `choices`."""
        self.choices = choices
        choices.answered.connect(self.answered)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Digits answer; Enter and Space do nothing, all else goes on."""
        silent = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in silent or (self.choices and self.choices.answer(event)):
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the ring."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw ground and ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus()
        if self._tone:
            painter.setPen(QPen(self._theme.color("accent" if focus else self._tone), 2 if focus else 1))
            painter.setBrush(self._theme.color(f"{self._tone}_soft"))
        elif focus:
            painter.setPen(QPen(self._theme.color("accent"), 2))
        else:
            return
        inset = 1.0 if focus else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 4, 4)
