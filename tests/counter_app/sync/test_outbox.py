"""What waits, what was refused and what changed: each with its state, its reason and what to do."""

import pytest
from support.desks import a_desk, accepted, received
from support.offices import Office

from casework import facts
from casework.contract import EventVerdict
from casework.errors import RuleBroken, Trouble
from casework.lifecycle import Verdict
from casework.sentences import table
from counter_app.store.position import Cursor
from counter_app.sync.progress import Moment, Phase, Progress, Share
from counter_app.sync.status import ItemState, outbox, read_status, set_aside

A, C, H, Q, R = Verdict.APPLIED, Verdict.CONTESTED, Verdict.HELD, Verdict.QUARANTINED, Verdict.RENUMBERED


@pytest.fixture
def place(tmp_path, clock):
    workplace = a_desk(tmp_path, clock)
    yield workplace
    workplace.close()


@pytest.fixture
def office(place):
    return Office(place)


def states(place):
    return [item.state for item in outbox(place.store)]


def judge_again(place, *verdicts, reason=""):
    """Let a server that was restored judge everything once more."""
    store = place.store
    epoch = store.journal.stream().epoch
    given = [EventVerdict(seq=seq, verdict=one, ver=seq, reason=reason) for seq, one in enumerate(verdicts, start=1)]
    with store.writing():
        store.journal.rewind(0)
        store.cases.refresh(store.journal.store_verdicts(epoch, given))


def test_each_state_says_what_to_do_in_a_sentence(place, office):
    accepted(place)
    office.judge(Q, H, reason="case.other_hall")
    accepted(place)
    office.judge(A, C, reason="case.stage")
    received(place)
    items = outbox(place.store)
    assert [item.state for item in items] == [
        ItemState.CONTESTED,
        ItemState.HELD,
        ItemState.REFUSED,
        ItemState.WAITING,
    ]
    assert {item.advice for item in items} <= set(table())
    assert {f"outbox.do.{state.value}" for state in ItemState} <= set(table())
    assert items[0].reason == "case.stage"


def test_what_waits_shares_the_error_and_the_next_try_of_its_stream(place):
    accepted(place)
    place.sync._schedule.failed(0.0)
    with pytest.raises(Trouble):
        place.sync.run()
    items = place.sync.outbox()
    assert {item.error for item in items} == {"sync.not_enrolled"}
    assert len({item.next_try_s for item in items}) == 1
    assert place.sync.status().contact.failures == 1


def test_what_is_on_the_wire_is_told_apart_from_what_waits_behind_it(place):
    accepted(place)
    received(place)
    status = read_status(place.store, progress=Moment(phase=Phase.SENDING, first=1, last=2))
    found = [item.state for item in outbox(place.store, status=status)]
    assert found == [ItemState.SENDING, ItemState.SENDING, ItemState.WAITING]


def test_what_was_seen_leaves_the_counts_and_stays_in_the_list(place, office):
    case = accepted(place)
    office.judge(A, C)
    item = outbox(place.store)[0]
    done = set_aside(place.store, item.event_id)
    assert done.value == case.id
    status = read_status(place.store)
    assert (status.contested, status.aside) == (0, 1)
    assert states(place) == [ItemState.SET_ASIDE]
    assert place.store.cases.get(case.id).refused == 0
    assert place.store.cases.differing() == ()


def test_only_what_is_wrong_can_be_set_aside(place, office):
    case = accepted(place)
    with pytest.raises(RuleBroken, match=r"outbox\.nothing_to_set_aside"):
        set_aside(place.store, place.store.journal.history(case.id)[0].id)
    with pytest.raises(RuleBroken, match=r"amend\.no_such_event"):
        set_aside(place.store, "nothing")
    office.judge()
    with pytest.raises(RuleBroken, match=r"outbox\.nothing_to_set_aside"):
        set_aside(place.store, place.store.journal.history(case.id)[0].id)


def test_a_verdict_that_contradicts_an_earlier_one_is_listed_until_somebody_has_seen_it(place, office):
    accepted(place)
    office.judge()
    assert read_status(place.store).changed == 0
    judge_again(place, A, C, reason="case.stage")
    status = read_status(place.store)
    assert (status.changed, status.contested) == (1, 0)
    (item,) = outbox(place.store)
    assert (item.state, item.was, item.now) == (ItemState.CHANGED, "applied", "contested")
    set_aside(place.store, item.event_id)
    assert read_status(place.store).changed == 0
    assert states(place) == [ItemState.SET_ASIDE]
    # Something new about it is news again.
    judge_again(place, A, Q)
    assert read_status(place.store).changed == 1


@pytest.mark.parametrize(
    ("verdicts", "was"),
    [
        ((A, A), ""),
        ((H, A), ""),
        ((H, C), ""),
        ((A, H, A), ""),
        ((A, C, A), ""),
        ((A, H, C), "applied"),
        ((C, A), "contested"),
        ((A, R), "applied"),
        ((A, C, Q), "applied"),
        ((A, C, Q, A), ""),
    ],
)
def test_what_was_and_what_is(place, office, verdicts, was):
    case = received(place)
    office.judge(verdicts[0])
    for verdict in verdicts[1:]:
        judge_again(place, verdict)
    entry = place.store.journal.history(case.id)[0]
    assert (entry.verdict, entry.was) == (verdicts[-1], was)


def test_the_mailbox_brings_changed_verdicts_of_own_events_as_well_and_of_others_none(place, office):
    case = received(place)
    office.judge(C, reason="case.stage")
    own = place.store.journal.history(case.id)[0]
    office.box.add(own.raw, ver=1, verdict=A, origin=own.origin, epoch=own.epoch, seq=own.seq)
    office.state(facts.NoteAdded(text="x"), case.id)
    office.deliver()
    again = place.store.journal.entry(own.id)
    assert (again.verdict, again.was, again.reason) == (A, "contested", "")
    row = office.box.rows[-1]
    office.box.add(bytes(row.e), ver=3, verdict=C, origin=row.o, epoch=row.ep, seq=row.s)
    page = office.box.page(2)
    with place.store.writing():
        place.store.journal.receive(page.rows[0])
        place.store.positions.move(office.box.box, Cursor(page.next, bytes.fromhex(page.chain)))
    assert place.store.journal.history(case.id)[-1].was == ""


def test_what_only_waits_for_its_turn_needs_nobody(place, office):
    case = received(place)
    office.judge(H, reason="case.refill")
    assert (read_status(place.store).held, states(place)) == (0, [])
    assert place.store.cases.get(case.id).refused == 0


def test_progress_can_be_watched_and_read_from_anywhere():
    progress = Progress()
    seen = []
    progress.watch(seen.append)
    progress.begin(Phase.GREETING)
    progress.begin(Phase.SENDING)
    progress.sending(1, 100, 250)
    assert (progress.now().events, progress.now().last) == (Share(0, 250), 100)
    progress.sent(100)
    progress.sending(101, 200, 150)
    progress.sent(100)
    progress.begin(Phase.FETCHING)
    progress.fetched(7)
    progress.moved(3, 10)
    now = progress.now()
    assert (now.events, now.rows.done, now.blob_bytes) == (Share(200, 250), 7, Share(3, 10))
    assert seen[-1] == now
    progress.watch(None)
    progress.begin(Phase.GREETING)
    assert progress.now() == Moment(phase=Phase.GREETING)
    assert seen[-1] == now
