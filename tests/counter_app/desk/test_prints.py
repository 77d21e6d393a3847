"""Papers come out once, with the bytes that were frozen; what nobody can know is asked."""

import hashlib
from dataclasses import replace

import pytest
from support.desks import (
    CLERK,
    NotedDriver,
    a_desk,
    accepted,
    application,
    body,
    everything_missing,
    opened,
    received,
)

from casework.errors import RuleBroken
from counter_app.desk import owed, print_queues, prints
from counter_app.desk.forms import HandedCase, HandOverForm, RefuseForm
from counter_app.desk.hand_over import hand_over
from counter_app.desk.opening import open_case
from counter_app.desk.prints import Answer
from counter_app.desk.refuse import refuse
from counter_app.desk.supplement import request_supplement
from counter_app.store.printouts import JobState
from printing.drivers.driver import Result


def printed_events(place, case):
    return [entry.event().fact for entry in place.store.journal.history(case.id) if entry.type == "paper.printed"]


def test_every_paper_of_every_act_can_be_drawn_and_comes_out(place):
    accepted_case = accepted(place)
    request_supplement(place.desk, everything_missing(place, received(place, materials=())))
    refuse(place.desk, RefuseForm(case_id=received(place).id, grounds=("不属于本机关职权",), competent_body="某局"))
    hand_over(place.desk, HandOverForm(cases=(HandedCase(case_id=accepted_case.id),), to_person="李娟"))
    done = place.print_owed().value
    assert {job.state for job in done} == {JobState.PRINTED}
    assert {job.paper for job in done} == {
        "receipt-slip",
        "acceptance-notice",
        "supplement-notice",
        "not-accepted-notice",
        "hand-over-sheet",
    }
    assert place.print_owed().value == ()


def test_what_is_sent_is_what_was_frozen_and_what_the_event_says(place):
    case = accepted(place)
    place.print_owed()
    sent = [paper for _, paper in place.printer.driver.sent]
    kept = [job.frozen.sha256 for job in place.store.printouts.of_case(case.id)]
    assert [hashlib.sha256(paper.content).hexdigest() for paper in sent] == kept
    assert [fact.sha256 for fact in printed_events(place, case)] == kept
    assert [place.store.blobs.files.get(sha256) for sha256 in kept] == [paper.content for paper in sent]


def test_an_act_prints_nothing_itself(place):
    accepted(place)
    assert place.printer.driver.sent == []


def test_a_preview_shows_the_bytes_that_are_sent_later(place):
    case = accepted(place)
    job = place.store.printouts.of_case(case.id)[0]
    seen = prints.preview(place.desk, place.printer.studio(), job.id)
    place.print_owed()
    assert place.printer.driver.sent[0][1].content == seen.content


def test_an_uncertain_paper_is_asked_about_and_not_sent_again(tmp_path):
    driver = NotedDriver(Result.UNCERTAIN)
    place = a_desk(tmp_path, driver=driver)
    case = received(place)
    place.print_owed()
    place.print_owed()
    assert len(driver.sent) == 1
    assert [job.state for job in prints.questions(place.desk)] == [JobState.UNCERTAIN]
    assert printed_events(place, case) == []
    place.close()


@pytest.fixture
def asked(tmp_path):
    """A desk with one slip about which nobody knows."""
    driver = NotedDriver(Result.UNCERTAIN)
    place = a_desk(tmp_path, driver=driver)
    case = received(place)
    job = place.print_owed().value[0]
    driver.result = Result.PRINTED
    yield place, case, job
    place.close()


def test_that_it_came_out_settles_it(asked):
    place, case, job = asked
    assert prints.answer(place.desk, job.id, Answer.CAME_OUT).value.state is JobState.PRINTED
    assert len(printed_events(place, case)) == 1
    assert prints.questions(place.desk) == ()


def test_that_it_did_not_sends_the_same_bytes_again(asked):
    place, case, job = asked
    prints.answer(place.desk, job.id, Answer.DID_NOT)
    place.print_owed()
    first, second = [paper.sha256 for _, paper in place.printer.driver.sent]
    assert first == second
    assert [fact.copy for fact in printed_events(place, case)] == [1]


