"""准予决定书 and 不予决定书: what the department decided, under its own seal (行政许可法 art. 38, 44).

A department that makes its document itself has it carried as it is; this one is for those that do not.
"""

from dataclasses import dataclass
from datetime import date

from casework.errors import RuleBroken
from printing.figures import english_date, spaced_date
from printing.fonts import Fonts
from printing.layout.flow import Block
from printing.layout.lines import Span
from printing.layout.tables import Cell, Para
from printing.model import FrozenPaper, PaperKind
from printing.papers.frame import signature
from printing.papers.notice_parts import (
    MEDIUM,
    facts,
    frame_of,
    frozen_notice,
    given,
    numbered,
    opening,
    receipt_lines,
    remedies,
    said,
)
from printing.papers.parts import FIRST_PRINT, Numbers, Party, PrintMarks, Reason, Trace
from printing.preflight import preflighted
from printing.seals.seal import Seal
from printing.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerated:
    """A paper that the decision does not wait for, and the day it was promised for."""

    name: str
    by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a decision says. `number` is the document's own ("" for none), `licence` tells a licence from other matters.

    A certificate is named by title and number where one is granted. `conditions` bind the applicant, `tolerated` is
    what still follows. A refusal names `review_body` and `court`, or `remedies` in the department's own words.
    """

    issuer: str
    number: str
    granted: bool
    licence: bool
    applicant: Party
    applied_on: date
    accepted_on: date
    matter: str
    matter_en: str
    opinion: str
    reasons: tuple[Reason, ...]
    conditions: tuple[Reason, ...] = ()
    tolerated: tuple[Tolerated, ...] = ()
    certificate_title: str = ""
    certificate_number: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    review_body: str = ""
    court: str = ""
    remedies: tuple[str, ...] = ()
    decided_on: date
    seal: Seal
    numbers: Numbers
    trace: Trace


@preflighted
def draw_decision(
    content: Decision, fonts: Fonts, wording: Wording, copy: int, marks: PrintMarks = FIRST_PRINT
) -> FrozenPaper:
    """Return copy 1 or 2 of the decision, finished; 0 is the one original that bears an electronic signature.

    Raises:
        RuleBroken: `printing.no_reasons` for a refusal without any, `printing.no_such_copy`, a character without a
            face, a code not printable.
    """
    if not content.granted and not content.reasons:
        raise RuleBroken("printing.no_reasons")
    end = signature(
        issuer=content.issuer,
        day=content.decided_on,
        seal=content.seal,
        state=marks.seal_state,
        fonts=fonts,
        left_part=receipt_lines(wording, "", "decision.signed"),
    )
    frame = frame_of(content, wording, _title(content), marks, copy=copy)
    return frozen_notice(PaperKind.DECISION, frame, _blocks(content, fonts, wording), end, fonts, wording)


def title_key(*, granted: bool, licence: bool, tolerated: bool) -> str:
    """Return the key of the title of such a decision."""
    outcome = "refused" if not granted else "tolerance" if tolerated else "granted"
    return f"decision.title.{outcome}{'' if licence else '_other'}"


def _outcome(content: Decision) -> str:
    return "granted" if content.granted else "refused"


def _title(content: Decision) -> str:
    return title_key(granted=content.granted, licence=content.licence, tolerated=bool(content.tolerated))


def _blocks(content: Decision, fonts: Fonts, wording: Wording) -> tuple[Block, ...]:
    outcome = _outcome(content)
    blocks = [
        *opening(
            content,
            f"decision.opening.{'tolerance' if content.granted and content.tolerated else outcome}",
            fonts,
            wording,
            more={"accepted": spaced_date(content.accepted_on)},
            more_en={"accepted": english_date(content.accepted_on)},
            setting=MEDIUM,
        ),
        *facts("decision", _facts(content, wording), fonts, wording),
    ]
    if content.reasons:
        blocks += numbered(f"decision.reasons.{outcome}", content.reasons, fonts, wording)
    if content.conditions:
        blocks += numbered("decision.conditions", content.conditions, fonts, wording)
    if not content.granted and content.remedies:
        blocks += facts("remedies", [("not_accepted.remedies", _own_remedies(content))], fonts, wording)
    elif not content.granted:
        blocks += remedies("decision", content.review_body, content.court, fonts, wording)
    return tuple(blocks)


def _own_remedies(content: Decision) -> Cell:
    return Cell(tuple(Para((Span(text),), leading_pt=16) for text in content.remedies))


def _tolerated(content: Decision) -> Cell:
    lines = (f"{paper.name}，{spaced_date(paper.by)}前" for paper in content.tolerated)
    return Cell(tuple(Para((Span(line),), leading_pt=16) for line in lines))


def _facts(content: Decision, wording: Wording) -> list[tuple[str, Cell]]:
    rows: list[tuple[str, Cell]] = []
    if content.number:
        rows.append(("decision.number", given(content.number)))
    if content.opinion:
        rows.append(("decision.opinion", given(content.opinion)))
    if content.granted and content.certificate_number:
        title, number = content.certificate_title, content.certificate_number
        text = wording.zh("decision.certificate_text", title=title, number=number)
        rows.append(("decision.certificate", given(text)))
    if content.valid_from and content.valid_until:
        text = wording.zh(
            "decision.valid_text", since=spaced_date(content.valid_from), until=spaced_date(content.valid_until)
        )
        rows.append(("decision.valid", given(text)))
    if content.granted and content.tolerated:
        rows.append(("decision.tolerated", _tolerated(content)))
    if content.granted and content.certificate_number and not content.tolerated:
        rows.append(("decision.issue", said(wording, "decision.issue_text")))
    return rows
