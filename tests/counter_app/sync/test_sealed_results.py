"""What a department decided is sealed at the server, and any window of the hall prints it as it was sealed."""

import subprocess
import sys

import pytest
from support.commands import ENGLISH
from support.desks import accepted, body
from support.eventually import eventually
from support.seal_keys import root
from support.seal_office import CERTIFICATE, KEEPER, WITNESS, a_pdf, register_seal
from support.serving import PASSWORD, REGION
from support.windows import desk_at

from casework.access import Scope
from casework.case_state import Stage
from casework.errors import RuleBroken
from casework.facts import Outcome
from counter_app.desk.forms import IssueForm
from counter_app.desk.issue import issue
from counter_app.presenters.case_page import CasePresenter
from counter_app.presenters.wording import Words
from printing.seals.verification import verify
from sync_server.department.acts import Decision
from sync_server.department.session import log_in, open_session


@pytest.fixture
def department(server, tmp_path, clock):
    server.doors.people.add_account("edu", "EDU", REGION, PASSWORD, frozenset(Scope))
    log_in(tmp_path / "edu", server.address, "edu", PASSWORD)
    session = open_session(tmp_path / "edu", clock)
    yield session
    session.close()


@pytest.fixture
def other(server, tmp_path, clock, place):
    """Another window of the hall; `place` was enrolled before."""
    assert place.desk.place().window == "W03"
    with desk_at(server, tmp_path / "other", clock, code="W04", number=4) as workplace:
        yield workplace


def decide(department, case, tmp_path):
    document = tmp_path / "decision.pdf"
    document.write_bytes(a_pdf("granted"))
    department.puller.pull()
    department.acts.receive(case.number)
    department.acts.decide(case.number, Decision(outcome=Outcome.GRANTED, certificate=CERTIFICATE, document=document))
    department.sender.send()


def sealed_by(server, count):
    """Let the server's own seal office come to the end of its work."""
    eventually(lambda: [use.state for use in server.doors.register.uses("EDU")] == ["sealed"] * count)


def printed(workplace, case):
    workplace.sync.run()
    issue(workplace.desk, IssueForm(case_id=case.id), workplace.printer.studio())
    workplace.print_owed()
    jobs = {job.id: job for job in workplace.store.printouts.of_case(case.id)}
    return [(jobs[job_id].paper, paper) for job_id, paper in workplace.printer.driver.sent if job_id in jobs]


def test_a_certificate_sealed_at_the_server_is_printed_at_another_window_and_verifies(
    server, place, other, department, tmp_path
):
    register_seal(server.doors)
    case = accepted(place)
    place.sync.run()
    decide(department, case, tmp_path)
    sealed_by(server, 2)
    papers = printed(other, case)
    assert [paper for paper, _ in papers] == ["certificate", "decision"]
    for _, paper in papers:
        found = verify(paper.content, [root().der])
        assert (found.good, found.trusted, found.organ) == (True, True, "德阳市教育局")
    other.sync.run()
    place.sync.run()
    assert place.store.cases.get(case.id).case == other.store.cases.get(case.id).case
    after = place.store.cases.get(case.id).case
    assert (after.stage, after.result.document_sha256) == (Stage.RESULT_AT_WINDOW, after.sealed[0].file.sha256)
    assert server.doors.register.check() == []
    department.puller.pull()
    kept = {file.name.rpartition("-")[0] for file in (tmp_path / "edu" / "inbox").glob("*/materials/sealed-*.pdf")}
    assert kept == {"sealed-certificate", "sealed-decision"}


def test_while_the_seal_is_away_the_window_issues_as_before_and_the_sealed_file_comes_later(
    server, place, department, tmp_path
):
    register_seal(server.doors)
    server.doors.register.suspend("EDU", "印章送检", KEEPER)
    case = accepted(place)
    place.sync.run()
    decide(department, case, tmp_path)
    papers = dict(printed(place, case))
    assert not verify(papers["certificate"].content).signed
    place.sync.run()
    server.doors.register.resume("EDU", (KEEPER, WITNESS), "已查清")
    sealed_by(server, 2)
    place.sync.run()
    after = place.store.cases.get(case.id).case
    assert after.result.document_sha256 == papers["certificate"].sha256, "what was handed out stays what it was"
    files = [place.store.blobs.files.get(one.file.sha256) for one in after.sealed]
    assert all(verify(file, [root().der]).trusted for file in files)


def print_lines(place, case):
    page = CasePresenter(place.desk, Words("zh"))
    page.open(case.id)
    view = page.view()
    key = next(one for one in view.outcomes if one.act == "print")
    return [line.outcome for line in view.prints if "签章" in line.text], key.reason


def test_nobody_prints_a_result_while_its_sealed_paper_is_on_its_way_unless_they_say_so(
    server, place, other, department, tmp_path
):
    register_seal(server.doors)
    key = next(file for file in server.doors.seals.keys.folder.glob("*.secret"))
    passphrase = key.read_bytes()
    key.unlink()
    case, hurried = accepted(place), accepted(place, applicant=body(serial=2))
    place.sync.run()
    decide(department, case, tmp_path)
    decide(department, hurried, tmp_path)
    other.sync.run()
    with pytest.raises(RuleBroken) as refused:
        issue(other.desk, IssueForm(case_id=case.id), other.printer.studio())
    assert refused.value.code == "issue.seal_awaited"
    lines, key_says = print_lines(other, case)
    assert ["还没到" in line for line in lines] == [True, True]
    assert "还没到" in key_says
    issue(other.desk, IssueForm(case_id=hurried.id, unsealed=True), other.printer.studio())
    assert other.store.cases.get(hurried.id).case.stage is Stage.RESULT_AT_WINDOW
    key.write_bytes(passphrase)
    server.doors.register.suspend("EDU", "再试一次", KEEPER)
    server.doors.register.resume("EDU", (KEEPER, WITNESS), "密钥回来了")
    sealed_by(server, 4)
    other.sync.run()
    assert print_lines(other, case)[0] == []
    assert [verify(paper.content).signed for _, paper in printed(other, case)] == [True, True]


def test_what_a_person_must_put_right_first_keeps_no_result_back_and_is_shown(server, place, department, tmp_path):
    register_seal(server.doors)
    server.doors.register.suspend("EDU", "印章送检", KEEPER)
    case = accepted(place)
    place.sync.run()
    decide(department, case, tmp_path)
    place.sync.run()
    lines, key_says = print_lines(place, case)
    assert [("停用" in line, "手盖" in line) for line in lines] == [(True, True)] * 2
    assert "还没到" not in key_says
    folder = str(server.doors.blobs.folder.parent)
    listed = subprocess.run(
        [sys.executable, "-m", "sync_server", "seals", "list", "--folder", folder],
        capture_output=True, text=True, timeout=60, check=True, env=ENGLISH,
    )  # fmt: skip
    assert listed.stdout.count(f"of {case.number}") == 2, "people know a case by its number"
    assert "suspended" in listed.stdout
    issue(place.desk, IssueForm(case_id=case.id), place.printer.studio())


def test_a_hall_without_seals_asks_once_and_its_results_wait_for_nothing(place, department, tmp_path):
    case = accepted(place)
    place.sync.run()
    decide(department, case, tmp_path)
    place.sync.run()
    assert (place.store.unsealed.decided(), place.store.unsealed.known()) == ((case.id,), ())
    asked = []
    place.sync._rounds._api.seals = asked.append
    place.sync.run()
    assert asked == []
    issue(place.desk, IssueForm(case_id=case.id), place.printer.studio())
