"""HTTP by hand: requests as bytes, as no client library would send them."""

import secrets
import socket
from dataclasses import dataclass, field

from casework.http_signatures import sign
from casework.signing import Sent


@dataclass
class Answer:
    """What came back; status 0 if the connection was closed without an answer."""

    status: int = 0
    fields: dict = field(default_factory=dict)
    body: bytes = b""


def signed_request(window, method, target, body=b"", extra=()) -> bytes:
    """A request signed by a window, with no more header fields than it needs."""
    path, _, query = target.partition("?")
    sent = Sent(method=method, path=path, query=query, body=body)
    fields = {**sign(sent, window.key, created=window.created, nonce=secrets.token_hex(8)), **dict(extra)}
    return request(method, target, fields, body)


def request(method, target, fields=(), body=b"") -> bytes:
    lines = [f"{method} {target} HTTP/1.1", "Host: server", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in dict(fields).items()]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def exchange(address, raw: bytes, timeout_s=10.0) -> Answer:
    """Send bytes, say that nothing follows, and return the first answer."""
    host, _, port = address.removeprefix("http://").rpartition(":")
    with socket.create_connection((host, int(port)), timeout=timeout_s) as connection:
        try:
            connection.sendall(raw)
            received = _read_answer(connection, has_body=not raw.startswith(b"HEAD"))
        except (ConnectionResetError, BrokenPipeError):
            return Answer()
    return _parsed(received)


def _read_answer(connection, *, has_body) -> bytes:
    received = b""
    while b"\r\n\r\n" not in received:
        # A request that promises more than it has is ended by us; else both sides would wait.
        part = _receive(connection)
        if not part:
            return received
        received += part
    head, _, body = received.partition(b"\r\n\r\n")
    length = int(_fields(head).get("content-length", "0")) if has_body else 0
    while len(body) < length and (part := connection.recv(65536)):
        body += part
    return head + b"\r\n\r\n" + body


def _receive(connection) -> bytes:
    before = connection.gettimeout()
    connection.settimeout(0.3)
    try:
        return connection.recv(65536)
    except TimeoutError:
        connection.shutdown(socket.SHUT_WR)
    finally:
        connection.settimeout(before)
    return connection.recv(65536)


def _fields(head: bytes) -> dict:
    lines = head.decode("latin-1").split("\r\n")[1:]
    return {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


def _parsed(received: bytes) -> Answer:
    head, end, body = received.partition(b"\r\n\r\n")
    return Answer(int(head.split()[1]), _fields(head), body) if end else Answer()
