"""Which papers acts owe around acceptance, review and the result, and the sheets of a window's day."""

import re
from datetime import date

import msgspec
import pypdfium2
import pytest
from support.desks import accepted, body, kinds, marks, received, resident_id
from support.feeds import Mailbox, written

from casework import facts, identity
from casework.errors import RuleBroken
from casework.parties import Delivery, DeliveryWay
from counter_app.desk.deliver import deliver, mail
from counter_app.desk.forms import DeliverForm, IssueForm, MailForm, NotRequiredForm
from counter_app.desk.give_notice import give_notice
from counter_app.desk.issue import issue
from counter_app.desk.paper_orders import order_job
from counter_app.desk.papers import open_studio
from counter_app.desk.presses import Presses
from counter_app.desk.prints import preview, reprint
from counter_app.desk.refuse import not_required
from counter_app.desk.sending_papers import district_in, postcode_in
from printing.drivers.driver import Result
from printing.model import Media

ADDRESS = "四川省德阳市旌阳区天山南路三段 66 号，618000"
BY_COURIER = Delivery(way=DeliveryWay.COURIER, recipient="何芳菲", phone="13900002254", address=ADDRESS)
WAYBILL = identity.s10_with_check_digit("EA", "47312482")


def from_department(place, case, *stated):
    """The case as it comes back with what its department stated."""
    box, store = Mailbox("H:x"), place.store
    batch = store.journal.unsent(max_events=500, max_bytes=10**9)
    with store.writing():
        ver = 0
        for ver, entry in enumerate(store.journal.history(case.id), start=1):
            store.journal.receive(box.add(entry.raw, ver=ver, origin="W03", epoch=batch.epoch, seq=entry.seq))
        for number, fact in enumerate(stated, start=1):
            store.journal.receive(box.add(written(fact, case.id).raw, ver=ver + number, seq=number))
        store.cases.refresh((case.id,))
    return store.cases.get(case.id).case


RECEIVED = facts.ReceivedByDepartment(received_on=date(2026, 9, 23))
CERTIFICATE = facts.Certificate(number="教民 18 号", fields=(facts.CertificateField(label="学校名称", value="向阳花"),))
GRANTED = facts.CaseDecided(outcome=facts.Outcome.GRANTED, decided_on=date(2026, 9, 24), certificate=CERTIFICATE)
STOPPED = facts.ClockStopped(from_day=date(2026, 9, 24), procedure="现场踏勘", reason="查看园舍")
EXTENDED = facts.ReviewExtended(days=10, approved_by="李建华", reason="须待规划核实")


def issued(place, **changes):
    case = from_department(place, accepted(place, **changes), RECEIVED, GRANTED)
    return issue(place.desk, IssueForm(case_id=case.id), place.printer.studio()).value.case


def text_of(place, case, paper):
    job = [job for job in place.store.printouts.of_case(case.id) if job.paper == paper][-1]
    with pypdfium2.PdfDocument(preview(place.desk, place.printer.studio(), job.id).content) as document:
        return re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in document))


def owed_of(place, case):
    return [(job.paper, job.copy) for job in place.store.printouts.of_case(case.id)]


def code_of(act, *arguments):
    with pytest.raises(RuleBroken) as caught:
        act(*arguments)
    return caught.value.code


def test_acceptance_with_tolerance_owes_the_commitment_before_the_notice(place):
    case = accepted(place, materials=marks(place, follows=[("M05", date(2026, 10, 9))]), commitment=True)
    assert owed_of(place, case)[1:] == [
        ("commitment", 1),
        ("commitment", 2),
        ("tolerance-acceptance-notice", 1),
        ("tolerance-acceptance-notice", 2),
    ]
    text = text_of(place, case, "commitment")
    assert "2026年10月9日" in text
    assert case.applicant.name in text


def test_a_plain_acceptance_owes_no_commitment(place):
    assert "commitment" not in kinds(place, accepted(place))


def test_a_matter_that_needs_no_licence_is_told_in_writing(place):
    case = received(place)
    not_required(place.desk, NotRequiredForm(case_id=case.id, reason="社区公益活动，不收费。"))
    assert owed_of(place, case)[-2:] == [("not-required-notice", 1), ("not-required-notice", 2)]
    text = text_of(place, case, "not-required-notice")
    assert "社区公益活动，不收费。" in text
    assert "第三十二条第一款第（一）项" in text


def test_handing_the_result_over_owes_the_proof_of_delivery(place):
    case = issued(place, applicant=body(representative="何芳"))
    done = deliver(place.desk, DeliverForm(case_id=case.id, collector="何芳", collector_id=resident_id(4)))
    assert done.changes.cases == (case.id,)
    assert owed_of(place, case)[-1] == ("proof-of-delivery", 1)
    text = text_of(place, case, "proof-of-delivery")
    assert f"何芳，证件后四位{resident_id(4)[-4:]}" in text
    assert "教民18号" in text
    assert "凭书面授权代收" not in text


def test_a_stand_in_is_named_as_one(place):
    case = issued(place)
    form = DeliverForm(case_id=case.id, collector="王五", collector_id=resident_id(9), authorised=True)
    deliver(place.desk, form)
    assert "王五，凭书面授权代收" in text_of(place, case, "proof-of-delivery")


