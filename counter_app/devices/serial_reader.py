"""Bar code readers on a serial line: RS-232, or USB as a serial port; the input method never sees what they read."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from casework.errors import Trouble
from counter_app.devices.readings import QUIET_S, Reading, Signs


@dataclass(slots=True)
class SerialReader:
    """The reader at a port such as `/dev/ttyUSB0` or `COM3`."""

    name: str
    baud: int = 9600
    clock: Callable[[], float] = time.monotonic
    _signs: Signs = field(default_factory=Signs)
    _port: Any = None

    def open(self) -> None:
        """Open the port for ourselves alone."""
        import serial  # noqa: PLC0415 - only a desk with such a reader needs it

        try:
            self._port = serial.Serial(self.name, self.baud, timeout=QUIET_S, exclusive=True)
        except (serial.SerialException, ValueError, OSError) as error:
            raise Trouble("barcode.reader_away", name=self.name, why=_why(error)) from error

    def read(self, wait_s: float) -> tuple[Reading, ...]:
        """Return the codes that came."""
        try:
            self._port.timeout = QUIET_S if self._signs.waits else wait_s
            data = self._port.read(1)
            data += self._port.read(self._port.in_waiting) if data else b""
        except (OSError, TypeError, AttributeError) as error:
            # pyserial's own error is an OSError; the others come of a port that was closed meanwhile.
            self._signs.forget()
            raise Trouble("barcode.reader_away", name=self.name, why=_why(error)) from error
        now_s = self.clock()
        return tuple(self._signs.take(data, now_s) if data else self._signs.quiet(now_s))

    def close(self) -> None:
        """Give the port free."""
        port, self._port = self._port, None
        if port is not None:
            with suppress(OSError):
                port.close()


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
