"""Pages of mailboxes, each built once for everybody who asks for it at the same time.

When an event comes, thousands who waited ask for one page: the first has it made, the others share the bytes.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import anyio.to_thread
import msgspec

from casework.contract import FeedPage, FeedRow
from casework.lifecycle import Verdict
from casework.packing import LEAST_BYTES, pack
from sync_server.store import boxes, meta
from sync_server.store.boxes import Head, Line
from sync_server.store.engine import Store

MAX_PAGE_BYTES = 4 * 1024 * 1024
_MOST_PAGES = 256
_MOST_BYTES = 64 * 1024 * 1024
_encoder = msgspec.json.Encoder()


class Wanted(NamedTuple):
    """The rows of a mailbox behind a position, at most `limit` of them, in a coding of `casework.packing`."""

    box: str
    after: int
    limit: int
    coding: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is sent; `chain` (hexadecimal) is the mailbox's at the position that was asked for."""

    chain: bytes
    body: bytes
    coding: str
    etag: bytes


@dataclass(slots=True)
class _Kept:
    head: tuple[int, int]
    task: asyncio.Task[Page | None]
    size: int = 0


class Pages:
    """The pages of `store`, those of late in memory: 256 of them, or 64 MiB."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: OrderedDict[Wanted, _Kept] = OrderedDict()
        self._bytes = 0

    async def get(self, wanted: Wanted, head: tuple[int, int]) -> Page | None:
        """Return a page that is no older than `head` of its mailbox; None where that has not come to `after`.

        Raises:
            Trouble: the database cannot be read.
        """
        kept = self._kept.get(wanted)
        if kept is None or kept.head != head:
            kept = self._begin(wanted, head)
        else:
            self._kept.move_to_end(wanted)
        if kept.task.done():
            return kept.task.result()
        # Whoever came first may leave; the others still want it.
        return await asyncio.shield(kept.task)

    async def settle(self) -> None:
        """Wait until nothing is being read; at the end, before the database is closed."""
        await asyncio.gather(*(kept.task for kept in self._kept.values()), return_exceptions=True)

    def _begin(self, wanted: Wanted, head: tuple[int, int]) -> _Kept:
        self._drop(wanted)
        task = asyncio.get_running_loop().create_task(anyio.to_thread.run_sync(self._build, wanted))
        kept = self._kept[wanted] = _Kept(head, task)
        task.add_done_callback(lambda _: self._settle(wanted, kept))
        return kept

    def _settle(self, wanted: Wanted, kept: _Kept) -> None:
        failed = kept.task.cancelled() or kept.task.exception() is not None
        if self._kept.get(wanted) is not kept:
            return
        if failed:
            self._drop(wanted)
            return
        page = kept.task.result()
        kept.size = len(page.body) if page else 0
        self._bytes += kept.size
        while len(self._kept) > _MOST_PAGES or self._bytes > _MOST_BYTES:
            self._drop(next(iter(self._kept)))

    def _drop(self, wanted: Wanted) -> None:
        kept = self._kept.pop(wanted, None)
        self._bytes -= kept.size if kept else 0

    def _build(self, wanted: Wanted) -> Page | None:
        with self._store.reading() as connection:
            epoch = meta.server_epoch(connection)
            chain = boxes.chain_at(connection, wanted.box, wanted.after)
            if chain is None:
                return None
            lines = boxes.page(connection, wanted.box, wanted.after, wanted.limit, MAX_PAGE_BYTES)
        last = Head(lines[-1].pos, lines[-1].chain) if lines else Head(wanted.after, chain)
        body = encode_page(last, lines)
        coding = wanted.coding if len(body) >= LEAST_BYTES else ""
        return Page(chain.hex().encode("ascii"), pack(body, coding), coding, etag(epoch, last.pos))


def etag(server_epoch: int, pos: int) -> bytes:
    """Return the tag of a mailbox that was read up to a position."""
    return b'"E%d-%d"' % (server_epoch, pos)


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
