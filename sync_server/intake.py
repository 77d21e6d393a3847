"""The one door through which facts come in: a push of a writer's stream, judged and stored in one transaction.

Promises: everything up to the answered head is durable; a push that is sent again gets the stored verdicts and changes
nothing; whatever one event holds, the head moves on; mailboxes are written last and have no gaps.
"""

import re
from base64 import b64decode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import msgspec
import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from casework import chain
from casework.clock import Clock, wall_ms
from casework.contract import MAX_PUSH_BYTES, MAX_PUSH_EVENTS, PROTOCOL, EventVerdict, Hello, Push, PushAnswer, Welcome
from casework.errors import RuleBroken
from sync_server import claims
from sync_server.batch import Batch
from sync_server.store import boxes, meta, streams
from sync_server.store.engine import Store
from sync_server.store.streams import Entry, Head, Stored
from sync_server.writers import SERVER, Matters, Writer

_EPOCH = re.compile(r"[0-9A-Za-z-]{1,64}", re.ASCII)
_MOST_TRIES = 3
_log = structlog.get_logger()

_Posted = dict[str, boxes.Head]
_Result = TypeVar("_Result")
Announce = Callable[[_Posted], None]
"""Told after the commit where the mailboxes stand that were written to."""


@dataclass(frozen=True, slots=True)
class Intake:
    """Takes pushes; `announce` wakes whoever waits for a mailbox, `catalog` names the newest version."""

    store: Store
    matters: Matters
    clock: Clock
    announce: Announce
    catalog: Callable[[], str]

    def hello(self, writer: Writer, hello: Hello) -> Welcome:
        """Return where the server has the writer's stream of this epoch, and what it may send at once."""
        _check_epoch(hello.epoch)
        with self.store.reading() as connection:
            head = streams.head(connection, writer.origin, hello.epoch)
            epoch = meta.server_epoch(connection)
        if hello.acked > head.seq and hello.seen_epoch >= epoch:
            epoch = self._begin_epoch(hello)
        return Welcome(
            proto=PROTOCOL,
            server_epoch=epoch,
            head=head.seq,
            hash=head.hash.hex(),
            backup_mark=head.backup_mark,
            catalog=self.catalog(),
            max_events=MAX_PUSH_EVENTS,
            max_bytes=MAX_PUSH_BYTES,
            now=wall_ms(self.clock.now()),
        )

    def _begin_epoch(self, hello: Hello) -> int:
        """Raise the epoch of a server that was set back or made anew: it must not repeat numbers it gave out before."""
        with self.store.writing() as connection:
            epoch = max(meta.server_epoch(connection), hello.seen_epoch + 1)
            meta.write(connection, meta.SERVER_EPOCH, str(epoch).encode())
        _log.warning("server.lost_events", acked=hello.acked, server_epoch=epoch)
        return epoch

    def push(self, writer: Writer, push: Push) -> PushAnswer:
        """Store the events of `push` that are new and answer with a verdict for each of its events.

        Raises:
            RuleBroken: `push.other_origin`; `request.invalid` (not an epoch, events in both forms or in neither);
                `push.corrupt` (the tip does not follow from the events); `push.gap` (with `expected`: the number to go
                on from); `push.fork` (with `at`: the first number known to differ from what is stored).
            Trouble: the database could not take it; nothing was stored.
        """
        if push.origin != writer.origin:
            raise RuleBroken("push.other_origin", origin=push.origin)
        _check_epoch(push.epoch)
        events = _bytes_of(push)
        hashes = _hashes(push, events)
        return self._write(lambda connection: self._take(connection, writer, push, events, hashes))

    def append(self, writer: Writer, epoch: str, compose: Callable[[Connection], Sequence[bytes]]) -> PushAnswer:
        """Store what the server itself has to state at the end of its stream, as if it had been pushed.

        `compose` says what that is, perhaps nothing, in the transaction that stores it and while nobody else can append
        to the stream: what it finds is still so when its events count.
        """

        def work(connection: Connection) -> tuple[PushAnswer, _Posted]:
            head = streams.lock(connection, writer, epoch)
            events = list(compose(connection))
            push = Push(
                origin=writer.origin,
                epoch=epoch,
                from_seq=head.seq + 1,
                prev=head.hash.hex(),
                tip=chain.tip(head.hash, events).hex(),
                events=tuple(msgspec.Raw(raw) for raw in events),
            )
            return self._take(connection, writer, push, events, _hashes(push, events) if events else [])

        return self._write(work)

    def judge_again(self, reasons: Sequence[str], *, before_ms: int | None = None) -> int:
        """Judge again, in order, what is held for one of these reasons, and what that lets go.

        With `before_ms` only what came in before that wall time. Return how many events have another verdict now.
        """

        def work(connection: Connection) -> tuple[int, _Posted]:
            batch = Batch(connection, SERVER, self.matters, "", self._now_ms())
            batch.judge_again(streams.held_for(connection, reasons, before_ms))
            batch.store()
            return batch.rejudged, boxes.append(connection, batch.posts)

        return self._write(work)

    def _write(self, work: Callable[[Connection], tuple[_Result, _Posted]]) -> _Result:
        """Do the work in a transaction, then tell where the mailboxes stand that it wrote to; return its result."""
        for tries_left in reversed(range(_MOST_TRIES)):
            try:
                with self.store.writing() as connection:
                    result, posted = work(connection)
                break
            except IntegrityError:
                # Somebody stored the same event, case or number at the same moment; now it can be seen.
                if not tries_left:
                    raise
                _log.warning("intake.clash")
        if posted:
            self.announce(posted)
        return result

    def _take(
        self, connection: Connection, writer: Writer, push: Push, events: Sequence[bytes], hashes: Sequence[bytes]
    ) -> tuple[PushAnswer, _Posted]:
        head = streams.lock(connection, writer, push.epoch)
        old = _already_there(connection, push, hashes, head)
        new, first = events[old:], push.from_seq + old
        verdicts = _stored_verdicts(connection, push, first - 1)
        posted: _Posted = {}
        if new:
            batch = Batch(connection, writer, self.matters, push.epoch, self._now_ms())
            ids = batch.take(first, new, push.receipts)
            verdicts += [_verdict(seq, batch.kept(event_id)) for seq, event_id in enumerate(ids, start=first)]
            batch.store()
            head = Head(first + len(new) - 1, hashes[-1], head.backup_mark)
            streams.set_head(connection, writer, push.epoch, head)
            chained = zip(range(first, head.seq + 1), hashes[old:], ids, strict=True)
            streams.add_entries(connection, push.origin, push.epoch, [Entry(*one) for one in chained])
            claims.note_stale(connection, writer, new)
            posted = boxes.append(connection, batch.posts)
            _log.info("push.taken", origin=writer.origin, head=head.seq, new=len(new), **batch.counts())
        return self._answer(connection, head, verdicts), posted

    def _answer(self, connection: Connection, head: Head, verdicts: Sequence[EventVerdict]) -> PushAnswer:
        return PushAnswer(
            head=head.seq,
            verdicts=tuple(verdicts),
            backup_mark=head.backup_mark,
            server_epoch=meta.server_epoch(connection),
            now=self._now_ms(),
        )

    def _now_ms(self) -> int:
        return wall_ms(self.clock.now())


