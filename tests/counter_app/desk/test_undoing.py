"""Undoing what was just done: a further fact, nothing deleted, the number stays used, papers not out are dropped."""

import pytest
from support.desks import accepted, everything_missing, kinds, received
from support.offices import Office

from casework.case_state import Stage
from casework.errors import RuleBroken
from casework.facts import ReceivedByDepartment
from counter_app.desk.find import find_one
from counter_app.desk.forms import HandedCase, HandOverForm, NotRequiredForm, RefuseForm
from counter_app.desk.hand_over import hand_over
from counter_app.desk.refuse import not_required, refuse
from counter_app.desk.supplement import request_supplement
from counter_app.desk.undo import undo
from counter_app.desk.verify import verify
from counter_app.store.print_ledger import What
from counter_app.store.printouts import JobState


def asked_for_more(place):
    case = received(place, materials=())
    return request_supplement(place.desk, everything_missing(place, case)).value.case


def turned_away(place):
    form = RefuseForm(case_id=received(place).id, grounds=("不属于本机关职权",), competent_body="某局")
    return refuse(place.desk, form).value.case


def needs_none(place):
    return not_required(place.desk, NotRequiredForm(case_id=received(place).id, reason="无需许可")).value.case


@pytest.mark.parametrize("act", [accepted, received, asked_for_more, turned_away, needs_none])
def test_every_end_of_a_new_application_can_be_taken_back(place, act):
    case = act(place)
    before = kinds(place, case)
    done = undo(place.desk, case.id).value
    assert (done.case.case.stage, done.printed) == (Stage.WITHDRAWN, 0)
    assert kinds(place, case) == [*before, "case.undone"]
    assert {job.state for job in place.store.printouts.of_case(case.id)} <= {JobState.DROPPED}
    assert place.print_owed().value == ()
    assert find_one(place.desk, case.serial).case.id == case.id
    assert place.store.cases.differing() == ()


def test_each_paper_that_is_dropped_is_a_line_of_the_ledger(place):
    case = accepted(place)
    undo(place.desk, case.id)
    dropped = [line for line in place.store.printouts.ledger.lines() if line.what is What.DROPPED]
    assert [line.job for line in dropped] == [job.id for job in place.store.printouts.of_case(case.id)]
    assert {(line.code, line.clerk, line.case) for line in dropped} == {("undone", "0123", True)}
    assert verify(place.desk).faults == ()


def test_a_paper_that_came_out_is_not_dropped_in_the_ledger(place):
    case = accepted(place)
    place.print_owed()
    undo(place.desk, case.id)
    assert What.DROPPED not in {line.what for line in place.store.printouts.ledger.lines()}


def test_the_number_stays_used(place):
    first = accepted(place)
    undo(place.desk, first.id)
    assert accepted(place).number != first.number


def test_papers_that_came_out_are_counted_and_stay_as_they_are(place):
    case = accepted(place)
    place.print_owed()
    assert undo(place.desk, case.id).value.printed == 3
    assert {job.state for job in place.store.printouts.of_case(case.id)} == {JobState.PRINTED}


def test_it_is_as_lawful_after_the_server_has_the_act(place):
    case = accepted(place)
    office = Office(place)
    office.judge()
    undo(place.desk, case.id)
    office.judge()
    assert place.store.cases.get(case.id).case.stage is Stage.WITHDRAWN
    assert place.store.journal.counts() == {}


def test_what_was_gone_on_with_is_not_undone(place):
    case = accepted(place)
    hand_over(place.desk, HandOverForm(cases=(HandedCase(case_id=case.id),), to_person="李娟"))
    with pytest.raises(RuleBroken, match=r"undo\.went_on"):
        undo(place.desk, case.id)
    other = accepted(place)
    office = Office(place)
    office.judge()
    office.state(ReceivedByDepartment(received_on=place.desk.today()), other.id)
    office.deliver()
    with pytest.raises(RuleBroken, match=r"undo\.went_on"):
        undo(place.desk, other.id)


def test_nothing_is_undone_twice(place):
    case = accepted(place)
    undo(place.desk, case.id)
    with pytest.raises(RuleBroken, match=r"undo\.went_on"):
        undo(place.desk, case.id)


def test_a_paper_that_is_given_up_while_others_print_does_not_come_out(place):
    first, second = accepted(place), accepted(place)
    driver = place.printer.driver
    send = driver.send

    def send_and_undo(paper, job_id):
        driver.send = send
        undo(place.desk, second.id)
        return send(paper, job_id)

    driver.send = send_and_undo
    place.print_owed()
    assert len(driver.sent) == 3
    assert {job.state for job in place.store.printouts.of_case(first.id)} == {JobState.PRINTED}
    assert {job.state for job in place.store.printouts.of_case(second.id)} == {JobState.DROPPED}
