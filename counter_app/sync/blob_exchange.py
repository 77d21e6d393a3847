"""Scans go up after the events that name them; decision documents come down before anybody asks for them.

Each blob is on its own: one that cannot be moved waits for its next try and holds up neither the others nor any event.
"""

import hashlib
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from threading import Lock
from typing import Protocol

from casework.chunks import Pace, Standing, send_in_chunks
from casework.errors import Trouble
from counter_app.changes import Changes, Topic
from counter_app.logs import Log
from counter_app.store.blobs import WAITING, WANTED, Transfer
from counter_app.store.store import Store
from counter_app.sync.answers import Absent, Corrupt, TooLarge
from counter_app.sync.api import Chunk, ServerApi

FIRST_PAUSE_MS = 2_000
LONGEST_PAUSE_MS = 300_000
_SOON_MS = 30_000
_AT_ONCE = 4
_MOST_DOUBLINGS = 10
_log = Log(__name__)

Moved = Callable[[int, int], None]
"""Is told how many bytes are moved, and of how many."""


class Report(Protocol):
    """What is told of the exchange."""

    blobs_sent: int
    blobs_fetched: int
    changes: Changes


@dataclass(frozen=True, slots=True)
class _Wire:
    """One blob on its way to the server."""

    api: ServerApi
    sha256: str
    length: int

    def standing(self) -> Standing:
        return self.api.blob_standing(self.sha256)

    def append(self, offset: int, chunk: bytes) -> Standing:
        return self.api.append_blob(self.sha256, Chunk(offset, self.length, chunk))


class _Tally:
    """How many bytes of several blobs that go at the same time have arrived."""

    def __init__(self, moved: Moved, total: int) -> None:
        self._moved = moved
        self._total = total
        self._came: dict[str, int] = {}
        self._given_up = False
        self._lock = Lock()

    def came(self, sha256: str, count: int) -> None:
        """Note how far a blob is.

        Raises:
            Trouble: `sync.blob_given_up`: another one met what stops them all.
        """
        with self._lock:
            if self._given_up:
                raise Trouble("sync.blob_given_up")
            self._came[sha256] = count
            self._moved(sum(self._came.values()), self._total)

    def give_up(self) -> None:
        """Let whoever is on the way stop behind its present chunk."""
        with self._lock:
            self._given_up = True


class BlobExchange:
    """The exchange of one desk; it remembers how quick the line was."""

    def __init__(self, store: Store, api: ServerApi, now_ms: Callable[[], int], moved: Moved) -> None:
        self._store = store
        self._api = api
        self._now_ms = now_ms
        self._moved = moved
        self._pace = Pace()

    def run(self, report: Report) -> None:
        """Send what waits and fetch what is wanted, as far as each is due.

        Raises:
            Trouble: the server could not be asked; what was exchanged is kept.
        """
        self._send_all(report)
        self._fetch_all(report)

    # --- sending --------------------------------------------------------------------------------------------------

    def _send_all(self, report: Report) -> None:
        waiting = self._store.blobs.due(WAITING, self._now_ms())
        if not waiting:
            return
        missing = frozenset(self._api.missing(tuple(one.sha256 for one in waiting)))
        self._settle([one for one in waiting if one.sha256 not in missing], report)
        to_send = [one for one in waiting if one.sha256 in missing]
        tally = _Tally(self._moved, sum(one.size for one in to_send))
        with ThreadPoolExecutor(_AT_ONCE, "scans") as wires:
            try:
                self._send_some(wires, to_send, tally, report)
            finally:
                # Whoever was given up in the middle goes on from there at its next try.
                tally.give_up()

    def _send_some(self, wires: Executor, to_send: Sequence[Transfer], tally: "_Tally", report: Report) -> None:
        """Keep the wires busy; what has arrived is noted, many at a time, while others are on their way."""
        left = iter(to_send)
        going: dict[Future[None], Transfer] = {}
        while True:
            for one in islice(left, _AT_ONCE - len(going)):
                going[wires.submit(self._send, one, tally)] = one
            if not going:
                return
            ended = wait(going, return_when=FIRST_COMPLETED).done
            sent = {going.pop(future): future.exception() for future in ended}
            arrived = [one for one, trouble in sent.items() if trouble is None]
            report.blobs_sent += len(arrived)
            self._settle(arrived, report)
            for one, trouble in sent.items():
                if isinstance(trouble, Trouble):
                    self._note(one, trouble)
            for trouble in sent.values():
                if trouble is not None and not (isinstance(trouble, Trouble) and _is_its_own(trouble)):
                    raise trouble

    def _settle(self, arrived: Sequence[Transfer], report: Report) -> None:
        if not arrived:
            return
        with self._store.writing():
            for one in arrived:
                self._store.blobs.settle(one.sha256)
        report.changes |= Changes(frozenset({Topic.OUTBOX}))

    def _send(self, one: Transfer, tally: "_Tally") -> None:
        """Send a blob; when this returns the server has it."""
        content = self._store.blobs.files.get(one.sha256)
        send_in_chunks(
            content,
            _Wire(self._api, one.sha256, len(content)),
            self._pace,
            time.monotonic,
            lambda sent: tally.came(one.sha256, sent),
            resume=one.tries > 0,
        )

    # --- fetching -------------------------------------------------------------------------------------------------

    def _fetch_all(self, report: Report) -> None:
        wanted = self._store.blobs.due(WANTED, self._now_ms())
        done, total = 0, sum(one.size for one in wanted)
        for one in wanted:
            try:
                content = self._api.get_blob(one.sha256, one.size)
            except Absent:
                # It comes after the event that names it.
                self._note(one, Trouble("sync.absent", said="blob.absent"), soon=True)
                continue
            if hashlib.sha256(content).hexdigest() != one.sha256:
                self._note(one, Trouble("sync.blob_wrong", sha256=one.sha256))
                continue
            self._store.blobs.files.put(content)
            with self._store.writing():
                self._store.blobs.settle(one.sha256)
            done += one.size
            self._moved(done, total)
            report.blobs_fetched += 1
            report.changes |= Changes(frozenset({Topic.CASES}))

    def _note(self, one: Transfer, trouble: Trouble, *, soon: bool = False) -> None:
        pause_ms = min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** min(one.tries, _MOST_DOUBLINGS))
        if soon:
            pause_ms = min(pause_ms - FIRST_PAUSE_MS, _SOON_MS)
        _log.info("sync.blob_failed", sha256=one.sha256, code=trouble.code, tries=one.tries + 1)
        with self._store.writing():
            self._store.blobs.fail(one.sha256, trouble.code, self._now_ms() + pause_ms)


def _is_its_own(trouble: Trouble) -> bool:
    """Whether it is this blob's trouble, and the next one may well go."""
    return isinstance(trouble, TooLarge | Corrupt) or trouble.code.startswith(("local.blob", "sync.blob"))
