"""What the line over every page says, and what the outbox offers for each record."""

import dataclasses

import pytest
from support.desks import accepted

from casework.contract import EventVerdict
from casework.errors import RuleBroken
from casework.lifecycle import Verdict
from casework.search import index_matters
from counter_app.desk.paper_orders import order_job
from counter_app.presenters.banners import banner
from counter_app.presenters.list_views import Asked, SendState
from counter_app.presenters.new_application import NewPresenter
from counter_app.presenters.outbox import OutboxPresenter
from counter_app.presenters.shell_views import BannerKind, Link
from counter_app.presenters.wording import Words
from counter_app.store.room import Level, RoomView
from counter_app.sync.progress import Moment, Phase, Share
from counter_app.sync.status import Contact

ZH, EN = Words("zh"), Words("en")
ONLINE = Contact(last_ok_ms=1)
FULL = RoomView(9 << 20, Level.RESERVE, has_reserve=True)
LOW = RoomView(200 << 20, Level.LOW, has_reserve=True)


@pytest.fixture
def index(workplace):
    return index_matters(workplace.desk.catalogue)


def verdict(seq, said, ver=0, reason=""):
    return EventVerdict(seq=seq, verdict=said, ver=ver, reason=reason)


def settle(workplace, *verdicts):
    store = workplace.store
    with store.writing():
        cases = store.journal.store_verdicts(store.journal.stream().epoch, verdicts)
        store.cases.refresh(cases)


def rows(workplace, words=ZH, pill="all"):
    presenter = OutboxPresenter(workplace.desk, words)
    presenter.choose_pill(pill)
    view = presenter.view(workplace.sync.status())
    return {row.record_id: row for row in view.source.page(Asked(pill=pill), 0, 100)}


def events(workplace, case):
    return [entry.id for entry in workplace.store.journal.history(case.id)]


@pytest.mark.parametrize("words", [ZH, EN])
@pytest.mark.parametrize(
    ("state", "link", "kind"),
    [
        ({}, Link.ONLINE, None),
        ({}, Link.OFFLINE, BannerKind.OFFLINE),
        ({}, Link.CATCHING_UP, BannerKind.CATCHING_UP),
        ({"contact": Contact(refused=True, failures=1)}, Link.OFFLINE, BannerKind.NOT_LET_IN),
        ({"clock_suspect": True, "clock_offset_ms": 600_000}, Link.OFFLINE, BannerKind.CLOCK),
        ({"clock_suspect": True, "clock_offset_ms": -600_000}, Link.ONLINE, BannerKind.CLOCK),
        ({"clock_suspect": True, "clock_offset_ms": None}, Link.ONLINE, BannerKind.CLOCK),
        (
            {"room": RoomView(9 << 20, Level.RESERVE, has_reserve=True), "clock_suspect": True},
            Link.OFFLINE,
            BannerKind.DISK,
        ),
        ({"room": RoomView(200 << 20, Level.LOW, has_reserve=True)}, Link.ONLINE, BannerKind.DISK),
        ({"room": RoomView(200 << 20, Level.LOW, has_reserve=True)}, Link.OFFLINE, BannerKind.OFFLINE),
        ({"catalogue_refused": "catalogue.altered"}, Link.ONLINE, BannerKind.CATALOGUE),
        ({"catalogue_refused": "catalogue.altered"}, Link.OFFLINE, BannerKind.OFFLINE),
        ({"progress": Moment(Phase.FETCHING, rows=Share(500, 0))}, Link.ONLINE, BannerKind.CATCHING_UP),
        ({"progress": Moment(Phase.SCANS, blob_bytes=Share(1, 9 << 20))}, Link.ONLINE, BannerKind.CATCHING_UP),
        ({"progress": Moment(Phase.FETCHING, rows=Share(3, 0))}, Link.ONLINE, None),
    ],
)
def test_the_worst_is_said_and_only_that(workplace, words, state, link, kind):
    status = dataclasses.replace(workplace.sync.status(), **{"contact": ONLINE, "room": None, **state})
    said = banner(workplace.desk, words, status, link, backlog=10)
    assert (said.kind if said else None) == kind
    if said is not None:
        assert said.title
        assert said.text
        assert "{" not in said.title + said.text


