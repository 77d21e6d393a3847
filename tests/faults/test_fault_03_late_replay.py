"""What arrives late, twice, or long after everybody has gone on has no effect: I1, I3."""

import json
import threading

import pytest
from sqlalchemy import text
from support.behind_proxy import (
    department_behind,
    desk_behind,
    differences,
    drain,
    exchanged,
    raws_at,
    raws_of,
    rows_of,
)
from support.desks import MovedClock, accepted, received
from support.proxy import proxied
from support.serving import serving


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


def pushes(proxy):
    return [one for one in proxy.passed if one.target.startswith("/v1/push")]


def body_of(answer) -> dict:
    return json.loads(answer.partition(b"\r\n\r\n")[2])


def everything(server):
    """Every row of the tables in which events, streams and mailboxes are kept."""
    with server.doors.store.reading() as connection:
        return {
            name: connection.execute(text(f"SELECT * FROM {name} ORDER BY 1, 2, 3")).all()  # noqa: S608 - fixed names
            for name in ("event", "entry", "stream", "box", "box_head", "case_")
        }


def test_fault_03_every_request_of_a_day_sent_again_changes_nothing(desk, server, proxy, tmp_path, clock):
    case = accepted(desk)
    drain(desk)
    with department_behind(proxy, server, tmp_path / "edu", clock) as office:
        office.puller.pull()
        office.acts.receive(case.number)
        exchanged(office)
    received(desk)
    drain(desk)
    before = everything(server)
    for one in [*proxy.passed, *reversed(proxy.passed)]:
        proxy.replay(one.request)
    assert everything(server) == before
    assert raws_of(desk) == [raw for raw in raws_at(server) if raw in raws_of(desk)]
    assert differences(server) == ()


def test_fault_03_a_replay_is_answered_with_the_verdicts_of_the_first_time(desk, proxy):
    accepted(desk)
    drain(desk)
    received(desk)
    drain(desk)
    for one in pushes(proxy):
        assert body_of(proxy.replay(one.request))["verdicts"] == body_of(one.answer)["verdicts"]


def test_fault_03_an_early_push_that_arrives_after_a_later_one_moves_nothing_back(desk, server, proxy):
    accepted(desk)
    drain(desk)
    first = pushes(proxy)[0]
    for _ in range(3):
        accepted(desk)
    drain(desk)
    before = everything(server)
    assert body_of(proxy.replay(first.request))["head"] == 8
    assert everything(server) == before


def test_fault_03_the_same_push_many_times_at_once_is_taken_once(desk, server, proxy):
    """The first one is only kept, so that eight copies of it arrive together."""
    accepted(desk)
    drain(desk)
    before = rows_of(server)
    with server.doors.store.writing() as connection:
        for name in ("box", "box_head", "entry", "stream", "case_", "event"):
            connection.execute(text(f"DELETE FROM {name}"))  # noqa: S608 - fixed names
    request = pushes(proxy)[0].request
    answers: list[bytes] = []
    threads = [threading.Thread(target=lambda: answers.append(proxy.replay(request))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    verdicts = [body_of(answer)["verdicts"] for answer in answers]
    assert len(verdicts) == 8
    assert all(one == verdicts[0] for one in verdicts)
    assert rows_of(server) == before
    assert differences(server) == ()


def test_fault_03_a_push_of_an_epoch_that_was_left_behind_is_known_by_its_events(desk, server, proxy):
    accepted(desk)
    drain(desk)
    late = pushes(proxy)[-1]
    desk.store.open_epoch(desk.desk.now_ms())
    drain(desk)
    before = everything(server)
    proxy.replay(late.request)
    assert everything(server) == before
    assert rows_of(server)["event"] == 2
    assert rows_of(server)["entry"] == 4


def test_fault_03_traffic_of_one_server_replayed_at_another_is_let_in_by_nobody(desk, proxy, tmp_path, clock):
    accepted(desk)
    drain(desk)
    with serving(tmp_path / "other", clock) as other, proxied(other.address) as way:
        for one in proxy.passed:
            answer = way.replay(one.request)
            # Whoever enrols has no key yet, and the windows' keys are for everybody.
            if not one.target.startswith(("/v1/enrol", "/v1/window-keys")):
                assert answer.startswith(b"HTTP/1.1 401")
        assert rows_of(other)["event"] == 0
