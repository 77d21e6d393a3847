"""Papers come from a process of their own, whatever happens to it."""

import os
import signal
import sys
import threading

import pytest
from support.desks import a_desk, accepted

from casework.errors import RuleBroken, Trouble
from counter_app.desk.drawing_process import DrawingProcess
from counter_app.desk.paper_orders import order_job, order_test_page
from counter_app.store.printouts import JobState


@pytest.fixture
def drawing():
    with DrawingProcess("zh") as process:
        yield process


@pytest.fixture
def place(tmp_path, drawing):
    made = a_desk(tmp_path, studio=lambda: drawing)
    yield made
    made.close()


def test_what_it_draws_is_what_is_drawn_here(place, drawing, tmp_path):
    case = accepted(place)
    here = a_desk(tmp_path / "here")
    for job in place.store.printouts.of_case(case.id):
        order = order_job(place.desk, job)
        theirs, ours = drawing.draw(order), here.printer.studio().draw(order)
        assert (theirs.kind, theirs.title, theirs.pages) == (ours.kind, ours.title, ours.pages)
        assert theirs.content == ours.content
    here.close()


def test_a_paper_that_cannot_be_drawn_is_refused_with_its_reason(place, drawing):
    order = order_test_page(place.desk, "\U00010348")
    with pytest.raises(RuleBroken, match=r"printing\.no_glyph") as refused:
        drawing.draw(order)
    assert refused.value.details["point"] == "U+10348"
    assert drawing.draw(order_test_page(place.desk, "ipp://printer")).pages == 1


def test_a_process_that_was_killed_is_replaced(place, drawing):
    order = order_test_page(place.desk, "ipp://printer")
    drawing.draw(order)
    first = drawing.pid
    os.kill(first, signal.SIGKILL)
    assert drawing.draw(order).pages == 1
    assert drawing.pid != first


def test_preparing_never_waits_for_a_paper_that_is_drawn(place, drawing):
    drawn = threading.Thread(target=drawing.draw, args=(order_test_page(place.desk, "ipp://printer"),))
    with drawing._turn:
        drawn.start()
        drawing.prepare()
        assert drawing.pid is None
    drawn.join()
    assert drawing.pid is not None


def test_a_process_that_cannot_be_started_is_told_at_a_paper_and_not_before(place, drawing, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    drawing.prepare()
    with pytest.raises(Trouble, match=r"print\.no_drawing"):
        drawing.draw(order_test_page(place.desk, "ipp://printer"))


def test_an_order_over_which_two_processes_end_is_a_defect_and_keeps_no_other_back(place, drawing):
    with pytest.raises(RuleBroken, match=r"print\.defect"):
        drawing.draw(_EndsTheProcess())
    accepted(place)
    assert {job.state for job in place.print_owed().value} == {JobState.PRINTED}


def test_one_that_takes_too_long_is_ended(place):
    with DrawingProcess("zh", timeout_s=0.05) as hasty, pytest.raises(RuleBroken, match=r"print\.defect"):
        hasty.draw(order_test_page(place.desk, "ipp://printer"))


def test_the_process_ends_with_the_desk(place):
    with DrawingProcess("zh") as process:
        process.draw(order_test_page(place.desk, "ipp://printer"))
        pid = process.pid
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


class _EndsTheProcess:
    """An order that ends whoever reads it, as a defect in a library would."""

    def __reduce__(self):
        return os._exit, (3,)
