"""A case as its history makes it: a frozen value that can be thrown away and replayed at any time."""

from datetime import date
from enum import StrEnum
from functools import singledispatch

import msgspec
from msgspec import UNSET

from casework import facts
from casework.certificate_facts import CertificateReissued, CertificateReplaced, CertificateRevoked
from casework.events import BlobRef, Event, Header
from casework.fact import Fact
from casework.materials import MaterialMark
from casework.parties import Delivery, Party
from casework.seal_facts import SealsEngraved, SealsFiled, SealsHandedOut, SealsOrdered
from casework.seal_sets import SealSet, after, refusal
from casework.situations import Situation


class Stage(StrEnum):
    """Where a case stands (`DRAFT` never leaves its desk)."""

    DRAFT = "draft"
    RECEIVED = "received"
    SUPPLEMENT = "supplement"
    ACCEPTED = "accepted"
    DEEMED_ACCEPTED = "deemed_accepted"
    IN_REVIEW = "in_review"
    SUSPENDED = "suspended"
    DECIDED = "decided"
    RESULT_AT_WINDOW = "result_at_window"
    DELIVERED = "delivered"
    ARCHIVED = "archived"
    NOT_REQUIRED = "not_required"
    NOT_ACCEPTED = "not_accepted"
    WITHDRAWN = "withdrawn"
    RECALLED = "recalled"
    REVOKED = "revoked"


class Stop(msgspec.Struct, frozen=True, kw_only=True):
    """A segment in which the clock stands; `last_day` is None while it still does."""

    from_day: date
    last_day: date | None = None
    procedure: str = ""


class Scan(msgspec.Struct, frozen=True, kw_only=True):
    """A scanned paper of the case."""

    material: str
    title: str
    pages: int
    blobs: tuple[BlobRef, ...]


class Custody(msgspec.Struct, frozen=True, kw_only=True):
    """Paper that left the window on a sheet, and whether its arrival was confirmed."""

    sheet: str
    department: str
    person: str
    handed_on: date
    items: tuple[facts.HandedItem, ...]
    acknowledged_on: date | None = None


class Urging(msgspec.Struct, frozen=True, kw_only=True):
    """One urging and its answer: `event` is its id, `by` and `answered_by` the names of who spoke."""

    event: str
    window: str
    by: str
    urged_on: date
    again_from: date
    reason: str = ""
    answered_on: date | None = None
    answered_by: str = ""
    answer: str = ""


