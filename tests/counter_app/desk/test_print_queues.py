"""What one printer wants holds back its own papers only; none is lost, and none overtakes another."""

import threading
from dataclasses import dataclass, field, replace

import pytest
from support.desks import NotedDriver, a_desk, accepted, opened, received

from counter_app.desk import house_papers, print_queues, prints
from counter_app.desk.paper_orders import order_test_page
from counter_app.desk.prints import Answer
from counter_app.desk.queue_words import held_words, wants
from counter_app.store.printouts import JobState
from printing.drivers.driver import DeviceState, Outcome, Readiness, Result
from printing.model import Media
from printing.queues import SolePrinter

READY = DeviceState(Readiness.READY)
EMPTY = DeviceState(Readiness.ATTENTION, ("media-empty",))
AWAY = DeviceState(Readiness.UNKNOWN, ("offline",))


@dataclass
class Head:
    """A thermal head that says how it is; `ends` are the outcomes of the next papers, then all come out."""

    says: DeviceState = READY
    ends: list = field(default_factory=list)
    story: list = field(default_factory=list)

    def send(self, paper, job_id):  # noqa: ARG002 - the protocol's shape
        if self.says is not READY:
            return Outcome(Result.FAILED, "printing.device_not_ready", "; ".join(self.says.reasons), holds=self.says)
        self.story.append(job_id)
        return self.ends.pop(0) if self.ends else Outcome(Result.PRINTED, proof="counted")

    def status(self):
        return self.says

    def void(self):
        self.story.append("void")
        return Outcome(Result.PRINTED)


@pytest.fixture
def slips():
    return Head()


@pytest.fixture
def office(place, slips):
    """A desk with a slip printer beside the one for everything."""
    return replace(place.printer, others=(SolePrinter(slips, "slips", frozenset({Media.ROLL_80})),))


def states(place):
    return {job.paper: job.state for job in place.store.printouts.in_states(*JobState)}


def held(place):
    return [(queue.name, queue.reasons, queue.waiting) for queue in place.store.printouts.queues.held()]


def slips_in_order(place):
    return [job.id for job in place.store.printouts.in_states(*JobState) if job.paper == "receipt-slip"]


def test_an_empty_roll_holds_the_slips_and_no_notice(place, office, slips):
    slips.says = EMPTY
    accepted(place)
    print_queues.run(place.desk, office)
    assert states(place) == {"receipt-slip": JobState.FROZEN, "acceptance-notice": JobState.PRINTED}
    assert held(place) == [("slips", ("media-empty",), 1)]
    assert prints.questions(place.desk) == ()


def test_a_queue_that_waits_asks_the_device_and_sends_nothing(place, office, slips):
    slips.says = EMPTY
    received(place)
    for _ in range(3):
        print_queues.run(place.desk, office)
    assert [job.attempts for job in place.store.printouts.in_states(JobState.FROZEN)] == [1]
    slips.says = AWAY
    print_queues.run(place.desk, office)
    assert held(place) == [("slips", ("offline",), 1)]


def test_the_queue_goes_on_by_itself_in_the_order_in_which_the_papers_were_owed(place, office, slips):
    slips.says = EMPTY
    for serial in range(1, 5):
        received(place)
        print_queues.run(place.desk, office)
        assert held(place)[0][2] == serial
    slips.says = READY
    print_queues.run(place.desk, office)
    assert slips.story == slips_in_order(place)
    assert held(place) == []
    assert set(states(place).values()) == {JobState.PRINTED}


def test_a_device_that_cannot_answer_is_tried_again_when_a_person_asks(place, office, slips):
    slips.says = AWAY
    received(place)
    print_queues.run(place.desk, office)
    silent = replace(office, others=(SolePrinter(NotedDriver(), "slips", frozenset({Media.ROLL_80})),))
    silent.others[0].driver.status = lambda: AWAY
    print_queues.run(place.desk, silent)
    assert held(place) == [("slips", ("offline",), 1)]
    print_queues.run(place.desk, silent, pressed=True)
    assert held(place) == []
    assert states(place) == {"receipt-slip": JobState.PRINTED}


def test_what_a_queue_waits_for_outlives_a_restart(tmp_path):
    place = a_desk(tmp_path, driver=Head(EMPTY))
    received(place)
    place.print_owed()
    place.close()
    place = opened(tmp_path, driver=Head(READY))
    assert held(place) == [("", ("media-empty",), 1)]
    place.print_owed()
    assert held(place) == []
    assert states(place) == {"receipt-slip": JobState.PRINTED}
    place.close()


def test_a_slip_cut_off_in_the_middle_holds_the_queue_and_is_asked(place, office, slips):
    slips.ends = [Outcome(Result.UNCERTAIN, "printing.interrupted", holds=EMPTY)]
    received(place)
    received(place)
    print_queues.run(place.desk, office)
    first, second = slips_in_order(place)
    assert slips.story == [first]
    assert [job.id for job in prints.questions(place.desk)] == [first]
    assert held(place) == [("slips", ("media-empty",), 1)]
    print_queues.run(place.desk, office)
    assert slips.story == [first, "void", second]


def test_half_a_slip_is_voided_before_its_reprint(place, office, slips):
    slips.ends = [Outcome(Result.UNCERTAIN, "printing.interrupted")]
    received(place)
    print_queues.run(place.desk, office)
    (job,) = slips_in_order(place)
    again = prints.answer(place.desk, job, Answer.SPOILED).value
    print_queues.run(place.desk, office)
    assert slips.story == [job, "void", again.id]
    print_queues.run(place.desk, office)
    assert slips.story == [job, "void", again.id]


