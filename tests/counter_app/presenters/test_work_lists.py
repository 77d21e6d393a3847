"""Every list of the work list over a real store: what it holds, how it is narrowed and sorted, how it is left."""

import msgspec
import pytest
from support.desks import MovedClock, a_desk, accepted, body, everything_missing, received

from casework.case_state import Stage
from casework.contract import ClerkCard
from casework.parties import Delivery, DeliveryWay
from counter_app.desk.supplement import request_supplement
from counter_app.presenters.due_view import RowDeadlines, deadline_of
from counter_app.presenters.list_views import Columns
from counter_app.presenters.listing import PILLS
from counter_app.presenters.wording import Words
from counter_app.presenters.work_list import ListPresenter

COURIER = Delivery(way=DeliveryWay.COURIER, recipient="何芳", phone="13900002254", address="德阳市")


@pytest.fixture
def clock():
    return MovedClock()


@pytest.fixture
def place(tmp_path, clock):
    made = a_desk(tmp_path, clock)
    yield made
    made.close()


@pytest.fixture
def page(place):
    return ListPresenter(place.desk, Words("zh"))


def shown(page, **asked):
    for name, value in asked.items():
        {"pill": page.choose_pill, "text": page.look_for, "sort": page.sort_by}[name](value)
    page.changed()
    view = page.view()
    return [row.applicant for row in view.source.page(view.asked, 0, 100)]


def counts(page):
    page.changed()
    return {pill.key: pill.count for pill in page.view().pills}


def stand_at(place, case, stage):
    """Let a case stand at a stage that only the department can bring it to."""
    state = msgspec.json.encode(msgspec.structs.replace(case, stage=stage))
    with place.store.writing():
        place.store.database.run(
            "UPDATE case_row SET stage = :stage, state = :state WHERE id = :id", stage=stage, state=state, id=case.id
        )


def test_every_list_holds_its_own_cases_and_says_how_many(place, page):
    accepted(place, applicant=body(name="受理"))
    received(place, applicant=body(name="收件"))
    request_supplement(place.desk, everything_missing(place, received(place, applicant=body(name="补正"))))
    stand_at(place, accepted(place, applicant=body(name="决定")), Stage.DECIDED)
    stand_at(place, accepted(place, applicant=body(name="邮寄"), delivery=COURIER), Stage.RESULT_AT_WINDOW)
    held = {pill: sorted(shown(page, pill=pill)) for pill in PILLS if pill != "prints"}
    assert held["hall"] == held["mine"] == sorted(["受理", "收件", "补正", "决定", "邮寄"])
    assert held["received"] == ["收件"]
    assert held["supplement"] == ["补正"]
    assert held["results"] == ["决定", "邮寄"]
    assert held["mail"] == ["邮寄"]
    assert held["refused"] == []
    assert {pill: len(names) for pill, names in held.items()} == {
        pill: count for pill, count in counts(page).items() if pill != "prints"
    }


def test_due_holds_what_is_late_today_and_in_three_working_days(place, page, clock):
    accepted(place)
    received(place, applicant=body(name="收件"))
    assert shown(page, pill="due") == []
    clock.pass_by(days=6)
    assert shown(page, pill="due") == ["收件"]
    clock.pass_by(days=90)
    assert len(shown(page, pill="due")) == 2
    assert counts(page)["due"] == 2


def test_mine_leaves_out_what_another_clerk_took_in(place, page):
    accepted(place)
    with place.store.writing():
        place.store.clerks.remember(ClerkCard(code="0999", name="别人"), "", place.desk.now_ms())
        place.store.clerks.begin("0999", place.desk.now_ms(), online=True)
    assert shown(page, pill="mine") == []
    assert len(shown(page, pill="hall")) == 1


