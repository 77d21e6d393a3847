"""Protocol section 4, case by case, over a real socket and a real database."""

import gzip

import msgspec
import pytest
import zstandard
from sqlalchemy import func, select
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
)

from casework.contract import EventVerdict, Hello, PushAnswer, Welcome
from casework.events import MAX_EVENT_BYTES, Role
from casework.lifecycle import Verdict
from sync_server.store import meta, streams, tables
from sync_server.verify import Verifier

DEPARTMENT = Role.DEPARTMENT


def verdicts(answer: PushAnswer) -> list[str]:
    return [one.verdict.value for one in answer.verdicts]


def counts(server) -> dict[str, int]:
    with server.doors.store.reading() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in tables.METADATA.sorted_tables
        }


@pytest.fixture
def case():
    return new_id()


@pytest.fixture
def stream(case):
    return Stream("W01").add(event(opening(), case), event(accepted(), case))


def test_a_case_goes_from_window_to_department_and_back(window, education, stream, case):
    assert window.push(stream.push()).verdicts == (
        EventVerdict(seq=1, verdict=Verdict.APPLIED, ver=1),
        EventVerdict(seq=2, verdict=Verdict.APPLIED, ver=2),
    )
    page = education.feed("D:EDU:510600")
    assert [bytes(row.e) for row in page.rows] == stream.events
    own = Stream("EDU").add(event(received(), case, DEPARTMENT), event(decided(), case, DEPARTMENT))
    assert verdicts(education.push(own.push())) == ["applied", "applied"]
    back = window.feed(f"H:{HALL}", page.next)
    assert [(row.o, row.ep, row.s, row.ver) for row in back.rows] == [
        ("EDU", own.epoch, 1, 3),
        ("EDU", own.epoch, 2, 4),
    ]


def test_the_answer_says_where_everything_stands(window, stream, clock):
    answer = window.push(stream.push())
    assert (answer.head, answer.backup_mark, answer.server_epoch) == (2, 0, 1)
    assert answer.now == round(clock.now().timestamp() * 1000)


def test_a_push_whose_answer_was_lost_gets_the_same_answer_and_changes_nothing(server, window, stream):
    first = window.push(stream.push())
    before = counts(server)
    assert window.push(stream.push()) == first
    assert counts(server) == before


def test_a_push_that_overlaps_gets_stored_verdicts_for_the_old_part(window, stream, case):
    first = window.push(stream.push())
    stream.add(event(note(), case))
    answer = window.push(stream.push())
    assert answer.verdicts[:2] == first.verdicts
    assert answer.head == 3


def test_a_part_of_what_is_stored_can_be_asked_for_again(window, stream, case):
    stream.add(event(note(), case), event(note(), case))
    window.push(stream.push())
    assert [one.seq for one in window.push(stream.push(2, 3)).verdicts] == [2, 3]
    assert window.push(stream.push(2, 3)).head == 4


def test_a_gap_is_answered_with_the_number_to_go_on_from(window, stream):
    with pytest.raises(Refused) as refusal:
        window.push(stream.push(2))
    assert (refusal.value.status, refusal.value.code, refusal.value.problem["expected"]) == (409, "push.gap", 1)


def test_a_twin_that_wrote_something_else_is_told_where_it_forks(server, window, stream, case):
    window.push(stream.push())
    twin = Stream("W01", stream.epoch).add(stream.events[0], event(note(), case), event(note(), case))
    for first in (1, 2, 3):
        with pytest.raises(Refused) as refusal:
            window.push(twin.push(first))
        assert (refusal.value.status, refusal.value.code, refusal.value.problem["at"]) == (409, "push.fork", 2)
    assert counts(server)["event"] == 2


