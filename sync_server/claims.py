"""Sharing a department's work between its pollers: leases on positions of its mailbox, each with a number that grows.

A holder that stalls loses its lease when its time is over, and whoever claims next gets a higher number. The number is
written into what is decided under it; nothing is refused for an old one, because what was decided must be kept: the
state of the case says which of two decisions counts. Times are the server's.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import structlog
from sqlalchemy import Connection

from casework.access import OriginKind
from casework.clock import Clock, wall_ms
from casework.contract import Claim, Claimed, ClaimItem, Held
from casework.errors import RuleBroken
from casework.events import read_header
from casework.routing import department_box
from casework.texts import tidy
from sync_server.store import claims as rows
from sync_server.store.claims import Lease, Position
from sync_server.store.engine import Store
from sync_server.writers import Writer

# Few events have a number; the others need not be taken apart for it.
_FENCED = b'"fence"'
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Claims:
    """Who works on what."""

    store: Store
    clock: Clock

    def claim(self, writer: Writer, wish: Claim) -> Claimed:
        """Give the writer up to `n` positions of its own mailbox that nobody works on, in order.

        Raises:
            RuleBroken: `access.box`.
        """
        _check_box(writer, wish.box)
        now_ms = wall_ms(self.clock.now())
        until_ms = now_ms + wish.ttl_s * 1000
        with self.store.writing() as connection:
            found = rows.free(connection, wish.box, now_ms, wish.n)
            if not found:
                return Claimed(items=())
            fence = rows.next_fence(connection, wish.box)
            # Others claimed while we waited for the number; from here on they wait for us.
            found = rows.free(connection, wish.box, now_ms, wish.n, [one.pos for one in found])
            rows.take(connection, wish.box, found, Lease(fence, tidy(wish.holder), until_ms))
        return Claimed(items=tuple(_item(one, fence, until_ms) for one in found))

    def renew(self, writer: Writer, held: Held) -> Claimed:
        """Let a claim live on for `ttl_s` from now.

        Raises:
            RuleBroken: `access.box`; `claim.lost`: somebody else has claimed the position since, or it is done.
        """
        _check_box(writer, held.box)
        until_ms = wall_ms(self.clock.now()) + held.ttl_s * 1000
        with self.store.writing() as connection:
            position, lease = _own(connection, held)
            if lease.done_ms is not None:
                raise RuleBroken("claim.lost", p=held.p)
            rows.renew(connection, held.box, held.p, until_ms)
        return Claimed(items=(_item(position, held.fence, until_ms),))

    def done(self, writer: Writer, held: Held) -> None:
        """Note that a position is done, for good; saying it twice does no harm.

        Raises:
            RuleBroken: `access.box`; `claim.lost`: somebody else has claimed the position since.
        """
        _check_box(writer, held.box)
        with self.store.writing() as connection:
            _, lease = _own(connection, held)
            if lease.done_ms is None:
                rows.finish(connection, held.box, held.p, wall_ms(self.clock.now()))


def note_stale(connection: Connection, writer: Writer, raws: Iterable[bytes]) -> int:
    """Log which of these events a department wrote under a number that is no longer its case's; return how many."""
    if writer.kind is not OriginKind.DEPARTMENT:
        return 0
    headers = (read_header(raw) for raw in raws if _FENCED in raw)
    fenced = [header for header in headers if header is not None and header.fence]
    if not fenced:
        return 0
    box = department_box(writer.origin, writer.region)
    current = rows.fences(connection, box, {header.case for header in fenced})
    stale = [header for header in fenced if header.fence < current.get(header.case, 0)]
    for header in stale:
        _log.warning(
            "claim.stale_result",
            origin=writer.origin,
            event_id=header.id,
            case=header.case,
            fence=header.fence,
            current=current[header.case],
        )
    return len(stale)


def _check_box(writer: Writer, box: str) -> None:
    if writer.kind is not OriginKind.DEPARTMENT or box != department_box(writer.origin, writer.region):
        raise RuleBroken("access.box")


def _own(connection: Connection, held: Held) -> tuple[Position, Lease]:
    found = rows.lease_of(connection, held.box, held.p)
    if found is None or found[1].fence != held.fence:
        raise RuleBroken("claim.lost", p=held.p)
    return found


def _item(position: Position, fence: int, until_ms: int) -> ClaimItem:
    return ClaimItem(p=position.pos, event=position.event_id, case=position.case_id, fence=fence, until_ms=until_ms)
