"""Whether the server lives, and whether it can work."""

import msgspec
from litestar import get
from litestar.di import NamedDependency

from sync_server.store import meta
from sync_server.store.engine import Store


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """The answer of a server that is well."""

    status: str


class Ready(msgspec.Struct, frozen=True, kw_only=True):
    """The answer of a server that can work."""

    status: str
    server_epoch: int


@get("/healthz", sync_to_thread=False, summary="Whether the process lives")
def healthz() -> Health:
    """Answer."""
    return Health(status="ok")


@get("/readyz", sync_to_thread=True, summary="Whether the database answers")
def readyz(store: NamedDependency[Store]) -> Ready:
    """Answer if the database does; 503 otherwise."""
    with store.reading() as connection:
        return Ready(status="ready", server_epoch=meta.server_epoch(connection))