def test_a_gap_and_a_fork_are_told_by_a_restored_server_too(server, window, stream, case):
    window.push(stream.push())
    with server.doors.store.writing() as connection:
        meta.write(connection, meta.SERVER_EPOCH, b"3")
    twin = Stream("W01", stream.epoch).add(stream.events[0], event(note(), case))
    with pytest.raises(Refused) as fork:
        window.push(twin.push())
    assert (fork.value.code, fork.value.problem["at"]) == ("push.fork", 2)
    stream.add(*(event(note(), case) for _ in range(3)))
    with pytest.raises(Refused) as gap:
        window.push(stream.push(4))
    assert (gap.value.code, gap.value.problem["expected"]) == ("push.gap", 3)
    with pytest.raises(Refused) as fork_behind:
        window.push(twin.add(event(note(), case)).push(3))
    assert (fork_behind.value.code, fork_behind.value.problem["at"]) == ("push.fork", 2)
    assert window.push(stream.push(3)).server_epoch == 3


def test_a_nul_in_what_people_read_is_kept_and_one_in_what_is_searched_is_refused(window, stream, case):
    nul = event(note("零\0"), case)
    numbered = event(opening(number="510600-W01\0"), new_id())
    answer = window.push(stream.add(nul, numbered).push())
    assert [(one.verdict, one.reason) for one in answer.verdicts[2:]] == [
        ("applied", ""),
        ("quarantined", "event.text"),
    ]
    assert bytes(window.feed(f"H:{HALL}", 2).rows[0].e) == nul


def test_what_was_damaged_on_the_way_is_refused_whole(server, window, stream):
    push = stream.push()
    for damaged in (
        msgspec.structs.replace(push, tip="0" * 64),
        msgspec.structs.replace(push, prev="0" * 64),
        msgspec.structs.replace(push, events=push.events[:1]),
    ):
        with pytest.raises(Refused) as refusal:
            window.push(damaged)
        assert (refusal.value.status, refusal.value.code) == (422, "push.corrupt")
    assert counts(server)["event"] == 0


def test_a_chain_that_does_not_begin_with_its_own_writer_is_corrupt(window, stream):
    other = Stream("W02", stream.epoch, stream.events)
    with pytest.raises(Refused) as refusal:
        window.push(msgspec.structs.replace(other.push(), origin="W01"))
    assert refusal.value.code == "push.corrupt"


def test_the_stream_of_another_window_cannot_be_written(server, stream):
    other = enrolled_window(server, "W02", 2)
    with pytest.raises(Refused) as refusal:
        other.push(stream.push())
    assert (refusal.value.status, refusal.value.code) == (403, "push.other_origin")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"origin":1}',
        b"\xff",
        b'{"origin":"W01","epoch":"e","from":0,"prev":"","tip":"","events":[]}',
    ],
)
def test_a_body_that_is_no_push_is_a_problem_and_no_crash(window, body):
    response = window.request("POST", "/v1/push", body)
    assert (response.status_code, response.json()["code"]) == (400, "request.invalid")


def test_poison_is_set_aside_and_what_is_good_around_it_goes_on(server, window, stream, case):
    poison = [
        b'{"not":"an event"}',
        b"17",
        b'"\xff\xfe"',
        event(note(), case).replace(b"1783310400000", b'"yesterday"'),
        event(note("x" * MAX_EVENT_BYTES), new_id()),
    ]
    other = new_id()
    good = event(opening(running=2), other)
    answer = window.push(stream.add(*poison, good, event(accepted(), other)).push())
    assert verdicts(answer) == ["applied"] * 2 + ["quarantined"] * 5 + ["applied"] * 2
    assert {one.reason for one in answer.verdicts[2:7]} == {"event.unreadable", "event.too_large"}
    with server.doors.store.reading() as connection:
        kept = connection.execute(streams.chain_of("W01", stream.epoch)).all()
    assert [row.raw for row in kept] == stream.events
    assert window.push(stream.push()) == answer


