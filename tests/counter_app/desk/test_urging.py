"""Urging a department: a further fact of the case, judged beforehand, numbered in its order, answered by a fact."""

import pytest
from support.desks import accepted, kinds, received
from support.offices import Office

from casework.errors import RuleBroken
from casework.facts import CaseDecided, Outcome, ReceivedByDepartment, UrgingAnswered
from counter_app.desk.forms import UrgeForm
from counter_app.desk.urge import MOST_REASON, urge


def urged(place, case, reason=""):
    return urge(place.desk, UrgeForm(case_id=case.id, reason=reason)).value.case


def test_a_department_that_has_a_case_is_urged(place):
    case = accepted(place)
    (urging,) = urged(place, case, "申请人 来问").urgings
    assert (urging.window, urging.by, urging.reason) == ("W03", "周敏", "申请人 来问")
    assert urging.urged_on == place.desk.today()
    assert place.desk.calendar.working_days_between(urging.urged_on, urging.again_from) == 1
    assert kinds(place, case)[-1] == "case.urged"
    assert place.store.cases.differing() == ()


def test_a_second_urging_within_the_working_day_needs_a_reason(place, clock):
    case = accepted(place)
    first = urged(place, case).urgings[0]
    with pytest.raises(RuleBroken, match=r"urge\.too_soon"):
        urged(place, case)
    assert len(urged(place, case, "申请人又来问").urgings) == 2
    clock.pass_by(days=(first.again_from - first.urged_on).days)
    assert len(urged(place, case).urgings) == 3


def test_an_answer_stands_with_its_urging_and_another_may_follow(place):
    case = accepted(place)
    first = urged(place, case).urgings[0]
    office = Office(place)
    office.judge()
    office.state(UrgingAnswered(urging=first.event, answered_on=place.desk.today(), text="15 日踏勘"), case.id)
    office.deliver()
    again = urged(place, case, "又来问").urgings
    assert [(one.answer, one.answered_on is not None) for one in again] == [("15 日踏勘", True), ("", False)]


def test_what_no_department_has_is_not_urged(place):
    with pytest.raises(RuleBroken, match=r"case\.stage"):
        urged(place, received(place))
    case, office = accepted(place), Office(place)
    office.judge()
    office.state(ReceivedByDepartment(received_on=place.desk.today()), case.id)
    office.state(CaseDecided(outcome=Outcome.GRANTED, decided_on=place.desk.today()), case.id)
    office.deliver()
    with pytest.raises(RuleBroken, match=r"case\.stage"):
        urged(place, case)


def test_a_reason_that_no_list_could_show_is_refused(place):
    with pytest.raises(RuleBroken, match=r"desk\.too_long"):
        urged(place, accepted(place), "问" * (MOST_REASON + 1))
