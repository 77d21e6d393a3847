"""The devices of the window: one that is well shows icon and tick, any other says a word."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.presenters.shell_views import Device, DeviceState
from counter_app.ui.kit.prose import draw_line, text_width
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

_ICONS = {
    Device.NETWORK: ("cloud-check-outline", "cloud-off-outline"),
    Device.CARD_READER: ("card-account-details-outline", "card-account-details-outline"),
    Device.SCANNER: ("scanner", "scanner"),
    Device.BARCODE_READER: ("barcode-scan", "barcode-scan"),
    Device.PRINTER: ("printer-outline", "printer-alert"),
}


def device_word(device: Device) -> str:
    """Return the name of a device in the language in force."""
    words = {
        Device.NETWORK: translate("Devices", "网络"),
        Device.CARD_READER: translate("Devices", "读卡器"),
        Device.SCANNER: translate("Devices", "扫描仪"),
        Device.BARCODE_READER: translate("Devices", "扫码枪"),
        Device.PRINTER: translate("Devices", "打印机"),
    }
    return words[device]


class Devices(QWidget):
    """The row of devices."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._states: tuple[DeviceState, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_devices(self, states: tuple[DeviceState, ...]) -> None:
        """Show how each stands."""
        self._states = states
        good = translate("Devices", "正常")
        self.setAccessibleName(", ".join(f"{device_word(s.device)} {good if s.well else s.word}" for s in states))
        self.setToolTip(self.accessibleName())
        self.updateGeometry()
        self.update()

    def _width(self, state: DeviceState) -> int:
        if state.well:
            return 36
        return 22 + (text_width(state.word, Size.NOTE) + 3 if state.word else 0)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as its devices."""
        return QSize(sum(self._width(s) for s in self._states) + 7 * max(0, len(self._states) - 1), 22)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw icon and tick, or icon and word."""
        painter = QPainter(self)
        x = 0.0
        for state in self._states:
            well, ill = _ICONS[state.device]
            tone = "ink2" if state.well else "warn"
            self._theme.paint_icon(painter, QRectF(x, 2, 19, 19), well if state.well else ill, tone)
            if state.well:
                self._theme.paint_icon(painter, QRectF(x + 21, 4, 14, 14), "check-bold", "ok")
            elif state.word:
                box = QRectF(x + 22, 0, text_width(state.word, Size.NOTE) + 2, 22)
                draw_line(painter, box, state.word, font(Size.NOTE), self._theme.color("warn"))
            x += self._width(state) + 7
