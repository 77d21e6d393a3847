"""A server in memory for one desk: it judges what waits, posts it to the hall's mailbox, and makes backups."""

from collections import Counter

from support.desks import SITE
from support.feeds import Mailbox, written

from casework.contract import EventVerdict
from casework.events import Role, read_header
from casework.lifecycle import Verdict
from casework.routing import hall_box
from counter_app.store.position import Cursor

BOX = hall_box(SITE.hall)
APPLIED = Verdict.APPLIED


class Office:
    """Judges for one open desk; events of a case count in the order in which they come."""

    def __init__(self, place) -> None:
        self.place = place
        self.box = Mailbox(BOX)
        self.versions = Counter()

    def judge(self, *verdicts: Verdict, reason="") -> None:
        """Give what waits these verdicts, and all further events the last of them (applied, if there are none)."""
        store = self.place.store
        batch = store.journal.unsent(max_events=10_000, max_bytes=10**9)
        given = []
        for place, raw in enumerate(batch.raws):
            header = read_header(raw)
            verdict = [*verdicts, APPLIED][min(place, len(verdicts) - 1 if verdicts else 0)]
            if verdict is APPLIED:
                self.versions[header.case] += 1
                self.box.add(
                    raw, ver=self.versions[header.case], origin=batch.origin, epoch=batch.epoch, seq=batch.first + place
                )
            ver = self.versions[header.case]
            given.append(EventVerdict(seq=batch.first + place, verdict=verdict, ver=ver, reason=reason))
        with store.writing():
            store.cases.refresh(store.journal.store_verdicts(batch.epoch, given))

    def state(self, fact, case_id, role=Role.DEPARTMENT, origin="EDU", **more) -> bytes:
        """Let somebody else state something."""
        event = written(fact, case_id, role=role, **more)
        self.versions[case_id] += 1
        self.box.add(event.raw, ver=self.versions[case_id], origin=origin, seq=len(self.box.rows) + 1)
        return event.raw

    def deliver(self) -> None:
        """Let the desk read the mailbox to its end."""
        store = self.place.store
        page = self.box.page(store.positions.at(BOX).pos, limit=100_000)
        if page is None:
            return
        with store.writing():
            store.cases.refresh(dict.fromkeys(store.journal.receive(row) for row in page.rows))
            store.positions.move(BOX, Cursor(page.next, bytes.fromhex(page.chain)))

    def back_up(self) -> None:
        """Let a verified backup have everything of the desk's stream."""
        store = self.place.store
        stream = store.journal.stream()
        with store.writing():
            store.journal.note_backup(stream.epoch, stream.acked)
