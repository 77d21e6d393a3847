"""Supplement, refusal, withdrawal, scans, hand-over: each checks, states, and owes its papers."""

import hashlib

import msgspec
import pytest
from support.desks import accepted, everything_missing, kinds, marks, received

from casework import slips
from casework.case_state import Stage
from casework.errors import RuleBroken
from casework.facts import HandedItem
from counter_app.desk.accept import accept_received
from counter_app.desk.attach import MAX_SCAN_BYTES, attach, sniff
from counter_app.desk.forms import (
    AcceptReceivedForm,
    AttachForm,
    BringForm,
    HandedCase,
    HandOverForm,
    NotRequiredForm,
    RefuseForm,
    WithdrawForm,
)
from counter_app.desk.hand_over import at_window, hand_over
from counter_app.desk.refuse import not_required, refuse
from counter_app.desk.supplement import bring, request_supplement
from counter_app.desk.withdraw import withdraw
from counter_app.store.blobs import WAITING

PDF = b"%PDF-1.7\n%%EOF"


def code_of(act, *arguments):
    with pytest.raises(RuleBroken) as caught:
        act(*arguments)
    return caught.value.code


def papers(place, case):
    return [(job.paper, job.copy) for job in place.store.printouts.of_case(case.id)]


def test_a_supplement_names_everything_once_and_waits(place):
    case = received(place, materials=())
    after = request_supplement(place.desk, everything_missing(place, case)).value
    assert after.case.stage is Stage.SUPPLEMENT
    assert after.due_on is None
    assert papers(place, case)[1:] == [("supplement-notice", 1), ("supplement-notice", 2)]


def test_a_supplement_that_leaves_something_out_is_refused(place):
    case = received(place, materials=())
    form = everything_missing(place, case)
    short = msgspec.structs.replace(form, items=form.items[:-1])
    assert code_of(request_supplement, place.desk, short) == "supplement.not_listed"


def test_a_supplement_without_a_remedy_is_refused(place):
    case = received(place, materials=marks(place, without=("M01",)))
    item = everything_missing(place, case).items[0]
    form = msgspec.structs.replace(everything_missing(place, case), items=(msgspec.structs.replace(item, remedy=" "),))
    assert code_of(request_supplement, place.desk, form) == "supplement.unexplained"


def test_an_empty_supplement_is_refused(place):
    form = msgspec.structs.replace(everything_missing(place, received(place)), items=())
    assert code_of(request_supplement, place.desk, form) == "supplement.nothing_listed"


def test_what_was_brought_lets_the_case_be_judged_again_under_its_number(place):
    case = received(place, materials=())
    request_supplement(place.desk, everything_missing(place, case))
    after = bring(place.desk, BringForm(case_id=case.id, materials=marks(place))).value.case
    assert after.stage is Stage.RECEIVED
    done = accept_received(place.desk, AcceptReceivedForm(case_id=case.id)).value.case
    assert (done.stage, done.number) == (Stage.ACCEPTED, case.number)


def test_bringing_nothing_is_refused(place):
    assert code_of(bring, place.desk, BringForm(case_id=received(place).id, materials=())) == "bring.nothing"


def test_a_refusal_has_grounds_and_owes_a_written_notice(place):
    case = received(place)
    assert code_of(refuse, place.desk, RefuseForm(case_id=case.id, grounds=(" ",))) == "refuse.no_grounds"
    after = refuse(place.desk, RefuseForm(case_id=case.id, grounds=("不属于本机关职权",))).value.case
    assert after.stage is Stage.NOT_ACCEPTED
    assert papers(place, case)[1:] == [("not-accepted-notice", 1), ("not-accepted-notice", 2)]


def test_that_no_licence_is_needed_is_said_with_its_reason(place):
    case = received(place)
    assert code_of(not_required, place.desk, NotRequiredForm(case_id=case.id, reason="")) == "refuse.no_grounds"
    after = not_required(place.desk, NotRequiredForm(case_id=case.id, reason="无需许可")).value.case
    assert after.stage is Stage.NOT_REQUIRED


def test_an_accepted_case_cannot_be_refused_at_the_window(place):
    form = RefuseForm(case_id=accepted(place).id, grounds=("不属于本机关职权",))
    assert code_of(refuse, place.desk, form) == "case.stage"


def test_a_withdrawn_case_is_closed(place):
    case = accepted(place)
    assert withdraw(place.desk, WithdrawForm(case_id=case.id)).value.case.stage is Stage.WITHDRAWN
    assert code_of(withdraw, place.desk, WithdrawForm(case_id=case.id)) == "case.stage"


def test_an_unknown_case_is_told_so(place):
    assert code_of(withdraw, place.desk, WithdrawForm(case_id="nowhere")) == "desk.no_such_case"


