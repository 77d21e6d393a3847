"""Papers around the result as papers: proof of delivery, waybill, the courier's sheet, the day's collections."""

import re
from collections.abc import Callable

from casework.case_state import Case
from casework.catalogue import Matter
from casework.clock import from_ms, legal_day
from casework.decisions import needs_document
from casework.facts import ResultDelivered, ResultMailed
from casework.parties import PartyKind
from casework.sentences import sentence
from counter_app.desk.paper_orders import CollectionPaper, CourierPaper
from counter_app.desk.paper_parts import Material, paper_party
from printing.fonts import Fonts
from printing.masking import mask_person
from printing.model import FrozenPaper, PaperKind
from printing.papers.collection_sheet import Collected, CollectionSheet, draw_collection_sheet
from printing.papers.decided_case import decision_title
from printing.papers.hand_over_sheet import HandOverSheet, draw_courier_sheet
from printing.papers.parts import PrintMarks, Trace
from printing.papers.proof_of_delivery import DeliveredDocument, ProofOfDelivery, draw_proof_of_delivery
from printing.papers.sheet_rows import SheetCase, SheetRow
from printing.papers.waybill import Waybill, draw_waybill
from printing.wording import Wording

Draw = Callable[[Material, Fonts, Wording], FrozenPaper]

_POSTCODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
_DISTRICT = re.compile(r"(?:省|市|州|盟)?([^省市州盟区县旗\s]{2,6})(?<![小园社校])(?:区|县|旗|市)(?=[^区县旗市]*$)")


def _proof(material: Material, fonts: Fonts, wording: Wording) -> FrozenPaper:
    case, fact = material.case, material.fact
    if not isinstance(fact, ResultDelivered):
        raise TypeError("a proof of delivery is owed by a delivery")
    names = {party.name for party in (case.applicant, case.agent) if party} | {case.applicant.representative}
    content = ProofOfDelivery(
        issuer=material.place.site.hall_name,
        applicant=paper_party(case.applicant),
        matter=material.matter.name_zh,
        documents=_documents(case, material.matter, wording),
        place=f"{material.place.site.hall_name} {material.window_label}",
        carrier="",
        waybill="",
        collector=fact.collector,
        collector_last_four=fact.collector_id_last4,
        stand_in=fact.collector not in names,
        at=from_ms(material.stated_ms),
        deliverer=material.clerk,
        window_label=material.window_label,
        numbers=material.numbers,
        trace=material.trace,
    )
    return draw_proof_of_delivery(content, fonts, wording, material.marks)


def _documents(case: Case, matter: Matter, wording: Wording) -> tuple[DeliveredDocument, ...]:
    """Return what the result consists of; a result of which nothing more is known is named after its matter."""
    documents = [DeliveredDocument(title=paper.name, number="") for paper in case.decision_papers]
    certificate = case.decision.certificate if case.decision else None
    if case.decision and needs_document(case.decision, case.decision_papers):
        documents.append(DeliveredDocument(title=decision_title(case, matter, wording), number=""))
    if certificate is not None and matter.certificate is not None:
        documents.insert(0, DeliveredDocument(title=matter.certificate.name_zh, number=certificate.number))
    return tuple(documents) or (DeliveredDocument(title=matter.name_zh, number=case.number),)


def _waybill(material: Material, fonts: Fonts, wording: Wording) -> FrozenPaper:
    case, fact = material.case, material.fact
    if not isinstance(fact, ResultMailed):
        raise TypeError("a waybill is owed by a mailing")
    certificates, documents = _pieces(case)
    content = Waybill(
        carrier=fact.carrier,
        number=fact.waybill,
        recipient=case.delivery.recipient or case.applicant.name,
        phone=case.delivery.phone or case.applicant.phone,
        address=case.delivery.address,
        postcode=postcode_in(case.delivery.address),
        sorting=district_in(case.delivery.address),
        sender=material.place.site.hall_name,
        sender_phone=material.place.site.phone,
        certificates=certificates,
        documents=documents,
        piece=1,
        pieces=1,
        at=from_ms(material.stated_ms),
        numbers=material.numbers,
    )
    media = material.presses.waybill
    return draw_waybill(content, fonts, wording, material.marks, media, dots_per_mm=material.presses.dots.get(media))


