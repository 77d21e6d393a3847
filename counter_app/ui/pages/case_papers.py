"""The middle of a case: the limit day by day, and where every paper lies."""

from typing import Any, cast

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from counter_app.presenters.case_views import Holder, PaperRow
from counter_app.presenters.views import DueView
from counter_app.ui import words
from counter_app.ui.kit.chip import Chip
from counter_app.ui.kit.day_strip import DayStrip
from counter_app.ui.kit.keycap import Hint
from counter_app.ui.kit.month import Legend
from counter_app.ui.kit.panel import Panel
from counter_app.ui.kit.prose import draw_line, lay
from counter_app.ui.kit.table import PAD, RowDelegate, RowTable
from counter_app.ui.kit.text import Text
from counter_app.ui.kit.thumbnail import paint_thumbnail
from counter_app.ui.models.grouped_rows import Head, Role
from counter_app.ui.pages.new_aside import legend_for
from counter_app.ui.paper_pictures import PaperPictures
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

_HOLDERS = {
    Holder.DEPARTMENT: "office-building-outline",
    Holder.APPLICANT: "account-outline",
    Holder.WINDOW: "archive-outline",
}
_WIDTHS = (44, 248, 118, 176, 58)
AnyIndex = QModelIndex | QPersistentModelIndex


class CaseDuePanel(Panel):
    """Part 2: the strip of days, both limits, the sentence."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, number=2, parent=parent)
        self._standing = Chip(theme)
        self.add_right(self._standing)
        self._strip, self._legend = DayStrip(theme), Legend(theme)
        self._statutory = Text(theme, size=Size.NOTE, tone="ink2", elide=False)
        self._sentence = Text(theme, size=Size.NOTE, wrap=True)
        self._remark = Text(theme, size=Size.NOTE, wrap=True)
        line = QHBoxLayout()
        line.addWidget(self._legend, 1)
        line.addWidget(self._statutory)
        self.body.setSpacing(3)
        self.body.addWidget(self._strip)
        self.body.addLayout(line)
        self.body.addWidget(self._sentence)
        self.body.addWidget(self._remark)

    def retranslate(self) -> None:
        """Name the panel."""
        self.title.setText(translate("Case", "期限"))

    def show_due(self, due: DueView | None, subtitle: str) -> None:
        """Show the limit; nothing while none runs."""
        self.setVisible(due is not None)
        if due is None:
            return
        self.set_remark(subtitle)
        self._standing.set_look(words.deadline(due.standing) if due.standing else None)
        self._strip.show_days(due.days)
        self._legend.show_entries(legend_for(due.days))
        statutory = translate("Case", "法定 {0} 日：{1}")
        self._statutory.setText(statutory.format(due.statutory_days, words.day(due.statutory_due)))
        self._sentence.setText(due.sentence)
        self._remark.set_note(due.remark)


class PaperRows(QAbstractTableModel):
    """The papers of a case."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[PaperRow, ...] = ()

    def show_rows(self, rows: tuple[PaperRow, ...]) -> None:
        """Show other papers."""
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def retranslate(self) -> None:
        """Name the columns anew."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 4)

    def rowCount(self, parent: AnyIndex | None = None) -> int:  # noqa: N802 - Qt's name
        """One row a paper."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex | None = None) -> int:  # noqa: N802 - Qt's name
        """Thumbnail, name, what came in, who has it, since when."""
        return 0 if parent is not None and parent.isValid() else len(_WIDTHS)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The frozen row, or the words of a cell."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Role.ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ("", row.name, row.received, row.held_by, row.since)[index.column()]
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The headings."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        titles = (
            "",
            translate("Case", "材料"),
            translate("Case", "收到"),
            translate("Case", "纸件在谁手里"),
            translate("Case", "自"),
        )
        return titles[section]


def _no_heads(head: Head) -> tuple[str, str, str, str]:
    return "circle-outline", "ink", head.key, str(head.count)


