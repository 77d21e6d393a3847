"""Bar code readers that type, taken at the kernel (evdev): grabbed, so that no key reaches a field or input method.

The events are read as the kernel writes them (linux/input.h), without a library; the reader is one set up for the US
layout, as they are when they leave the factory. The desk's user must be allowed to read the device (group `input`, or a
udev rule for this one reader).
"""

import os
import select
import struct
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from casework.errors import Trouble
from counter_app.devices.readings import Reading, Signs

EVENT = struct.Struct("llHHi")
"""Seconds, microseconds, type, code, value."""
EV_KEY = 1
PRESSED = 1

_GRAB = 0x40044590
_SHIFTS = frozenset({42, 54})
_ENDS = {28: b"\r", 96: b"\r", 15: b"\t"}
_ROWS = (
    (2, b"1234567890-=", b"!@#$%^&*()_+"),
    (16, b"qwertyuiop[]", b"QWERTYUIOP{}"),
    (30, b"asdfghjkl;'`", b'ASDFGHJKL:"~'),
    (43, b"\\zxcvbnm,./", b"|ZXCVBNM<>?"),
    (57, b" ", b" "),
    (71, b"789-456+1230.", b"789-456+1230."),
)
SIGNS = {
    first + place: (plain[place], shifted[place]) for first, plain, shifted in _ROWS for place in range(len(plain))
}
"""What a key's code writes, alone and with Shift."""


@dataclass(slots=True)
class Keys:
    """Events of the kernel turned into signs; an event may come in pieces."""

    _rest: bytes = b""
    _shift: set[int] = field(default_factory=set)

    def take(self, data: bytes) -> Iterator[tuple[float, bytes]]:
        """Return each sign with the second, of the kernel's clock, at which its key was pressed."""
        data = self._rest + data
        whole = len(data) - len(data) % EVENT.size
        self._rest = data[whole:]
        for seconds, micros, kind, code, value in EVENT.iter_unpack(data[:whole]):
            if kind != EV_KEY:
                continue
            if code in _SHIFTS:
                (self._shift.add if value else self._shift.discard)(code)
            elif value == PRESSED and (sign := self._sign(code)):
                yield seconds + micros / 1e6, sign

    def _sign(self, code: int) -> bytes:
        if code in SIGNS:
            return bytes([SIGNS[code][bool(self._shift)]])
        return _ENDS.get(code, b"")


def grab(descriptor: int) -> None:
    """Keep the device's keys from everybody else."""
    import fcntl  # noqa: PLC0415 - only where it exists

    fcntl.ioctl(descriptor, _GRAB, 1)


@dataclass(slots=True)
class EvdevReader:
    """The reader at a path such as `/dev/input/by-id/usb-…-event-kbd`; `take_over` keeps its keys from the rest."""

    name: str
    take_over: Callable[[int], None] = grab
    _keys: Keys = field(default_factory=Keys)
    _signs: Signs = field(default_factory=Signs)
    _descriptor: int = -1

    def open(self) -> None:
        """Open the device and grab it."""
        if not sys.platform.startswith("linux"):
            raise Trouble("barcode.only_linux", name=self.name)
        try:
            self._descriptor = os.open(self.name, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
            self.take_over(self._descriptor)
        except OSError as error:
            self.close()
            raise Trouble("barcode.reader_away", name=self.name, why=error.strerror or str(error)) from error

    def read(self, wait_s: float) -> tuple[Reading, ...]:
        """Return the codes that came; only what ends with Enter or Tab is one."""
        try:
            ready, _, _ = select.select([self._descriptor], [], [], wait_s)
            data = os.read(self._descriptor, EVENT.size * 256) if ready else b""
        except BlockingIOError:
            return ()
        except (OSError, ValueError) as error:
            raise self._gone(str(error)) from error
        if ready and not data:
            raise self._gone("-")
        return tuple(reading for at_s, sign in self._keys.take(data) for reading in self._signs.take(sign, at_s))

    def _gone(self, why: str) -> Trouble:
        self._signs.forget()
        self._keys = Keys()
        return Trouble("barcode.reader_away", name=self.name, why=why)

    def close(self) -> None:
        """Let the device go."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            with suppress(OSError):
                os.close(descriptor)
