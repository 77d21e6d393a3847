import json
import threading
from contextlib import ExitStack
from dataclasses import dataclass, field

import msgspec
import pytest
from structlog.testing import capture_logs
from support.serving import (
    Refused,
    Stream,
    accepted,
    decided,
    event,
    logged_in,
    new_id,
    note,
    opening,
    received,
)

from casework.access import Scope
from casework.contract import Claim, Claimed, Held
from casework.events import Role, read_header
from casework.lifecycle import Verdict
from sync_server.store import meta

BOX = "D:EDU:510600"


def cases_at(window, count, first=1, positions=1) -> list[str]:
    """Cases in the department's mailbox, each with so many positions in a row of its own."""
    stream, cases = Stream("W01"), []
    for running in range(first, first + count):
        case = new_id()
        stream.add(event(opening(running=running), case), *(event(note(), case) for _ in range(positions - 1)))
        cases.append(case)
    window.push(stream.push())
    return cases


def claim(department, n=10, ttl_s=300, holder="", box=BOX) -> tuple:
    answer = department.post("/v1/claim", Claim(box=box, n=n, ttl_s=ttl_s, holder=holder))
    return msgspec.json.decode(answer.content, type=Claimed).items


def held(item, **changes) -> Held:
    return msgspec.structs.replace(Held(box=BOX, p=item.p, fence=item.fence), **changes)


def renew(department, item, ttl_s=300):
    answer = department.post("/v1/claim/renew", held(item, ttl_s=ttl_s))
    return msgspec.json.decode(answer.content, type=Claimed).items[0]


def done(department, *items) -> None:
    for item in items:
        assert department.post("/v1/claim/done", held(item)).status_code == 204


def refusal(call, *args) -> tuple[int, str]:
    with pytest.raises(Refused) as refused:
        call(*args)
    return refused.value.status, refused.value.code


def test_positions_are_claimed_in_order_and_by_one_at_a_time(window, education):
    cases = cases_at(window, 5)
    first, second = claim(education, n=2), claim(education, n=2)
    assert [item.p for item in (*first, *second)] == [1, 2, 3, 4]
    assert [item.case for item in (*first, *second)] == cases[:4]
    assert [item.p for item in claim(education)] == [5]
    assert claim(education) == ()


def test_every_claim_has_a_higher_number_than_the_one_before(window, education, clock):
    cases_at(window, 4)
    numbers = [claim(education, n=1)[0].fence, claim(education, n=2)[0].fence]
    clock.pass_by(seconds=301)
    numbers += [item.fence for item in claim(education)]
    assert numbers == [1, 2, 3, 3, 3, 3]


def test_a_claim_that_finds_nothing_uses_no_number_up(window, education):
    assert claim(education) == ()
    cases_at(window, 1)
    assert claim(education)[0].fence == 1


def test_a_case_is_one_holders_until_its_lease_ends(window, education, clock):
    first, second = cases_at(window, 2, positions=3)
    mine = claim(education, n=1)
    theirs = claim(education)
    assert [(item.p, item.case) for item in mine] == [(1, first)]
    assert [(item.p, item.case) for item in theirs] == [(4, second), (5, second), (6, second)]
    done(education, *mine)
    assert [(item.p, item.case) for item in claim(education)] == [(2, first), (3, first)]
    assert claim(education) == ()
    clock.pass_by(seconds=301)
    assert [item.p for item in claim(education)] == [2, 3, 4, 5, 6]


def test_what_is_done_is_never_given_out_again(window, education, clock):
    cases_at(window, 3)
    first, second, third = claim(education)
    done(education, third, first)
    clock.pass_by(hours=1)
    assert [item.p for item in claim(education)] == [2]
    clock.pass_by(hours=1)
    again = claim(education)
    assert [item.p for item in again] == [2]
    done(education, *again)
    cases_at(window, 1, first=9)
    assert [item.p for item in claim(education)] == [4]
    assert refusal(done, education, second) == (409, "claim.lost")


