"""Tells widgets when the focus moves, for as long as they live.

A widget that connects itself to the application's signal is still told while it is being destroyed, when its children
lose the focus and it has no slots any more. So one object hears the signal, which lives as long as the application.
"""

from collections.abc import Callable
from weakref import WeakMethod, ref

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

Moved = Callable[[QWidget | None, QWidget | None], None]
"""Is given what had the focus and what has it now; what had it may be about to be destroyed, so do not keep it."""


class _Teller(QObject):
    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.listeners: list[tuple[ref[QWidget], WeakMethod[Moved]]] = []
        app.focusChanged.connect(self._tell)

    def _tell(self, old: QWidget | None, new: QWidget | None) -> None:
        self.listeners = [entry for entry in self.listeners if entry[0]() is not None]
        for owner, method in self.listeners:
            alive, moved = owner(), method()
            if alive is not None and moved is not None and isValid(alive):
                moved(old, new)


def follow_focus(owner: QWidget, moved: Moved) -> None:
    """Call `moved`, a method of `owner`, whenever the focus moves in this application."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        teller = app.findChild(_Teller) or _Teller(app)
        teller.listeners.append((ref(owner), WeakMethod(moved)))
