"""The current row of a list in a dialog: a quiet ground and a bar at its left, as in the lists of the pages."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from counter_app.ui.theme.theme import Theme

_BAR, _GAP = 3, 5


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
        if index.column() == 0:
            moved = QStyleOptionViewItem(option)
            moved.rect = option.rect.adjusted(_GAP, 0, 0, 0)
            super().paint(painter, moved, index)
            if index.row() == self._rows.currentIndex().row():
                edge = option.rect.adjusted(0, 0, _GAP, 0)
                painter.fillRect(edge.left(), edge.top(), _GAP, edge.height(), self._theme.color("accent_soft"))
                painter.fillRect(edge.left(), edge.top(), _BAR, edge.height(), self._theme.color("accent"))
            return
        super().paint(painter, option, index)
