"""Poison amid good events is set aside where everybody can see it, and stops nobody: I6."""

import base64
import json
import random

import msgspec
import pytest
from support.behind_proxy import department_behind, desk_behind, differences, drain, exchanged
from support.desks import MovedClock
from support.proxy import proxied
from support.refusals import in_place_of, refused, unreadable, verdicts
from support.serving import (
    HALL,
    Refused,
    Stream,
    accepted,
    enrolled_window,
    event,
    new_id,
    note,
    opening,
    serving,
)

from casework.contract import MAX_PUSH_BYTES
from casework.events import MAX_EVENT_BYTES
from casework.lifecycle import Verdict

A, H, Q = Verdict.APPLIED, Verdict.HELD, Verdict.QUARANTINED
WINDOW = ("W01", 1)


@pytest.fixture
def clock():
    return MovedClock()


@pytest.fixture
def server(tmp_path, clock):
    with serving(tmp_path / "server", clock) as running:
        yield running


@pytest.fixture
def window(server):
    return enrolled_window(server, *WINDOW)


def altered(raw: bytes, **fields) -> bytes:
    return json.dumps({**json.loads(raw), **fields}).encode()


def poisons(case) -> dict[str, bytes]:
    """One event for each way of being wrong; all of them are JSON."""
    good = event(note(), case)
    return {
        "another object": b'{"not":"an event"}',
        "a number": b"17",
        "nothing": b"null",
        "a text that is no text": b'"\xff\xfe"',
        "a time that is a text": altered(good, at="yesterday"),
        "an id that is a list": altered(good, id=[1]),
        "an id that cannot be kept": altered(good, id="a/b" * 40),
        "a case with a NUL": altered(good, case="\0"),
        "a catalogue with a NUL": altered(good, catalog="2026\0"),
        "a payload of another form": unreadable(good),
        "a payload that is missing": good.replace(b',"p":{', b',"q":{'),
        "a role nobody has": good.replace(b'"clerk"', b'"mayor"'),
        "a role of others": refused(case),
        "a number too large": altered(good, at=10**400),
        "a nest": altered(good, p=json.loads("[" * 400 + "]" * 400)),
        "days without end": event(accepted(), case).replace(b'"committed_days":25', b'"committed_days":1000000'),
        "too much": event(note("x" * MAX_EVENT_BYTES), new_id()),
        "a correction of nothing": in_place_of(event(note(), case), event(note(), case)),
        "an opening elsewhere": event(opening(hall="510600-H9", running=9), new_id()),
    }


NAMES = sorted(poisons("0"))


def flows(window, stream, first, running) -> None:
    """See that a new case at the end of the stream takes effect, which whatever stands in front must not prevent."""
    case = new_id()
    stream.add(event(opening(running=running), case), event(accepted(), case))
    answer = window.push(stream.push(first))
    assert (answer.head, verdicts(answer)[-2:]) == (len(stream.events), [A, A]), "the queue stands"


@pytest.mark.parametrize("name", NAMES)
def test_fault_12_what_stands_behind_poison_takes_effect_and_the_poison_is_kept(server, window, name):
    case = new_id()
    poison = poisons(case)[name]
    stream = Stream("W01").add(event(opening(), case), poison)
    flows(window, stream, 1, running=2)
    answer = window.push(stream.push())
    assert (answer.verdicts[1].verdict, bool(answer.verdicts[1].reason)) == (Q, True)
    assert window.push(stream.push()) == answer
    with server.doors.store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT raw FROM event WHERE verdict = 'quarantined'").all()
    assert [bytes(raw) for (raw,) in rows] == [poison]
    assert differences(server) == ()


def test_fault_12_the_check_notices_a_queue_that_stands(window):
    """Bytes that are no JSON cannot stand among events: sent there, they would stop everything behind them."""
    stream = Stream("W01").add(b"\x00 torn")
    with pytest.raises((Refused, AssertionError)):
        flows(window, stream, 1, running=1)


def test_fault_12_bytes_that_are_no_json_go_up_as_they_are(server, window):
    noise = random.Random(12)  # noqa: S311 - any bytes will do, and always the same
    good = event(note(), new_id())
    half_a_pair = good.replace("说明".encode(), b"\\ud800")
    nest = good.replace(b'"p":{', b'"p":{"x":' + b"[" * 50_000 + b"]" * 50_000 + b",")
    stream = Stream("W01").add(half_a_pair, nest, *(noise.randbytes(noise.randrange(1, 400)) for _ in range(18)))
    for raw in stream.events:
        with pytest.raises(Refused, match=r"request\.invalid"):
            window.push(Stream("W01").add(raw).push())
    opaque = tuple(base64.b64encode(raw).decode() for raw in stream.events)
    answer = window.push(stream.push(events=(), opaque=opaque))
    assert {(one.verdict, one.reason) for one in answer.verdicts} == {(Q, "event.unreadable")}
    flows(window, stream, 21, running=1)
    assert differences(server) == ()


def test_fault_12_all_of_it_in_one_push_then_corrections_let_every_case_go_on(server, window):
    stream = Stream("W01")
    spoilt = []
    for running in range(1, 31):
        case = new_id()
        bad = refused(case)
        spoilt.append((case, bad))
        stream.add(event(opening(running=running), case), bad, event(accepted(), case), event(note(), case))
    assert verdicts(window.push(stream.push())) == [A, Q, H, H] * 30
    assert sum(one.waiting for one in server.doors.holds.everything()) == 60
    for case, bad in spoilt:
        stream.add(in_place_of(bad, event(note("更正"), case)))
    assert verdicts(window.push(stream.push(121))) == [A] * 30
    assert verdicts(window.push(stream.push()))[:120] == [A, Q, A, A] * 30
    assert (server.doors.holds.everything(), differences(server)) == ([], ())


def test_fault_12_other_windows_and_departments_read_on_past_what_was_refused_after_waiting(
    server, window, tmp_path, clock
):
    case = new_id()
    broken = unreadable(event(note(), case))
    bad = refused(case)
    stream = Stream("W01").add(event(opening(), case), event(accepted(), case), bad, broken, event(note(), case))
    with proxied(server.address) as proxy, desk_behind(proxy, server, tmp_path / "desk", clock) as desk:
        assert verdicts(window.push(stream.push())) == [A, A, Q, H, H]
        with department_behind(proxy, server, tmp_path / "edu", clock) as office:
            exchanged(office)
            server.doors.holds.release(json.loads(bad)["id"], "核对过", "S01")
            server.doors.holds.release(json.loads(broken)["id"], "核对过", "S01")
            flows(window, stream, 6, running=2)
            exchanged(office)
            assert len(list((tmp_path / "edu" / "inbox").iterdir())) == 2

        drain(desk)
        shown = desk.store.cases.get(case)
        assert (shown.case.ver, shown.case.stage) == (5, "accepted")
        rows = {bytes(row.e): row.v for row in window.feed(f"H:{HALL}").rows}
        assert (rows[broken], rows[stream.events[4]]) == (Q, A)


def test_fault_12_a_push_as_large_as_may_be_with_an_event_as_large_as_may_be(server, window):
    case = new_id()
    room = MAX_EVENT_BYTES - len(event(note(""), case))
    stream = Stream("W01").add(event(opening(), case), *(event(note("x" * room), case) for _ in range(7)))
    assert len(msgspec.json.encode(stream.push())) < MAX_PUSH_BYTES
    assert verdicts(window.push(stream.push())) == [A] * 8
    assert differences(server) == ()
