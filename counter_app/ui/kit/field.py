"""A form field: an edit that shows its state, and the remark that belongs to it."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QLineEdit, QSizePolicy, QWidget

from counter_app.presenters.views import FieldView, Tone
from counter_app.ui.kit.prose import draw_line, text_width
from counter_app.ui.kit.text import Text
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme


class Edit(QLineEdit):
    """A line edit: Enter goes on, Shift+Enter goes back; numbers keep the input method off."""

    value_edited = Signal(str, str)
    went_on = Signal()
    went_back = Signal()

    def __init__(self, key: str, *, latin: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.setObjectName(key)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # A remark may show or hide the edit's own state; the height stays.
        self.setFixedHeight(30)
        if latin:
            self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.textEdited.connect(self._tell)

    def _tell(self, text: str) -> None:
        self.value_edited.emit(self.key, text)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter and Shift+Enter move between the fields."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.went_back.emit()
            else:
                self.went_on.emit()
            return
        super().keyPressEvent(event)

    def show_value(self, view: FieldView) -> None:
        """Show a value without disturbing who is typing: the cursor stays when the text is the same."""
        if self.text() != view.value:
            self.setText(view.value)
            if self.hasFocus():
                self.end(False)
            else:
                self.home(False)
        self.setReadOnly(view.read_only)
        self.set_wrong(view.note is not None and view.note.tone is Tone.BAD)

    def set_wrong(self, wrong: bool) -> None:  # noqa: FBT001 - a state
        """Draw the border of what is wrong."""
        state = "error" if wrong else ""
        if self.property("state") != state:
            self.setProperty("state", state)
            self.style().unpolish(self)
            self.style().polish(self)


class FieldNote(Text):
    """The remark of a field: beside it when it is well, beneath it when it is wrong."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", size=Size.NOTE, wrap=True, parent=parent)
        self.hide()


class Tick(QCheckBox):
    """A box to tick with its words, painted from the tokens."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(26)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def show_tick(self, words: str, *, ticked: bool) -> None:
        """Show the state; it does not count as the clerk's own click."""
        self.blockSignals(True)
        self.setText(words)
        self.setAccessibleName(words)
        self.setChecked(ticked)
        self.blockSignals(False)
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Box and words."""
        return QSize(26 + text_width(self.text(), Size.BASE), 26)

    def hitButton(self, _pos: object) -> bool:  # noqa: N802 - Qt's name
        """The words can be clicked as well."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw box, tick, words and ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(2.5, (self.height() - 13) / 2, 13, 13)
        ticked = self.isChecked()
        painter.setPen(QPen(self._theme.color("accent" if ticked else "line2"), 1))
        painter.setBrush(self._theme.color("accent" if ticked else "field"))
        painter.drawRoundedRect(box, 2, 2)
        if ticked:
            self._theme.paint_icon(painter, box, "check-bold", "on_accent")
        words = QRectF(24, 0, self.width() - 24, self.height())
        draw_line(painter, words, self.text(), font(Size.BASE), self._theme.color("ink"))
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 2, -1, -2), 3, 3)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the ring."""
        super().focusInEvent(event)
        self.update()