def test_a_lease_that_is_renewed_lives_on_by_the_servers_clock(window, education, clock):
    cases_at(window, 1)
    (item,) = claim(education, ttl_s=60)
    assert item.until_ms == round(clock.now().timestamp() * 1000) + 60_000
    clock.pass_by(seconds=50)
    again = renew(education, item, ttl_s=60)
    assert (again.p, again.event, again.case, again.fence) == (item.p, item.event, item.case, item.fence)
    assert again.until_ms == item.until_ms + 50_000
    clock.pass_by(seconds=50)
    assert claim(education) == ()
    clock.pass_by(seconds=10)
    assert len(claim(education)) == 1


def test_a_holder_who_is_late_goes_on_if_nobody_came_between(window, education, clock):
    cases_at(window, 1)
    (item,) = claim(education, ttl_s=60)
    clock.pass_by(hours=1)
    assert renew(education, item).fence == item.fence
    assert claim(education) == ()
    clock.pass_by(hours=1)
    done(education, item)
    assert claim(education) == ()


def test_a_holder_whose_position_was_claimed_since_is_told(window, education, clock):
    cases_at(window, 1)
    (item,) = claim(education, ttl_s=60)
    clock.pass_by(seconds=60)
    (newer,) = claim(education)
    assert newer.fence > item.fence
    assert refusal(renew, education, item) == (409, "claim.lost")
    assert refusal(done, education, item) == (409, "claim.lost")
    done(education, newer)


def test_saying_twice_that_a_position_is_done_does_no_harm_but_it_is_not_renewed(window, education):
    cases_at(window, 1)
    (item,) = claim(education)
    done(education, item)
    done(education, item)
    assert refusal(renew, education, item) == (409, "claim.lost")


def test_a_position_that_nobody_claimed_is_nobodys(window, education):
    cases_at(window, 1)
    (item,) = claim(education)
    assert refusal(renew, education, msgspec.structs.replace(item, p=2)) == (409, "claim.lost")
    assert refusal(done, education, msgspec.structs.replace(item, fence=item.fence + 1)) == (409, "claim.lost")


def test_a_mailbox_is_shared_by_its_own_department_only(server, window, education):
    cases_at(window, 1)
    sports = logged_in(server, "SPT")
    reader = logged_in(server, "EDU", frozenset({Scope.READ}))
    assert refusal(claim, sports) == (403, "access.box")
    assert refusal(claim, reader) == (403, "access.scope")
    assert refusal(lambda: window.post("/v1/claim", Claim(box="H:510600-H1"))) == (403, "access.box")
    (item,) = claim(education)
    for call in (renew, done):
        assert refusal(call, sports, item) == (403, "access.box")
        assert refusal(call, reader, item) == (403, "access.scope")


@pytest.mark.parametrize("wish", [{"n": 0}, {"n": 101}, {"ttl_s": 0}, {"ttl_s": 86_401}, {"holder": "x" * 65}])
def test_a_claim_without_measure_is_refused(education, wish):
    body = msgspec.json.encode({"box": BOX, **wish})
    assert education.request("POST", "/v1/claim", body).status_code == 400


