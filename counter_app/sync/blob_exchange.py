"""Scans go up after the events that name them; decision documents come down before anybody asks for them."""

import hashlib
from typing import Protocol

import structlog

from casework.errors import Trouble
from counter_app.changes import Changes, Topic
from counter_app.store.blobs import WAITING, WANTED
from counter_app.store.store import Store
from counter_app.sync.answers import Absent, TooLarge
from counter_app.sync.api import ServerApi

_ASKED_AT_ONCE = 200
_log = structlog.get_logger(__name__)


class Report(Protocol):
    """What is told of the exchange."""

    blobs_sent: int
    blobs_fetched: int
    changes: Changes


def exchange_blobs(store: Store, api: ServerApi, report: Report) -> None:
    """Send what waits and fetch what is wanted.

    Raises:
        Trouble: the server could not be asked; what was exchanged is kept.
    """
    _send(store, api, report)
    _fetch(store, api, report)


def _send(store: Store, api: ServerApi, report: Report) -> None:
    waiting = store.blobs.in_state(WAITING, _ASKED_AT_ONCE)
    if not waiting:
        return
    missing = frozenset(api.missing(waiting))
    for sha256 in waiting:
        if sha256 in missing:
            try:
                api.put_blob(sha256, store.blobs.files.get(sha256))
            except TooLarge:
                # It stays waiting and is counted; the scans behind it must not wait for an administrator.
                _log.warning("sync.blob_too_large", sha256=sha256)
                continue
            report.blobs_sent += 1
        with store.writing():
            store.blobs.settle(sha256)
    report.changes |= Changes(frozenset({Topic.OUTBOX}))


def _fetch(store: Store, api: ServerApi, report: Report) -> None:
    for sha256 in store.blobs.in_state(WANTED, _ASKED_AT_ONCE):
        try:
            content = api.get_blob(sha256)
        except Absent:
            continue
        if hashlib.sha256(content).hexdigest() != sha256:
            raise Trouble("sync.blob_wrong", sha256=sha256)
        store.blobs.files.put(content)
        with store.writing():
            store.blobs.settle(sha256)
        report.blobs_fetched += 1
        report.changes |= Changes(frozenset({Topic.CASES}))
