"""Numbered blanks at the desk: received, taken in order by the results, void and lost with two people."""

import pytest
from support.blanks import KIND, SECOND, box_of, numbers_of, stocked
from support.desks import MORNING, MovedClock, a_desk, resident_id
from support.feeds import Mailbox, written
from support.results import decided, issued, sealed

from casework.blank_facts import BlankReserved, BlanksReceived
from casework.blanks import BlankState
from casework.case_state import Stage
from casework.certificate_facts import CertificateReissued
from casework.errors import RuleBroken
from casework.events import Role, read
from casework.lifecycle import Verdict, judge
from counter_app.desk import blanks, prints, reissue
from counter_app.desk.deliver import deliver
from counter_app.desk.forms import (
    DeliverForm,
    HandBoxForm,
    IssueForm,
    LoseBlanksForm,
    NumberForm,
    ReceiveBlanksForm,
    ReissueForm,
    ReplaceForm,
)
from counter_app.desk.issue import issue
from counter_app.presenters.stock import stock_view
from counter_app.presenters.views import Tone
from counter_app.presenters.wording import Words
from counter_app.store.printouts import JobState
from printing.drivers.driver import Result


def refused(act, *arguments):
    with pytest.raises(RuleBroken) as caught:
        act(*arguments)
    return caught.value.code


def handed_out(place, case):
    form = DeliverForm(case_id=case.id, collector="何芳", collector_id=resident_id(3))
    return deliver(place.desk, form).value.case


def certificate_jobs(place, case):
    return [job for job in place.store.printouts.of_case(case.id) if job.paper == "certificate"]


def test_a_result_takes_the_next_blank_by_itself_and_says_which(place):
    stocked(place)
    case = issued(place)
    assert case.result.blank_number == case.blank_number == "川德 0001"
    assert blanks.balance_by_kind(place.desk)[KIND].reserved == 1
    place.print_owed()
    box = box_of(place)
    assert (box.blank("川德 0001").state, box.blank("川德 0001").case) == (BlankState.USED, case.id)
    assert box.next_number == "川德 0002"


def test_before_any_blank_of_its_kind_came_in_a_certificate_is_on_plain_paper(place):
    assert issued(place).blank_number == ""


def test_without_a_blank_left_nothing_is_issued_and_the_sentence_names_who_has_some(place):
    stocked(place, last="川德 0003")
    lost = LoseBlanksForm(first="川德 0001", last="川德 0003", reason="清点少三张")
    blanks.lose(place.desk, lost, SECOND)
    case = decided(place)
    assert refused(issue, place.desk, IssueForm(case_id=case.id), place.printer.studio()) == "stock.none_left"
    assert place.store.cases.get(case.id).case.stage is Stage.DECIDED


@pytest.mark.parametrize(
    ("asked", "code"),
    [("川德 0002", "stock.out_of_order"), ("川德 0999", "stock.not_in_stock"), ("川德 0001", "stock.is_spoiled")],
)
def test_a_number_that_is_not_the_next_is_refused(place, asked, code):
    stocked(place)
    if code == "stock.is_spoiled":
        blanks.spoil(place.desk, NumberForm(number=asked, reason="污损"), SECOND)
    if code == "stock.out_of_order":
        asked = "川德 0003"
    form = IssueForm(case_id=decided(place).id, blank_number=asked)
    assert refused(issue, place.desk, form, place.printer.studio()) == code


def test_a_number_is_used_once(place):
    stocked(place)
    issued(place)
    place.print_owed()
    second = IssueForm(case_id=decided(place).id, blank_number="川德 0001")
    assert refused(issue, place.desk, second, place.printer.studio()) == "stock.is_used"


def test_the_certificate_has_its_number_and_no_border_of_ours(place):
    stocked(place)
    case = issued(place)
    place.print_owed()
    (on_stock,) = [paper for _, paper in place.printer.driver.sent if paper.kind == "certificate"]
    assert on_stock.sha256 == case.document_sha256
    # Guilloche and rosettes are most of a certificate on plain paper.
    plain = place.printer.studio().draw(blanks_order(place, case, ""))
    assert len(on_stock.content) < len(plain.content)


