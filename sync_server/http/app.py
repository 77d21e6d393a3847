"""The HTTP application put together."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass

from litestar import Litestar, Router
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.types import ASGIApp

from casework.contract import MAX_PUSH_BYTES
from sync_server import open_transactions
from sync_server.blobs import Blobs
from sync_server.catalogues import Catalogues
from sync_server.claims import Claims
from sync_server.devices import Devices
from sync_server.holds import HoldKeeper
from sync_server.http import blob_routes, catalogue_routes, claim_routes, health, routes
from sync_server.http.callers import CallerMiddleware, Callers
from sync_server.http.feed import Feed
from sync_server.http.heads import Heads
from sync_server.http.problems import HANDLERS
from sync_server.intake import Intake
from sync_server.people import People
from sync_server.store.engine import Store

# A push's events have 2 MiB; its envelope comes on top.
_MAX_BODY_BYTES = MAX_PUSH_BYTES + 64 * 1024


@dataclass(frozen=True, slots=True)
class Doors:
    """What the routes call."""

    store: Store
    devices: Devices
    people: People
    intake: Intake
    holds: HoldKeeper
    blobs: Blobs
    heads: Heads
    catalogues: Catalogues
    claims: Claims
    max_blob_bytes: int


def assemble(doors: Doors, version: str) -> Litestar:
    """Return the application; it closes the store when it ends."""
    callers = Callers(doors.devices, doors.people)
    writers = Router(
        "/v1",
        route_handlers=[
            routes.hello,
            routes.push,
            routes.sign_in,
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
        route_handlers=[blob_routes.missing, blob_routes.store_blob, blob_routes.fetch_blob],
        middleware=[_known(callers, doors.max_blob_bytes)],
        request_max_body_size=doors.max_blob_bytes,
    )
    feed = Feed(doors.store, doors.heads, callers)
    return Litestar(
        route_handlers=[health.healthz, health.readyz, routes.enrol, routes.login, writers, blobs, feed.handler()],
        dependencies=_dependencies(doors),
        exception_handlers=HANDLERS,
        lifespan=[_life(doors)],
        openapi_config=OpenAPIConfig(
            title="Integrated window",
            version=version,
            path="/api",
            render_plugins=[JsonRenderPlugin()],
        ),
        request_max_body_size=_MAX_BODY_BYTES,
        # Tracebacks belong into the log; HANDLERS writes them there.
        logging_config=None,
    )


def _known(callers: Callers, max_bytes: int) -> Callable[[ASGIApp], ASGIApp]:
    # A function, because Litestar copies what it registers in depth and functions are left whole.
    def put_around(app: ASGIApp) -> ASGIApp:
        return CallerMiddleware(app, callers=callers, max_bytes=max_bytes)

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
    }
    return {name: _always(value) for name, value in given.items()}


def _always(value: object) -> Provide:
    def give() -> object:
        return value

    return Provide(give, sync_to_thread=False)


def _life(doors: Doors) -> Callable[[Litestar], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def life(_app: Litestar) -> AsyncIterator[None]:
        works = (doors.heads.follow(), doors.holds.follow(), open_transactions.follow(doors.store))
        beside = [asyncio.create_task(work) for work in works]
        try:
            yield
        finally:
            for task in beside:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
            doors.store.close()

    return life
