import pytest
from support.desks import answer_first

from casework.case_state import Stage
from casework.errors import RuleBroken, Trouble
from casework.identity import resident_id_with_check_digit, uscc_with_check_digit
from casework.parties import DeliveryWay, IdKind, PartyKind
from counter_app.presenters.new_application import MarkChange, NewPresenter
from counter_app.presenters.views import Dress, MarkColumn, Tone
from counter_app.presenters.wording import Words

USCC = uscc_with_check_digit("91510603MAD4T7KL2")
PERSON = resident_id_with_check_digit("51060319881102042")


def fill(page, **changes):
    fields = {"code": USCC, "name": "德阳童乐学前教育有限公司", "legal_rep": "赵启明", "phone": "138 0902 6617"}
    for key, value in {**fields, **changes}.items():
        page.edit(key, value)


def complete(page):
    answer_first(page)
    for row in page.view().rows:
        page.take_as_required(row.code)


def outcome(page, act):
    return next(each for each in page.view().outcomes if each.act == act)


def state_of(page, number):
    return page.view().rows[number - 1].state


def test_a_matter_is_offered_by_its_pinyin_initials(new_page):
    offers = new_page.offers("mbyey")
    assert [offer.code for offer in offers] == ["EDU-001"]
    assert offers[0].package


def test_a_whole_acceptance_from_first_key_to_number(new_page, desk):
    new_page.choose("AGR-006")
    fill(new_page)
    complete(new_page)
    assert outcome(new_page, "accept").dress is Dress.SUGGESTED
    assert new_page.accept() is not None
    (found,) = desk.store.search.by_words("童乐")
    assert found.case.stage is Stage.ACCEPTED
    view = new_page.view()
    assert view.success.number == found.case.number
    assert view.matter is None


def test_before_a_matter_is_chosen_every_lawful_key_explains_itself(new_page):
    view = new_page.view()
    assert {each.dress for each in view.outcomes} == {Dress.NOT_READY}
    assert new_page.accept() is None
    assert new_page.view().failure.faults[0].target == "matter"


def test_at_most_one_key_is_filled(new_page):
    new_page.choose("EDU-001")
    for row in new_page.view().rows:
        new_page.take_as_required(row.code)
        filled = [each for each in new_page.view().outcomes if each.dress is Dress.SUGGESTED]
        assert len(filled) <= 1


def test_a_wrong_check_digit_is_said_at_its_field_as_soon_as_the_number_is_whole(new_page):
    new_page.choose("EDU-001")
    wrong = USCC[:-1] + ("0" if USCC[-1] != "0" else "1")
    new_page.edit("code", wrong[:10])
    assert new_page.view().fields[0].note is None
    new_page.edit("code", wrong)
    note = new_page.view().fields[0].note
    assert note.tone is Tone.BAD
    assert f"第 18 位应是 {USCC[-1]}" in note.text


def test_a_right_number_is_confirmed(new_page):
    new_page.choose("EDU-001")
    new_page.edit("code", USCC)
    assert new_page.view().fields[0].note.tone is Tone.OK


def test_a_failed_acceptance_lists_everything_at_once_and_keeps_what_was_typed(new_page, desk):
    new_page.choose("EDU-001")
    fill(new_page, phone="", agent_id=PERSON, agent="王雪梅")
    complete(new_page)
    code = new_page.view().rows[3].code
    new_page.mark(code, MarkColumn.COPIES, MarkChange.LESS)
    assert new_page.accept() is None
    failure = new_page.view().failure
    assert [fault.target for fault in failure.faults] == ["phone", f"{code}/originals"] or failure.faults[1].target == (
        f"{code}/copies"
    )
    assert "2" in failure.title
    assert new_page.form.field("name") == "德阳童乐学前教育有限公司"
    assert desk.store.search.by_words("童乐") == ()


