"""A hostile network: nothing counts as sent without a verdict, and once it is well the queue drains: I1, I6."""

import pytest
from support.behind_proxy import (
    acknowledged,
    department_behind,
    desk_behind,
    differences,
    drain,
    exchanged,
    hasten,
    next_round,
    raws_at,
    raws_of,
    rows_of,
)
from support.desks import MovedClock, accepted
from support.proxy import OWN_ANSWERS, BlackHole, proxied
from support.serving import serving

from casework.errors import RuleBroken, Trouble
from counter_app.desk.attach import attach
from counter_app.desk.forms import AttachForm

PDF = b"%PDF-1.7 /Type /Page %%EOF"
LOSS = 0.3
SLOW_BYTES_PER_S = 2_000


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


@pytest.mark.parametrize("path", ["/v1/hello", "/v1/push", "/v1/feed", "/v1/blobs"])
@pytest.mark.parametrize("answer", sorted(OWN_ANSWERS))
def test_fault_19_an_answer_that_is_not_our_servers_acknowledges_nothing(desk, server, proxy, path, answer):
    case = accepted(desk)
    attach(desk.desk, AttachForm(case_id=case.id, material="EDU-001-M01", name="a.pdf"), PDF)
    proxy.on(path, OWN_ANSWERS[answer](), times=None)
    for _ in range(2):
        status = next_round(desk)
        assert status.contact.last_error.startswith("sync.")
        assert acknowledged(desk) <= rows_of(server)["event"]
        assert not status.drained
    proxy.heal()
    drain(desk)
    assert raws_at(server) == raws_of(desk)
    assert server.doors.blobs.missing(desk.store.blobs.in_state("kept", 5)) == ()
    assert differences(server) == ()


@pytest.mark.parametrize("path", ["/v1/hello", "/v1/push", "/v1/feed"])
def test_fault_19_a_network_that_swallows_everything_holds_a_round_no_longer_than_its_time(desk, server, proxy, path):
    accepted(desk)
    hasten(desk)
    proxy.on(path, BlackHole())
    assert next_round(desk).contact.last_error == "sync.unreachable"
    assert acknowledged(desk) <= rows_of(server)["event"]
    drain(desk)
    assert raws_at(server) == raws_of(desk)


def test_fault_19_a_stripped_etag_costs_nothing_but_a_body(desk, server, proxy):
    proxy.strip = frozenset({"etag"})
    accepted(desk)
    drain(desk)
    for _ in range(3):
        assert next_round(desk).online
    assert raws_at(server) == raws_of(desk)
    assert desk.store.cases.differing() == ()


def test_fault_19_two_kilobytes_a_second_are_enough(desk, server, proxy):
    hasten(desk)
    proxy.bytes_per_s = SLOW_BYTES_PER_S
    accepted(desk)
    # A time-out counts from the last byte, so a slow answer is not a lost one.
    drain(desk, most=5)
    assert raws_at(server) == raws_of(desk)


def test_fault_19_with_three_of_ten_lost_everything_arrives_once(desk, server, proxy):
    proxy.loss = LOSS
    for _ in range(6):
        accepted(desk)
        next_round(desk)
        assert acknowledged(desk) <= rows_of(server)["event"]
    drain(desk, most=60)
    assert raws_at(server) == raws_of(desk)
    assert rows_of(server)["entry"] == 12
    # The network was as bad as it was meant to be.
    assert len(proxy.passed) < proxy.connections
    assert desk.store.cases.differing() == ()
    assert differences(server) == ()


def test_fault_19_control_without_loss_no_round_fails(desk, proxy):
    for _ in range(6):
        accepted(desk)
        assert next_round(desk).contact.failures == 0
    assert proxy.loss == 0


@pytest.mark.parametrize("answer", sorted(OWN_ANSWERS))
@pytest.mark.parametrize("path", ["/v1/hello", "/v1/push", "/v1/feed"])
def test_fault_19_a_department_takes_no_strange_answer_for_a_verdict(
    desk, server, proxy, tmp_path, clock, path, answer
):
    case = accepted(desk)
    drain(desk)
    with department_behind(proxy, server, tmp_path / "edu", clock) as office:
        office.puller.pull()
        office.acts.receive(case.number)
        proxy.on(path, OWN_ANSWERS[answer]())
        with pytest.raises((Trouble, RuleBroken)):
            _exchange(office)
        assert path == "/v1/feed" or len(office.journal.waiting()) == 1
        exchanged(office)
        assert office.journal.waiting() == []
    assert rows_of(server)["event"] == 3


def test_fault_19_a_department_gets_through_with_three_of_ten_lost(desk, server, proxy, tmp_path, clock):
    cases = [accepted(desk) for _ in range(3)]
    drain(desk)
    with department_behind(proxy, server, tmp_path / "edu", clock) as office:
        proxy.loss = LOSS
        exchanged(office, most=60)
        for case in cases:
            office.acts.receive(case.number)
            exchanged(office, most=60)
        assert office.journal.waiting() == []
    assert rows_of(server)["event"] == 9
    assert differences(server) == ()


def _exchange(office):
    office.sender.send()
    office.puller.pull()
