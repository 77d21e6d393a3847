"""Letting go what waits: by an operator, by time, by a later release or catalogue; and the server's own stream."""

import dataclasses
import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from support.commands import run
from support.refusals import in_place_of, refused, unreadable, verdicts
from support.serving import (
    HALL,
    NOON,
    Stream,
    accepted,
    enrolled_window,
    event,
    logged_in,
    new_id,
    note,
    opening,
    received,
    serving,
)

from casework.contract import Receipt
from casework.errors import RuleBroken
from casework.events import Role, read, read_header
from casework.facts import PAYLOADS, HoldReleased, NoteAdded
from casework.lifecycle import RULES, Verdict
from sync_server.store import meta, streams
from sync_server.verify import Verifier
from sync_server.waiting import FOR_CATALOGUE, FOR_KIND

A, C, H, Q = Verdict.APPLIED, Verdict.CONTESTED, Verdict.HELD, Verdict.QUARANTINED


def now(writer, stream) -> list[Verdict]:
    """The verdicts as the server has them at present."""
    return verdicts(writer.push(stream.push()))


def whole(server) -> bool:
    return Verifier(server.doors.store, server.doors.blobs.folder).run().differences == ()


def id_of(raw: bytes) -> str:
    return read_header(raw).id


@pytest.fixture
def case():
    return new_id()


@pytest.fixture
def bad(case):
    return refused(case)


@pytest.fixture
def held(window, case, bad):
    """A stream whose third and fourth event wait for its second."""
    stream = Stream("W01").add(event(opening(), case), bad, event(accepted(), case), event(note(), case))
    assert verdicts(window.push(stream.push())) == [A, Q, H, H]
    return stream


# --- by an operator -----------------------------------------------------------------------------------------------


def test_a_release_lets_go_what_waited_and_becomes_part_of_the_case(server, window, held, bad):
    server.doors.holds.release(id_of(bad), "与窗口核对过", "S01")
    assert now(window, held) == [A, Q, A, A]
    page = window.feed(f"H:{HALL}")
    assert [(row.o, row.ver, row.v) for row in page.rows] == [
        ("W01", 1, A),
        ("server", 2, A),
        ("W01", 3, A),
        ("W01", 4, A),
    ]
    release = read(bytes(page.rows[1].e))
    assert release.fact == HoldReleased(event=id_of(bad), text="与窗口核对过")
    assert (release.header.actor.role, release.header.actor.code) == (Role.SUPERVISOR, "S01")
    assert verdicts(window.push(held.add(event(note(), release.header.case)).push(5))) == [A]
    assert whole(server)


def test_a_release_of_a_case_that_does_not_exist_lets_the_rest_wait_for_its_opening(server, window, case):
    bad = event(opening(hall="510600-H9"), case)
    stream = Stream("W01").add(bad, event(accepted(), case))
    assert verdicts(window.push(stream.push())) == [Q, H]
    server.doors.holds.release(id_of(bad), "核对过", "S01")
    answer = window.push(stream.push())
    assert [(one.verdict, one.reason) for one in answer.verdicts[1:]] == [(H, "case.unknown")]
    assert window.feed(f"H:{HALL}") is None or not window.feed(f"H:{HALL}").rows
    late = in_place_of(bad, event(opening(), case))
    assert verdicts(window.push(stream.add(late).push(3))) == [A]
    assert [(one.verdict, one.ver) for one in window.push(stream.push()).verdicts] == [(Q, 0), (A, 2), (A, 1)]
    assert whole(server)


def test_what_nothing_waits_for_cannot_be_released_nor_anything_twice(server, held, bad):
    keeper = server.doors.holds
    for event_id in (new_id(), id_of(held.events[0])):
        with pytest.raises(RuleBroken, match=r"hold\.absent"):
            keeper.release(event_id, "核对过", "S01")
    keeper.release(id_of(bad), "核对过", "S01")
    with pytest.raises(RuleBroken, match=r"hold\.absent"):
        keeper.release(id_of(bad), "核对过", "S01")
    assert whole(server)


