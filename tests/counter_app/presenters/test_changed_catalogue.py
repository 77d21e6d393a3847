"""The pages while another catalogue comes into force: nothing is lost, nothing breaks, and nothing old is offered."""

from datetime import date, timedelta

import msgspec
import pytest
from support.catalogues import SERVER_KEY, SHIPPED, signed, version, with_matter, withdrawn
from support.desks import accepted

from casework.materials import MaterialMark
from counter_app.presenters.case_page import CasePresenter
from counter_app.presenters.new_application import MarkChange
from counter_app.presenters.views import Dress, MarkColumn
from counter_app.presenters.wording import Words
from counter_app.presenters.work_list import ListPresenter

TOMORROW = date(2026, 9, 23)


@pytest.fixture
def arrives(workplace):
    """Lets a catalogue come into force, as after a round and a night."""

    def arrive(catalogue, *, at_once=True):
        notice, packed = signed(catalogue, SERVER_KEY, region=workplace.desk.place().site.region)
        with workplace.store.writing():
            workplace.desk.shelf.put(notice, packed, 1)
        if at_once:
            workplace.desk.clock.moment += timedelta(days=1)

    return arrive


def changed(**matters):
    return version("2026.10.1", TOMORROW, **matters)


def codes(found) -> list[str]:
    return [card.code for card in found]


def test_a_new_matter_is_offered_and_a_withdrawn_one_is_not_as_soon_as_their_day_has_come(new_page, arrives, desk):
    coming = with_matter(changed(EDU_001=withdrawn()), "EDU-500", name_zh="校外培训机构备案")
    arrives(coming, at_once=False)
    assert (codes(new_page.offers("EDU-500")), codes(new_page.offers("EDU-001"))) == ([], ["EDU-001"])
    desk.clock.moment += timedelta(days=1)
    assert (codes(new_page.offers("EDU-500")), codes(new_page.offers("EDU-001"))) == (["EDU-500"], [])
    assert codes(new_page.offers("校外培训机构备案")) == ["EDU-500"]


def test_a_form_under_way_keeps_its_checklist_until_it_is_changed_over_and_says_so(new_page, arrives):
    new_page.choose("EDU-001")
    new_page.edit("name", "德阳晨光幼儿园有限公司")
    new_page.mark("EDU-001-M01", MarkColumn.ORIGINALS, MarkChange.TOGGLE)
    new_page.mark("EDU-001-M02", MarkColumn.COPIES, MarkChange.TOGGLE)
    fewer = SHIPPED.known_matter("EDU-001").materials[:1]
    arrives(changed(EDU_001={"materials": fewer, "committed_days": 20}))
    view = new_page.view()
    assert len(view.rows) == 6
    assert view.missing[0].text.startswith("**Alt+V 换新版清单**")
    assert {outcome.dress for outcome in view.outcomes} == {Dress.NOT_READY}
    assert new_page.accept() is None
    assert "Alt+V" in new_page.view().failure.faults[0].advice
    assert new_page.rebase()
    assert [row.code for row in new_page.view().rows] == ["EDU-001-M01"]
    assert new_page.form.field("name") == "德阳晨光幼儿园有限公司"
    # A key that was pressed on a line that is gone does nothing.
    new_page.mark("EDU-001-M02", MarkColumn.COPIES, MarkChange.TOGGLE)
    new_page.take_as_required("EDU-001-M03")
    assert isinstance(new_page.form.mark("EDU-001-M01"), MaterialMark)
    assert new_page.save_draft()


def test_a_form_under_way_just_goes_on_where_its_matter_is_the_same_in_the_new_catalogue(new_page, arrives):
    new_page.choose("EDU-001")
    before = new_page.view().missing
    arrives(changed(EDU_002={"committed_days": 20}))
    assert new_page.view().missing == before
    assert not new_page.rebase()


def test_a_matter_that_is_chosen_after_the_change_follows_the_new_catalogue(new_page, arrives):
    new_page.choose("EDU-001")
    arrives(changed(EDU_001={"committed_days": 20}, EDU_002={"committed_days": 20}))
    new_page.choose("EDU-002")
    assert not new_page.view().missing[0].text.startswith("**Alt+V")


@pytest.mark.parametrize("gone", [{"EDU_001": withdrawn()}, {"EDU_001": None}], ids=["withdrawn", "removed"])
def test_a_form_whose_matter_is_gone_stays_in_view_and_its_act_says_why_not(new_page, arrives, gone):
    new_page.choose("EDU-001")
    new_page.edit("name", "德阳晨光幼儿园有限公司")
    without = changed(**gone)
    arrives(msgspec.structs.replace(without, packages=()) if gone["EDU_001"] is None else without)
    assert new_page.view().matter.code == "EDU-001"
    assert new_page.accept() is None
    assert new_page.view().failure is not None
    assert new_page.form.field("name") == "德阳晨光幼儿园有限公司"
    new_page.save_draft()
    new_page.begin()
    assert new_page.reopen()
    assert new_page.view().matter.code == "EDU-001"
    new_page.choose("EDU-002")
    assert new_page.view().matter.code == "EDU-002"


def test_running_cases_are_listed_and_shown_by_the_names_they_were_opened_under(workplace, arrives):
    case = accepted(workplace)
    renamed = changed(EDU_001={"name_zh": "另一个名称", "name_en": "Another name"})
    arrives(renamed)
    words = Words("zh")
    view = ListPresenter(workplace.desk, words).view()
    (row,) = view.source.page(view.asked, 0, 10)
    assert row.matter == SHIPPED.known_matter("EDU-001").name_zh
    page = CasePresenter(workplace.desk, words)
    page.open(case.id)
    assert page.view() is not None
    later = accepted(workplace)
    assert workplace.desk.matter_shown(later).name_zh == "另一个名称"
