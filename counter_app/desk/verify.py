"""Checking the whole store: the file's pages, the chains of events and prints, the mailbox, the rows, the scans.

Cases are made again beside the table and compared; a difference is reported and nothing is put right by itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from casework.errors import Trouble
from casework.routing import hall_box
from counter_app.desk.bench import Desk
from counter_app.store.opening import DATABASE, check_whole
from counter_app.store.store import Store


@dataclass(frozen=True, slots=True)
class StoreFault:
    """One thing that does not hold, as a code with a sentence."""

    code: str
    details: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked and what does not hold."""

    cases: int
    events: int
    faults: tuple[StoreFault, ...]

    @property
    def whole(self) -> bool:
        """Whether everything holds."""
        return not self.faults


def verify(desk: Desk, printed_head: str = "") -> Verified:
    """Check everything; reads every event, every scan and every copy in the black box.

    `printed_head` is the head of the ledger of prints as some day's sheet has it.
    """
    store = desk.store
    faults = tuple(_faults(store))
    if printed_head and not store.printouts.ledger.knows(printed_head):
        faults += (StoreFault("verify.print_head", {"head": printed_head}),)
    return Verified(cases=len(store.journal.case_ids()), events=store.journal.size(), faults=faults)


def _faults(store: Store) -> Iterator[StoreFault]:
    try:
        check_whole(store.database, store.blobs.files.folder.parent / DATABASE)
    except Trouble as trouble:
        yield StoreFault(trouble.code, trouble.details)
    if at := store.journal.check_chain():
        yield StoreFault("verify.chain", {"at": at})
    yield from _prints(store)
    yield from _mailbox(store)
    for case_id in store.cases.differing():
        yield StoreFault("verify.case", {"case": case_id})
    for sha256 in store.blobs.damaged():
        yield StoreFault("local.blob_damaged", {"sha256": sha256})
    yield from _black_box(store)


def _prints(store: Store) -> Iterator[StoreFault]:
    ledger = store.printouts.ledger
    if at := ledger.check_chain():
        yield StoreFault("verify.print_ledger", {"at": at})
    elif job := ledger.check_jobs():
        yield StoreFault("verify.print_job", {"job": job})


def _mailbox(store: Store) -> Iterator[StoreFault]:
    place = store.meta.place()
    if place is None:
        return
    box = hall_box(place.site.hall)
    if at := store.journal.check_box(store.positions.base(box), store.positions.at(box)):
        yield StoreFault("verify.box", {"at": at})


def _black_box(store: Store) -> Iterator[StoreFault]:
    if store.black_box is None:
        return
    try:
        if at := store.black_box.check(store.journal):
            yield StoreFault("verify.black_box", {"at": at, "folder": str(store.black_box.folder)})
    except Trouble as trouble:
        yield StoreFault(trouble.code, trouble.details)