@pytest.mark.parametrize(
    ("reason", "by", "code"),
    [("", "S01", "hold.reason_needed"), (" \u200b", "S01", "hold.reason_needed"), ("好", "", "people.code_form")],
)
def test_a_release_says_why_and_who(server, window, held, bad, reason, by, code):
    with pytest.raises(RuleBroken) as refusal:
        server.doors.holds.release(id_of(bad), reason, by)
    assert refusal.value.code == code
    assert now(window, held) == [A, Q, H, H]


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.SERVER])
def test_only_the_server_releases(server, window, held, bad, case, role):
    second = enrolled_window(server, "W02", 2)
    answer = second.push(Stream("W02").add(event(HoldReleased(event=id_of(bad)), case, role=role)).push())
    assert [(one.verdict, one.reason) for one in answer.verdicts] == [(Q, "case.role")]
    assert now(window, held) == [A, Q, H, H]


def test_what_is_refused_after_waiting_comes_to_its_writer_s_mailbox_and_holds_in_its_turn(server, window, case):
    window.push(Stream("W01").add(event(opening(), case), event(accepted(), case)).push())
    finance = logged_in(server, "FIN")
    bad = event(note(), case, role=Role.CLERK)
    waiting = [event(fact, case, role=Role.DEPARTMENT) for fact in (received(), note())]
    stream = Stream("FIN").add(bad, *waiting)
    assert verdicts(finance.push(stream.push())) == [Q, H, H]
    server.doors.holds.release(id_of(bad), "核对过", "S01")
    answer = finance.push(stream.push())
    assert [(one.verdict, one.reason, one.by) for one in answer.verdicts[1:]] == [
        (Q, "case.other_department", ""),
        (H, "case.held", id_of(waiting[0])),
    ]
    rows = finance.feed("D:FIN:510600").rows
    assert [(row.v, bytes(row.e)) for row in rows] == [(Q, waiting[0])]
    assert whole(server)


def test_what_waited_and_cannot_be_read_is_refused_when_its_turn_comes(server, window, case, bad):
    broken = unreadable(event(note(), case))
    stream = Stream("W01").add(event(opening(), case), bad, broken, event(accepted(), case))
    assert verdicts(window.push(stream.push())) == [A, Q, H, H]
    server.doors.holds.release(id_of(bad), "核对过", "S01")
    answer = window.push(stream.push())
    assert [(one.verdict, one.reason) for one in answer.verdicts[2:]] == [(Q, "event.unreadable"), (H, "case.held")]
    page = window.feed(f"H:{HALL}")
    assert [(row.o, row.v) for row in page.rows] == [("W01", A), ("server", A), ("W01", Q)]
    assert bytes(page.rows[-1].e) == broken
    assert whole(server)


def test_hundreds_that_wait_are_let_go_at_once(server, window, case, bad):
    stream = Stream("W01").add(event(opening(), case), bad, *(event(note(str(n)), case) for n in range(498)))
    window.push(stream.push())
    stream.add(in_place_of(bad, event(note(), case)))
    assert verdicts(window.push(stream.push(501))) == [A]
    assert [one.ver for one in window.push(stream.push(3, 500)).verdicts] == list(range(3, 501))
    assert whole(server)


# --- what a hold reaches ------------------------------------------------------------------------------------------


def test_what_came_before_a_refused_event_does_not_wait_for_it(server, window, case):
    second = enrolled_window(server, "W02", 2)
    stream = Stream("W02").add(event(note("先"), case), refused(case), event(note("后"), case))
    assert verdicts(second.push(stream.push())) == [H, Q, H]
    window.push(Stream("W01").add(event(opening(), case)).push())
    assert now(second, stream) == [A, Q, H]


def test_an_early_event_that_is_refused_holds_those_behind_it(server, window, case):
    finance = logged_in(server, "FIN")
    stream = Stream("FIN").add(*(event(fact, case, role=Role.DEPARTMENT) for fact in (received(), note())))
    assert verdicts(finance.push(stream.push())) == [H, H]
    window.push(Stream("W01").add(event(opening(), case)).push())
    answer = finance.push(stream.push())
    assert [(one.verdict, one.by) for one in answer.verdicts] == [(Q, ""), (H, id_of(stream.events[0]))]
    assert whole(server)


