"""A proxy on real sockets that misbehaves as it is told: slow, lossy, deaf, cutting, or with answers of its own.

It takes one request a connection, whole, and closes after the answer. `on(path, fault)` makes the next request whose
target begins with `path` meet the fault; the qualities (`latency_s`, `bytes_per_s`, `loss`, `strip`) hold for all.
Whatever passed is kept in `passed` and can be sent again with `replay`.
"""

import gzip
import random
import socket
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_CHUNK = 256
_BOMB_BYTES = 80 * 1024 * 1024
_PATIENCE_S = 30


@dataclass(frozen=True)
class DropRequest:
    """The request never arrives; the connection ends without an answer."""


@dataclass(frozen=True)
class DropAnswer:
    """The server did its work; the answer never arrives."""


@dataclass(frozen=True)
class CutRequest:
    """The connection to the server ends after `after` bytes of the request."""

    after: int


@dataclass(frozen=True)
class CutAnswer:
    """The connection to the client ends after `after` bytes of the answer."""

    after: int


@dataclass(frozen=True)
class BlackHole:
    """The connection stands and nothing ever comes back."""


@dataclass(frozen=True)
class Answer:
    """The proxy answers by itself; the server hears nothing."""

    status: str
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html"),)

    def wire(self) -> bytes:
        lines = [f"HTTP/1.1 {self.status}", *(f"{name}: {value}" for name, value in self.headers)]
        lines += [f"Content-Length: {len(self.body)}", "Connection: close", "", ""]
        return "\r\n".join(lines).encode("latin-1") + self.body


def too_many() -> Answer:
    return Answer("429 Too Many Requests", b"slow down", (("Retry-After", "1"),))


def unavailable() -> Answer:
    return Answer("503 Service Unavailable", b"<html><h1>503</h1>No server is available</html>")


def captive_portal() -> Answer:
    return Answer("200 OK", b"<!DOCTYPE html><html><body>Please accept the terms of this network</body></html>")


def redirect() -> Answer:
    return Answer("302 Found", b"", (("Location", "http://127.0.0.1:9/login"),))


def unauthorised() -> Answer:
    return Answer("401 Unauthorized", b"<html>proxy authentication</html>", (("WWW-Authenticate", "Basic"),))


def bomb() -> Answer:
    """Eighty kilobytes that become eighty megabytes."""
    headers = (("Content-Type", "application/json"), ("Content-Encoding", "gzip"))
    return Answer("200 OK", gzip.compress(bytes(_BOMB_BYTES), 9), headers)


OWN_ANSWERS = {made.__name__: made for made in (too_many, unavailable, captive_portal, redirect, unauthorised, bomb)}


@dataclass(frozen=True)
class Exchange:
    """One request that reached the server, and what came back for it."""

    request: bytes
    answer: bytes

    @property
    def target(self) -> str:
        return self.request.split(b" ", 2)[1].decode("latin-1")


@dataclass
class _Rule:
    path: str
    fault: object
    times: int | None


