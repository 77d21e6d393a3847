"""A decision that came without a document is handed out in writing all the same."""

import pypdfium2
import pytest
from support.results import GRANT, decided, sealed

from casework.case_state import Stage
from casework.contract import SealWait
from casework.decisions import DRAWN
from casework.errors import RuleBroken
from casework.facts import Outcome
from counter_app.desk import prints
from counter_app.desk.forms import IssueForm
from counter_app.desk.issue import issue

REFUSED = {"reasons": ("户外活动场地生均面积低于规定。",)}


def issued_papers(place, case):
    issue(place.desk, IssueForm(case_id=case.id), place.printer.studio())
    place.print_owed()
    jobs = {job.id: job for job in place.store.printouts.of_case(case.id)}
    return [(jobs[job].paper, paper) for job, paper in place.printer.driver.sent if job in jobs]


def text(paper) -> str:
    with pypdfium2.PdfDocument(paper.content) as document:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)


def refused(place):
    return decided(place, certificate=None, outcome=Outcome.REFUSED, said=REFUSED)


def test_a_refusal_is_issued_with_the_document_that_is_drawn_here(place):
    case = refused(place)
    paper = issued_papers(place, case)[-1][1]
    said = text(paper)
    assert "不予" in paper.title
    assert REFUSED["reasons"][0] in said
    assert "不是电子签名" in said, "it says what its impression is"
    after = place.store.cases.get(case.id).case
    assert (after.stage, after.result.document_sha256) == (Stage.RESULT_AT_WINDOW, paper.sha256)


def test_what_the_server_drew_and_sealed_is_printed_byte_for_byte(place):
    case = refused(place)
    sha256 = sealed(place, case, "decision", b"%PDF-1.7 drawn and sealed")
    assert [paper.sha256 for kind, paper in issued_papers(place, case) if kind == "decision"] == [sha256]


@pytest.mark.parametrize(
    ("conditions", "kinds"), [((), ["certificate"]), (("每年年检。",), ["certificate", "decision"])]
)
def test_conditions_of_a_grant_come_in_writing_beside_the_certificate(place, conditions, kinds):
    case = decided(place, certificate=GRANT, said={"conditions": conditions})
    papers = [kind for kind, _ in issued_papers(place, case) if kind in {"certificate", "decision"}]
    assert papers == kinds


def test_a_decision_that_is_printed_again_is_the_same_file(place):
    case = refused(place)
    issued_papers(place, case)
    job = place.store.printouts.of_case(case.id)[-1]
    again = prints.reprint(place.desk, job.id, "申请人遗失").value
    place.print_owed()
    assert (again.reprint, again.frozen.sha256) == (1, job.frozen.sha256)
    assert [paper.sha256 for one, paper in place.printer.driver.sent if one == again.id] == [job.frozen.sha256]


def test_a_document_that_the_server_is_drawing_is_waited_for_until_it_is_here(place):
    case = refused(place)
    wait = SealWait(case=case.id, paper="decision", document=DRAWN, coming=True, since=place.desk.now_ms())
    with place.store.writing():
        place.store.unsealed.take((wait,))
    with pytest.raises(RuleBroken, match="seal_awaited"):
        issue(place.desk, IssueForm(case_id=case.id), place.printer.studio())
    sha256 = sealed(place, case, "decision", b"%PDF-1.7 drawn and sealed")
    assert [paper.sha256 for kind, paper in issued_papers(place, case) if kind == "decision"] == [sha256]
