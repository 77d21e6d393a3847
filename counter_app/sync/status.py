"""Where things stand between desk and server: how many wait, what was refused, since when the server is away."""

from dataclasses import dataclass
from enum import StrEnum

import msgspec

from casework.errors import Trouble
from casework.lifecycle import Verdict
from counter_app.store.blobs import WAITING, WANTED
from counter_app.store.entry import Entry
from counter_app.store.store import Store

_NAME = "sync_contact"


class Contact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The last contact with the server, kept in the store; times in ms, 0 for never.

    `refused` says that the server answered but does not let this desk in.
    """

    last_ok_ms: int = 0
    offline_since_ms: int = 0
    last_error: str = ""
    failures: int = 0
    refused: bool = False


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """What banner and outbox show. `next_try_s` counts from now; `sending` while a round runs."""

    enrolled: bool
    contact: Contact
    waiting: int
    refused: int
    contested: int
    held: int
    blobs_waiting: int
    blobs_wanted: int
    sending: bool
    next_try_s: float

    @property
    def online(self) -> bool:
        """Whether the last round ended well."""
        return self.contact.last_ok_ms > 0 and self.contact.offline_since_ms == 0

    @property
    def drained(self) -> bool:
        """Whether nothing waits on this side."""
        return self.waiting == 0 and self.blobs_waiting == 0


class ItemState(StrEnum):
    """Where one event stands."""

    WAITING = "waiting"
    CONTESTED = "contested"
    HELD = "held"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """One event that waits or needs a person; `reason` is a code with a sentence."""

    event_id: str
    seq: int
    case_id: str
    number: str
    kind: str
    at_ms: int
    state: ItemState
    reason: str


_STATES = {
    Verdict.CONTESTED: ItemState.CONTESTED,
    Verdict.HELD: ItemState.HELD,
    Verdict.QUARANTINED: ItemState.REFUSED,
}


def read_status(store: Store, *, next_try_s: float = 0.0, sending: bool = False) -> SyncStatus:
    """Return where things stand, from the store alone."""
    stream = store.journal.stream()
    counts = store.journal.counts()
    return SyncStatus(
        enrolled=stream is not None,
        contact=_contact(store),
        waiting=stream.head - stream.acked if stream else 0,
        refused=counts.get(Verdict.QUARANTINED, 0),
        contested=counts.get(Verdict.CONTESTED, 0),
        held=counts.get(Verdict.HELD, 0),
        blobs_waiting=store.blobs.count(WAITING),
        blobs_wanted=store.blobs.count(WANTED),
        sending=sending,
        next_try_s=next_try_s,
    )


def outbox(store: Store, limit: int = 500) -> tuple[OutboxItem, ...]:
    """Return what needs a person, newest first, then what waits, oldest first."""
    entries = (*store.journal.refused(limit), *store.journal.waiting(limit))
    return tuple(_item(store, entry) for entry in entries)


def remember(store: Store, contact: Contact) -> None:
    """Keep the last contact; a store that cannot be written now keeps the one before."""
    if contact == _contact(store):
        return
    try:
        with store.database.writing():
            store.meta.put(_NAME, msgspec.json.encode(contact).decode())
    except Trouble:
        return


def _contact(store: Store) -> Contact:
    text = store.meta.get(_NAME)
    return msgspec.json.decode(text, type=Contact) if text else Contact()


def _item(store: Store, entry: Entry) -> OutboxItem:
    projected = store.cases.get(entry.case_id)
    return OutboxItem(
        event_id=entry.id,
        seq=entry.seq,
        case_id=entry.case_id,
        number=projected.case.number if projected else "",
        kind=entry.type,
        at_ms=entry.at_ms,
        state=_STATES.get(entry.verdict, ItemState.WAITING) if entry.verdict else ItemState.WAITING,
        reason=entry.reason,
    )
