"""The situation decides what is asked for: answers are kept with the case, corrected with a reason, and checked."""

from datetime import date

import msgspec
import pytest
from pypdfium2 import PdfDocument
from support.desks import TODAY, accepted, application, first_answers, marks, received
from support.offices import Office

from casework.case_state import Stage
from casework.errors import RuleBroken
from casework.facts import (
    CaseDecided,
    CaseOpened,
    Certificate,
    CertificateField,
    DetailsCorrected,
    Missing,
    Outcome,
    ReceivedByDepartment,
)
from casework.materials import MaterialMark
from casework.situations import Answered
from counter_app.desk.accept import accept, accept_received
from counter_app.desk.checklist import lines
from counter_app.desk.checks import FormRefused
from counter_app.desk.correct import correct
from counter_app.desk.forms import AcceptReceivedForm, BringForm, CorrectForm, IssueForm, SupplementForm
from counter_app.desk.issue import issue
from counter_app.desk.prints import preview
from counter_app.desk.supplement import bring, request_supplement
from counter_app.desk.take_in import take_in
from counter_app.presenters.case_acts import brought_as_asked

ORGANISER = "organiser"
OF_A_PERSON = MaterialMark(code="EDU-001-M07", originals=1)


def answered(place, **changes):
    matter = place.desk.catalogue.matter("EDU-001")
    return tuple(
        msgspec.structs.replace(one, answer=changes.get(one.question, one.answer)) for one in first_answers(matter)
    )


def fields(refused):
    return [(fault.field, fault.error.code) for fault in refused.value.faults]


def correction(case, **changes):
    made = CorrectForm(
        case_id=case.id,
        applicant=case.applicant,
        delivery=case.delivery,
        materials=case.materials,
        agent=case.agent,
        reason="情形录错",
    )
    return msgspec.structs.replace(made, **changes)


def test_the_answers_are_part_of_the_case_and_of_its_first_fact(place):
    case = accepted(place)
    (opened, _) = [entry.event().fact for entry in place.store.journal.history(case.id)]
    assert isinstance(opened, CaseOpened)
    assert case.situation == opened.situation == answered(place)


def test_a_matter_that_asks_nothing_says_nothing_of_a_situation(place):
    case = accepted(place, matter="AGR-006", materials=marks(place, "AGR-006"))
    assert case.situation == ()
    assert b"situation" not in place.store.journal.history(case.id)[0].raw


def test_without_an_answer_nothing_is_accepted_and_the_question_is_named(place):
    with pytest.raises(FormRefused) as refused:
        accept(place.desk, application(place, situation=answered(place)[:1]))
    code = "acceptance.unanswered"
    assert fields(refused) == [("situation.purpose", code), ("situation.premises", code)]
    assert place.store.journal.size() == 0


def test_an_answer_asks_for_its_material(place):
    situation = answered(place, organiser="person")
    with pytest.raises(FormRefused) as refused:
        accept(place.desk, application(place, situation=situation))
    assert fields(refused) == [("materials.EDU-001-M07", "acceptance.not_looked_at")]
    form = application(place, situation=situation, materials=(*marks(place), OF_A_PERSON))
    assert accept(place.desk, form).value.case.materials[-1] == OF_A_PERSON


@pytest.mark.parametrize(
    ("given", "code", "meant"),
    [
        (Answered(question="organizer", answer="person"), "catalogue.unknown_question", "organiser"),
        (Answered(question="organiser", answer="persons"), "catalogue.unknown_answer", "person"),
    ],
)
def test_an_answer_that_the_matter_does_not_know_is_refused_with_the_one_that_was_meant(place, given, code, meant):
    with pytest.raises(FormRefused) as refused:
        take_in(place.desk, application(place, situation=(given,)))
    assert refused.value.code == code
    assert f"是不是“{meant}”" in refused.value.details["meant_zh"]


def test_papers_are_taken_in_before_the_questions_are_answered_but_not_judged(place):
    case = received(place, situation=())
    with pytest.raises(FormRefused) as refused:
        accept_received(place.desk, AcceptReceivedForm(case_id=case.id))
    assert {code for _, code in fields(refused)} == {"acceptance.unanswered"}
    with pytest.raises(RuleBroken):
        request_supplement(place.desk, SupplementForm(case_id=case.id, items=()))


def test_a_correction_answers_what_was_left_open_and_the_case_is_accepted(place):
    case = received(place, situation=())
    correct(place.desk, correction(case, situation=answered(place)))
    after = accept_received(place.desk, AcceptReceivedForm(case_id=case.id)).value.case
    assert after.situation == answered(place)