@pytest.mark.parametrize(
    "text", ["向阳花", "教育局", "education", "幼儿园", "EDU-001", "w03", "3号窗", "已受理", "教育局 已受理 向阳花"]
)
def test_a_case_is_found_by_any_word_of_it(place, page, text):
    accepted(place)
    received(place, applicant=body(name="别的"), matter="EDU-001")
    assert "德阳向阳花幼儿园有限公司" in shown(page, text=text)


@pytest.mark.parametrize("text", ["气象局", "5号窗", "待补正", "向阳花 气象局", "\u202e🙂", "x" * 5000, "' OR 1=1 --"])
def test_what_no_case_answers_to_shows_none(place, page, text):
    accepted(place)
    assert shown(page, text=text) == []


def test_a_column_sorts_and_once_more_turns_it(place, page):
    for name in ("丙", "甲", "乙"):
        accepted(place, applicant=body(name=name))
    up = shown(page, sort="applicant")
    assert up == sorted(up)
    assert shown(page, sort="applicant") == up[::-1]
    assert page.view().subtitle == "共 3 件，按申请人排，倒序"
    assert shown(page, sort="deadline") == ["丙", "甲", "乙"]


def test_the_list_is_as_its_clerk_left_it_after_a_restart_and_as_new_for_another(place, page):
    case = accepted(place)
    page.seat()
    page.choose_pill("results")
    page.look_for("向阳花")
    page.sort_by("stage")
    page.arrange(Columns(frozenset({"clerk"}), (("matter", 300),)))
    page.point_at(case.id)
    page.keep()
    again = ListPresenter(place.desk, Words("zh"))
    again.seat()
    view = again.view()
    assert (view.asked.pill, view.asked.text, view.asked.sort) == ("results", "向阳花", "stage")
    assert view.columns == page.columns
    again.choose_pill("hall")
    assert again.view().place == 0
    with place.store.writing():
        place.store.clerks.remember(ClerkCard(code="0999", name="别人"), "", place.desk.now_ms())
        place.store.clerks.begin("0999", place.desk.now_ms(), online=True)
    again.seat()
    assert (again.view().asked.pill, again.view().asked.text, again.view().columns) == ("hall", "", Columns())


@pytest.mark.parametrize(
    "kept", ["", "{", '{"pill":"gone","sort":"gone","hidden":["number","x"],"widths":{"matter":-5}}']
)
def test_a_taste_that_this_release_does_not_know_does_no_harm(place, page, kept):
    with place.store.writing():
        place.store.meta.put("list:0123", kept)
    page.seat()
    view = page.view()
    assert (view.asked.pill, view.asked.sort, view.columns.hidden) == ("hall", "", frozenset())
    assert all(px > 0 for _, px in view.columns.widths)


def test_nothing_is_counted_again_while_only_the_cursor_moves(place, page):
    case = accepted(place)
    source = page.view().source
    page.point_at(case.id)
    assert page.view().source is source


def test_what_is_asked_of_a_large_store_is_answered_when_the_lane_has_it(place, page, monkeypatch):
    accepted(place)
    monkeypatch.setattr("counter_app.presenters.listing.AT_ONCE", 0)
    view = page.view()
    assert (view.asking, view.source.groups(view.asked)) == (True, ())
    page.listing.take(page.listing.answer(page.listing.question(page.asked)))
    view = page.view()
    assert (view.asking, len(view.source.page(view.asked, 0, 10))) == (False, 1)


@pytest.mark.parametrize("days", [0, 4, 5, 30, 60, 500])
def test_the_chip_of_a_row_is_the_one_of_its_case(place, clock, days):
    accepted(place)
    received(place)
    request_supplement(place.desk, everything_missing(place, received(place)))
    clock.pass_by(days=days)
    today = place.desk.today()
    rows = place.store.lists.rows([1, 2, 3])
    deadlines = RowDeadlines(place.desk.calendar, today)
    assert [deadlines.of(row) for row in rows] == [deadline_of(row.case, place.desk.calendar, today) for row in rows]
