"""What can be stated about a case: one frozen value for each kind of event, without its envelope.

What is stated of blanks, of certificates after their issue and of seal sets has modules of its own; `PAYLOADS` has all.
"""

from datetime import date
from enum import StrEnum

import msgspec
from msgspec import UNSET, UnsetType

from casework.blank_facts import (
    BlankFreed,
    BlankReserved,
    BlanksHandedOver,
    BlanksLost,
    BlankSpoiled,
    BlanksReceived,
    BlankUsed,
)
from casework.certificate_facts import CertificateReissued, CertificateReplaced, CertificateRevoked
from casework.fact import Days, Fact
from casework.materials import MaterialMark
from casework.parties import Delivery, Party
from casework.seal_facts import SealsEngraved, SealsFiled, SealsHandedOut, SealsOrdered
from casework.situations import Situation


class CaseOpened(Fact, frozen=True, kw_only=True):
    """Papers were taken in at a window (收件): the case exists from here on, under this number.

    `notice_due` is the last day on which the applicant can still be told what is missing (行政许可法 art. 32).
    `secret` opens the progress page together with the number. `situation` answers the matter's questions.
    `rebuilt` is the signed text of the slip from which a window wrote a lost case again: number and serial may be
    another window's, and what the slip does not say is to be completed by a correction.
    """

    number: str
    serial: str
    secret: str
    matter: str
    department: str
    region: str
    hall: str
    window: str
    received_on: date
    notice_due: date
    applicant: Party
    agent: Party | None = None
    materials: tuple[MaterialMark, ...] = ()
    delivery: Delivery
    situation: Situation | UnsetType = UNSET
    rebuilt: str | UnsetType = UNSET


class CaseAccepted(Fact, frozen=True, kw_only=True):
    """The application was accepted (受理); both limits are in working days and run from the next working day.

    `commitment` says that the applicant signed for the materials that follow later (容缺受理).
    """

    accepted_on: date
    committed_days: Days
    statutory_days: Days
    commitment: bool = False


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a supplement notice: which material, what is wrong, how to put it right."""

    material: str
    problem: str
    remedy: str


class SupplementRequested(Fact, frozen=True, kw_only=True):
    """The applicant was told, once, everything that is missing (补正告知)."""

    told_on: date
    items: tuple[Missing, ...]


class MaterialsSupplemented(Fact, frozen=True, kw_only=True):
    """Materials came in later; each mark replaces the earlier one of the same code."""

    brought_on: date
    materials: tuple[MaterialMark, ...]


class CaseNotAccepted(Fact, frozen=True, kw_only=True):
    """Not accepted (不予受理), in writing, with grounds, remedies and, outside competence, the right body."""

    decided_on: date
    grounds: tuple[str, ...]
    remedies: tuple[str, ...] = ()
    competent_body: str = ""


class LicenceNotRequired(Fact, frozen=True, kw_only=True):
    """The matter needs no licence (不受理); said at once."""

    told_on: date
    reason: str


class CaseWithdrawn(Fact, frozen=True, kw_only=True):
    """The applicant took the application back."""

    withdrawn_on: date
    reason: str = ""


class CaseUndone(Fact, frozen=True, kw_only=True):
    """The window that took the papers in took the act back moments later: it was a mistake. `stage` is what it was."""

    undone_on: date
    stage: str
    reason: str = ""


class DeemedAccepted(Fact, frozen=True, kw_only=True):
    """Nobody told the applicant within five working days: accepted by law from the day of receipt (art. 32)."""

    accepted_on: date
    established_on: date
    committed_days: Days
    statutory_days: Days


class ReceivedByDepartment(Fact, frozen=True, kw_only=True):
    """The department took the case into review."""

    received_on: date


class ClockStopped(Fact, frozen=True, kw_only=True):
    """A special procedure began (art. 45): days from `from_day` on do not count until the clock is resumed.

    `expected_days` are the working days it will take by what is known; the applicant is told them. They count nothing.
    """

    from_day: date
    procedure: str
    reason: str = ""
    expected_days: Days | UnsetType = UNSET


class ClockResumed(Fact, frozen=True, kw_only=True):
    """The special procedure ended; `last_day` is the last day that does not count."""

    last_day: date


class ReviewExtended(Fact, frozen=True, kw_only=True):
    """The decision period was extended, once, with the approval of the department's head (art. 42)."""

    days: Days
    approved_by: str
    reason: str


