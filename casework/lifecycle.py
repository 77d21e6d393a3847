"""Which stages a case goes through, who may move it, and what an event makes of it.

One table serves the server's guard and the window's preview. `judge` says what becomes of an event (it never raises for
what an event says), `step` applies one that counts, `replay` folds a history. `case_state` holds the values.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from casework import seal_sets
from casework.case_state import Case, Stage, apply
from casework.certificate_facts import CertificateReissued, CertificateReplaced, CertificateRevoked
from casework.events import Event, Role
from casework.fact import Fact
from casework.facts import CaseOpened, CaseUndone, CaseUrged, Outcome, UrgingAnswered

CLERK = frozenset({Role.CLERK})
DEPARTMENT = frozenset({Role.DEPARTMENT})
SUPERVISOR = frozenset({Role.SUPERVISOR})
SERVER = frozenset({Role.SERVER})
ANYONE = frozenset(Role)

_TAKEN_IN = frozenset({Stage.RECEIVED, Stage.SUPPLEMENT})
_IN_FORCE = frozenset({Stage.ACCEPTED, Stage.DEEMED_ACCEPTED, Stage.IN_REVIEW, Stage.SUSPENDED})
_OPEN = _TAKEN_IN | _IN_FORCE
_JUST_DONE = _TAKEN_IN | {Stage.ACCEPTED, Stage.NOT_ACCEPTED, Stage.NOT_REQUIRED}
_WITH_APPLICANT = frozenset({Stage.DELIVERED, Stage.ARCHIVED})
_RESULT = frozenset({Stage.DECIDED, Stage.RESULT_AT_WINDOW})
_DECIDED = _RESULT | _WITH_APPLICANT
DECISION_STANDS = _RESULT | {Stage.DELIVERED, Stage.ARCHIVED}
"""The stages in which a decision was made and neither recalled nor revoked."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One edge: from which stages, to which (None keeps it), by whom; an empty `sources` means from any stage."""

    sources: frozenset[Stage]
    target: Stage | None
    roles: frozenset[Role]
    commutes: bool = False


def _edge(target: Stage, roles: frozenset[Role], *sources: Stage) -> Rule:
    return Rule(frozenset(sources), target, roles)


def _always(roles: frozenset[Role]) -> Rule:
    return Rule(frozenset(), None, roles, commutes=True)