def _pieces(case: Case) -> tuple[int, int]:
    """Return how many certificates and other documents the result has."""
    drawn = int(case.decision is not None and needs_document(case.decision, case.decision_papers))
    return int(case.decision is not None and case.decision.certificate is not None), len(case.decision_papers) + drawn


def postcode_in(address: str) -> str:
    """Return the postcode that stands in an address; "" where none does."""
    found = _POSTCODE.search(address)
    return found[0] if found else ""


def district_in(address: str) -> str:
    """Return the district, county or county-level city of an address, without its kind; "" where none is found."""
    head = re.split(r"[路街道镇乡村号巷]", address, maxsplit=1)[0]
    found = _DISTRICT.search(head)
    return found[1] if found else ""


def draw_of_the_day(order: CourierPaper | CollectionPaper, fonts: Fonts, wording: Wording) -> FrozenPaper:
    """Return a sheet of the window's day, finished.

    Raises:
        RuleBroken: the sheet cannot be drawn.
    """
    if isinstance(order, CourierPaper):
        return _courier(order, fonts, wording)
    return _collection(order, fonts, wording)


def _courier(order: CourierPaper, fonts: Fonts, wording: Wording) -> FrozenPaper:
    site = order.place.site
    content = HandOverSheet(
        hall=site.hall_name,
        serial=order.serial,
        sender=sentence("paper.window", number=order.place.window_number),
        sender_person=order.clerk,
        carrier=order.carrier,
        carrier_person="",
        receiver=sentence("paper.recipients"),
        receiver_section="",
        cases=tuple(_parcel(case, matter) for case, matter in order.cases),
        handed_at=order.at,
        trace=Trace(at=order.at, window=order.place.window, job=order.serial[-9:]),
    )
    return draw_courier_sheet(content, fonts, wording, order.copy, PrintMarks(practice=order.practice))


def _parcel(case: Case, matter: Matter) -> SheetCase:
    certificates, documents = _pieces(case)
    is_body = case.applicant.kind is PartyKind.BODY
    recipient = case.delivery.recipient or case.applicant.name
    what = matter.certificate.name_zh if matter.certificate and certificates else ""
    return SheetCase(
        matter=matter.name_zh,
        case_number=case.number,
        serial=case.serial,
        organisation=case.applicant.name if is_body else "",
        person="" if is_body else case.applicant.name,
        rows=(
            SheetRow(
                labels=case.mailing.waybill if case.mailing else "",
                material="，".join(part for part in (what, mask_person(recipient)) if part),
                originals=certificates,
                copies=documents,
            ),
        ),
    )


def _collection(order: CollectionPaper, fonts: Fonts, wording: Wording) -> FrozenPaper:
    content = CollectionSheet(
        hall=order.place.site.hall_name,
        window_label=sentence("paper.window", number=order.place.window_number),
        day=legal_day(order.at),
        rows=tuple(
            Collected(
                serial=case.serial,
                matter=matter.name_zh,
                documents=tuple(f"{one.title} {one.number}".strip() for one in _documents(case, matter, wording)),
                collector=case.delivered.collector if case.delivered else "",
                last_four=case.delivered.collector_id_last4 if case.delivered else "",
                handed_by=clerk,
                at=at,
            )
            for case, matter, clerk, at in order.cases
        ),
        trace=Trace(at=order.at, window=order.place.window, job=f"{order.at:%m%d-%H%M}"),
    )
    return draw_collection_sheet(content, fonts, wording, PrintMarks(practice=order.practice))


SENDING: dict[PaperKind, Draw] = {
    PaperKind.PROOF_OF_DELIVERY: _proof,
    PaperKind.WAYBILL: _waybill,
}
