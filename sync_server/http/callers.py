"""Finding out who calls: a department by its token, a window by the signature over its request.

`Callers` answers the question; `CallerMiddleware` asks it for every route it is put around, after it has read the whole
body (the signature covers it) and before it has inflated any of it.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import anyio.to_thread
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPReceiveMessage, HTTPScope, Receive, Scope, Send

from casework.errors import RuleBroken
from casework.signing import Sent, key_named, verify
from sync_server.devices import Devices
from sync_server.people import People
from sync_server.writers import Writer

_BEARER = "bearer "
_GZIP = 16 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class Callers:
    """Knows everybody who may call."""

    devices: Devices
    people: People

    async def find(self, scope: HTTPScope, body: bytes) -> Writer:
        """Return who sent this request.

        Raises:
            RuleBroken: `signature.missing`, `signature.wrong`, `token.unknown`, `token.expired`.
        """
        headers = header_map(scope)
        authorization = headers.get("authorization", "")
        if authorization.lower().startswith(_BEARER):
            return await anyio.to_thread.run_sync(self.people.writer_of, authorization[len(_BEARER) :].strip())
        return await anyio.to_thread.run_sync(self._by_signature, scope, headers, body)

    def _by_signature(self, scope: HTTPScope, headers: Mapping[str, str], body: bytes) -> Writer:
        found: list[Writer] = []

        def key_of(name: str) -> Ed25519PublicKey | None:
            writer = self.devices.writer_of(name)
            if writer is None:
                return None
            found.append(writer)
            return key_named(name)

        sent = Sent(
            method=scope["method"],
            path=scope["raw_path"].decode("latin-1"),
            query=scope["query_string"].decode("latin-1"),
            body=body,
            headers=headers,
        )
        verify(sent, key_of)
        return found[0]


class CallerMiddleware:
    """Puts the caller into `scope["user"]` and gives the route its body in full, inflated."""

    def __init__(self, app: ASGIApp, *, callers: Callers, max_bytes: int) -> None:
        self._app = app
        self._callers = callers
        self._max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        body = await _read(receive, self._max_bytes)
        scope["user"] = await self._callers.find(scope, body)
        inflated = inflate(body, header_map(scope).get("content-encoding", ""), self._max_bytes)
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
    if encoding in {"", "identity"}:
        return body
    try:
        if encoding == "gzip":
            inflater = zlib.decompressobj(_GZIP)
            plain = inflater.decompress(body, max_bytes + 1)
            complete = inflater.eof
        elif encoding == "zstd":
            reader = zstandard.ZstdDecompressor().stream_reader(body)
            plain = reader.read(max_bytes + 1)
            complete = True
        else:
            raise RuleBroken("request.encoding", encoding=encoding)
    except (zlib.error, zstandard.ZstdError) as error:
        raise RuleBroken("request.encoding", encoding=encoding) from error
    if len(plain) > max_bytes:
        raise RuleBroken("request.too_large", limit=max_bytes)
    if not complete:
        raise RuleBroken("request.encoding", encoding=encoding)
    return plain


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
