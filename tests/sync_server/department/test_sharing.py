"""Several pollers of one department share its mailbox: each in a folder of its own, each with a part of the cases."""

import hashlib
import json
import os
import signal
import subprocess
import sys
from contextlib import ExitStack

import pytest
from support.serving import PASSWORD, REGION, SteppingClock, Stream, accepted, event, new_id, note, opening

from casework import facts
from casework.access import Scope
from casework.errors import RuleBroken, Trouble
from casework.events import BlobRef, read_header
from casework.facts import Outcome
from sync_server.department.acts import Decision
from sync_server.department.session import log_in, open_session

ENGLISH = {**os.environ, "LANG": "en_US.UTF-8"}
GRANTED = Decision(outcome=Outcome.GRANTED)


@pytest.fixture
def pollers(server, tmp_path):
    """Opens pollers of one department, each in a folder of its own."""
    server.doors.people.add_account("edu", "EDU", REGION, PASSWORD, frozenset(Scope))
    with ExitStack() as open_ones:

        def poller(name):
            folder = tmp_path / name
            log_in(folder, server.address, "edu", PASSWORD)
            session = open_session(folder, SteppingClock())
            open_ones.callback(session.close)
            return session

        yield poller


@pytest.fixture
def cases(window):
    """Three accepted cases, each with two positions in the department's mailbox."""
    stream, made = Stream("W01"), []
    for running in (1, 2, 3):
        case = new_id()
        stream.add(event(opening(running=running), case), event(accepted(), case))
        made.append(case)
    window.push(stream.push())
    return made


def number(running) -> str:
    return opening(running=running).number


def refusal(call, *args) -> str:
    with pytest.raises(RuleBroken) as refused:
        call(*args)
    return refused.value.code


def files(folder) -> list[str]:
    inbox = folder / "inbox"
    return sorted(one.name for one in inbox.iterdir()) if inbox.exists() else []


@pytest.mark.usefixtures("cases")
def test_what_is_claimed_is_named_by_the_cases_number_and_what_happened(pollers):
    one, other = pollers("one"), pollers("other")
    first, second = one.share.work(2, 300), other.share.work(10, 300)
    assert [(item.p, item.number, item.kind) for item in first] == [
        (1, number(1), "case.opened"),
        (2, number(1), "case.accepted"),
    ]
    assert [item.number for item in second] == [number(2)] * 2 + [number(3)] * 2
    assert {item.fence for item in first} < {item.fence for item in (*first, *second)}


def test_a_decision_says_under_which_number_it_was_made(pollers, cases):
    session = pollers("one")
    (item, *_) = session.share.work(2, 300)
    session.acts.receive(item.number, item.fence)
    session.acts.decide(item.number, GRANTED, item.fence)
    session.acts.note(item.number, "说明")
    assert [read_header(one.raw).fence for one in session.journal.waiting()] == [1, 1, 0]
    assert b'"fence"' not in session.journal.waiting()[2].raw
    assert session.sender.send().refused == ()
    assert cases[0] == item.case


@pytest.mark.usefixtures("cases")
def test_a_position_is_renewed_and_done_by_whoever_has_it(pollers, clock):
    one, other = pollers("one"), pollers("other")
    mine = one.share.work(2, 60)
    clock.pass_by(seconds=50)
    assert one.share.renew(1, mine[0].fence, 60).until_ms == mine[0].until_ms + 50_000
    clock.pass_by(seconds=30)
    theirs = other.share.work(10, 60)
    assert [item.p for item in theirs] == [3, 4, 5, 6]
    clock.pass_by(seconds=61)
    assert [item.p for item in other.share.work(10, 60)][:2] == [1, 2]
    assert refusal(one.share.renew, 1, mine[0].fence, 60) == "claim.lost"
    assert refusal(one.share.done, 1, mine[0].fence) == "claim.lost"


@pytest.mark.usefixtures("cases")
def test_what_two_pollers_claim_they_do_not_write_twice(pollers, tmp_path):
    one, other = pollers("one"), pollers("other")
    turns = [one.share.turn(2, 300), other.share.turn(2, 300), one.share.turn(2, 300), other.share.turn(2, 300)]
    assert [turn.cases for turn in turns] == [(number(1),), (number(2),), (number(3),), ()]
    assert [turn.done for turn in turns] == [2, 2, 2, 0]
    assert files(tmp_path / "one") == [number(1), number(3)]
    assert files(tmp_path / "other") == [number(2)]


@pytest.mark.usefixtures("cases")
def test_what_a_poller_claimed_and_never_did_goes_to_another_when_its_time_is_over(pollers, tmp_path, clock):
    one, other = pollers("one"), pollers("other")
    one.share.work(10, 60)
    assert other.share.turn(10, 60).done == 0
    clock.pass_by(seconds=61)
    assert other.share.turn(10, 60).cases == (number(1), number(2), number(3))
    assert files(tmp_path / "one") == []


