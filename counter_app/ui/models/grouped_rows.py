"""A list of frozen rows under group heads, asked for in pages.

The source sorts, filters and counts; the model keeps the counts of the groups and a few pages of rows, so that a
list of any length costs what is on the screen. A head is a row of its own; folding a group hides its rows.
"""

from collections import OrderedDict
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from counter_app.presenters.list_views import Asked, GroupCount, RowSource

Row = TypeVar("Row")
AnyIndex = QModelIndex | QPersistentModelIndex
PAGE = 64
_PAGES_KEPT = 32


class Role(IntEnum):
    """What the delegate asks for beyond Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1
    HEAD = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a group."""

    key: str
    count: int
    folded: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its id and its heading, in the language in force."""

    id: str
    title: str


class GroupedRows(QAbstractTableModel, Generic[Row]):
    """The model; `text_of(row, column id)` gives what is read aloud for a cell."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[Column, ...] = ()
        self._source: RowSource[Row] | None = None
        self._asked = Asked()
        self._groups: tuple[GroupCount, ...] = ()
        self._folded: set[str] = set()
        self._pages: OrderedDict[int, tuple[Row, ...]] = OrderedDict()

    # --- what is shown ---

    def set_columns(self, columns: tuple[Column, ...]) -> None:
        """Name the columns; again after a change of language."""
        if len(columns) != len(self._columns):
            self.beginResetModel()
            self._columns = columns
            self.endResetModel()
            return
        self._columns = columns
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(columns) - 1)

    def columns(self) -> tuple[Column, ...]:
        """Return the columns."""
        return self._columns

    def ask(self, source: RowSource[Row], asked: Asked) -> None:
        """Ask the source anew; folded groups stay folded."""
        self.beginResetModel()
        self._source, self._asked = source, asked
        self._groups = source.groups(asked)
        self._pages.clear()
        self.endResetModel()

    def forget(self) -> None:
        """Show nothing and ask nothing any more."""
        self.beginResetModel()
        self._source, self._groups = None, ()
        self._pages.clear()
        self.endResetModel()

    def fold(self, key: str) -> None:
        """Hide the rows of a group, or show them again."""
        self.beginResetModel()
        self._folded ^= {key}
        self.endResetModel()

    @property
    def asked(self) -> Asked:
        """What was asked for last."""
        return self._asked

    def total(self) -> int:
        """Return how many rows there are, heads not counted, folded ones counted."""
        return sum(group.count for group in self._groups)

    def head_at(self, line: int) -> Head | None:
        """Return the head at a line of the table, or None when a row stands there."""
        place = self._place(line)
        return place if isinstance(place, Head) else None

    def row_at(self, line: int) -> Row | None:
        """Return the row at a line of the table, or None for a head."""
        place = self._place(line)
        return self._row(place) if isinstance(place, int) else None

    def heads(self) -> list[int]:
        """Return the lines on which heads stand."""
        lines, line = [], 0
        for group in self._groups:
            lines.append(line)
            line += 1 + self._shown(group)
        return lines

    def line_of(self, number: int) -> int:
        """Return the line of the row with that number in the source's order; -1 when it is folded or absent."""
        line, before = 0, 0
        for group in self._groups:
            if before <= number < before + group.count:
                return line + 1 + number - before if group.key not in self._folded else -1
            before += group.count
            line += 1 + self._shown(group)
        return -1

    def _shown(self, group: GroupCount) -> int:
        return 0 if group.key in self._folded else group.count

    def _place(self, line: int) -> Head | int | None:
        """Return the head at a line, or the row's number in the source's order, or None past the end."""
        before = 0
        for group in self._groups:
            if line == 0:
                return Head(group.key, group.count, group.key in self._folded)
            line -= 1
            shown = self._shown(group)
            if 0 <= line < shown:
                return before + line
            line -= shown
            before += group.count
        return None

    def _row(self, number: int) -> Row | None:
        page, at = divmod(number, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            if self._source is None:
                return None
            rows = self._source.page(self._asked, page * PAGE, PAGE)
            self._pages[page] = rows
            if len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(page)
        # Rows may have gone since the groups were counted; the next `ask` puts it right.
        return rows[at] if at < len(rows) else None

    # --- Qt's questions ---

    def rowCount(self, parent: AnyIndex | None = None) -> int:  # noqa: N802 - Qt's name
        """Heads and shown rows."""
        if parent is not None and parent.isValid():
            return 0
        return sum(1 + self._shown(group) for group in self._groups)

    def columnCount(self, parent: AnyIndex | None = None) -> int:  # noqa: N802 - Qt's name
        """The columns."""
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The frozen row, the head, or the words of a cell."""
        if not index.isValid():
            return None
        if role == Role.HEAD:
            return self.head_at(index.row())
        if role == Role.ROW:
            return self.row_at(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            head = self.head_at(index.row())
            if head is not None:
                return self.head_words(head) if index.column() == 0 else ""
            row = self.row_at(index.row())
            return "" if row is None else self.words(row, self._columns[index.column()].id)
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The heading of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title if section < len(self._columns) else None
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Everything can be reached; nothing is edited in place."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    # --- what a list of its own kind says ---

    def words(self, row: Row, column: str) -> str:
        """Return the words of a cell; a list of its own kind says more."""
        return str(getattr(row, column, ""))

    def head_words(self, head: Head) -> str:
        """Return the words of a group's head."""
        return f"{head.key} {head.count}"
