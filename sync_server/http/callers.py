"""Finding out who calls: a department by its token, a window by the signature over its request, a reader by its ticket.

`Callers` answers the question; `CallerMiddleware` asks it for every route it is put around, after it has read the whole
body (the signature covers it) and before it has inflated any of it.
"""

import time
from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol, cast

import anyio.to_thread
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPReceiveMessage, HTTPScope, Receive, Scope, Send

from casework.clock import Clock, wall_ms
from casework.errors import RuleBroken
from casework.http_signatures import verify
from casework.packing import NotPacked, TooLarge, unpack
from casework.signing import Sent, key_named
from sync_server.devices import Devices
from sync_server.people import People
from sync_server.tickets import PREFIX, Ended, Tickets
from sync_server.writers import Writer

_BEARER = b"bearer "
_TOKEN_KEPT_S = 5.0
_MOST_TOKENS = 2000


class Reader(Protocol):
    """Whoever may follow a mailbox: a writer, or the holder of a ticket."""

    @property
    def origin(self) -> str:
        """The window's or department's code."""
        ...

    def may_read(self, box: str) -> bool:
        """Say whether it may follow this one."""
        ...


class _Token(NamedTuple):
    writer: Writer
    expires_ms: int
    kept_until_s: float


class Callers:
    """Knows everybody who may call."""

    def __init__(
        self,
        devices: Devices,
        people: People,
        tickets: Tickets,
        ended: Ended,
        clock: Clock,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._devices = devices
        self._people = people
        self._tickets = tickets
        self._ended = ended
        self._clock = clock
        self._monotonic = monotonic
        self._tokens: dict[bytes, _Token] = {}

    def known(self, authorization: bytes) -> Reader | None:
        """Return who reads, if it can be told at once: by a ticket, or a token that was looked up seconds ago.

        Raises:
            RuleBroken: `ticket.wrong`, `ticket.expired`, `ticket.ended`, `ticket.unchecked`.
        """
        bearer = _bearer(authorization)
        if bearer.startswith(PREFIX):
            return self._tickets.read(bearer)
        kept = self._tokens.get(bearer)
        if kept is None or kept.kept_until_s < self._monotonic() or kept.expires_ms <= wall_ms(self._clock.now()):
            return None
        return kept.writer if self._ended.is_known() and kept.writer.key not in self._ended else None

    async def find_reader(self, scope: HTTPScope) -> Writer:
        """Return who sent this request without a body; who came with a token is known again for some seconds.

        Raises:
            RuleBroken: as `find`.
        """
        bearer = _bearer(header_map(scope).get("authorization", "").encode("latin-1"))
        if not bearer:
            return await self.find(scope, b"")
        writer, expires_ms = await anyio.to_thread.run_sync(self._people.bearer_of, bearer.decode("latin-1"))
        if len(self._tokens) >= _MOST_TOKENS:
            self._tokens.clear()
        self._tokens[bearer] = _Token(writer, expires_ms, self._monotonic() + _TOKEN_KEPT_S)
        return writer

    async def find(self, scope: HTTPScope, body: bytes) -> Writer:
        """Return who sent this request, by token or signature.

        Raises:
            RuleBroken: `signature.missing`, `signature.wrong`, `token.unknown`, `token.expired`, `ticket.feed_only`.
        """
        headers = header_map(scope)
        bearer = _bearer(headers.get("authorization", "").encode("latin-1"))
        if bearer.startswith(PREFIX):
            raise RuleBroken("ticket.feed_only")
        if bearer:
            return await anyio.to_thread.run_sync(self._people.writer_of, bearer.decode("latin-1"))
        return await anyio.to_thread.run_sync(self._by_signature, scope, headers, body)

    def _by_signature(self, scope: HTTPScope, headers: Mapping[str, str], body: bytes) -> Writer:
        found: dict[str, Writer] = {}

        def key_of(name: str) -> Ed25519PublicKey | None:
            writer = self._devices.writer_of(name)
            if writer is None:
                return None
            found[name] = writer
            return key_named(name)

        sent = Sent(
            method=scope["method"],
            path=scope["raw_path"].decode("latin-1"),
            query=scope["query_string"].decode("latin-1"),
            body=body,
            headers=headers,
        )
        return found[verify(sent, key_of)]


class CallerMiddleware:
    """Puts the caller into `scope["user"]` and gives the route its body in full, inflated.

    `for_readers` lets the holders of tickets in as well; such a route must ask for nothing but `Reader`.
    """

    def __init__(self, app: ASGIApp, *, callers: Callers, max_bytes: int, for_readers: bool = False) -> None:
        self._app = app
        self._callers = callers
        self._max_bytes = max_bytes
        self._for_readers = for_readers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        body = await _read(receive, self._max_bytes)
        headers = header_map(scope)
        known = self._callers.known(headers.get("authorization", "").encode("latin-1")) if self._for_readers else None
        scope["user"] = known or await self._callers.find(scope, body)
        inflated = inflate(body, headers.get("content-encoding", ""), self._max_bytes)
        await self._app(scope, cast("Receive", _Replay(inflated, receive)), send)


class _Replay:
    """Gives a body that was read already, then whatever the client says next."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self._body: bytes | None = body
        self._receive = receive

    async def __call__(self) -> HTTPReceiveMessage:
        if self._body is None:
            return cast("HTTPReceiveMessage", await self._receive())
        body, self._body = self._body, None
        return {"type": "http.request", "body": body, "more_body": False}


def header_map(scope: Scope) -> dict[str, str]:
    """Return the request's headers by lower-case name; one that came twice is joined by a comma."""
    headers: dict[str, str] = {}
    for name, value in scope["headers"]:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


def inflate(body: bytes, encoding: str, max_bytes: int) -> bytes:
    """Return the body without its content encoding (gzip, zstd or none), at most `max_bytes` of it.

    Raises:
        RuleBroken: `request.encoding` (another encoding, or not what it says), `request.too_large`.
    """
    try:
        return unpack(body, encoding, max_bytes)
    except TooLarge as error:
        raise RuleBroken("request.too_large", limit=max_bytes) from error
    except NotPacked as error:
        raise RuleBroken("request.encoding", encoding=encoding) from error


def _bearer(authorization: bytes) -> bytes:
    return authorization[len(_BEARER) :].strip() if authorization[: len(_BEARER)].lower() == _BEARER else b""


async def _read(receive: Receive, max_bytes: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        message = cast("HTTPReceiveMessage", await receive())
        if message["type"] == "http.disconnect":
            raise RuleBroken("request.invalid")
        part = message["body"]
        size += len(part)
        if size > max_bytes:
            raise RuleBroken("request.too_large", limit=max_bytes)
        parts.append(part)
        if not message["more_body"]:
            return b"".join(parts)
