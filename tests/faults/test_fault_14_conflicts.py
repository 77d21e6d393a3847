"""Two lawful acts that exclude each other: one takes effect, the other is kept for a supervisor, and all agree: I4."""

from itertools import permutations

import pytest
from support.behind_proxy import department_behind, desk_behind, differences, drain, exchanged
from support.desks import MovedClock
from support.proxy import proxied
from support.refusals import verdicts
from support.serving import (
    DAY,
    Stream,
    accepted,
    decided,
    enrolled_window,
    event,
    logged_in,
    new_id,
    opening,
    received,
    serving,
)

from casework import facts
from casework.case_state import Stage
from casework.events import Actor, Role
from casework.lifecycle import Verdict
from counter_app.desk.forms import WithdrawForm
from counter_app.desk.withdraw import withdraw
from sync_server.own_stream import Statement
from sync_server.store import cases

A, C, Q = Verdict.APPLIED, Verdict.CONTESTED, Verdict.QUARANTINED
OFFICE = Role.DEPARTMENT
SUPERVISOR = Actor(role=Role.SUPERVISOR, code="S01")
WITHDRAWN = facts.CaseWithdrawn(withdrawn_on=DAY)


@pytest.fixture
def clock():
    return MovedClock()


@pytest.fixture
def server(tmp_path, clock):
    with serving(tmp_path / "server", clock) as running:
        yield running


@pytest.fixture
def case():
    return new_id()


class Hall:
    """A case in review, and those who may act on it, each with a stream."""

    def __init__(self, server, case):
        self.server, self.case = server, case
        self.writers = {
            "W01": enrolled_window(server, "W01", 1),
            "W02": enrolled_window(server, "W02", 2),
            "EDU": logged_in(server, "EDU"),
            "FIN": logged_in(server, "FIN"),
        }
        self.streams = {name: Stream(name) for name in self.writers}
        self.act("W01", opening())
        self.act("W01", accepted())
        assert self.act("EDU", received()) == A

    def act(self, name, fact) -> Verdict:
        """Let somebody state something; return the verdict on it."""
        stream = self.streams[name]
        role = OFFICE if name in {"EDU", "FIN"} else Role.CLERK
        stream.add(event(fact, self.case, role=role))
        return verdicts(self.writers[name].push(stream.push(len(stream.events))))[0]

    def supervise(self, fact) -> Verdict:
        """Let a supervisor state something."""
        return self.server.doors.holds.own.state(lambda _: [Statement(fact, self.case, SUPERVISOR)])[0].verdict

    @property
    def stage(self) -> Stage:
        return self.stored().stage

    def stored(self):
        with self.server.doors.store.reading() as connection:
            return cases.by_ids(connection, [self.case])[self.case]

    def kept(self) -> int:
        with self.server.doors.store.reading() as connection:
            return connection.exec_driver_sql("SELECT count(*) FROM event").scalar_one()


@pytest.fixture
def hall(server, case):
    return Hall(server, case)


@pytest.mark.parametrize("order", list(permutations([("W01", WITHDRAWN), ("EDU", decided())])))
def test_fault_14_a_withdrawal_against_a_decision(hall, server, order):
    assert [hall.act(*one) for one in order] == [A, C]
    assert hall.stage == (Stage.WITHDRAWN if order[0][0] == "W01" else Stage.DECIDED)
    assert (hall.kept(), differences(server)) == (5, ())


def test_fault_14_two_decisions(hall, server):
    assert hall.act("EDU", decided(opinion="first")) == A
    assert hall.act("EDU", decided(opinion="second")) == C
    assert (hall.stored().decision.opinion, hall.kept(), differences(server)) == ("first", 5, ())


def test_fault_14_two_certificates_printed_at_two_windows(hall, server):
    hall.act("EDU", decided())
    at_window = [
        facts.ResultAtWindow(window=name, printed_on=DAY, document_sha256="ab" * 32) for name in ("W01", "W02")
    ]
    assert [hall.act(one.window, one) for one in at_window] == [A, C]
    assert (hall.stored().result.window, differences(server)) == ("W01", ())


def test_fault_14_a_decision_by_a_department_that_does_not_own_the_case_is_no_dispute(hall, server):
    assert hall.act("FIN", decided()) == Q
    assert hall.act("EDU", decided()) == A
    assert (hall.stage, hall.kept(), differences(server)) == (Stage.DECIDED, 5, ())


def test_fault_14_two_withdrawals_at_two_windows(hall, server):
    assert [hall.act("W01", WITHDRAWN), hall.act("W02", WITHDRAWN)] == [A, C]
    assert (hall.stage, differences(server)) == (Stage.WITHDRAWN, ())


def test_fault_14_a_supervisor_decides_by_a_further_event_and_what_was_contested_stays_so(hall, server):
    assert [hall.act("EDU", decided(opinion=text)) for text in ("first", "second")] == [A, C]
    assert hall.supervise(facts.DecisionRecalled(recalled_on=DAY, reason="两份决定")) == A
    assert hall.act("W01", WITHDRAWN) == C
    assert (hall.stage, differences(server)) == (Stage.RECALLED, ())
    again = hall.writers["EDU"].push(hall.streams["EDU"].push())
    assert verdicts(again) == [A, A, C]


def test_fault_14_a_desk_and_the_department_show_what_the_server_has(hall, server, tmp_path, clock):
    hall.act("W01", WITHDRAWN)
    hall.act("EDU", decided())
    with proxied(server.address) as proxy, desk_behind(proxy, server, tmp_path / "desk", clock) as desk:
        drain(desk)
        with department_behind(proxy, server, tmp_path / "edu", clock) as office:
            exchanged(office)
            theirs = office.inbox.case(hall.case)
        assert desk.store.cases.get(hall.case).case == theirs == hall.stored()
        verdict_rows = desk.store.database.rows("SELECT verdict FROM event ORDER BY box_pos")
        assert [row["verdict"] for row in verdict_rows] == [A, A, A, A, C]


def test_fault_14_a_desk_that_was_offline_learns_that_its_act_came_second(hall, server, tmp_path, clock):
    """The desk withdraws without a network; meanwhile the department decides."""
    with proxied(server.address) as proxy, desk_behind(proxy, server, tmp_path / "desk", clock) as desk:
        drain(desk)
        withdraw(desk.desk, WithdrawForm(case_id=hall.case, reason="不办了"))
        assert desk.store.cases.get(hall.case).case.stage == Stage.WITHDRAWN
        assert hall.act("EDU", decided()) == A
        drain(desk)
        shown = desk.store.cases.get(hall.case)
        assert (shown.case, shown.refused) == (hall.stored(), 1)
        assert shown.case.stage == Stage.DECIDED
