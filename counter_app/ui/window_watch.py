"""Lets an object see the keys and clicks on their way into whichever window has them.

A filter on the whole application is called for every event of every widget, a hundred thousand a minute; one on the
windows is called for what a person does.
"""

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QWindow


class WindowWatch(QObject):
    """Makes `watcher` an event filter of each window that gets the focus, for as long as `watcher` lives."""

    def __init__(self, watcher: QObject) -> None:
        super().__init__(watcher)
        self._watcher = watcher
        self._ended = False
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._follow)
            self._follow(app.focusWindow())

    def end(self) -> None:
        """Let it see nothing any more."""
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication) and not self._ended:
            self._ended = True
            app.focusWindowChanged.disconnect(self._follow)
            for window in app.topLevelWindows():
                window.removeEventFilter(self._watcher)

    def _follow(self, window: QWindow | None) -> None:
        if window is not None:
            # Never twice: what is installed again is called once, and first.
            window.installEventFilter(self._watcher)