class PaperCells(RowDelegate):
    """Draws a paper."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, _no_heads, parent)
        self.pictures: PaperPictures | None = None

    def _paint_thumbnail(self, painter: QPainter, box: QRectF, paper: PaperRow) -> None:
        """Draw the first page; until it is there, or for ever if it cannot be, a sheet of its kind."""
        sha256 = paper.scans[0].sha256 if paper.scans else ""
        paint_thumbnail(painter, self.theme, self.pictures, box, sha256, paper.sheet)

    def paint_cell(self, painter: QPainter, rect: QRectF, row: object, column: int) -> None:
        """Draw one cell."""
        paper = cast("PaperRow", row)
        inner = rect.adjusted(PAD, 0, -PAD, -1)
        quiet = self.theme.color("ink2")
        if column == 0:
            sheet = QRectF(rect.left() + 10, rect.center().y() - 19.5, 29, 39)
            self._paint_thumbnail(painter, sheet, paper)
        elif column == 1:
            laid = lay(paper.name, font(Size.BASE), inner.width(), max_lines=2)
            top = rect.center().y() - laid.height / 2
            laid.draw(painter, QPointF(inner.left(), top), self.theme.color("ink"))
        elif column == 3:  # noqa: PLR2004 - the order of the columns
            tone = "warn" if paper.waiting else "ink2"
            icon = QRectF(inner.left(), rect.center().y() - 7.5, 14, 14)
            self.theme.paint_icon(painter, icon, _HOLDERS[paper.holder], tone)
            words_tone = self.theme.color("warn" if paper.waiting else "ink")
            draw_line(painter, inner.adjusted(18, 0, 0, 0), paper.held_by, font(Size.NOTE), words_tone)
        else:
            draw_line(painter, inner, paper.received if column == 2 else paper.since, font(Size.NOTE), quiet)  # noqa: PLR2004


class PapersPanel(Panel):
    """Part 3."""

    opened = Signal(int)

    def __init__(self, theme: Theme, *, opens: bool, parent: QWidget | None = None) -> None:
        super().__init__(theme, number=3, flush=True, parent=parent)
        self.rows = PaperRows(self)
        self.table = RowTable(theme, 51)
        self.table.setModel(self.rows)
        self._cells = PaperCells(theme, self.table)
        self.table.setItemDelegate(self._cells)
        self.table.set_widths(_WIDTHS, frozenset({1}), (4, 2))
        self.table.setMinimumHeight(29 + 2 * 51)
        self.table.setObjectName("papers")
        self.table.opened.connect(self.opened)
        self._open = Hint(theme, ("Enter",), "")
        self._open.setVisible(opens)
        self.add_right(self._open)
        self._situation = Text(theme, size=Size.NOTE, tone="ink2", wrap=True, lines=2)
        indent = QHBoxLayout()
        indent.setContentsMargins(10, 6, 10, 6)
        indent.addWidget(self._situation)
        self.body.addLayout(indent)
        self.body.addWidget(self.table, 1)

    def take_pictures(self, pictures: PaperPictures) -> None:
        """Draw thumbnails from these."""
        self._cells.pictures = pictures
        pictures.arrived.connect(self.table.viewport().update)

    def retranslate(self) -> None:
        """Name panel and columns."""
        self.title.setText(translate("Case", "材料与纸件"))
        self._open.set_word(translate("Case", "看大图"))
        self.table.setAccessibleName(translate("Case", "材料与纸件"))
        self.rows.retranslate()

    def show_papers(self, papers: tuple[PaperRow, ...], subtitle: str, situation: str = "") -> None:
        """Show the papers, and the situation they follow from where the matter asks about one."""
        self.set_remark(subtitle)
        self._situation.setText(situation)
        self._situation.setVisible(bool(situation))
        self.rows.show_rows(papers)
        if papers and not self.table.currentIndex().isValid():
            self.table.go_to(0)
