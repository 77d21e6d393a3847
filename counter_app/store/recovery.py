"""What a new installation gets back: events from a black box, and the serials that its window has used up."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from casework.errors import RuleBroken, Trouble
from casework.events import Header, read
from casework.facts import OriginalsHandedOver
from casework.slips import SlipSerial, parse
from counter_app.store.black_box import BlackBox, Record
from counter_app.store.blobs import WAITING
from counter_app.store.key import StoreKey
from counter_app.store.numbers import SLIP
from counter_app.store.store import Store

_AT_ONCE = 50
_LEFT_OUT = 1000
"""How many serials are left out: as many slips may have been given out that nobody knows of."""
_LEARNED = "serials_of"


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a black box held: `brought` events were not here, `known` were, `damaged` could not be decrypted.

    `scans_missing` counts scans of which only the event is left; the papers must be scanned again.
    """

    brought: int
    known: int
    damaged: int
    scans_missing: int
    cases: tuple[str, ...]


def recover(store: Store, folder: Path, key: StoreKey | None = None) -> Recovered:
    """Bring the events of a black box that are not here into the present stream, under their own ids.

    `key` is that of the lost installation, if this one has another. The server knows by the ids what it has already.

    Raises:
        RuleBroken: `desk.not_enrolled`; `recover.other_window`, the copies are another window's.
        Trouble: `recover.nothing`, no copies are there; `local.black_box_unreadable`.
    """
    own = store.journal.present().origin
    records = list(BlackBox(folder, key or store.blobs.files.key).records())
    if not records:
        raise Trouble("recover.nothing", folder=str(folder))
    for record in records:
        if record.origin != own:
            raise RuleBroken("recover.other_window", found=record.origin, here=own)
    damaged = sum(record.raw is None for record in records)
    if damaged == len(records):
        raise Trouble("recover.other_key", folder=str(folder))
    brought = known = missing = 0
    cases: dict[str, None] = {}
    for part in _parts(records):
        headers = _bring(store, part)
        brought += len(headers)
        known += sum(record.raw is not None for record in part) - len(headers)
        missing += sum(not store.blobs.files.has(ref.sha256) for header in headers for ref in header.blobs)
        cases.update(dict.fromkeys(header.case for header in headers))
    learn_serials(store, again=True)
    return Recovered(brought, known, damaged, missing, tuple(cases))


def _bring(store: Store, part: Sequence[Record]) -> list[Header]:
    with store.writing():
        headers = [header for record in part if record.raw and (header := store.journal.adopt(record.raw))]
        for header in headers:
            for ref in header.blobs:
                if store.blobs.files.has(ref.sha256):
                    store.blobs.record(ref.sha256, ref.size, ref.mime, WAITING, header.case)
        store.cases.refresh(dict.fromkeys(header.case for header in headers))
    return headers


def learn_serials(store: Store, *, again: bool = False) -> None:
    """Go on behind the serials that this window is known to have used, once for each epoch.

    A new database begins at 1; what the window gave out before comes back from the mailbox.
    """
    stream, place = store.journal.stream(), store.meta.place()
    if stream is None or place is None or (store.meta.get(_LEARNED) == stream.epoch and not again):
        return
    used = max((serial.running for serial in _used(store) if serial.window == place.window_number), default=0)
    with store.database.writing():
        if used > store.series.last(SLIP):
            store.series.raise_to(SLIP, used + _LEFT_OUT)
        store.meta.put(_LEARNED, stream.epoch)


def _used(store: Store) -> Iterator[SlipSerial]:
    for row in store.database.rows("SELECT serial FROM case_row WHERE serial <> ''"):
        with suppress(RuleBroken):
            yield parse(row["serial"])
    for row in store.database.rows("SELECT raw FROM event WHERE type = 'originals.handed_over'"):
        with suppress(RuleBroken):
            fact = read(bytes(row["raw"])).fact
            if isinstance(fact, OriginalsHandedOver):
                yield parse(fact.sheet)


def _parts(records: Sequence[Record]) -> Iterator[Sequence[Record]]:
    for start in range(0, len(records), _AT_ONCE):
        yield records[start : start + _AT_ONCE]
