"""An answer that is lost is asked for again: the same verdicts, and not one row more: I1."""

import pytest
from support.behind_proxy import (
    acknowledged,
    department_behind,
    desk_behind,
    differences,
    drain,
    exchanged,
    next_round,
    raws_at,
    raws_of,
    rows_of,
)
from support.desks import MovedClock, accepted, received
from support.proxy import CutAnswer, DropAnswer, proxied
from support.serving import serving

from casework.lifecycle import Verdict


@pytest.fixture
def clock():
    return MovedClock()


@pytest.fixture
def server(tmp_path, clock):
    with serving(tmp_path / "server", clock) as running:
        yield running


@pytest.fixture
def proxy(server):
    with proxied(server.address) as between:
        yield between


@pytest.fixture
def desk(proxy, server, tmp_path, clock):
    with desk_behind(proxy, server, tmp_path / "desk", clock) as workplace:
        yield workplace


def verdicts(desk):
    rows = desk.store.database.rows("SELECT verdict, ver FROM event WHERE hash IS NOT NULL ORDER BY seq")
    return [(row["verdict"], row["ver"]) for row in rows]


@pytest.mark.parametrize("lost", [DropAnswer(), CutAnswer(1), CutAnswer(120), CutAnswer(300)])
def test_fault_02_an_answer_that_is_lost_brings_the_same_verdicts_and_no_row_more(desk, server, proxy, lost):
    accepted(desk)
    received(desk)
    proxy.on("/v1/push", lost)
    assert not next_round(desk).online
    assert acknowledged(desk) == 0
    before = rows_of(server)
    assert before["event"] == 3
    drain(desk)
    assert rows_of(server) == before
    assert verdicts(desk) == [(Verdict.APPLIED, 1), (Verdict.APPLIED, 2), (Verdict.APPLIED, 1)]
    assert raws_at(server) == raws_of(desk)


def test_fault_02_ten_answers_lost_in_a_row_change_nothing(desk, server, proxy):
    accepted(desk)
    proxy.on("/v1/push", DropAnswer(), times=10)
    drain(desk)
    answers = [one.answer for one in proxy.passed if one.target.startswith("/v1/push")]
    assert len(answers) == 11
    assert rows_of(server)["event"] == 2
    assert rows_of(server)["entry"] == 2
    assert differences(server) == ()


@pytest.mark.parametrize("lost", [DropAnswer(), CutAnswer(200)])
def test_fault_02_a_page_of_the_mailbox_that_is_lost_comes_again_whole(desk, server, proxy, lost):
    accepted(desk)
    proxy.on("/v1/feed", lost)
    assert not next_round(desk).online
    drain(desk)
    assert desk.store.cases.differing() == ()
    box = desk.store.database.rows("SELECT box_pos FROM event ORDER BY box_pos")
    assert [row["box_pos"] for row in box] == [1, 2]
    assert rows_of(server)["event"] == 2


def test_fault_02_a_departments_lost_answer_brings_the_same_verdicts(desk, server, proxy, tmp_path, clock):
    case = accepted(desk)
    drain(desk)
    with department_behind(proxy, server, tmp_path / "edu", clock) as office:
        office.puller.pull()
        office.acts.receive(case.number)
        proxy.on("/v1/push", DropAnswer())
        proxy.on("/v1/push", CutAnswer(150))
        assert exchanged(office) == 3
        assert [one.verdict for one in office.journal.after(0)] == [Verdict.APPLIED]
    assert rows_of(server)["event"] == 3
    assert differences(server) == ()