def _check_epoch(epoch: str) -> None:
    if _EPOCH.fullmatch(epoch) is None:
        raise RuleBroken("request.invalid")


def _hashes(push: Push, events: Sequence[bytes]) -> list[bytes]:
    """Return the chain's hash after each event; refuse a push that does not hang together."""
    link = bytes.fromhex(push.prev)
    hashes = []
    for raw in events:
        link = chain.link(link, raw)
        hashes.append(link)
    if hashes[-1].hex() != push.tip:
        raise RuleBroken("push.corrupt")
    if push.from_seq == 1 and bytes.fromhex(push.prev) != chain.stream_start(push.origin, push.epoch):
        raise RuleBroken("push.corrupt")
    return hashes


def _already_there(connection: Connection, push: Push, hashes: Sequence[bytes], head: Head) -> int:
    """Return how many of the push's events are stored; they, and what came before, must be the same."""
    if push.from_seq > head.seq + 1:
        raise RuleBroken("push.gap", expected=head.seq + 1)
    if push.from_seq == head.seq + 1:
        if head.hash.hex() != push.prev:
            raise RuleBroken("push.fork", at=head.seq)
        return 0
    before = push.from_seq - 1
    last = min(head.seq, before + len(hashes))
    stored = {one.seq: one.hash for one in streams.entries(connection, push.origin, push.epoch, max(before, 1), last)}
    if before and stored[before].hex() != push.prev:
        raise RuleBroken("push.fork", at=before)
    for seq in range(push.from_seq, last + 1):
        if stored[seq] != hashes[seq - push.from_seq]:
            raise RuleBroken("push.fork", at=seq)
    return max(0, last - before)


def _bytes_of(push: Push) -> list[bytes]:
    """Return the events of a push as bytes; it has them in one form or in the other."""
    if bool(push.events) == bool(push.opaque):
        raise RuleBroken("request.invalid")
    try:
        return [bytes(raw) for raw in push.events] or [b64decode(text, validate=True) for text in push.opaque]
    except ValueError as error:
        raise RuleBroken("request.invalid") from error


def _stored_verdicts(connection: Connection, push: Push, last: int) -> list[EventVerdict]:
    """Return what became of the events up to `last` that came with an earlier push."""
    entries = streams.entries(connection, push.origin, push.epoch, push.from_seq, last)
    stored = streams.by_ids(connection, {one.event_id for one in entries})
    return [_verdict(one.seq, stored[one.event_id]) for one in entries]


def _verdict(seq: int, event: Stored) -> EventVerdict:
    return EventVerdict(
        seq=seq,
        verdict=event.verdict,
        ver=event.ver,
        reason=event.reason,
        by=event.held_by,
        number=event.number,
        serial=event.serial,
    )
