"""What waits behind a refused event, and what lets it go."""

import base64

import msgspec
import pytest
from support.serving import (
    HALL,
    Refused,
    Stream,
    accepted,
    decided,
    enrolled_window,
    event,
    logged_in,
    new_id,
    note,
    opening,
    received,
    serving,
)

from casework.contract import Push
from casework.events import Role, read_header
from casework.lifecycle import Verdict
from sync_server.verify import Verifier

A, C, H, Q, R = Verdict.APPLIED, Verdict.CONTESTED, Verdict.HELD, Verdict.QUARANTINED, Verdict.RENUMBERED


def refused(case) -> bytes:
    """An event that no window may state."""
    return event(received(), case, role=Role.DEPARTMENT)


def superseding(raw: bytes, old: bytes) -> bytes:
    """The same event, said to stand in for `old`."""
    fields = msgspec.json.decode(raw)
    return msgspec.json.encode({**fields, "id": new_id(), "supersedes": read_header(old).id})


def verdicts(answer) -> list[Verdict]:
    return [one.verdict for one in answer.verdicts]


def now(window, stream) -> list[Verdict]:
    """The verdicts as the server has them at present."""
    return verdicts(window.push(stream.push()))


def whole(server) -> bool:
    return Verifier(server.doors.store, server.doors.blobs.folder).run().differences == ()


def test_an_event_that_stands_in_for_a_refused_one_lets_go_what_waited(server, window):
    case = new_id()
    bad = refused(case)
    stream = Stream("W01").add(event(opening(), case), bad, event(accepted(), case), event(note(), case))
    assert verdicts(window.push(stream.push())) == [A, Q, H, H]
    stream.add(superseding(event(note("更正"), case), bad))
    assert verdicts(window.push(stream.push(first=5))) == [A]
    assert now(window, stream) == [A, Q, A, A, A]
    page = window.feed(f"H:{HALL}")
    assert [(row.s, row.ver) for row in page.rows] == [(1, 1), (5, 2), (3, 3), (4, 4)]
    assert whole(server)


def test_what_waited_goes_in_the_same_push_too(server, window):
    case = new_id()
    bad = refused(case)
    stream = Stream("W01").add(event(opening(), case), bad, event(accepted(), case))
    stream.add(superseding(event(note("更正"), case), bad), event(note("其后"), case))
    assert verdicts(window.push(stream.push())) == [A, Q, A, A, A]
    assert whole(server)


def test_an_opening_that_was_refused_is_opened_by_another_and_its_case_follows(server, window):
    case = new_id()
    bad = event(opening(hall="510600-H9"), case)
    stream = Stream("W01").add(bad, event(accepted(), case))
    assert verdicts(window.push(stream.push())) == [Q, H]
    stream.add(superseding(event(opening(), case), bad))
    assert verdicts(window.push(stream.push(first=3))) == [A]
    assert now(window, stream) == [Q, A, A]
    assert whole(server)


def test_a_correction_that_is_refused_itself_ends_nothing(server, window):
    case = new_id()
    bad = refused(case)
    worse = superseding(refused(case), bad)
    stream = Stream("W01").add(event(opening(), case), bad, event(accepted(), case), worse)
    assert verdicts(window.push(stream.push())) == [A, Q, H, Q]
    stream.add(superseding(event(note(), case), worse))
    assert verdicts(window.push(stream.push(first=5))) == [A]
    assert now(window, stream) == [A, Q, A, Q, A]
    assert whole(server)


@pytest.mark.parametrize("what", ["unknown", "applied", "of_another_case", "of_another_window"])
def test_only_an_own_refused_event_of_the_case_can_be_superseded(server, window, what):
    case, other = new_id(), new_id()
    opened = event(opening(), case)
    stream = Stream("W01").add(opened)
    old = opened
    if what == "unknown":
        old = event(note(), case)
    elif what == "of_another_case":
        old = refused(other)
        stream.add(event(opening(running=2), other), old)
    elif what == "of_another_window":
        second = enrolled_window(server, "W02", 2)
        old = refused(case)
        window.push(stream.push())
        second.push(Stream("W02").add(old).push())
    stream.add(superseding(event(note(), case), old))
    answer = window.push(stream.push())
    assert (answer.verdicts[-1].verdict, answer.verdicts[-1].reason) == (Q, "event.supersedes_wrong")
    assert whole(server)


def test_what_waits_for_an_own_event_does_not_wait_for_anothers_correction(server, window):
    second, case = enrolled_window(server, "W02", 2), new_id()
    mine, theirs = refused(case), refused(case)
    first_stream = Stream("W01").add(event(opening(), case), mine, event(note("一"), case))
    second_stream = Stream("W02").add(theirs, event(note("二"), case))
    window.push(first_stream.push())
    assert verdicts(second.push(second_stream.push())) == [Q, H]
    first_stream.add(superseding(event(note("更正"), case), mine))
    window.push(first_stream.push())
    assert now(window, first_stream) == [A, Q, A, A]
    assert now(second, second_stream) == [Q, H]


def test_bytes_that_are_no_json_are_kept_and_stop_nothing(server, window):
    case = new_id()
    stream = Stream("W01").add(event(opening(), case), b"\x00 torn", event(accepted(), case))
    window.push(stream.push(last=1))
    torn = stream.push(first=2, last=2, events=(), opaque=(base64.b64encode(b"\x00 torn").decode(),))
    assert verdicts(window.push(torn)) == [Q]
    assert verdicts(window.push(torn)) == [Q]
    assert verdicts(window.push(stream.push(first=3))) == [A]
    assert whole(server)


