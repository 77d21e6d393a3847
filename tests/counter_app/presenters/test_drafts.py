"""Drafts: pinned to the catalogue they were filled in under, changed over on request, and nobody else's."""

from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest
from support.catalogues import SERVER_KEY, SHIPPED, signed, version, withdrawn

from casework.contract import ClerkCard
from counter_app.presenters.new_application import MarkChange, NewPresenter
from counter_app.presenters.views import Dress, MarkColumn, Tone
from counter_app.presenters.wording import Words

TOMORROW = date(2026, 9, 23)
MATERIALS = SHIPPED.known_matter("EDU-001").asked(())
NEW_ONE = msgspec.structs.replace(MATERIALS[0], code="EDU-001-M99", name_zh="消防承诺书", name_en="Fire commitment")


@pytest.fixture
def comes(workplace):
    """Lets a catalogue with another EDU-001 come into force."""

    def come(**changes):
        catalogue = version("2026.10.1", TOMORROW, EDU_001=changes)
        notice, packed = signed(catalogue, SERVER_KEY, region=workplace.desk.place().site.region)
        with workplace.store.writing():
            workplace.desk.shelf.put(notice, packed, 1)
        workplace.desk.clock.moment += timedelta(days=1)

    return come


def another(workplace, page) -> NewPresenter:
    return NewPresenter(workplace.desk, page._index, Words("zh"), "folder")


@pytest.fixture
def saved(new_page):
    """A draft with the first two materials taken in."""
    new_page.choose("EDU-001")
    new_page.edit("name", "德阳晨光幼儿园有限公司")
    for place in (0, 1):
        new_page.mark(MATERIALS[place].code, MarkColumn.ORIGINALS, MarkChange.TOGGLE)
    assert new_page.save_draft()
    return new_page


def test_a_draft_keeps_its_checklist_until_it_is_changed_over_and_then_says_what_came_and_went(saved, workplace, comes):
    comes(materials=(*MATERIALS[:1], *MATERIALS[2:], NEW_ONE))
    page = another(workplace, saved)
    assert page.reopen()
    assert [row.code for row in page.view().rows] == [one.code for one in MATERIALS]
    note = page.view().missing[0]
    assert note.tone is Tone.WARN
    assert f"新增 {NEW_ONE.name_zh}" in note.text
    assert f"取消 {MATERIALS[1].name_zh}" in note.text
    assert {each.dress for each in page.view().outcomes} == {Dress.NOT_READY}
    assert page.accept() is None
    assert any("Alt+V" in fault.title + fault.advice for fault in page.view().failure.faults)
    assert page.rebase()
    assert [row.code for row in page.view().rows] == [one.code for one in (*MATERIALS[:1], *MATERIALS[2:], NEW_ONE)]
    assert page.form.mark(MATERIALS[0].code).originals or page.form.mark(MATERIALS[0].code).seen
    assert MATERIALS[1].code not in page.form.marks
    done = page.view().missing[0]
    assert (done.tone, f"取消 {MATERIALS[1].name_zh}" in done.text) == (Tone.OK, True)
    assert not page.rebase()
    page.save_draft()
    again = another(workplace, page)
    again.reopen()
    assert again.view().missing[0].tone is not Tone.WARN


def test_a_draft_whose_matter_did_not_change_just_goes_on(saved, workplace, comes):
    comes()
    page = another(workplace, saved)
    page.reopen()
    assert not page.rebase()
    assert not page.drafts()[0].changed


def test_a_draft_whose_matter_was_withdrawn_says_so_and_another_matter_can_be_chosen(saved, workplace, comes):
    comes(**withdrawn())
    page = another(workplace, saved)
    page.reopen()
    assert page.view().missing[0].tone is Tone.WARN
    page.choose("EDU-002")
    assert page.form.field("name") == "德阳晨光幼儿园有限公司"
    assert page.view().missing[0].tone is not Tone.WARN


def test_a_draft_of_an_earlier_release_is_read_under_todays_catalogue(saved, workplace):
    (draft,) = workplace.store.drafts.of("C03")
    plain = msgspec.json.decode(draft.content)
    for later in ("catalogue", "at", "cursor"):
        del plain[later]
    workplace.store.drafts.save("C03", replace(draft, content=msgspec.json.encode(plain)))
    page = another(workplace, saved)
    assert page.reopen()
    assert page.form.field("name") == "德阳晨光幼儿园有限公司"


def test_the_list_says_whose_which_matter_when_and_where_and_only_lists_ones_own(saved, workplace):
    saved.note_place("phone", 4)
    saved.save_if_changed()
    saved.begin()
    saved.edit("agent", "王雪梅")
    saved.note_place(f"{MATERIALS[2].code}/copies", 0)
    saved.save_if_changed()
    rows = {row.title: row for row in saved.drafts()}
    assert rows["德阳晨光幼儿园有限公司"].where == "电话"
    assert rows["德阳晨光幼儿园有限公司"].matter == SHIPPED.known_matter("EDU-001").name_zh
    assert f"{rows['王雪梅'].saved:%H:%M}" == "10:54"
    with workplace.store.writing():
        workplace.store.clerks.remember(ClerkCard(code="C04", name="周敏"), "", 1)
        workplace.store.clerks.begin("C04", 1, online=True)
    assert saved.drafts() == ()


def test_a_place_in_the_checklist_is_told_by_the_number_of_its_line(saved):
    saved.note_place(f"{MATERIALS[2].code}/copies", 0)
    saved.save_if_changed()
    assert saved.drafts()[0].where == "材料第 3 项"


def test_what_was_on_the_screen_when_the_program_ended_is_resumed_and_a_new_form_is_not(saved, workplace):
    saved.note_place("phone", 4)
    saved.save_if_changed()
    page = another(workplace, saved)
    assert page.resume()
    assert (page.form.at, page.form.cursor) == ("phone", 4)
    page.begin()
    assert not another(workplace, saved).resume()
    assert another(workplace, saved).reopen()


def test_a_dropped_draft_is_gone_and_the_form_with_it_if_it_was_open(saved, workplace):
    (row,) = saved.drafts()
    saved.drop_draft(row.id)
    assert saved.drafts() == ()
    assert saved.form.blank
    assert not another(workplace, saved).resume()
