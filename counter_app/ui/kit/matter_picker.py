"""Choosing a matter: type a code, a name or pinyin initials, choose with the arrows; then it stands as a card."""

from PySide6.QtCore import QPoint, QRect, QRectF, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QSizePolicy, QWidget

from counter_app.presenters.views import MatterCard
from counter_app.ui.kit.prose import draw_line
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

_ROW = 26
_ROWS = 8


class _Typing(QLineEdit):
    """The edit of the picker; it hands on the keys that move in the list."""

    moved = Signal(int)
    confirmed = Signal()
    closed = Signal()
    focus_left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows, Enter and Esc belong to the picker."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirmed.emit()
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Tell the picker, which closes its list."""
        super().focusOutEvent(event)
        self.focus_left.emit()


class MatterPicker(QWidget):
    """A card of 46 px; typing opens an edit in it and a list beneath."""

    typed = Signal(str)
    chosen = Signal(str)
    went_on = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._card: MatterCard | None = None
        self._matches: tuple[MatterCard, ...] = ()
        self.setFixedHeight(46)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.edit = _Typing()
        self.edit.setProperty("bare", "true")
        self.edit.setObjectName("matter")
        row = QHBoxLayout(self)
        row.setContentsMargins(38, 0, 30, 0)
        row.addWidget(self.edit)
        self._model = QStringListModel(self)
        self._list = QListView(self)
        self._list.hide()
        self._list.setModel(self._model)
        self._list.setProperty("popup", "true")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._list.clicked.connect(self._choose_current)
        self.edit.textEdited.connect(self._type)
        self.edit.moved.connect(self._move)
        self.edit.confirmed.connect(self._confirm)
        self.edit.closed.connect(self._close)
        self.edit.focus_left.connect(self._close)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_matter(None, "")

    def show_matter(self, card: MatterCard | None, typed: str) -> None:
        """Show the chosen matter, or the edit while there is none."""
        self._card = card
        self.edit.setVisible(card is None)
        self.setFocusProxy(self.edit if card is None else None)  # type: ignore[arg-type]
        if card is None:
            self.edit.setPlaceholderText(translate("MatterPicker", "事项编码、名称或拼音首字母"))
            if self.edit.text() != typed:
                self.edit.setText(typed)
        self.edit.setAccessibleName(translate("MatterPicker", "事项"))
        self.setAccessibleName(f"{card.name}, {card.summary}" if card else translate("MatterPicker", "事项"))
        self.update()

    def show_matches(self, matches: tuple[MatterCard, ...]) -> None:
        """Offer what fits what was typed, best first."""
        self._matches = matches[:_ROWS]
        self._model.setStringList([f"{card.code}  {card.name}" for card in self._matches])
        if not self._matches or not self.edit.isVisible():
            self._close()
            return
        # A child of the window lies over the panels below; a window of its own may not be placed on Wayland.
        window = self.window()
        self._list.setParent(window)
        self._list.setGeometry(QRect(self.mapTo(window, QPoint(0, self.height() + 2)), self.size()))
        self._list.setFixedHeight(_ROW * len(self._matches) + 4)
        self._list.setCurrentIndex(self._model.index(0, 0))
        self._list.show()
        self._list.raise_()

    def _type(self, text: str) -> None:
        self.typed.emit(text)

    def _move(self, step: int) -> None:
        row = max(0, min(len(self._matches) - 1, self._list.currentIndex().row() + step))
        self._list.setCurrentIndex(self._model.index(row, 0))

    def _confirm(self) -> None:
        if self._matches:
            self._choose_current()
        else:
            self.went_on.emit()

    def _choose_current(self) -> None:
        row = self._list.currentIndex().row()
        self._close()
        if 0 <= row < len(self._matches):
            self.chosen.emit(self._matches[row].code)

    def _close(self) -> None:
        self._list.hide()

    def open_edit(self, text: str = "") -> None:
        """Go back to typing; the chosen matter stays until another is chosen."""
        self.edit.setVisible(True)
        self.setFocusProxy(self.edit)
        self._card = None
        self.edit.setText(text)
        self.edit.setFocus()
        if text:
            self.typed.emit(text)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """A letter or a digit begins a new search; Enter goes on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.went_on.emit()
        elif event.text().isalnum() and self._card is not None:
            self.open_edit(event.text())
        elif event.key() == Qt.Key.Key_Down:
            self.open_edit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click begins a new search."""
        self.open_edit()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the frame, and the card when there is one."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus() or self.edit.hasFocus()
        painter.setPen(QPen(self._theme.color("accent" if focus else "line2"), 2 if focus else 1))
        painter.setBrush(self._theme.color("field"))
        inset = 1.0 if focus else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 4, 4)
        package = self._card is not None and self._card.package
        icon = "package-variant-closed" if package else "file-document-outline" if self._card else "magnify"
        self._theme.paint_icon(painter, QRectF(9, 13, 20, 20), icon, "accent")
        self._theme.paint_icon(painter, QRectF(self.width() - 26, 15, 16, 16), "menu-down", "ink2")
        if self._card is None:
            return
        width = self.width() - 38 - 30
        face = font(Size.BASE, strong=True)
        draw_line(painter, QRectF(38, 5, width, 18), self._card.name, face, self._theme.color("ink"))
        draw_line(painter, QRectF(38, 24, width, 16), self._card.summary, font(Size.NOTE), self._theme.color("ink2"))