def test_a_scan_joins_the_case_and_waits_to_be_sent(place):
    case = accepted(place)
    form = AttachForm(case_id=case.id, material="EDU-001-M01", name=r"C:\scans\报告.pdf", pages=2)
    scan = attach(place.desk, form, PDF).value.case.scans[0]
    ref = scan.blobs[0]
    assert (ref.mime, ref.name, ref.size, scan.pages) == ("application/pdf", "报告.pdf", len(PDF), 2)
    assert ref.sha256 == hashlib.sha256(PDF).hexdigest()
    assert place.store.blobs.files.get(ref.sha256) == PDF
    assert place.store.blobs.in_state(WAITING) == (ref.sha256,)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "attach.empty"),
        (b"MZ\x90\x00", "attach.kind"),
        (b"<html><script>", "attach.kind"),
        (PDF + b"x" * MAX_SCAN_BYTES, "attach.too_large"),
    ],
)
def test_what_is_no_paper_or_too_large_is_refused_by_its_bytes(place, content, code):
    case = accepted(place)
    form = AttachForm(case_id=case.id, material="EDU-001-M01", name="trust-me.pdf")
    assert code_of(attach, place.desk, form, content) == code


def test_a_scan_needs_a_material_of_its_matter(place):
    form = AttachForm(case_id=accepted(place).id, material="AGR-001-M01", name="a.pdf")
    assert code_of(attach, place.desk, form, PDF) == "catalogue.unknown_material"


@pytest.mark.parametrize(
    ("start", "mime"),
    [(b"\xff\xd8\xff\xe0", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"II*\x00", "image/tiff")],
)
def test_kinds_of_files_are_told_by_their_first_bytes(start, mime):
    assert sniff(start + b"rest") == mime


def test_papers_of_several_cases_go_out_on_one_numbered_sheet(place):
    cases = [accepted(place), accepted(place)]
    form = HandOverForm(cases=tuple(HandedCase(case_id=case.id) for case in cases), to_person="李娟")
    done = hand_over(place.desk, form)
    assert slips.parse(done.value).window == 3
    for case in cases:
        custody = place.store.cases.get(case.id).case.custody[0]
        assert (custody.sheet, custody.person, custody.department) == (done.value, "李娟", "EDU")
        assert at_window(place.store.cases.get(case.id).case) == ()
    assert {found.case.id for found in place.store.cases.on_sheet(done.value)} == {case.id for case in cases}
    assert set(done.changes.cases) == {case.id for case in cases}


def test_a_sheet_holds_only_what_is_still_at_the_window(place):
    case = accepted(place)
    some = (HandedItem(material="EDU-001-M01", originals=1, copies=0),)
    hand_over(place.desk, HandOverForm(cases=(HandedCase(case_id=case.id, items=some),), to_person="李娟"))
    left = {item.material: item.originals for item in at_window(place.store.cases.get(case.id).case)}
    assert left["EDU-001-M01"] == 1
    more = (HandedItem(material="EDU-001-M01", originals=2, copies=0),)
    form = HandOverForm(cases=(HandedCase(case_id=case.id, items=more),), to_person="李娟")
    assert code_of(hand_over, place.desk, form) == "hand_over.more_than_here"
    rest = HandOverForm(cases=(HandedCase(case_id=case.id),), to_person="李娟")
    hand_over(place.desk, rest)
    assert code_of(hand_over, place.desk, rest) == "hand_over.nothing_left"


def test_a_sheet_needs_cases_in_force_and_a_person(place):
    in_force, only_received = accepted(place), received(place)
    assert code_of(hand_over, place.desk, HandOverForm(cases=(), to_person="李娟")) == "hand_over.no_cases"
    form = HandOverForm(cases=(HandedCase(case_id=in_force.id),), to_person=" ")
    assert code_of(hand_over, place.desk, form) == "hand_over.no_person"
    form = HandOverForm(cases=(HandedCase(case_id=only_received.id),), to_person="李娟")
    assert code_of(hand_over, place.desk, form) == "hand_over.not_accepted"


@pytest.mark.parametrize("counts", [(-1, 0), (1, -1), (0, 0)])
def test_a_sheet_takes_no_count_that_is_not_above_nothing(place, counts):
    case = accepted(place)
    items = (HandedItem(material="EDU-001-M01", originals=counts[0], copies=counts[1]),)
    form = HandOverForm(cases=(HandedCase(case_id=case.id, items=items),), to_person="李娟")
    assert code_of(hand_over, place.desk, form) == "hand_over.item_count"


def test_nothing_is_handed_over_twice_on_one_sheet(place):
    case = accepted(place)
    item = HandedItem(material="EDU-001-M01", originals=2, copies=0)
    form = HandOverForm(cases=(HandedCase(case_id=case.id, items=(item, item)),), to_person="李娟")
    assert code_of(hand_over, place.desk, form) == "hand_over.item_count"
    form = HandOverForm(cases=(HandedCase(case_id=case.id), HandedCase(case_id=case.id)), to_person="李娟")
    assert code_of(hand_over, place.desk, form) == "hand_over.case_twice"
    assert kinds(place, case) == ["case.opened", "case.accepted"]


def test_a_failed_hand_over_uses_no_sheet_number_and_touches_no_case(place):
    case, other = accepted(place), received(place)
    form = HandOverForm(cases=(HandedCase(case_id=case.id), HandedCase(case_id=other.id)), to_person="李娟")
    before = place.store.journal.size()
    code_of(hand_over, place.desk, form)
    assert place.store.journal.size() == before
    assert kinds(place, case) == ["case.opened", "case.accepted"]
