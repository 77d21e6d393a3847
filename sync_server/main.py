"""The server put together from its settings: the one place where its parts are built."""

import asyncio
import socket
from collections.abc import Callable
from importlib.metadata import version
from typing import TYPE_CHECKING

import uvicorn
from argon2 import PasswordHasher

from casework.catalogue_load import load
from casework.clock import Clock, SystemClock, legal_day
from casework.errors import Trouble
from resources.catalogue import files
from sync_server.blob_store import open_blob_store
from sync_server.blobs import Blobs
from sync_server.catalogues import Catalogues
from sync_server.claims import Claims
from sync_server.descriptors import raise_limit
from sync_server.devices import Devices
from sync_server.holds import HoldKeeper
from sync_server.http.app import Application, Doors, assemble
from sync_server.http.bounded import BoundedProtocol
from sync_server.http.callers import Callers
from sync_server.http.heads import Heads
from sync_server.http.pages import Pages
from sync_server.http.readings import Readings
from sync_server.http.watch import Watch
from sync_server.intake import Intake
from sync_server.own_stream import OwnStream
from sync_server.people import People, Rules
from sync_server.publishing import Publisher
from sync_server.rebuild import is_changed, rebuild_if_changed
from sync_server.seal_door import SEAL_KEYS, SealDoor
from sync_server.seal_register import SealRegister
from sync_server.seal_standing import SealNews
from sync_server.settings import SITE_FILE, Settings, load_site
from sync_server.slips import Slips
from sync_server.store.engine import Store, open_store
from sync_server.store.migrate import upgrade
from sync_server.store.transfer import is_unfinished, others_connected
from sync_server.tickets import Ended, Tickets, shared_secret
from sync_server.waiting import FOR_CATALOGUE, FOR_KIND

if TYPE_CHECKING:
    from sync_server.seal_office import SealOffice

DISTRIBUTION = "integrated-window"
_MIB = 1024 * 1024
_KEEP_ALIVE_S = 75
_GRACE_S = 2
_STALE_PART_DAYS = 30
# The system takes fewer if it must; thousands of readers come back at once when a server was exchanged.
_BACKLOG = 8192
_TICKS_A_SWEEP = 50


def build_doors(settings: Settings, store: Store, clock: Clock) -> Doors:
    """Return the server's parts over an open store."""
    site = load_site(settings.folder / SITE_FILE)
    catalogues = Catalogues(store, load(files()), site.region, clock)
    feeds = open_store(settings.replica_url) if settings.replica_url else store
    poll_s = settings.head_poll_ms / 1000
    heads, ended = Heads(), Ended(poll_s)
    watch = Watch(store, feeds, heads, ended, clock, poll_s)
    tickets = Tickets(shared_secret(store), clock, ended)
    rules = Rules(settings.token_hours, settings.wrong_passwords, settings.lock_minutes)
    intake = Intake(store, catalogues, clock, watch.announce, catalogues.newest_version)
    devices = Devices(store, site, catalogues.newest_version, clock)
    people = People(store, clock, rules, catalogues.department_name, PasswordHasher())
    own = OwnStream(intake, clock, site.region)
    kept = open_blob_store(settings.blob_store, settings.blobs)
    blobs = Blobs(store, settings.blobs, clock, kept, settings.max_blob_mib * _MIB, settings.blob_floor_mib * _MIB)
    seal_keys = settings.folder / SEAL_KEYS

    def seal_office() -> "SealOffice":
        from sync_server.seal_office import SealSite, open_office  # noqa: PLC0415 - `SealDoor` says why so late

        return open_office(store, own, blobs, clock, SealSite(catalogues, site, seal_keys, settings.time_stamp_url))

    return Doors(
        store=store,
        feeds=feeds,
        devices=devices,
        people=people,
        intake=intake,
        holds=HoldKeeper(store, own, clock, settings.hold_days),
        publisher=Publisher(catalogues, own, clock),
        seals=SealDoor(store, clock, seal_office),
        register=SealRegister(store, clock, lambda: catalogues.in_force(legal_day(clock.now()))),
        news=SealNews(store, clock),
        blobs=blobs,
        heads=heads,
        watch=watch,
        pages=Pages(feeds),
        readings=Readings(store, clock),
        callers=Callers(devices, people, tickets, ended, clock),
        tickets=tickets,
        catalogues=catalogues,
        claims=Claims(store, clock),
        slips=Slips(store, catalogues, site, clock),
    )


def build_app(settings: Settings, clock: Clock | None = None) -> Application:
    """Return the application, its database brought up to date; it closes the database when it ends.

    Raises:
        Trouble: settings, site or database cannot be used.
    """
    return assemble(open_doors(settings, clock or SystemClock()), version(DISTRIBUTION))


def bring_up_to_date(settings: Settings, *, beside_others: bool = False) -> None:
    """Give the database the form that this release works with.

    `beside_others` says that workers serve from it meanwhile, perhaps of another release: these would go on storing
    cases in their own form.

    Raises:
        Trouble: it cannot be reached, is of a later release, or is the copy of an interrupted move;
            `serve.restart_needed`, its cases must be made again, which needs everybody else to have stopped.
    """
    store = open_store(settings.database)
    try:
        upgrade(store)
        with store.reading() as connection:
            if is_unfinished(connection):
                raise Trouble("store.half_moved")
            if is_changed(connection) and (beside_others or others_connected(connection)):
                raise Trouble("serve.restart_needed")
        rebuild_if_changed(store)
    finally:
        store.close()


def open_doors(settings: Settings, clock: Clock) -> Doors:
    """Return the server's parts over its database, which is brought up to date first."""
    bring_up_to_date(settings)
    store = open_store(settings.database)
    doors = build_doors(settings, store, clock)
    doors.catalogues.keep_shipped()
    doors.blobs.drop_stale(_STALE_PART_DAYS)
    # What an earlier release could not read yet, or judge.
    doors.intake.judge_again((FOR_KIND, *FOR_CATALOGUE))
    return doors


class WindowServer(uvicorn.Server):
    """Serves the application; on stopping, whoever waits for a mailbox is answered first.

    `when_ready` is called, in the server's thread, once requests are taken.
    """

    def __init__(self, settings: Settings, clock: Clock | None = None) -> None:
        self.doors = open_doors(settings, clock or SystemClock())
        config = uvicorn.Config(
            assemble(self.doors, version(DISTRIBUTION)),
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            server_header=False,
            http=BoundedProtocol,
            ws="none",
            lifespan="on",
            backlog=_BACKLOG,
            timeout_keep_alive=_KEEP_ALIVE_S,
            timeout_graceful_shutdown=_GRACE_S,
        )
        super().__init__(config)
        self.when_ready: Callable[[], None] = _nothing

    @property
    def address(self) -> str:
        """Where the server listens, once it has started: `http://127.0.0.1:8741`."""
        host, port = self.servers[0].sockets[0].getsockname()[:2]
        return f"http://{host}:{port}"

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to take requests, then call `when_ready`."""
        raise_limit()
        await super().startup(sockets)
        if self.started:
            self.when_ready()

    async def on_tick(self, counter: int) -> bool:
        """Do what uvicorn does ten times a second; now and then also end connections that only take up room."""
        if counter % _TICKS_A_SWEEP == 0:
            now = asyncio.get_running_loop().time()
            for connection in list(self.server_state.connections):
                if isinstance(connection, BoundedProtocol) and connection.is_slow(now):
                    connection.transport.close()
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop taking requests, release those that wait, finish those that work."""
        self.doors.heads.release()
        await super().shutdown(sockets)


def _nothing() -> None:
    """Nobody wants to be told."""
