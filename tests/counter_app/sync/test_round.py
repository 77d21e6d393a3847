"""A round on its own: what it refuses to take, and how it goes on after an answer that is no verdict."""

import threading
from dataclasses import dataclass, field

import pytest
from support.desks import MovedClock, a_desk, accepted, body, opened
from support.feeds import Mailbox, written

from casework import facts
from casework.contract import Common, EventVerdict, PushAnswer, Welcome
from casework.errors import Trouble
from casework.lifecycle import Verdict
from casework.routing import hall_box
from counter_app.sync.agent import SyncAgent
from counter_app.sync.answers import Corrupt, Gap, Reset, TooLarge
from counter_app.sync.round import Round
from counter_app.sync.schedule import Schedule
from counter_app.sync.status import Contact, read_contact

BOX = hall_box("510600-H1")


@dataclass
class Server:
    """A server in memory, as far as a round can see it; `troubles` are raised before the next answers."""

    box: Mailbox = field(default_factory=lambda: Mailbox(BOX))
    head: int = 0
    pushes: list = field(default_factory=list)
    troubles: list = field(default_factory=list)
    most: int = 500
    heard_epoch: int = 0
    verdicts_left_out: int = 0
    shared: int = 0
    offered: tuple = ()

    def hello(self, _said):
        return Welcome(
            proto=1,
            server_epoch=1,
            head=0,
            hash="0" * 64,
            backup_mark=0,
            catalog="c",
            max_events=self.most,
            max_bytes=2**21,
            now=1_790_000_000_000,
        )

    def admit(self, _ticket, _for_s):
        """No page of this server needs one."""

    def wants_ticket(self):
        return False

    def push(self, push):
        self._trouble()
        self.pushes.append((push.from_seq, len(push.events)))
        numbers = range(push.from_seq, push.from_seq + len(push.events) - self.verdicts_left_out)
        verdicts = tuple(EventVerdict(seq=seq, verdict=Verdict.APPLIED, ver=seq) for seq in numbers)
        return PushAnswer(head=numbers.stop - 1, verdicts=verdicts, backup_mark=0, server_epoch=1, now=0)

    def feed(self, box, *, after, chain, limit, wait_s):
        if box.startswith("C:"):
            return None
        assert (box, len(chain), wait_s) == (BOX, 64, 0)
        self._trouble()
        return self.box.page(after, limit)

    def common(self, marks):
        """The last position up to which this mailbox is what the reader had."""
        self.offered = marks.marks
        return Common(pos=self.shared, chain=self.box.chains[self.shared].hex(), server_epoch=2)

    def _trouble(self):
        if self.troubles:
            trouble = self.troubles.pop(0)
            if trouble is not None:
                raise trouble


@pytest.fixture
def place(tmp_path):
    workplace = a_desk(tmp_path)
    yield workplace
    workplace.close()


@pytest.fixture
def server():
    return Server()


@pytest.fixture
def rounds(place, server):
    return Round(place.store, server, place.desk.clock, place.desk.shelf)


def pos(place):
    return place.store.positions.at(BOX).pos


def test_large_pushes_are_cut_to_what_the_server_takes(place, server, rounds):
    for _ in range(3):
        accepted(place)
    server.most = 4
    assert rounds.run().pushed == 6
    assert server.pushes == [(1, 4), (5, 2)]


def test_the_next_full_batch_is_on_the_wire_while_the_verdicts_on_the_last_are_kept(place, server, rounds):
    kept = threading.Event()
    rounds.progress.watch(lambda moment: kept.set() if moment.events.done else None)
    server.most, true = 2, server.push

    def push(batch):
        # A server that answers the second batch only when the verdicts on the first are kept.
        assert batch.from_seq != 3 or kept.wait(10)
        return true(batch)

    server.push = push
    for serial in range(3):
        accepted(place, applicant=body(serial=serial))
    assert rounds.run().pushed == 6
    assert [first for first, _ in server.pushes] == [1, 3, 5]
    assert place.store.journal.stream().acked == 6


def test_what_was_answered_before_the_line_broke_is_kept(place, server, rounds):
    server.most = 2
    server.troubles = [None, Trouble("sync.unreachable")]
    for serial in range(3):
        accepted(place, applicant=body(serial=serial))
    with pytest.raises(Trouble):
        rounds.run()
    assert place.store.journal.stream().acked == 2
    assert [first for first, _ in server.pushes] == [1]
    assert len(place.store.journal.waiting()) == 4


def test_a_row_that_the_server_interrupts_goes_on_behind_what_it_has(place, server, rounds):
    server.most = 2
    server.troubles = [None, Gap(1), Gap(1)]
    for serial in range(3):
        accepted(place, applicant=body(serial=serial))
    assert rounds.run().pushed == 8
    assert [first for first, _ in server.pushes] == [1, 1, 3, 5]
    assert place.store.journal.stream().acked == 6


def test_a_push_that_is_too_large_is_halved(place, server, rounds):
    for _ in range(2):
        accepted(place)
    server.troubles = [TooLarge("sync.too_large")]
    rounds.run()
    assert server.pushes == [(1, 2), (3, 2)]


def test_a_push_that_arrived_altered_is_sent_again_once(place, server, rounds):
    accepted(place)
    server.troubles = [Corrupt("sync.corrupt", said="")]
    assert rounds.run().pushed == 2
    accepted(place)
    server.troubles = [Corrupt("sync.corrupt", said=""), Corrupt("sync.corrupt", said="")]
    with pytest.raises(Corrupt):
        rounds.run()
    assert place.store.journal.stream().acked == 2


