"""Correction: a further fact with a reason; number and slip stay, the papers that say something else are owed anew."""

import msgspec
import pytest
from support.desks import accepted, body, kinds, received, resident_id
from support.offices import Office

from casework.case_state import Stage
from casework.errors import RuleBroken
from casework.lifecycle import Verdict
from casework.materials import MaterialMark
from casework.parties import Delivery, DeliveryWay, IdKind, Party, PartyKind
from counter_app.desk import prints
from counter_app.desk.checks import FormRefused
from counter_app.desk.correct import MOST_REASON, correct
from counter_app.desk.find import find_one
from counter_app.desk.forms import CorrectForm, HandedCase, HandOverForm
from counter_app.desk.hand_over import hand_over
from counter_app.desk.paper_orders import order_job
from counter_app.desk.show import show
from counter_app.store.printouts import JobState
from printing.drivers.driver import Result

RIGHT = "德阳向阳花幼儿园有限责任公司"
AGENT = Party(kind=PartyKind.PERSON, name="王雪梅", id_kind=IdKind.RESIDENT_ID, id_number=resident_id())


def form_for(case, **changes):
    form = CorrectForm(
        case_id=case.id,
        applicant=case.applicant,
        agent=case.agent,
        delivery=case.delivery,
        materials=case.materials,
        reason="名称录错",
    )
    return msgspec.structs.replace(form, **changes)


def renamed(case, name=RIGHT, **changes):
    return form_for(case, applicant=msgspec.structs.replace(case.applicant, name=name), **changes)


def papers(place, case):
    return [(job.paper, job.copy, job.state, job.reprint) for job in place.store.printouts.of_case(case.id)]


def test_a_correction_is_a_further_fact_and_the_old_slip_leads_to_the_case(place):
    case = accepted(place)
    place.print_owed()
    done = correct(place.desk, renamed(case)).value.case
    assert (done.applicant.name, done.stage) == (RIGHT, Stage.ACCEPTED)
    assert (done.number, done.serial, done.accepted_on) == (case.number, case.serial, case.accepted_on)
    assert kinds(place, case)[:2] == ["case.opened", "case.accepted"]
    assert kinds(place, case)[-1] == "case.corrected"
    assert find_one(place.desk, case.serial).case.applicant.name == RIGHT
    assert find_one(place.desk, RIGHT).case.id == case.id
    assert place.store.cases.differing() == ()


def test_the_new_papers_say_what_they_replace_and_the_old_ones_stay_as_they_came_out(place, clock):
    case = accepted(place)
    place.print_owed()
    clock.pass_by(minutes=20)
    correct(place.desk, renamed(case))
    place.print_owed()
    sent = [paper for _, paper in place.printer.driver.sent]
    assert [paper.kind for paper in sent[3:]] == [paper.kind for paper in sent[:3]]
    marks = []
    for job in place.store.printouts.of_case(case.id):
        material = order_job(place.desk, job).material
        marks.append((material.case.applicant.name, material.marks.replaces))
    assert [mark for _, mark in marks[:3]] == [None, None, None]
    assert [name for name, _ in marks] == [case.applicant.name] * 3 + [RIGHT] * 3
    assert {(mark.reason, f"{mark.at:%H:%M}") for _, mark in marks[3:]} == {("名称录错", "02:00")}


def test_what_did_not_come_out_yet_is_dropped_and_nothing_is_said_to_be_replaced(place):
    case = accepted(place)
    correct(place.desk, renamed(case))
    states = [state for _, _, state, _ in papers(place, case)]
    assert states == [JobState.DROPPED] * 3 + [JobState.OWED] * 3
    place.print_owed()
    assert len(place.printer.driver.sent) == 3
    last = place.store.printouts.of_case(case.id)[-1]
    assert order_job(place.desk, last).material.marks.replaces is None


def test_only_papers_that_say_something_else_are_owed_anew(place):
    case = accepted(place)
    place.print_owed()
    mailed = Delivery(way=DeliveryWay.COURIER, recipient="何芳", phone="13900002254", address="旌阳区一号")
    correct(place.desk, form_for(case, delivery=mailed, reason="改邮寄"))
    assert [paper for paper, *_ in papers(place, case)[3:]] == ["receipt-slip"]
    assert place.store.cases.get(case.id).case.delivery.address == "旌阳区一号"