def test_after_a_quarantined_event_its_case_waits_and_others_flow(window, stream, case):
    other = new_id()
    broken = event(note(), case).replace(b'"text"', b'"tekst"')
    stream.add(broken, event(note(), case), event(opening(running=2), other))
    answer = window.push(stream.push())
    assert verdicts(answer) == ["applied", "applied", "quarantined", "held", "applied"]
    poison_id = msgspec.json.decode(broken)["id"]
    assert (answer.verdicts[3].by, answer.verdicts[3].reason) == (poison_id, "case.held")
    later = window.push(stream.add(event(note(), case)).push(6))
    assert (verdicts(later), later.verdicts[0].by) == (["held"], poison_id)


def test_one_writer_s_poison_does_not_hold_another_writer_s_events(server, window, stream, case):
    window.push(stream.push())
    other = enrolled_window(server, "W02", 2)
    poison = Stream("W02").add(event(received(), case, DEPARTMENT))
    assert verdicts(other.push(poison.push())) == ["quarantined"]
    assert verdicts(window.push(stream.add(event(note(), case)).push(3))) == ["applied"]


def test_an_event_of_a_newer_release_is_kept_as_it_is_and_waits(window, stream, case):
    newer = event(note(), case).replace(b"note.added", b"note.hologram")
    answer = window.push(stream.add(newer, event(note(), case)).push())
    assert verdicts(answer) == ["applied", "applied", "held", "applied"]
    assert answer.verdicts[2].reason == "event.unknown_kind"


def test_an_event_chained_again_under_a_new_epoch_keeps_its_verdict(server, window, stream):
    first = window.push(stream.push())
    again = Stream("W01", events=list(stream.events))
    second = window.push(again.push())
    assert second.verdicts == first.verdicts
    found = counts(server)
    assert (found["event"], found["entry"], found["box"]) == (2, 4, 4)


def test_unreadable_events_chained_again_keep_their_verdict_too(server, window):
    first = Stream("W01").add(b'{"no":1}')
    again = Stream("W01").add(b'{"no":1}')
    assert window.push(first.push()).verdicts == window.push(again.push()).verdicts
    assert counts(server)["event"] == 1


def test_an_event_twice_in_one_push_counts_once(server, window, stream):
    stream.add(stream.events[1])
    answer = window.push(stream.push())
    assert [one.ver for one in answer.verdicts] == [1, 2, 2]
    assert counts(server)["event"] == 2


def test_an_id_that_another_writer_used_is_set_aside_and_both_are_kept(server, window, stream, case):
    window.push(stream.push())
    other = enrolled_window(server, "W02", 2)
    used = msgspec.json.decode(stream.events[1])["id"]
    stolen = Stream("W02").add(event(note("another"), case, event_id=used), stream.events[1])
    answer = other.push(stolen.push())
    assert [(one.verdict, one.reason) for one in answer.verdicts] == [("quarantined", "event.id_reused")] * 2
    assert counts(server)["event"] == 4


def test_an_event_before_its_opening_waits_and_is_judged_when_it_comes(server, window, stream, case):
    other = enrolled_window(server, "W02", 2)
    early = Stream("W02").add(event(note(), case))
    assert [(one.verdict, one.reason) for one in other.push(early.push()).verdicts] == [("held", "case.unknown")]
    window.push(stream.push())
    assert verdicts(other.push(early.push())) == ["applied"]
    rows = window.feed(f"H:{HALL}").rows
    assert [(row.o, row.ver) for row in rows] == [("W01", 1), ("W02", 2), ("W01", 3)]


def test_events_before_the_opening_in_the_same_push_are_judged_behind_it(window, case):
    stream = Stream("W01").add(event(accepted(), case), event(opening(), case), event(note(), case))
    answer = window.push(stream.push())
    assert [(one.verdict, one.ver) for one in answer.verdicts] == [("applied", 2), ("applied", 1), ("applied", 3)]


