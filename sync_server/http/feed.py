"""`GET /v1/feed/{box}`: a mailbox from a position on, as plain ASGI in front of the framework because it is asked most.

The events' bytes are spliced into the page as they are stored. Whoever has everything waits up to 25 s for more; then
the answer is 304 if `If-None-Match` names the present position, else an empty page. Such a poll with a ticket touches
neither the database nor another thread.
"""

from http import HTTPStatus
from typing import cast

import anyio.to_thread
import msgspec
import structlog
from litestar.types import HTTPScope, Receive, Scope, Send

from casework.contract import FeedPage
from casework.errors import ProductError, RuleBroken, Trouble
from casework.packing import chosen
from sync_server.http.asked import Asked, Fields, asked_in, fields_of
from sync_server.http.callers import Callers, header_map
from sync_server.http.heads import Heads
from sync_server.http.pages import Page, Pages, Wanted, etag
from sync_server.http.problems import PROBLEM_JSON, WHO_MAY, encode_problem
from sync_server.http.readings import Readings
from sync_server.store import boxes, meta
from sync_server.store.boxes import Head
from sync_server.store.engine import Store

PATH = "/v1/feed/"
_NO_STORE = (b"cache-control", b"no-store")
_VARY = (b"vary", b"accept-encoding")
_JSON = (b"content-type", b"application/json")
_log = structlog.get_logger()


class Feed:
    """Reads mailboxes for whom they belong to.

    `store` decides whether a reader must start again; `pages` and `heads` may come from a copy that follows it.
    """

    def __init__(
        self, store: Store, heads: Heads, pages: Pages, callers: Callers, readings: Readings, *, from_copy: bool
    ) -> None:
        self._store = store
        self._heads = heads
        self._pages = pages
        self._callers = callers
        self._readings = readings
        self._from_copy = from_copy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            await self._answer(cast("HTTPScope", scope), receive, send)
        except ProductError as error:
            await _refuse(scope, error, send)
        except Exception as error:  # noqa: BLE001 - the outermost edge: nobody else would answer
            _log.error("request.unforeseen", path=PATH, exc_info=error)
            await _refuse(scope, Trouble("server.unforeseen"), send)

    async def _answer(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        if scope["method"] != "GET":
            raise RuleBroken("request.method")
        fields = fields_of(scope["headers"])
        reader = self._callers.known(fields.authorization) or await self._callers.find_reader(scope)
        box = scope["path"][len(PATH) :]
        if not reader.may_read(box):
            raise RuleBroken("access.box")
        asked = asked_in(scope["query_string"])
        stand = self._heads.get(box)
        if asked.after >= stand.pos:
            has_all = asked.after == stand.pos and asked.chain in {b"", stand.chain}
            chain = stand.chain if has_all else await self._confirmed(box, asked)
            self._readings.note(reader.origin, box, asked.after)
            if not await self._heads.wait(box, asked.after, asked.wait_s, receive):
                return
            stand = self._heads.get(box)
            if asked.after >= stand.pos:
                await self._nothing_new(asked.after, chain, fields, send)
                return
        page = await self._page(box, asked, stand.pos, fields)
        self._readings.note(reader.origin, box, asked.after)
        await _send_page(page, send)

    async def _page(self, box: str, asked: Asked, head: int, fields: Fields) -> Page:
        coding = chosen(fields.accept_encoding.decode("latin-1"))
        page = await self._pages.get(Wanted(box, asked.after, asked.limit, coding), (self._heads.server_epoch, head))
        if page is None or asked.chain not in {b"", page.chain}:
            await self._confirmed(box, asked)
            # The database agrees with the reader, and the copy of it that pages come from does not.
            raise Trouble("feed.copy_differs")
        return page

    async def _confirmed(self, box: str, asked: Asked) -> bytes:
        """Return the chain at the position that was asked for, if the reader's is the same.

        Raises:
            RuleBroken: `feed.reset`.
        """
        chain = await anyio.to_thread.run_sync(self._chain_at, box, asked)
        if not self._from_copy:
            # Another process wrote what this one has not heard of yet.
            self._heads.update({box: Head(asked.after, chain)})
        return chain.hex().encode("ascii")

    def _chain_at(self, box: str, asked: Asked) -> bytes:
        with self._store.reading() as connection:
            epoch = meta.server_epoch(connection)
            chain = boxes.chain_at(connection, box, asked.after)
        if chain is None or asked.chain not in {b"", chain.hex().encode("ascii")}:
            raise RuleBroken("feed.reset", server_epoch=epoch)
        return chain

    async def _nothing_new(self, pos: int, chain: bytes, fields: Fields, send: Send) -> None:
        tag = etag(self._heads.server_epoch, pos)
        if fields.if_none_match == tag:
            await _send(HTTPStatus.NOT_MODIFIED, [_NO_STORE, _VARY, (b"etag", tag)], b"", send)
        else:
            empty = FeedPage(next=pos, chain=chain.decode("ascii"), rows=())
            await _send_page(Page(chain, msgspec.json.encode(empty), "", tag), send)


async def _send_page(page: Page, send: Send) -> None:
    headers = [_NO_STORE, _VARY, _JSON, (b"etag", page.etag), (b"content-length", b"%d" % len(page.body))]
    if page.coding:
        headers.append((b"content-encoding", page.coding.encode("ascii")))
    await _send(HTTPStatus.OK, headers, page.body, send)


async def _refuse(scope: Scope, error: ProductError, send: Send) -> None:
    status, body = encode_problem(error, header_map(scope).get("accept-language", ""))
    headers = [_NO_STORE, (b"content-type", PROBLEM_JSON.encode()), (b"content-length", b"%d" % len(body))]
    if status == HTTPStatus.UNAUTHORIZED:
        headers.append((b"www-authenticate", WHO_MAY.encode()))
    await _send(status, headers, body, send)


async def _send(status: int, headers: list[tuple[bytes, bytes]], body: bytes, send: Send) -> None:
    await send({"type": "http.response.start", "status": int(status), "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
