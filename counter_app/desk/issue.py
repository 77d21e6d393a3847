"""The result comes to the window (结果到窗): its papers are frozen first, then it is stated, then they are printed."""

import re

from casework.case_state import Case, SealedPaper, Stage
from casework.clock import CHINA, from_ms
from casework.decisions import drawn_and_sealed, needs_document
from casework.errors import RuleBroken
from casework.events import BlobRef
from casework.facts import Outcome, ResultAtWindow
from counter_app.changes import Changes, Done, Topic
from counter_app.desk import blanks, owed
from counter_app.desk.bench import Desk, changed
from counter_app.desk.blanks import Reserved
from counter_app.desk.checklist import not_asked
from counter_app.desk.forms import IssueForm
from counter_app.desk.paper_orders import order_certificate, order_decision
from counter_app.desk.prints import PDF, Studio, keep_bytes
from counter_app.desk.recording import state, the_case
from counter_app.store.blobs import KEPT
from counter_app.store.cases import Projected
from counter_app.store.printouts import Frozen, Intent
from printing.model import Media, PaperKind

_PDF_PAGE = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")


def issue(desk: Desk, form: IssueForm, studio: Studio) -> Done[Projected]:
    """Freeze the result's papers, state that the result lies ready, and owe the prints.

    Raises:
        RuleBroken: `case.stage`, `issue.blob_wanted` (a file of the result has not come yet),
            `issue.seal_awaited` (nor has one that is being sealed, and the form does not say not to wait),
            `issue.tolerance_open`, `printing.no_reasons` (a refusal without any), `stock.…` (no blank of its kind is
            left here, or the number given is not the next), or a paper cannot be drawn.
        Trouble: the disk refused; no event was written.
    """
    desk = desk.at_this_moment()
    clerk = desk.clerk()
    case = the_case(desk, form.case_id).case
    if case.stage is not Stage.DECIDED or case.decision is None:
        raise RuleBroken("case.stage", stage=case.stage.value)
    promised = {mark.code for mark in case.materials if mark.follows_by} - not_asked(case, desk.matter_shown(case))
    if case.decision.outcome is Outcome.GRANTED_WITH_TOLERANCE and promised:
        raise RuleBroken("issue.tolerance_open")
    if not form.unsealed:
        _require_no_seal_awaited(desk, case)
    blank = blanks.choose(desk, case, form.blank_number) if case.decision.certificate else None
    intents = _frozen_papers(desk, case, blank, studio)
    fact = ResultAtWindow(
        window=desk.place().window,
        printed_on=desk.today(),
        document_sha256=intents[0].frozen.sha256,
        blank_number=blank.number if blank else "",
    )
    with desk.store.writing():
        for intent in intents:
            size = desk.store.blobs.files.size(intent.frozen.sha256)
            desk.store.blobs.record(intent.frozen.sha256, size, intent.frozen.format, KEPT)
        if blank is not None:
            blanks.reserve(desk, clerk, blank, case.id)
        state(desk, clerk, case.id, fact)
        owed.papers(desk, case.id, intents)
        after = the_case(desk, case.id)
    return Done(changed(case.id, prints=True) | Changes(frozenset({Topic.STOCK})), after)


def _frozen_papers(desk: Desk, case: Case, blank: Reserved | None, studio: Studio) -> tuple[Intent, ...]:
    """Return what is printed of a result, the certificate first if there is one."""
    decision = case.decision
    papers = []
    if decision is not None and decision.certificate is not None:
        number = blank.number if blank else ""
        papers.append(Intent(PaperKind.CERTIFICATE, sheet=number, frozen=_certificate(desk, case, number, studio)))
    for copy, document in enumerate((ref for ref in case.decision_papers if ref.mime == PDF), start=1):
        papers.append(Intent(PaperKind.DECISION, copy=copy, frozen=_decision(desk, case, document)))
    if decision is not None and needs_document(decision, case.decision_papers):
        papers.append(Intent(PaperKind.DECISION, copy=1, frozen=_decided(desk, case, studio)))
    return tuple(papers)


def _require_no_seal_awaited(desk: Desk, case: Case) -> None:
    """Refuse to draw a paper here that is being sealed at the server."""
    coming = [paper for paper in desk.store.unsealed.of(case) if paper.coming]
    if coming:
        since = from_ms(min(paper.since for paper in coming)).astimezone(CHINA)
        raise RuleBroken("issue.seal_awaited", since=f"{since:%m-%d %H:%M}")


def sealed_certificate(desk: Desk, case: Case, blank_number: str) -> Frozen | None:
    """Return the certificate as the server sealed it, byte for byte; None if it did not, or not yet.

    Nor is it printed on a blank of a form of its own: its fields would stand elsewhere. The sealed file stays the
    original; what is on the blank is stamped by hand.

    Raises:
        RuleBroken: `issue.blob_wanted`.
    """
    form = desk.matter_of(case).certificate
    if blank_number and form is not None and form.name_zh in desk.blank_forms:
        return None
    sealed = next((one for one in case.sealed if one.paper == PaperKind.CERTIFICATE), None)
    return None if sealed is None else _as_sealed(desk, sealed, Media.A4_LANDSCAPE)


def _certificate(desk: Desk, case: Case, blank_number: str, studio: Studio) -> Frozen:
    sealed = sealed_certificate(desk, case, blank_number)
    return sealed or keep_bytes(desk, studio.draw(order_certificate(desk, case, blank_number)))


def _decision(desk: Desk, case: Case, document: BlobRef) -> Frozen:
    """Return a document of the decision as the server sealed it, or else as it came."""
    sealed = (one for one in case.sealed if one.paper == PaperKind.DECISION)
    as_sealed = next((one for one in sealed if one.document_sha256 == document.sha256), None)
    if as_sealed is not None:
        return _as_sealed(desk, as_sealed, Media.A4_PORTRAIT)
    _require_here(desk, document)
    pages = max(len(_PDF_PAGE.findall(desk.store.blobs.files.get(document.sha256))), 1)
    return Frozen(sha256=document.sha256, title=document.name, media=Media.A4_PORTRAIT, pages=pages)


def _decided(desk: Desk, case: Case, studio: Studio) -> Frozen:
    """Return the document of a decision that came without one: as the server sealed it, or drawn here."""
    sealed = drawn_and_sealed(case)
    if sealed is not None:
        return _as_sealed(desk, sealed, Media.A4_PORTRAIT)
    return keep_bytes(desk, studio.draw(order_decision(desk, case)))


def _as_sealed(desk: Desk, sealed: SealedPaper, media: Media) -> Frozen:
    _require_here(desk, sealed.file)
    return Frozen(sha256=sealed.file.sha256, title=sealed.file.name, media=media, pages=sealed.pages)


def _require_here(desk: Desk, file: BlobRef) -> None:
    if not desk.store.blobs.files.has(file.sha256):
        raise RuleBroken("issue.blob_wanted")
