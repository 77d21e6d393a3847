"""The line over every page: what is out of the ordinary, what goes on all the same, and what comes next.

Only the worst is said: a full disk before a wrong clock, a server that refuses this desk before one that is away.
"""

from casework.clock import CHINA, from_ms, wall_ms
from counter_app.desk.bench import Desk
from counter_app.presenters.shell_views import BannerKind, BannerView, Link
from counter_app.presenters.wording import Words
from counter_app.store.room import Level
from counter_app.sync.progress import Moment, Phase
from counter_app.sync.status import SyncStatus

MANY_ROWS = 200
"""From this many rows of the mailbox on, fetching them is told."""
MUCH_BYTES = 1024 * 1024
"""From this many bytes of scans on, moving them is told."""
_MIB = 1024 * 1024
_MINUTE_MS = 60_000


def banner(desk: Desk, words: Words, status: SyncStatus, link: Link, backlog: int) -> BannerView | None:
    """Return what is to be said; None while all is well. `backlog` is how many records waited when the server came."""
    if status.room is not None and status.room.level is Level.RESERVE:
        return _disk(words, status, "banner.disk_reserve")
    if status.contact.refused:
        return _not_let_in(words, status)
    if status.clock_suspect:
        return _clock(words, status)
    if link is not Link.ONLINE or _is_long(status.progress):
        return _offline(desk, words, status) if link is Link.OFFLINE else _catching_up(words, status, backlog)
    if status.room is not None and status.room.level is Level.LOW:
        return _disk(words, status, "banner.disk_low")
    return _catalogue(words, status) if status.catalogue_refused else None


def training_banner(words: Words) -> BannerView:
    """Return the band over every page of a training desk, in the place of any other."""
    return BannerView(
        BannerKind.TRAINING,
        words("banner.training"),
        words("banner.training_text"),
        tail=words("banner.training_leave"),
        training=True,
    )


def _is_long(moment: Moment) -> bool:
    return moment.rows.done >= MANY_ROWS or moment.blob_bytes.total >= MUCH_BYTES


def _counted(kind: BannerKind, title: str, text: str, status: SyncStatus, **more: str | int) -> BannerView:
    return BannerView(
        kind,
        title,
        text,
        waiting=status.waiting,
        refused=status.refused,
        contested=status.contested + status.changed,
        **more,  # type: ignore[arg-type]
    )


def _offline(desk: Desk, words: Words, status: SyncStatus) -> BannerView:
    now_ms = wall_ms(desk.clock.now())
    since = status.contact.offline_since_ms or now_ms
    minutes = max(0, now_ms - since) // _MINUTE_MS
    title = words("banner.offline", minutes=minutes) if minutes else words("banner.offline_now")
    start = f"{from_ms(since).astimezone(CHINA):%H:%M}"
    retry = from_ms(now_ms + round(status.next_try_s * 1000)).astimezone(CHINA)
    tail = words("banner.retry", time=f"{retry:%H:%M:%S}")
    return _counted(BannerKind.OFFLINE, title, words("banner.offline_text", time=start), status, tail=tail)


def _not_let_in(words: Words, status: SyncStatus) -> BannerView:
    return _counted(BannerKind.NOT_LET_IN, words("banner.not_let_in"), words("banner.not_let_in_text"), status)


def _clock(words: Words, status: SyncStatus) -> BannerView:
    offset_ms = status.clock_offset_ms or 0
    minutes = abs(offset_ms) // _MINUTE_MS
    if not minutes:
        text = words("banner.clock_jumped")
    else:
        text = words("banner.clock_behind" if offset_ms > 0 else "banner.clock_ahead", minutes=minutes)
    return _counted(BannerKind.CLOCK, words("banner.clock"), text, status)


def _disk(words: Words, status: SyncStatus, key: str) -> BannerView:
    free = status.room.free_bytes // _MIB if status.room is not None else 0
    return _counted(BannerKind.DISK, words("banner.disk", free=free), words(key), status)


def _catalogue(words: Words, status: SyncStatus) -> BannerView:
    return _counted(BannerKind.CATALOGUE, words("banner.catalogue"), words("banner.catalogue_text"), status)


def _catching_up(words: Words, status: SyncStatus, backlog: int) -> BannerView:
    moment, done = status.progress, backlog - status.waiting
    if moment.phase is Phase.SCANS and moment.blob_bytes.total:
        share = moment.blob_bytes
        text = words("banner.scans", done=f"{share.done / _MIB:.1f}", total=f"{share.total / _MIB:.1f}")
        return _counted(
            BannerKind.CATCHING_UP, words("banner.catching_up"), text, status, done=share.done, total=share.total
        )
    if moment.phase is Phase.FETCHING and moment.rows.done:
        text = words("banner.fetching", count=moment.rows.done)
        return _counted(BannerKind.CATCHING_UP, words("banner.catching_up"), text, status)
    text = words("banner.progress", total=backlog, done=done)
    return _counted(BannerKind.CATCHING_UP, words("banner.catching_up"), text, status, done=done, total=backlog)
