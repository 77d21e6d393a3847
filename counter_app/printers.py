"""The printers of a window, built from its settings: the one for everything, and those for what lies in them."""

from dataclasses import dataclass
from functools import cache

from casework.errors import Trouble
from counter_app.desk.presses import Presses
from counter_app.settings import Settings
from printing.drivers.building import QtWay, driver_for
from printing.drivers.driver import DeviceState, Driver, Outcome, Readiness, Result
from printing.drivers.folder import FolderDriver
from printing.drivers.setting import PrinterSetting, parse_printers
from printing.model import FrozenPaper, Media

_NO_SCREEN = DeviceState(Readiness.ATTENTION, ("paused",))


class NoScreen:
    """Stands for a printer of the screen's system where there is no screen: it takes nothing."""

    def send(self, paper: FrozenPaper, job_id: str) -> Outcome:  # noqa: ARG002 - nothing is sent
        """Return that nothing was sent."""
        return Outcome(Result.FAILED, "printing.no_screen", holds=_NO_SCREEN)

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


def printers_of(settings: Settings, qt: QtWay | None = None) -> tuple[MediaPrinter, ...]:
    """Return the printers that are set for media of their own.

    A printer of the screen's system is left out where there is no screen: its papers wait for one.
    """
    made = []
    for printer in parse_printers(settings.printers):
        if printer.address.startswith("qt:") and qt is None:
            made.append(MediaPrinter(printer.name, NoScreen(), printer.media))
        else:
            made.append(MediaPrinter(printer.name, driver_for(printer, _void_mark, qt), printer.media))
    return tuple(made)


@cache
def _void_mark(width_dots: int, dots_per_mm: float) -> bytes:
    # Drawing takes a third of a second to import, and half a slip is rare.
    import resources  # noqa: PLC0415 - see above
    from printing.fonts import load_fonts  # noqa: PLC0415 - see above
    from printing.papers.void_mark import draw_void_mark  # noqa: PLC0415 - see above
    from printing.wording import load_wording  # noqa: PLC0415 - see above

    wording = load_wording(resources.read("wording/papers.json"))
    return draw_void_mark(load_fonts(resources.path("fonts")), wording, width_dots, dots_per_mm)


def try_out(printer: PrinterSetting, paper: FrozenPaper, job_id: str, qt: QtWay | None = None) -> Outcome:
    """Send a test page to a printer that is only tried out; its queue knows nothing of it."""
    if printer.address.startswith("qt:") and qt is None:
        return NoScreen().send(paper, job_id)
    return driver_for(printer, _void_mark, qt).send(paper, job_id)


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
    return Presses(dots=dots, colourless=frozenset(colourless), sheets=frozenset(sheets))
