"""How large a question may be: no larger than the window it is asked in."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

_SHARE = 0.97


def within(window: QWidget, width: int, height: int) -> QSize:
    """Return the size asked for, in logical pixels, or what the window has room for."""
    return QSize(width, height).boundedTo(window.size() * _SHARE)
