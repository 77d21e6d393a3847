"""The cases under the scan line as a model; each is read aloud as one sentence."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from counter_app.presenters.list_views import CaseRow
from counter_app.ui import words

_Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_TOP = QModelIndex()


class FoundRows(QAbstractListModel):
    """At most a handful of rows, replaced as a whole."""

    def __init__(self) -> None:
        super().__init__()
        self.found: tuple[CaseRow, ...] = ()

    def show_rows(self, rows: tuple[CaseRow, ...]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self.found = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = _TOP) -> int:  # noqa: N802 - Qt's name
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the row itself, or how it is read aloud."""
        if not index.isValid() or index.row() >= len(self.found):
            return None
        row = self.found[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            look = words.deadline(row.deadline)
            parts = (row.number, row.applicant, row.matter, words.stage(row.stage)[1], look.text if look else "")
            return ", ".join(part for part in parts if part)
        return None
