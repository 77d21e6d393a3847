"""The list, the case, the outbox, the frame and the lock, over a real store."""

from datetime import date, timedelta

import pytest
from argon2 import PasswordHasher

from casework import facts
from casework.case_state import Stage
from casework.clock import CHINA
from casework.contract import ClerkCard, EventVerdict
from casework.errors import RuleBroken, Trouble
from casework.identity import resident_id_with_check_digit, uscc_with_check_digit
from casework.lifecycle import Verdict
from casework.sentences import sentence
from counter_app.desk.forms import HandedCase, HandOverForm
from counter_app.desk.hand_over import at_window, hand_over
from counter_app.presenters import wording
from counter_app.presenters.case_page import CasePresenter
from counter_app.presenters.case_views import EventMark, Holder
from counter_app.presenters.due_view import deadline_of
from counter_app.presenters.list_views import Asked, SendState
from counter_app.presenters.outbox import OutboxPresenter
from counter_app.presenters.shell import ShellPresenter
from counter_app.presenters.shell_views import Link
from counter_app.presenters.sign_in import SignInPresenter
from counter_app.presenters.views import DayKind, DeadlineKind, Dress, Tone
from counter_app.presenters.wording import Words
from counter_app.presenters.work_list import ListPresenter

ZH = Words("zh")


@pytest.fixture
def accept(new_page, desk):
    """Accept a case of a matter for a company of the given name and return its id."""

    def do(matter="AGR-006", name="绵竹市丰谷农资经营部"):
        new_page.choose(matter)
        new_page.edit("code", uscc_with_check_digit("91510600MA6X1234X"))
        for key, value in {"name": name, "legal_rep": "王德贵", "phone": "13981072254"}.items():
            new_page.edit(key, value)
        for row in new_page.view().rows:
            new_page.take_as_required(row.code)
        assert new_page.accept() is not None
        return desk.store.search.by_words(name)[0].case.id

    return do


def later(workplace, days):
    workplace.desk.clock.moment += timedelta(days=days)


# --- the list ---


def test_the_list_groups_cases_by_how_near_they_are(accept, workplace):
    accept()
    page = ListPresenter(workplace.desk, ZH)
    view = page.view()
    assert [(group.key, group.count) for group in view.source.groups(view.asked)] == [("later", 1)]
    later(workplace, 40)
    view = page.view()
    assert [(group.key, group.count) for group in view.source.groups(view.asked)] == [("late", 1)]
    (row,) = view.source.page(view.asked, 0, 10)
    assert row.deadline.kind is DeadlineKind.LATE


def test_pages_of_the_list_follow_each_other_without_gap_or_repeat(accept, workplace):
    ids = {accept(name=f"第{n}农资店") for n in range(7)}
    page = ListPresenter(workplace.desk, ZH)
    view = page.view()
    rows = [row.case_id for start in range(0, 9, 3) for row in view.source.page(view.asked, start, 3)]
    assert len(rows) == 7
    assert set(rows) == ids


def test_a_word_narrows_the_list(accept, workplace):
    accept(name="什邡市蓥华养殖场")
    accept(name="广汉市康牧兽药店")
    page = ListPresenter(workplace.desk, ZH)
    page.look_for("康牧")
    view = page.view()
    assert [row.applicant for row in view.source.page(view.asked, 0, 10)] == ["广汉市康牧兽药店"]


def test_the_preview_says_what_happened_and_who_has_the_paper(accept, workplace):
    page = ListPresenter(workplace.desk, ZH)
    page.point_at(accept())
    preview = page.view().preview
    assert [line.text for line in preview.happenings] == ["**受理**", "收件 5 项"]
    assert preview.step == 1
    assert any("3 号窗" in fact.text for fact in preview.facts)


def test_a_pill_that_is_not_there_shows_no_other_cases(accept, workplace):
    accept()
    page = ListPresenter(workplace.desk, ZH)
    page.choose_pill("supplement")
    view = page.view()
    assert view.source.groups(view.asked) == ()
    assert {pill.key: pill.count for pill in view.pills}["mine"] == 1
    assert view.source.groups(Asked(pill="refused")) == ()


# --- the case ---


def case_page(workplace, case_id, words=ZH):
    page = CasePresenter(workplace.desk, words)
    page.open(case_id)
    return page


