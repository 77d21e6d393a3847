"""A printer that wants something holds back its own papers only, and half a slip is voided before the next one."""

from dataclasses import dataclass, field

import pytest

from printing.drivers.driver import DeviceState, Outcome, Readiness, Result
from printing.model import Media
from printing.queues import QueueState, SolePrinter, may_send, printer_for
from printing.spool import with_state

READY = DeviceState(Readiness.READY)
EMPTY = DeviceState(Readiness.ATTENTION, ("media-empty",))
OPEN = DeviceState(Readiness.ATTENTION, ("cover-open",))
MUTE = DeviceState(Readiness.UNKNOWN, ("offline",))
DONE = Outcome(Result.PRINTED)


@dataclass
class Book:
    """A book in memory that writes down what it was told."""

    now: QueueState = field(default_factory=QueueState)
    story: list = field(default_factory=list)

    def state(self, name):
        assert name == "slips"
        return self.now

    def pause(self, name, device):
        self.story.append(("pause", name, device))

    def resume(self, name):
        self.story.append(("resume", name))

    def voided(self, name, outcome):
        self.story.append(("voided", name, outcome.result))


@dataclass
class Sheets:
    """A driver of a device that keeps nothing."""

    says: DeviceState = READY
    asked: int = 0

    def send(self, *_):
        raise AssertionError("nothing is sent here")

    def status(self):
        self.asked += 1
        return self.says


@dataclass
class Head(Sheets):
    """A driver of a thermal head."""

    ends: Outcome = DONE
    voids: int = 0

    def void(self):
        self.voids += 1
        return self.ends


def slips(driver):
    return SolePrinter(driver, "slips", frozenset({Media.ROLL_80}))


@pytest.fixture
def printers():
    return (slips(Head()), SolePrinter(Sheets(), "labels", frozenset({Media.LABEL_60X40})), SolePrinter(Sheets(), "a4"))


@pytest.mark.parametrize(
    ("media", "name"),
    [(Media.ROLL_80, "slips"), (Media.LABEL_60X40, "labels"), (Media.A4_PORTRAIT, "a4"), (Media.ROLL_58, "a4")],
)
def test_a_paper_goes_where_its_media_lies_and_else_to_the_printer_for_everything(printers, media, name):
    assert printer_for(printers, media).name == name


def test_a_paper_without_a_printer_of_its_own_goes_to_the_last(printers):
    assert printer_for(printers[:2], Media.A4_PORTRAIT).name == "labels"


def test_a_queue_that_runs_sends_without_asking():
    driver, book = Head(), Book()
    assert may_send(slips(driver), book)
    assert (driver.asked, driver.voids, book.story) == (0, 0, [])


@pytest.mark.parametrize("says", [EMPTY, MUTE])
def test_a_queue_that_waits_goes_on_waiting_while_the_device_is_not_ready(says):
    book = Book(QueueState(says))
    assert not may_send(slips(Head(says)), book)
    assert book.story == []


def test_what_the_device_wants_now_is_noted():
    book = Book(QueueState(EMPTY))
    assert not may_send(slips(Head(OPEN)), book)
    assert book.story == [("pause", "slips", OPEN)]


def test_a_queue_that_waits_goes_on_by_itself_once_the_device_is_ready():
    book = Book(QueueState(EMPTY))
    assert may_send(slips(Head(READY)), book)
    assert book.story == [("resume", "slips")]


def test_a_person_may_let_a_queue_go_on_whose_device_cannot_answer():
    driver, book = Head(MUTE), Book(QueueState(MUTE))
    assert may_send(slips(driver), book, pressed=True)
    assert (driver.asked, book.story) == (0, [("resume", "slips")])


def test_half_a_slip_is_voided_before_the_next_paper():
    driver, book = Head(), Book(QueueState(unfinished=True))
    assert may_send(slips(driver), book)
    assert (driver.voids, book.story) == (1, [("voided", "slips", Result.PRINTED)])


def test_a_device_that_keeps_nothing_has_nothing_to_void():
    assert may_send(slips(Sheets()), book := Book(QueueState(unfinished=True)))
    assert book.story == []


@pytest.mark.parametrize(
    "outcome", [Outcome(Result.FAILED, "x", holds=EMPTY), Outcome(Result.UNCERTAIN, "x", holds=EMPTY)]
)
def test_a_slip_that_cannot_be_voided_holds_the_queue(outcome):
    book = Book(QueueState(unfinished=True))
    assert not may_send(slips(Head(EMPTY, ends=outcome)), book)
    assert book.story == [("voided", "slips", outcome.result), ("pause", "slips", EMPTY)]


def test_a_void_that_a_ready_device_does_not_prove_is_not_printed_time_and_again():
    book = Book(QueueState(unfinished=True))
    assert may_send(slips(Head(READY, ends=Outcome(Result.UNCERTAIN, "printing.no_echo"))), book)
    assert book.story == [("voided", "slips", Result.UNCERTAIN)]


def test_a_device_without_proof_that_took_every_byte_of_the_void_may_go_on():
    book = Book(QueueState(unfinished=True))
    assert may_send(slips(Head(MUTE, ends=Outcome(Result.UNCERTAIN, "x", whole=True))), book)


@pytest.mark.parametrize(
    ("result", "says", "holds"),
    [
        (Result.PRINTED, EMPTY, None),
        (Result.FAILED, READY, None),
        (Result.FAILED, EMPTY, EMPTY),
        (Result.FAILED, MUTE, MUTE),
        (Result.UNCERTAIN, EMPTY, EMPTY),
        (Result.UNCERTAIN, MUTE, None),
        (Result.UNCERTAIN, READY, None),
    ],
)
def test_the_state_of_the_device_is_added_where_it_is_what_went_wrong(result, says, holds):
    assert with_state(Outcome(result), Sheets(says)).holds == holds


def test_what_the_driver_said_itself_is_not_asked_again():
    driver = Sheets(READY)
    assert with_state(Outcome(Result.FAILED, holds=EMPTY), driver).holds == EMPTY
    assert driver.asked == 0
