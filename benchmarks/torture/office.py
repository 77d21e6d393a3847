"""The people and the accidents around a spooler: what strikes and when, and who looks at the printer and answers."""

import multiprocessing
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from benchmarks.torture import naive, worker
from benchmarks.torture.counting import Count, Found, Kind, count, look
from benchmarks.torture.slips import ROWS, WIDTH_DOTS, Print, ink_of
from counter_app.desk.prints import Answer

SEEDS = (11, 23, 37, 53)
JOBS = 150
_ROWS_PER_S = 40_000
_PATIENCE_S = 120
_GLANCE_S = 0.001
_FARTHEST_ROWS = 5 * (ROWS + 96)
"""The latest row of a round at which something strikes: five slips with their cuts."""
_SEEN_TO_S = 0.3
_TESTS = Path(__file__).parents[2] / "tests"
_processes = multiprocessing.get_context("forkserver")
# What a start imports is imported once.
_processes.set_forkserver_preload(["benchmarks.torture.worker", "counter_app.desk.take_in", "PIL.TiffImagePlugin"])


def _heads() -> Any:
    """Return the printer that the tests use."""
    if str(_TESTS) not in sys.path:
        sys.path.append(str(_TESTS))
    return import_module("support.escpos_printer")


@dataclass
class Process:
    """A process that serves through a pipe, and can be killed."""

    work: Callable[..., None]
    given: tuple[Any, ...]
    pipe: Connection = field(init=False)
    running: BaseProcess = field(init=False)

    def __post_init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Start it, again after its death."""
        self.pipe, other = _processes.Pipe()
        self.running = _processes.Process(target=self.work, args=(other, *self.given))
        self.running.start()
        other.close()

    def kill(self) -> None:
        """Kill it where it stands."""
        self.running.kill()
        self.running.join()
        self.pipe.close()

    def said(self) -> Any:
        """Return what it says next."""
        if not self.pipe.poll(_PATIENCE_S):
            raise TimeoutError
        return self.pipe.recv()


@dataclass(frozen=True, slots=True)
class Accident:
    """What strikes in a round: a fault of the printer, or None for the death of the process, after so many rows."""

    fault: Any
    after_rows: int


def accidents(seed: int, faults: Any) -> Iterator[Accident]:
    """Give what strikes, round after round."""
    chance = random.Random(seed)  # noqa: S311 - nothing to guard
    kinds = [None, faults.PAPER_OUT, faults.COVER_OPEN, faults.LINE_LOST, faults.POWER_LOST]
    weights = [4, 3, 3, 1, 1]
    while True:
        (fault,) = chance.choices(kinds, weights)
        yield Accident(fault, chance.randrange(1, _FARTHEST_ROWS))


@contextmanager
def _printer() -> Iterator[Any]:
    with _heads().EscposPrinter(width_dots=WIDTH_DOTS, rows_per_s=_ROWS_PER_S) as printer:
        yield printer


def void_rows(folder: Path) -> list[bytes]:
    """Return what a void of the desk in a folder looks like on an empty roll."""
    with _printer() as printer:
        worker.head_driver(printer.address, (folder / worker.VOID_MARK).read_bytes).void()
        printer.wait_until_still()
        return [row for piece in printer.pieces for row in ink_of(piece.image)]


def _until(process: Process, printer: Any, accident: Accident) -> bool:
    """Let the accident strike while the process works; say whether it lives and has answered."""
    start = _moved(printer)
    if accident.fault is not None:
        printer.strike(accident.fault, after_rows=accident.after_rows)
        return True
    while not process.pipe.poll(_GLANCE_S):
        if _moved(printer) - start >= accident.after_rows:
            process.kill()
            return False
    return True


def _moved(printer: Any) -> int:
    return int(printer._head.moved)  # noqa: SLF001 - rows since the beginning, read from outside at any time


@dataclass
class Audit:
    """What lies in front of a printer, looked at piece by piece as it comes; `since` pieces belong to others."""

    printer: Any
    void: list[bytes]
    since: int = 0
    found: list[Found] = field(default_factory=list)
    spoiled: set[Print] = field(default_factory=set)

    def look(self) -> list[Found]:
        """Return every piece so far."""
        for piece in self.printer.pieces[self.since + len(self.found) :]:
            self.found.append(look(ink_of(piece.image), self.void))
        return self.found

    def hanging(self) -> Found:
        """Return what hangs out of the printer."""
        return look(ink_of(self.printer.uncut.image), self.void)

    def answer(self, of: Print) -> Answer:
        """Return what a person says who looks for a print of a slip."""
        pieces = self.look()
        if any(found.kind is Kind.WHOLE and of in found.prints for found in pieces):
            return Answer.CAME_OUT
        if any(of in found.prints for found in (*pieces, self.hanging())):
            self.spoiled.add(of)
            return Answer.SPOILED
        return Answer.DID_NOT

    def count(self, slips: tuple[int, ...]) -> Count:
        """Count what has come out in the end."""
        return count([*self.look(), self.hanging()], slips, self.spoiled)


@dataclass
class Tally:
    """How often what happened, so that a run in which nothing happened is noticed."""

    kills: int = 0
    faults: int = 0
    answers: int = 0


def tortured(folder: Path, slips: tuple[int, ...], seed: int, void: list[bytes], tally: Tally) -> Count:
    """Return what the product's spool comes to at the desk in `folder`, which owes `slips`."""
    with _printer() as printer:
        audit = Audit(printer, void)
        desk = Process(worker.serve, (folder, printer.address))
        standing = desk.said()
        for accident in accidents(seed, _heads().Fault):
            if not standing.open:
                break
            desk.pipe.send("print")
            alive = _until(desk, printer, accident)
            tally.kills += not alive
            tally.faults += accident.fault is not None
            if alive:
                standing = desk.said()
            printer.mend()
            printer.wait_until_still()
            if not alive:
                desk.begin()
                standing = desk.said()
            for asked in standing.asked:
                desk.pipe.send((asked.job, audit.answer(asked.of)))
                standing = desk.said()
                tally.answers += 1
        desk.pipe.send(None)
        desk.said()
        desk.running.join()
        desk.pipe.close()
        return audit.count(slips)


def tortured_naively(folder: Path, slips: tuple[int, ...], seed: int, tally: Tally) -> Count:
    """Return what a naive spooler comes to under the same accidents."""
    done = folder / "done"
    with _printer() as printer:
        audit = Audit(printer, [])
        spooler = Process(naive.serve, (slips, printer.address, done))
        for accident in accidents(seed, _heads().Fault):
            alive = _until(spooler, printer, accident)
            tally.kills += not alive
            tally.faults += accident.fault is not None
            if not alive:
                spooler.begin()
            while printer._plan and not spooler.pipe.poll(_GLANCE_S):  # noqa: SLF001 - what is still to strike
                pass
            # Somebody sees to the printer soon; the spooler is not told.
            if spooler.pipe.poll(_SEEN_TO_S):
                break
            printer.mend()
        spooler.said()
        spooler.running.join()
        spooler.pipe.close()
        printer.mend()
        printer.wait_until_still()
        return audit.count(slips)
