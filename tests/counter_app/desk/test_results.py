"""The result: frozen and stated at the window, then handed to who may have it or sent by courier."""

from datetime import date

import pytest
from support.desks import accepted, body, marks, resident_id
from support.feeds import Mailbox, blob, written
from support.results import sealed

from casework import facts, identity
from casework.case_state import Stage
from casework.errors import RuleBroken
from casework.parties import Delivery, DeliveryWay, IdKind, Party, PartyKind
from counter_app.desk.deliver import deliver, mail, mail_delivered
from counter_app.desk.forms import DeliverForm, IssueForm, MailDeliveredForm, MailForm
from counter_app.desk.issue import issue

GRANT = facts.Certificate(
    number="教民 151060060000018 号",
    fields=(facts.CertificateField(label="学校名称", value="德阳向阳花幼儿园"),),
)
AGENT = Party(kind=PartyKind.PERSON, name="刘洋", id_kind=IdKind.RESIDENT_ID, id_number=resident_id(7))


def decided(place, *, certificate=GRANT, outcome=facts.Outcome.GRANTED, papers=(), **changes):
    """A case that its department decided."""
    case = accepted(place, **changes)
    fact = facts.CaseDecided(outcome=outcome, decided_on=date(2026, 9, 24), certificate=certificate)
    box = Mailbox("H:x")
    store = place.store
    batch = store.journal.unsent(max_events=500, max_bytes=10**9)
    with store.writing():
        for seq, entry in enumerate(store.journal.history(case.id), start=1):
            row = box.add(entry.raw, ver=seq, origin="W03", epoch=batch.epoch, seq=entry.seq)
            store.journal.receive(row)
        received = written(facts.ReceivedByDepartment(received_on=date(2026, 9, 23)), case.id)
        store.journal.receive(box.add(received.raw, ver=3))
        store.journal.receive(box.add(written(fact, case.id, blobs=papers).raw, ver=4))
        store.cases.refresh((case.id,))
    return place.store.cases.get(case.id).case


def issued(place, **changes):
    case = decided(place, **changes)
    return issue(place.desk, IssueForm(case_id=case.id), place.printer.studio()).value.case


def code_of(act, *arguments):
    with pytest.raises(RuleBroken) as caught:
        act(*arguments)
    return caught.value.code


def test_a_certificate_is_frozen_before_it_is_stated_and_printed_as_stated(place):
    case = issued(place)
    assert case.stage is Stage.RESULT_AT_WINDOW
    job = place.store.printouts.of_case(case.id)[-1]
    assert (job.paper, job.state, job.frozen.media) == ("certificate", "frozen", "a4-landscape")
    assert case.result.document_sha256 == job.frozen.sha256
    place.print_owed()
    sent = [paper for job_id, paper in place.printer.driver.sent if job_id == job.id]
    assert [paper.sha256 for paper in sent] == [case.result.document_sha256]


def test_the_department_has_ten_working_days_until_the_result_must_be_out(place):
    case = decided(place)
    assert place.store.cases.get(case.id).due_on == date(2026, 10, 15)


def test_no_result_is_issued_before_the_decision(place):
    form = IssueForm(case_id=accepted(place).id)
    assert code_of(issue, place.desk, form, place.printer.studio()) == "case.stage"


def test_a_result_is_issued_once(place):
    form = IssueForm(case_id=issued(place).id)
    assert code_of(issue, place.desk, form, place.printer.studio()) == "case.stage"


def test_a_refusal_without_reasons_cannot_be_issued(place):
    form = IssueForm(case_id=decided(place, certificate=None, outcome=facts.Outcome.REFUSED).id)
    assert code_of(issue, place.desk, form, place.printer.studio()) == "printing.no_reasons"


def test_a_decision_document_must_have_come_before_it_is_issued(place):
    form = IssueForm(case_id=decided(place, certificate=None, papers=(blob(),)).id)
    assert code_of(issue, place.desk, form, place.printer.studio()) == "issue.blob_wanted"


def test_a_decision_document_is_printed_as_the_department_made_it(place):
    content = b"%PDF-1.7 /Type /Page /Type /Pages %%EOF"
    sha256 = place.store.blobs.files.put(content)
    case = decided(place, certificate=None, papers=(blob(sha256),), outcome=facts.Outcome.REFUSED)
    issue(place.desk, IssueForm(case_id=case.id), place.printer.studio())
    job = place.store.printouts.of_case(case.id)[-1]
    assert (job.paper, job.frozen.sha256, job.frozen.pages) == ("decision", sha256, 1)


def test_tolerance_must_be_settled_before_the_result_goes_out(place):
    case = decided(
        place,
        outcome=facts.Outcome.GRANTED_WITH_TOLERANCE,
        materials=marks(place, follows=[("M05", date(2026, 10, 9))]),
        commitment=True,
    )
    assert code_of(issue, place.desk, IssueForm(case_id=case.id), place.printer.studio()) == "issue.tolerance_open"


def test_the_agent_may_collect_by_number(place):
    case = issued(place, agent=AGENT)
    form = DeliverForm(case_id=case.id, collector="刘洋", collector_id=AGENT.id_number, signed=True)
    after = deliver(place.desk, form).value.case
    assert after.stage is Stage.DELIVERED
    assert after.delivered.collector_id_last4 == AGENT.id_number[-4:]