def blanks_order(place, case, number):
    from counter_app.desk.paper_orders import order_certificate  # noqa: PLC0415 - only here

    return order_certificate(place.desk, case, number)


def test_a_spoiled_print_is_void_by_two_and_the_result_gets_another_blank(place):
    place.printer.driver.result = Result.UNCERTAIN
    stocked(place)
    case = issued(place)
    place.print_owed()
    (job,) = certificate_jobs(place, case)
    assert job.state is JobState.UNCERTAIN
    assert refused(prints.answer, place.desk, job.id, prints.Answer.SPOILED) == "print.certificate_spoiled"
    again = ReissueForm(case_id=case.id, reason="卡纸")
    assert refused(reissue.reissue, place.desk, again, place.printer.studio()) == "reissue.not_void"
    blanks.spoil(place.desk, NumberForm(number="川德 0001", reason="卡纸"), SECOND)
    place.printer.driver.result = Result.PRINTED
    after = reissue.reissue(place.desk, again, place.printer.studio()).value.case
    place.print_owed()
    assert (after.stage, after.blank_number) == (Stage.RESULT_AT_WINDOW, "川德 0002")
    assert [(one.sheet, one.state) for one in certificate_jobs(place, case)] == [
        ("川德 0001", JobState.DROPPED),
        ("川德 0002", JobState.PRINTED),
    ]
    box = box_of(place)
    assert [box.blank(number).state for number in numbers_of(2)] == ["spoiled", "used"]
    assert box.balance.holds
    assert box.blank("川德 0001").witness == SECOND.code


def test_a_reserved_blank_that_is_lost_gives_its_print_up_and_the_result_gets_another(place):
    stocked(place)
    case = issued(place)
    blanks.lose(place.desk, LoseBlanksForm(first="川德 0001", last="川德 0002", reason="少了"), SECOND)
    place.print_owed()
    assert [job.state for job in certificate_jobs(place, case)] == [JobState.DROPPED]
    again = ReissueForm(case_id=case.id, reason="遗失")
    after = reissue.reissue(place.desk, again, place.printer.studio()).value.case
    place.print_owed()
    assert after.blank_number == "川德 0003"
    assert [job.state for job in certificate_jobs(place, case)] == [JobState.DROPPED, JobState.PRINTED]
    assert [box_of(place).blank(number).state for number in numbers_of(3)] == ["lost", "lost", "used"]


def test_a_print_that_did_not_come_out_goes_on_the_same_blank(place):
    place.printer.driver.result = Result.UNCERTAIN
    stocked(place)
    case = issued(place)
    place.print_owed()
    (job,) = certificate_jobs(place, case)
    prints.answer(place.desk, job.id, prints.Answer.DID_NOT)
    place.printer.driver.result = Result.PRINTED
    place.print_owed()
    assert [one.sheet for one in certificate_jobs(place, case)] == ["川德 0001"]
    assert box_of(place).balance.used == 1


def test_what_came_out_by_the_clerks_word_is_used(place):
    place.printer.driver.result = Result.UNCERTAIN
    stocked(place)
    case = issued(place)
    place.print_owed()
    prints.answer(place.desk, certificate_jobs(place, case)[0].id, prints.Answer.CAME_OUT)
    assert box_of(place).balance.used == 1


def test_a_certificate_is_never_printed_again_on_its_blank(place):
    stocked(place)
    case = issued(place)
    place.print_owed()
    job = certificate_jobs(place, case)[0]
    assert refused(prints.reprint, place.desk, job.id, "要一份") == "printing.certificate_reprint"


def test_one_person_alone_voids_and_loses_nothing(place):
    stocked(place)
    alone = place.desk.clerk()
    void, silent = NumberForm(number="川德 0001", reason="污损"), NumberForm(number="川德 0001", reason=" ")
    assert refused(blanks.spoil, place.desk, void, alone) == "stock.same_person"
    lost = LoseBlanksForm(first="川德 0001", reason="少了")
    assert refused(blanks.lose, place.desk, lost, alone) == "stock.same_person"
    assert refused(blanks.spoil, place.desk, silent, SECOND) == "stock.reason_missing"
    assert box_of(place).balance.stock == 10