def test_a_gap_rewinds_to_where_the_server_is(place, server, rounds):
    accepted(place)
    rounds.run()
    accepted(place)
    server.troubles = [Gap(2)]
    rounds.run()
    assert server.pushes == [(1, 2), (2, 3)]


def test_a_gap_that_makes_no_sense_does_not_go_round_for_ever(place, server, rounds):
    accepted(place)
    server.troubles = [Gap(5)]
    with pytest.raises(Trouble, match=r"sync\.strange_answer"):
        rounds.run()


def test_an_event_without_a_verdict_does_not_count_as_sent(place, server, rounds):
    accepted(place)
    server.verdicts_left_out = 1
    with pytest.raises(Trouble, match=r"sync\.verdicts_missing"):
        rounds.run()
    assert place.store.journal.stream().acked == 0


def fill(server, case, count):
    for number in range(count):
        server.box.add(written(facts.NoteAdded(text=f"第 {number} 条"), case.id).raw, ver=number + 3)


def test_the_mailbox_is_read_to_its_end_in_pages(place, server, rounds):
    fill(server, accepted(place), 1200)
    assert rounds.run().pulled == 1200
    assert pos(place) == 1200


def test_the_cases_of_a_long_mailbox_are_made_once_it_is_read_and_are_what_their_events_make_of_them(
    place, server, rounds
):
    cases = [accepted(place, applicant=body(serial=serial)) for serial in range(3)]
    for place_in_box in range(501):
        case = cases[place_in_box % 3]
        server.box.add(written(facts.NoteAdded(text="说明"), case.id).raw, ver=7 + place_in_box // 3)
    changed = rounds.run().changes
    assert {case.id for case in cases} <= set(changed.cases)
    assert [place.store.cases.get(case.id).case.ver for case in cases] == [169, 169, 169]
    shown = place.store.cases.digest_rows()
    place.store.cases.rebuild()
    assert place.store.cases.digest_rows() == shown


def test_what_a_broken_off_round_brought_is_shown(place, server, rounds):
    case = accepted(place)
    fill(server, case, 700)
    # The push, the first page, and then the line breaks.
    server.troubles = [None, None, Trouble("sync.unreachable")]
    with pytest.raises(Trouble):
        rounds.run()
    assert pos(place) == 500
    assert place.store.cases.get(case.id).case.ver == 502
    assert place.store.cases.differing() == ()


def test_a_position_that_is_left_out_is_an_alarm_and_nothing_of_the_page_is_kept(place, server, rounds):
    fill(server, accepted(place), 5)
    del server.box.rows[2]
    with pytest.raises(Trouble, match=r"sync\.box_gap"):
        rounds.run()
    assert pos(place) == 0
    assert place.store.journal.size() == 2


def test_an_event_that_was_exchanged_is_an_alarm(place, server, rounds):
    case = accepted(place)
    fill(server, case, 3)
    other = Mailbox(BOX)
    fill(Server(box=other), case, 3)
    server.box.rows[1] = other.rows[1]
    with pytest.raises(Trouble, match=r"sync\.box_chain"):
        rounds.run()
    assert pos(place) == 0


def test_a_mailbox_that_does_not_go_on_is_read_again_from_its_beginning(place, server, rounds):
    fill(server, accepted(place), 3)
    rounds.run()
    size = place.store.journal.size()
    server.troubles = [Reset("sync.reset", said="")]
    assert rounds.run().pulled == 3
    assert place.store.journal.size() == size


def agent_for(place, rounds):
    now = [0.0]
    return SyncAgent(place.store, rounds, Schedule(lambda: 0.5), MovedClock(), lambda: now[0]), now


def test_an_agent_never_raises_from_its_tick_and_remembers_since_when(place, server, rounds):
    agent, now = agent_for(place, rounds)
    server.troubles = [Trouble("sync.unreachable", why="x"), Trouble("sync.unreachable", why="x")]
    assert not agent.tick()
    first = agent.status()
    assert (first.online, first.contact.last_error, first.contact.failures) == (False, "sync.unreachable", 1)
    assert first.next_try_s > 0
    assert not agent.tick(), "not due yet"
    now[0] += first.next_try_s
    agent.tick()
    assert agent.status().contact.offline_since_ms == first.contact.offline_since_ms
    now[0] += agent.wait_s()
    agent.tick()
    assert agent.status().online


def test_an_agent_says_what_a_round_changed(place, rounds):
    agent, now = agent_for(place, rounds)
    case = accepted(place)
    assert agent.tick().cases == (case.id,)
    agent.nudge()
    assert not agent.tick()
    now[0] += 1


def test_a_desk_that_is_not_enrolled_has_nothing_to_sync(tmp_path, server):
    workplace = opened(tmp_path / "new")
    with pytest.raises(Trouble, match=r"sync\.not_enrolled"):
        Round(workplace.store, server, workplace.desk.clock, workplace.desk.shelf).run()
    assert workplace.sync.status().enrolled is False
    workplace.close()


def test_what_went_wrong_is_told_with_its_particulars_until_it_is_over(place, server, rounds):
    agent, _ = agent_for(place, rounds)
    server.troubles = [Trouble("sync.unreachable", why="connection refused")]
    agent.tick()
    assert read_contact(place.store).details == {"why": "connection refused"}
    agent.retry_now()
    agent.tick()
    assert read_contact(place.store) == Contact(last_ok_ms=read_contact(place.store).last_ok_ms)
