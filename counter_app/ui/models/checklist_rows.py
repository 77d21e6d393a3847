"""The checklist as a table: one frozen row a material, five columns that take marks."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from counter_app.presenters.views import Mark, MarkColumn, MaterialRow
from counter_app.ui.kit.prose import plain
from counter_app.ui.models.grouped_rows import Role
from counter_app.ui.tongue import translate

AnyIndex = QModelIndex | QPersistentModelIndex
FIRST_MARK = 2
MARKS = tuple(MarkColumn)


def column_of(mark: MarkColumn) -> int:
    """Return the table's column of a mark."""
    return FIRST_MARK + MARKS.index(mark)


def mark_words(mark: Mark) -> str:
    """Return a mark as it is read aloud."""
    if mark.word:
        return mark.word
    if mark.have is not None:
        return f"{mark.have}/{mark.need}" if mark.need is not None else str(mark.have)
    return ""


class ChecklistRows(QAbstractTableModel):
    """The rows of the checklist; showing the same materials again keeps the cell that takes keys."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[MaterialRow, ...] = ()

    @property
    def rows(self) -> tuple[MaterialRow, ...]:
        """What is shown."""
        return self._rows

    def show_rows(self, rows: tuple[MaterialRow, ...]) -> None:
        """Show rows; only a change of the materials themselves resets the table."""
        same = tuple(row.code for row in rows) == tuple(row.code for row in self._rows)
        if same:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def retranslate(self) -> None:
        """Name the columns anew."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def rowCount(self, parent: AnyIndex | None = None) -> int:  # noqa: N802 - Qt's name
        """One row a material."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex | None = None) -> int:  # noqa: N802 - Qt's name
        """Number, name, and the marks."""
        return 0 if parent is not None and parent.isValid() else FIRST_MARK + len(MARKS)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The frozen row, or the words of a cell."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Role.ROW:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.number} {row.name}, {self.title(index.column())} {self._cell(row, index.column())}".strip()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 1:
            return row.name
        return None

    @staticmethod
    def _cell(row: MaterialRow, column: int) -> str:
        if column == 0:
            return str(row.number)
        if column == 1:
            return f"{row.name}, {plain(row.state.text)}"
        mark = MARKS[column - FIRST_MARK]
        if mark is MarkColumn.SCANS:
            text = translate("Checklist", "%n 页", "", row.pages)
            return text if row.pages else ""
        return mark_words(getattr(row, mark.value))

    @staticmethod
    def title(column: int) -> str:
        """Return the heading of a column in the language in force."""
        titles = (
            "",
            translate("Checklist", "材料"),
            translate("Checklist", "原件"),
            translate("Checklist", "复印"),
            translate("Checklist", "扫描"),
            translate("Checklist", "电证"),
            translate("Checklist", "后补"),
        )
        return titles[column]

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The headings."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.title(section)
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Cells are reached and marked by keys, never edited in place."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