def test_the_second_person_proves_it_with_a_password(place):
    with place.store.writing():
        place.store.clerks.remember(SECOND, place.hasher.hash("a-colleagues-password"), place.desk.now_ms())
    assert place.second_person(SECOND.code, "a-colleagues-password").name == SECOND.name
    assert refused(place.second_person, SECOND.code, "wrong") == "sign_in.wrong"
    assert refused(place.second_person, place.desk.clerk().code, "an-invented-password") == "stock.same_person"
    assert place.desk.clerk().code != SECOND.code


def test_a_box_that_overlaps_one_that_came_in_is_refused(place):
    stocked(place)
    again = ReceiveBlanksForm(kind=KIND, first="川德 0010", last="川德 0020")
    assert refused(blanks.receive, place.desk, again) == "stock.received_already"
    other = ReceiveBlanksForm(kind="不存在的证", first="001", last="002")
    assert refused(blanks.receive, place.desk, other) == "stock.kind_unknown"


def test_boxes_are_used_up_in_the_order_in_which_they_came(place):
    stocked(place, last="川德 0001")
    stocked(place, first="川德 0900", last="川德 0905")
    assert [issued(place, applicant_serial=n).blank_number for n in (1, 2)] == ["川德 0001", "川德 0900"]


def test_a_box_is_handed_to_another_window_once_both_counted_it(place):
    stocked(place)
    wrong = HandBoxForm(number="川德 0001", counted=9, to_window="w01")
    assert refused(blanks.hand_box, place.desk, wrong, SECOND) == "stock.count_differs"
    after = blanks.hand_box(place.desk, HandBoxForm(number="川德 0001", counted=10, to_window="w01"), SECOND).value
    assert (after.window, after.keeper) == ("W01", SECOND.code)
    form = IssueForm(case_id=decided(place).id)
    assert refused(issue, place.desk, form, place.printer.studio()) == "stock.none_left"


def test_a_blank_is_given_back_only_when_no_result_waits_for_it(place):
    stocked(place)
    case = issued(place)
    form = NumberForm(number=case.blank_number, reason="不打了")
    assert refused(blanks.free, place.desk, form) == "stock.still_wanted"


def test_what_its_holder_has_is_replaced_not_voided(place):
    stocked(place)
    case = issued(place)
    place.print_owed()
    handed_out(place, case)
    void = NumberForm(number=case.blank_number, reason="申请人说丢了")
    assert refused(blanks.spoil, place.desk, void, SECOND) == "stock.delivered_already"
    form = ReplaceForm(case_id=case.id, reason="申请人遗失", collector="何芳", collector_id=resident_id(3))
    after = reissue.replace(place.desk, form, place.printer.studio()).value.case
    assert (after.stage, after.blank_number) == (Stage.DELIVERED, "川德 0002")
    (replaced,) = after.replacements
    assert (replaced.old_blank, replaced.reason, replaced.collector) == ("川德 0001", "申请人遗失", "何芳")
    place.print_owed()
    box = box_of(place)
    assert [box.blank(number).state for number in numbers_of(2)] == ["used", "used"]


def test_only_who_may_collect_gets_a_replacement_and_only_with_a_reason(place):
    stocked(place)
    case = issued(place)
    handed_out(place, case)
    stranger = ReplaceForm(case_id=case.id, reason="遗失", collector="王五", collector_id=resident_id(9))
    assert refused(reissue.replace, place.desk, stranger, place.printer.studio()) == "deliver.collector_unknown"
    silent = ReplaceForm(case_id=case.id, reason="", collector="何芳", collector_id=resident_id(3))
    assert refused(reissue.replace, place.desk, silent, place.printer.studio()) == "stock.reason_missing"
    assert box_of(place).balance.stock == 9


def test_rows_of_boxes_come_out_the_same_when_made_again(place):
    stocked(place)
    issued(place)
    place.print_owed()
    blanks.spoil(place.desk, NumberForm(number="川德 0002", reason="污损"), SECOND)
    before = place.store.blanks.all()
    place.store.cases.rebuild()
    assert place.store.blanks.all() == before
    assert place.store.cases.differing() == ()


