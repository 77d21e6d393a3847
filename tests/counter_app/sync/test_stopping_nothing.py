"""Nothing that one event holds, and no reset of the mailbox, keeps a desk and its server from coming together."""

import threading

import msgspec
import pytest
from support.desks import MovedClock, accepted, body, received
from support.offices import Office
from support.serving import Stream, event, logged_in, note
from support.windows import desk_at

from casework import chain, facts
from casework.case_state import Stage
from casework.contract import Common
from casework.events import Role
from casework.lifecycle import Verdict
from counter_app.desk.amend import restate
from counter_app.sync.answers import Absent, Corrupt, Reset, TooLarge, Unreadable
from counter_app.sync.report import RoundReport
from counter_app.sync.status import ItemState, outbox


def poison(place, seq, raw):
    """Let the disk have damaged an event that was never sent, in a way that its chain does not show."""
    store = place.store
    with store.database.writing():
        store.database.run("UPDATE event SET raw = :raw WHERE seq = :seq AND hash IS NOT NULL", raw=raw, seq=seq)
        stream = store.journal.stream()
        link = chain.stream_start(stream.origin, stream.epoch)
        for number, content in store.journal.raws_after(0):
            link = chain.link(link, content)
            store.database.run("UPDATE event SET hash = :hash WHERE seq = :seq", hash=link, seq=number)
        store.database.run("UPDATE stream SET hash = :hash", hash=link)


@pytest.mark.parametrize("raw", [b"\xff\xfe no JSON", b"", b'{"id":', b"[" * 5000])
def test_bytes_that_are_no_json_are_quarantined_and_everything_else_arrives(place, network, raw):
    for serial in range(16):
        accepted(place, applicant=body(serial=serial))
    poison(place, 12, raw)
    assert place.sync.run().pushed == 32
    verdicts = [entry.verdict for entry in place.store.journal.refused()]
    assert verdicts == [Verdict.QUARANTINED]
    assert place.sync.status().drained
    # Down to the one event by halves, and not one by one.
    assert sum(path.startswith("/v1/push") for _, path in network.seen) < 20


class Balking:
    """The server's api, for which some events are too much."""

    def __init__(self, api, refuse):
        self._api = api
        self._refuse = refuse
        self.sizes = []

    def push(self, push):
        self.sizes.append((len(push.events), len(push.opaque)))
        self._refuse(push)
        return self._api.push(push)

    def __getattr__(self, name):
        return getattr(self._api, name)


def balking(place, refuse):
    api = Balking(place.api, refuse)
    place.sync._rounds._pushing._api = api
    return api


@pytest.mark.parametrize("refusal", [TooLarge("sync.too_large"), Unreadable("sync.not_read", said="")])
def test_an_event_that_is_refused_alone_goes_as_bytes_that_nobody_need_understand(place, refusal):
    for serial in range(4):
        accepted(place, applicant=body(serial=serial))
    bad = place.store.journal.waiting()[5].raw

    def refuse(push):
        if bad in [bytes(one) for one in push.events]:
            raise refusal

    api = balking(place, refuse)
    assert place.sync.run().pushed == 8
    assert (0, 1) in api.sizes
    # It was JSON after all, so it counts like any other.
    assert place.sync.status().refused == 0


def test_a_refusal_of_the_very_bytes_is_raised_and_everything_is_kept(place):
    accepted(place)

    def refuse(_push):
        raise TooLarge("sync.too_large")

    balking(place, refuse)
    with pytest.raises(TooLarge):
        place.sync.run()
    assert place.sync.status().waiting == 2


def test_what_arrives_altered_in_two_rounds_is_taken_apart(place):
    for serial in range(3):
        accepted(place, applicant=body(serial=serial))
    bad = place.store.journal.waiting()[3].raw

    def refuse(push):
        if bad in [bytes(one) for one in push.events]:
            raise Corrupt("sync.corrupt", said="push.corrupt")

    balking(place, refuse)
    with pytest.raises(Corrupt):
        place.sync.run()
    assert place.sync.run().pushed == 6
    assert place.sync.status().drained


# --- a refused opening, with the real server --------------------------------------------------------------------------


def moved_to(place, hall):
    before = place.store.meta.place()
    site = msgspec.structs.replace(before.site, hall=hall)
    with place.store.writing():
        place.store.meta.set_place(msgspec.structs.replace(before, site=site))
    return before.site.hall


def test_a_refused_opening_that_is_stated_anew_lets_go_what_waited_behind_it(place):
    hall = moved_to(place, "510600-H9")
    case = accepted(place)
    moved_to(place, hall)
    place.sync.run()
    status = place.sync.status()
    assert (status.refused, status.held, status.waiting) == (1, 1, 0)
    assert {item.state for item in outbox(place.store)} == {ItemState.REFUSED, ItemState.HELD}
    opening = place.store.journal.history(case.id)[0]
    restate(place.desk, opening.id, msgspec.structs.replace(opening.event().fact, hall=hall))
    place.sync.run()
    place.sync.run()
    status = place.sync.status()
    assert (status.refused, status.held, status.waiting) == (0, 0, 0)
    shown = place.store.cases.get(case.id)
    assert (shown.case.stage, shown.case.number, shown.unacked) == (Stage.ACCEPTED, case.number, 0)
    assert place.store.cases.differing() == ()


