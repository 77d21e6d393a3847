"""Cycles that hold widgets are collected on the screen's thread, whoever has made the garbage grow."""

import gc
import threading
import weakref

import pytest

from counter_app.ui.garbage import Garbage
from counter_app.ui.lane import Lane


class _Knot:
    """Garbage that only the collector of cycles can free."""

    def __init__(self):
        self.itself = self


def _grow():
    for _ in range(50_000):
        _Knot()


def _leave_a_knot(freed_by):
    weakref.finalize(_Knot(), lambda: freed_by.append(threading.current_thread()))


@pytest.fixture
def lane():
    lane = Lane("test")
    yield lane
    lane.close()


def test_a_lane_that_makes_much_garbage_frees_none_of_it_itself(qtbot, lane):
    freed_by = []
    with Garbage():
        _leave_a_knot(freed_by)
        lane.run(_grow, lambda _: None)
        qtbot.waitUntil(lambda: bool(freed_by))
    assert freed_by == [threading.main_thread()]


def test_left_to_python_the_lane_frees_it(qtbot, lane):
    freed_by, grown = [], threading.Event()
    gc.collect()
    gc.enable()
    try:
        _leave_a_knot(freed_by)
        lane.run(lambda: (_grow(), grown.set()), lambda _: None)
        # A thread that waits so makes nothing, and has no reason to collect.
        assert grown.wait(60)
    finally:
        gc.disable()
    qtbot.waitUntil(lambda: not lane.busy)
    assert freed_by
    assert freed_by != [threading.main_thread()]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("before", [True, False])
def test_afterwards_python_collects_as_it_did_before(before):
    if before:
        gc.enable()
    try:
        with Garbage():
            assert not gc.isenabled()
        assert gc.isenabled() is before
    finally:
        gc.disable()