def test_an_event_is_corrected_once_and_a_later_correction_is_contested(server, window, held, case, bad):
    held.add(in_place_of(bad, event(note("一"), case)), in_place_of(bad, event(note("二"), case)))
    answer = window.push(held.push(5))
    assert [(one.verdict, one.reason, one.by) for one in answer.verdicts] == [
        (A, "", id_of(bad)),
        (C, "event.superseded_already", id_of(bad)),
    ]
    third = window.push(held.add(in_place_of(bad, event(note("三"), case)), event(note(), case)).push(7))
    assert verdicts(third) == [C, A]
    assert now(window, held) == [A, Q, A, A, A, C, C, A]
    assert whole(server)


def test_a_correction_that_comes_after_the_release_is_judged_as_usual(server, window, held, case, bad):
    server.doors.holds.release(id_of(bad), "核对过", "S01")
    assert verdicts(window.push(held.add(in_place_of(bad, event(note(), case))).push(5))) == [A]


@pytest.mark.parametrize("corrected", ["first", "second"])
def test_a_correction_of_either_the_refused_event_or_its_refused_correction_ends_the_hold(
    server, window, held, case, bad, corrected
):
    worse = in_place_of(bad, refused(case))
    assert [(one.verdict, one.by) for one in window.push(held.add(worse).push(5)).verdicts] == [(Q, id_of(bad))]
    good = in_place_of(bad if corrected == "first" else worse, event(note(), case))
    assert verdicts(window.push(held.add(good).push(6))) == [A]
    assert now(window, held) == [A, Q, A, A, Q, A]
    assert whole(server)


def test_an_event_that_is_known_by_its_bytes_only_is_corrected_by_the_id_it_had(server, window, case):
    second = enrolled_window(server, "W02", 2)
    first = Stream("W01").add(event(opening(), case), event(accepted(), case))
    window.push(first.push())
    stolen = event(note(), case, event_id=id_of(first.events[1]))
    stream = Stream("W02").add(stolen, event(note(), case))
    assert verdicts(second.push(stream.push())) == [Q, H]
    assert verdicts(second.push(stream.add(in_place_of(stolen, event(note(), case))).push(3))) == [A]
    assert now(second, stream) == [Q, A, A]


# --- by time ------------------------------------------------------------------------------------------------------


def test_a_hold_that_nobody_looks_after_ends_by_itself_and_only_once(server, window, held, clock):
    keeper = server.doors.holds
    clock.pass_by(days=6, hours=23)
    assert keeper.supervise().released == 0
    clock.pass_by(hours=2)
    assert keeper.supervise().released == 1
    assert keeper.supervise().released == 0
    assert now(window, held) == [A, Q, A, A]
    own = [row for row in window.feed(f"H:{HALL}").rows if row.o == "server"]
    assert [read_header(bytes(row.e)).actor.role for row in own] == [Role.SERVER]
    assert whole(server)


def test_many_holds_end_at_once(server, window, clock):
    stream = Stream("W01")
    for running in range(1, 121):
        case = new_id()
        stream.add(event(opening(running=running), case), refused(case), event(note(), case))
    window.push(stream.push())
    clock.pass_by(days=8)
    assert server.doors.holds.supervise().released == 120
    assert now(window, stream) == [A, Q, A] * 120
    assert whole(server)


def test_a_refill_that_stays_without_what_it_waits_for_goes_on_after_the_same_days(server, window, clock, case):
    stream = Stream("W01").add(event(opening(), case), event(accepted(), case), event(note(), case))
    receipts = [{"seq": 1, "ver": 1}, {"seq": 2, "ver": 2}, {"seq": 3, "ver": 9}]
    assert verdicts(window.push(refill(stream, receipts))) == [A, A, H]
    stream.add(event(note("其后"), case))
    assert verdicts(window.push(stream.push(4))) == [H]
    server.doors.holds.supervise()
    assert now(window, stream) == [A, A, H, H]
    clock.pass_by(days=8)
    assert server.doors.holds.supervise().judged == 2
    assert [one.ver for one in window.push(stream.push()).verdicts] == [1, 2, 3, 4]


