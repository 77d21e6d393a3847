"""The HTTP application put together."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

from litestar import Litestar, Router
from litestar.di import Provide
from litestar.enums import ScopeType
from litestar.openapi import OpenAPIConfig
from litestar.types import ASGIApp, Receive, Scope, Send

from casework.contract import MAX_CHUNK_BYTES, MAX_PUSH_BYTES
from sync_server import open_transactions
from sync_server.blobs import Blobs
from sync_server.catalogues import Catalogues
from sync_server.claims import Claims
from sync_server.devices import Devices
from sync_server.holds import HoldKeeper
from sync_server.http import blob_routes, catalogue_routes, claim_routes, health, routes, seal_routes, slip_routes
from sync_server.http.callers import CallerMiddleware, Callers
from sync_server.http.described import Described
from sync_server.http.feed import PATH, Feed
from sync_server.http.heads import Heads
from sync_server.http.pages import Pages
from sync_server.http.problems import HANDLERS
from sync_server.http.readings import Readings
from sync_server.http.watch import Watch
from sync_server.intake import Intake
from sync_server.people import People
from sync_server.publishing import Publisher
from sync_server.seal_door import SealDoor
from sync_server.seal_register import SealRegister
from sync_server.seal_standing import SealNews
from sync_server.slips import Slips
from sync_server.store.engine import Store
from sync_server.tickets import Tickets

# A push's events have 2 MiB; its envelope comes on top.
_MAX_BODY_BYTES = MAX_PUSH_BYTES + 64 * 1024
# A list of a thousand hashes is less than a chunk.
_MAX_CHUNK_BODY_BYTES = MAX_CHUNK_BYTES
_MAX_MARKS_BYTES = 64 * 1024
_LOOK_FOR_SEALS_S = 0.5


@dataclass(frozen=True, slots=True)
class Doors:
    """What the routes call. `feeds` is `store`, or a copy that follows it and is read for mailboxes."""

    store: Store
    feeds: Store
    devices: Devices
    people: People
    intake: Intake
    holds: HoldKeeper
    blobs: Blobs
    heads: Heads
    watch: Watch
    pages: Pages
    readings: Readings
    callers: Callers
    tickets: Tickets
    catalogues: Catalogues
    claims: Claims
    publisher: Publisher
    seals: SealDoor
    register: SealRegister
    news: SealNews
    slips: Slips


class Application:
    """The server as it is called: mailboxes are answered before the framework is asked, everything else by it."""

    def __init__(self, feed: Feed, rest: Litestar) -> None:
        self._feed = feed
        self._rest = rest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request, or the application's life."""
        if scope["type"] == ScopeType.HTTP and scope["path"].startswith(PATH):
            await self._feed(scope, receive, send)
        else:
            await self._rest(scope, receive, send)

    def lifespan(self) -> AbstractAsyncContextManager[None]:
        """Return what must be entered while requests are handled, where no ASGI server does it."""
        return self._rest.lifespan()


def assemble(doors: Doors, version: str) -> Application:
    """Return the application; it closes the store when it ends."""
    callers = doors.callers
    writers = Router(
        "/v1",
        route_handlers=[
            routes.hello,
            routes.push,
            routes.sign_in,
            seal_routes.seals,
            catalogue_routes.fetch_catalogue,
            claim_routes.claim,
            claim_routes.renew,
            claim_routes.done,
        ],
        middleware=[_known(callers, _MAX_BODY_BYTES)],
        request_max_body_size=_MAX_BODY_BYTES,
    )
    blobs = Router(
        "/v1/blobs",
        route_handlers=[
            blob_routes.missing,
            blob_routes.standing,
            blob_routes.append,
            blob_routes.store_blob,
            blob_routes.fetch_blob,
        ],
        middleware=[_known(callers, _MAX_CHUNK_BODY_BYTES)],
        request_max_body_size=_MAX_CHUNK_BODY_BYTES,
    )
    readers = Router(
        "/v1",
        route_handlers=[routes.common],
        middleware=[_known(callers, _MAX_MARKS_BYTES, for_readers=True)],
        request_max_body_size=_MAX_MARKS_BYTES,
    )
    rest = Litestar(
        route_handlers=[
            health.healthz,
            health.readyz,
            routes.enrol,
            routes.login,
            slip_routes.window_keys,
            slip_routes.slip_page,
            slip_routes.slip_page_small,
            writers,
            readers,
            blobs,
        ],
        dependencies=_dependencies(doors),
        exception_handlers=HANDLERS,
        lifespan=[_life(doors)],
        openapi_config=OpenAPIConfig(
            title="Integrated window",
            version=version,
            path="/api",
            render_plugins=[Described()],
        ),
        request_max_body_size=_MAX_BODY_BYTES,
        # Tracebacks belong into the log; HANDLERS writes them there.
        logging_config=None,
    )
    from_copy = doors.feeds is not doors.store
    feed = Feed(doors.store, doors.heads, doors.pages, callers, doors.readings, from_copy=from_copy)
    return Application(feed, rest)


def _known(callers: Callers, max_bytes: int, *, for_readers: bool = False) -> Callable[[ASGIApp], ASGIApp]:
    # A function, because Litestar copies what it registers in depth and functions are left whole.
    def put_around(app: ASGIApp) -> ASGIApp:
        return CallerMiddleware(app, callers=callers, max_bytes=max_bytes, for_readers=for_readers)

    return put_around


def _dependencies(doors: Doors) -> dict[str, Provide]:
    given = {
        "store": doors.store,
        "devices": doors.devices,
        "people": doors.people,
        "intake": doors.intake,
        "blobs": doors.blobs,
        "catalogues": doors.catalogues,
        "claims": doors.claims,
        "tickets": doors.tickets,
        "slips": doors.slips,
        "news": doors.news,
    }
    return {name: _always(value) for name, value in given.items()}


def _always(value: object) -> Provide:
    def give() -> object:
        return value

    return Provide(give, sync_to_thread=False)


def _life(doors: Doors) -> Callable[[Litestar], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def life(_app: Litestar) -> AsyncIterator[None]:
        await doors.watch.look()
        beside = [asyncio.create_task(work) for work in (doors.watch.follow(), doors.readings.keep_writing())]
        sealing = doors.seals.follow(max(doors.watch.poll_s, _LOOK_FOR_SEALS_S))
        works = (doors.holds.follow(), open_transactions.follow(doors.store), sealing)
        keeping = [asyncio.create_task(work) for work in works]
        try:
            yield
        finally:
            for task in keeping:
                task.cancel()
            doors.watch.stop()
            doors.readings.stop()
            await asyncio.gather(*beside, *keeping, doors.pages.settle(), return_exceptions=True)
            doors.feeds.close()
            doors.store.close()

    return life
