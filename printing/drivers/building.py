"""The way to a printer that is set, built from its address and its profile."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from printing.drivers.driver import Driver
from printing.drivers.folder import FolderDriver
from printing.drivers.lines import line_address, opening
from printing.drivers.profile import PrinterLanguage, PrinterProfile, Proof
from printing.drivers.raw import RawPdfDriver
from printing.drivers.setting import PrinterSetting

if TYPE_CHECKING:
    from printing.drivers.thermal import Head

VoidMark = Callable[[int, float], bytes]
"""Returns 以上作废 as the raster of a head of so many dots across and a millimetre."""
QtWay = Callable[[str], Driver]
"""Returns the way to a printer that the system of the screen knows by name."""


def driver_for(printer: PrinterSetting, void_mark: VoidMark, qt: QtWay | None = None) -> Driver:
    """Return the way to a printer; libraries are loaded only for the ways that want them.

    Raises:
        LookupError: a printer of the screen's system where there is no screen.
    """
    way, _, place = printer.address.partition(":")
    if way in {"tcp", "serial", "usb"}:
        return _on_a_line(printer, void_mark)
    if way == "folder":
        return FolderDriver(Path(place).expanduser())
    if way == "cups":
        from printing.drivers.cups import CupsDriver  # noqa: PLC0415 - see above

        return CupsDriver(printer.address)
    if way == "qt":
        if qt is None:
            raise LookupError(printer.address)
        return qt(place)
    from printing.drivers.ipp import IppDriver  # noqa: PLC0415 - see above

    return IppDriver(printer.address)


def _on_a_line(printer: PrinterSetting, void_mark: VoidMark) -> Driver:
    profile, line = printer.profile, opening(line_address(printer.address))
    dots = profile.dots_per_mm
    if dots is None:
        return RawPdfDriver(line)
    if profile.language is PrinterLanguage.ESCPOS:
        from printing.drivers.thermal import ThermalDriver  # noqa: PLC0415 - see above

        return ThermalDriver(line, _head(profile, dots), lambda: void_mark(profile.width_dots, dots))
    from printing.drivers.label_languages import Tspl, Zpl  # noqa: PLC0415 - see above
    from printing.drivers.labels import LabelDriver  # noqa: PLC0415 - see above

    language = Zpl() if profile.language is PrinterLanguage.ZPL else Tspl()
    counts = profile.proof is Proof.IMPRESSIONS
    return LabelDriver(line, language, profile.width_dots, dots, tells=profile.status, counts=counts)


def _head(profile: PrinterProfile, dots_per_mm: float) -> "Head":
    from printing.drivers.thermal import Head  # noqa: PLC0415 - see above

    return Head(
        width_dots=profile.width_dots,
        feed_rows=round(profile.feed_mm * dots_per_mm),
        cuts=profile.cutter,
        tells=profile.status,
        proves=profile.proof is Proof.PROCESS_ID,
    )