def test_nothing_is_shown_before_a_case_is_opened(workplace):
    assert CasePresenter(workplace.desk, ZH).view() is None


def test_the_timeline_begins_with_what_comes_next(accept, workplace):
    view = case_page(workplace, accept()).view()
    assert [entry.mark for entry in view.timeline] == [EventMark.NEXT, EventMark.ACCEPTED, EventMark.RECEIVED]
    assert view.timeline[0].title == "接下来：部门收件"
    assert view.timeline[1].detail == "陈晓燕・W03・待确认"
    assert view.timeline[1].when == "10:54"


def test_the_due_date_of_a_case_is_drawn_day_by_day(accept, workplace):
    view = case_page(workplace, accept()).view()
    assert view.due.days[-1].kind is DayKind.DUE
    assert view.due.days[0].kind is DayKind.START
    assert view.due_subtitle == "承诺 10 个工作日，9月22日受理"


def test_originals_are_shown_with_who_holds_them(accept, workplace, desk):
    case_id = accept()
    page = case_page(workplace, case_id)
    assert {row.holder for row in page.view().papers} == {Holder.WINDOW}
    form = HandOverForm(cases=(HandedCase(case_id=case_id),), to_person="刘建")
    assert page.act(lambda at: hand_over(at, form)) is not None
    assert {row.holder for row in page.view().papers} == {Holder.DEPARTMENT}
    assert "刘建" in page.view().papers[0].held_by
    assert at_window(page.case()) == ()
    assert desk.store.cases.get(case_id).case.custody[0].person == "刘建"


def test_a_refused_act_says_why_and_leaves_the_case(accept, workplace):
    page = case_page(workplace, accept())

    def refuse(_desk):
        raise RuleBroken("case.stage", stage="accepted")

    assert page.act(refuse) is None
    assert page.view().standing.tone is Tone.BAD
    assert page.case().stage is Stage.ACCEPTED


def test_the_suggested_key_follows_the_stage(accept, workplace):
    view = case_page(workplace, accept()).view()
    dresses = {each.act: each.dress for each in view.outcomes}
    assert dresses == {
        "deliver": Dress.NOT_READY,
        "print": Dress.NOT_READY,
        "mail": Dress.NOT_READY,
        "hand_over": Dress.SUGGESTED,
        "correct": Dress.READY,
        "urge": Dress.READY,
    }


def test_a_case_speaks_english_too(accept, workplace):
    view = case_page(workplace, accept(), Words("en")).view()
    texts = [view.matter, view.due.sentence, view.due_subtitle, *(entry.title for entry in view.timeline)]
    assert all(text.isascii() for text in texts)


# --- deadlines ---


def with_changes(case, **changes):
    return type(case)(**{**{name: getattr(case, name) for name in case.__struct_fields__}, **changes})


def test_a_decided_case_says_how_early_it_was(accept, desk):
    case = desk.store.cases.get(accept()).case
    decision = facts.CaseDecided(outcome=facts.Outcome.GRANTED, decided_on=date(2026, 9, 29))
    decided = with_changes(case, stage=Stage.DECIDED, decision=decision)
    deadline = deadline_of(decided, desk.calendar, date(2026, 9, 30))
    assert (deadline.kind, deadline.days, deadline.early) == (DeadlineKind.DECIDED, 4, 6)


def test_a_case_that_waits_for_papers_counts_the_days_of_waiting(accept, desk):
    case = desk.store.cases.get(accept()).case
    waiting = with_changes(case, stage=Stage.SUPPLEMENT, told_on=date(2026, 9, 22))
    deadline = deadline_of(waiting, desk.calendar, date(2026, 9, 24))
    assert (deadline.kind, deadline.days) == (DeadlineKind.AWAITING, 2)


def test_five_silent_days_are_shown_as_deemed_accepted(new_page, desk):
    new_page.choose("AGR-006")
    new_page.edit("code", resident_id_with_check_digit("51060319881102042"))
    new_page.edit("name", "王雪梅")
    new_page.edit("phone", "13800000001")
    new_page.receive()
    case = desk.store.search.by_words("王雪梅")[0].case
    assert deadline_of(case, desk.calendar, date(2026, 9, 30)).kind is DeadlineKind.NOTICE_TODAY
    assert deadline_of(case, desk.calendar, date(2026, 10, 9)).kind is DeadlineKind.DEEMED


# --- the outbox ---


