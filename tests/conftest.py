"""What every test may rely on: no display is needed, and no test leaves its logging behind for the next."""

import gc
import os
import sys
from pathlib import Path

import pytest
import structlog
from hypothesis import HealthCheck, settings
from support.patience import PatientBot

pytest_plugins = ["support.postgres"]

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Room that a desk keeps in reserve is written in full; tests of it say how much, all others keep none.
os.environ.setdefault("COUNTER_RESERVE_MIB", "0")

# How quick the machine is at the moment says nothing about what is checked.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

_YOUNG = 20_000
_WHOLE_EVERY = 200
# The routes of the server hold the application that they served last, so each of them grows old all the same.
_ROOM_MIB = 512


def pytest_configure():
    """No thread of a test may destroy the widgets of an earlier one: cycles are collected between tests only."""
    gc.disable()


@pytest.fixture(autouse=True)
def _garbage_between_tests():
    """Collect on the thread that the widgets live on, as the desk does (`counter_app.ui.garbage`).

    This is done when the fixtures of the test before are let go of: what they hold would grow old, and thousands of
    desks, each with its fonts, do not fit into a machine.
    """
    _let_widgets_go()
    young, _, since_whole = gc.get_count()
    if since_whole > _WHOLE_EVERY or _resident_mib() > _Seen.after_whole_mib + _ROOM_MIB:
        gc.collect()
        _Seen.after_whole_mib = _resident_mib()
    elif young > _YOUNG:
        # What a test leaves is young; to walk through all that ever lived costs a second each time.
        gc.collect(1)
    yield
    # Whatever a test has done: no lane of the next one may collect.
    gc.disable()


class _Seen:
    """What this process held when it last walked through all that lives."""

    after_whole_mib = 0.0


def _resident_mib() -> float:
    """What this process holds; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _let_widgets_go():
    """Widgets that were told to go wait for the next loop of events, and hold until then whatever they show."""
    core = sys.modules.get("PySide6.QtCore")
    if core is not None and core.QCoreApplication.instance() is not None:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)


@pytest.fixture(autouse=True)
def _own_logging():
    """A command that a test runs in its own process logs to that test's captured stream, which then is closed."""
    yield
    structlog.reset_defaults()


@pytest.fixture
def qtbot(qapp, request):  # noqa: ARG001 - Qt must run
    return PatientBot(request)
