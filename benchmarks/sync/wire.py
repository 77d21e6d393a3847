"""HTTP at its barest: requests made beforehand, one after the other on one kept connection."""

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

_CHUNK = 1 << 18
_PATIENCE_S = 60
_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    head: bytes
    body: bytes


@dataclass(slots=True)
class Line:
    """A connection that is kept."""

    socket: socket.socket

    def ask(self, request: bytes) -> Answer:
        """Send a request and return its answer."""
        self.socket.sendall(request)
        received = b""
        while _END not in received:
            received += self._more()
        head, _, rest = received.partition(_END)
        parts, missing = [rest], content_length(head) - len(rest)
        while missing > 0:
            part = self._more()
            parts.append(part)
            missing -= len(part)
        return Answer(int(head.split(b" ", 2)[1]), head, b"".join(parts))

    def _more(self) -> bytes:
        part = self.socket.recv(_CHUNK)
        if not part:
            raise ConnectionError("the server closed the connection")
        return part


@contextmanager
def line(address: str) -> Iterator[Line]:
    """Open a connection to `http://host:port` and close it at the end."""
    host, port = host_and_port(address)
    with socket.create_connection((host, port), timeout=_PATIENCE_S) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield Line(connection)


def host_and_port(address: str) -> tuple[str, int]:
    """Return the two parts of an address."""
    parts = urlsplit(address)
    return parts.hostname or "127.0.0.1", parts.port or 80


def written(method: str, target: str, headers: Mapping[str, str], body: bytes = b"") -> bytes:
    """Return a request as it goes over the wire."""
    lines = [
        f"{method} {target} HTTP/1.1",
        "Host: hall.example",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + _END + body


def content_length(head: bytes) -> int:
    """Return how long the body behind these header lines is."""
    for field in head.lower().split(b"\r\n"):
        if field.startswith(b"content-length:"):
            return int(field.partition(b":")[2])
    return 0
