"""Where things stand between desk and server: how many wait, what was refused, since when the server is away."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import msgspec

from casework.errors import RuleBroken, Trouble
from casework.lifecycle import Verdict
from counter_app.changes import Changes, Done, Topic
from counter_app.store.blobs import WAITING, WANTED
from counter_app.store.entry import Entry
from counter_app.store.room import RoomView
from counter_app.store.store import Store
from counter_app.sync.progress import Moment

_NAME = "sync_contact"


class Contact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The last contact with the server, kept in the store; times in ms, 0 for never.

    `details` fill the sentence of `last_error`; `refused` says that the server answered but does not let this desk in.
    """

    last_ok_ms: int = 0
    offline_since_ms: int = 0
    last_error: str = ""
    details: dict[str, str | int] = {}
    failures: int = 0
    refused: bool = False


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """What banner and outbox show. `next_try_s` counts from now; `sending` while a round runs.

    `refused`, `contested`, `held` and `changed` (another verdict than before) are own events that need a person; what
    somebody has seen is counted in `aside` instead. `clock_offset_ms` is how far the server's clock was ahead when it
    was last compared (None: never); `clock_suspect` says that ours is not to be trusted. `catalogue_refused` is why the
    newest catalogue that was announced is not used here, as a code; empty if nothing is wrong.
    """

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
    changed: int = 0
    aside: int = 0
    server_epoch: int = 0
    backup_mark: int = 0
    clock_offset_ms: int | None = None
    clock_suspect: bool = False
    catalogue_refused: str = ""
    room: RoomView | None = None
    progress: Moment = field(default_factory=Moment)

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
    SENDING = "sending"
    CONTESTED = "contested"
    HELD = "held"
    REFUSED = "refused"
    CHANGED = "changed"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """One event that waits or needs a person.

    `reason` is the server's, as a code with a sentence; `error` with its details why it could not be sent, and
    `next_try_s` when that is tried again, both those of the whole stream. `advice` is the code of the sentence that
    says what to do. `was` is the verdict before the present one, `now` the present one; `held_by` the event that it
    waits for.
    """

    event_id: str
    seq: int
    case_id: str
    number: str
    kind: str
    at_ms: int
    state: ItemState
    reason: str
    error: str = ""
    error_details: Mapping[str, str | int] = field(default_factory=dict)
    next_try_s: float | None = None
    advice: str = ""
    was: str = ""
    now: str = ""
    held_by: str = ""


_STATES = {
    Verdict.CONTESTED: ItemState.CONTESTED,
    Verdict.HELD: ItemState.HELD,
    Verdict.QUARANTINED: ItemState.REFUSED,
}


def read_status(
    store: Store,
    *,
    next_try_s: float = 0.0,
    sending: bool = False,
    clock_suspect: bool = False,
    progress: Moment | None = None,
) -> SyncStatus:
    """Return where things stand, from the store; the rest is what only the agent knows."""
    stream = store.journal.stream()
    counts = store.journal.counts()
    return SyncStatus(
        enrolled=stream is not None,
        contact=read_contact(store),
        waiting=stream.head - stream.acked if stream else 0,
        refused=counts.get(Verdict.QUARANTINED, 0),
        contested=counts.get(Verdict.CONTESTED, 0),
        held=counts.get(Verdict.HELD, 0),
        blobs_waiting=store.blobs.count(WAITING),
        blobs_wanted=store.blobs.count(WANTED),
        sending=sending,
        next_try_s=next_try_s,
        changed=store.journal.changed(),
        aside=store.journal.count_aside(),
        server_epoch=store.meta.server_epoch(),
        backup_mark=stream.backup_mark if stream else 0,
        clock_offset_ms=store.meta.clock_offset_ms(),
        clock_suspect=clock_suspect,
        catalogue_refused=_catalogue_refused(store),
        room=store.room.view(),
        progress=progress or Moment(),
    )


def outbox(store: Store, limit: int = 500, status: SyncStatus | None = None) -> tuple[OutboxItem, ...]:
    """Return what needs a person, newest first, then what waits, oldest first, then what was set aside.

    `status` is the agent's: what is on the wire, why it is not, and when it is tried again.
    """
    status = status or read_status(store)
    journal = store.journal
    entries = (*journal.refused(limit), *journal.waiting(limit), *journal.aside(limit))
    waiting_from = _first_waiting(store)
    return tuple(_item(store, entry, status, waiting_from) for entry in entries)


def set_aside(store: Store, event_id: str) -> Done[str]:
    """Note that a person has seen what is wrong with an event: it leaves the counts, and nothing is deleted.

    Raises:
        RuleBroken: `amend.no_such_event`, `outbox.nothing_to_set_aside`.
        Trouble: the disk refused; nothing was written.
    """
    if store.journal.entry(event_id) is None:
        raise RuleBroken("amend.no_such_event", event=event_id)
    with store.writing():
        case_id = store.journal.set_aside(event_id)
        store.cases.refresh((case_id,))
    return Done(Changes(frozenset({Topic.OUTBOX, Topic.CASES}), (case_id,)), case_id)


def remember(store: Store, contact: Contact) -> None:
    """Keep the last contact; a store that cannot be written now keeps the one before."""
    if contact == read_contact(store):
        return
    try:
        with store.database.writing():
            store.meta.put(_NAME, msgspec.json.encode(contact).decode())
    except Trouble:
        return


def read_contact(store: Store) -> Contact:
    """Return the last contact with the server."""
    text = store.meta.get(_NAME)
    return msgspec.json.decode(text, type=Contact) if text else Contact()


def _catalogue_refused(store: Store) -> str:
    if store.catalogues.other_key():
        return "catalogue.key_changed"
    return next((one.refused for one in reversed(store.catalogues.announced()) if one.refused), "")


def _first_waiting(store: Store) -> int:
    stream = store.journal.stream()
    return stream.acked + 1 if stream else 1


def _item(store: Store, entry: Entry, status: SyncStatus, waiting_from: int) -> OutboxItem:
    projected = store.cases.get(entry.case_id)
    state = _state(entry, status.progress, waiting_from)
    goes_by_itself = state in {ItemState.WAITING, ItemState.SENDING}
    return OutboxItem(
        event_id=entry.id,
        seq=entry.seq,
        case_id=entry.case_id,
        number=projected.case.number if projected else "",
        kind=entry.type,
        at_ms=entry.at_ms,
        state=state,
        reason=entry.reason,
        error=status.contact.last_error if state is ItemState.WAITING else "",
        error_details=status.contact.details,
        next_try_s=status.next_try_s if goes_by_itself else None,
        advice=f"outbox.do.{state.value}",
        was=entry.was,
        now=entry.verdict.value if entry.verdict else "",
        held_by=entry.held_by,
    )


def _state(entry: Entry, progress: Moment, waiting_from: int) -> ItemState:
    if entry.seq >= waiting_from and (entry.verdict is None or entry.counts):
        # Also what is sent again because the server lost it: its verdict of before says nothing now.
        return ItemState.SENDING if progress.first <= entry.seq <= progress.last else ItemState.WAITING
    if entry.set_aside:
        return ItemState.SET_ASIDE
    if entry.was and entry.verdict is not Verdict.HELD:
        return ItemState.CHANGED
    return _STATES.get(entry.verdict, ItemState.WAITING) if entry.verdict else ItemState.WAITING
