"""A clerk's hands on one window: keys and scans as the window system delivers them, and nothing else.

What is written key by key carries the time of a person's key, what is scanned that of a scanner's; words that are not
plain keys come from an input method, which commits them whole.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from counter_app.ui.acts import BY_ID
from counter_app.ui.desk_window import DeskWindow

Step = Callable[[], bool] | None
"""What a hand waits for before the next key: nothing but that the screen breathes, or that something is true."""

Steps = Iterator[Step]

_PERSON_MS, _SCANNER_MS, _TAKEN_MS = 90, 4, 1500
_PLAIN = Qt.KeyboardModifier.NoModifier


@dataclass(slots=True)
class Hands:
    """`window` is given anew after the program was started again."""

    window: DeskWindow
    _at_ms: int = 1_000_000

    def act(self, name: str) -> Steps:
        """Press the key of an act."""
        parts = BY_ID[name].key.split("+")
        modifier = Qt.KeyboardModifier.AltModifier if "Alt" in parts else _PLAIN
        yield from self.press(Qt.Key[f"Key_{parts[-1]}"], modifier)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = _PLAIN) -> Steps:
        """Press a key that makes no sign; the acts of the window hear it first."""
        QTest.keyClick(self._target(), key, modifier)
        yield None

    def write(self, text: str) -> Steps:
        """Type a text into whatever has the focus."""
        if text.isascii():
            for sign in text:
                self._sign(sign, _PERSON_MS)
                yield None
        elif text:
            self._awaken()
            focus = QApplication.focusWidget()
            if focus is None:
                raise RuntimeError(f"nothing takes {text!r}")
            word = QInputMethodEvent()
            word.setCommitString(text)
            QApplication.sendEvent(focus, word)
            yield None

    def enter(self, text: str) -> Steps:
        """Type a text and go on to the next field."""
        yield from self.write(text)
        yield from self.press(Qt.Key.Key_Return)

    def scan(self, text: str) -> Steps:
        """Take the scanner and let it read something."""
        self._at_ms += _TAKEN_MS
        for sign in text:
            self._sign(sign, _SCANNER_MS)
        self._key(Qt.Key.Key_Return, "\r", _SCANNER_MS)
        yield None

    def _sign(self, sign: str, after_ms: int) -> None:
        self._key(Qt.Key(ord(sign.upper())), sign, after_ms)

    def _key(self, key: Qt.Key, text: str, after_ms: int) -> None:
        self._at_ms += after_ms
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, _PLAIN, text)
            event.setTimestamp(self._at_ms)
            QApplication.sendEvent(self._target(), event)

    def _target(self) -> QWindow:
        self._awaken()
        handle = (QApplication.activeModalWidget() or self.window.shell).windowHandle()
        if handle is None:
            raise RuntimeError("no window takes the keys")
        return handle

    def _awaken(self) -> None:
        """Give the keys back to the window after a question, as a window manager does; offscreen there is none."""
        if QApplication.activeModalWidget() is None and not self.window.shell.isActiveWindow():
            self.window.shell.activateWindow()
            QApplication.processEvents()
