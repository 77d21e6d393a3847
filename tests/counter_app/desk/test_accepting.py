"""Taking in and accepting: everything is checked at once, and nothing is used up by a refusal."""

from dataclasses import replace
from datetime import date

import msgspec
import pytest
from support.desks import accepted, application, body, kinds, marks, received, resident_id

from casework import numbers, slips
from casework.case_state import Stage
from casework.catalogue import MatterState
from casework.errors import RuleBroken
from casework.parties import Delivery, DeliveryWay, IdKind, Party, PartyKind
from counter_app.changes import Topic
from counter_app.desk.accept import accept, accept_received
from counter_app.desk.checks import FormRefused
from counter_app.desk.forms import AcceptReceivedForm
from counter_app.desk.sign_in import sign_out
from counter_app.desk.take_in import take_in
from counter_app.store.drafts import Draft
from counter_app.store.shelf import Shelf


def refusal(place, act=accept, **changes):
    with pytest.raises(RuleBroken) as caught:
        act(place.desk, application(place, **changes))
    assert place.store.journal.size() == 0
    assert place.store.database.rows("SELECT * FROM series") == []
    return caught.value


def fields(error):
    return [(fault.field, fault.error.code) for fault in error.faults]


def test_a_complete_application_is_opened_and_accepted_in_one_act(place):
    done = accept(place.desk, application(place))
    case = done.value.case
    assert case.stage is Stage.ACCEPTED
    assert kinds(place, case) == ["case.opened", "case.accepted"]
    assert done.changes.case_id == case.id
    assert done.changes.topics == {Topic.CASES, Topic.OUTBOX, Topic.PRINTS}


def test_number_serial_and_secret_are_well_formed_and_of_this_window(place):
    case = accepted(place)
    number, serial = numbers.parse(case.number), slips.parse(case.serial)
    assert (number.window, number.day, number.serial, number.epoch) == ("W03", date(2026, 9, 22), 1, "K")
    assert (serial.window, serial.running) == (3, 1)
    assert len(case.secret) == 32


def test_the_limits_are_those_of_the_catalogue_and_count_from_the_next_working_day(place):
    case = accepted(place)
    matter = place.desk.catalogue.matter("EDU-001")
    assert (case.committed_days, case.statutory_days) == (matter.committed_days, matter.statutory_days)
    # Mid-autumn (25 September) and the National Day (1 to 7 October) are not counted; 10 October is worked.
    assert place.store.cases.get(case.id).due_on == date(2026, 11, 3)
    assert case.notice_due == date(2026, 9, 30)


def test_an_acceptance_owes_the_slip_and_both_copies_of_the_notice(place):
    case = accepted(place)
    owed = [(job.paper, job.copy, job.state) for job in place.store.printouts.of_case(case.id)]
    assert owed == [("receipt-slip", 1, "owed"), ("acceptance-notice", 1, "owed"), ("acceptance-notice", 2, "owed")]


def test_a_wrong_check_digit_names_the_field_and_what_was_expected(place):
    right = body().id_number
    wrong = right[:-1] + ("A" if right[-1] != "A" else "B")
    error = refusal(place, applicant=body(id_number=wrong))
    assert error.code == "identity.check_digit"
    assert error.details["field"] == "applicant.id_number"
    assert error.details["expected"] == right[-1]


def test_every_fault_is_told_at_once(place):
    applicant = body(name=" ", phone="1380013800", id_number="")
    error = refusal(place, applicant=applicant, delivery=Delivery(way=DeliveryWay.COURIER, recipient="何芳"))
    assert isinstance(error, FormRefused)
    assert error.code == "desk.form"
    assert fields(error) == [
        ("applicant.name", "desk.name_missing"),
        ("applicant.id_number", "desk.id_missing"),
        ("applicant.phone", "identity.phone_length"),
        ("delivery.phone", "desk.delivery_incomplete"),
        ("delivery.address", "desk.delivery_incomplete"),
    ]


@pytest.mark.parametrize("matter", ["NOPE-001", ""])
def test_an_unknown_matter_is_refused(place, matter):
    assert refusal(place, matter=matter).code == "catalogue.unknown_matter"


def test_a_withdrawn_matter_is_refused(place):
    catalogue = place.desk.catalogue
    gone = tuple(
        msgspec.structs.replace(matter, state=MatterState.WITHDRAWN) if matter.code == "EDU-001" else matter
        for matter in catalogue.matters
    )
    desk = replace(place.desk, shelf=Shelf(place.store, msgspec.structs.replace(catalogue, matters=gone)))
    with pytest.raises(RuleBroken, match=r"catalogue\.withdrawn_matter"):
        accept(desk, application(place))


def test_a_person_cannot_apply_for_what_is_for_bodies(place):
    person = Party(
        kind=PartyKind.PERSON, name="何芳", id_kind=IdKind.RESIDENT_ID, id_number=resident_id(), phone="13900002254"
    )
    assert refusal(place, applicant=person).code == "desk.for_bodies_only"


def test_a_missing_required_material_is_named(place):
    error = refusal(place, materials=marks(place, without=("M01",)))
    assert (error.code, error.details["field"]) == ("acceptance.missing", "materials.EDU-001-M01")


