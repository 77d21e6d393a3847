"""Fault 21: the window dies at any step of a print, or in the middle of a slip: every original is accounted for.

The head is a real one on a socket; a person looks at what it cut off and answers what the desk asks.
"""

import os
import shutil
import signal

import pytest
from support.disks import in_child
from support.escpos_printer import EscposPrinter
from support.faults import die, interpose

from benchmarks import torture
from benchmarks.torture.counting import Count
from benchmarks.torture.office import Audit, void_rows
from benchmarks.torture.slips import ROWS, WIDTH_DOTS
from benchmarks.torture.worker import opened, print_of
from counter_app.desk import prints
from counter_app.desk.verify import verify
from counter_app.store.printouts import OPEN, JobState

MOST = 200


@pytest.fixture
def printer():
    with EscposPrinter(width_dots=WIDTH_DOTS) as made:
        yield made


def settle(folder, printer, audit):
    """Open the desk again, answer what it asks, and print until nothing is open."""
    place = opened(folder, printer.address)
    try:
        while place.store.printouts.in_states(*OPEN):
            for job in prints.questions(place.desk):
                printer.wait_until_still()
                prints.answer(place.desk, job.id, audit.answer(print_of(job)))
            place.print_owed()
        assert verify(place.desk).faults == ()
        assert {job.state for job in place.store.printouts.in_states(*JobState)} <= {JobState.PRINTED, JobState.DROPPED}
    finally:
        place.close()
    printer.wait_until_still()


def test_fault_21_a_desk_killed_at_any_statement_of_a_print_leaves_no_original_unaccounted(tmp_path, printer):
    slips = torture.owing(tmp_path / "office", 1)
    void = void_rows(tmp_path / "office")
    for at in range(1, MOST, 2):
        folder = shutil.copytree(tmp_path / "office", tmp_path / str(at))
        audit = Audit(printer, void, since=len(printer.pieces))

        def life(_tell, at=at, folder=folder):
            place = opened(folder, printer.address)
            interpose(place.store.database, at, die)
            place.print_owed()
            os._exit(0)

        (end,) = in_child(life)
        printer.wait_until_still()
        settle(folder, printer, audit)
        assert audit.count(slips) == Count(), at
        if end == "ended":
            return
    raise AssertionError("the print never came to its end")


@pytest.mark.parametrize("rows", [1, 30, ROWS // 2, ROWS - 1, ROWS, ROWS + 40, ROWS + 96, ROWS + 200])
def test_fault_21_a_desk_killed_in_the_middle_of_a_slip_voids_the_half_and_prints_it_once(tmp_path, rows):
    with EscposPrinter(width_dots=WIDTH_DOTS, rows_per_s=4000) as printer:
        slips = torture.owing(tmp_path, 2)
        child = os.fork()
        if not child:
            place = opened(tmp_path, printer.address)
            place.print_owed()
            os._exit(0)
        while printer._head.moved < rows:
            pass
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        printer.wait_until_still()
        audit = Audit(printer, void_rows(tmp_path))
        settle(tmp_path, printer, audit)
        assert audit.count(slips) == Count()


def test_fault_21_the_audit_finds_a_slip_that_is_sent_again_without_a_word(tmp_path, printer):
    """The control: somebody who answers without looking."""
    slips = torture.owing(tmp_path, 1)

    def life(_tell):
        place = opened(tmp_path, printer.address)
        send = place.printer.driver.send

        def out_and_dead(paper, job):
            send(paper, job)
            die()

        place.printer.driver.send = out_and_dead
        place.print_owed()

    assert in_child(life) == ["killed"]
    place = opened(tmp_path, printer.address)
    (job,) = prints.questions(place.desk)
    prints.answer(place.desk, job.id, prints.Answer.DID_NOT)
    place.print_owed()
    place.close()
    printer.wait_until_still()
    assert Audit(printer, void_rows(tmp_path)).count(slips) == Count(unmarked_duplicates=1)