def refill(stream, receipts):
    return stream.push(receipts=tuple(Receipt(**one) for one in receipts))


# --- at the same moment -------------------------------------------------------------------------------------------


def at_once(*works) -> list:
    """Do these in a thread each, begun together; return what they returned."""
    gate = threading.Barrier(len(works))

    def begun(work):
        gate.wait(10)
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return [task.result(60) for task in [pool.submit(begun, work) for work in works]]


def test_what_is_pushed_while_a_release_is_under_way_is_never_left_waiting(server, window):
    for running in range(1, 9):
        case = new_id()
        bad = refused(case)
        stream = Stream("W01").add(event(opening(running=running), case), bad)
        window.push(stream.push())
        stream.add(*(event(note(str(n)), case) for n in range(6)))

        def write(stream=stream):
            return [window.push(stream.push(seq, seq)) for seq in range(3, 9)]

        def release(bad=bad):
            server.doors.holds.release(id_of(bad), "核对过", "S01")

        at_once(write, release)
        assert now(window, stream) == [A, Q] + [A] * 6
    assert server.doors.holds.everything() == []
    assert whole(server)


def test_several_workers_that_supervise_at_once_end_each_hold_once(server, window, clock):
    stream = Stream("W01")
    for running in range(1, 31):
        case = new_id()
        stream.add(event(opening(running=running), case), refused(case), event(note(), case))
    window.push(stream.push())
    clock.pass_by(days=8)
    keeper = server.doors.holds
    done = at_once(*[keeper.supervise] * 4)
    assert sum(one.released for one in done) == 30
    assert now(window, stream) == [A, Q, A] * 30
    assert whole(server)


# --- by a later release or catalogue ------------------------------------------------------------------------------


def test_a_kind_that_a_later_release_knows_is_judged_at_its_start_in_order(tmp_path, clock, monkeypatch, case):
    sung = [event(note(text), case).replace(b"note.added", b"note.sung") for text in "一二"]
    with serving(tmp_path / "server", clock) as server:
        window = enrolled_window(server)
        stream = Stream("W01").add(event(opening(), case), *sung, event(accepted(), case))
        assert verdicts(window.push(stream.push())) == [A, H, H, A]
        assert server.doors.intake.judge_again((FOR_KIND,)) == 0
    monkeypatch.setitem(PAYLOADS, "note.sung", NoteAdded)
    monkeypatch.setitem(RULES, "note.sung", RULES["note.added"])
    with serving(tmp_path / "server", clock) as server:
        window.address = server.address
        assert [(one.verdict, one.ver) for one in window.push(stream.push()).verdicts] == [
            (A, 1),
            (A, 3),
            (A, 4),
            (A, 2),
        ]
        assert len(window.feed(f"H:{HALL}").rows) == 4
        assert whole(server)


@dataclasses.dataclass(frozen=True)
class Known:
    """A catalogue of one version that knows one matter."""

    version: str
    matter: str
    department: str

    def knows(self, catalog):
        return catalog == self.version

    def department_of(self, matter, _catalog):
        return self.department if matter == self.matter else None


def under(raw: bytes, catalog: str) -> bytes:
    return raw.replace(b'"catalog":"2026.07.1"', b'"catalog":"%s"' % catalog.encode())


def test_a_catalogue_that_is_not_known_here_is_no_reason_to_wait_if_the_one_in_force_agrees(window):
    stream = Stream("W01").add(under(event(opening(), new_id()), "2031.01.1"))
    assert verdicts(window.push(stream.push())) == [A]