RULES: Mapping[str, Rule] = {
    "case.opened": Rule(frozenset(), Stage.RECEIVED, CLERK),
    "case.accepted": _edge(Stage.ACCEPTED, CLERK, Stage.RECEIVED),
    "case.supplement_requested": _edge(Stage.SUPPLEMENT, CLERK, Stage.RECEIVED),
    "case.supplemented": _always(CLERK),
    "case.not_accepted": _edge(Stage.NOT_ACCEPTED, CLERK, Stage.RECEIVED),
    "case.not_required": _edge(Stage.NOT_REQUIRED, CLERK, Stage.RECEIVED),
    "case.withdrawn": Rule(_OPEN, Stage.WITHDRAWN, CLERK),
    "case.undone": Rule(_JUST_DONE, Stage.WITHDRAWN, CLERK),
    "case.corrected": Rule(_OPEN, None, CLERK),
    "case.urged": Rule(_IN_FORCE, None, CLERK),
    "case.urge_answered": Rule(frozenset(Stage), None, DEPARTMENT),
    "case.deemed_accepted": _edge(Stage.DEEMED_ACCEPTED, SERVER, Stage.RECEIVED),
    "case.received": _edge(Stage.IN_REVIEW, DEPARTMENT, Stage.ACCEPTED, Stage.DEEMED_ACCEPTED),
    "case.suspended": _edge(Stage.SUSPENDED, DEPARTMENT, Stage.IN_REVIEW),
    "case.resumed": _edge(Stage.IN_REVIEW, DEPARTMENT, Stage.SUSPENDED),
    "case.extended": _edge(Stage.IN_REVIEW, DEPARTMENT, Stage.IN_REVIEW),
    "case.decided": _edge(Stage.DECIDED, DEPARTMENT, Stage.IN_REVIEW),
    "case.recalled": Rule(_RESULT, Stage.RECALLED, SUPERVISOR),
    "case.revoked": _edge(Stage.REVOKED, SUPERVISOR, Stage.DELIVERED, Stage.ARCHIVED),
    "result.sealed": Rule(DECISION_STANDS, None, SERVER),
    "result.at_window": _edge(Stage.RESULT_AT_WINDOW, CLERK, Stage.DECIDED),
    "result.mailed": _edge(Stage.RESULT_AT_WINDOW, CLERK, Stage.RESULT_AT_WINDOW),
    "result.delivered": _edge(Stage.DELIVERED, CLERK, Stage.RESULT_AT_WINDOW),
    "case.archived": _edge(Stage.ARCHIVED, CLERK | SERVER, Stage.DELIVERED),
    "scan.attached": _always(CLERK | DEPARTMENT),
    "originals.handed_over": _always(CLERK),
    "originals.acknowledged": _always(DEPARTMENT),
    "contact.changed": _always(CLERK),
    "note.added": _always(ANYONE),
    "paper.printed": _always(CLERK),
    "hold.released": _always(SUPERVISOR | SERVER),
    "catalogue.published": _always(SERVER),
    "certificate.reissued": Rule(frozenset({Stage.RESULT_AT_WINDOW}), None, CLERK),
    "certificate.replaced": Rule(_WITH_APPLICANT, None, CLERK),
    "certificate.revoked": Rule(_WITH_APPLICANT | {Stage.RESULT_AT_WINDOW}, None, DEPARTMENT | SUPERVISOR),
    "seals.ordered": Rule(_DECIDED, None, CLERK),
    "seals.filed": Rule(_DECIDED, None, CLERK),
    "seals.engraved": Rule(_DECIDED, None, CLERK),
    "seals.handed_out": Rule(_DECIDED, None, CLERK),
    # Of no case: `casework.blanks` judges them against their box.
    "stock.received": _always(CLERK),
    "stock.reserved": _always(CLERK),
    "stock.used": _always(CLERK),
    "stock.freed": _always(CLERK),
    "stock.spoiled": _always(CLERK),
    "stock.lost": _always(CLERK),
    "stock.handed_over": _always(CLERK),
}
"""What every kind of event may do. What commutes is always applied, in whatever order it arrives."""


class Verdict(StrEnum):
    """What became of an event, for good."""

    APPLIED = "applied"
    CONTESTED = "contested"
    HELD = "held"
    QUARANTINED = "quarantined"
    RENUMBERED = "renumbered"


COUNTS = frozenset({Verdict.APPLIED, Verdict.RENUMBERED})
"""The verdicts under which an event changes its case."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with its reason as an error code; empty when the event applies."""

    verdict: Verdict
    reason: str = ""


_APPLIED = Judgement(Verdict.APPLIED)


def judge(case: Case | None, event: Event, origin: str) -> Judgement:
    """Return what becomes of `event`, written by `origin` (a window's or a department's code), on top of `case`.

    A role that may never do this, or a department that does not own the case, is quarantined: it is no dispute between
    two lawful acts. A lawful act that comes at the wrong stage is contested: it is kept and a supervisor decides.
    """
    role = event.header.actor.role
    if role not in RULES[event.header.type].roles:
        return Judgement(Verdict.QUARANTINED, "case.role")
    if isinstance(event.fact, CaseOpened):
        return _judge_opening(case, event.fact, origin)
    if case is None:
        return Judgement(Verdict.HELD, "case.unknown")
    if role is Role.DEPARTMENT and origin != case.department:
        return Judgement(Verdict.QUARANTINED, "case.other_department")
    if _of_another_window(case, event, origin):
        return Judgement(Verdict.QUARANTINED, "case.other_window")
    return _judge_move(case, event)


def _of_another_window(case: Case, event: Event, origin: str) -> bool:
    """Whether only one window may state this, and it is not the writer."""
    if isinstance(event.fact, CaseUndone):
        return origin != case.window
    return isinstance(event.fact, CaseUrged) and origin != event.fact.window


