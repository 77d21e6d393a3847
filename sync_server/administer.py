"""Setting a server up, and looking at how it is."""

import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from casework.clock import Clock, wall_ms
from casework.errors import RuleBroken, Trouble
from casework.signing import key_name
from sync_server.catalogues import public_key
from sync_server.settings import SETTINGS_FILE, SITE_FILE, Settings, load_site, set_in_file
from sync_server.store import devices, meta, readings, seal_uses, streams
from sync_server.store.engine import Store, open_store
from sync_server.store.migrate import current, newest, upgrade
from sync_server.store.postgres import LongTransaction, long_transactions
from sync_server.store.readings import Behind

_PRIVATE_FOLDER = 0o700
_MINUTE_MS = 60_000
_SETTINGS = """\
# Settings of this server; `sync-server check` says which are in force.
# Each may also be given as an environment variable: SYNC_SERVER_ and the name in capitals.
host = "{host}"
port = {port}
"""

SITE_EXAMPLE = """\
# How papers and pages name the hall.
region = "510600"
hall = "510600-H1"
hall_name = "大厅的全称"
hall_name_en = "Full name of the hall"
phone = "0838-0000000"
hours = "9:00-12:00 13:00-17:00"
progress_url = "HTTPS://HALL.EXAMPLE"
seal_code = "510600"
"""


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What `init` made."""

    folder: str
    database_version: str
    server_key: str


class ReaderState(msgspec.Struct, frozen=True, kw_only=True):
    """How far a reader is behind its mailbox.

    It lacks the last `behind` positions, of which the first came in `behind_min` minutes ago; `silent_min` ago it asked
    last.
    """

    reader: str
    box: str
    pos: int
    behind: int
    behind_min: int
    silent_min: int


class State(msgspec.Struct, frozen=True, kw_only=True):
    """How a server is: versions, counts, room on the disk, transactions that are open for more than a minute.

    `server_key` is what windows know it by; `readers` are those that ever asked for a mailbox; `unsealed` counts the
    papers that were decided and not sealed, by why.
    """

    database_version: str
    newest_version: str
    server_epoch: int
    server_key: str
    hall: str
    windows: tuple[str, ...]
    verdicts: dict[str, int]
    free_mib: int
    long_transactions: tuple[LongTransaction, ...]
    readers: tuple[ReaderState, ...]
    unsealed: dict[str, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a server is to live and listen; `database_url` is empty for SQLite in its folder."""

    folder: Path
    site_file: Path
    host: str
    port: int
    database_url: str = ""


def init(place: Place) -> Made:
    """Make a server: folder, settings, site, database, key.

    Raises:
        RuleBroken: `init.exists`, `init.database_used`; nothing is ever overwritten.
        Trouble: the site file cannot be used, or `init.folder`: the folder cannot be made or written.
    """
    if (place.folder / SITE_FILE).exists() or (place.folder / SETTINGS_FILE).exists():
        raise RuleBroken("init.exists", folder=str(place.folder))
    load_site(place.site_file)
    try:
        return _made(place)
    except OSError as error:
        raise Trouble("init.folder", folder=str(place.folder), why=error.strerror or str(error)) from error


def _made(place: Place) -> Made:
    place.folder.mkdir(parents=True, exist_ok=True, mode=_PRIVATE_FOLDER)
    settings = Settings(folder=place.folder, database_url=place.database_url)
    store = open_store(settings.database)
    try:
        reached = upgrade(store)
        key = _make_key(store)
    finally:
        store.close()
    settings.blobs.mkdir(exist_ok=True, mode=_PRIVATE_FOLDER)
    text = _SETTINGS.format(host=place.host, port=place.port)
    (place.folder / SETTINGS_FILE).write_text(text, encoding="utf-8")
    if place.database_url:
        set_in_file(place.folder / SETTINGS_FILE, "database_url", place.database_url)
    # Last, because it is what says that the server is there.
    shutil.copyfile(place.site_file, place.folder / SITE_FILE)
    return Made(folder=str(place.folder), database_version=reached, server_key=key)


def must_exist(folder: Path) -> None:
    """Refuse a folder without a server.

    Raises:
        RuleBroken: `init.absent`.
    """
    if not (folder / SITE_FILE).exists():
        raise RuleBroken("init.absent", folder=str(folder))


def must_have_database(settings: Settings) -> None:
    """Refuse a server whose database was lost: an empty one in its place would look like a hall without a past.

    Raises:
        Trouble: `store.gone`.
    """
    file = settings.database_file
    if file is not None and not (file.exists() and file.stat().st_size):
        raise Trouble("store.gone", file=str(file))


def state(settings: Settings, store: Store, clock: Clock) -> State:
    """Return how the server is."""
    now_ms = wall_ms(clock.now())
    site = load_site(settings.folder / SITE_FILE)
    with store.reading() as connection:
        return State(
            database_version=current(connection) or "",
            newest_version=newest(),
            server_epoch=meta.server_epoch(connection),
            server_key=public_key(connection),
            hall=site.hall,
            windows=tuple(device.window for device in devices.all_living(connection)),
            verdicts=streams.verdict_counts(connection),
            free_mib=shutil.disk_usage(settings.folder).free // (1024 * 1024),
            long_transactions=tuple(long_transactions(connection)),
            readers=tuple(_reader(one, now_ms) for one in readings.behind(connection)),
            unsealed=dict(Counter(one.why or "waiting" for one in seal_uses.unfinished(connection))),
        )


def _reader(one: Behind, now_ms: int) -> ReaderState:
    waits_since_ms = now_ms if one.waits_since_ms is None else one.waits_since_ms
    return ReaderState(
        reader=one.reached.reader,
        box=one.reached.box,
        pos=one.reached.pos,
        behind=max(0, one.head - one.reached.pos),
        behind_min=max(0, now_ms - waits_since_ms) // _MINUTE_MS,
        silent_min=max(0, now_ms - one.reached.at_ms) // _MINUTE_MS,
    )


def _make_key(store: Store) -> str:
    key = Ed25519PrivateKey.generate()
    raw = key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    with store.writing() as connection:
        if meta.read(connection, meta.SERVER_KEY) is not None:
            raise RuleBroken("init.database_used")
        meta.write(connection, meta.SERVER_KEY, raw)
        meta.write(connection, meta.SERVER_EPOCH, b"1")
    return key_name(key.public_key())
