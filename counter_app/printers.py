"""The printers of a window, built from its settings: the one for everything, and those for what lies in them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from casework.errors import Trouble
from counter_app.desk.paper_orders import VoidPaper
from counter_app.desk.presses import Presses
from counter_app.desk.prints import Studio
from counter_app.settings import Settings
from printing.blank_forms import Blanks
from printing.drivers.building import QtWay, VoidMark, driver_for
from printing.drivers.driver import DeviceState, Driver, Outcome, Readiness, Result
from printing.drivers.folder import FolderDriver
from printing.drivers.setting import PrinterSetting, parse_printers
from printing.model import FrozenPaper, Media

_NO_SCREEN = DeviceState(Readiness.ATTENTION, ("paused",))


class NoScreen:
    """Stands for a printer of the screen's system where there is no screen: it takes nothing."""

    def send(self, paper: FrozenPaper, job_id: str) -> Outcome:  # noqa: ARG002 - nothing is sent
        """Return that nothing was sent."""
        return Outcome(Result.FAILED, "print.no_screen", holds=_NO_SCREEN)

    def status(self) -> DeviceState:
        """Return that it waits."""
        return _NO_SCREEN


@dataclass(frozen=True, slots=True)
class MediaPrinter:
    """A printer with what lies in it; see `printing.queues.NamedPrinter`."""

    name: str
    driver: Driver
    media: frozenset[Media]


def driver_of(settings: Settings) -> Driver:
    """Return the way to the printer that takes whatever no other does.

    Raises:
        Trouble: `local.settings_wrong`.
    """
    if settings.printer == "folder":
        return FolderDriver(settings.print_folder)
    if settings.printer.startswith(("ipp://", "ipps://")):
        from printing.drivers.ipp import IppDriver  # noqa: PLC0415 - its libraries cost time that a folder need not pay

        return IppDriver(settings.printer)
    wanted = {"wanted_zh": "folder，或 ipp:// 开头的地址", "wanted_en": '"folder" or an ipp:// address'}
    raise Trouble("local.settings_wrong", why=f"printer = {settings.printer}", **wanted)


def printers_of(settings: Settings, void_mark: VoidMark, qt: QtWay | None = None) -> tuple[MediaPrinter, ...]:
    """Return the printers that are set for media of their own.

    A printer of the screen's system is left out where there is no screen: its papers wait for one.
    """
    made = []
    for printer in parse_printers(settings.printers):
        if printer.address.startswith("qt:") and qt is None:
            made.append(MediaPrinter(printer.name, NoScreen(), printer.media))
        else:
            made.append(MediaPrinter(printer.name, driver_for(printer, void_mark, qt), printer.media))
    return tuple(made)


def void_mark_of(studio: Callable[[], Studio]) -> VoidMark:
    """Return what draws 以上作废 where papers are drawn, once for each head."""

    @cache
    def drawn(width_dots: int, dots_per_mm: float) -> bytes:
        return studio().draw(VoidPaper(width_dots, dots_per_mm)).content

    return drawn


def try_out(printer: PrinterSetting, paper: FrozenPaper, job_id: str, qt: QtWay | None = None) -> Outcome:
    """Send a test page to a printer that is only tried out; its queue knows nothing of it."""
    if printer.address.startswith("qt:") and qt is None:
        return NoScreen().send(paper, job_id)
    # Whatever is tried out voids nothing.
    return driver_for(printer, lambda _wide, _dots: b"", qt).send(paper, job_id)


def presses_of(settings: Settings) -> Presses:
    """Return for which heads papers are drawn."""
    dots: dict[Media, float] = {}
    colourless: set[Media] = set()
    sheets: set[Media] = set()
    for printer in parse_printers(settings.printers):
        if printer.profile.dots_per_mm:
            dots |= dict.fromkeys(printer.media, printer.profile.dots_per_mm)
            continue
        sheets |= printer.media
        if not printer.profile.colour:
            colourless |= printer.media
    return Presses(dots=dots, colourless=frozenset(colourless), sheets=frozenset(sheets), blanks=_blanks(settings))


def _blanks(settings: Settings) -> Blanks:
    tenths = 10
    return Blanks(
        folder=settings.blank_forms, right_mm=settings.blank_right / tenths, down_mm=settings.blank_down / tenths
    )
