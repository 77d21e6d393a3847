"""The current row of a list in a dialog: a quiet ground and a bar at its left, as in the lists of the pages."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from counter_app.ui.theme.theme import Theme

_BAR = 3


class CurrentRow(QStyledItemDelegate):
    """Draws the bar; the ground is the list's palette."""

    def __init__(self, theme: Theme, rows: QTreeView) -> None:
        super().__init__(rows)
        self._theme, self._rows = theme, rows
        palette = rows.palette()
        palette.setColor(QPalette.ColorRole.Highlight, theme.color("accent_soft"))
        palette.setColor(QPalette.ColorRole.HighlightedText, theme.color("ink"))
        rows.setPalette(palette)
        rows.setItemDelegate(self)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a cell, and the bar before the first one of the current row."""
        super().paint(painter, option, index)
        if index.column() == 0 and index.row() == self._rows.currentIndex().row():
            rect = option.rect
            painter.fillRect(0, rect.top(), _BAR, rect.height(), self._theme.color("accent"))
