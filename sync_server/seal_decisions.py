"""The decision document of a department that sent none: drawn from what was decided, its seal's place left free."""

from datetime import datetime

from casework.case_state import Case
from casework.catalogue import Department, Matter
from casework.contract import Site
from casework.slips import progress_link
from printing.fonts import Fonts
from printing.papers.decided_case import decision_of
from printing.papers.decision_document import draw_decision
from printing.papers.parts import Numbers, PrintMarks, Trace
from printing.seals.seal import Seal
from printing.wording import Wording

_ONE_ORIGINAL = 0


def draw_decided(
    case: Case,
    matter: Matter,
    department: Department,
    site: Site,
    seal: Seal,
    fonts: Fonts,
    wording: Wording,
    at: datetime,
) -> bytes:
    """Return the document as a PDF; the same decision, taken `at` a moment (aware), gives the same bytes.

    Raises:
        RuleBroken: `printing.no_reasons` for a refusal without any, or it cannot be drawn.
    """
    link = progress_link(site.progress_url, case.secret)
    content = decision_of(
        case,
        matter,
        department,
        seal=seal,
        numbers=Numbers(case_number=case.number, serial=case.serial, progress_url=link),
        trace=Trace(at=at, window="", job=""),
    )
    return draw_decision(content, fonts, wording, _ONE_ORIGINAL, PrintMarks(seal_by_signature=True)).content
