"""`GET /v1/feed/{box}`: a mailbox from a position on, as plain ASGI because it is asked most.

The events' bytes are spliced into the page as they are stored. Whoever has everything waits up to 25 s for more; then
the answer is 304 if `If-None-Match` names the present position, else an empty page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import cast
from urllib.parse import parse_qs, unquote

import anyio.to_thread
import msgspec
from litestar import asgi
from litestar.handlers import ASGIRouteHandler
from litestar.types import HTTPScope, Receive, Scope, Send

from casework.contract import MAX_FEED_ROWS, MAX_WAIT_S, FeedPage, FeedRow
from casework.errors import ProductError, RuleBroken
from casework.lifecycle import Verdict
from sync_server.http.callers import Callers, header_map
from sync_server.http.heads import Heads
from sync_server.http.problems import PROBLEM_JSON, encode_problem
from sync_server.store import boxes, meta
from sync_server.store.boxes import Head, Line
from sync_server.store.engine import Store

MAX_PAGE_BYTES = 4 * 1024 * 1024
_MOST_DIGITS = 15
_HASH_DIGITS = 64
_encoder = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks for; `chain` is empty where it does not say what it has."""

    box: str
    after: int
    chain: str
    limit: int
    wait_s: float


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    body: bytes = b""
    etag: str = ""
    media_type: str = "application/json"


@dataclass(frozen=True, slots=True)
class Feed:
    """Reads mailboxes for whom they belong to."""

    store: Store
    heads: Heads
    callers: Callers

    def handler(self) -> ASGIRouteHandler:
        """Return the route."""

        @asgi("/v1/feed", is_mount=True, copy_scope=True)
        async def feed(scope: Scope, receive: Receive, send: Send) -> None:
            del receive  # a feed request has no body
            await self.answer(cast("HTTPScope", scope), send)

        return feed

    async def answer(self, scope: HTTPScope, send: Send) -> None:
        """Answer one request."""
        headers = header_map(scope)
        try:
            reply = await self._reply(scope, headers.get("if-none-match", ""))
        except ProductError as error:
            status, body = encode_problem(error, headers.get("accept-language", ""))
            reply = _Reply(status, body, media_type=PROBLEM_JSON)
        await _send(reply, send)

    async def _reply(self, scope: HTTPScope, if_none_match: str) -> _Reply:
        if scope["method"] != "GET":
            raise RuleBroken("request.method")
        writer = await self.callers.find(scope, b"")
        asked = _asked(scope)
        if not writer.may_read(asked.box):
            raise RuleBroken("access.box")
        head = self.heads.get(asked.box)
        if asked.after == head.pos and asked.chain in {"", head.chain.hex()}:
            head = await self.heads.wait(asked.box, asked.after, asked.wait_s)
        return await anyio.to_thread.run_sync(self._page, asked, head, if_none_match)

    def _page(self, asked: Asked, head: Head, if_none_match: str) -> _Reply:
        with self.store.reading() as connection:
            epoch = meta.server_epoch(connection)
            chain = boxes.chain_at(connection, asked.box, asked.after)
            if chain is None or asked.chain not in {"", chain.hex()}:
                raise RuleBroken("feed.reset", server_epoch=epoch)
            etag = f'"E{epoch}-{asked.after}"'
            if asked.after == head.pos and if_none_match == etag:
                return _Reply(HTTPStatus.NOT_MODIFIED, etag=etag)
            lines = boxes.page(connection, asked.box, asked.after, asked.limit, MAX_PAGE_BYTES)
        last = Head(lines[-1].pos, lines[-1].chain) if lines else Head(asked.after, chain)
        return _Reply(HTTPStatus.OK, encode_page(last, lines), f'"E{epoch}-{last.pos}"')


def encode_page(last: Head, lines: Sequence[Line]) -> bytes:
    """Return a page as bytes; the events go in as they are."""
    rows = tuple(
        FeedRow(
            p=line.pos,
            v=Verdict(line.verdict),
            ver=line.ver,
            o=line.origin,
            ep=line.epoch,
            s=line.seq,
            e=msgspec.Raw(line.raw),
            n=line.number,
            sl=line.serial,
        )
        for line in lines
    )
    return _encoder.encode(FeedPage(next=last.pos, chain=last.chain.hex(), rows=rows))


def _asked(scope: HTTPScope) -> Asked:
    query = parse_qs(scope["query_string"].decode("latin-1"))
    chain = query.get("chain", [""])[0]
    if len(chain) not in {0, _HASH_DIGITS}:
        raise RuleBroken("request.invalid")
    return Asked(
        box=unquote(scope["raw_path"].decode("latin-1").rpartition("/")[2]),
        after=_whole(query.get("after", ["0"])[0]),
        chain=chain,
        limit=min(max(_whole(query.get("limit", [str(MAX_FEED_ROWS)])[0]), 1), MAX_FEED_ROWS),
        wait_s=min(_seconds(query.get("wait", ["0"])[0]), MAX_WAIT_S),
    )


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise RuleBroken("request.invalid")
    return int(text)


def _seconds(text: str) -> float:
    whole, _, fraction = text.partition(".")
    return float(f"{_whole(whole)}.{_whole(fraction or '0')}")


async def _send(reply: _Reply, send: Send) -> None:
    headers = [(b"cache-control", b"no-store"), (b"content-type", reply.media_type.encode())]
    if reply.etag:
        headers.append((b"etag", reply.etag.encode()))
    if reply.status == HTTPStatus.UNAUTHORIZED:
        headers.append((b"www-authenticate", b'Bearer, Signature realm="windows"'))
    if reply.body:
        headers.append((b"content-length", str(len(reply.body)).encode()))
    await send({"type": "http.response.start", "status": int(reply.status), "headers": headers})
    await send({"type": "http.response.body", "body": reply.body, "more_body": False})