def test_asking_again_tells_what_has_become_of_a_held_record(place):
    case = accepted(place)
    place.sync.run()
    event_id = place.store.journal.history(case.id)[0].id
    with place.store.database.writing():
        place.store.database.run("UPDATE event SET verdict = 'held', box_pos = NULL WHERE id = :id", id=event_id)
    place.sync.retry_now(event_id)
    place.sync.run()
    assert place.store.journal.entry(event_id).verdict is Verdict.APPLIED


# --- resets -----------------------------------------------------------------------------------------------------------


class Elsewhere:
    """The server's api, over a mailbox that went on differently from position `shared` on."""

    def __init__(self, api, office, shared):
        self._api = api
        self._office = office
        self.shared = shared
        self.offered = []

    def common(self, marks):
        self.offered = [pos for pos, _ in marks.marks]
        known = {pos for pos, link in marks.marks if pos <= self.shared and self._office.box.chains[pos].hex() == link}
        pos = max(known, default=0)
        return Common(pos=pos, chain=self._office.box.chains[pos].hex(), server_epoch=2)

    def feed(self, box, *, after, chain, limit, wait_s):
        del wait_s
        if box.startswith("C:"):
            return None
        if after > len(self._office.box.rows) or self._office.box.chains[after].hex() != chain:
            raise Reset("sync.reset", said="feed.reset")
        return self._office.box.page(after, limit)

    def __getattr__(self, name):
        return getattr(self._api, name)


def reading(place, office, shared):
    api = Elsewhere(place.api, office, shared)
    place.sync._rounds._pulling._api = api
    return api


def pull(place):
    report = RoundReport()
    place.sync._rounds._pulling.pull_all(report, 0.0)
    return report


def test_a_mailbox_that_goes_on_differently_is_read_again_from_where_both_agree(place):
    office = Office(place)
    case = received(place)
    office.judge()
    for number in range(20):
        office.state(facts.NoteAdded(text=f"第 {number} 条"), case.id)
    api = reading(place, office, shared=0)
    assert pull(place).pulled == 21
    kept, lost = office.box.rows[:12], office.box.rows[12:]
    office.box.rows, office.box.chains = kept, office.box.chains[:13]
    for row in reversed(lost[1:]):
        office.box.add(bytes(row.e), ver=30 - row.ver, origin=row.o, epoch=row.ep, seq=row.s)
    api.shared = 12
    report = pull(place)
    # 21, 20, 19, 17, 13, 5: the highest that both have is 5.
    assert api.offered == [21, 20, 19, 17, 13, 5, 0]
    assert (report.pulled, report.resets) == (len(office.box.rows) - 5, 1)
    store = place.store
    assert store.journal.check_box(store.positions.base(office.box.box), store.positions.at(office.box.box)) == 0
    gone = store.journal.entry(facts_id(lost[0]))
    # What its writer has not sent again is shown, but as not confirmed.
    assert (gone.verdict, gone.box_pos) == (None, None)
    assert store.cases.get(case.id).unacked == 1
    assert store.cases.differing() == ()


def facts_id(row):
    return msgspec.json.decode(bytes(row.e))["id"]


def test_a_server_that_does_not_know_the_question_is_read_from_the_beginning(place):
    office = Office(place)
    case = received(place)
    office.judge()
    office.state(facts.NoteAdded(text="一"), case.id)
    api = reading(place, office, shared=0)
    pull(place)
    office.box.chains[2] = b"x" * 32

    def absent(_marks):
        office.box.chains[2] = chain.box_link(office.box.chains[1], facts_id(office.box.rows[1]))
        raise Absent("sync.absent", said="request.not_found")

    api.common = absent
    assert pull(place).pulled == 2
    assert place.store.journal.size() == 2


# --- acts beside a long round -----------------------------------------------------------------------------------------


def test_acts_commit_while_a_long_round_runs(server, tmp_path):
    clock = MovedClock()
    with desk_at(server, tmp_path / "one", clock, "W01", 1) as one:
        for serial in range(300):
            received(one, applicant=body(serial=serial))
        one.sync.run()
    with desk_at(server, tmp_path / "two", clock) as two:
        begun, acted, during = threading.Event(), threading.Event(), []

        def halfway(moment):
            if moment.rows.done and not begun.is_set():
                begun.set()
                # The round is under way for as long as the first act takes; if that waits for the round, it is seen.
                assert acted.wait(60)

        two.sync.progress.watch(halfway)
        work = threading.Thread(target=two.sync.run)
        work.start()
        assert begun.wait(60)
        while work.is_alive() and len(during) < 5:
            during.append(received(two, applicant=body(serial=900 + len(during))))
            acted.set()
        work.join(60)
        assert during
        two.sync.run()
        assert two.sync.status().drained
        assert two.store.journal.size() == 300 + len(during)
        assert two.store.cases.differing() == ()


def test_a_department_that_writes_meanwhile_is_waited_for_by_nobody(place, server):
    case = accepted(place)
    place.sync.run()
    department = logged_in(server)
    department.push(Stream("EDU").add(event(note(), case.id, Role.DEPARTMENT)).push())
    place.sync.run()
    assert len(place.store.journal.history(case.id)) == 3