def test_training_uses_no_blanks(tmp_path):
    place = a_desk(tmp_path / "practice", MovedClock(MORNING))
    with place.store.writing():
        place.store.meta.put_training()
    form = ReceiveBlanksForm(kind=KIND, first="0001", last="0009")
    assert refused(blanks.receive, place.desk, form) == "training.no_stock"
    place.close()


def test_the_facts_name_no_person_but_the_clerks(place):
    stocked(place)
    case = issued(place)
    place.print_owed()
    for entry in place.store.journal.history(box_of(place).id):
        assert case.applicant.name.encode() not in entry.raw


def test_blanks_of_two_kinds_with_the_same_numbers_are_told_apart(place):
    stocked(place)
    other = ReceiveBlanksForm(kind="教师资格证书", first="川德 0001", last="川德 0010")
    blanks.receive(place.desk, other)
    void = NumberForm(number="川德 0003", reason="污损")
    assert refused(blanks.spoil, place.desk, void, SECOND) == "stock.kind_wanted"
    after = blanks.spoil(place.desk, NumberForm(number="川德 0003", reason="污损", kind="教师资格"), SECOND).value
    assert (after.kind, after.balance.spoiled) == (blanks.kind_named(place.desk, "教师资格"), 1)
    case = issued(place)
    place.print_owed()
    assert [box.balance.used for box in place.store.blanks.holding(case.blank_number)] == [1, 0]


def test_a_number_that_another_window_used_is_not_used_again_though_both_received_it(place):
    box = stocked(place)
    elsewhere = "0197d0a0-0000-7000-a000-000000000077"
    received = BlanksReceived(
        window="W01", kind=KIND, first="川德 0001", last="川德 0005", received_on=place.desk.today()
    )
    reserved = BlankReserved(window="W01", number="川德 0001", for_case="c")
    mailbox = Mailbox("H:x")
    with place.store.writing():
        for fact in (received, reserved):
            event = written(fact, elsewhere, role=Role.CLERK, code="0125")
            place.store.journal.receive(mailbox.add(event.raw, ver=0, origin="W01"))
        place.store.cases.refresh((elsewhere,))
    form = IssueForm(case_id=decided(place).id)
    assert refused(issue, place.desk, form, place.printer.studio()) == "stock.number_twice"
    assert stock_view(place.desk, Words("zh")).note.tone is Tone.BAD
    lost = LoseBlanksForm(first="川德 0001", reason="两盒同号")
    blanks.lose(place.desk, lost, SECOND)
    assert issue(place.desk, form, place.printer.studio()).value.case.blank_number == "川德 0002"
    assert place.store.blanks.get(box.id).balance.holds


def test_a_sealed_certificate_goes_on_another_blank_as_the_same_file_and_on_a_third_from_there_only(place):
    place.printer.driver.result = Result.UNCERTAIN
    stocked(place)
    case = decided(place)
    sha256 = sealed(place, case, "certificate", b"%PDF-1.7 sealed %%EOF")
    issue(place.desk, IssueForm(case_id=case.id), place.printer.studio())
    place.print_owed()
    blanks.spoil(place.desk, NumberForm(number="川德 0001", reason="卡纸"), SECOND)
    after = reissue.reissue(place.desk, ReissueForm(case_id=case.id, reason="卡纸"), place.printer.studio()).value.case
    assert (after.blank_number, after.document_sha256) == ("川德 0002", sha256)
    assert [job.frozen.sha256 for job in certificate_jobs(place, case)] == [sha256, sha256]
    late = written(
        CertificateReissued(
            window="W04",
            reissued_on=case.received_on,
            reason="卡纸",
            old_blank="川德 0001",
            old_document=sha256,
            blank_number="川德 0900",
            document_sha256=sha256,
        ),
        case.id,
        role=Role.CLERK,
    )
    judged = judge(after, read(late.raw), "W04")
    assert (judged.verdict, judged.reason) == (Verdict.CONTESTED, "certificate.not_in_force")