def test_nothing_is_voided_under_a_slip_that_a_person_saw_come_out(place, office, slips):
    slips.ends = [Outcome(Result.UNCERTAIN, "printing.interrupted")]
    received(place)
    print_queues.run(place.desk, office)
    prints.answer(place.desk, slips_in_order(place)[0], Answer.CAME_OUT)
    received(place)
    print_queues.run(place.desk, office)
    assert slips.story == slips_in_order(place)


def test_nothing_is_voided_where_the_device_took_every_byte_and_gives_no_proof(place, office, slips):
    slips.ends = [Outcome(Result.UNCERTAIN, "printing.ipp_no_proof", whole=True)]
    received(place)
    received(place)
    print_queues.run(place.desk, office)
    assert slips.story == slips_in_order(place)


def test_a_head_that_never_proves_a_void_is_given_one_mark_only(place, office, slips):
    slips.ends = [Outcome(Result.UNCERTAIN, "printing.no_echo")]
    voids = []
    slips.void = lambda: voids.append(1) or Outcome(Result.UNCERTAIN, "printing.no_echo")
    received(place)
    received(place)
    for _ in range(3):
        print_queues.run(place.desk, office)
    assert slips.story == slips_in_order(place)
    assert voids == [1]


def test_after_a_power_cut_the_half_slip_is_voided_first(tmp_path):
    place = a_desk(tmp_path)
    received(place)
    received(place)
    first, second = slips_in_order(place)
    with place.store.writing():
        place.store.printouts.freeze(first, prints.keep_bytes(place.desk, place.printer.studio().draw(_order(place))))
        place.store.printouts.begin_attempt(first, place.desk.now_ms())
    place.close()
    head = Head()
    place = opened(tmp_path, driver=head)
    place.print_owed()
    assert head.story == ["void", second]
    assert [job.id for job in prints.questions(place.desk)] == [first]
    place.close()


def _order(place):
    return order_test_page(place.desk, "folder")


def test_a_paper_of_the_house_is_tried_at_once_and_never_kept_waiting(place, slips):
    page = place.printer.studio().draw(_order(place))
    slips.says = EMPTY
    to = SolePrinter(slips, "slips")
    assert house_papers.send(place.desk, to, page).result is Result.FAILED
    assert held(place) == [("slips", ("media-empty",), 0)]
    slips.says = READY
    assert house_papers.send(place.desk, to, page).result is Result.PRINTED
    assert held(place) == []


def test_a_paper_of_the_house_waits_for_the_void_that_fails(place, slips):
    received(place)
    (job,) = slips_in_order(place)
    with place.store.writing():
        place.store.printouts.begin_attempt(job, place.desk.now_ms(), "slips")
    slips.void = lambda: Outcome(Result.FAILED, "printing.device_not_ready", holds=EMPTY)
    page = place.printer.studio().draw(_order(place))
    outcome = house_papers.send(place.desk, SolePrinter(slips, "slips"), page)
    assert (outcome.result, outcome.proof) == (Result.FAILED, "media-empty")
    assert slips.story == []


def test_a_slow_printer_keeps_no_other_waiting(place):
    """The slip's printer ends only after the notices are out: in one queue that would never happen."""
    out = threading.Event()

    class Slow(Head):
        def send(self, paper, job_id):
            assert out.wait(20)
            return super().send(paper, job_id)

    class Quick(NotedDriver):
        def send(self, paper, job_id):
            outcome = super().send(paper, job_id)
            if len(self.sent) == 2:
                out.set()
            return outcome

    printer = replace(place.printer, driver=Quick(), others=(SolePrinter(Slow(), "slips", frozenset({Media.ROLL_80})),))
    accepted(place)
    print_queues.run(place.desk, printer)
    assert set(states(place).values()) == {JobState.PRINTED}


def test_a_device_that_holds_a_queue_in_which_nothing_waits_is_asked_too(place, office, slips):
    slips.ends = [Outcome(Result.UNCERTAIN, "printing.interrupted", holds=EMPTY)]
    received(place)
    print_queues.run(place.desk, office)
    assert held(place) == [("slips", ("media-empty",), 0)]
    print_queues.run(place.desk, office)
    assert held(place) == []
    assert slips.story[-1] == "void"


def test_a_queue_whose_printer_was_taken_away_holds_nothing_more(place, office, slips):
    slips.says = EMPTY
    received(place)
    print_queues.run(place.desk, office)
    place.print_owed()
    assert held(place) == []
    assert states(place) == {"receipt-slip": JobState.PRINTED}


def test_what_a_device_wants_is_said_in_words_and_else_in_its_own(place):
    queues = place.store.printouts.queues
    for name, readiness, reasons in (
        ("小票机", "attention", ("toner-low-report", "media-jam-error")),
        ("", "attention", ("interlock-open",)),
        ("标签机", "unknown", ()),
        ("黑白机", "unknown", ("no-answer",)),
    ):
        with place.store.writing():
            queues.hold(name, readiness, reasons, place.desk.now_ms())
    assert {queue.name: wants(queue, "en") for queue in queues.held()} == {
        "小票机": "paper jam",
        "": "not ready (interlock-open)",
        "标签机": "does not answer",
        "黑白机": "does not answer",
    }
    said = {queue.name: held_words(queue, "zh") for queue in queues.held()}
    assert said["小票机"] == "小票机卡纸，0 张在等。弄好就会自己接着打。"
    assert "Alt+R" in said["标签机"]
    assert "counterctl" not in said["标签机"]
    assert any("counterctl print --resume" in held_words(queue, "zh", on_screen=False) for queue in queues.held())
