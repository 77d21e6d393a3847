"""A paper large: fitted, nearer, turned, page by page, all by keys; Esc gives the focus back where it was."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QTransform
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from casework.errors import ProductError
from counter_app.presenters.case_views import ScanView
from counter_app.ui.kit.keycap import Hint
from counter_app.ui.kit.prose import line_px
from counter_app.ui.kit.text import Text
from counter_app.ui.paper_pictures import PaperPictures, Shown
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

_STEP, _NEAREST = 1.25, 6.0
_LONGEST_PX = 4096
_SYMBOL = 64
_MARGIN = 16


class Canvas(QWidget):
    """The page itself, or a drawn symbol and the sentence that says why there is none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: Shown | None = None
        self._turns, self._sentence = 0, ""

    def show_page(self, shown: Shown | None, size: QSize, turns: int, sentence: str) -> None:
        """Draw a page into `size` logical pixels, turned by quarters; without one the sentence."""
        self._shown, self._turns, self._sentence = shown, turns, sentence
        self.setFixedSize(size)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._shown is not None and self._shown.image is not None:
            image = self._shown.image.transformed(QTransform().rotate(90 * self._turns))
            painter.drawImage(QRectF(self.rect()), image)
            painter.setPen(self._theme.color("line2"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            return
        middle = QRectF(self.rect()).center()
        waits = self._shown is None
        box = QRectF(middle.x() - _SYMBOL / 2, middle.y() - _SYMBOL, _SYMBOL, _SYMBOL)
        self._theme.paint_icon(painter, box, "file-clock-outline" if waits else "file-alert-outline", "ink2")
        painter.setPen(self._theme.color("ink"))
        painter.setFont(font(Size.BASE))
        below = QRectF(_MARGIN, middle.y() + 8, self.width() - 2 * _MARGIN, 4 * line_px(font(Size.BASE)))
        wrap = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(below, int(wrap), self._sentence)


class PaperViewer(QDialog):
    """Shows the scans of one material; `words` says errors in the language in force."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        scans: tuple[ScanView, ...],
        pictures: PaperPictures,
        words: Callable[[ProductError], str],
    ) -> None:
        super().__init__(parent)
        self._scans, self._pictures, self._words = scans, pictures, words
        self._scan = self._page = self._turns = 0
        self._pages = 1
        self._near = 1.0
        self._before: tuple[tuple[str, int], Shown | None] = (("", 0), None)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("paper")
        self._title = Text(theme, size=Size.CASE, strong=True)
        self._place = Text(theme, tone="ink2", elide=False)
        self.canvas = Canvas(theme)
        self._scroll = QScrollArea()
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._scroll.setWidget(self.canvas)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._build(theme)
        self.resize(parent.size() * 0.96)
        pictures.arrived.connect(self._arrived)
        self.setFocus()

    def _build(self, theme: Theme) -> None:
        head, keys = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._place)
        keys.setSpacing(15)
        hints = (
            (("+", "−"), translate("Viewer", "远近")),
            (("0",), translate("Viewer", "整页")),
            (("R",), translate("Viewer", "转")),
            (("PgUp", "PgDn"), translate("Viewer", "上一页、下一页")),
            (("Esc",), translate("Viewer", "回去")),
        )
        for caps, word in hints:
            keys.addWidget(Hint(theme, caps, word))
        keys.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 10, _MARGIN, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        column.addLayout(keys)

    # --- what is shown ---

    def _fitted(self) -> int:
        """Return the longer side of a page that fits, in logical pixels."""
        room = self._scroll.viewport().size()
        return max(64, min(room.width(), room.height()) if self._turns % 2 else max(room.width(), room.height()))

    def _draw(self) -> None:
        scan = self._scans[self._scan]
        longest = min(_LONGEST_PX, round(self._fitted() * self._near * self.devicePixelRatioF()))
        shown = self._pictures.picture(scan.sha256, self._page, longest)
        if shown is None and self._before[0] == (scan.sha256, self._page):
            # The same page at another size stands in until it comes sharper.
            shown = self._before[1]
        self._before = ((scan.sha256, self._page), shown)
        room = self._scroll.viewport().size()
        sentence = translate("Viewer", "正在画这一页⋯")
        size = room
        if shown is not None:
            self._pages = max(1, shown.pages)
            sentence = self._words(shown.error) if shown.error is not None else ""
        if shown is not None and shown.image is not None:
            page = shown.image.size()
            if self._turns % 2:
                page.transpose()
            size = page.scaled(room, Qt.AspectRatioMode.KeepAspectRatio) * self._near
        self.canvas.show_page(shown, size, self._turns, sentence)
        self._title.setText(scan.title)
        count = translate("Viewer", "第 {0} 页，共 {1} 页").format(self._page + 1, self._pages)
        files = translate("Viewer", "文件 {0}/{1}").format(self._scan + 1, len(self._scans))
        self._place.setText(f"{files}  {count}" if len(self._scans) > 1 else count)
        self.setWindowTitle(scan.title)
        self.setAccessibleName(f"{scan.title}, {self._place.text()}")
        self.setAccessibleDescription(sentence)

    def _arrived(self, sha256: str) -> None:
        if sha256 == self._scans[self._scan].sha256:
            self._draw()

    def showEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """Draw once the room is known."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._draw()

    def resizeEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """Fit again."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        if self.isVisible():
            self._draw()

    # --- keys ---

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Near and far, turn, pages; arrows move what is near."""
        key = event.key()
        bars = (self._scroll.horizontalScrollBar(), self._scroll.verticalScrollBar())
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._near = min(_NEAREST, self._near * _STEP)
        elif key == Qt.Key.Key_Minus:
            self._near = max(1.0, self._near / _STEP)
        elif key == Qt.Key.Key_0:
            self._near = 1.0
        elif key == Qt.Key.Key_R:
            self._turns = (self._turns + 1) % 4
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_Space):
            self._go(1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_Backspace):
            self._go(-1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            bars[0].setValue(bars[0].value() + (60 if key == Qt.Key.Key_Right else -60))
            return
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            bars[1].setValue(bars[1].value() + (60 if key == Qt.Key.Key_Down else -60))
            return
        else:
            super().keyPressEvent(event)
            return
        self._draw()

    def _go(self, step: int) -> None:
        """Go to the next or the earlier page, over the ends of a file."""
        if 0 <= self._page + step < self._pages:
            self._page += step
        elif 0 <= self._scan + step < len(self._scans):
            self._scan += step
            self._page, self._pages = 0, 1

    @property
    def place(self) -> tuple[int, int]:
        """The file and the page that are shown, counted from 0."""
        return self._scan, self._page
