"""A desk's window at work, for tests that press its keys."""

from collections.abc import Iterator
from contextlib import contextmanager

from pytestqt.qtbot import QtBot

from counter_app.main import Workplace
from counter_app.ui.desk_window import DeskWindow
from counter_app.ui.start import make_window


@contextmanager
def at_work(place: Workplace, qtbot: QtBot, *, ticking: bool = True) -> Iterator[DeskWindow]:
    """Show the window of a desk and close both at the end; without `ticking` nothing happens but by the test."""
    window = make_window(place)
    qtbot.addWidget(window.shell)
    window.start()
    if not ticking:
        window._timer.stop()
    window.shell.activateWindow()
    qtbot.waitUntil(window.shell.isActiveWindow)
    yield window
    window.close()
    window.shell.hide()
    place.close()