@dataclass
class Proxy:
    """Listens once it is started; its attributes may be changed at any time."""

    upstream: str
    latency_s: float = 0.0
    bytes_per_s: int = 0
    loss: float = 0.0
    strip: frozenset[str] = frozenset()
    refuse: bool = False
    passed: list[Exchange] = field(default_factory=list)
    chance: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311 - it must be repeatable

    def __post_init__(self):
        self._rules: list[_Rule] = []
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        # A thread that waits in `accept` is not woken by the socket's end; so it looks up now and then.
        self._listener.settimeout(0.05)
        self._threads: list[threading.Thread] = []
        self.connections = 0

    @property
    def address(self) -> str:
        host, port = self._listener.getsockname()
        return f"http://{host}:{port}"

    # --- what the test says -----------------------------------------------------------------------------------------

    def on(self, path, fault, times=1):
        """Let the next `times` requests to `path` meet a fault; None for all until `heal`."""
        with self._lock:
            self._rules.append(_Rule(path, fault, times))

    def heal(self):
        """Be a good network from now on."""
        with self._lock:
            self._rules.clear()
        self.latency_s, self.bytes_per_s, self.loss = 0.0, 0, 0.0
        self.strip, self.refuse = frozenset(), False

    def replay(self, request: bytes) -> bytes:
        """Send a captured request to the server once more and return the answer's bytes."""
        return self._ask(request)

    # --- serving ----------------------------------------------------------------------------------------------------

    def start(self):
        self._begin(self._listen)

    def stop(self):
        self._stop.set()
        while self._threads:
            self._threads.pop().join(_PATIENCE_S)
        self._listener.close()

    def _begin(self, work, *arguments):
        thread = threading.Thread(target=work, args=arguments, name="proxy")
        self._threads.append(thread)
        thread.start()

    def _listen(self):
        while not self._stop.is_set():
            try:
                client, _ = self._listener.accept()
            except TimeoutError:
                continue
            self.connections += 1
            if self.refuse:
                _reset(client)
                continue
            self._begin(self._serve, client)

    def _serve(self, client):
        with client, suppress(OSError):
            client.settimeout(_PATIENCE_S)
            request = self._read_request(client)
            if request:
                self._meet(client, request)

    def _meet(self, client, request):
        fault = self._fault_of(request.split(b" ", 2)[1].decode("latin-1"))
        self._stop.wait(self.latency_s)
        if isinstance(fault, Answer):
            self._send(client, fault.wire())
        elif isinstance(fault, BlackHole):
            self._listen_in_vain(client)
        elif isinstance(fault, CutRequest):
            self._ask(request[: fault.after], whole=False)
            _reset(client)
        elif isinstance(fault, DropRequest):
            _reset(client)
        else:
            answer = self._ask(request)
            self.passed.append(Exchange(request, answer))
            self._give(client, answer, fault)

    def _give(self, client, answer, fault):
        self._stop.wait(self.latency_s)
        if isinstance(fault, DropAnswer):
            _reset(client)
            return
        answer = _changed(answer, self.strip)
        if isinstance(fault, CutAnswer):
            self._send(client, answer[: fault.after])
            _reset(client)
            return
        self._send(client, answer)

    def _fault_of(self, target):
        with self._lock:
            for rule in self._rules:
                if target.startswith(rule.path):
                    if rule.times is not None:
                        rule.times -= 1
                        if not rule.times:
                            self._rules.remove(rule)
                    return rule.fault
            if self.chance.random() < self.loss:
                return self.chance.choice((DropRequest(), DropAnswer()))
        return None

    def _listen_in_vain(self, client):
        client.settimeout(0.05)
        while not self._stop.is_set():
            try:
                if not client.recv(1):
                    return
            except TimeoutError:
                continue

    # --- bytes ------------------------------------------------------------------------------------------------------

    def _read_request(self, client) -> bytes:
        return _read_message(lambda: self._slowly(client), is_answer=False)

    def _slowly(self, connection) -> bytes:
        if not self.bytes_per_s:
            return connection.recv(65_536)
        part = connection.recv(_CHUNK)
        self._stop.wait(len(part) / self.bytes_per_s)
        return part

    def _send(self, client, content):
        if not self.bytes_per_s:
            client.sendall(content)
            return
        for start in range(0, len(content), _CHUNK):
            if self._stop.wait(_CHUNK / self.bytes_per_s):
                return
            client.sendall(content[start : start + _CHUNK])

    def _ask(self, request, *, whole=True) -> bytes:
        place = urlsplit(self.upstream)
        with socket.create_connection((place.hostname, place.port), timeout=_PATIENCE_S) as server:
            server.sendall(request)
            if not whole:
                return b""
            return _read_message(lambda: server.recv(65_536), is_answer=True)


def _read_message(more, *, is_answer) -> bytes:
    """Return one whole request or answer; empty if the other side ends before."""
    content = b""
    while b"\r\n\r\n" not in content:
        part = more()
        if not part:
            return b""
        content += part
    head, _, body = content.partition(b"\r\n\r\n")
    wanted = _length(head)
    if is_answer and wanted is None and head.split(b" ", 2)[1] not in {b"204", b"304"}:
        while part := more():
            body += part
        return head + b"\r\n\r\n" + body
    while len(body) < (wanted or 0):
        part = more()
        if not part:
            return b""
        body += part
    return head + b"\r\n\r\n" + body


def _length(head) -> int | None:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            return int(value)
    return None


def _changed(answer, strip) -> bytes:
    """Return an answer without the headers that are taken away, and with the connection's end announced."""
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.split(b"\r\n")
    gone = {name.lower().encode("latin-1") for name in strip} | {b"connection"}
    kept = [line for line in lines if line.partition(b":")[0].strip().lower() not in gone]
    return b"\r\n".join([first, *kept, b"Connection: close", b"", b""]) + body


def _reset(client):
    """End a connection the hard way, so that the other side does not wait for more."""
    with suppress(OSError):
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    client.close()


@contextmanager
def proxied(address):
    """A proxy in front of a server."""
    proxy = Proxy(address)
    proxy.start()
    try:
        yield proxy
    finally:
        proxy.stop()
