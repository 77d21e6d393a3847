"""The banner: offline or catching up is a state, with what works, how many wait, and what comes next."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from counter_app.presenters.shell_views import BannerKind, BannerView
from counter_app.ui.kit.breadth import Breadth
from counter_app.ui.kit.keycap import Hint
from counter_app.ui.kit.prose import draw_line, text_width
from counter_app.ui.kit.text import Icon, Text
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

HEIGHT, LOW_HEIGHT = 30, 25
_ICONS = {
    BannerKind.OFFLINE: ("cloud-off-outline", "warn"),
    BannerKind.CATCHING_UP: ("cloud-sync-outline", "accent"),
    BannerKind.NOT_LET_IN: ("shield-alert-outline", "bad"),
    BannerKind.CLOCK: ("clock-alert-outline", "warn"),
    BannerKind.DISK: ("harddisk", "bad"),
    BannerKind.CATALOGUE: ("shield-alert-outline", "warn"),
    BannerKind.TRAINING: ("school-outline", "warn"),
}


class CountPill(QWidget):
    """A rounded outline with icon, word and count."""

    def __init__(self, theme: Theme, icon: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icon, self._tone = theme, icon, tone
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_count(self, word: str, count: int) -> None:
        """Show the count, or nothing when it is 0."""
        self._text = f"{word} **{count}**"
        self.setVisible(count > 0)
        self.setAccessibleName(f"{word} {count}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Icon, word, count."""
        return QSize(text_width(self._text, Size.NOTE) + 37, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color(self._tone), 1))
        painter.setBrush(self._theme.color("panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        self._theme.paint_icon(painter, QRectF(8, 3, 14, 14), self._icon, self._tone)
        box = QRectF(26, 0, self.width() - 30, 20)
        draw_line(painter, box, self._text, font(Size.NOTE), self._theme.color(self._tone))


class Progress(QWidget):
    """A thin bar of how much is done."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._share = theme, 0.0
        self.setFixedSize(150, 8)

    def show_share(self, share: float) -> None:
        """Show a share from 0 to 1."""
        self._share = max(0.0, min(1.0, share))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        painter = QPainter(self)
        box = QRectF(0.5, 1.5, self.width() - 1, 5)
        painter.setPen(QPen(self._theme.color("accent"), 1))
        painter.setBrush(self._theme.color("panel"))
        painter.drawRect(box)
        painter.fillRect(QRectF(1, 2, (box.width() - 1) * self._share, 4), self._theme.color("accent"))


class Banner(QWidget):
    """Thirty pixels over the page; hidden while all is well."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: BannerView | None = None
        self._narrow = False
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 1)
        row.setSpacing(10)
        self._icon = Icon(theme, "cloud-off-outline", "warn", 18)
        self._title = Text(theme, size=Size.NOTE, strong=True, elide=False)
        self._text = Text(theme, size=Size.NOTE)
        self._bar = Progress(theme)
        self._progress = Text(theme, size=Size.NOTE, tone="ink2")
        self._waiting = CountPill(theme, "tray-arrow-up", "ink2")
        self._refused = CountPill(theme, "close-circle-outline", "bad")
        self._contested = CountPill(theme, "compare-horizontal", "hold")
        self._tail = Text(theme, size=Size.NOTE, tone="ink2", elide=False)
        self._open = Hint(theme, ("Alt+O",), "", word_first=True)
        for widget in (self._icon, self._title, self._text, self._bar, self._progress):
            row.addWidget(widget)
        row.addStretch(1)
        for counted in (self._waiting, self._refused, self._contested):
            row.addWidget(counted)
        row.addWidget(self._tail)
        row.addWidget(self._open)
        self.setVisible(False)

    def set_breadth(self, breadth: Breadth) -> None:
        """Be lower in a narrow window, and leave out what comes next: the outbox has it."""
        self._narrow = breadth is Breadth.NARROW
        self.setFixedHeight(LOW_HEIGHT if self._narrow else HEIGHT)
        self.show_banner(self._view if not self.isHidden() else None)

    def show_banner(self, view: BannerView | None) -> None:
        """Show a state; None hides the banner."""
        self._view = view
        self.setVisible(view is not None)
        if view is None:
            return
        self._icon.set_icon(*_ICONS[view.kind])
        self._title.setText(view.title)
        self._text.setText(view.text)
        self._bar.setVisible(view.total > 0)
        self._bar.show_share(view.done / view.total if view.total else 0.0)
        self._progress.setText(view.progress)
        self._progress.setVisible(bool(view.progress))
        self._waiting.show_count(translate("Banner", "待发"), view.waiting)
        self._refused.show_count(translate("Banner", "被退"), view.refused)
        self._contested.show_count(translate("Banner", "有争议"), view.contested)
        self._tail.setText(view.tail)
        self._tail.setVisible(not self._narrow)
        self._open.set_word("" if self._narrow else translate("Acts", "发件"))
        self._open.setAccessibleName(f"Alt+O {translate('Acts', '发件')}")
        self._open.setVisible(view.kind not in {BannerKind.CATCHING_UP, BannerKind.TRAINING})
        self.setAccessibleName(f"{view.title} {view.text}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the ground: soft, or striped while training."""
        painter = QPainter(self)
        view = self._view
        catching_up = view is not None and view.kind is BannerKind.CATCHING_UP and not view.training
        painter.fillRect(self.rect(), self._theme.color("accent_soft" if catching_up else "warn_soft"))
        if view is not None and view.training:
            stripes = self._theme.color("warn")
            stripes.setAlphaF(0.25)
            painter.setBrush(stripes)
            painter.setPen(Qt.PenStyle.NoPen)
            brush = painter.brush()
            brush.setStyle(Qt.BrushStyle.BDiagPattern)
            painter.fillRect(self.rect(), brush)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.color("line"))
