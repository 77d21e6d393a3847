"""What the clerk before left: shown to whoever signs in, until it was acknowledged. Esc leaves it for later."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from counter_app.presenters.views import Dress
from counter_app.ui.kit.key_button import SmallKey
from counter_app.ui.kit.text import Text
from counter_app.ui.theme.fonts import Size
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

_WIDTH, _HEIGHT = 520, 200


class ShiftNoteDialog(QDialog):
    """A note and two keys."""

    acknowledged = Signal()

    def __init__(self, theme: Theme, parent: QWidget, text: str, signature: str) -> None:
        super().__init__(parent)
        self.setObjectName("shift_note_dialog")
        self.setModal(True)
        self.setFixedWidth(_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = translate("DayEnd", "上一班的交代")
        self.setWindowTitle(title)
        said = QPlainTextEdit(text)
        said.setReadOnly(True)
        said.setFixedHeight(_HEIGHT)
        said.setAccessibleName(title)
        said.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        later = SmallKey(theme, "Esc", "", height=34)
        later.set_label(translate("DayEnd", "等会儿再看"), Dress.READY)
        later.clicked.connect(self.reject)
        self.seen = SmallKey(theme, "F9", "", height=34)
        self.seen.set_label(translate("DayEnd", "知道了"), Dress.SUGGESTED)
        self.seen.clicked.connect(self._seen)
        keys = QHBoxLayout()
        keys.addStretch(1)
        keys.addWidget(later)
        keys.addWidget(self.seen)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addWidget(Text(theme, title, size=Size.TITLE, strong=True))
        column.addWidget(Text(theme, signature, size=Size.NOTE, tone="ink2"))
        column.addWidget(said)
        column.addLayout(keys)
        later.setFocus()

    def _seen(self) -> None:
        self.acknowledged.emit()
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """F9 acknowledges; Esc leaves it for later."""
        if event.key() == Qt.Key.Key_F9:
            self._seen()
        else:
            super().keyPressEvent(event)
