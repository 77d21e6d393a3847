"""Sending the department's own stream: what waits goes up in order, documents after the events that name them."""

import time
from dataclasses import dataclass
from pathlib import Path

import msgspec

from casework.chunks import Pace, Standing, send_in_chunks
from casework.clock import Clock, wall_ms
from casework.contract import MAX_PUSH_BYTES, MAX_PUSH_EVENTS, PROTOCOL, Hello, Push
from casework.errors import RuleBroken, Trouble
from casework.ids import uuid7
from sync_server.department.client import Client
from sync_server.department.store.database import Database
from sync_server.department.store.journal import Journal, Written

# The envelope around the events takes a little of what a push may have.
_MOST_BYTES = MAX_PUSH_BYTES - 4096
_MOST_TURNS = 3


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of the events that were sent: how many, and those that did not take effect."""

    events: int
    refused: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends what waits; safe to run again after anything."""

    database: Database
    journal: Journal
    client: Client
    clock: Clock
    outgoing: Path

    def send(self) -> Sent:
        """Send every event without a verdict and every document the server lacks.

        Raises:
            Trouble: network or server; what was not sent waits for the next run.
            RuleBroken: the login may not write, or has run out.
        """
        self._compare()
        before = {one.seq for one in self.journal.refused()}
        count = 0
        while waiting := self.journal.waiting():
            count += self._send_from(waiting[0].seq)
        self._send_blobs()
        return Sent(count, tuple(one for one in self.journal.refused() if one.seq not in before))

    def _compare(self) -> None:
        """Find out whether the server was restored, or this database: before anything is sent."""
        last = self.journal.last()
        if not last:
            return
        hello = Hello(
            proto=(PROTOCOL,),
            epoch=self.journal.epoch() or "",
            head=last,
            hash=self.journal.hash_at(last).hex(),
            catalog="",
            acked=self.journal.acked(),
            seen_epoch=self.journal.seen_epoch(),
        )
        welcome = self.client.hello(hello)
        with self.database.writing():
            restored = 0 < self.journal.seen_epoch() < welcome.server_epoch
            self.journal.see_epoch(welcome.server_epoch)
            if restored:
                # Its head alone proves nothing: a late copy of a push may have reached it first.
                self.journal.unsettle(0)
            if welcome.head > last or welcome.hash != self.journal.hash_at(welcome.head).hex():
                self.journal.begin(uuid7(wall_ms(self.clock.now())))
            elif any(one.verdict for one in self.journal.after(welcome.head)):
                self.journal.unsettle(welcome.head)

    def _send_from(self, first: int) -> int:
        for _ in range(_MOST_TURNS):
            batch = _fitting(self.journal.after(first - 1, MAX_PUSH_EVENTS))
            try:
                answer = self.client.push(self._push(batch))
            except RuleBroken as refusal:
                first = self._after_refusal(refusal, first)
                continue
            with self.database.writing():
                self.journal.settle(answer.verdicts)
            return len(batch)
        raise Trouble("department.push_refused")

    def _after_refusal(self, refusal: RuleBroken, first: int) -> int:
        """Return from which number to go on."""
        if refusal.code == "push.gap":
            # The server was restored and lacks what it once had.
            return int(refusal.details["expected"])
        if refusal.code == "push.fork":
            # This database was copied or restored: its twin wrote other events under the same numbers.
            with self.database.writing():
                self.journal.begin(uuid7(wall_ms(self.clock.now())))
            return 1
        if refusal.code == "push.corrupt":
            return first
        raise refusal

    def _push(self, batch: list[Written]) -> Push:
        first = batch[0].seq
        return Push(
            origin=self.journal.origin,
            epoch=self.journal.epoch() or "",
            from_seq=first,
            prev=self.journal.hash_at(first - 1).hex(),
            tip=batch[-1].hash.hex(),
            events=tuple(msgspec.Raw(one.raw) for one in batch),
            receipts=tuple(one.receipt for one in batch if one.receipt is not None),
        )

    def _send_blobs(self) -> None:
        unsent = self.journal.unsent_blobs()
        if not unsent:
            return
        lacking = set(self.client.missing(unsent))
        for sha256 in unsent:
            if sha256 in lacking:
                content = self._document(sha256)
                wire = _Wire(self.client, sha256, len(content))
                send_in_chunks(content, wire, Pace(), time.monotonic, _untold, resume=True)
            with self.database.writing():
                self.journal.blob_sent(sha256)

    def _document(self, sha256: str) -> bytes:
        file = self.outgoing / sha256
        try:
            return file.read_bytes()
        except OSError as error:
            raise Trouble("department.document_gone", file=str(file)) from error


@dataclass(frozen=True, slots=True)
class _Wire:
    """One document on its way to the server."""

    client: Client
    sha256: str
    length: int

    def standing(self) -> Standing:
        return self.client.blob_standing(self.sha256)

    def append(self, offset: int, chunk: bytes) -> Standing:
        return self.client.append_blob(self.sha256, offset, self.length, chunk)


def _untold(_sent: int) -> None:
    """Nobody watches a department's documents go up; they are few."""


def _fitting(events: list[Written]) -> list[Written]:
    """Return as many of the events as one push may hold, at least one."""
    size = 0
    for count, one in enumerate(events):
        size += len(one.raw) + 1
        if count and size > _MOST_BYTES:
            return events[:count]
    return events
