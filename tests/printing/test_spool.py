from dataclasses import dataclass, field, replace

import pytest

from casework.errors import Trouble
from printing.drivers.driver import DeviceState, Outcome, Readiness, Result
from printing.model import FrozenPaper
from printing.spool import PrintJob, run

DONE = Outcome(Result.PRINTED, proof="2 sides")


@dataclass
class Ledger:
    """A ledger in memory that writes down what happened in which order."""

    story: list[str]
    left_open: str | None = None
    outcomes: dict[str, Outcome] = field(default_factory=dict)

    def open_attempt(self, job_id: str) -> str | None:  # noqa: ARG002 - the protocol's shape
        return self.left_open

    def begin_attempt(self, job_id: str) -> str:
        self.story.append(f"begin {job_id}")
        return "attempt-1"

    def end_attempt(self, attempt_id: str, outcome: Outcome) -> None:
        self.story.append(f"end {attempt_id} {outcome.result}")
        self.outcomes[attempt_id] = outcome


@dataclass
class Printer:
    """A driver that writes down that it was asked and answers as told."""

    story: list[str]
    answer: Outcome | Exception = DONE

    def send(self, paper: FrozenPaper, job_id: str) -> Outcome:  # noqa: ARG002 - the protocol's shape
        self.story.append(f"send {job_id}")
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def status(self) -> DeviceState:
        return DeviceState(Readiness.READY)


@pytest.fixture
def job(paper_of):
    return PrintJob(job_id="J1", idem="case-1:acceptance:1", paper=paper_of())


def test_the_attempt_is_recorded_before_the_first_byte(job):
    story: list[str] = []
    assert run(job, Printer(story), Ledger(story)) == DONE
    assert story == ["begin J1", "send J1", "end attempt-1 printed"]


@pytest.mark.parametrize("result", list(Result))
def test_the_drivers_word_is_recorded_as_it_is(job, result):
    ledger = Ledger([])
    outcome = Outcome(result, "printing.ipp_no_proof", "said")
    assert run(job, Printer([], outcome), ledger) == outcome
    assert ledger.outcomes == {"attempt-1": outcome}


def test_an_attempt_left_open_is_uncertain_and_nothing_is_sent_again(job):
    story: list[str] = []
    ledger = Ledger(story, left_open="attempt-0")
    outcome = run(job, Printer(story), ledger)
    assert outcome.result is Result.UNCERTAIN
    assert outcome.code == "printing.interrupted"
    assert story == ["end attempt-0 uncertain"]


def test_changed_bytes_are_refused_before_anything_is_recorded_or_sent(job):
    story: list[str] = []
    forged = replace(job, paper=replace(job.paper, content=job.paper.content + b" "))
    with pytest.raises(Trouble) as caught:
        run(forged, Printer(story), Ledger(story))
    assert caught.value.code == "printing.hash_mismatch"
    assert story == []


def test_trouble_on_the_way_is_uncertain(job):
    ledger = Ledger([])
    outcome = run(job, Printer([], Trouble("printing.ipp_unreachable", proof="cable")), ledger)
    assert outcome.result is Result.UNCERTAIN
    assert outcome.proof == "proof=cable"
    assert ledger.outcomes == {"attempt-1": outcome}


def test_a_crash_while_sending_leaves_the_attempt_open_for_the_next_start(job):
    story: list[str] = []
    ledger = Ledger(story)
    with pytest.raises(ZeroDivisionError):
        run(job, Printer(story, ZeroDivisionError()), ledger)
    assert story == ["begin J1", "send J1"]
    ledger.left_open = "attempt-1"
    assert run(job, Printer(story), ledger).result is Result.UNCERTAIN
