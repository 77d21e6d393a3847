"""Fault 15: a poller stalls, loses its lease and comes back with a result; one result counts, and numbers only grow."""

from contextlib import ExitStack
from itertools import permutations

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs
from support.serving import PASSWORD, REGION, SteppingClock, Stream, accepted, enrolled_window, event, new_id, opening
from support.serving import serving as serve

from casework.access import Scope
from casework.case_state import Stage
from casework.errors import RuleBroken
from casework.facts import Outcome
from casework.lifecycle import Verdict
from sync_server.department.acts import Decision
from sync_server.department.session import log_in, open_session
from sync_server.store import cases, streams
from sync_server.store.tables import event as kept

LEASE_S = 60
NUMBER = opening().number
GRANTED = Decision(outcome=Outcome.GRANTED, opinion="符合条件")
REFUSED = Decision(outcome=Outcome.REFUSED, reasons=("不符合条件",))


@pytest.fixture
def clock():
    return SteppingClock()


@pytest.fixture
def server(tmp_path, clock):
    with serve(tmp_path / "server", clock) as running:
        yield running


@pytest.fixture
def case(server):
    made = new_id()
    stream = Stream("W01").add(event(opening(), made), event(accepted(), made))
    enrolled_window(server).push(stream.push())
    return made


@pytest.fixture
def poller(server, tmp_path):
    """Opens pollers of one department, each in a folder of its own."""
    server.doors.people.add_account("edu", "EDU", REGION, PASSWORD, frozenset(Scope))
    with ExitStack() as open_ones:

        def open_one(name):
            log_in(tmp_path / name, server.address, "edu", PASSWORD)
            session = open_session(tmp_path / name, SteppingClock())
            open_ones.callback(session.close)
            return session

        yield open_one


def decide(session, decision, fence) -> None:
    """Take the case into review and decide it, as this poller knows it; nothing is sent yet."""
    session.acts.receive(NUMBER, fence)
    session.acts.decide(NUMBER, decision, fence)


def of_server(server, case):
    with server.doors.store.reading() as connection:
        return cases.by_ids(connection, {case})[case]


def decisions(server) -> list[tuple[Verdict, str]]:
    """Every decision the server has, with its verdict: nothing that was decided may be missing."""
    with server.doors.store.reading() as connection:
        rows = connection.execute(select(kept.c.verdict, kept.c.reason).where(kept.c.kind == "case.decided"))
        return sorted((Verdict(verdict), reason) for verdict, reason in rows)


def test_a_holder_that_stalled_is_told_and_its_result_is_kept_beside_the_one_that_counts(server, case, poller, clock):
    stalled, quick = poller("stalled"), poller("quick")
    first = stalled.share.work(10, LEASE_S)
    clock.pass_by(seconds=LEASE_S + 1)
    second = quick.share.work(10, LEASE_S)
    assert [item.p for item in second] == [item.p for item in first]
    assert second[0].fence > first[0].fence
    decide(quick, GRANTED, second[0].fence)
    assert quick.sender.send().refused == ()
    for item in second:
        quick.share.done(item.p, item.fence)
    decide(stalled, REFUSED, first[0].fence)
    with capture_logs() as logs:
        refused = stalled.sender.send().refused
    assert {one.verdict for one in refused} == {Verdict.CONTESTED.value}
    assert [line["fence"] for line in logs if line["event"] == "claim.stale_result"] == [1, 1]
    settled = of_server(server, case)
    assert (settled.stage, settled.decision.outcome) == (Stage.DECIDED, Outcome.GRANTED)
    assert decisions(server) == [(Verdict.APPLIED, ""), (Verdict.CONTESTED, "case.stage")]
    with pytest.raises(RuleBroken, match=r"claim\.lost"):
        stalled.share.done(first[0].p, first[0].fence)


def test_a_holder_that_asks_before_it_decides_decides_nothing_twice(server, case, poller, clock):
    careful, quick = poller("careful"), poller("quick")
    mine = careful.share.work(10, LEASE_S)
    clock.pass_by(seconds=LEASE_S + 1)
    theirs = quick.share.work(10, LEASE_S)
    decide(quick, GRANTED, theirs[0].fence)
    quick.sender.send()
    with pytest.raises(RuleBroken, match=r"claim\.lost"):
        careful.share.renew(mine[0].p, mine[0].fence, LEASE_S)
    assert decisions(server) == [(Verdict.APPLIED, "")]
    assert of_server(server, case).decision.outcome is Outcome.GRANTED


@pytest.mark.parametrize("order", list(permutations(["old", "middle", "new"])), ids="-".join)
def test_in_whatever_order_results_arrive_one_counts_and_all_are_kept(server, case, poller, clock, order):
    sessions, fences = {}, []
    for name in ("old", "middle", "new"):
        sessions[name] = poller(name)
        claimed = sessions[name].share.work(10, LEASE_S)
        fences.append(claimed[0].fence)
        decide(sessions[name], GRANTED if name == "new" else REFUSED, claimed[0].fence)
        clock.pass_by(seconds=LEASE_S + 1)
    assert fences == sorted(set(fences))
    for name in order:
        sessions[name].sender.send()
    found = decisions(server)
    assert [verdict for verdict, _ in found] == [Verdict.APPLIED, Verdict.CONTESTED, Verdict.CONTESTED]
    first_to_come = Outcome.GRANTED if order[0] == "new" else Outcome.REFUSED
    assert of_server(server, case).decision.outcome is first_to_come
    with server.doors.store.reading() as connection:
        history = streams.history(connection, case)
    assert [one.ver for one in history] == list(range(1, len(history) + 1))
    for name in order:
        # Sent again, nothing changes: verdicts are final.
        sessions[name].sender.send()
    assert decisions(server) == found


def test_a_control_without_leases_lets_two_work_on_the_same(case, poller):
    """What the lease is for: two that merely read the mailbox both find the case and both decide."""
    one, other = poller("one"), poller("other")
    for session in (one, other):
        session.puller.pull()
        decide(session, GRANTED, 0)
    assert one.sender.send().refused == ()
    assert len(other.sender.send().refused) == 2
    assert case
