"""What a department decided is sealed at the server, and any window of the hall prints it as it was sealed."""

import pytest
from support.desks import accepted
from support.eventually import eventually
from support.seal_keys import root
from support.seal_office import CERTIFICATE, KEEPER, WITNESS, a_pdf, register_seal
from support.serving import PASSWORD, REGION
from support.windows import desk_at

from casework.access import Scope
from casework.case_state import Stage
from casework.facts import Outcome
from counter_app.desk.forms import IssueForm
from counter_app.desk.issue import issue
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
