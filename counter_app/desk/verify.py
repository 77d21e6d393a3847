"""Checking the whole store: the file's pages, the chain of events, the rows made from them, the scans.

Cases are made again beside the table and compared; a difference is reported and nothing is put right by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from casework.errors import Trouble
from counter_app.desk.bench import Desk
from counter_app.store.opening import DATABASE, check_whole


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


def verify(desk: Desk) -> Verified:
    """Check everything; reads every event and every scan."""
    store = desk.store
    faults: list[StoreFault] = []
    try:
        check_whole(store.database, store.blobs.files.folder.parent / DATABASE)
    except Trouble as trouble:
        faults.append(StoreFault(trouble.code, trouble.details))
    if at := store.journal.check_chain():
        faults.append(StoreFault("verify.chain", {"at": at}))
    faults += [StoreFault("verify.case", {"case": case_id}) for case_id in store.cases.differing()]
    faults += [StoreFault("local.blob_damaged", {"sha256": sha256}) for sha256 in store.blobs.damaged()]
    case_ids = store.journal.case_ids()
    return Verified(cases=len(case_ids), events=store.journal.size(), faults=tuple(faults))
