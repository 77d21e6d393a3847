"""What one clerk leaves for the next at this desk: kept here only, the last few, with who has seen it."""

import msgspec

from counter_app.store.store import Store

KEPT = 20
_NAME = "shift_notes"


class ShiftNote(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A note; times in ms, `seen_by` is empty until somebody else has acknowledged it."""

    by_code: str
    by_name: str
    at_ms: int
    text: str
    seen_by: str = ""
    seen_ms: int = 0


_notes = msgspec.json.Decoder(tuple[ShiftNote, ...])


def all_notes(store: Store) -> tuple[ShiftNote, ...]:
    """Return the notes that are kept, the last one first."""
    text = store.meta.get(_NAME)
    return _notes.decode(text) if text else ()


def leave(store: Store, note: ShiftNote) -> None:
    """Keep a note; the oldest beyond `KEPT` go. Inside a transaction."""
    _put(store, (note, *all_notes(store))[:KEPT])


def mark_seen(store: Store, note: ShiftNote, by: str, at_ms: int) -> None:
    """Note who has seen it and when. Inside a transaction."""
    seen = msgspec.structs.replace(note, seen_by=by, seen_ms=at_ms)
    _put(store, tuple(seen if one == note else one for one in all_notes(store)))


def _put(store: Store, notes: tuple[ShiftNote, ...]) -> None:
    store.meta.put(_NAME, msgspec.json.encode(notes).decode())
