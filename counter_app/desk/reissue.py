"""A certificate once more: on a new blank after a spoiled print, or as a replacement (补发) for one its holder lost.

Never twice on one blank number: each print takes the next blank, and the fact names the document it stands in for.
"""

from casework.blanks import BlankState
from casework.case_state import Case, Stage
from casework.certificate_facts import CertificateReissued, CertificateReplaced
from casework.errors import RuleBroken
from casework.fact import Fact
from counter_app.changes import Changes, Done, Topic
from counter_app.desk import blanks, owed
from counter_app.desk.bench import Desk, changed
from counter_app.desk.blanks import Reserved
from counter_app.desk.deliver import checked_collector
from counter_app.desk.forms import DeliverForm, ReissueForm, ReplaceForm
from counter_app.desk.issue import sealed_certificate
from counter_app.desk.paper_orders import order_certificate
from counter_app.desk.prints import Studio, keep_bytes
from counter_app.desk.recording import state, the_case
from counter_app.store.blobs import KEPT
from counter_app.store.cases import Projected
from counter_app.store.printouts import Frozen, Intent
from printing.model import PaperKind
from printing.papers.parts import Superseded

_WITH_HOLDER = frozenset({Stage.DELIVERED, Stage.ARCHIVED})
_GONE = frozenset({BlankState.SPOILED, BlankState.LOST})


def reissue(desk: Desk, form: ReissueForm, studio: Studio) -> Done[Projected]:
    """Print a result's certificate on the next blank, because the one it was on is void or lost.

    Raises:
        RuleBroken: `case.stage`, `reissue.not_void` (the blank it is on is neither void nor lost), `stock.none_left`,
            `certificate.revoked_already`, or the certificate cannot be drawn.
        Trouble: the disk refused; no event was written.
    """
    desk = desk.at_this_moment()
    case = _certified(desk, form.case_id, frozenset({Stage.RESULT_AT_WINDOW}))
    box = desk.store.blanks.of_case(case.blank_number, case.id)
    blank_now = box.blank(case.blank_number) if box else None
    if blank_now is None or blank_now.state not in _GONE:
        raise RuleBroken("reissue.not_void", number=case.blank_number or "-")
    blank = blanks.choose(desk, case)
    frozen = _drawn(desk, case, blank, None, studio)
    fact = CertificateReissued(
        window=desk.place().window,
        reissued_on=desk.today(),
        reason=form.reason.strip(),
        old_blank=case.blank_number,
        old_document=case.document_sha256,
        blank_number=blank.number if blank else "",
        document_sha256=frozen.sha256,
    )
    return _stated(desk, case, fact, blank, frozen)


def replace(desk: Desk, form: ReplaceForm, studio: Studio) -> Done[Projected]:
    """Print a replacement for a certificate that its holder lost or spoiled, and hand it to who may have it.

    Raises:
        RuleBroken: `case.stage`, `stock.reason_missing`, what `deliver` says of a collector, `stock.none_left`,
            `certificate.revoked_already`, or the certificate cannot be drawn.
        Trouble: the disk refused; no event was written.
    """
    desk = desk.at_this_moment()
    case = _certified(desk, form.case_id, _WITH_HOLDER)
    if not form.reason.strip():
        raise RuleBroken("stock.reason_missing")
    asked = DeliverForm(
        case_id=case.id,
        collector=form.collector,
        collector_id=form.collector_id,
        authorised=form.authorised,
    )
    name, last4 = checked_collector(desk, case, asked)
    blank = blanks.choose(desk, case)
    old = Superseded(blank=case.blank_number, on=desk.today(), times=len(case.replacements) + 1)
    frozen = _drawn(desk, case, blank, old, studio)
    fact = CertificateReplaced(
        window=desk.place().window,
        replaced_on=desk.today(),
        reason=form.reason.strip(),
        old_blank=case.blank_number,
        old_document=case.document_sha256,
        blank_number=blank.number if blank else "",
        document_sha256=frozen.sha256,
        collector=name,
        collector_id_last4=last4,
    )
    return _stated(desk, case, fact, blank, frozen)


def _certified(desk: Desk, case_id: str, stages: frozenset[Stage]) -> Case:
    """Return a case at one of these stages whose certificate is in force."""
    desk.clerk()
    case = the_case(desk, case_id).case
    if case.stage not in stages:
        raise RuleBroken("case.stage", stage=case.stage.value)
    if case.decision is None or case.decision.certificate is None:
        raise RuleBroken("issue.no_certificate")
    if case.certificate_revoked is not None:
        raise RuleBroken("certificate.revoked_already")
    return case


def _drawn(desk: Desk, case: Case, blank: Reserved | None, old: Superseded | None, studio: Studio) -> Frozen:
    # The same certificate on another blank is the same sealed file; a replacement says that it is one.
    number = blank.number if blank else ""
    if old is None and (sealed := sealed_certificate(desk, case, number)) is not None:
        return sealed
    order = order_certificate(desk, case, number, supersedes=old)
    return keep_bytes(desk, studio.draw(order))


def _stated(desk: Desk, case: Case, fact: Fact, blank: Reserved | None, frozen: Frozen) -> Done[Projected]:
    clerk = desk.clerk()
    with desk.store.writing():
        desk.store.blobs.record(frozen.sha256, desk.store.blobs.files.size(frozen.sha256), frozen.format, KEPT)
        if blank is not None:
            blanks.reserve(desk, clerk, blank, case.id)
        state(desk, clerk, case.id, fact)
        owed.papers(desk, case.id, (Intent(PaperKind.CERTIFICATE, sheet=blank.number if blank else "", frozen=frozen),))
        after = the_case(desk, case.id)
    return Done(changed(case.id, prints=True) | Changes(frozenset({Topic.STOCK})), after)