def test_that_it_was_spoiled_owes_a_marked_reprint(asked):
    place, case, job = asked
    again = prints.answer(place.desk, job.id, Answer.SPOILED).value
    assert (again.reprint, again.state) == (1, JobState.OWED)
    place.print_owed()
    first, second = [paper.sha256 for _, paper in place.printer.driver.sent]
    assert first != second
    assert [(fact.copy, fact.reason) for fact in printed_events(place, case)] == [(2, "spoiled")]
    assert place.store.printouts.get(job.id).state is JobState.DROPPED


def test_a_settled_paper_has_no_question(place):
    received(place)
    job = place.print_owed().value[0]
    with pytest.raises(RuleBroken, match=r"print\.no_question"):
        prints.answer(place.desk, job.id, Answer.CAME_OUT)


def test_a_reprint_needs_a_reason_and_a_first_print(place):
    received(place)
    job = place.store.printouts.in_states(JobState.OWED)[0]
    with pytest.raises(RuleBroken, match=r"print\.not_settled"):
        prints.reprint(place.desk, job.id, "卡纸")
    place.print_owed()
    with pytest.raises(RuleBroken, match=r"print\.reason_missing"):
        prints.reprint(place.desk, job.id, " ")
    assert prints.reprint(place.desk, job.id, "遗失").value.reprint == 1


def test_an_attempt_cut_off_by_a_crash_is_uncertain_at_the_next_start(tmp_path):
    place = a_desk(tmp_path)
    received(place)
    job = place.store.printouts.in_states(JobState.OWED)[0]
    with place.store.writing():
        place.store.printouts.begin_attempt(job.id, place.desk.now_ms())
    place.close()
    place = opened(tmp_path)
    assert [found.id for found in prints.questions(place.desk)] == [job.id]
    assert place.store.printouts.get(job.id).detail == "print.interrupted"
    place.close()


def test_a_paper_that_cannot_be_drawn_fails_with_its_reason_and_the_others_come_out(place):
    # An earlier release took in names that no face holds.
    with place.store.writing():
        taken = open_case(place.desk, CLERK, application(place, applicant=body(name="😀幼儿园")))
        owed.papers(place.desk, taken, owed.RECEIVED)
    received(place)
    failed, fine = place.print_owed().value
    assert failed.state is JobState.FAILED
    assert failed.detail.startswith("printing.")
    assert fine.state is JobState.PRINTED


def test_a_renumbered_case_owes_its_papers_again_under_the_new_number(place):
    case = accepted(place)
    place.print_owed()
    with place.store.writing():
        place.store.printouts.owe_again(case.id, "renumbered", place.desk.now_ms())
    again = [job for job in place.store.printouts.of_case(case.id) if job.reprint]
    assert [(job.paper, job.copy) for job in again] == [
        ("receipt-slip", 1),
        ("acceptance-notice", 1),
        ("acceptance-notice", 2),
    ]
    assert {job.state for job in place.print_owed().value} == {JobState.PRINTED}


class BrokenStudio:
    """Draws papers with a defect: one kind of them ends in an error that nobody foresaw."""

    def __init__(self, studio, broken):
        self.studio = studio
        self.broken = broken

    def draw(self, order):
        if order.material.job.paper == self.broken:
            raise ValueError("a defect")
        return self.studio.draw(order)


def test_a_defect_in_one_paper_keeps_no_other_back(place):
    case = accepted(place)
    studio = BrokenStudio(place.printer.studio(), "receipt-slip")
    done = print_queues.run(place.desk, replace(place.printer, studio=lambda: studio)).value
    states = {(job.paper, job.state) for job in done}
    assert states == {("receipt-slip", JobState.FAILED), ("acceptance-notice", JobState.PRINTED)}
    (failed,) = [job for job in place.store.printouts.of_case(case.id) if job.state is JobState.FAILED]
    assert failed.detail == "print.defect"
    prints.answer(place.desk, failed.id, Answer.DID_NOT)
    assert [job.state for job in place.print_owed().value] == [JobState.PRINTED]