def test_only_the_last_four_of_a_collectors_number_are_kept(place):
    case = issued(place, agent=AGENT)
    deliver(place.desk, DeliverForm(case_id=case.id, collector="刘洋", collector_id=AGENT.id_number))
    raw = place.store.journal.history(case.id)[-1].raw
    assert AGENT.id_number.encode() not in raw


def test_a_stranger_collects_only_with_a_written_authority(place):
    case = issued(place)
    stranger = DeliverForm(case_id=case.id, collector="王五", collector_id=resident_id(9))
    assert code_of(deliver, place.desk, stranger) == "deliver.collector_unknown"
    allowed = DeliverForm(case_id=case.id, collector="王五", collector_id=resident_id(9), authorised=True)
    assert deliver(place.desk, allowed).value.case.stage is Stage.DELIVERED


def test_the_legal_representative_may_collect(place):
    case = issued(place, applicant=body(representative="何芳"))
    form = DeliverForm(case_id=case.id, collector="何芳", collector_id=resident_id(4))
    assert deliver(place.desk, form).value.case.stage is Stage.DELIVERED


def test_a_collectors_number_must_be_right(place):
    form = DeliverForm(case_id=issued(place).id, collector="何芳", collector_id=resident_id()[:-1] + "A")
    assert code_of(deliver, place.desk, form).startswith("identity.")


def test_nothing_is_delivered_before_it_lies_at_the_window(place):
    form = DeliverForm(case_id=decided(place).id, collector="何芳", collector_id=resident_id())
    assert code_of(deliver, place.desk, form) == "case.stage"


MAILED = Delivery(way=DeliveryWay.COURIER, recipient="何芳", phone="13900002254", address="德阳市旌阳区某路 1 号")


def test_a_result_goes_by_courier_and_arrives(place):
    case = issued(place, delivery=MAILED)
    waybill = identity.s10_with_check_digit("EA", "47312482")
    after = mail(place.desk, MailForm(case_id=case.id, waybill=waybill.lower())).value.case
    assert (after.stage, after.mailing.waybill) == (Stage.RESULT_AT_WINDOW, waybill)
    assert code_of(mail, place.desk, MailForm(case_id=case.id, waybill=waybill)) == "deliver.mailed_already"
    place.desk.clock.pass_by(days=6)
    arrived = MailDeliveredForm(case_id=case.id, delivered_on=date(2026, 9, 28))
    after = mail_delivered(place.desk, arrived).value.case
    assert (after.stage, after.delivered.way, after.delivered.collector) == (Stage.DELIVERED, "courier", "何芳")


def test_a_miscopied_waybill_is_refused(place):
    form = MailForm(case_id=issued(place, delivery=MAILED).id, waybill="EA473124820CN")
    assert code_of(mail, place.desk, form) == "identity.waybill_check_digit"


def test_without_an_address_nothing_is_mailed(place):
    form = MailForm(case_id=issued(place).id, waybill=identity.s10_with_check_digit("EA", "47312482"))
    assert code_of(mail, place.desk, form) == "deliver.no_address"


def test_what_was_not_mailed_cannot_arrive(place):
    form = MailDeliveredForm(case_id=issued(place).id, delivered_on=date(2026, 9, 28))
    assert code_of(mail_delivered, place.desk, form) == "deliver.not_mailed"


@pytest.mark.parametrize("day", [date(2026, 9, 21), date(2026, 9, 29)])
def test_a_result_arrives_neither_before_it_was_mailed_nor_in_days_to_come(place, day):
    case = issued(place, delivery=MAILED)
    mail(place.desk, MailForm(case_id=case.id, waybill=identity.s10_with_check_digit("EA", "47312482")))
    place.desk.clock.pass_by(days=6)
    form = MailDeliveredForm(case_id=case.id, delivered_on=day)
    assert code_of(mail_delivered, place.desk, form) == "deliver.arrival_day"


def test_a_certificate_that_the_server_sealed_is_printed_byte_for_byte(place):
    case = decided(place)
    sha256 = sealed(place, case, "certificate", b"%PDF-1.7 sealed %%EOF")
    after = issue(place.desk, IssueForm(case_id=case.id), place.printer.studio()).value.case
    job = place.store.printouts.of_case(case.id)[-1]
    assert (job.paper, job.frozen.sha256, job.frozen.pages) == ("certificate", sha256, 3)
    assert after.result.document_sha256 == sha256


def test_a_decision_document_that_the_server_sealed_takes_the_place_of_the_departments(place):
    content = b"%PDF-1.7 /Type /Page /Type /Pages %%EOF"
    department = place.store.blobs.files.put(content)
    case = decided(place, certificate=None, papers=(blob(department),))
    sha256 = sealed(place, case, "decision", content + b" sealed", document_sha256=department)
    issue(place.desk, IssueForm(case_id=case.id), place.printer.studio())
    assert [job.frozen.sha256 for job in place.store.printouts.of_case(case.id)][-1:] == [sha256]


def test_a_sealed_file_that_is_still_on_its_way_is_waited_for(place):
    case = decided(place)
    sealed(place, case, "certificate", b"")
    assert code_of(issue, place.desk, IssueForm(case_id=case.id), place.printer.studio()) == "issue.blob_wanted"
