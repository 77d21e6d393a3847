"""The free seal set of a new body: ordered, filed, engraved, handed out, each a fact of the body's case."""

import re

from casework import identity, seal_sets
from casework.case_state import Case
from casework.errors import RuleBroken
from casework.events import BlobRef
from casework.fact import Fact
from casework.facts import Outcome
from casework.parties import DeliveryWay
from casework.seal_facts import SealKind, SealPiece, SealsEngraved, SealsFiled, SealsHandedOut, SealsOrdered
from counter_app.changes import Done
from counter_app.desk import attach, owed
from counter_app.desk.bench import Desk, changed
from counter_app.desk.deliver import checked_collector
from counter_app.desk.forms import DeliverForm, FileSealsForm, HandSealsForm, OrderSealsForm
from counter_app.desk.recording import state, the_case
from counter_app.store.blobs import WAITING
from counter_app.store.cases import Projected
from counter_app.store.printouts import Intent
from printing.model import PaperKind

MOST_CARDS = 10
_CODE = re.compile(r"[0-9]{13}")
_ORDER = tuple(Intent(PaperKind.SEAL_SET_ORDER, copy=copy) for copy in (1, 2))
_RECEIPT = tuple(Intent(PaperKind.SEAL_SET_RECEIPT, copy=copy) for copy in (1, 2))


def order(desk: Desk, form: OrderSealsForm) -> Done[Projected]:
    """Order the set of a body whose case was granted; the order with its proofs is owed.

    Raises:
        RuleBroken: `seals.not_granted`, `seals.ordered_already`, a wrong credit code, `seals.maker_missing`,
            `seals.name_missing`, `seals.pieces_missing`, `seals.representative_missing`, `case.stage`.
        Trouble: the disk refused; nothing was written.
    """
    desk = desk.at_this_moment()
    case = the_case(desk, form.case_id).case
    uscc = identity.check_uscc(form.uscc or case.applicant.id_number).value
    name = (form.name or case.applicant.name).strip()
    if not name:
        raise RuleBroken("seals.name_missing")
    if not form.maker.strip():
        raise RuleBroken("seals.maker_missing")
    fact = SealsOrdered(
        window=desk.place().window,
        ordered_on=desk.today(),
        uscc=uscc,
        name=name,
        maker=form.maker.strip(),
        pieces=_pieces(form, name, case.applicant.representative),
    )
    return _stated(desk, case, fact, papers=_ORDER)


def _pieces(form: OrderSealsForm, name: str, representative: str) -> tuple[SealPiece, ...]:
    kinds = tuple(dict.fromkeys(form.kinds))
    if SealKind.OFFICIAL not in kinds:
        raise RuleBroken("seals.pieces_missing")
    who = (form.representative or representative).strip()
    if SealKind.REPRESENTATIVE in kinds and not who:
        raise RuleBroken("seals.representative_missing")
    return tuple(SealPiece(kind=kind, text=who if kind is SealKind.REPRESENTATIVE else name) for kind in kinds)


def file(desk: Desk, form: FileSealsForm) -> Done[Projected]:
    """State the police's filing number and the code of each seal.

    Raises:
        RuleBroken: `seals.filing_missing`, `seals.code_form`, `seals.code_twice`, `seals.codes_count`, or the set is at
            another step (`seals.is_…`).
        Trouble: the disk refused; nothing was written.
    """
    desk = desk.at_this_moment()
    case = the_case(desk, form.case_id).case
    codes = tuple(code.strip() for code in form.codes)
    if not form.filing_number.strip():
        raise RuleBroken("seals.filing_missing")
    for code in codes:
        if not _CODE.fullmatch(code):
            raise RuleBroken("seals.code_form", found=code or "-")
        if codes.count(code) > 1:
            raise RuleBroken("seals.code_twice", found=code)
    fact = SealsFiled(
        window=desk.place().window, filed_on=desk.today(), filing_number=form.filing_number.strip(), codes=codes
    )
    return _stated(desk, case, fact)


def engrave(desk: Desk, case_id: str, cards: tuple[tuple[str, bytes], ...]) -> Done[Projected]:
    """State that the seals came; `cards` are the scanned impression cards, each the file's name and its bytes.

    Raises:
        RuleBroken: `seals.cards_missing`, `seals.cards_many`, what `attach.keep` says of a file, or the set is at
            another step (`seals.is_…`).
        Trouble: the disk refused; at most unused files were left.
    """
    desk = desk.at_this_moment()
    case = the_case(desk, case_id).case
    if not cards:
        raise RuleBroken("seals.cards_missing")
    if len(cards) > MOST_CARDS:
        raise RuleBroken("seals.cards_many", count=len(cards), most=MOST_CARDS)
    kept = [attach.keep(desk, "", name, content, 1) for name, content in cards]
    blobs = tuple(BlobRef(sha256=card.sha256, size=card.size, mime=card.mime, name=card.name) for card in kept)
    fact = SealsEngraved(window=desk.place().window, engraved_on=desk.today())
    return _stated(desk, case, fact, blobs=blobs)


def hand_out(desk: Desk, form: HandSealsForm) -> Done[Projected]:
    """State that the set was collected by somebody whose identity was compared, or given to a courier.

    Raises:
        RuleBroken: what `deliver` says of a collector, a wrong waybill, or the set is at another step (`seals.is_…`).
        Trouble: the disk refused; nothing was written.
    """
    desk = desk.at_this_moment()
    case = the_case(desk, form.case_id).case
    window, today = desk.place().window, desk.today()
    if form.waybill.strip():
        waybill = identity.check_waybill(form.waybill).value
        way = DeliveryWay.COURIER.value
        fact = SealsHandedOut(window=window, handed_on=today, way=way, carrier=form.carrier.strip(), waybill=waybill)
    else:
        asked = DeliverForm(
            case_id=case.id, collector=form.collector, collector_id=form.collector_id, authorised=form.authorised
        )
        name, last4 = checked_collector(desk, case, asked)
        way = DeliveryWay.WINDOW.value
        fact = SealsHandedOut(window=window, handed_on=today, way=way, collector=name, collector_id_last4=last4)
    return _stated(desk, case, fact, papers=_RECEIPT)


def _stated(
    desk: Desk, case: Case, fact: Fact, *, blobs: tuple[BlobRef, ...] = (), papers: tuple[Intent, ...] = ()
) -> Done[Projected]:
    clerk = desk.clerk()
    granted = case.decision is not None and case.decision.outcome is not Outcome.REFUSED
    if not granted:
        raise RuleBroken("seals.not_granted")
    if why := seal_sets.refusal(case.seal_set, fact):
        raise RuleBroken(why)
    with desk.store.writing():
        for blob in blobs:
            desk.store.blobs.record(blob.sha256, blob.size, blob.mime, WAITING, case.id)
        state(desk, clerk, case.id, fact, blobs)
        if papers:
            owed.papers(desk, case.id, papers)
        after = the_case(desk, case.id)
    return Done(changed(case.id, prints=bool(papers)), after)
