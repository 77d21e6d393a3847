"""A scanner that types like a keyboard: its scans are taken out of the keys before any field sees them.

Every key that makes a sign is held for as long as a scanner would need for the next one. Enter or Tab right behind a
burst makes it a scan; if anything else comes, or nothing, the keys go on to where they were meant, in their order and
unchanged. So a scan lands in no field, marks no checklist and answers no question, whichever widget has the focus.
"""

import time

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from counter_app.presenters.scan_rhythm import Rhythm
from counter_app.ui.window_watch import WindowWatch

_SUFFIXES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_SILENT = (Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock)
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class Wedge(QObject):
    """Watches the keys of the whole application while it lives."""

    scanned = Signal(str)

    def __init__(self, gap_ms: int, prefix: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rhythm = Rhythm(gap_ms, prefix)
        self._held: list[QKeyEvent | QInputMethodEvent] = []
        self._target: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(gap_ms)
        self._timer.timeout.connect(self._waited)
        self._watch = WindowWatch(self)

    def end(self) -> None:
        """Let every key through from now on."""
        self._watch.end()
        self._let_go()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Hold back what may be a scan; keys are seen once, on their way into a window."""
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            self._let_go()
        elif kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and watched.isWindowType():
            self._announce(event)
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched.isWindowType():
            return self._press(event)
        elif kind == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent) and self._rhythm.holds:
            return self._commit(event)
        return False

    def _press(self, event: QKeyEvent) -> bool:
        """Return whether a key is kept from the window."""
        # A key that comes late because the screen was busy still carries the time at which it was pressed.
        at_ms = event.timestamp() or int(time.monotonic() * 1000)
        if event.key() in _SILENT or getattr(QApplication.focusWidget(), "tries_scanner", False):
            return False
        if event.key() in _SUFFIXES and self._rhythm.holds:
            return self._end(at_ms)
        if not self._makes_a_sign(event):
            self._let_go()
            return False
        if not self._rhythm.follows(at_ms):
            self._let_go()
        if not self._held:
            # Where no widget has the focus, its window hears the keys.
            self._target = QApplication.focusWidget() or QApplication.activeWindow()
            self._hear_input_methods()
        self._held.append(event.clone())
        self._rhythm.take(event.text(), at_ms)
        self._timer.start()
        return True

    def _hear_input_methods(self) -> None:
        # What they make of a key goes to the widget that has the focus, past the window.
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def _announce(self, event: QKeyEvent) -> None:
        """Let the keys go before an act is done: its key never comes here, and the act is about what was typed."""
        if event.key() not in (*_SUFFIXES, *_SILENT) and not self._makes_a_sign(event):
            self._let_go()

    def _commit(self, event: QInputMethodEvent) -> bool:
        """Return whether a sign is kept that an input method made of a scanner's key, such as a wide hyphen."""
        sign = event.commitString()
        if event.preeditString() or len(sign) != 1:
            return False
        self._held.append(event.clone())
        # An input method does not say when the key was pressed; it follows the one before.
        self._rhythm.take(sign)
        self._timer.start()
        return True

    def _makes_a_sign(self, event: QKeyEvent) -> bool:
        if event.isAutoRepeat() or event.modifiers() & _COMMANDS or QApplication.activePopupWidget() is not None:
            return False
        return bool(event.text()) and event.text().isprintable()

    def _end(self, at_ms: int) -> bool:
        text = self._rhythm.end(at_ms)
        if not text:
            self._let_go()
            return False
        self._forget()
        self.scanned.emit(text)
        return True

    def _waited(self) -> None:
        # Keys that already wait in the queue come first: the screen may have been busy while the scanner typed.
        QTimer.singleShot(0, self, self._still_waiting)

    def _still_waiting(self) -> None:
        if not self._timer.isActive():
            self._let_go()

    def _let_go(self) -> None:
        """Give the keys that are held to the widget they were meant for."""
        held, target = self._held, self._target
        self._forget()
        for event in held:
            if target is not None and isValid(target):
                QApplication.sendEvent(target, event)

    def _forget(self) -> None:
        self._timer.stop()
        self._rhythm.clear()
        self._held, self._target = [], None
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
