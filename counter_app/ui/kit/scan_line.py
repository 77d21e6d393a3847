"""The scan line: one box for numbers, names and pinyin. Scans themselves never travel through it."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from counter_app.presenters.views import Tone
from counter_app.ui.kit.keycap import KeyCap
from counter_app.ui.kit.text import Icon
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

_FLASH_MS = 400


class _Line(QLineEdit):
    """The edit inside; it reports when its focus comes or goes."""

    focus_changed = Signal()
    left = Signal()
    moved = Signal(int)

    def event(self, event: QEvent) -> bool:
        """Tell of focus."""
        done = super().event(event)
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.focus_changed.emit()
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc gives the focus back to the page; the arrows belong to the list below."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)


class ScanLine(QWidget):
    """Icon, edit and cap in one frame, 36 px high."""

    entered = Signal(str)
    edited = Signal(str)
    left = Signal()
    moved = Signal(int)
    unfocused = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ground = "field"
        self.setFixedHeight(36)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(11, 0, 10, 0)
        row.setSpacing(8)
        self.edit = _Line()
        self.edit.setProperty("bare", "true")
        self.edit.setFont(font(Size.SCAN))
        self.edit.setObjectName("scan_line")
        self.edit.returnPressed.connect(self._enter)
        self.edit.textEdited.connect(self.edited)
        self.edit.focus_changed.connect(self._focus_changed)
        self.edit.left.connect(self.left)
        self.edit.moved.connect(self.moved)
        row.addWidget(Icon(theme, "barcode-scan", "accent", 20))
        row.addWidget(self.edit, 1)
        row.addWidget(KeyCap(theme, "F3"))
        self.setFocusProxy(self.edit)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._calm)
        self.retranslate()

    def retranslate(self) -> None:
        """Say in the language in force what the box takes."""
        text = translate("ScanLine", "扫码，或输入：编号、证件号、名称、运单、拼音首字母")
        self.edit.setPlaceholderText(text)
        self.edit.setAccessibleName(text)

    def flash(self, tone: Tone) -> None:
        """Show how a scan went: well for 400 ms, unknown until the next key."""
        self._ground = "ok_soft" if tone is Tone.OK else "warn_soft"
        if tone is Tone.OK:
            self._timer.start(_FLASH_MS)
        self.update()

    def _calm(self) -> None:
        self._ground = "field"
        self.update()

    def calm(self) -> None:
        """Forget an unknown scan: the next key was pressed."""
        if not self._timer.isActive():
            self._calm()

    def _focus_changed(self) -> None:
        self.update()
        if not self.edit.hasFocus():
            self.unfocused.emit()

    def _enter(self) -> None:
        text = self.edit.text().strip()
        if text:
            self.entered.emit(text)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """472 px where there is room."""
        return QSize(472, 36)

    def mousePressEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click anywhere in the frame types here."""
        self.edit.setFocus()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.edit.hasFocus()
        painter.setPen(QPen(self._theme.color("accent"), 2 if focus else 1))
        painter.setBrush(self._theme.color(self._ground))
        inset = 1.0 if focus else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 5, 5)
