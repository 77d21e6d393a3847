"""The product's own spool as the process that is killed: a desk over its files, told what to do through a pipe."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

import resources
from benchmarks import desk_screen
from benchmarks.torture.slips import WIDTH_DOTS, Print, draw
from counter_app.desk import prints
from counter_app.desk.paper_orders import CasePaper, PaperOrder
from counter_app.main import Workplace, open_desk
from counter_app.store.printouts import OPEN, JobState, PrintJob
from printing.drivers.lines import line_address, opening
from printing.drivers.thermal import Head, ThermalDriver
from printing.fonts import load_fonts
from printing.model import FrozenPaper
from printing.papers.void_mark import draw_void_mark
from printing.render.raster import DOTS_203
from printing.wording import load_wording

_ANSWER_S, _PATIENCE_S = 0.5, 1.5
VOID_MARK = "void.tiff"


@dataclass(frozen=True, slots=True)
class Asked:
    """A paper that a person must say something about."""

    job: str
    of: Print


@dataclass(frozen=True, slots=True)
class Standing:
    """How the desk stands: what it asks, and how many papers are not settled."""

    asked: tuple[Asked, ...]
    open: int


class Studio:
    """Draws slips that can be counted."""

    def draw(self, order: PaperOrder) -> FrozenPaper:
        """Return the slip of a job."""
        assert isinstance(order, CasePaper)  # noqa: S101 - only slips are owed here
        return draw(print_of(order.material.job))


def print_of(job: PrintJob) -> Print:
    """Return which print of which slip a job is."""
    return Print(zlib.crc32(job.case_id.encode()), job.reprint)


def head_driver(address: str, void_mark: Callable[[], bytes]) -> ThermalDriver:
    """Return the product's way to the head at an address, with a bench's patience."""
    to = opening(line_address(address), _PATIENCE_S)
    head = Head(width_dots=WIDTH_DOTS)
    return ThermalDriver(to, head, void_mark, answer_s=_ANSWER_S, patience_s=_PATIENCE_S)


def draw_mark() -> bytes:
    """Return 以上作废 as the raster of this head."""
    wording = load_wording(resources.read("wording/papers.json"))
    return draw_void_mark(load_fonts(resources.path("fonts")), wording, WIDTH_DOTS, DOTS_203).content


def opened(folder: Path, address: str) -> Workplace:
    """Return the desk in a folder, with the head at an address as its printer."""
    settings = msgspec.structs.replace(desk_screen.settings_in(folder), reserve_mib=0)
    # Drawn once: its fonts take longer than the rest of a start.
    driver = head_driver(address, (folder / VOID_MARK).read_bytes)
    return open_desk(settings, driver=driver, studio=Studio)


def standing(place: Workplace) -> Standing:
    """Return how a desk stands."""
    printouts = place.store.printouts
    doubtful = printouts.in_states(JobState.UNCERTAIN, JobState.FAILED)
    return Standing(tuple(Asked(job.id, print_of(job)) for job in doubtful), len(printouts.in_states(*OPEN)))


def serve(pipe: Connection, folder: Path, address: str) -> None:
    """Do what comes through the pipe until it says None: print, or answer; say how the desk then stands."""
    place = opened(folder, address)
    pipe.send(standing(place))
    while (told := pipe.recv()) is not None:
        if told == "print":
            place.print_owed()
        else:
            prints.answer(place.desk, *told)
        pipe.send(standing(place))
    place.close()
    pipe.send(None)