def test_the_outbox_shows_what_waits_with_its_place(accept, workplace):
    accept()
    view = OutboxPresenter(workplace.desk, ZH).view(workplace.sync.status())
    rows = view.source.page(view.asked, 0, 10)
    assert [(row.act, row.state) for row in rows] == [("收件", SendState.QUEUED), ("受理", SendState.QUEUED)]
    assert rows[1].reason == "排在第 2 位"
    assert "绵竹市丰谷农资经营部" in rows[0].subject


def test_what_the_server_refused_comes_first_with_its_reason(accept, workplace):
    accept()
    store = workplace.store
    stream = store.journal.stream()
    verdicts = (
        EventVerdict(seq=1, verdict=Verdict.APPLIED, ver=1),
        EventVerdict(seq=2, verdict=Verdict.CONTESTED, ver=1, reason="case.stage"),
    )
    with store.writing():
        store.cases.refresh(store.journal.store_verdicts(stream.epoch, verdicts))
    view = OutboxPresenter(workplace.desk, ZH).view(workplace.sync.status())
    (row,) = view.source.page(view.asked, 0, 10)
    assert row.state is SendState.CONTESTED
    assert row.reason == sentence("case.stage")
    assert [group.key for group in view.source.groups(view.asked)] == ["yours"]


# --- the frame and the lock ---


def test_the_banner_says_offline_what_works_and_how_many_wait(accept, workplace):
    accept()
    shell = ShellPresenter(workplace.desk, ZH)
    # Before the first round nobody knows, and nothing is claimed.
    assert shell.view(workplace.sync.status()).banner is None
    workplace.sync.tick()
    view = shell.view(workplace.sync.status())
    assert view.link is Link.OFFLINE
    assert view.banner.waiting == 2
    assert "受理、打印、查询照常" in view.banner.text
    assert (view.window, view.clerk) == (3, "陈晓燕")


def test_a_scan_opens_the_one_case_it_names(accept, workplace, desk):
    case_id = accept()
    shell = ShellPresenter(workplace.desk, ZH)
    case = desk.store.cases.get(case_id).case
    for text in (case.number, case.number.lower(), case.serial, case.applicant.id_number, "丰谷农资"):
        assert shell.find(text).case_id == case_id
    assert shell.find("没有这个人").case_id == ""
    assert "没有找到" in shell.view(workplace.sync.status()).last_scan.detail


def test_a_miscopied_number_is_said_so_and_opens_nothing(accept, workplace, desk):
    accept()
    number = desk.store.search.by_words("丰谷")[0].case.number
    wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
    shell = ShellPresenter(workplace.desk, ZH)
    assert shell.find(wrong).case_id == ""
    assert shell.view(workplace.sync.status()).last_scan.outcome.tone is Tone.WARN


def lock_page(workplace, ask):
    return SignInPresenter(workplace.desk, ZH, ask, PasswordHasher(1, 8, 1))


def test_signing_in_with_the_server_and_then_without(workplace):
    def server(said):
        if said.password != "right":
            raise RuleBroken("people.wrong_password")
        return ClerkCard(code=said.clerk, name="李国栋")

    def gone(_said):
        raise Trouble("sync.unreachable")

    online = lock_page(workplace, server)
    assert online.sign_in("C01", "wrong") is None
    assert online.view(workplace.sync.status()).refusal.tone is Tone.BAD
    assert online.sign_in("C01", "right") is not None
    online.lock()
    offline = lock_page(workplace, gone)
    assert offline.sign_in("C01", "guess") is None
    assert offline.sign_in("C01", "right") is not None
    assert workplace.desk.clerk().name == "李国栋"
    assert {person.name for person in offline.view(workplace.sync.status()).people} == {
        "陈晓燕",
        "李国栋",
        "别的人",
    }


def test_the_lock_shows_the_hall_the_window_and_no_case(accept, workplace):
    accept()
    view = lock_page(workplace, None).view(workplace.sync.status())
    assert (view.hall, view.window, view.workday) == ("德阳市政务服务大厅", 3, True)
    assert view.now.tzinfo is CHINA
    assert "丰谷" not in repr(view)


def test_every_sentence_of_the_pages_is_there_in_both_languages():
    for key, (chinese, english) in wording.every_sentence().items():
        assert chinese, key
        assert english, key
        assert english.isascii(), key