class Outcome(StrEnum):
    """How a department decided."""

    GRANTED = "granted"
    GRANTED_WITH_TOLERANCE = "granted_with_tolerance"
    REFUSED = "refused"


class CertificateField(msgspec.Struct, frozen=True, kw_only=True):
    """One printed line of a certificate."""

    label: str
    label_en: str = ""
    value: str


class Certificate(msgspec.Struct, frozen=True, kw_only=True):
    """What the certificate says; the window prints it from this."""

    number: str
    fields: tuple[CertificateField, ...]
    valid_from: date | None = None
    valid_until: date | None = None


class CaseDecided(Fact, frozen=True, kw_only=True):
    """The department decided; the decision document travels as a blob of the same event."""

    outcome: Outcome
    decided_on: date
    opinion: str = ""
    reasons: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    certificate: Certificate | None = None


class DecisionRecalled(Fact, frozen=True, kw_only=True):
    """A supervisor took a decision back before its result reached the applicant."""

    recalled_on: date
    reason: str


class DecisionRevoked(Fact, frozen=True, kw_only=True):
    """A supervisor revoked what had been granted."""

    revoked_on: date
    reason: str


class PaperSealed(Fact, frozen=True, kw_only=True):
    """The server put a department's seal on a paper of the result; the sealed file is the blob of the same event.

    `paper` is `certificate` or `decision`; `document_sha256` names what was sealed, for a decision the department's own
    file or what was drawn where none came. `seal` is the seal in the server's register, `use` its number there,
    `decision` the event that approved it.
    """

    paper: str
    seal: str
    use: str
    decision: str
    document_sha256: str
    pages: int
    sealed_on: date


class ResultAtWindow(Fact, frozen=True, kw_only=True):
    """The result was printed at a window and lies ready for the applicant (结果到窗)."""

    window: str
    printed_on: date
    document_sha256: str
    blank_number: str = ""


class ResultMailed(Fact, frozen=True, kw_only=True):
    """The result was handed to a courier."""

    window: str
    mailed_on: date
    carrier: str
    waybill: str


class ResultDelivered(Fact, frozen=True, kw_only=True):
    """The applicant has the result (送达); `collector` is who took it, masked to the last four by the desk."""

    window: str
    delivered_on: date
    way: str
    collector: str = ""
    collector_id_last4: str = ""
    signed: bool = False


class CaseArchived(Fact, frozen=True, kw_only=True):
    """The file is closed and complete."""

    archived_on: date


class ScanAttached(Fact, frozen=True, kw_only=True):
    """A scanned paper joined the case; its bytes are the blobs of the same event."""

    material: str
    pages: int
    title: str = ""