def test_a_taken_number_or_serial_is_replaced_and_the_case_is_kept(window, stream):
    window.push(stream.push())
    twice = new_id()
    answer = window.push(stream.add(event(opening(), twice), event(accepted(), twice)).push())
    verdict = answer.verdicts[2]
    assert (verdict.verdict, verdict.reason, verdict.ver) == ("renumbered", "case.renumbered", 1)
    assert verdict.number.startswith("510600-W00-260706-0001-")
    assert verdict.serial.startswith("000")
    assert answer.verdicts[3].verdict == "applied"
    row = window.feed(f"H:{HALL}", 2).rows[0]
    assert (row.v, row.n, row.sl) == ("renumbered", verdict.number, verdict.serial)
    assert window.push(stream.push()) == answer


def test_two_openings_of_one_number_in_one_push_get_two_numbers(window):
    stream = Stream("W01").add(event(opening(), new_id()), event(opening(), new_id()), event(opening(), new_id()))
    answer = window.push(stream.push())
    assert verdicts(answer) == ["applied", "renumbered", "renumbered"]
    assert len({one.number for one in answer.verdicts}) == 3


@pytest.mark.parametrize("number", ["", "510600-W01-260706-0001-00", "A-17", "X" * 300])
def test_a_number_nobody_can_use_is_replaced(window, number):
    answer = window.push(Stream("W01").add(event(opening(number=number), new_id())).push())
    assert verdicts(answer) == ["renumbered"]


def test_a_window_cannot_use_up_another_window_s_numbers(window):
    answer = window.push(Stream("W01").add(event(opening(window="W02", window_number=2), new_id())).push())
    assert [(one.verdict, one.reason) for one in answer.verdicts] == [("quarantined", "case.other_window")]
    borrowed = opening(window="W02", window_number=2).number
    assert verdicts(window.push(Stream("W01").add(event(opening(number=borrowed), new_id())).push())) == ["renumbered"]


def test_the_second_decision_is_contested_and_both_are_kept(window, education, stream, case):
    window.push(stream.push())
    own = Stream("EDU").add(
        event(received(), case, DEPARTMENT),
        event(decided(opinion="first"), case, DEPARTMENT),
        event(decided(opinion="second"), case, DEPARTMENT),
    )
    answer = education.push(own.push())
    assert [(one.verdict, one.reason, one.ver) for one in answer.verdicts] == [
        ("applied", "", 3),
        ("applied", "", 4),
        ("contested", "case.stage", 4),
    ]
    assert [row.v for row in window.feed(f"H:{HALL}", 2).rows] == ["applied", "applied", "contested"]


def test_a_decision_before_acceptance_is_contested(window, education, case):
    window.push(Stream("W01").add(event(opening(), case)).push())
    answer = education.push(Stream("EDU").add(event(decided(), case, DEPARTMENT)).push())
    assert verdicts(answer) == ["contested"]


def test_a_case_opened_twice_is_contested(window, stream, case):
    answer = window.push(stream.add(event(opening(running=9), case)).push())
    assert [(one.verdict, one.reason) for one in answer.verdicts[2:]] == [("contested", "case.opened_already")]


def test_a_department_has_no_part_in_another_department_s_case(server, window, stream, case):
    window.push(stream.push())
    finance = logged_in(server, "FIN")
    answer = finance.push(Stream("FIN").add(event(received(), case, DEPARTMENT)).push())
    assert [(one.verdict, one.reason) for one in answer.verdicts] == [("quarantined", "case.other_department")]
    assert len(window.feed(f"H:{HALL}").rows) == 2


@pytest.mark.parametrize("role", [Role.DEPARTMENT, Role.SUPERVISOR, Role.SERVER])
def test_a_window_acts_as_a_clerk_only(window, stream, case, role):
    answer = window.push(stream.add(event(note(), case, role)).push())
    assert (verdicts(answer)[2], answer.verdicts[2].reason) == ("quarantined", "case.role")


@pytest.mark.parametrize("role", [Role.CLERK, Role.SUPERVISOR, Role.SERVER])
def test_a_department_acts_as_itself_only(window, education, stream, case, role):
    window.push(stream.push())
    answer = education.push(Stream("EDU").add(event(note(), case, role)).push())
    assert (verdicts(answer), answer.verdicts[0].reason) == (["quarantined"], "case.role")