def test_a_material_of_another_matter_is_refused(place):
    other = msgspec.structs.replace(marks(place)[0], code="AGR-001-M01")
    assert refusal(place, materials=(*marks(place), other)).code == "catalogue.unknown_material"


def test_what_follows_later_needs_a_signed_commitment(place):
    follows = marks(place, follows=[("M05", date(2026, 10, 9))])
    assert refusal(place, materials=follows).code == "accept.no_commitment"
    case = accepted(place, materials=follows, commitment=True)
    assert case.tolerance
    assert "tolerance-acceptance-notice" in [job.paper for job in place.store.printouts.of_case(case.id)]


@pytest.mark.parametrize(
    ("material", "day", "code"),
    [
        ("M01", date(2026, 10, 9), "acceptance.may_not_follow"),
        ("M05", date(2027, 3, 1), "acceptance.follows_too_late"),
        ("M05", date(2026, 9, 1), "acceptance.follows_in_the_past"),
    ],
)
def test_a_promise_must_be_allowed_and_within_the_committed_limit(place, material, day, code):
    error = refusal(place, materials=marks(place, follows=[(material, day)]), commitment=True)
    assert error.code == code


def test_a_commitment_without_anything_to_follow_is_no_tolerance(place):
    assert not accepted(place, commitment=True).tolerance


def test_nobody_accepts_without_being_signed_in(place):
    sign_out(place.desk)
    assert refusal(place).code == "desk.nobody_signed_in"


def test_papers_can_be_taken_in_with_anything_missing(place):
    case = take_in(place.desk, application(place, materials=())).value.case
    assert case.stage is Stage.RECEIVED
    assert place.store.cases.get(case.id).due_on == date(2026, 9, 30)
    assert [job.paper for job in place.store.printouts.of_case(case.id)] == ["receipt-slip"]


def test_a_received_case_keeps_its_number_when_it_is_accepted(place):
    case = received(place)
    after = accept_received(place.desk, AcceptReceivedForm(case_id=case.id)).value.case
    assert (after.number, after.stage) == (case.number, Stage.ACCEPTED)


def test_a_received_case_with_gaps_is_not_accepted(place):
    case = received(place, materials=marks(place, without=("M01", "M03")))
    with pytest.raises(FormRefused) as caught:
        accept_received(place.desk, AcceptReceivedForm(case_id=case.id))
    assert {field for field, _ in fields(caught.value)} == {"materials.EDU-001-M01", "materials.EDU-001-M03"}


def test_a_case_is_accepted_once(place):
    case = accepted(place)
    with pytest.raises(RuleBroken) as caught:
        accept_received(place.desk, AcceptReceivedForm(case_id=case.id))
    assert (caught.value.code, caught.value.details["stage"]) == ("case.stage", "accepted")


def test_numbers_are_kept_in_their_one_written_form(place):
    typed = body(id_number=f" {body().id_number.lower()} ", phone="+86 139 0000 2254")
    case = accepted(place, applicant=typed)
    assert (case.applicant.id_number, case.applicant.phone) == (body().id_number, "13900002254")


def test_what_nobody_can_see_is_not_part_of_a_name(place):
    case = accepted(place, applicant=body(name="\u202e德阳\u200b向阳花\n幼儿园\x00"))
    assert case.applicant.name == "德阳向阳花 幼儿园"


def test_a_name_of_which_nothing_can_be_seen_is_missing(place):
    assert refusal(place, applicant=body(name="\ufeff\u200b")).code == "desk.name_missing"


def test_a_count_that_nobody_could_have_handed_in_is_refused(place):
    wrong = [msgspec.structs.replace(mark, originals=1000) for mark in marks(place)[:1]]
    error = refusal(place, materials=(*wrong, *marks(place)[1:]))
    assert error.code == "acceptance.count_too_large"


def test_a_text_longer_than_any_document_has_is_refused_before_it_is_indexed(place):
    error = refusal(place, applicant=body(name="长" * 201, address="址" * 401))
    assert fields(error) == [("applicant.name", "desk.too_long"), ("applicant.address", "desk.too_long")]


def test_an_acceptance_ends_the_draft_it_came_from_in_the_same_transaction(place):
    draft = Draft(id="d1", matter="EDU-001", title="", saved_ms=1, content=b"{}")
    place.store.drafts.save("0123", draft)
    accept(place.desk, application(place), draft="d1")
    assert place.store.drafts.of("0123") == ()


def test_what_is_refused_right_after_the_opening_leaves_no_case_no_number_and_the_draft(place):
    place.store.drafts.save("0123", Draft(id="d1", matter="EDU-001", title="", saved_ms=1, content=b"{}"))

    def further(_desk, _clerk, _case_id):
        raise RuleBroken("refuse.no_grounds")

    with pytest.raises(RuleBroken):
        take_in(place.desk, application(place), draft="d1", further=further)
    assert place.store.journal.case_ids() == ()
    assert len(place.store.drafts.of("0123")) == 1
    assert place.store.database.rows("SELECT * FROM series") == []