def test_mailing_owes_the_waybill_and_a_reprint_is_marked(place):
    case = issued(place, delivery=BY_COURIER)
    mail(place.desk, MailForm(case_id=case.id, waybill=WAYBILL))
    assert owed_of(place, case)[-1] == ("waybill", 1)
    text = text_of(place, case, "waybill")
    assert WAYBILL in text
    assert "何*菲" in text
    assert "618000旌阳" in text
    place.print_owed()
    job = place.store.printouts.of_case(case.id)[-1]
    reprint(place.desk, job.id, "打糊了")
    assert "重1" in text_of(place, case, "waybill")


@pytest.mark.parametrize(
    ("address", "postcode", "district"),
    [
        (ADDRESS, "618000", "旌阳"),
        ("四川省广汉市雒城镇湖南路一段 23 号", "", "广汉"),
        ("罗江区万安镇 1234567 号", "", "罗江"),
        ("某小区 3 栋", "", ""),
    ],
)
def test_postcode_and_district_are_found_in_an_address_or_left_open(address, postcode, district):
    assert (postcode_in(address), district_in(address)) == (postcode, district)


def test_what_a_department_stated_is_owed_once_somebody_gives_the_notice(place):
    case = from_department(place, accepted(place), RECEIVED, STOPPED)
    before = owed_of(place, case)
    give_notice(place.desk, case.id)
    assert owed_of(place, case)[len(before) :] == [("special-procedure-notice", 1), ("special-procedure-notice", 2)]
    assert code_of(give_notice, place.desk, case.id) == "notice.nothing"
    text = text_of(place, case, "special-procedure-notice")
    assert "现场踏勘" in text
    assert "查看园舍" in text


@pytest.mark.parametrize(("expected", "words"), [({}, "现在还不能确定"), ({"expected_days": 8}, "8个工作日")])
def test_a_stop_is_told_with_its_length_or_that_nobody_knows_it_yet(place, expected, words):
    case = from_department(place, accepted(place), RECEIVED, msgspec.structs.replace(STOPPED, **expected))
    give_notice(place.desk, case.id)
    assert words in text_of(place, case, "special-procedure-notice")


def test_an_extension_is_told_with_both_dates(place):
    case = from_department(place, accepted(place), RECEIVED, EXTENDED)
    give_notice(place.desk, case.id)
    text = text_of(place, case, "extension-notice")
    assert "须待规划核实" in text
    assert "李建华" in text
    assert "延长10个工作日" in text


def test_a_case_without_such_facts_has_nothing_to_tell(place):
    assert code_of(give_notice, place.desk, accepted(place).id) == "notice.nothing"


def sent_texts(place):
    texts = []
    for _job, paper in place.printer.driver.sent:
        with pypdfium2.PdfDocument(paper.content) as document:
            texts.append(re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in document)))
    return texts


def test_a_courier_gets_a_sheet_of_what_is_new_and_the_window_keeps_one(place):
    first = issued(place, delivery=BY_COURIER)
    mail(place.desk, MailForm(case_id=first.id, waybill=WAYBILL))
    assert code_of(place.print_courier_sheets, "顺丰") == "sending.nothing_mailed"
    assert place.print_courier_sheets().result is Result.PRINTED
    assert code_of(place.print_courier_sheets) == "sending.nothing_mailed"
    texts = sent_texts(place)
    assert len(texts) == 2
    assert all(WAYBILL in text and first.serial in text for text in texts)
    assert "第一联" in texts[0]
    assert "何芳菲" not in texts[0]


def test_a_sheet_that_failed_is_listed_again(place):
    case = issued(place, delivery=BY_COURIER)
    mail(place.desk, MailForm(case_id=case.id, waybill=WAYBILL))
    place.printer.driver.result = Result.FAILED
    assert place.print_courier_sheets("EMS").result is Result.FAILED
    place.printer.driver.result = Result.PRINTED
    assert place.print_courier_sheets("EMS").result is Result.PRINTED
    assert case.serial in sent_texts(place)[-1]


def test_nothing_handed_out_needs_no_sheet_and_what_was_is_on_it(place):
    assert code_of(place.print_collection_sheet) == "sending.nothing_collected"
    case = issued(place, applicant=body(representative="何芳"))
    deliver(place.desk, DeliverForm(case_id=case.id, collector="何芳", collector_id=resident_id(4)))
    place.print_collection_sheet()
    (text,) = sent_texts(place)
    assert "何*" in text
    assert case.serial in text
    assert resident_id(4)[-4:] in text


@pytest.mark.parametrize(
    ("dots", "sheets", "media"),
    [
        ({}, {Media.A4_PORTRAIT, Media.A5_PORTRAIT}, Media.A5_PORTRAIT),
        ({}, {Media.A4_PORTRAIT}, Media.ROLL_80),
        ({Media.ROLL_58: 8.0}, {Media.A5_PORTRAIT}, Media.ROLL_58),
        ({Media.ROLL_58: 8.0, Media.ROLL_80: 8.0}, {Media.A5_PORTRAIT}, Media.ROLL_80),
    ],
)
def test_a_hall_without_a_slip_printer_gives_receipts_on_a5(place, dots, sheets, media):
    presses = Presses(dots=dots, sheets=frozenset(sheets))
    assert presses.slip is media
    job = place.store.printouts.of_case(accepted(place).id)[0]
    paper = open_studio("zh", presses).draw(order_job(place.desk, job))
    assert (paper.kind, paper.media) == ("receipt-slip", media)