class HandedItem(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a hand-over sheet."""

    material: str
    originals: int
    copies: int


class OriginalsHandedOver(Fact, frozen=True, kw_only=True):
    """Paper left the window for the department, on a numbered sheet."""

    sheet: str
    handed_on: date
    to_department: str
    to_person: str
    items: tuple[HandedItem, ...]


class OriginalsAcknowledged(Fact, frozen=True, kw_only=True):
    """The department confirmed that the paper of a sheet arrived."""

    sheet: str
    acknowledged_on: date


class ContactChanged(Fact, frozen=True, kw_only=True):
    """The applicant's telephone or delivery changed; the last in the server's order holds."""

    phone: str
    delivery: Delivery | None = None


class DetailsCorrected(Fact, frozen=True, kw_only=True):
    """What was entered wrongly is put right by this further fact; what it does not name stays as it was.

    `agent` replaces the agent, `no_agent` says that there is none. Each mark replaces the one of the same code. A
    `situation` replaces all answers. Number, slip serial, matter and days stay.
    """

    corrected_on: date
    reason: str
    applicant: Party | None = None
    agent: Party | None = None
    no_agent: bool = False
    delivery: Delivery | None = None
    materials: tuple[MaterialMark, ...] = ()
    situation: Situation | UnsetType = UNSET


class CaseUrged(Fact, frozen=True, kw_only=True):
    """A window urged the department that has the case (催办); `reason` is why, or what the applicant asked.

    Before `again_from`, the next working day, the same window urges again only with a reason.
    """

    window: str
    urged_on: date
    again_from: date
    reason: str = ""


class UrgingAnswered(Fact, frozen=True, kw_only=True):
    """The department answered an urging; `urging` is the id of its event."""

    urging: str
    answered_on: date
    text: str


class NoteAdded(Fact, frozen=True, kw_only=True):
    """A remark for colleagues."""

    text: str


class PaperPrinted(Fact, frozen=True, kw_only=True):
    """A paper of the case came out of a printer; `copy` counts from 1, above 1 it is a reprint with a reason."""

    paper: str
    job: str
    sha256: str
    copy: int = 1
    reason: str = ""


class HoldReleased(Fact, frozen=True, kw_only=True):
    """What waited for a quarantined event need not wait any longer; `event` is that event's id, `text` says why."""

    event: str
    text: str = ""


class CataloguePublished(Fact, frozen=True, kw_only=True):
    """A catalogue is to be used from a day on; a fact of no case.

    `sha256` and `size` (bytes) name the bundle, which is asked for by its hash; `signature` is the server's over
    everything announced here (`casework.bundle.signing_text`), in hexadecimal.
    """

    version: str
    effective_from: date
    sha256: str
    size: int
    signature: str


PAYLOADS: dict[str, type[Fact]] = {
    "case.opened": CaseOpened,
    "case.accepted": CaseAccepted,
    "case.supplement_requested": SupplementRequested,
    "case.supplemented": MaterialsSupplemented,
    "case.not_accepted": CaseNotAccepted,
    "case.not_required": LicenceNotRequired,
    "case.withdrawn": CaseWithdrawn,
    "case.undone": CaseUndone,
    "case.deemed_accepted": DeemedAccepted,
    "case.received": ReceivedByDepartment,
    "case.suspended": ClockStopped,
    "case.resumed": ClockResumed,
    "case.extended": ReviewExtended,
    "case.decided": CaseDecided,
    "case.recalled": DecisionRecalled,
    "case.revoked": DecisionRevoked,
    "result.sealed": PaperSealed,
    "result.at_window": ResultAtWindow,
    "result.mailed": ResultMailed,
    "result.delivered": ResultDelivered,
    "case.archived": CaseArchived,
    "scan.attached": ScanAttached,
    "originals.handed_over": OriginalsHandedOver,
    "originals.acknowledged": OriginalsAcknowledged,
    "contact.changed": ContactChanged,
    "case.corrected": DetailsCorrected,
    "case.urged": CaseUrged,
    "case.urge_answered": UrgingAnswered,
    "note.added": NoteAdded,
    "paper.printed": PaperPrinted,
    "hold.released": HoldReleased,
    "catalogue.published": CataloguePublished,
    "certificate.reissued": CertificateReissued,
    "certificate.replaced": CertificateReplaced,
    "certificate.revoked": CertificateRevoked,
    "seals.ordered": SealsOrdered,
    "seals.filed": SealsFiled,
    "seals.engraved": SealsEngraved,
    "seals.handed_out": SealsHandedOut,
    "stock.received": BlanksReceived,
    "stock.reserved": BlankReserved,
    "stock.used": BlankUsed,
    "stock.freed": BlankFreed,
    "stock.spoiled": BlankSpoiled,
    "stock.lost": BlanksLost,
    "stock.handed_over": BlanksHandedOver,
}
"""Every kind of event by its wire name."""

KINDS: dict[type[Fact], str] = {payload: name for name, payload in PAYLOADS.items()}
"""The wire name of every payload."""
