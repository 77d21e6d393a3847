"""The command `department` as a process of its own, and its tables."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.serving import DAY, PASSWORD, REGION, Stream, accepted, event, new_id, opening

from casework.access import Scope
from casework.calendar import load
from casework.case_state import Case
from casework.events import read
from casework.facts import CaseUrged, ClockStopped, ReceivedByDepartment
from casework.lifecycle import replay
from resources.calendar import files
from sync_server.department.tables import CaseRow, as_csv, as_text, inert, most_urgent_first, row_of

NUMBER = opening().number
COMMAND = (sys.executable, "-m", "sync_server.department")
ENGLISH = {**os.environ, "LANG": "en_US.UTF-8"}


@pytest.fixture
def department(server, window, tmp_path):
    """Runs the command in a folder that is logged in, with one accepted case waiting."""
    server.doors.people.add_account("edu", "EDU", REGION, PASSWORD, frozenset(Scope))
    case = new_id()
    window.push(Stream("W01").add(event(opening(), case), event(accepted(), case)).push())

    def run(*words, stdin="", code=0):
        command = [
            sys.executable,
            "-m",
            "sync_server.department",
            words[0],
            "--folder",
            str(tmp_path / "d"),
            *words[1:],
        ]
        done = subprocess.run(
            command, input=stdin, capture_output=True, text=True, timeout=60, check=False, env=ENGLISH
        )
        assert done.returncode == code, done.stderr
        return done

    run("login", "--server", server.address, "--account", "edu", "--password-stdin", stdin=f"{PASSWORD}\n")
    return run


def test_a_department_works_from_the_command_line(department, tmp_path):
    assert json.loads(department("pull", "--json").stdout) == {"events": 2, "cases": [NUMBER], "pending": 0}
    (row,) = json.loads(department("list", "--json").stdout)
    assert (row["number"], row["stage"], row["matter"]) == (NUMBER, "accepted", "EDU-001")
    (taken,) = json.loads(department("received", NUMBER, "--json").stdout)
    assert (taken["sent"], taken["refused"]) == (True, "")
    (tmp_path / "decision.pdf").write_bytes(b"%PDF-1.7")
    words = ["--outcome", "granted", "--document", str(tmp_path / "decision.pdf"), "--certificate-number", "C-1"]
    department("decide", NUMBER, *words, "--field", "名称=晨光", "--valid-until", "2029-07-06")
    shown = json.loads(department("show", NUMBER, "--json").stdout)
    assert (shown["stage"], shown["decision"]["certificate"]["valid_until"]) == ("decided", "2029-07-06")
    (line,) = csv.DictReader(io.StringIO(department("list", "--csv", "--stage", "decided").stdout))
    assert (line["number"], line["applicant"]) == (NUMBER, "德阳晨光幼儿园有限公司")
    department("note", NUMBER, "看过了")
    assert json.loads(department("push", "--json").stdout) == {"events": 0, "refused": []}


def test_an_urging_is_listed_answered_and_then_gone(department, window):
    department("pull")
    assert department("urgings").stdout == "\n"
    assert "[department.no_urging]" in department("answer", NUMBER, "在办", code=3).stderr
    fact = CaseUrged(window="W01", urged_on=DAY, again_from=DAY, reason="申请人来问")
    case = json.loads(department("show", NUMBER, "--json").stdout)["id"]
    window.push(Stream("W01").add(event(fact, case)).push())
    department("pull")
    (row,) = json.loads(department("urgings", "--json").stdout)
    assert (row["number"], row["urging"], row["window"], row["reason"]) == (NUMBER, 1, "W01", "申请人来问")
    assert f"{NUMBER}   1  {DAY}  W01" in department("urgings").stdout
    assert "!1" in department("list", "--urged").stdout
    (answered,) = json.loads(department("answer", NUMBER, "15 日踏勘", "--json").stdout)
    assert (answered["sent"], answered["refused"]) == (True, "")
    assert department("list", "--urged").stdout == "\n"
    assert json.loads(department("show", NUMBER, "--json").stdout)["urgings"][0]["answer"] == "15 日踏勘"


def test_a_certificate_that_ends_before_it_begins_is_refused(department):
    department("pull")
    department("received", NUMBER)
    days = ["--valid-from", "2026-12-01", "--valid-until", "2026-11-30"]
    words = ["--outcome", "granted", "--certificate-number", "C-1", "--field", "名称=晨光"]
    assert "[department.validity]" in department("decide", NUMBER, *words, *days, code=3).stderr


def test_what_a_department_states_can_be_printed(department):
    department("pull")
    department("received", NUMBER)
    words = ["--outcome", "granted", "--certificate-number", "C-1", "--field", "范围=小班\n大班\u200b"]
    department("decide", NUMBER, *words, "--condition", "  ", "--opinion", "同意\u202e")
    decision = json.loads(department("show", NUMBER, "--json").stdout)["decision"]
    assert decision["certificate"]["fields"][0]["value"] == "小班 大班"
    assert (decision["opinion"], decision["conditions"]) == ("同意", [])


def test_the_exit_code_says_who_must_act(department):
    department("pull")
    assert "[case.stage]" in department("decide", NUMBER, "--outcome", "granted", code=3).stderr
    assert "[department.unknown_case]" in department("received", "510600-W09-260706-0001-00", code=3).stderr
    department("decide", NUMBER, "--outcome", "maybe", code=2)
    department("decide", NUMBER, "--outcome", "granted", "--field", "no equals sign", code=2)
    department("decide", NUMBER, "--outcome", "granted", "--certificate-number", "1", "--valid-from", "soon", code=2)


def test_without_a_server_an_act_is_kept_and_a_pull_is_trouble(department, tmp_path):
    department("pull")
    login = tmp_path / "d" / "login.json"
    kept = json.loads(login.read_bytes())
    # The discard port: nothing listens there.
    login.write_text(json.dumps({**kept, "server": "http://127.0.0.1:9"}))
    done = department("received", NUMBER, "--json")
    assert json.loads(done.stdout)[0]["sent"] is False
    assert "[net.unreachable]" in done.stderr
    assert "[net.unreachable]" in department("pull", code=4).stderr
    login.write_text(json.dumps(kept))
    assert json.loads(department("push", "--json").stdout)["events"] == 1


def test_watching_writes_a_case_as_it_comes_and_stops_when_told(department, window, tmp_path):
    department("pull")
    command = [*COMMAND, "watch", "--folder", str(tmp_path / "d"), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=ENGLISH) as watch:
        window.push(Stream("W01").add(event(opening(running=2), new_id())).push())
        seen = json.loads(watch.stdout.readline())
        while not seen["cases"]:
            seen = json.loads(watch.stdout.readline())
        watch.send_signal(signal.SIGTERM)
        watch.wait(20)
    assert seen["cases"] == [opening(running=2).number]


def case_of(*facts) -> Case:
    return replay(read(event(fact, "c")) for fact in facts)


def test_a_row_counts_the_working_days_left():
    row = row_of(case_of(opening(), accepted()), date(2026, 7, 7), load(files()))
    assert (row.due, row.days_left, row.provisional) == (date(2026, 8, 10), 24, False)


def test_a_clock_that_stands_moves_the_due_date():
    calendar = load(files())
    taken = ReceivedByDepartment(received_on=date(2026, 7, 6))
    stopped = ClockStopped(from_day=date(2026, 7, 8), procedure="现场踏勘")
    row = row_of(case_of(opening(), accepted(), taken, stopped), date(2026, 7, 10), calendar)
    assert row.due > date(2026, 8, 10)


def test_what_has_no_limit_comes_last():
    def row(number, due):
        return CaseRow(
            number=number,
            stage="accepted",
            matter="EDU-001",
            applicant="x",
            received_on=date(2026, 7, 6),
            due=due,
            days_left=1 if due else None,
            provisional=bool(due),
            tolerance=False,
        )

    rows = most_urgent_first([row("3", None), row("2", date(2026, 8, 2)), row("1", date(2026, 8, 1))])
    assert [one.number for one in rows] == ["1", "2", "3"]
    assert "2026-08-01* (1)" in as_text(rows)
    assert as_csv(rows).count("\n") == 4


@given(st.sampled_from("=+-@\t\r＝＋－＠"), st.text())
def test_no_cell_is_taken_for_a_formula(first, rest):
    assert inert(first + rest) == f"'{first}{rest}"


def test_other_cells_are_as_they_are():
    assert [inert(value) for value in ("晨光", None, True, -3, date(2026, 7, 6))] == [
        "晨光",
        "",
        "true",
        "-3",
        "2026-07-06",
    ]