def _judge_move(case: Case, event: Event) -> Judgement:
    rule = RULES[event.header.type]
    if not rule.commutes and case.stage not in rule.sources:
        return Judgement(Verdict.CONTESTED, "case.stage")
    if event.header.type == "case.extended" and case.extension_days:
        return Judgement(Verdict.CONTESTED, "case.extended_already")
    if isinstance(event.fact, CaseUrged) and _too_soon(case, event.fact):
        return Judgement(Verdict.CONTESTED, "urge.too_soon")
    if isinstance(event.fact, UrgingAnswered):
        return _judge_answer(case, event.fact)
    return _judge_granted(case, event.fact)


def _judge_granted(case: Case, fact: Fact) -> Judgement:
    """Return what becomes of a fact about what was granted: the certificate, the seals; others apply."""
    if isinstance(fact, CertificateReissued | CertificateReplaced | CertificateRevoked):
        return _judge_certificate(case, fact)
    if isinstance(fact, seal_sets.OF_SEALS):
        return _judge_seals(case, fact)
    return _APPLIED


def _judge_seals(case: Case, fact: Fact) -> Judgement:
    if case.decision is None or case.decision.outcome is Outcome.REFUSED:
        return Judgement(Verdict.CONTESTED, "seals.not_granted")
    why = seal_sets.refusal(case.seal_set, fact)
    return Judgement(Verdict.CONTESTED, why) if why else _APPLIED


def _judge_certificate(case: Case, fact: CertificateReissued | CertificateReplaced | CertificateRevoked) -> Judgement:
    """A certificate is printed anew from the one that is in force; one that was revoked is not."""
    if case.certificate_revoked is not None:
        return Judgement(Verdict.CONTESTED, "certificate.revoked_already")
    if case.decision is None or case.decision.certificate is None:
        return Judgement(Verdict.CONTESTED, "issue.no_certificate")
    if isinstance(fact, CertificateRevoked):
        return _APPLIED
    # Of a sealed certificate every print is the same document; then its blank tells them apart.
    if (fact.old_document, fact.old_blank) == (case.document_sha256, case.blank_number):
        return _APPLIED
    return Judgement(Verdict.CONTESTED, "certificate.not_in_force")


def _too_soon(case: Case, fact: CaseUrged) -> bool:
    """Whether this window urged within the working day already and gives no reason to do so again."""
    own = [urging for urging in case.urgings if urging.window == fact.window]
    return bool(own) and fact.urged_on < own[-1].again_from and not fact.reason.strip()


def _judge_answer(case: Case, fact: UrgingAnswered) -> Judgement:
    urging = next((one for one in case.urgings if one.event == fact.urging), None)
    if urging is None:
        return Judgement(Verdict.CONTESTED, "urge.unknown")
    return _APPLIED if urging.answered_on is None else Judgement(Verdict.CONTESTED, "urge.answered_already")


def _judge_opening(case: Case | None, fact: CaseOpened, origin: str) -> Judgement:
    if case is not None:
        return Judgement(Verdict.CONTESTED, "case.opened_already")
    if fact.window != origin:
        return Judgement(Verdict.QUARANTINED, "case.other_window")
    return _APPLIED


def step(case: Case | None, event: Event, *, number: str = "", serial: str = "") -> Case:
    """Return `case` after `event`, which must have been judged to count.

    `number` and `serial` replace those of an opening that the server renumbered.
    """
    target = RULES[event.header.type].target
    if isinstance(event.fact, CaseOpened):
        return Case.opened(event.header, event.fact, number=number, serial=serial)
    if case is None:
        raise ValueError("a history begins with the opening of its case")
    return apply(case, event, target)


def replay(events: Iterable[Event], *, number: str = "", serial: str = "") -> Case:
    """Return the case that a history of events which count amounts to; the history begins with its opening.

    `number` and `serial` are those the server gave if it renumbered the opening.
    """
    case: Case | None = None
    for event in events:
        case = step(case, event, number=number, serial=serial)
    if case is None:
        raise ValueError("an empty history is no case")
    return case
