"""Comparing the form with earlier applicants: 1 takes over, 2 says it is somebody else, up and down show the next."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from counter_app.presenters.alike_view import Comparison
from counter_app.presenters.views import Dress
from counter_app.ui.dialogs.room import within
from counter_app.ui.kit.comparison import ComparisonTable
from counter_app.ui.kit.key_button import SmallKey
from counter_app.ui.kit.text import Text
from counter_app.ui.theme.fonts import Size
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

WIDTH = 780


class CompareDialog(QDialog):
    """`same` and `other` are told the key of the applicant that was decided about; `left` gives who is still open."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        left: Callable[[], tuple[Comparison, ...]],
        same: Callable[[str], None],
        other: Callable[[str], None],
    ) -> None:
        super().__init__(parent)
        self._left, self._same, self._other = left, same, other
        self._at = 0
        self._shown = left()
        self.setModal(True)
        self.setFixedWidth(within(parent, WIDTH, 0).width())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("compare")
        title = translate("Compare", "是不是同一个申请人？")
        self.setWindowTitle(title)
        self._case = Text(theme, size=Size.BASE, tone="ink2")
        self._place = Text(theme, size=Size.NOTE, tone="ink2", elide=False)
        self._why = Text(theme, size=Size.NOTE, tone="ink2", wrap=True)
        self.table = ComparisonTable(theme)
        self._build(theme, title)
        self._show()
        self.setFocus()

    def _build(self, theme: Theme, title: str) -> None:
        head = QHBoxLayout()
        head.addWidget(self._case, 1)
        head.addWidget(self._place)
        keys = QHBoxLayout()
        self.same = SmallKey(theme, "1", "", height=34)
        self.other = SmallKey(theme, "2", "", height=34)
        next_one = SmallKey(theme, "↓", translate("Compare", "下一个"), height=34)
        close = SmallKey(theme, "Esc", translate("Compare", "以后再定"), height=34)
        self.other.set_label(translate("Compare", "不是同一个"), Dress.READY)
        self.same.clicked.connect(self._take)
        self.other.clicked.connect(self._part)
        next_one.clicked.connect(self._go_on)
        next_one.setVisible(len(self._shown) > 1)
        close.clicked.connect(self.reject)
        for key in (self.same, self.other, next_one):
            keys.addWidget(key)
        keys.addStretch(1)
        keys.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        column.addWidget(Text(theme, title, size=Size.TITLE, strong=True))
        column.addLayout(head)
        column.addWidget(self._why)
        column.addWidget(self.table)
        column.addLayout(keys)

    def _show(self) -> None:
        one = self._shown[self._at]
        self._case.setText(one.title)
        self._place.setText(one.place if len(self._shown) > 1 else "")
        self._why.setText(one.why)
        self.table.show_rows(one.rows)
        fills = translate("Compare", "是同一个，取用 %n 格", "", one.fills)
        self.same.set_label(fills if one.fills else translate("Compare", "是同一个"), Dress.SUGGESTED)
        self.adjustSize()

    def _decided(self) -> None:
        self._shown, self._at = self._left(), 0
        if self._shown:
            self._show()
        else:
            self.accept()

    def _take(self) -> None:
        self._same(self._shown[self._at].key)
        # Who is the same applicant is known now; the others are no question any more.
        self.accept()

    def _part(self) -> None:
        self._other(self._shown[self._at].key)
        self._decided()

    def _go_on(self) -> None:
        self._at = (self._at + 1) % len(self._shown)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Digits decide, up and down show another, Esc leaves it open; Enter does nothing."""
        key = event.key()
        if key == Qt.Key.Key_1:
            self._take()
        elif key == Qt.Key.Key_2:
            self._part()
        elif key == Qt.Key.Key_Down:
            self._go_on()
        elif key == Qt.Key.Key_Up:
            self._at = (self._at - 1) % len(self._shown)
            self._show()
        elif key == Qt.Key.Key_Escape:
            self.reject()