def test_a_push_has_events_in_one_form(window):
    stream = Stream("W01").add(event(opening(), new_id()))
    both = stream.push(opaque=("AA==",))
    neither = stream.push(events=())
    for push in (both, neither, stream.push(events=(), opaque=("no base64",))):
        with pytest.raises(Refused) as refusal:
            window.push(push)
        assert refusal.value.code == "request.invalid"


# --- refilling a server that lost what it had ---------------------------------------------------------------------


def told(stream: Stream, answer, first=1) -> Push:
    """The events again, with what became of them."""
    receipts = [
        {
            "seq": one.seq,
            "ver": one.ver,
            "contested": one.verdict is C,
            "number": one.number,
            "serial": one.serial,
        }
        for one in answer.verdicts
        if one.verdict in {A, R, C}
    ]
    wire = msgspec.json.decode(msgspec.json.encode(stream.push(first=first)))
    return msgspec.json.decode(msgspec.json.encode({**wire, "receipts": receipts}), type=Push)


def a_day(window, second, education, case):
    """A case that two windows and a department wrote to, in turns; the streams and the last answers."""
    one = Stream("W01").add(event(opening(), case), event(accepted(), case))
    edu = Stream("EDU").add(*[event(fact, case, Role.DEPARTMENT) for fact in (received(), decided())])
    two = Stream("W02").add(event(note("其后"), case))
    window.push(one.push())
    education.push(edu.push())
    second.push(two.push())
    one.add(event(accepted(), case), event(note("最后"), case))
    window.push(one.push(first=3))
    return [
        (window, one, window.push(one.push())),
        (education, edu, education.push(edu.push())),
        (second, two, second.push(two.push())),
    ]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (1, 0, 2)])
def test_a_server_that_lost_everything_comes_to_the_same_verdicts_whoever_refills_it_first(
    server, window, tmp_path, order
):
    case = new_id()
    day = a_day(window, enrolled_window(server, "W02", 2), logged_in(server), case)
    before = [answer.verdicts for _, _, answer in day]
    assert [one.verdict for one in before[0]] == [A, A, C, A]
    with serving(tmp_path / "wiped") as wiped:
        writers = [enrolled_window(wiped), logged_in(wiped), enrolled_window(wiped, "W02", 2)]
        for place in order:
            writers[place].push(told(day[place][1], day[place][2]))
        after = [writers[place].push(day[place][1].push()).verdicts for place in range(3)]
        assert [[(one.verdict, one.ver) for one in each] for each in after] == [
            [(one.verdict, one.ver) for one in each] for each in before
        ]
        assert whole(wiped)
        assert len(writers[0].feed(f"H:{HALL}").rows) == 7


def test_an_opening_that_was_renumbered_gets_the_same_number_again(server, tmp_path):
    second = enrolled_window(server, "W02", 2)
    stream = Stream("W02").add(event(opening("W02", 2, number="510600-W02-260706-0001-AA"), new_id()))
    first = second.push(stream.push())
    assert verdicts(first) == [R]
    with serving(tmp_path / "wiped") as wiped:
        again = enrolled_window(wiped, "W02", 2).push(told(stream, first))
    assert [(one.number, one.serial) for one in again.verdicts] == [(one.number, one.serial) for one in first.verdicts]


def test_a_number_and_serial_that_are_given_again_after_a_refill_are_given_to_nobody_else(server, tmp_path, clock):
    second = enrolled_window(server, "W02", 2)
    useless = {"number": "510600-W02-260706-0001-AA", "serial": "000000000000"}
    stream = Stream("W02").add(event(opening("W02", 2, **useless), new_id()))
    first = second.push(stream.push())
    with serving(tmp_path / "wiped", clock) as wiped:
        again = enrolled_window(wiped, "W02", 2)
        again.push(told(stream, first))
        stream.add(event(opening("W02", 2, **useless), new_id()))
        answer = again.push(stream.push(first=2))
        assert verdicts(answer) == [R]
        assert answer.verdicts[0].number != first.verdicts[0].number
        assert answer.verdicts[0].serial != first.verdicts[0].serial
        assert whole(wiped)


def test_what_follows_in_a_case_waits_with_what_must_wait(tmp_path):
    """A window's new event does not overtake its own old one that waits for a department's."""
    case = new_id()
    with serving(tmp_path / "wiped") as wiped:
        window, education = enrolled_window(wiped), logged_in(wiped)
        stream = Stream("W01").add(event(opening(), case), event(accepted(), case), event(note("四"), case))
        edu = Stream("EDU").add(event(received(), case, Role.DEPARTMENT))
        wire = msgspec.json.decode(msgspec.json.encode(stream.push()))
        wire["receipts"] = [{"seq": 1, "ver": 1}, {"seq": 2, "ver": 2}, {"seq": 3, "ver": 4}]
        assert verdicts(window.push(msgspec.json.decode(msgspec.json.encode(wire), type=Push))) == [A, A, H]
        stream.add(event(note("五"), case))
        assert verdicts(window.push(stream.push(first=4))) == [H]
        education.push(edu.push())
        answer = window.push(stream.push())
        assert [(one.verdict, one.ver) for one in answer.verdicts] == [(A, 1), (A, 2), (A, 4), (A, 5)]
        assert whole(wiped)