@pytest.mark.parametrize(
    ("changes", "verdict", "reason"),
    [
        ({"hall": "510600-H2"}, "quarantined", "case.other_hall"),
        ({"region": "510700"}, "quarantined", "case.other_hall"),
        ({"department": "FIN"}, "quarantined", "case.matter_of_other_department"),
        ({"matter": "EDU-999"}, "held", "case.unknown_matter"),
    ],
)
def test_an_opening_must_fit_its_place_and_the_catalogue(window, changes, verdict, reason):
    answer = window.push(Stream("W01").add(event(opening(**changes), new_id())).push())
    assert [(one.verdict, one.reason) for one in answer.verdicts] == [(verdict, reason)]


def test_five_hundred_events_are_one_push_and_one_more_is_refused(window, stream, case):
    stream.add(*(event(note(), case) for _ in range(498)))
    assert window.push(stream.push()).head == 500
    many = Stream("W01").add(*(event(note(), case) for _ in range(501)))
    with pytest.raises(Refused) as refusal:
        window.push(many.push())
    assert refusal.value.status == 400


def test_a_push_above_its_limit_is_too_large(window, case):
    stream = Stream("W01").add(*(event(note("x" * 200_000), case) for _ in range(12)))
    with pytest.raises(Refused) as refusal:
        window.push(stream.push())
    assert (refusal.value.status, refusal.value.code) == (413, "request.too_large")


def test_a_push_may_be_compressed_and_a_bomb_is_refused(window, stream):
    body = msgspec.json.encode(stream.push())
    for name, squeezed in (("zstd", zstandard.compress(body)), ("gzip", gzip.compress(body))):
        response = window.request("POST", "/v1/push", squeezed, **{"Content-Encoding": name})
        assert msgspec.json.decode(response.content, type=PushAnswer).head == 2
    bombs = {"zstd": zstandard.compress(bytes(80_000_000)), "gzip": gzip.compress(bytes(8_000_000))}
    for name, bomb in bombs.items():
        assert window.request("POST", "/v1/push", bomb, **{"Content-Encoding": name}).status_code == 413
    for name in ("gzip", "zstd", "br"):
        response = window.request("POST", "/v1/push", b"nonsense", **{"Content-Encoding": name})
        assert (response.status_code, response.json()["code"]) == (415, "request.encoding")


def test_hello_says_where_the_stream_stands(window, stream):
    wish = Hello(proto=(1,), epoch=stream.epoch, head=0, hash="0" * 64, catalog="2026.07.1")
    welcome = msgspec.json.decode(window.post("/v1/hello", wish).content, type=Welcome)
    assert (welcome.head, welcome.hash, welcome.catalog) == (0, stream.hash_at(0).hex(), "2026.07.1")
    window.push(stream.push())
    welcome = msgspec.json.decode(window.post("/v1/hello", wish).content, type=Welcome)
    assert (welcome.head, welcome.hash) == (2, stream.hash_at(2).hex())


def test_everything_that_was_taken_in_verifies(server, window, education, stream, case):
    window.push(stream.add(event(opening(), new_id()), b'{"poison":1}', event(note(), case)).push())
    education.push(Stream("EDU").add(event(received(), case, DEPARTMENT), event(received(), case, DEPARTMENT)).push())
    report = Verifier(server.doors.store, server.doors.blobs.folder).run()
    assert (report.streams, report.mailboxes, report.cases, report.differences) == (2, 2, 2, ())


def test_unknown_facts_do_not_change_the_meaning_of_known_ones(window, case):
    raw = event(opening(), case).replace(b'"number"', b'"hologram":{"x":[1]},"number"')
    assert verdicts(window.push(Stream("W01").add(raw).push())) == ["applied"]
    assert bytes(window.feed(f"H:{HALL}").rows[0].e) == raw