def test_each_record_says_how_it_stands_why_and_what_to_do(workplace):
    first, second = accepted(workplace), accepted(workplace)
    settle(
        workplace,
        verdict(1, Verdict.QUARANTINED, reason="case.other_hall"),
        verdict(2, Verdict.HELD, reason="case.held"),
        verdict(3, Verdict.APPLIED, 1),
        verdict(4, Verdict.APPLIED, 2),
    )
    settle(workplace, verdict(4, Verdict.CONTESTED, 1, "case.stage"))
    found = rows(workplace)
    opened, taken = events(workplace, first)
    changed = events(workplace, second)[1]
    assert found[opened].state is SendState.REFUSED
    assert found[opened].next_key == "Enter"
    assert found[taken].state is SendState.FOLLOWS
    assert found[changed].state is SendState.CHANGED
    assert "先前“有效”，现在“有争议”" in found[changed].reason
    assert all(row.next_step and "{" not in row.reason + row.next_step for row in found.values())


def test_what_was_set_aside_leaves_the_counts_and_stays_to_be_seen(workplace):
    case = accepted(workplace)
    settle(workplace, verdict(1, Verdict.APPLIED, 1), verdict(2, Verdict.CONTESTED, 1, "case.stage"))
    contested = events(workplace, case)[1]
    presenter = OutboxPresenter(workplace.desk, ZH)
    changes, said = presenter.set_aside(contested)
    assert changes
    assert "没有删除" in said
    assert workplace.sync.status().contested == 0
    assert contested not in rows(workplace)
    assert rows(workplace, pill="aside")[contested].state is SendState.SET_ASIDE
    assert presenter.set_aside(events(workplace, case)[0])[1] == ZH("outbox.aside_none")


def test_a_refused_application_is_opened_again_and_stated_anew_under_its_number(workplace, index):
    case = accepted(workplace)
    settle(
        workplace,
        verdict(1, Verdict.QUARANTINED, reason="case.other_hall"),
        verdict(2, Verdict.HELD, reason="case.held"),
    )
    opened = events(workplace, case)[0]
    presenter = NewPresenter(workplace.desk, index, ZH, "folder")
    presenter.correct(opened)
    assert case.number in presenter.view().correcting
    presenter.edit("phone", "13900009999")
    assert presenter.accept() is not None
    assert presenter.view().success.number == case.number
    anew = workplace.store.journal.entry(events(workplace, case)[-1])
    assert anew.event().header.supersedes == opened
    assert anew.event().fact.applicant.phone == "13900009999"
    assert opened not in rows(workplace)
    with pytest.raises(RuleBroken, match=r"amend\.done_already"):
        presenter.correct(opened)


def test_a_correction_ends_in_no_other_act(workplace, index):
    case = accepted(workplace)
    settle(workplace, verdict(1, Verdict.QUARANTINED, reason="case.other_hall"))
    presenter = NewPresenter(workplace.desk, index, ZH, "folder")
    presenter.correct(events(workplace, case)[0])
    assert presenter.not_required("不需要许可") is None
    assert presenter.view().failure is not None
    assert len(events(workplace, case)) == 2


def test_a_notice_of_what_is_not_in_effect_is_not_ordered(workplace):
    case = accepted(workplace)
    settle(workplace, verdict(1, Verdict.APPLIED, 1), verdict(2, Verdict.CONTESTED, 1, "case.stage"))
    notices = [job for job in workplace.store.printouts.of_case(case.id) if job.paper == "acceptance-notice"]
    for job in notices:
        with pytest.raises(RuleBroken, match=r"print\.not_in_effect"):
            order_job(workplace.desk, job)
    assert notices
