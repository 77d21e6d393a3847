"""The top bar: scan line, what was scanned last, ticket, devices, clerk, time."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter_app.presenters.shell_views import ShellView
from counter_app.presenters.views import Tone
from counter_app.ui import words
from counter_app.ui.kit.breadth import Breadth
from counter_app.ui.kit.devices import Devices
from counter_app.ui.kit.key_button import SmallKey
from counter_app.ui.kit.prose import draw_line
from counter_app.ui.kit.scan_line import ScanLine
from counter_app.ui.kit.text import TONES, Icon, Text
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

HEIGHT, LOW_HEIGHT = 48, 41
_SCAN, _LEAST_SCAN = 472, 280
_ANY_WIDTH = 16777215


class WindowBlock(QWidget):
    """The number of the window, white on the accent."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._number = theme, 0
        self.setFixedSize(68, HEIGHT)

    def set_breadth(self, breadth: Breadth) -> None:
        """Be smaller in a narrow window."""
        narrow = breadth is Breadth.NARROW
        self.setFixedSize(52 if narrow else 68, LOW_HEIGHT if narrow else HEIGHT)

    def show_number(self, number: int) -> None:
        """Show it."""
        self._number = number
        self.setAccessibleName(f"{number} {translate('Shell', '号窗口')}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("accent"))
        ink = self._theme.color("on_accent")
        box = self.rect().toRectF()
        centre = Qt.AlignmentFlag.AlignHCenter
        lift = 4 if self.height() == HEIGHT else 0
        number = box.adjusted(0, lift, 0, 24 - self.height() + lift)
        draw_line(painter, number, str(self._number), font(Size.WINDOW, strong=True), ink, centre)
        below = box.adjusted(0, 22 + lift, 0, -lift)
        word = font(Size.BASE if self.height() == HEIGHT else Size.NOTE)
        draw_line(painter, below, translate("Shell", "号窗口"), word, ink, centre)


class Divider(QWidget):
    """A short upright line."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedSize(1, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        QPainter(self).fillRect(self.rect(), self._theme.color("line"))


class TopBar(QWidget):
    """Forty-eight pixels at the head of the window."""

    def __init__(self, theme: Theme, *, tickets: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._tickets = theme, tickets
        self.setFixedHeight(HEIGHT)
        self.scan = ScanLine(theme)
        self.scan.setFixedWidth(_SCAN)
        self._scan_icon = Icon(theme, "", "ok", 18)
        self._scan_title = Text(theme, size=Size.NOTE)
        self._scan_detail = Text(theme, size=Size.NOTE, tone="ink2")
        self._serving = Text(theme, size=Size.NOTE, tone="ink2", elide=False)
        self._ticket = Text(theme, size=Size.CASE, strong=True, elide=False)
        self.next_ticket = SmallKey(theme, "Alt+T", "", cap_first=False)
        self._devices = Devices(theme)
        self._clerk = Text(theme, strong=True, icon="account-outline", icon_tone="ink2", icon_px=17, elide=False)
        self._time = Text(theme, size=Size.SECTION, strong=True, elide=False)
        self._date = Text(theme, size=Size.NOTE, tone="ink2", elide=False)
        self._last = QWidget()
        self._beyond = QWidget()
        self._narrow = False
        self._build()

    def set_breadth(self, breadth: Breadth) -> None:
        """Give the scan line what room there is; a narrow window keeps it, the ticket, the clerk and the time."""
        self._narrow = breadth is Breadth.NARROW
        self.setFixedHeight(LOW_HEIGHT if self._narrow else HEIGHT)
        wide = breadth is Breadth.WIDE
        self.scan.setMinimumWidth(_SCAN if wide else _LEAST_SCAN)
        self.scan.setMaximumWidth(_SCAN if wide else _ANY_WIDTH if self._narrow else _LEAST_SCAN)
        self._last.setVisible(not self._narrow)
        self._beyond.setVisible(not self._narrow)
        self._date.setVisible(not self._narrow)
        self.retranslate()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 1)
        row.setSpacing(6)
        row.addWidget(self.scan)
        last = QHBoxLayout(self._last)
        last.setContentsMargins(6, 0, 6, 0)
        last.setSpacing(6)
        last.addWidget(self._scan_icon)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addStretch(1)
        lines.addWidget(self._scan_title)
        lines.addWidget(self._scan_detail)
        lines.addStretch(1)
        last.addLayout(lines, 1)
        row.addWidget(self._last, 1)
        for widget in (self._serving, self._ticket, self.next_ticket):
            row.addWidget(widget)
        beyond = QHBoxLayout(self._beyond)
        beyond.setContentsMargins(6, 0, 6, 0)
        beyond.setSpacing(12)
        beyond.addWidget(Divider(self._theme))
        beyond.addWidget(self._devices)
        beyond.addWidget(Divider(self._theme))
        row.addWidget(self._beyond)
        row.addWidget(self._clerk)
        row.addSpacing(5)
        clock = QVBoxLayout()
        clock.setSpacing(0)
        clock.addStretch(1)
        self._time.setFixedHeight(16)
        for widget in (self._time, self._date):
            widget.setAlignment(Qt.AlignmentFlag.AlignRight)
            clock.addWidget(widget, 0, Qt.AlignmentFlag.AlignRight)
        clock.addStretch(1)
        row.addLayout(clock)

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self.scan.retranslate()
        self._serving.setText(translate("Shell", "正在办"))
        self.next_ticket.set_label("" if self._narrow else translate("Acts", "叫下一位"))
        self.next_ticket.setAccessibleName(f"Alt+T {translate('Acts', '叫下一位')}")

    def show_view(self, view: ShellView) -> None:
        """Show what the window knows."""
        last = view.last_scan
        for widget in (self._scan_icon, self._scan_title, self._scan_detail):
            widget.setVisible(last is not None)
        if last is not None:
            dress = TONES[last.outcome.tone]
            warned = last.outcome.tone is Tone.WARN
            self._scan_icon.set_icon("alert" if warned else dress.icon or "check-circle", dress.icon_tone)
            self._scan_title.setText(last.title)
            self._scan_detail.setText(last.detail)
        serving = bool(view.ticket)
        self._serving.setVisible(serving and not self._narrow)
        self._ticket.setVisible(serving)
        self._ticket.setText(view.ticket)
        self.next_ticket.setVisible(self._tickets and view.queue)
        self._devices.show_devices(view.devices)
        self._clerk.setText(view.clerk)
        self._time.setText(f"{view.now:%H:%M}")
        self._date.setText(words.day_and_weekday(view.now))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw ground and line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("panel"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.color("line"))