def test_what_comes_later_to_a_case_goes_to_whoever_is_free(pollers, window, cases, tmp_path):
    one, other = pollers("one"), pollers("other")
    one.share.turn(10, 300)
    window.push(Stream("W01").add(event(note(), cases[1])).push())
    assert other.share.turn(10, 300).cases == (number(2),)
    content = json.loads((tmp_path / "other" / "inbox" / number(2) / "case.json").read_bytes())
    assert [step["kind"] for step in content["history"]] == ["case.opened", "case.accepted", "note.added"]


def test_papers_that_come_in_late_are_fetched_by_who_wrote_the_case(pollers, window, cases, tmp_path):
    body = b"%PDF-1.7 late"
    ref = BlobRef(sha256=hashlib.sha256(body).hexdigest(), size=len(body), mime="application/pdf", name="a.pdf")
    scan = facts.ScanAttached(material="EDU-001-M01", pages=1, title="申请表")
    window.push(Stream("W01").add(event(scan, cases[0], blobs=(ref,))).push())
    one, other = pollers("one"), pollers("other")
    one.share.turn(10, 300)
    window.request("PUT", f"/v1/blobs/{ref.sha256}", body)
    other.share.turn(10, 300)
    assert one.share.turn(10, 300).cases == (number(1),)
    assert [file.read_bytes() for file in (tmp_path / "one").rglob("*.pdf")] == [body]
    assert files(tmp_path / "other") == []


@pytest.mark.usefixtures("cases")
def test_a_disk_that_refuses_the_files_leaves_the_positions_to_another(pollers, tmp_path, clock):
    one, other = pollers("one"), pollers("other")
    (tmp_path / "one" / "inbox").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(Trouble):
        one.share.turn(10, 60)
    clock.pass_by(seconds=61)
    assert len(other.share.turn(10, 60).cases) == 3


class TestTheCommands:
    @pytest.fixture
    def department(self, server, tmp_path):
        server.doors.people.add_account("edu", "EDU", REGION, PASSWORD, frozenset(Scope))

        def command(name, *words):
            program = (sys.executable, "-m", "sync_server.department")
            return [*program, words[0], "--folder", str(tmp_path / name), *words[1:]]

        def run(name, *words, stdin="", code=0):
            done = subprocess.run(
                command(name, *words),
                input=stdin,
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
                env=ENGLISH,
            )
            assert done.returncode == code, done.stderr
            return done

        run.command = command
        for name in ("one", "other"):
            words = ("login", "--server", server.address, "--account", "edu", "--password-stdin")
            run(name, *words, stdin=f"{PASSWORD}\n")
        return run

    @pytest.mark.usefixtures("cases")
    def test_work_is_claimed_decided_and_done_from_the_command_line(self, department):
        items = json.loads(department("one", "work", "--n", "2", "--json").stdout)["items"]
        assert [(item["p"], item["number"]) for item in items] == [(1, number(1)), (2, number(1))]
        fence = str(items[0]["fence"])
        for words in (("received", number(1)), ("decide", number(1), "--outcome", "granted")):
            (acted,) = json.loads(department("one", *words, "--fence", fence, "--json").stdout)
            assert (acted["sent"], acted["refused"]) == (True, "")
        longer = json.loads(department("one", "renew", "1", "--fence", fence, "--ttl", "600", "--json").stdout)
        assert longer["until_ms"] > items[0]["until_ms"]
        for position in ("1", "2"):
            department("one", "done", position, "--fence", fence)
        wrong = department("other", "done", "1", "--fence", "7", code=3)
        assert "[claim.lost]" in wrong.stderr
        assert f"3  --fence 2  {number(2)}" in department("other", "work").stdout
        assert department("other", "work", "--n", "0", code=2).stdout == ""

    @pytest.mark.usefixtures("cases")
    def test_two_that_watch_with_claim_never_do_the_same_twice(self, department, window, tmp_path):
        def watching(name):
            command = department.command(name, "watch", "--claim", "--n", "2", "--json")
            return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=ENGLISH)

        def end(process):
            process.send_signal(signal.SIGTERM)
            process.wait(30)
            process.stdout.close()

        with ExitStack() as running:
            one = watching("one")
            running.callback(end, one)
            lines = [json.loads(one.stdout.readline()) for _ in range(3)]
            assert [line["cases"] for line in lines] == [[number(1)], [number(2)], [number(3)]]
            assert [line["done"] for line in lines] == [2, 2, 2]
        with ExitStack() as running:
            other = watching("other")
            running.callback(end, other)
            window.push(Stream("W01").add(event(opening(running=4), new_id())).push())
            assert json.loads(other.stdout.readline())["cases"] == [number(4)]
        assert files(tmp_path / "one") == [number(1), number(2), number(3)]
        assert files(tmp_path / "other") == [number(4)]
