"""A request that is lost is sent again by the timer, without anybody writing anything: I1, I6."""

import threading
from contextlib import contextmanager

import msgspec
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
from support.namespaces import SERVER_IP, enter, inside, why_not, wired
from support.proxy import CutRequest, DropRequest, proxied
from support.serving import serving, settings_in, write_site

from sync_server.main import WindowServer


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


@pytest.mark.parametrize("path", ["/v1/hello", "/v1/push", "/v1/feed"])
def test_fault_01_a_request_that_is_lost_is_sent_again_by_the_timer(desk, server, proxy, path):
    accepted(desk)
    proxy.on(path, DropRequest())
    status = next_round(desk)
    assert (status.online, status.contact.failures) == (False, 1)
    assert desk.sync.wait_s() > 0
    drain(desk)
    assert raws_at(server) == raws_of(desk)
    assert rows_of(server)["event"] == 2


def test_fault_01_nothing_is_acknowledged_while_every_push_is_lost(desk, server, proxy):
    accepted(desk)
    proxy.on("/v1/push", DropRequest(), times=None)
    for failures in range(1, 6):
        status = next_round(desk)
        assert (status.contact.failures, status.waiting, acknowledged(desk)) == (failures, 2, 0)
    assert rows_of(server)["event"] == 0
    proxy.heal()
    assert drain(desk) == 1
    assert raws_at(server) == raws_of(desk)


@pytest.mark.parametrize("after", [1, 60, 400, 900])
def test_fault_01_a_request_that_is_cut_leaves_nothing_behind(desk, server, proxy, after):
    accepted(desk)
    proxy.on("/v1/push", CutRequest(after))
    assert not next_round(desk).online
    assert rows_of(server)["event"] == 0
    drain(desk)
    assert raws_at(server) == raws_of(desk)
    assert differences(server) == ()


def test_fault_01_a_server_that_refuses_connections_is_asked_until_it_takes_them(desk, server, proxy):
    accepted(desk)
    proxy.refuse = True
    waits = []
    for _ in range(8):
        assert not next_round(desk).online
        waits.append(desk.sync.wait_s())
    assert waits[-1] > waits[0]
    proxy.heal()
    assert drain(desk) == 1
    assert raws_at(server) == raws_of(desk)


def test_fault_01_a_departments_request_that_is_lost_is_sent_again(desk, server, proxy, tmp_path, clock):
    case = accepted(desk)
    drain(desk)
    with department_behind(proxy, server, tmp_path / "edu", clock) as office:
        office.puller.pull()
        office.acts.receive(case.number)
        proxy.on("/v1/push", DropRequest(), times=2)
        assert exchanged(office) == 3
        assert office.journal.waiting() == []
    assert rows_of(server)["event"] == 3


# --- a wire that is pulled --------------------------------------------------------------------------------------------


class PullingClock(MovedClock):
    """Pulls the wire the next time somebody asks for the time after `arm`: in the middle of what they do."""

    def arm(self, pull):
        self.pull = pull

    def now(self):
        pull, self.pull = getattr(self, "pull", None), None
        if pull is not None:
            pull()
        return super().now()


@contextmanager
def serving_inside(namespace, folder, clock):
    """A server that listens in a namespace."""
    write_site(folder)
    server = WindowServer(msgspec.structs.replace(settings_in(folder), host=SERVER_IP), clock)
    started = threading.Event()
    server.when_ready = started.set

    def run():
        enter(namespace)
        server.run()

    thread = threading.Thread(target=run, name="server")
    thread.start()
    try:
        assert started.wait(20), "the server did not start"
        yield server
    finally:
        server.should_exit = True
        thread.join(20)


@pytest.mark.skipif(bool(why_not()), reason=why_not() or "there are namespaces")
@pytest.mark.parametrize(("asks", "arrive"), [("desk", 0), ("server", 22)])
def test_fault_01_link_down_in_the_middle_of_a_push_and_up_again_loses_and_doubles_nothing(tmp_path, asks, arrive):
    """Before the desk sends, nothing arrives; before the server answers, everything has and nobody knows."""
    clocks = {"desk": PullingClock(), "server": PullingClock()}
    with wired() as wire, serving_inside(wire.server, tmp_path / "server", clocks["server"]) as server:

        def work():
            with desk_behind(server, server, tmp_path / "desk", clocks["desk"]) as workplace:
                hasten(workplace)
                assert _arrive_before_the_wire_is_pulled(workplace, server, wire, clocks[asks]) == arrive
                wire.plug_in()
                drain(workplace)
                return raws_of(workplace)

        written = inside(wire.desk, work)
        assert raws_at(server) == written
        assert rows_of(server)["entry"] == 22
        assert differences(server) == ()


def _arrive_before_the_wire_is_pulled(workplace, server, wire, clock) -> int:
    drain(workplace)
    for _ in range(11):
        accepted(workplace)
    clock.arm(wire.pull)
    for _ in range(3):
        assert not next_round(workplace).online
    assert acknowledged(workplace) == 0
    return rows_of(server)["event"]