def test_a_correction_without_answers_leaves_them_alone(place):
    case = accepted(place)
    changed = msgspec.structs.replace(case.applicant, phone="13900001111")
    after = correct(place.desk, correction(case, applicant=changed)).value.case
    assert after.situation == case.situation


def test_what_was_accepted_as_complete_stays_complete_when_the_situation_is_corrected(place):
    case = accepted(place)
    situation = answered(place, organiser="person")
    with pytest.raises(FormRefused) as refused:
        correct(place.desk, correction(case, situation=situation))
    assert fields(refused) == [("materials.EDU-001-M07", "acceptance.not_looked_at")]
    form = correction(case, situation=situation, materials=(*case.materials, OF_A_PERSON))
    after = correct(place.desk, form).value.case
    fact = place.store.journal.history(case.id)[-1].event().fact
    assert isinstance(fact, DetailsCorrected)
    assert fact.situation == situation == after.situation


def test_what_was_handed_in_stays_listed_though_it_is_not_asked_for_any_more(place):
    situation = answered(place, organiser="person")
    case = accepted(place, situation=situation, materials=(*marks(place), OF_A_PERSON))
    after = correct(place.desk, correction(case, situation=answered(place))).value.case
    matter = place.desk.matter_of(after)
    assert "EDU-001-M07" not in [material.code for material in matter.asked(after.situation)]
    assert "EDU-001-M07" in [material.code for material in lines(after, matter)]


def test_the_notice_names_the_material_that_follows_from_the_situation(place):
    situation = answered(place, organiser="person")
    case = accepted(place, situation=situation, materials=(*marks(place), OF_A_PERSON))
    names = place.desk.matter_of(case).material("EDU-001-M07").name_zh
    notice = next(job for job in place.store.printouts.of_case(case.id) if job.paper == "acceptance-notice")

    document = PdfDocument(preview(place.desk, place.printer.studio(), notice.id).content)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert names[:6] in text.replace("\r\n", "")


def test_what_was_promised_and_is_no_longer_asked_is_on_no_paper_and_holds_no_result_back(place):
    situation = answered(place, purpose="profit")
    promised = MaterialMark(code="EDU-001-M09", follows_by=date(2026, 10, 9))
    case = accepted(place, situation=situation, materials=(*marks(place), promised), commitment=True)
    case = correct(place.desk, correction(case, situation=answered(place, purpose="nonprofit"))).value.case
    matter = place.desk.matter_of(case)
    assert promised.code not in [line.code for line in lines(case, matter)]
    papers = [job.paper for job in place.store.printouts.of_case(case.id)]
    assert papers.count("tolerance-acceptance-notice") == 4
    office = Office(place)
    office.judge()
    office.state(ReceivedByDepartment(received_on=TODAY), case.id)
    grant = Certificate(number="教民 151060060000018 号", fields=(CertificateField(label="名称", value="向阳花"),))
    granted = CaseDecided(outcome=Outcome.GRANTED_WITH_TOLERANCE, decided_on=TODAY, certificate=grant)
    office.state(granted, case.id)
    office.deliver()
    after = issue(place.desk, IssueForm(case_id=case.id), place.printer.studio()).value.case
    assert after.stage is Stage.RESULT_AT_WINDOW


def test_an_answer_that_changes_nothing_on_the_notices_prints_none_of_them_anew(place):
    case = accepted(place)
    had = len(place.store.printouts.of_case(case.id))
    correct(place.desk, correction(case, situation=answered(place, premises="leased")))
    anew = place.store.printouts.of_case(case.id)[had:]
    assert [job.paper for job in anew] == ["receipt-slip"]


def test_what_a_notice_listed_and_is_no_longer_asked_is_not_brought(place):
    case = received(place, situation=answered(place, organiser="person"), materials=marks(place, without=("M01",)))
    codes = ("EDU-001-M01", "EDU-001-M07")
    items = tuple(Missing(material=code, problem="没有带来", remedy="请带来") for code in codes)
    request_supplement(place.desk, SupplementForm(case_id=case.id, items=items))
    case = correct(place.desk, correction(case, situation=answered(place))).value.case
    brought = brought_as_asked(case, place.desk.matter_of(case))
    assert [(mark.code, mark.originals > 0) for mark in brought] == list(zip(codes, (True, False), strict=True))
    after = bring(place.desk, BringForm(case_id=case.id, materials=brought)).value.case
    assert after.stage is Stage.RECEIVED
