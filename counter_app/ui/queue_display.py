"""The queue display: a window of its own for a second screen, with the ticket called now in large type."""

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QFont, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from counter_app.presenters.tickets import DisplayView
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

_SIZE = (960, 540)


class QueueDisplay(QWidget):
    """Shows number and window; it takes no focus and no keys, for nobody works at it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus)
        self._theme = theme
        self._view = DisplayView(window=0)
        self.setObjectName("queue_display")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.resize(*_SIZE)
        self.retranslate()

    def show_beside(self) -> None:
        """Show it whole on the second screen where there is one, else as a window."""
        screens = QGuiApplication.screens()
        if len(screens) > 1:
            self.setGeometry(screens[1].geometry())
            self.showFullScreen()
        else:
            self.show()

    def show_view(self, view: DisplayView) -> None:
        """Show the ticket called now and those before."""
        self._view = view
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self.setWindowTitle(translate("Queue", "叫号屏"))
        self.setAccessibleName(self.sentence())
        self.update()

    def sentence(self) -> str:
        """Return what the display says, read aloud."""
        if not self._view.number:
            return translate("Queue", "请等候叫号")
        return translate("Queue", "请 {number} 到 {window} 号窗口").format(
            number=self._view.number, window=self._view.window
        )

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it to the size of its screen."""
        painter = QPainter(self)
        width, height = self.width(), self.height()
        painter.fillRect(self.rect(), self._theme.color("panel"))
        foot = QRectF(0, height * 0.82, width, height * 0.18)
        painter.fillRect(foot, self._theme.color("sunk"))
        if self._view.number:
            box = QRectF(0, height * 0.06, width, height * 0.50)
            self._write(painter, box, self._view.number, height * 0.42, "accent", strong=True)
        # Without a number the sentence has the place of both.
        top, share = (0.58, 0.20) if self._view.number else (0.06, 0.72)
        said = QRectF(width * 0.04, height * top, width * 0.92, height * share)
        self._write(painter, said, self.sentence(), height * 0.12, "ink", strong=True)
        if self._view.earlier:
            before = translate("Queue", "刚才叫过") + "  " + "   ".join(self._view.earlier)
            self._write(painter, foot.adjusted(width * 0.04, 0, -width * 0.04, 0), before, height * 0.06, "ink2")

    def _write(self, painter: QPainter, box: QRectF, text: str, px: float, tone: str, *, strong: bool = False) -> None:
        """Write in the middle of a box, smaller where it would not fit."""
        face = QFont(font(Size.HUGE, strong=strong))
        face.setPixelSize(max(12, round(px)))
        painter.setFont(face)
        needed = painter.fontMetrics().horizontalAdvance(text)
        if needed > box.width():
            face.setPixelSize(max(12, round(px * box.width() / needed)))
            painter.setFont(face)
        painter.setPen(self._theme.color(tone))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