@dataclass
class Ledger:
    """What pollers hold at every moment; `clashes` is what two held at once."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    positions: list[int] = field(default_factory=list)
    fences: list[int] = field(default_factory=list)
    held: set[str] = field(default_factory=set)
    clashes: list[str] = field(default_factory=list)

    def took(self, items) -> None:
        with self.lock:
            self.positions += [item.p for item in items]
            self.fences.append(items[0].fence)
            self.clashes += [item.case for item in items if item.case in self.held]
            self.held |= {item.case for item in items}

    def gives_back(self, items) -> None:
        with self.lock:
            self.held -= {item.case for item in items}


@pytest.mark.parametrize(
    "wrong", [{"p": 0}, {"p": 2**63}, {"p": 10**400}, {"fence": 0}, {"fence": 2**63}, {"ttl_s": 0}]
)
@pytest.mark.parametrize("path", ["/v1/claim/renew", "/v1/claim/done"])
def test_a_position_or_number_that_cannot_be_is_refused(education, path, wrong):
    body = json.dumps({"box": BOX, "p": 1, "fence": 1, **wrong}).encode()
    assert education.request("POST", path, body).status_code == 400


@pytest.mark.parametrize("holder", [b'"a\\u0000b"', b'"a\\ud800b"', b'"a\\u202eb"', '"甲"'.encode()])
def test_whatever_a_holder_is_called_can_be_kept(window, education, holder):
    cases_at(window, 1)
    answer = education.request("POST", "/v1/claim", b'{"box":"%s","holder":%s}' % (BOX.encode(), holder))
    assert answer.status_code in {200, 400}
    assert len(claim(education)) == (1 if answer.status_code == 400 else 0)


def test_pollers_at_the_same_moment_never_get_the_same_position_or_case(server, window):
    cases_at(window, 30, positions=2)
    pollers = [logged_in(server) for _ in range(4)]
    begin, ledger = threading.Barrier(len(pollers)), Ledger()

    def work(poller):
        begin.wait(20)
        while len(ledger.positions) < 60:
            if items := claim(poller, n=3):
                ledger.took(items)
                ledger.gives_back(items)
                done(poller, *items)

    with ExitStack() as running:
        for poller in pollers:
            thread = threading.Thread(target=work, args=(poller,))
            thread.start()
            running.callback(thread.join, 60)
    assert sorted(ledger.positions) == list(range(1, 61))
    assert ledger.clashes == []
    assert sorted(ledger.fences) == list(range(1, len(ledger.fences) + 1))


def test_numbers_go_on_growing_after_the_server_was_restored(server, window, education, clock):
    cases_at(window, 1)
    (before,) = claim(education)
    with server.doors.store.writing() as connection:
        meta.write(connection, meta.SERVER_EPOCH, b"2")
    clock.pass_by(seconds=301)
    (after,) = claim(education)
    assert after.fence == before.fence + 1_000_000_000


def result(fact, case, fence) -> bytes:
    return with_fence(event(fact, case, role=Role.DEPARTMENT, actor="edu"), fence)


def with_fence(raw, fence) -> bytes:
    return raw.replace(b',"p":', b',"fence":%d,"p":' % fence, 1)


def test_a_result_under_an_old_number_is_judged_like_any_other_and_logged(window, education, clock):
    case = new_id()
    window.push(Stream("W01").add(event(opening(), case), event(accepted(), case)).push())
    first = claim(education, ttl_s=60)
    clock.pass_by(seconds=61)
    second = claim(education)
    assert [item.p for item in second] == [item.p for item in first] == [1, 2]
    stream = Stream("EDU").add(result(received(), case, first[0].fence), result(decided(), case, second[0].fence))
    assert read_header(stream.events[0]).fence == 1
    with capture_logs() as logs:
        answer = education.push(stream.push())
    assert [one.verdict for one in answer.verdicts] == [Verdict.APPLIED, Verdict.APPLIED]
    stale = [line for line in logs if line["event"] == "claim.stale_result"]
    assert [(line["case"], line["fence"], line["current"]) for line in stale] == [(case, 1, 2)]


def test_a_window_or_an_event_without_a_number_is_never_called_stale(window, education):
    case = new_id()
    with capture_logs() as logs:
        window.push(Stream("W01").add(event(opening(), case), with_fence(event(accepted(), case), 1)).push())
        claim(education)
        education.push(Stream("EDU").add(event(received(), case, role=Role.DEPARTMENT, actor="edu")).push())
    assert [line for line in logs if line["event"] == "claim.stale_result"] == []
