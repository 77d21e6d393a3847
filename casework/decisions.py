"""Which decisions need a document that the department did not send: the law wants every one in writing (art. 38)."""

from collections.abc import Sequence

from casework.case_state import Case, SealedPaper
from casework.events import BlobRef
from casework.facts import CaseDecided, Outcome

DRAWN = "drawn"
"""Stands for the document of a decision that is drawn from what was decided."""

PDF = "application/pdf"


def needs_document(decision: CaseDecided, came_with: Sequence[BlobRef]) -> bool:
    """Say whether a decision's document is to be drawn: none came with it, and no certificate says all of it.

    A certificate says that something was granted, but neither on which conditions nor what is still to follow.
    """
    if any(paper.mime == PDF for paper in came_with):
        return False
    tolerated = decision.outcome is Outcome.GRANTED_WITH_TOLERANCE
    return decision.certificate is None or tolerated or bool(decision.conditions)


def drawn_and_sealed(case: Case) -> SealedPaper | None:
    """Return the document that the server drew and sealed; the last one, should it have done so more than once."""
    came = {paper.sha256 for paper in case.decision_papers}
    drawn = [one for one in case.sealed if one.paper == "decision" and one.document_sha256 not in came]
    return drawn[-1] if drawn else None