def test_the_checklist_says_what_each_line_lacks(new_page):
    new_page.choose("EDU-001")
    assert state_of(new_page, 1).tone is Tone.OPEN
    first = new_page.view().rows[0].code
    new_page.mark(first, MarkColumn.ORIGINALS, MarkChange.MORE)
    assert state_of(new_page, 1).text == "还缺原件 1 份"
    new_page.mark(first, MarkColumn.ORIGINALS, MarkChange.TOGGLE)
    assert state_of(new_page, 1).tone is Tone.OK


def test_an_electronic_licence_stands_in_for_paper(new_page):
    new_page.choose("EDU-001")
    second = new_page.view().rows[1].code
    new_page.mark(second, MarkColumn.ELECTRONIC, MarkChange.TOGGLE)
    assert state_of(new_page, 2).text == "齐（用电子证照）"


def test_what_may_not_follow_cannot_be_marked_to_follow(new_page):
    new_page.choose("EDU-001")
    first = new_page.view().rows[0].code
    new_page.mark(first, MarkColumn.LATER, MarkChange.TOGGLE)
    assert new_page.form.mark(first).follows_by is None


def test_tolerance_is_suggested_once_only_deferrable_papers_are_open(new_page, desk):
    new_page.choose("EDU-001")
    fill(new_page)
    complete(new_page)
    fifth = new_page.view().rows[4].code
    new_page.mark(fifth, MarkColumn.COPIES, MarkChange.TOGGLE)
    new_page.mark(fifth, MarkColumn.LATER, MarkChange.TOGGLE)
    assert outcome(new_page, "tolerance").dress is Dress.SUGGESTED
    assert outcome(new_page, "accept").dress is Dress.NOT_READY
    assert new_page.accept() is None
    new_page.close_summary()
    assert new_page.accept_with_tolerance() is not None
    (found,) = desk.store.search.by_words("童乐")
    assert found.case.tolerance


def test_a_supplement_notice_lists_everything_and_waits_for_unseen_lines(new_page, desk):
    new_page.choose("AGR-006")
    fill(new_page)
    rows = new_page.view().rows
    new_page.mark(rows[0].code, MarkColumn.ORIGINALS, MarkChange.LESS)
    assert new_page.supplement() is None
    assert desk.store.search.by_words("童乐") == ()
    for row in rows[1:]:
        new_page.take_as_required(row.code)
    assert new_page.supplement() is not None
    (found,) = desk.store.search.by_words("童乐")
    assert found.case.stage is Stage.SUPPLEMENT
    assert [item.material for item in found.case.missing] == [rows[0].code]


def test_receiving_only_gives_a_number_and_the_day_of_the_notice(new_page, desk):
    new_page.choose("AGR-006")
    fill(new_page)
    assert new_page.receive() is not None
    (found,) = desk.store.search.by_words("童乐")
    assert found.case.stage is Stage.RECEIVED
    assert any("9月30日" in line for line in new_page.view().success.lines)


def test_refusing_without_grounds_is_refused_and_writes_nothing(new_page, desk):
    new_page.choose("AGR-006")
    fill(new_page)
    assert new_page.not_accept(("  ",), (), "") is None
    assert desk.store.search.by_words("童乐") == ()
    assert new_page.not_accept(("不属于本机关职权范围",), ("向市场监督管理局申请",), "市场监督管理局") is not None
    (found,) = desk.store.search.by_words("童乐")
    assert found.case.stage is Stage.NOT_ACCEPTED


def test_saying_that_no_licence_is_needed_ends_the_case(new_page, desk):
    new_page.choose("AGR-006")
    fill(new_page)
    assert new_page.not_required("依法无需许可") is not None
    (found,) = desk.store.search.by_words("童乐")
    assert found.case.stage is Stage.NOT_REQUIRED