def test_a_spoiled_print_of_a_correction_still_says_what_it_replaces(place):
    case = accepted(place)
    place.print_owed()
    correct(place.desk, renamed(case))
    place.printer.driver.result = Result.UNCERTAIN
    place.print_owed()
    for job in place.store.printouts.in_states(JobState.UNCERTAIN):
        prints.answer(place.desk, job.id, prints.Answer.SPOILED)
    place.printer.driver.result = Result.PRINTED
    done = place.print_owed().value
    assert {job.state for job in done} == {JobState.PRINTED}


def test_an_agent_can_be_added_put_right_and_taken_away(place):
    case = accepted(place)
    with_agent = correct(place.desk, form_for(case, agent=AGENT, reason="补经办人")).value.case
    assert with_agent.agent.name == "王雪梅"
    without = correct(place.desk, form_for(with_agent, agent=None, reason="没有经办人")).value.case
    assert without.agent is None


def test_materials_are_corrected_but_what_was_accepted_as_complete_stays_complete(place):
    case = accepted(place)
    first, *rest = case.materials
    more = (msgspec.structs.replace(first, copies=first.copies + 1), *rest)
    assert correct(place.desk, form_for(case, materials=more)).value.case.materials == more
    none = (MaterialMark(code=first.code), *rest)
    with pytest.raises(FormRefused) as refused:
        correct(place.desk, form_for(case, materials=none))
    assert {fault.field for fault in refused.value.faults} == {f"materials.{first.code}"}
    waiting = received(place, applicant=body(serial=2))
    assert correct(place.desk, form_for(waiting, materials=none)).value.case.materials[0].originals == 0


def test_what_was_handed_over_stays_as_the_sheet_says(place):
    case = accepted(place)
    hand_over(place.desk, HandOverForm(cases=(HandedCase(case_id=case.id),), to_person="李娟"))
    first, *rest = place.store.cases.get(case.id).case.materials
    more = (msgspec.structs.replace(first, originals=first.originals + 1), *rest)
    with pytest.raises(FormRefused, match=r"correct\.handed_over"):
        correct(place.desk, form_for(case, materials=more))
    assert correct(place.desk, renamed(case)).value.case.applicant.name == RIGHT


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"reason": "长" * (MOST_REASON + 1)}, "reason"),
        ({"applicant": body(name="")}, "applicant.name"),
        ({"applicant": body(phone="12")}, "applicant.phone"),
    ],
)
def test_a_correction_is_checked_like_an_application_and_needs_a_reason(place, changes, field):
    case = accepted(place)
    with pytest.raises(FormRefused) as refused:
        correct(place.desk, form_for(case, **changes))
    assert field in {fault.field for fault in refused.value.faults}
    assert kinds(place, case) == ["case.opened", "case.accepted"]


def test_nothing_changed_is_no_correction(place):
    with pytest.raises(RuleBroken, match=r"correct\.nothing"):
        correct(place.desk, form_for(accepted(place)))


def test_a_correction_that_the_server_contests_changes_nothing_and_its_papers_do_not_come_out(place):
    case = accepted(place)
    place.print_owed()
    Office(place).judge(*([Verdict.APPLIED] * len(kinds(place, case))))
    correct(place.desk, renamed(case))
    Office(place).judge(Verdict.CONTESTED, reason="case.stage")
    assert place.store.cases.get(case.id).case.applicant.name == case.applicant.name
    done = place.print_owed().value
    assert {(job.state, job.detail) for job in done} == {(JobState.FAILED, "print.not_in_effect")}


def test_the_history_says_who_corrected_and_why(place):
    case = accepted(place)
    correct(place.desk, renamed(case))
    step = show(place.desk, case.id).steps[-1]
    assert (step.kind, step.fact.reason, step.actor.name) == ("case.corrected", "名称录错", "周敏")
    assert step.fact.agent is None
    assert step.fact.materials == ()


def test_the_long_reason_fits_the_papers(place):
    case = accepted(place)
    place.print_owed()
    correct(place.desk, renamed(case, reason="长" * MOST_REASON))
    assert {job.state for job in place.print_owed().value} == {JobState.PRINTED}
