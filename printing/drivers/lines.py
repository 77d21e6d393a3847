"""Lines to devices that take bytes: a network port, a serial port, a printer's device file.

An address names one: `tcp://host:9100`, `serial:/dev/ttyUSB0?baud=38400&flow=rtscts` (or `serial:COM3`),
`usb:/dev/usb/lp0`. What goes wrong is an OSError, whatever the line is made of.
"""

import os
import select
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit

RAW_PORT = 9100
_MOST = 4096
_BAUDS = (9600, 19200, 38400, 57600, 115200)
_FLOWS = ("none", "rtscts", "dsrdtr", "xonxoff")


class Line(Protocol):
    """An open line. Every call raises OSError when the line breaks, `write` also when nothing is taken any more."""

    def write(self, data: bytes) -> None:
        """Send all of `data`."""
        ...

    def read(self, wait_s: float) -> bytes:
        """Return what comes within `wait_s` seconds, empty when nothing does."""
        ...

    def close(self) -> None:
        """Close the line; what was sent still goes out."""
        ...


Opening = Callable[[], Line]
"""Opens the line to one device, or raises OSError."""


@dataclass(frozen=True, slots=True)
class LineAddress:
    """Where a line leads to: `way` is tcp, serial or usb, `place` a host or a device."""

    way: str
    place: str
    port: int = RAW_PORT
    baud: int = 38400
    flow: str = "none"


def line_address(text: str) -> LineAddress:
    """Return what an address names.

    Raises:
        ValueError: it is none of the forms above.
    """
    if text.startswith("tcp://"):
        parts = urlsplit(text)
        if not parts.hostname or not is_network_address(text) or parts.path.strip("/") or parts.query:
            raise ValueError(text)
        return LineAddress("tcp", parts.hostname, parts.port or RAW_PORT)
    way, _, rest = text.partition(":")
    place, _, query = rest.partition("?")
    given = dict(parse_qsl(query, strict_parsing=True)) if query else {}
    baud, flow = given.pop("baud", "38400"), given.pop("flow", "none")
    known = way == "serial" or (way == "usb" and not query)
    if not known or not place or given or baud not in {str(one) for one in _BAUDS} or flow not in _FLOWS:
        raise ValueError(text)
    return LineAddress(way, place, baud=int(baud), flow=flow)


def is_network_address(text: str) -> bool:
    """Say whether an address names a host that there can be, and no port or one that there can be.

    What passes leads to a device that is away at worst; what does not would be a ValueError of some library.
    """
    try:
        parts = urlsplit(text)
        # Names are sent in this form, label by label; none may be empty or longer than 63 signs.
        host, port = (parts.hostname or "").encode("idna"), parts.port
    except ValueError:
        return False
    return bool(host) and port != 0 and text.isprintable()


def opening(address: LineAddress, patience_s: float = 20.0) -> Opening:
    """Return what opens the line of an address; it waits up to `patience_s` for a device that takes nothing."""
    if address.way == "tcp":
        return lambda: _Network(address.place, address.port, patience_s)
    if address.way == "serial":
        return lambda: _Serial(address, patience_s)
    return lambda: _Device(address.place, patience_s)


class _Network:
    """A port of a printer or of the box it hangs on."""

    def __init__(self, host: str, port: int, patience_s: float) -> None:
        self._patience_s = patience_s
        self._socket = socket.create_connection((host, port), timeout=min(patience_s, 5.0))
        # Questions of three bytes must not wait for more to come.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def write(self, data: bytes) -> None:
        self._socket.settimeout(self._patience_s)
        self._socket.sendall(data)

    def read(self, wait_s: float) -> bytes:
        self._socket.settimeout(max(wait_s, 0.001))
        try:
            data = self._socket.recv(_MOST)
        except TimeoutError:
            return b""
        if not data:
            raise ConnectionResetError("the printer closed the line")
        return data

    def close(self) -> None:
        self._socket.close()


class _Serial:
    """A serial port, eight bits, no parity."""

    def __init__(self, address: LineAddress, patience_s: float) -> None:
        # A library that only windows with a serial printer need.
        import serial  # noqa: PLC0415 - see above

        flow: dict[str, Any] = {address.flow: True} if address.flow != "none" else {}
        self._port = serial.Serial(address.place, address.baud, write_timeout=patience_s, exclusive=None, **flow)

    def write(self, data: bytes) -> None:
        self._port.write(data)
        self._port.flush()

    def read(self, wait_s: float) -> bytes:
        self._port.timeout = wait_s
        data: bytes = self._port.read(1)
        return data + self._port.read(self._port.in_waiting) if data else data

    def close(self) -> None:
        self._port.close()


class _Device:
    """A device file of the system, as the kernel gives one to a printer on USB."""

    def __init__(self, path: str, patience_s: float) -> None:
        self._patience_s = patience_s
        # Without O_CREAT: a file that is not there is a printer that is not there.
        self._handle = os.open(path, os.O_RDWR | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))

    def write(self, data: bytes) -> None:
        left = memoryview(data)
        while left:
            if not select.select([], [self._handle], [], self._patience_s)[1]:
                raise TimeoutError("the device takes nothing more")
            left = left[os.write(self._handle, left) :]

    def read(self, wait_s: float) -> bytes:
        if not select.select([self._handle], [], [], wait_s)[0]:
            return b""
        try:
            data = os.read(self._handle, _MOST)
        except BlockingIOError:
            return b""
        if not data:
            raise ConnectionResetError("the device is gone")
        return data

    def close(self) -> None:
        os.close(self._handle)