def test_a_person_and_a_body_are_told_apart_by_their_number(new_page):
    new_page.choose("AGR-001")
    new_page.edit("code", PERSON)
    view = new_page.view()
    assert view.fields[0].note.tone is Tone.OK
    fill(new_page, code=PERSON, name="王雪梅", legal_rep="")
    complete(new_page)
    new_page.accept()
    found = new_page._desk.store.search.by_words("王雪梅")[0].case.applicant
    assert (found.kind, found.id_kind) == (PartyKind.PERSON, IdKind.RESIDENT_ID)


def test_the_courier_takes_the_applicants_own_details_unless_others_are_given(new_page):
    new_page.choose("AGR-006")
    fill(new_page)
    complete(new_page)
    new_page.collect(DeliveryWay.COURIER)
    new_page.accept()
    assert [fault.target for fault in new_page.view().failure.faults] == ["address"]
    new_page.edit("address", "旌阳区天山南路二段 88 号")
    assert new_page.accept() is not None
    delivery = new_page._desk.store.search.by_words("童乐")[0].case.delivery
    assert (delivery.recipient, delivery.phone) == ("赵启明", "13809026617")


def test_a_draft_comes_back_as_it_was_and_goes_when_it_became_a_case(new_page, workplace):
    new_page.choose("AGR-006")
    fill(new_page)
    assert new_page.save_draft()
    later = NewPresenter(workplace.desk, new_page._index, Words("zh"), "folder")
    assert later.reopen()
    assert later.form == new_page.form
    complete(later)
    assert later.accept() is not None
    assert workplace.store.drafts.of("C03") == ()


def test_an_empty_form_leaves_no_draft(new_page):
    assert not new_page.save_draft()
    assert not new_page.reopen()


def test_an_unknown_matter_is_refused_by_name(new_page):
    with pytest.raises(RuleBroken, match=r"catalogue\.unknown_matter"):
        new_page.choose("XXX-001")


def test_earlier_cases_of_the_same_applicant_are_named(new_page):
    new_page.choose("AGR-006")
    fill(new_page)
    complete(new_page)
    new_page.accept()
    new_page.choose("AGR-005")
    new_page.edit("code", USCC)
    assert "曾办 1 件" in new_page.view().applicant_note.text


def test_the_page_speaks_english_too(new_page):
    new_page.words = Words("en")
    new_page.choose("EDU-001")
    view = new_page.view()
    assert view.matter.name.startswith("Setting up a private kindergarten")
    texts = [
        view.progress,
        view.due.sentence,
        *(note.text for note in view.missing),
        *(each.reason for each in view.outcomes),
    ]
    assert all(text.isascii() for text in texts)


def test_the_due_date_explains_every_day(new_page):
    new_page.choose("EDU-001")
    due = new_page.view().due
    assert f"{due.due}" == "2026-11-03"
    assert sum(day.number > 0 for day in due.days) == 25
    assert "现场踏勘" in due.sentence


def test_a_full_disk_is_told_in_the_summary_and_what_was_typed_stays(new_page, workplace, monkeypatch):
    new_page.choose("AGR-006")
    fill(new_page)
    complete(new_page)

    def full(_self):
        raise Trouble("local.disk_full", why="database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(type(workplace.store), "writing", full)
        assert new_page.accept() is None
    failure = new_page.view().failure
    assert len(failure.faults) == 1
    assert "local.disk_full" in failure.footer
    assert new_page.form.field("name") == "德阳童乐学前教育有限公司"
    assert new_page.accept() is not None


def test_each_paper_says_which_of_the_windows_printers_it_comes_from(new_page, workplace):
    printers = "小票机 tcp://10.0.0.9 slip-80"
    with_slips = NewPresenter(workplace.desk, new_page._index, Words("zh"), "folder", printers)
    for page in (new_page, with_slips):
        page.choose("AGR-006")
        fill(page)
        complete(page)
    assert {line.printer for line in new_page.view().prints} == {"文件夹"}
    assert {line.printer for line in with_slips.view().prints} == {"小票机", "文件夹"}
