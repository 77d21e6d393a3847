"""A case as its decision document states it: the same words at a window as at the server."""

from casework.case_state import Case
from casework.catalogue import Department, Matter, MatterKind
from casework.errors import RuleBroken
from casework.facts import CaseDecided, Outcome
from casework.parties import IdKind, PartyKind
from casework.parties import Party as CaseParty
from casework.sentences import sentence
from printing.papers.decision_document import Decision, Tolerated, title_key
from printing.papers.parts import Numbers, Party, Reason, Trace
from printing.seals.seal import Seal
from printing.wording import Wording

_LAST = 4
_ID_LABELS = {
    IdKind.USCC: "paper.id_uscc",
    IdKind.RESIDENT_ID: "paper.id_resident",
    IdKind.PERMIT: "paper.id_permit",
    IdKind.OTHER: "paper.id_other",
}


def party_of(party: CaseParty) -> Party:
    """Return an applicant or agent as papers name them."""
    return Party(
        name=party.name,
        organisation=party.kind is PartyKind.BODY,
        id_label=sentence(_ID_LABELS[party.id_kind]),
        last_four=party.id_number[-_LAST:],
    )


def decision_of(
    case: Case, matter: Matter, department: Department, *, seal: Seal, numbers: Numbers, trace: Trace
) -> Decision:
    """Return what the decision document of a case says.

    Raises:
        RuleBroken: `issue.no_certificate`: nothing was decided.
    """
    decided = _decided(case)
    refused = decided.outcome is Outcome.REFUSED
    certificate = decided.certificate
    return Decision(
        issuer=department.name_zh,
        number="",
        granted=not refused,
        licence=matter.kind is MatterKind.LICENCE,
        applicant=party_of(case.applicant),
        applied_on=case.received_on,
        accepted_on=case.accepted_on or case.received_on,
        matter=matter.name_zh,
        matter_en=matter.name_en,
        opinion="" if refused and not decided.reasons else decided.opinion,
        reasons=_reasons(decided.reasons or ((decided.opinion,) if refused and decided.opinion else ())),
        conditions=_reasons(decided.conditions),
        tolerated=_tolerated(case, matter) if decided.outcome is Outcome.GRANTED_WITH_TOLERANCE else (),
        certificate_title=matter.certificate.name_zh if certificate and matter.certificate else "",
        certificate_number=certificate.number if certificate else "",
        valid_from=certificate.valid_from if certificate else None,
        valid_until=certificate.valid_until if certificate else None,
        review_body=sentence("paper.review_body"),
        court=sentence("paper.court"),
        remedies=decided.remedies if refused else (),
        decided_on=decided.decided_on,
        seal=seal,
        numbers=numbers,
        trace=trace,
    )


def decision_title(case: Case, matter: Matter, wording: Wording) -> str:
    """Return what people call the decision document of a case."""
    decided = _decided(case)
    licence = matter.kind is MatterKind.LICENCE
    tolerated = decided.outcome is Outcome.GRANTED_WITH_TOLERANCE and bool(_tolerated(case, matter))
    return wording.zh(title_key(granted=decided.outcome is not Outcome.REFUSED, licence=licence, tolerated=tolerated))


def _decided(case: Case) -> CaseDecided:
    if case.decision is None:
        raise RuleBroken("issue.no_certificate")
    return case.decision


def _reasons(texts: tuple[str, ...]) -> tuple[Reason, ...]:
    return tuple(Reason(text=text, text_en="", law="") for text in texts)


def _tolerated(case: Case, matter: Matter) -> tuple[Tolerated, ...]:
    """Return what was promised for later, named as the checklist names it."""
    names = {line.code: line.name_zh for line in matter.materials}
    return tuple(
        Tolerated(name=names.get(mark.code, mark.code), by=mark.follows_by)
        for mark in case.materials
        if mark.follows_by is not None
    )