class SealedPaper(msgspec.Struct, frozen=True, kw_only=True):
    """A paper of the result as it was sealed: which one it is, the use in the seal's register, and the sealed file."""

    paper: str
    document_sha256: str
    seal: str
    use: str
    pages: int
    sealed_on: date
    file: BlobRef


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the desk, the department and the server show of a case.

    `ver` counts the events that made it. Limits are in working days; the due dates follow from them, the acceptance
    day, the stops and the calendar (`casework.deadlines`), and are never stored here. Urgings are numbered from 1 in
    their order. `earlier_number` and `earlier_serial` are what slips say from before the server gave others.
    `rebuilt` says that the case was written again from its slip and the applicant was not corrected since.
    `blank_number` and `document_sha256` are those of the certificate in force, whatever was printed before it.
    """

    id: str
    ver: int
    stage: Stage
    catalog: str
    number: str
    serial: str
    secret: str
    matter: str
    department: str
    region: str
    hall: str
    window: str
    clerk: str
    clerk_name: str
    received_on: date
    notice_due: date
    applicant: Party
    agent: Party | None
    materials: tuple[MaterialMark, ...]
    delivery: Delivery
    accepted_on: date | None = None
    committed_days: int = 0
    statutory_days: int = 0
    tolerance: bool = False
    missing: tuple[facts.Missing, ...] = ()
    told_on: date | None = None
    stops: tuple[Stop, ...] = ()
    extension_days: int = 0
    grounds: tuple[str, ...] = ()
    closed_on: date | None = None
    decision: facts.CaseDecided | None = None
    decision_papers: tuple[BlobRef, ...] = ()
    sealed: tuple[SealedPaper, ...] = ()
    result: facts.ResultAtWindow | None = None
    mailing: facts.ResultMailed | None = None
    delivered: facts.ResultDelivered | None = None
    scans: tuple[Scan, ...] = ()
    custody: tuple[Custody, ...] = ()
    urgings: tuple[Urging, ...] = ()
    earlier_number: str = ""
    earlier_serial: str = ""
    situation: Situation = ()
    rebuilt: bool = False
    blank_number: str = ""
    document_sha256: str = ""
    replacements: tuple[CertificateReplaced, ...] = ()
    certificate_revoked: CertificateRevoked | None = None
    seal_set: SealSet | None = None

    @classmethod
    def opened(cls, header: Header, fact: facts.CaseOpened, *, number: str = "", serial: str = "") -> "Case":
        """Return the case that an opening begins; the server's `number` and `serial` win over the window's."""
        return cls(
            id=header.case,
            ver=1,
            stage=Stage.RECEIVED,
            catalog=header.catalog,
            number=number or fact.number,
            serial=serial or fact.serial,
            secret=fact.secret,
            matter=fact.matter,
            department=fact.department,
            region=fact.region,
            hall=fact.hall,
            window=fact.window,
            clerk=header.actor.code,
            clerk_name=header.actor.name,
            received_on=fact.received_on,
            notice_due=fact.notice_due,
            applicant=fact.applicant,
            agent=fact.agent,
            materials=fact.materials,
            delivery=fact.delivery,
            earlier_number=fact.number if number and number != fact.number else "",
            earlier_serial=fact.serial if serial and serial != fact.serial else "",
            situation=() if fact.situation is UNSET else fact.situation,
            rebuilt=fact.rebuilt is not UNSET,
        )


def apply(case: Case, event: Event, target: Stage | None) -> Case:
    """Return `case` after `event`, moved to `target` unless that is None."""
    changed = _effect(event.fact, case, event)
    return msgspec.structs.replace(changed, ver=case.ver + 1, stage=target or changed.stage)


@singledispatch
def _effect(_fact: Fact, case: Case, _event: Event) -> Case:
    """What is only history (notes, prints, archiving) changes no field."""
    return case


@_effect.register
def _(fact: facts.CaseAccepted, case: Case, _event: Event) -> Case:
    return msgspec.structs.replace(
        case,
        accepted_on=fact.accepted_on,
        committed_days=fact.committed_days,
        statutory_days=fact.statutory_days,
        tolerance=fact.commitment,
    )


@_effect.register
def _(fact: facts.DeemedAccepted, case: Case, _event: Event) -> Case:
    return msgspec.structs.replace(
        case,
        accepted_on=fact.accepted_on,
        committed_days=fact.committed_days,
        statutory_days=fact.statutory_days,
    )


@_effect.register
def _(fact: facts.SupplementRequested, case: Case, _event: Event) -> Case:
    return msgspec.structs.replace(case, missing=fact.items, told_on=fact.told_on)


@_effect.register
def _(fact: facts.MaterialsSupplemented, case: Case, _event: Event) -> Case:
    brought = {mark.code: mark for mark in fact.materials}
    kept = tuple(brought.pop(mark.code, mark) for mark in case.materials)
    # Only a case that waits for papers goes back to be judged again; later papers just join it.
    stage = Stage.RECEIVED if case.stage is Stage.SUPPLEMENT else case.stage
    return msgspec.structs.replace(case, materials=kept + tuple(brought.values()), stage=stage)


@_effect.register
def _(fact: facts.DetailsCorrected, case: Case, _event: Event) -> Case:
    right = {mark.code: mark for mark in fact.materials}
    kept = tuple(right.pop(mark.code, mark) for mark in case.materials)
    return msgspec.structs.replace(
        case,
        applicant=fact.applicant or case.applicant,
        agent=None if fact.no_agent else fact.agent or case.agent,
        delivery=fact.delivery or case.delivery,
        materials=kept + tuple(right.values()),
        situation=case.situation if fact.situation is UNSET else fact.situation,
        rebuilt=case.rebuilt and fact.applicant is None,
    )


@_effect.register
def _(fact: facts.CaseNotAccepted, case: Case, _event: Event) -> Case:
    return msgspec.structs.replace(case, grounds=fact.grounds, closed_on=fact.decided_on)


@_effect.register
def _(fact: facts.LicenceNotRequired, case: Case, _event: Event) -> Case:
    return msgspec.structs.replace(case, grounds=(fact.reason,), closed_on=fact.told_on)


@_effect.register
def _(fact: facts.CaseWithdrawn, case: Case, _event: Event) -> Case:
    return msgspec.structs.replace(case, closed_on=fact.withdrawn_on)


@_effect.register
def _(fact: facts.CaseUndone, case: Case, _event: Event) -> Case:
    return msgspec.structs.replace(case, closed_on=fact.undone_on)


@_effect.register
def _(fact: facts.ClockStopped, case: Case, _event: Event) -> Case:
    stop = Stop(from_day=fact.from_day, procedure=fact.procedure)
    return msgspec.structs.replace(case, stops=(*case.stops, stop))


@_effect.register
def _(fact: facts.ClockResumed, case: Case, _event: Event) -> Case:
    *earlier, last = case.stops
    ended = msgspec.structs.replace(last, last_day=fact.last_day)
    return msgspec.structs.replace(case, stops=(*earlier, ended))


@_effect.register
def _(fact: facts.ReviewExtended, case: Case, _event: Event) -> Case:
    return msgspec.structs.replace(case, extension_days=fact.days)


@_effect.register
def _(fact: facts.CaseDecided, case: Case, event: Event) -> Case:
    return msgspec.structs.replace(case, decision=fact, decision_papers=event.header.blobs)


@_effect.register
def _(fact: facts.PaperSealed, case: Case, event: Event) -> Case:
    if not event.header.blobs:
        return case
    sealed = SealedPaper(
        paper=fact.paper,
        document_sha256=fact.document_sha256,
        seal=fact.seal,
        use=fact.use,
        pages=fact.pages,
        sealed_on=fact.sealed_on,
        file=event.header.blobs[0],
    )
    # Sealed once more, as after a loss of the server: the later file stands for the same paper.
    others = tuple(one for one in case.sealed if not _same_paper(one, sealed))
    return msgspec.structs.replace(case, sealed=(*others, sealed))


def _same_paper(one: SealedPaper, other: SealedPaper) -> bool:
    if one.paper != other.paper:
        return False
    return one.paper == "certificate" or one.document_sha256 == other.document_sha256


@_effect.register
def _(fact: facts.ResultAtWindow, case: Case, _event: Event) -> Case:
    return msgspec.structs.replace(
        case, result=fact, blank_number=fact.blank_number, document_sha256=fact.document_sha256
    )


@_effect.register
def _(fact: CertificateReissued, case: Case, _event: Event) -> Case:
    return msgspec.structs.replace(case, blank_number=fact.blank_number, document_sha256=fact.document_sha256)


@_effect.register
def _(fact: CertificateReplaced, case: Case, _event: Event) -> Case:
    return msgspec.structs.replace(
        case,
        blank_number=fact.blank_number,
        document_sha256=fact.document_sha256,
        replacements=(*case.replacements, fact),
    )


@_effect.register
def _(fact: SealsOrdered | SealsFiled | SealsEngraved | SealsHandedOut, case: Case, event: Event) -> Case:
    # A window may learn that a step counts before it is told of the step before it.
    if refusal(case.seal_set, fact):
        return case
    return msgspec.structs.replace(case, seal_set=after(case.seal_set, fact, event.header.blobs))


@_effect.register
def _(fact: CertificateRevoked, case: Case, _event: Event) -> Case:
    return msgspec.structs.replace(case, certificate_revoked=fact)


@_effect.register
def _(fact: facts.ResultMailed, case: Case, _event: Event) -> Case:
    return msgspec.structs.replace(case, mailing=fact)


@_effect.register
def _(fact: facts.ResultDelivered, case: Case, _event: Event) -> Case:
    return msgspec.structs.replace(case, delivered=fact)


@_effect.register
def _(fact: facts.ScanAttached, case: Case, event: Event) -> Case:
    scan = Scan(material=fact.material, title=fact.title, pages=fact.pages, blobs=event.header.blobs)
    return msgspec.structs.replace(case, scans=(*case.scans, scan))


@_effect.register
def _(fact: facts.OriginalsHandedOver, case: Case, _event: Event) -> Case:
    handed = Custody(
        sheet=fact.sheet,
        department=fact.to_department,
        person=fact.to_person,
        handed_on=fact.handed_on,
        items=fact.items,
    )
    return msgspec.structs.replace(case, custody=(*case.custody, handed))


@_effect.register
def _(fact: facts.OriginalsAcknowledged, case: Case, _event: Event) -> Case:
    marked = tuple(
        msgspec.structs.replace(paper, acknowledged_on=fact.acknowledged_on) if paper.sheet == fact.sheet else paper
        for paper in case.custody
    )
    return msgspec.structs.replace(case, custody=marked)


@_effect.register
def _(fact: facts.ContactChanged, case: Case, _event: Event) -> Case:
    return msgspec.structs.replace(
        case,
        applicant=msgspec.structs.replace(case.applicant, phone=fact.phone),
        delivery=fact.delivery or case.delivery,
    )


@_effect.register
def _(fact: facts.CaseUrged, case: Case, event: Event) -> Case:
    urging = Urging(
        event=event.header.id,
        window=fact.window,
        by=_name_of(event),
        urged_on=fact.urged_on,
        again_from=fact.again_from,
        reason=fact.reason,
    )
    return msgspec.structs.replace(case, urgings=(*case.urgings, urging))


@_effect.register
def _(fact: facts.UrgingAnswered, case: Case, event: Event) -> Case:
    answered = tuple(
        msgspec.structs.replace(urging, answered_on=fact.answered_on, answered_by=_name_of(event), answer=fact.text)
        if urging.event == fact.urging
        else urging
        for urging in case.urgings
    )
    return msgspec.structs.replace(case, urgings=answered)


def _name_of(event: Event) -> str:
    return event.header.actor.name or event.header.actor.code