@pytest.mark.parametrize("changes", [{"matter": "EDU-999"}, {"department": "FIN"}])
def test_what_only_an_unknown_catalogue_can_judge_waits_for_it(server, window, case, changes):
    fact = opening(**changes)
    stream = Stream("W01").add(under(event(fact, case), "2031.01.1"), event(accepted(), case))
    answer = window.push(stream.push())
    assert [(one.verdict, one.reason) for one in answer.verdicts] == [
        (H, "case.unknown_catalogue"),
        (H, "case.unknown"),
    ]
    intake = server.doors.intake
    assert intake.judge_again(FOR_CATALOGUE) == 0
    later = dataclasses.replace(intake, matters=Known("2031.01.1", fact.matter, fact.department))
    assert later.judge_again(FOR_CATALOGUE) == 2
    assert [(one.verdict, one.ver) for one in window.push(stream.push()).verdicts] == [(A, 1), (A, 2)]
    assert whole(server)


def test_a_number_given_while_waiting_is_kept_with_the_opening(server, window, case):
    waiting = under(event(opening(matter="EDU-999"), case), "2031.01.1")
    stream = Stream("W01").add(waiting, event(opening(), new_id()))
    assert verdicts(window.push(stream.push())) == [H, A]
    later = dataclasses.replace(server.doors.intake, matters=Known("2031.01.1", "EDU-999", "EDU"))
    later.judge_again(FOR_CATALOGUE)
    first = window.push(stream.push()).verdicts[0]
    assert (first.verdict, first.number[:11]) == ("renumbered", "510600-W00-")
    assert whole(server)


# --- the server's own stream --------------------------------------------------------------------------------------


def test_the_server_s_stream_goes_on_after_a_start_and_anew_after_a_restore(tmp_path, clock):
    def refuse_and_release(server, window):
        case = new_id()
        bad = refused(case)
        window.push(Stream("W01").add(event(opening(), case), bad).push())
        server.doors.holds.release(id_of(bad), "核对过", "S01")

    with serving(tmp_path / "server", clock) as server:
        window = enrolled_window(server)
        refuse_and_release(server, window)
    with serving(tmp_path / "server", clock) as server:
        window.address = server.address
        refuse_and_release(server, window)
        with server.doors.store.writing() as connection:
            meta.write(connection, meta.SERVER_EPOCH, b"2")
        refuse_and_release(server, window)
        with server.doors.store.reading() as connection:
            heads = connection.execute(streams.all_streams()).all()
        assert sorted(head for origin, _, head, _ in heads if origin == "server") == [1, 2]
        assert whole(server)


# --- the commands -------------------------------------------------------------------------------------------------


def test_holds_are_listed_and_released_by_command(tmp_path, clock, case):
    folder = tmp_path / "server"
    bad = refused(case)
    with serving(folder, clock) as server:
        window = enrolled_window(server)
        stream = Stream("W01").add(event(opening(), case), bad, event(accepted(), case))
        lonely = event(note(), new_id())
        answer = window.push(stream.add(lonely).push())
        number = read(stream.events[0]).fact.number
        listed = json.loads(run(folder, "holds", "--json").stdout)
        assert listed[0] == {
            "case_id": case,
            "number": number,
            "origin": "W01",
            "event_id": answer.verdicts[2].by,
            "since_ms": round(NOON.timestamp() * 1000),
            "waiting": 1,
            "why": "case.role",
        }
        assert [(one["waiting"], one["why"], one["event_id"]) for one in listed[1:]] == [(1, "case.unknown", "")]
        told = run(folder, "holds").stdout
        assert (number in told, "2026-07-06 12:00" in told, "1 waiting" in told) == (True, True, True)
        done = run(folder, "release", id_of(bad), "--reason", "核对过", "--by", "S01")
        assert (done.returncode, done.stderr) == (0, "")
        again = run(folder, "release", id_of(bad), "--reason", "核对过", "--by", "S01")
        assert (again.returncode, "[hold.absent]" in again.stderr) == (3, True)
        assert now(window, stream) == [A, Q, A, H]
        assert json.loads(run(folder, "supervise", "--once", "--json").stdout) == {"released": 0, "judged": 0}
        assert whole(server)
